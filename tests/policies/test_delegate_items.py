"""Items delegated: short lines for one long one, and the signature above that stays in the dark."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

LIMITS = {"promised": "2 wd"}
CITY = office_of("delegate_items")


def test_a_single_county_is_the_city():
    """Identity: one county with the city's staff and the city's distance leaves every case as it was."""
    plain, moved = (run(lower(p.timeline(CITY, policies)), 3, 0, "lists") for policies in (
        [], [p.DelegateItems(counties=1, officers_each=3, turnaround_factor=1)]))
    assert list(plain.cases["closed"]) == list(moved.cases["closed"]) and list(plain.services["end"]) == list(moved.services["end"])


def test_every_case_keeps_its_luck():
    """Whichever county it comes to, a case brings the same work to each step and is sent back as often."""
    def work(policies: list[p.Policy]) -> dict[int, int]:
        made = run(lower(p.timeline(CITY, policies)), 3, 0, "lists")
        done = {}
        for case, effort in zip(made.services["case"], made.services["effort_done_s"]):
            done[case] = done.get(case, 0) + effort
        return {case: effort for case, effort in done.items() if made.cases["outcome"][case]}

    plain, moved = work([]), work([p.DelegateItems(counties=3)])
    both = plain.keys() & moved.keys()
    assert len(both) > 300 and all(plain[case] == moved[case] for case in both)


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_signed_above_by_hand(engine):
    """An hour in the county; up to the city and signed for ten minutes there, with the clock standing."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")], {"limits": LIMITS})}))
    told = Told(run(lower(p.timeline(scenario, [p.DelegateItems(counties=1, hidden_sign_off=True)])), engine=engine))
    first, above = told.spells
    assert first == "0 s a_c1/1 05 09:00 > 05 10:00 done" and above.startswith("0 s_above a/1 ")
    row = told.case(0)
    assert row["lost_s"] == row["closed"] - 10 * 3600 and row["lawful_s"] == 0


def test_desks_by_hand():
    """Each county has the desks the matter passes, in an office of its own that stands in the hall or not as the city's does."""
    new = p.DelegateItems(matters=("renewal",), counties=2).apply(office())
    assert list(new.desks)[5:] == ["window_c1", "plan_c1", "window_c2", "plan_c2"]
    assert new.in_hall("window_c2") and not new.in_hall("plan_c2") and new.desks["plan_c1"].officers == 1
    first, second = new.matters["renewal"].route[0].options
    assert [node.step for node in first.route] == ["intake", "mend", "renew"]
    assert [node.luck for node in second.route] == [("intake",), "mend", ("renew",)] and str(second.route[1].turnaround) == "exp(2 d)"
    with pytest.raises(PolicyRefused, match="“plan_c1”"):
        p.DelegateItems().apply(office(("desks.plan_c1", {})))
