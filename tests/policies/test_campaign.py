"""Campaign: lent for a time, home again to what has gathered; three at once; or all hands."""

import datetime as dt

import pytest
from paired import comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario
from xnsim.stats import paired_difference

TWO = {"a": {}, "b": {"officers": 4}}
FIGHT = small(TWO, {"site": comes("4/wd", [serve("visit", "a", "exp(2 h)")], {"promised": "5 wd"}),
                    "post": comes("4.5/wd", [serve("read", "b", "exp(2.5 h)")], {"promised": "5 wd"})})
THIN = FIGHT.changed(("desks", {**FIGHT.desks, "b": FIGHT.desks["b"].changed(("officers", 3))}))


def test_lent_by_hand():
    """Two sites of an hour at one desk: 10:00, 11:00. b/2 is lent (at 0.8) from the 6th: on the 6th 10:00 and 10:15; back on the 8th: 10:00, 11:00."""
    matters = {"m": matter([f"{day:02d} 09:00" for day in (5, 6, 8) for _ in range(2)], [serve("visit", "a", "1 h")])}
    scenario = Scenario.model_validate(toy({"a": {}, "b": {"officers": 2}}, matters))
    held = p.Campaign(fatigue=0, start=dt.date(2026, 1, 6), end=dt.date(2026, 1, 8))
    seen = Told(run(lower(p.timeline(scenario, [held])), engine="simpy"))
    assert seen.stamps("closed") == ["05 10:00", "05 11:00", "06 10:00", "06 10:15", "08 10:00", "08 11:00"]
    assert seen.spells[3] == "3 visit b/2 06 09:00 > 06 10:15 done"


def test_fatigue_begins_with_the_campaign():
    """1 % a day from the 6th: the standard pace on the 6th, 0.98 on the 8th: 49 min take 50."""
    scenario = Scenario.model_validate(toy({"a": {}, "b": {"officers": 2}}, {"m": matter(["06 09:00", "08 09:00"], [serve("visit", "a", "49 min")])}))
    seen = Told(run(lower(p.timeline(scenario, [p.Campaign(fatigue=1.0, start=dt.date(2026, 1, 6))])), engine="simpy"))
    assert seen.stamps("closed") == ["06 09:49", "08 09:50"]


def test_campaign_files_go_first():
    """Priority alone, nobody lent: three wait till the 6th, the campaign's file came last and is taken first."""
    matters = {"site": matter(["05 09:03"], [serve("visit", "a", "1 h")]), "post": matter(["05 09:01", "05 09:02"], [serve("read", "a", "1 h")])}
    scenario = Scenario.model_validate(toy({"a": {"officers": [{"name": "甲", "absence": {"known": [{"from": "2026-01-05", "to": "2026-01-06"}]}}]},
                                            "b": {"officers": 2}}, matters))
    alone = p.Campaign(fatigue=0, matters=("site",)).apply(scenario).changed(("secondments", ()))
    seen = Told(run(lower(alone), engine="simpy"))
    assert [spell.split()[1] for spell in seen.spells] == ["visit", "read", "read"]


def test_a_campaign_of_nobody_for_all_is_none():
    """Identity: all matters on campaign, no fatigue, and those lent to a desk nobody passes: every file fares as before."""
    spare = small({**TWO, "c": {}, "d": {"officers": 2}}, {"site": comes("3/wd", [serve("visit", "a", "exp(2 h)")]), "post": comes("5/wd", [serve("read", "b", "exp(3 h)")])})
    nobody = p.Campaign(matters=("site", "post"), fatigue=0, desk="c", donors=("d",))
    plain, held = (run(lower(p.timeline(spare, policies)), 3, 0, "lists").cases for policies in ([], [nobody]))
    assert list(plain["closed"]) == list(held["closed"]) and len(plain["closed"]) > 200


def test_three_at_once_compete():
    """Of four officers the first campaign takes two, the second one, for the third nobody is left; two with the same turn ask for the same people."""
    desks = {"x": {}, "y": {}, "z": {}, "pool": {"officers": 4}}
    three = small(desks, {name: comes("1/wd", [serve(f"do_{name}", name, "1 h")]) for name in ("x", "y", "z")})
    first, second, third = (p.Campaign(matters=(name,), donors=("pool",), turn=k) for k, name in enumerate(("x", "y", "z")))
    both = p.combine(three, [first, second])
    assert {loan.officer: loan.desk for loan in both.secondments} == {"pool/4": "x", "pool/3": "x", "pool/2": "y"}
    with pytest.raises(PolicyRefused, match="第3个会战"):
        third.apply(three)
    with pytest.raises(PolicyRefused, match="pool/. 同一时间借到两个岗位"):
        p.combine(three, [first, second.changed(("turn", 0))])


def test_refusals():
    """Nobody has a colleague to lend; licences limited in number; a desk that is not there."""
    with pytest.raises(PolicyRefused, match="抽不出人"):
        p.Campaign().apply(small({"a": {}, "b": {}}, {"m": comes("1/wd", [serve("s", "a", "1 h")])}))
    with pytest.raises(PolicyRefused, match="第57条"):
        p.Campaign().apply(office(("matters.licence.quota_order", True)))
    with pytest.raises(PolicyRefused, match="“survey”"):
        p.Campaign(desk="surveys").apply(office())


def test_the_backlog_moves_to_the_donors_and_is_paid_back():
    """Letters of the weeks of the campaign, and of the week after it, wait longer than without it; sites of its weeks less: thirty paired replications."""
    held = p.Campaign(start=dt.date(2026, 1, 19), end=dt.date(2026, 2, 2))
    programs = [lower(p.timeline(THIN, policies)) for policies in ([], [held])]
    days = {"during": (14, 28), "after": (28, 33)}

    def stay(program, replication: int, which: int, when: str) -> float:
        first, last = (day * 86400 for day in days[when])
        c = run(program, 7, replication, "simpy").cases
        rows = [closed - received for m, received, closed in zip(c["matter"], c["received"], c["closed"]) if m == which and first <= received < last]
        return sum(rows) / len(rows)

    for which, when, longer in ((1, "during", True), (1, "after", True), (0, "during", False)):
        with_, without = ([stay(program, k, which, when) for k in range(30)] for program in programs[::-1])
        change = paired_difference(with_, without, 0.95)
        assert change.low > 0 if longer else change.high < 0, (which, when, change)
