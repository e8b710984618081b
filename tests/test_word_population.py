"""A closed circle of applicants: each comes, and when his case is closed comes again after a pause; every second by hand."""

import pytest
from toy_office import matter, serve
from word_office import told

from xnsim.engines import run
from xnsim.program import lower
from xnsim.proof.office import DAY, exponential, office
from xnsim.theory.registry import answer

ONE = {"a": {"officers": [{"name": "甲"}]}}


def circle(size, pause, route, more=None):
    """A matter of a closed population."""
    return {"arrivals": {"population": {"size": size, "pause": pause}, **(more or {})}, "route": route}


DAYS = {"horizon": {"warm_up": "0 wd", "measure": "2 wd", "drain": "1 wd"}}


def test_each_comes_again_a_pause_after_his_case_is_closed():
    """One member, pause 10 h: comes Mon 10:00, served till 11:00, again 21:00, served Tue 09:00-10:00, again 20:00, served
    Wed 09:00-10:00, and with that all of the two measured days are closed: the run is over."""
    seen = told(ONE, {"m": circle(1, "10 h", [serve("s", "a", "1 h")])}, DAYS)
    assert seen.stamps("received") == ["05 10:00", "05 21:00", "06 20:00"]
    assert seen.stamps("closed") == ["05 11:00", "06 10:00", "07 10:00"]
    assert [seen.case(n)["measured"] for n in range(3)] == [1, 1, 1]
    assert [(seen.case(n)["source"], seen.case(n)["parent"], seen.case(n)["trips"]) for n in range(3)] == [(0, -1, 1)] * 3


def test_a_pause_in_working_days():
    """A pause of one working day begins Monday 09:00: Monday 17:30; served Tue 09:00-10:00; the next ends Wed 10:00."""
    seen = told(ONE, {"m": circle(1, "1 wd", [serve("s", "a", "1 h")])})
    assert seen.stamps("received")[:3] == ["05 17:30", "07 10:00", "08 11:00"]


def test_the_number_inside_never_exceeds_the_circle():
    """Two members: at any time at most two of their cases are open."""
    seen = told(ONE, {"m": circle(2, "exp(3 h)", [serve("s", "a", "exp(1 h)")])}, DAYS, seed=5)
    rows = [seen.case(n) for n in range(seen.run.cases.rows)]
    assert len(rows) > 4
    for row in rows:
        inside = [other for other in rows if other["received"] <= row["received"] and (other["closed"] > row["received"] or other["closed"] < 0)]
        assert 1 <= len(inside) <= 2


def test_later_requests_are_numbered_after_all_who_were_dealt():
    """Two members and an applicant of the last day: the circle's first requests and he are 0, 1, 2 in order of receipt, then the others."""
    matters = {"m": circle(2, "10 h", [serve("s", "a", "1 h")]), "n": matter(["06 16:00"], [serve("t", "a", "1 h")])}
    seen = told(ONE, matters, DAYS)
    assert seen.stamps("received")[:5] == ["05 10:00", "05 10:00", "06 16:00", "05 21:00", "05 22:00"]
    assert [seen.case(n)["source"] for n in range(5)] == [0, 0, 1, 0, 0]


def test_keep_thins_the_circle():
    """Nobody of the circle comes when keep is nought."""
    seen = told(ONE, {"m": circle(5, "10 h", [serve("s", "a", "1 h")], {"keep": 0.0}), "n": matter(["05 09:00"], [serve("t", "a", "1 h")])}, DAYS)
    assert seen.run.cases.rows == 1


def test_machine_repair():
    """I03: 20 projects, one clerk: 10.02 held up, 20.07 days each (exact, Gross et al.); within 4 % in one long run, its spread 1 %."""
    row = {"model": "machine repair M/M/1//N", "parameters": {"N": 20, "lam": 0.05, "mu": 0.5, "c": 1}, "indicator": "[等待/在办项目数, 单次处理平均时长]"}
    held, each = answer(row)
    days = 3000
    hall = office({"clerk": {"officers": 1}}, {"project": circle(20, exponential(20), [serve("s", "clerk", exponential(2))])})
    spans = {name: value for name, value in (("warm_up", "200 d"), ("measure", f"{days} d"), ("drain", "400 d"))}
    program = lower(hall.changed(("horizon", type(hall.horizon).model_validate(spans))))
    seen = [run(program, 3, k, engine="simpy").cases for k in range(4)]
    times = [float((cases["closed"][cases["measured"] == 1] - cases["received"][cases["measured"] == 1]).mean()) / DAY for cases in seen]
    rates = [float((cases["measured"] == 1).sum()) / days for cases in seen]
    assert sum(times) / 4 == pytest.approx(each, rel=0.04)
    assert sum(a * b for a, b in zip(times, rates)) / 4 == pytest.approx(held, rel=0.04)
