"""Forms of inspection: announced, unannounced, at milestones, by peers; and dressed up for."""

import pytest
from paired import assert_moves, gamed
from policy_office import office
from supervised_office import MIXED, READ_MONTHLY
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario


def test_milestones_by_hand():
    """Of 10 hours half are used at 14:02, four fifths at 17:02. On Tuesday two reports of ten minutes, then the file, before who came earlier."""
    scenario = Scenario.model_validate(toy({"a": {"officers": [{"name": "甲"}]}}, {
        "big": matter(["05 09:00"], [serve("big", "a", "7 h")]), "other": matter(["05 09:01"], [serve("other", "a", "1 h")]),
        "m": matter(["05 09:02"], [serve("s", "a", "10 min")], {"limits": {"promised": "10 h"}})}))
    seen = Told(run(lower(p.timeline(scenario, [p.InspectionForms()])), engine="simpy"))
    assert seen.spells[1:] == ["3 report 甲 06 09:00 > 06 09:10 done", "4 report 甲 06 09:10 > 06 09:20 done",
                               "2 s 甲 06 09:20 > 06 09:30 done", "1 other 甲 06 09:30 > 06 10:30 done"]
    assert seen.stamps("received")[3:] == ["05 14:02:01", "05 17:02:01"] and seen.case(2)["raised"] == 2


def test_known_and_unknown_days_by_hand():
    """Announced: a push before the day. Unannounced: the same effort on every day, 1 + 0.2 × (1 + 0.5 + 0.25 + 0.125)/4 at a half-life of a day."""
    forms = (p.InspectionForms(form=form, every_workdays=4, half_life=1, host_hours=0) for form in ("announced", "unannounced"))
    known, unknown = (form.apply(office()).offices["plan"] for form in forms)
    assert known.pace == () and known.pace_every.rise == 1.2
    assert unknown.pace_every is None and unknown.pace[0].speed == pytest.approx(1 + 0.2 * 1.875 / 4)


@pytest.mark.parametrize("engine", ["simpy", "lists"])
@pytest.mark.parametrize("form", ["announced", "unannounced"])
def test_the_day_of_inspection_by_hand(engine, form):
    """Every second working day half of the day goes to the inspectors: an hour of work takes two on Tuesday and Thursday, at every desk, whatever lies there."""
    jobs = {name: matter([f"{day:02} 09:00" for day in (5, 6, 7, 8)], [serve(f"s_{name}", name, "1 h")]) for name in ("a", "b")}
    scenario = Scenario.model_validate(toy({"a": {}, "b": {"office": "second"}}, jobs))
    told = Told(run(lower(p.timeline(scenario, [p.InspectionForms(form=form, every_workdays=2, rise=1, host_hours=3.5)])), engine=engine))
    assert sorted(told.stamps("closed")) == [f"{day:02} {hour}:00" for day, hour in ((5, 10), (6, 11), (7, 10), (8, 11)) for _ in "ab"]


def test_inspectors_may_not_take_the_whole_day():
    """Six hours of six are refused."""
    short = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])}, {"calendar": {"start": "2026-01-05", "holidays": "none", "hours": ["09:00-15:00"]}}))
    with pytest.raises(PolicyRefused, match="host_hours"):
        p.InspectionForms(form="announced", host_hours=6).apply(short)


def test_peers_by_hand():
    """An officer of another office looks too, and half of the looks come to nothing."""
    new = p.InspectionForms(form="peers").apply(office())
    assert [serve.desk for serve in new.matters["node_licence"].route] == ["land", "window"]
    assert {timer.probability for timer in new.matters["licence"].timers if timer.do == "raise"} == {0.5}


def test_no_push_is_nothing():
    """Identity: unannounced inspections that nobody minds and that take no time leave every stamp."""
    tables = [run(lower(p.timeline(READ_MONTHLY, policies)), 3, 0, "simpy") for policies in ([], [p.InspectionForms(form="unannounced", rise=1, host_hours=0)])]
    assert tables[0].cases == tables[1].cases and tables[0].services == tables[1].services


def test_refusals():
    """No limit to set milestones in, no peer to look, art. 57."""
    with pytest.raises(PolicyRefused, match="明查暗访.*时限"):
        p.InspectionForms().apply(office(("matters.licence.limits", {}), ("matters.renewal.limits", {})))
    with pytest.raises(PolicyRefused, match="没有别的单位"):
        p.InspectionForms(form="peers").apply(Scenario.model_validate(toy({"a": {}}, {"m": matter([], [serve("s", "a", "1 h")], {"limits": {"promised": "2 wd"}})})))
    with pytest.raises(PolicyRefused, match="第57条"):
        p.InspectionForms().apply(office(("matters.licence.quota_order", True)))


def test_milestones_move_what_they_say():
    """More on time, and busier."""
    assert_moves(MIXED, [], [p.InspectionForms()], p.InspectionForms.moves)


def test_dressed_up_for_the_inspection():
    """Half an hour of papers each time: busier and slower."""
    assert_moves(MIXED, [p.InspectionForms()], [gamed(p.InspectionForms())], p.InspectionForms.perverse_moves[1:])
