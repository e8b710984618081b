"""A gamed toy office leaves its traces; an honest one does not."""

from __future__ import annotations

import math

import pytest
from test_indicators import MON, TUE, at, case, due, run_of
from toy_office import matter, serve, toy, walk

import xnsim as xn
from xnsim import gaming as g
from xnsim.cli import main
from xnsim.indicators import View
from xnsim.scenario import InputError
from xnsim.scenario.model import Scenario

LIMITS = {"limits": {"promised": "2 wd", "statutory": "10 wd"}}
WORK = serve("s", "a", "1 h")


def traced(route, comes=("05 09:00",), limits=None):
    """The report of a toy office, by key."""
    told = walk("simpy", {"a": {"office": "hall", "officers": 3}, "b": {"office": "back"}}, {"m": matter(list(comes), route, limits or LIMITS)})
    return {trace.key: trace for trace in g.gaming(told.run)}


def test_an_honest_office_leaves_no_trace():
    """One hour of work within two days: official and true agree, nothing was reset, paused or extended."""
    found = traced([WORK])
    assert found["on_time"].official == found["on_time"].true == 1.0
    assert [found[key].official for key in ("resets", "extensions", "unlawful_pauses")] == [0, 0, 0]
    assert math.isnan(found["late_returns"].official) and found["late_returns"].cases == 0


def test_a_clock_that_is_set_anew_looks_on_time():
    """Sent back once with a reset after three days of the applicant's: the books say on time, the lawful clock does not.

    Accepted on Monday the 5th, due on Wednesday the 7th; decided on Friday the 9th.
    """
    found = traced([WORK, {"return": {"step": "r", "probability": 1.0, "at_most": 1, "turnaround": "4 d", "clock": "reset", "to": "s"}}])
    assert (found["on_time"].official, found["on_time"].true) == (1.0, 0.0)
    assert found["on_time"].gap == 1.0 and found["resets"].official == 1.0
    # officially one hour of work after the reset; truly from the 5th 09:00 to the 9th 11:00
    assert found["workdays"].official == pytest.approx(1 / 7) and found["workdays"].true == pytest.approx(4 + 2 / 7)


def test_a_pause_no_law_knows_is_seen():
    """A stop of four days beyond art. 45 keeps the books clean."""
    found = traced([WORK, {"wait": {"step": "w", "length": "4 d", "clock": "unlawful_pause"}}])
    assert (found["on_time"].official, found["on_time"].true, found["unlawful_pauses"].official) == (1.0, 0.0, 1.0)


def test_a_padded_promise_and_a_cut_that_is_none():
    """Promised 2 days for an hour of work: 14 times what it takes; the promise is cut by 80 %, the time by more."""
    found = traced([WORK])
    assert found["padding"].official == pytest.approx(14)
    assert found["promise_cut"].official == pytest.approx(0.8) and found["promise_cut"].true == pytest.approx(1 - 1 / 70)


def test_a_window_that_only_hands_papers_on():
    """Received in the hall, decided behind, issued in the hall: delegated in name only."""
    found = traced([WORK, serve("behind", "b", "1 h"), serve("issue", "a", "10 min")])
    assert (found["delegation"].official, found["delegation"].true) == (1.0, 0.0)


def test_papers_sent_back_on_the_last_day():
    """Held until nine tenths of the limit are used, then sent back: a return before the due date."""
    held = {"wait": {"step": "hold", "until": {"share": 0.9}}}
    back = {"return": {"step": "r", "probability": 1.0, "at_most": 1, "turnaround": "1 d", "clock": "reset", "to": "s"}}
    late = traced([{"accept": {}}, held, WORK, back], limits={"limits": {"promised": "80 h", "statutory": "30 wd"}})["late_returns"]
    early = traced([{"accept": {}}, WORK, back], limits={"limits": {"promised": "80 h", "statutory": "30 wd"}})["late_returns"]
    assert (late.official, late.cases) == (1.0, 1) and (early.official, early.cases) == (0.0, 1)


def test_bunching_by_hand():
    """Accepted at 09:00, due two days later at the close: 14 open hours. Decisions after 10, 12, 13, 14 and 16 hours.

    The fifths end at 2.8, 5.6, 8.4, 11.2, 14 and 16.8 hours: one before, three in the last, one after.
    """
    def decided(hours):
        day, rest = divmod(hours, 7)
        return at(MON + int(day), 9 + rest if rest <= 3 else 10.5 + rest)

    rows = [case(at(MON, 9), at(MON, 9), decided(hours), due(TUE)) for hours in (1, 10, 12, 13, 13.999, 16)]
    found = g.bunching(View(run_of(rows), "completion"))
    assert found == g.Bunching(1, 3, 1) and found.share == 0.6
    assert found.interval == pytest.approx((0.2307, 0.8824), abs=1e-4)      # Wilson, 3 of 5
    assert found + found == g.Bunching(2, 6, 2)
    assert math.isnan(g.Bunching(0, 0, 0).share) and math.isnan(g.Bunching(0, 0, 0).interval[0])


def test_the_whole_last_fifth_is_in_its_bin():
    """Decided in the very second of the limit is in the last bin; a second later is after it."""
    rows = [case(at(MON, 9), at(MON, 9), due(TUE), due(TUE)), case(at(MON, 9), at(MON, 9), at(2, 9) + 1, due(TUE))]
    assert g.bunching(View(run_of(rows), "completion")) == g.Bunching(0, 1, 1)


def test_wilsons_interval():
    """A known value: 8 of 10 lies between 49 % and 94 %."""
    assert g.wilson(8, 10) == pytest.approx((0.4901625, 0.9433178), abs=1e-6)
    assert g.wilson(0, 10)[0] == 0.0 and g.wilson(10, 10)[1] == 1.0


def test_alternatives_are_reported_beside_each_other():
    """Two alternatives, two replications: a row a trace each, with the mean over both."""
    office = Scenario.model_validate(toy({"a": {"officers": 3}}, {"m": matter(["05 09:00"], [WORK], LIMITS)}))
    frame = xn.study.compare_gaming(office, {"现状": [], "再来": []}, replications=2, engine="lists", lang="en")
    assert list(frame["alternative"].unique()) == ["现状", "再来"] and set(frame["n"]) == {2}
    row = frame[frame["trace"] == "on_time"].iloc[0]
    assert (row["official"], row["true"], row["gap"], row["label"]) == (1.0, 1.0, 0.0, "on-time rate")
    with pytest.raises(InputError, match="没有方案"):
        xn.study.compare_gaming(office, {}, engine="lists")


def test_one_run_tells_its_traces():
    """``run.gaming()`` has a row a trace, in both languages."""
    office = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], [WORK], LIMITS)}))
    made = xn.simulate(office, engine="lists")
    assert made.gaming().loc["resets", "label"] == "重新计时的件" and made.gaming("en").loc["resets", "official"] == 0.0


def test_a_limit_by_the_hour_runs_day_and_night():
    """A limit of 10 hours from 09:00: decided at 18:30, after hours, is 95 % of it and in its last fifth."""
    told = walk("simpy", {"a": {"closing": "finish"}}, {"m": matter(["05 09:00"], [serve("s", "a", "9.5 h")], {"limits": {"promised": "10 h"}})})
    assert g.bunching(View(told.run, "completion")) == g.Bunching(0, 1, 0)


@pytest.mark.parametrize(("lang", "words"), [("zh", ("官方与真实:", "重新计时的件")), ("en", ("Official and true:", "cases whose clock was reset"))])
def test_the_command_prints_the_traces(capsys, monkeypatch, lang, words):
    """``xnsim compare --gaming`` in both languages, a table an alternative."""
    asked = ["compare", "single_window", "--policy", "time_limit:workdays=1", "--replications", "2", "--indicator", "on_time_rate", "--engine", "lists"]
    monkeypatch.setenv("COLUMNS", "120")        # wide enough for a unit on the line of its figure
    assert main([*asked, "--gaming", "--lang", lang]) == 0
    shown = capsys.readouterr().out.replace("\uff1a", ":")
    assert all(shown.count(word) == 2 for word in words)
    unit, points = {"zh": ("[个工作日]", " 点  "), "en": ("[working days]", " pt  ")}[lang]
    assert shown.count(unit) == 2 and points in shown
