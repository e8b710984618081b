"""Joint session: a week's files in one sitting; or a month's, and the clock stands meanwhile."""

import pytest
from paired import comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

WAY = [{"wait": {"step": f"way{k}", "length": "exp(2 d)"}} for k in range(2)]
ROW = [serve("x", "a", "exp(5 h)"), WAY[0], serve("y", "b", "exp(5 h)"), WAY[1], serve("z", "c", "exp(5 h)")]
DESKS = {name: {"office": name} for name in ("a", "b", "c")}


def test_a_session_by_hand():
    """An hour each with a day between: done on the 7th at 12:00; at the session of the 6th (T = 1 wd) half an hour each at once: 09:30."""
    row = [serve("x", "a", "1 h"), {"wait": {"step": "way0", "length": "1 d"}}, serve("y", "b", "1 h"), {"wait": {"step": "way1", "length": "1 d"}}, serve("z", "c", "1 h")]
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], [{"accept": {}}, *row])}))
    joint = p.JointSession(every_workdays=1, notice_workdays=0)
    plain, met, late = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [joint], [p.JointSession(every_workdays=1)]))
    assert plain.stamps("closed") == ["07 12:00"] and met.stamps("closed") == ["06 09:30"]
    assert late.stamps("closed") == ["06 09:30"], "handed in as the day began, a working day ahead"
    assert met.spells == [f"0 {step} {desk}/1 06 09:00 > 06 09:30 done" for step, desk in zip("xyz", "abc")]


def test_a_full_agenda_by_hand():
    """Two seats for three files: the third is heard a day later."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"] * 3, [{"accept": {}}, serve("x", "a", "1 h")])}))
    seen = Told(run(lower(p.timeline(scenario, [p.JointSession(every_workdays=1, seats=2, notice_workdays=0)])), engine="simpy"))
    assert seen.stamps("closed") == ["06 09:30", "06 10:00", "07 09:30"]


def test_who_comes_as_the_session_meets_waits_for_nothing():
    """Identity: one desk, files that come as the morning's session opens, the work unchanged: every spell and stamp is as it was."""
    at_nine = Scenario.model_validate(toy({"a": {}}, {"m": matter([f"{day:02d} 09:00" for day in (6, 7, 8, 9)], [{"accept": {}}, serve("x", "a", "1 h")])}))
    plain, met = (run(lower(p.timeline(at_nine, policies)), engine="simpy") for policies in ([], [p.JointSession(every_workdays=1, notice_workdays=0, touch=1)]))
    assert list(plain.cases["closed"]) == list(met.cases["closed"]) and list(plain.services["start"]) == list(met.services["start"])


def test_papers_go_back_to_the_session():
    """What the last desk sent back to itself comes before a session again; the ways between fall away."""
    back = {"return": {"step": "back", "probability": 0.2, "turnaround": "exp(2 d)"}}
    scenario = small(DESKS, {"m": comes("2/wd", [{"accept": {}}, *ROW, back])})
    new = p.combine(scenario, [p.JointSession()])
    kinds = [type(node).__name__ for node in new.matters["m"].route]
    assert kinds == ["Accept", "Gate", "Parallel", "Return"] and new.matters["m"].route[3].to == "session_x" and check(new) == []


def test_refusals():
    """Nobody works on it after the papers are in; a matter that is not there."""
    only_window = office(("matters", {"m": matter(["05 09:00"], [serve("s", "window", "1 h")])}))
    with pytest.raises(PolicyRefused, match="serve"):
        p.JointSession().apply(only_window)
    with pytest.raises(PolicyRefused, match="“licence”"):
        p.JointSession(matters=("license",)).apply(office())
