"""The page of a comparison tells the reader who decides what was tried, whom it needs, what it costs, and on what data it rests.

Toy: the office of the policy tests, as it is and with stand-ins (AB cover), two replications.
"""

from __future__ import annotations

import re

import pytest

import xnsim as xn
from xnsim.commands.results import _half
from xnsim.policies.ab_cover import ABCover
from xnsim.scenario.finding import in_words
from xnsim.study.told import told
from xnsim.study.tried import data


@pytest.fixture(scope="module")
def found():
    """A centre as it is, with a stand-in for every officer, and with shorter promises and the same people."""
    office = xn.load(xn.scenarios()["county_centre"])
    short = office.changed(("horizon", office.horizon.changed(("warm_up", office.horizon.warm_up.__class__(1, "wd")), ("measure", office.horizon.measure.__class__(2, "wd")))))
    return xn.compare(short, {"现状": [], "顶岗": [ABCover()], "压缩承诺": [xn.policies.TimeLimit(factor=0.7)]}, replications=2, seed=1, engine="lists")


def test_the_page_says_what_it_costs(found, tmp_path):
    """Cost, perverse effect and the officers added stand on the page, in both languages."""
    assert found.tried["顶岗"][1] > found.tried["现状"][1]
    more = found.tried["顶岗"][1] - found.tried["现状"][1]
    page = found.html(tmp_path / "zh.html").read_text(encoding="utf-8")
    assert "试的是什么" in page and f"多 {more} 人" in page and "同岗替代要多用人" in page and "反效果" in page
    page = found.html(tmp_path / "en.html", "en").read_text(encoding="utf-8")
    assert "What was tried" in page and f"{more} more than" in page and "a stand-in costs a person" in page


def test_the_findings_say_first_whom_an_alternative_needs(found):
    """Cover with stand-ins doubles the officers: the finding says so before any gain; an alternative with the same people has no such line."""
    said = {name: told(found, name, "zh") for name in found.alternatives if name != found.status_quo}
    people = {name: [line for line in lines if line.startswith("人手：")] for name, lines in said.items()}
    for name, lines in people.items():
        more = found.tried[name][1] - found.tried[found.status_quo][1]
        assert lines == ([f"人手：「{name}」在册 {found.tried[name][1]} 人，比「{found.status_quo}」多 {more} 人。"] if more else [])
        assert not lines or said[name][0] == lines[0]
    assert any(people.values()) and not all(people.values())
    assert [line for name in people for line in told(found, name, "en") if line.startswith("People: ")]


def test_a_half_width_has_the_digits_of_its_mean():
    """±260 beside 2,542 and ±0.30 beside 1.55, never 2.6e+02; what would round to nought keeps one figure."""
    assert [_half(half, mean) for half, mean in ((264.0, "2,542"), (0.3, "1.55"), (8.0, "50.6"), (0.0008, "1.23"), (0.04, "16.2%"), (12.3, "2"))] == [
        "264", "0.30", "8.0", "0.0008", "0.04", "12"]


def test_the_page_says_on_what_data_it_rests(found, tmp_path):
    """Every assumption of the file stands on the page; an office without any is told to be a model only."""
    page = found.html(tmp_path / "en.html", "en").read_text(encoding="utf-8")
    assert "On what data" in page and all(xn_text(in_words(each.value, "en")) in page for each in found.scenario.assumptions)
    from xnsim.study.tried import data

    assert "names no source" in data(found.scenario.changed(("assumptions", ())), "en")[-1]


def xn_text(text: str) -> str:
    """A value as the page writes it."""
    from html import escape

    from xnsim.punctuation import printed

    return escape(printed(text, "en"))


@pytest.mark.parametrize(("text", "zh", "en"), [
    ("lognormal(15 min, cv 1)", "lognormal(15 分钟, cv 1)", "lognormal(15 minutes, cv 1)"), ("1 wd, 3 wd", "1 个工作日, 3 个工作日", "1 working day, 3 working days"),
    ("1–3 wd", "1–3 个工作日", "1–3 working days"), ("7 h/wd", "7 小时/工作日", "7 hours/working day"), ("244/wd", "244/工作日", "244/working day"),
    ("v1.2 d", "v1.2 d", "v1.2 d"), ("fwd", "fwd", "fwd")])
def test_units_are_told_in_words(text, zh, en):
    """What a file writes as 20 wd a reader sees as 20 个工作日; what is no length of time stays."""
    assert (in_words(text, "zh"), in_words(text, "en")) == (zh, en)


def test_no_page_speaks_in_the_units_of_the_file():
    """Of the county centre, whose assumptions are full of them, no length of time is left in the words of the file."""
    office = xn.load(xn.scenarios()["county_centre"])
    for lang in ("zh", "en"):
        told = "\n".join(data(office, lang))
        assert len(told) > 1000 and not re.search(r"\d (wd|min|mo|h)\b", told)
