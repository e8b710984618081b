"""The page of a comparison tells the reader who decides what was tried, whom it needs, what it costs, and on what data it rests.

Toy: the office of the policy tests, as it is and with stand-ins (AB cover), two replications.
"""

from __future__ import annotations

import re

import pytest

import xnsim as xn
from xnsim.policies.ab_cover import ABCover
from xnsim.scenario.finding import in_words
from xnsim.study.tried import data


@pytest.fixture(scope="module")
def found():
    """One window as it is, and with a stand-in for its officer."""
    office = xn.load(xn.scenarios()["county_centre"])
    short = office.changed(("horizon", office.horizon.changed(("warm_up", office.horizon.warm_up.__class__(1, "wd")), ("measure", office.horizon.measure.__class__(2, "wd")))))
    return xn.compare(short, {"现状": [], "顶岗": [ABCover()]}, replications=2, seed=1, engine="lists")


def test_the_page_says_what_it_costs(found, tmp_path):
    """Cost, perverse effect and the officers added stand on the page, in both languages."""
    assert found.tried["顶岗"][1] > found.tried["现状"][1]
    more = found.tried["顶岗"][1] - found.tried["现状"][1]
    page = found.html(tmp_path / "zh.html").read_text(encoding="utf-8")
    assert "试的是什么" in page and f"多 {more} 人" in page and "同岗替代要多用人" in page and "反效果" in page
    page = found.html(tmp_path / "en.html", "en").read_text(encoding="utf-8")
    assert "What was tried" in page and f"{more} more than" in page and "a stand-in costs a person" in page


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
