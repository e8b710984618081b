"""Who comes to a step more often than a row of the fast walk can tell: refused by name, read aloud otherwise, never told wrongly."""

from __future__ import annotations

from typing import Any

import pytest
from alike import assert_alike, parting
from offices import office
from toy_office import ENGINES, Data, serve, toy

from xnsim.engines import EngineRefused, run
from xnsim.engines.kernel_parts import MOST_PASSES, MOST_SPELLS
from xnsim.engines.sweep_plan import sweep_plan
from xnsim.program import Program
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

DAYS = {"calendar": {"start": "2026-01-05", "continuous": True, "holidays": "none"}, "horizon": {"warm_up": "0 d", "measure": "2 d", "drain": "0 d"}}
ON_TABLES = [engine for engine in ENGINES if engine == "kernel"]
once = {"arrivals": {"appointments": {"every": "2 d"}}}


def lowered(desks: Data, matters: Data) -> Program:
    """An office that never closes, for two days."""
    return office((None, toy(desks, matters, DAYS))).program


def back(turnaround: str, **how: Any) -> Data:
    """A return to the step before."""
    return {"return": {"step": "r", "probability": 0.999999, "turnaround": turnaround, **how}}


def assert_refused(program: Program, engine: Any) -> None:
    """The engine says in both languages what is wrong and the way out."""
    with pytest.raises(EngineRefused) as refused:
        run(program, engine=engine)
    assert "at_most" in refused.value.says.zh and "at_most" in refused.value.says.en


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "simpy"])
def test_who_is_sent_back_again_and_again(engine: Any):
    """Every minute for two days to the same step: told by name; the readable engine, and auto, count them all."""
    program = lowered({"a": {"officers": 1}}, {"m": {**once, "route": [serve("s", "a", "60 s"), back("0 s")]}})
    assert sweep_plan(program) is None
    assert_refused(program, engine)
    aloud = run(program, engine="simpy")
    assert max(aloud.services["round"]) > MOST_PASSES and parting(aloud, run(program)) is None


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "simpy"])
def test_who_is_interrupted_again_and_again(engine: Any):
    """A day's work by somebody who is called away every ten seconds or so."""
    called = {"officers": [{"name": "甲", "absence": {"present": "exp(10 s)", "away": "exp(1 s)"}}]}
    program = lowered({"a": called}, {"m": {**once, "route": [serve("s", "a", "1 d")]}})
    assert_refused(program, engine)
    assert max(run(program).services["spell"]) > MOST_SPELLS


@pytest.mark.parametrize("engine", ON_TABLES)
def test_the_sweep_counts_too(engine: Any):
    """Swept desk by desk, a case among many: its rows have no room either; on lists there is room."""
    crowd = {"arrivals": {"appointments": {"every": "5 s"}}, "route": [serve("t", "b", "1 s")]}
    program = lowered({"a": {"officers": 1}, "b": {"officers": 1}}, {"m": {**once, "route": [serve("s", "a", "1 s"), back("1 min")]}, "n": crowd})
    assert sweep_plan(program) is not None
    assert_refused(program, engine)
    assert max(run(program, engine="lists").services["round"]) > MOST_PASSES


@pytest.mark.parametrize("engine", ON_TABLES)
def test_two_thousand_times_are_not_too_often(engine: Any):
    """Twice a thousand times, the most that two returns can be told, fit."""
    route = [serve("s", "a", "10 s"), back("0 s", at_most=1000), {"return": {"step": "q", "to": "s", "probability": 0.999, "turnaround": "0 s", "at_most": 900}}]
    made = assert_alike(lowered({"a": {"officers": 1}}, {"m": {**once, "route": route}}), "simpy", engine)
    assert 1000 < max(made.services["round"]) < MOST_PASSES


@pytest.mark.parametrize("factor, at_most, refused", [(4.0, None, True), (3.9, None, False), (4.0, 3, False)])
def test_no_curve_sends_a_case_back_for_ever(factor: float, at_most: int | None, refused: bool):
    """A quarter times four is always; past the limit nobody would ever get through, unless somebody counts."""
    item = {"step": "r", "probability": 0.25, "turnaround": "1 h", "response": [[0.5, 1.0], [1.0, factor]]} | ({"at_most": at_most} if at_most else {})
    data = toy({"a": {"officers": 1}}, {"m": {**once, "limits": {"promised": "2 wd"}, "route": [serve("s", "a", "10 s"), {"return": item}]}}, DAYS)
    found = list(check(Scenario.model_validate(data)))
    assert bool(found) == refused and all("at_most" in str(each) for each in found), found
