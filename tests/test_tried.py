"""The page of a comparison tells the reader who decides what was tried, whom it needs, what it costs, and on what data it rests.

Toy: the office of the policy tests, as it is and with stand-ins (AB cover), two replications.
"""

from __future__ import annotations

import pytest

import xnsim as xn
from xnsim.policies.ab_cover import ABCover


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
    assert "On what data" in page and all(xn_text(each.value) in page for each in found.scenario.assumptions)
    from xnsim.study.tried import data

    assert "names no source" in data(found.scenario.changed(("assumptions", ())), "en")[-1]


def xn_text(text: str) -> str:
    """A value as the page writes it."""
    from html import escape

    from xnsim.punctuation import printed

    return escape(printed(text, "en"))
