"""Electronic monitoring: lights and cards move a file up and want an answer; then files are left until the light is on."""

import pytest
from paired import assert_moves, assert_perverse, comes, office_of, small
from policy_office import office
from supervised_office import LIMITS, MIXED
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

POST = {"wait": {"step": "post", "length": "hyper(0.85: 0.5 d, 0.15: 6 d)"}}
UNEVEN = small({"a": {}}, {"m": comes("6/wd", [POST, serve("s", "a", "exp(52 min)")], LIMITS | {"promised": "6 wd"})})
EASY = small({"a": {}}, {"m": comes("6/wd", [{"wait": {"step": "post", "length": "exp(1 d)"}}, serve("s", "a", "exp(40 min)")], LIMITS | {"promised": "18 wd"})})


def test_lights_by_hand():
    """Promised in 2 days on Monday: light as Tuesday closes, yellow card as Wednesday does. On Thursday both answers, then the file, before who came earlier."""
    scenario = Scenario.model_validate(toy({"a": {"officers": [{"name": "甲"}]}}, {
        "big": matter(["05 09:00"], [serve("big", "a", "3 wd")]), "other": matter(["05 09:01"], [serve("other", "a", "1 h")]),
        "m": matter(["05 09:02"], [serve("s", "a", "10 min")], {"limits": {"promised": "2 wd"}})}))
    plain, lit = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [p.EMonitoring()]))
    assert plain.spells[1:] == ["1 other 甲 08 09:00 > 08 10:00 done", "2 s 甲 08 10:00 > 08 10:10 done"]
    assert lit.spells[1:] == ["3 answer 甲 08 09:00 > 08 09:05 done", "4 answer 甲 08 09:05 > 08 09:35 done",
                              "2 s 甲 08 09:35 > 08 09:45 done", "1 other 甲 08 09:45 > 08 10:45 done"]
    assert lit.stamps("received")[3:] == ["06 17:30:01", "07 17:30:01"] and (lit.case(2)["warned"], lit.case(2)["raised"]) == (1, 2)


def test_a_limit_no_longer_than_the_warning_gets_cards_only():
    """A promise of one day has no light before it ends; a red card comes a working day after the yellow one, and does more."""
    timers = p.EMonitoring().apply(office(("matters.licence.limits.promised", "1 wd"))).matters["licence"].timers
    assert [(timer.name, timer.after.share, timer.do) for timer in timers] == [
        ("yellow_first", 1.0, "raise"), ("red_first", 2.0, "to_head"), ("yellow_answer", 1.0, "spawn"), ("red_answer", 2.0, "spawn")]


@pytest.mark.parametrize("days, share", [(1.0, 1.142), (3.0, 1.428), (20.0, 3.857)])
def test_when_a_red_card_comes(days, share):
    """So many days after a promise of seven: by the share of it, thousandths left off, so that the day that closes is the right one."""
    timers = p.EMonitoring(red_workdays=days).apply(office()).matters["licence"].timers
    assert {timer.after.share for timer in timers if timer.name.startswith("red")} == {share}


def test_when_a_red_card_comes_in_other_units():
    """A limit of 30 days is 21.4 working days (7/5 of a day each), and a working day more is 1.046 of it; never beyond ten times a limit."""
    lit = p.EMonitoring(matters=("renewal",)).apply(office())
    assert {timer.after.share for timer in lit.matters["renewal"].timers if timer.name.startswith("red")} == {1.046}
    hours = p.EMonitoring(matters=("renewal",), red_workdays=20).apply(office(("matters.renewal.limits", {"promised": "2 h"})))
    assert {timer.after.share for timer in hours.matters["renewal"].timers if timer.name.startswith("red")} == {10.0}


@pytest.mark.parametrize("engine", ["simpy", "lists"])
def test_a_red_card_by_hand(engine):
    """Two days late on Friday: red as Thursday closes. On Friday at nine the answer (highest class) takes an hour, then the file, before one of the first class."""
    desks = {"a": {"officers": [{"name": "甲"}], "order": "priority"}}
    scenario = Scenario.model_validate(toy(desks, {
        "big": matter(["05 09:00"], [serve("big", "a", "4 wd")]), "first": matter(["05 09:01"], [serve("first", "a", "1 h")], {"priority": 5}),
        "m": matter(["05 09:02"], [serve("s", "a", "10 min")], {"limits": {"promised": "1 wd"}})}))
    quiet = p.EMonitoring(matters=("m",), card_minutes=0, red_workdays=2, red_minutes=60)
    assert Told(run(lower(p.timeline(scenario, [quiet])), engine=engine)).spells[1:] == [
        "2 s 甲 09 09:00 > 09 09:10 done", "3 answer 甲 09 09:10 > 09 10:10 done", "1 first 甲 09 10:10 > 09 11:10 done"]
    never = Told(run(lower(p.timeline(scenario, [quiet.changed(("red_workdays", 5.0))])), engine=engine))
    assert never.spells[1:] == ["1 first 甲 09 09:00 > 09 10:00 done", "2 s 甲 09 10:00 > 09 10:10 done"]


def test_lights_nobody_looks_at_change_nothing():
    """Identity: without attention and answers every stamp stands; only the warnings are counted."""
    blind = p.EMonitoring(attention=0, alert_minutes=0, card_minutes=0, red_minutes=0)
    tables = [run(lower(p.timeline(UNEVEN, policies)), 3, 0, "simpy").cases for policies in ([], [blind])]
    assert all(list(tables[0][name]) == list(tables[1][name]) for name in tables[0] if name != "warned") and sum(tables[1]["warned"]) > 0


def test_refusals():
    """No limit to watch; licences limited in number; a desk with an order of its own."""
    bare = office(("matters.licence.limits", {}), ("matters.renewal.limits", {}))
    with pytest.raises(PolicyRefused, match="电子监察.*时限"):
        p.EMonitoring().apply(bare)
    with pytest.raises(PolicyRefused, match="第57条"):
        p.EMonitoring().apply(office(("matters.licence.quota_order", True)))
    with pytest.raises(PolicyRefused, match="due_first"):
        p.EMonitoring().apply(office(("desks.plan.order", "due_first")))


def test_monitoring_moves_what_it_says():
    """More on time, fewer early, and the answers keep people busy."""
    assert_moves(MIXED, [], [p.EMonitoring()], p.EMonitoring.moves)


def test_left_until_the_light_is_on():
    """The figure of supervised cases looks fine, for easy ones are among them now; everybody waits longer."""
    assert_perverse(UNEVEN, p.EMonitoring())


def test_a_bigger_promise_cancels_a_card():
    """Cut by 50 % a promise pays for a yellow card (5 points, by the rule of case S01); where there is room it earns points and cases take longer."""
    assert str(p.EMonitoring(promise_cut=0.5).apply(office(("matters.licence.limits.promised", "18 wd"))).matters["licence"].limits.promised) == "10 wd"
    assert str(p.EMonitoring(promise_cut=0.5).apply(office()).matters["licence"].limits.promised) == "7 wd", "a shorter promise stays"
    assert_moves(EASY, [p.EMonitoring()], [p.EMonitoring(promise_cut=0.8)], ("+scorecard_points", "+promise_cut", "+total_days", "-on_time_rate"))


def test_long_answers_to_red_cards_take_the_gain_back():
    """The head of the line helps who is late already; an hour's answer to each comes out of the files that are not late yet."""
    assert_moves(office_of("e_monitoring"), [p.EMonitoring(red_minutes=0)], [p.EMonitoring(red_minutes=60)], ("-on_time_rate", "+red_per_1000"))
