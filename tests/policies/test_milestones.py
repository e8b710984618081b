"""Milestones: asked and moved up at every date; or the dates are moved."""

import pytest
from paired import comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario


def test_dates_by_hand():
    """Works of 1 h and 3 h share ten days: 2.5 (to nearest 3) and 8 (7.5) days, dates at 25 % and at the end, then weekly."""
    new = p.Milestones().apply(small({"a": {}}, {"m": comes("1/wd", [serve("s", "a", "1 h"), serve("t", "a", "3 h")], {"promised": "10 wd"})}))
    timers = {timer.name: timer for timer in new.matters["m"].timers}
    assert {name: timer.after.share for name, timer in timers.items()} == {"date_s": 0.25, "entry_s": 0.25, "date_t": 1.0, "entry_t": 1.0}
    assert timers["date_s"].every is None and str(timers["entry_t"].every) == "5 wd" and timers["entry_t"].matter == "ledger_m"
    assert [str(step.limit.within) for step in new.matters["m"].route] == ["3 wd", "8 wd"]
    assert new.desks["a"].order == "priority" and new.matters["ledger_m"].priority == 9


def test_moved_up_by_hand():
    """Three files of half a day lie before one desk; the last of a day's limit reaches its date on the 5th at the close and is taken next, after ten minutes of ledger."""
    files = {"slow": matter(["05 09:00", "05 09:01", "05 09:02"], [serve("s", "a", "7 h")]), "quick": matter(["05 09:03"], [serve("t", "a", "1 h")], {"limits": {"promised": "1 wd"}})}
    scenario = Scenario.model_validate(toy({"a": {}}, files))
    plain, asked = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [p.Milestones(matters=("quick",))]))
    assert plain.case(3)["closed"] > plain.case(2)["closed"] and asked.case(3)["raised"] == 1
    assert [spell.split()[1] for spell in asked.spells] == ["s", "s", "entry", "t", "s"]


def test_a_ledger_of_no_minutes_for_one_matter_is_no_ledger():
    """Identity: where there is one matter, first come is oldest first: dates that cost nothing leave every spell as it was."""
    one = small({"a": {}}, {"m": comes("3/wd", [serve("s", "a", "exp(2 h)")], {"promised": "3 wd"})})
    plain, dated = (run(lower(p.timeline(one, policies)), 3, 0, "simpy") for policies in ([], [p.Milestones(entry_minutes=0)]))
    assert list(plain.cases["closed"]) == list(dated.cases["closed"]) and len(plain.services["start"]) > 60
    assert list(plain.services["start"]) == list(dated.services["start"]) and any(dated.cases["raised"])


def test_refusals():
    """No limit to share out, one in hours, licences limited in number."""
    with pytest.raises(PolicyRefused, match="promised"):
        p.Milestones().apply(office(("matters", {"m": matter(["05 09:00"], [serve("s", "window", "1 h")])})))
    with pytest.raises(PolicyRefused, match="wd 或 d"):
        p.Milestones().apply(office(("matters.licence.limits", {"promised": "40 h"})))
    with pytest.raises(PolicyRefused, match="第57条"):
        p.Milestones().apply(office(("matters.licence.quota_order", True)))
