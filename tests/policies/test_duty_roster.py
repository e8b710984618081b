"""Duty roster: the telephone is answered by night; or it is engaged."""

import pytest
from paired import assert_moves, comes, small
from policy_office import office
from toy_office import DAY_AND_NIGHT, Told, matter, moment, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.policies.duty_roster import closed_hours
from xnsim.program import lower
from xnsim.scenario.model import Scenario

WEEK = {"horizon": {"warm_up": "1 wd", "measure": "3 wd", "drain": "5 wd"}}


def call(effort: str, patience: str) -> dict:
    """Somebody waits on the telephone."""
    return {"serve": {"step": "call", "desk": "phones", "effort": effort, "patience": patience}}


def test_night_by_hand():
    """Calls at 03:00, 12:30, 20:00 and on Saturday: nobody is there; with somebody on duty the first three are answered at once, on the day off nobody is."""
    calls = {"m": {"arrivals": {"table": [moment(told) for told in ("05 03:00", "05 12:30", "05 20:00", "10 10:00")]}, "route": [call("5 min", "3 min")]}}
    scenario = Scenario.model_validate(toy({"phones": {"officers": 1}}, calls))
    plain, manned = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [p.DutyRoster()]))
    assert plain.outcomes == ["withdrawn"] * 4 and manned.outcomes == ["approved"] * 3 + ["withdrawn"]
    assert manned.spells == [f"{k} call night_duty/1 05 {at} done" for k, at in enumerate(("03:00 > 05 03:05", "12:30 > 05 12:35", "20:00 > 05 20:05"))]


def test_an_office_that_never_closes():
    """Nobody from 18:00 to 08:00, but two by day: with the roster one is there by night, on Saturday too."""
    by_hour = [{"from": "00:00", "windows": 0}, {"from": "08:00", "windows": 2}, {"from": "18:00", "windows": 0}]
    calls = {"m": {"arrivals": {"table": [moment(told) for told in ("06 03:00", "10 20:00")]}, "route": [call("5 min", "3 min")]}}
    scenario = Scenario.model_validate(toy({"phones": {"officers": 2, "open_by_hour": by_hour}}, calls, DAY_AND_NIGHT))
    plain, manned = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [p.DutyRoster()]))
    assert plain.outcomes == ["withdrawn"] * 2 and manned.outcomes == ["approved"] * 2


def test_an_incident_by_hand():
    """At 10:00 an incident stops a plan of 2 h begun at 09:00: dealt with till 10:30, the plan goes on till 11:30, then the report."""
    matters = {"call": matter(["05 12:00"], [call("5 min", "3 min")]), "plan": matter(["05 09:00"], [serve("plan", "staff", "2 h")]),
               "incident": matter(["05 10:00"], [serve("deal", "staff", "30 min")])}
    scenario = Scenario.model_validate(toy({"phones": {"officers": 3}, "staff": {}}, matters))
    told = Told(run(lower(p.timeline(scenario, [p.DutyRoster(incidents=("incident",))])), engine="simpy"))
    at_staff = [spell[2:] for spell in told.spells if "staff" in spell]
    assert at_staff == ["plan staff/1 05 09:00 > 05 10:00 cut", "deal staff/1 05 10:00 > 05 10:30 done", "plan staff/1 05 10:30 > 05 11:30 done",
                        "report staff/1 05 11:30 > 05 11:50 done"]


def test_a_roster_of_an_office_that_is_always_manned():
    """An office that never closes and has nobody's hours to change would fare as before: it is told so, and what else there is to try."""
    always = small({"phones": {"officers": 2}}, {"m": comes("24/wd", [call("exp(20 min)", "exp(10 min)")])}, {**WEEK, **DAY_AND_NIGHT})
    with pytest.raises(PolicyRefused, match="昼夜有人接.*请用 incidents"):
        p.timeline(always, [p.DutyRoster()])
    assert p.timeline(always, [p.DutyRoster(engaged=True)])[-1][1].desks["phones"].capacity == 2


@pytest.mark.parametrize("engine", ["simpy", "lists"])
def test_by_turns_by_hand(engine):
    """甲 has Monday's night and rests on Tuesday, 乙 Tuesday's, 丙 Wednesday's: of three calls at 10:00 from Tuesday on one finds nobody free and gives up."""
    calls = {"m": {"arrivals": {"table": [moment(f"{day:02} 10:00") for day in (5, 6, 7, 8, 9) for _ in range(3)]}, "route": [call("20 min", "3 min")]}}
    desk = {"officers": [{"name": name} for name in "甲乙丙"]}
    scenario = Scenario.model_validate(toy({"phones": desk}, calls))
    manned = Told(run(lower(p.timeline(scenario, [p.DutyRoster(turns=True)])), engine=engine))
    by_day = {day: "".join(spell.split()[2] for spell in manned.spells if f" {day} 10:00 >" in spell) for day in ("05", "06", "07", "08", "09")}
    assert by_day == {"05": "甲乙丙", "06": "乙丙", "07": "甲丙", "08": "甲乙", "09": "乙丙"}
    assert manned.outcomes.count("withdrawn") == 4


def test_turns_skip_days_off():
    """Friday's night is rested after on Monday; who has an absence of his own keeps it, and two a night rest together."""
    desk = {"officers": [{"name": "甲", "absence": {"known": [{"from": "2026-02-02", "to": "2026-02-03"}]}}, {"name": "乙"}, {"name": "丙"}]}
    scenario = Scenario.model_validate(toy({"phones": desk}, {"m": comes("24/wd", [call("5 min", "3 min")])}))
    one, two = (p.DutyRoster(turns=True, at_night=number).apply(scenario).desks["phones"].officers for number in (1, 2))
    first = [[str(known.start) for known in officer.absence.known][:3] for officer in one]
    assert first == [["2026-02-02", "2026-01-06", "2026-01-09"], ["2026-01-07", "2026-01-12", "2026-01-15"], ["2026-01-08", "2026-01-13", "2026-01-16"]]
    assert [str(two[number].absence.known[at].start) for number, at in ((0, 1), (1, 0), (2, 0))] == ["2026-01-06", "2026-01-06", "2026-01-07"]


def test_what_the_night_takes_from_the_day():
    """Nobody hired: with turns more callers give up than with staff of its own, for one is missing by day."""
    busy = small({"phones": {"officers": 3}}, {"m": comes("100/wd", [call("exp(11 min)", "exp(5 min)")])}, WEEK)
    assert_moves(busy, [p.DutyRoster()], [p.DutyRoster(turns=True)], ("+abandon_rate",))


def test_refused_turns():
    """One person cannot both have the night and be there by day; an office that never closes has no next day."""
    one = small({"phones": {"officers": 1}}, {"m": comes("24/wd", [call("5 min", "3 min")])})
    with pytest.raises(PolicyRefused, match="“phones”"):
        p.DutyRoster(turns=True).apply(one)
    with pytest.raises(PolicyRefused, match="open_by_hour"):
        p.DutyRoster(turns=True).apply(small({"phones": {"officers": 2}}, {"m": comes("24/wd", [call("5 min", "3 min")])}, {**WEEK, **DAY_AND_NIGHT}))


def test_whose_hours_and_refusals():
    """Those on duty have the hours in which the office is closed; nobody waits on the telephone, or the desk's name is taken: refused."""
    two = small({"phones": {"officers": 2}}, {"m": comes("24/wd", [call("5 min", "3 min")])})
    new = p.DutyRoster(at_night=2).apply(two)
    assert [one.hours for one in new.desks["night_duty"].officers] == [("00:00-09:00", "12:00-13:30", "17:30-24:00")] * 2
    assert [(help_.officer, help_.desk, help_.rank) for help_ in new.helps] == [("night_duty/1", "phones", 1), ("night_duty/2", "phones", 1)]
    assert closed_hours(("00:00-24:00",)) == ("00:00-24:00",)
    with pytest.raises(PolicyRefused, match="patience"):
        p.DutyRoster().apply(office())
    with pytest.raises(PolicyRefused, match="night_duty"):
        p.DutyRoster().apply(two.changed(("desks", {**two.desks, "night_duty": two.desks["phones"]})))
