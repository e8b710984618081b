"""Mistakes a notebook makes: an office built by hand, numbers that are none, alternatives in another form; each told in words, all at once."""

from __future__ import annotations

from typing import Any

import pytest

import xnsim as xn


@pytest.fixture(scope="module")
def small() -> Any:
    """The smallest office that comes with xnsim."""
    from alike import SCENARIOS

    return xn.load(next(path for path in SCENARIOS if path.stem == "single_window"))


def said(call: Any) -> str:
    """What a call is answered with, in both languages."""
    with pytest.raises(xn.InputError) as refused:
        call()
    return "\n".join(f"{each.path}: {each.says.zh} / {each.says.en}" for each in refused.value.problems)


@pytest.mark.parametrize("seed", [-1, 2**63, True, "1", 1.5, None])
def test_seeds_that_are_none(small: Any, seed: Any):
    """What the command line refuses a notebook refuses too."""
    assert "seed: 随机种子" in said(lambda: xn.simulate(small, seed=seed))
    assert "seed: 随机种子" in said(lambda: xn.compare(small, {"现状": []}, replications=2, seed=seed))


@pytest.mark.parametrize("number", [-1, "0", 0.5])
def test_replications_are_numbered_from_nought(small: Any, number: Any):
    """There is no replication of that number."""
    assert "replication: 重复编号" in said(lambda: xn.simulate(small, replication=number))


@pytest.mark.parametrize("alternatives", [[], None, ["现状"], {1: [], 2: []}, {"": []}, {}])
def test_alternatives_have_names(small: Any, alternatives: Any):
    """Alternatives are names with what is tried under each; the number of replications is told at the same time."""
    told = said(lambda: xn.compare(small, alternatives, replications="2"))
    assert "{'现状': []}" in told and "replications: 重复次数要写整数,现为 '2'" in told


@pytest.mark.parametrize("thing", ["single_window", 3, None])
def test_a_name_is_no_office(thing: Any):
    """An office is read first."""
    assert "xn.load" in said(lambda: xn.simulate(thing))
    assert "xn.load" in said(lambda: xn.compare(thing, {"现状": []}, replications=2))


def test_an_office_built_by_hand_is_looked_at(small: Any):
    """An office changed in a notebook is checked as a file is; one that is sound runs, and runs the same."""
    assert "window" in said(lambda: xn.simulate(small.model_copy(update={"desks": {}})))
    same = xn.simulate(small.model_copy(), seed=4)
    assert same.cases.equals(xn.simulate(small, seed=4).cases)
