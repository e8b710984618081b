"""What a quarter's figures do to the next: nothing before a decision is touched by it, and pressure on a figure moves the figure.

Two halls of one desk that examines (an hour each) and one that signs (five minutes), promised within one working
day. Under pressure half of the files are sent back after the signature and the clock starts anew: the figure
shows five minutes of work, the applicant sees the first days, the way back, and the signature again.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_office import toy

import xnsim as xn
from xnsim import policies as p
from xnsim.engines import run
from xnsim.program import lower
from xnsim.scenario import InputError
from xnsim.scenario.model import Scenario
from xnsim.study.rules import BelowTarget, LastPlace, Pressed, Quarter, no_reaction, paced

ON_TIME = ("on_time_rate",)


def hall(name: str) -> dict:
    """A matter with its own two desks."""
    examine = {"serve": {"step": f"examine_{name}", "desk": f"exam_{name}", "effort": "exp(1 h)"}}
    sign = {"serve": {"step": f"sign_{name}", "desk": f"sign_{name}", "effort": "exp(5 min)"}}
    return {"arrivals": {"poisson": "6/wd"}, "limits": {"promised": "1 wd"}, "route": [examine, sign]}


OFFICE = Scenario.model_validate(toy(
    {f"{desk}_{name}": {} for name in ("east", "west") for desk in ("exam", "sign")}, {name: hall(name) for name in ("east", "west")},
    {"horizon": {"warm_up": "5 wd", "measure": "10 wd", "drain": "10 wd"}}))


def walked(rule, n=2, quarters=3, length="15 wd", seed=1):
    """A study of short quarters, in plain Python."""
    return xn.study.quarters(OFFICE, rule, quarters, length, n, seed, indicators=ON_TIME, engine="lists")


def test_quarters_follow_the_calendar():
    """After 5 working days from Monday 5 January 2026 on, quarters of 15 begin on Saturdays at midnight: 10 January, 31 January, 21 February."""
    found = walked(no_reaction, 1)
    assert [(each.number, each.first, each.until) for each in found.histories[0]] == [
        (1, dt.date(2026, 1, 10), dt.date(2026, 1, 31)), (2, dt.date(2026, 1, 31), dt.date(2026, 2, 21)), (3, dt.date(2026, 2, 21), dt.date(2026, 3, 14))]
    assert found.decisions().empty and set(found.table["reacting"]) == {0.0}


def test_figures_are_those_of_a_run_that_ends_with_the_quarter():
    """The second quarter read by hand: the cases received in it, as the run stands at its end, and their parts by matter."""
    seen = walked(no_reaction, 1).histories[0][1]
    measured = OFFICE.changed(("horizon", OFFICE.horizon.model_validate({"warm_up": "20 wd", "measure": "15 wd", "drain": "0 d"})))
    made = run(lower(measured), 1, 0, "lists")
    here = [i for i in range(made.cases.rows) if made.cases["measured"][i]]
    late = lambda i: made.cases["promised_due"][i] < (made.cases["closed"][i] if made.cases["closed"][i] >= 0 else made.lowered.end)
    counted = lambda i: made.cases["closed"][i] >= 0 or late(i)

    def rate(rows):
        told = [late(i) for i in rows if counted(i)]
        return 1 - sum(told) / len(told)

    assert seen.figures["on_time_rate"] == pytest.approx(rate(here))
    for number, name in enumerate(("east", "west")):
        assert seen.units[name]["on_time_rate"] == pytest.approx(rate([i for i in here if made.cases["matter"][i] == number]))


def stamps(scenario, policies, until):
    """Every stamp, spell and source of a run before a second."""
    made = run(lower(p.timeline(scenario, policies)), 3, 0, "lists")
    cases = [tuple(int(made.cases[name][i]) if int(made.cases[name][i]) < until else until for name in ("received", "accepted", "decided", "closed"))
             + (int(made.cases["source"][i]),) for i in range(made.cases.rows) if made.cases["received"][i] < until]
    spells = [(int(made.services["case"][i]), made.lowered.steps[made.services["step"][i]], int(made.services["start"][i]))
              for i in range(made.services.rows) if made.services["start"][i] < until]
    return cases, sorted(spells)


CHOICES = st.sampled_from([(), ("east",), ("west",), ("east", "west")])


@settings(max_examples=6, deadline=None)
@given(st.lists(CHOICES, min_size=3, max_size=3), st.lists(CHOICES, min_size=3, max_size=3), st.sampled_from(["pressed", "paced"]))
def test_what_is_decided_later_changes_nothing_before(one, other, reaction):
    """Two rules that decide alike up to a quarter have the same figures up to it, and the same run, second by second."""
    react = Pressed() if reaction == "pressed" else paced
    told = lambda plan: lambda history: react(plan[len(history) - 1]) if plan[len(history) - 1] else []
    a, b = (walked(told(plan), 1, 4).histories[0] for plan in (one, other))
    first = next((k for k in range(3) if one[k] != other[k]), 3)           # decided for quarter first + 2
    assert a[:first + 1] == b[:first + 1]
    until = (a[first].until - OFFICE.calendar.start).days * 86400
    long = OFFICE.changed(("horizon", OFFICE.horizon.model_validate({"warm_up": "5 wd", "measure": "60 wd", "drain": "0 d"})))
    runs = [stamps(long, [policy for quarter in history for policy in quarter.policies], until) for history in (a, b)]
    assert runs[0] == runs[1] and len(runs[0][1]) > 30


def test_goodhart_the_figure_rises_and_its_twin_falls():
    """The documented example: a target of 97 % is answered by sending half the files back. Quarters of 62 working days, 8 replications, seed 1:

    nobody reacts in the first (66 % on time in both figures); in the second all do, official 84 %, verified 42 %, against 73 % in both without.
    """
    free, pressed = (walked(rule, 8, 2, "62 wd") for rule in (no_reaction, BelowTarget(0.97, Pressed(0.5))))
    table = pressed.table.set_index("quarter")
    assert table.loc[1, "official"] == table.loc[1, "twin"] and table.loc[2, "official"] > 0.3 + table.loc[2, "twin"]
    assert list(table["reacting"]) == [0.0, 1.0]
    gap = pressed.against(free).set_index(["quarter", "part"])
    assert gap.loc[(1, "official"), "mean"] == gap.loc[(1, "twin"), "mean"] == 0
    assert gap.loc[(2, "official"), "low"] > 0.03 and gap.loc[(2, "twin"), "high"] < -0.2 and gap.loc[2, "mark"].all()
    assert "核实按时率" in gap.loc[(2, "twin"), "sentence"] and "更差" in gap.loc[(2, "twin"), "sentence"]
    assert "quarter 2" in pressed.against(free, "en").loc[2, "sentence"]
    told = pressed.decisions("en")
    assert set(told["quarter"]) == {2} and told["times"].sum() == 8 and "late_return=0.5" in told.loc[0, "policy"] and "from" not in told.loc[0, "policy"]


def test_the_table_says_n_seed_and_intervals():
    """A row a quarter and indicator: both figures with their intervals, replications, seed, and how many of them reacted."""
    found = walked(LastPlace(paced), 4, 2)
    row = found.frame("en").iloc[1]
    assert row["official_low"] < row["official"] < row["official_high"] and row["twin_low"] < row["twin"] < row["twin_high"]
    assert (row["n"], row["twin_n"], row["seed"], row["replications"], row["reacting"], row["rule"]) == (4, 4, 1, 4, 1.0, "LastPlace")
    assert (row["indicator_label"], row["twin_key"], row["unit"]) == ("on-time rate", "verified_on_time_rate", "%")
    assert found.frame(unit="east").iloc[1]["official"] == found.mean("on_time_rate", 2, "east").mean != row["official"]
    assert found.digest in found.stamp_line("en") and found.stamp["rule"] == "LastPlace"


def seen(**rates):
    """A quarter in which units had these on-time rates."""
    return Quarter(1, dt.date(2026, 1, 5), dt.date(2026, 4, 5), (), {}, {unit: {"on_time_rate": rate} for unit, rate in rates.items()})


def test_ready_rules_pick_units_by_hand():
    """Of 90, 70, 80 per cent the second comes last; two miss 85 %; a unit without a case has no figure; of one unit nobody is last."""
    three = seen(a=0.9, b=0.7, c=0.8, d=float("nan"))
    assert LastPlace(paced)([three]) == [p.PacedByLimit(matters=("b",))] and LastPlace(paced, 2)([three]) == [p.PacedByLimit(matters=("b", "c"))]
    assert BelowTarget(0.85, Pressed(0.3))([three]) == [p.TimeLimit(matters=("b", "c"), factor=1.0, late_return=0.3)]
    assert BelowTarget(0.5)([three]) == [] == LastPlace(paced)([seen(a=0.1)]) == no_reaction([three])


def test_where_less_is_better_more_is_worse():
    """By mean time the slowest is last, and who is above the target misses it."""
    slow = Quarter(1, dt.date(2026, 1, 5), dt.date(2026, 4, 5), (), {}, {"a": {"mean_workdays": 2.0}, "b": {"mean_workdays": 5.0}})
    assert LastPlace(paced, indicator="mean_workdays")([slow]) == [p.PacedByLimit(matters=("b",))]
    assert BelowTarget(3.0, paced, "mean_workdays")([slow]) == [p.PacedByLimit(matters=("b",))]


def test_units_of_equal_merit_take_turns_at_the_foot():
    """Two equal halls: the last place wanders, so pressure falls on whom chance picks."""
    found = walked(LastPlace(paced), 6, 3)
    assert len(found.decisions()["policy"].unique()) == 2


@pytest.mark.parametrize("answer, word", [(["paced"], "PacedByLimit"), ([p.PacedByLimit(start=dt.date(2026, 3, 1))], "from"), (5, "5")])
def test_what_a_rule_may_not_answer(answer, word):
    """No policy, or one that has dates already: refused with the quarter, in both languages."""
    answer = ["PacedByLimit"] if answer == ["paced"] else answer
    with pytest.raises(InputError) as refused:
        walked(lambda history: answer, 1, 2)
    assert word in refused.value.text("zh") and word in refused.value.text("en") and "rule, 2" in refused.value.text("en")


def test_a_policy_that_cannot_be_is_told_with_its_quarter():
    """The rule decides for a matter there is not."""
    with pytest.raises(InputError, match="rule, 2"):
        walked(lambda history: [p.PacedByLimit(matters=("north",))], 1, 2)


def test_all_that_is_wrong_is_told_at_once():
    """Numbers and names first; then a length that is none, or does not end at midnight."""
    with pytest.raises(InputError) as refused:
        xn.study.quarters(OFFICE, no_reaction, 0, replications=0, seed=-1, indicators=("on_tim_rate",), engine="list")
    assert [problem.path for problem in refused.value.problems] == ["replications", "seed", "indicators[0]", "engine", "quarters"]
    for length in ("a quarter", "0 wd", "5 h", "3 mo"):
        with pytest.raises(InputError, match="62 wd|wd"):
            xn.study.quarters(OFFICE, no_reaction, 2, length, engine="lists")


def test_only_like_is_compared_with_like():
    """Another seed is another study."""
    with pytest.raises(InputError, match="种子"):
        walked(no_reaction, 1, 1).against(walked(no_reaction, 1, 1, seed=2))
