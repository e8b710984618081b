"""One stop: under one roof on one visit; or only what few people need."""

import pytest
from paired import assert_moves, comes, office_of, small
from policy_office import office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {"w": {"officers": 3}, "x": {"office": "x"}, "bank": {"office": "bank"}}
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


def away(step: str, desk: str, effort: str) -> dict:
    """A step for which the applicant goes to another house."""
    return {"serve": {"step": step, "desk": desk, "effort": effort, "trips": 1}}


def errands(effort: str = "exp(15 min)") -> list[dict]:
    return [serve("take", "w", "exp(10 min)"), away("see", "x", effort), away("pay", "bank", "exp(5 min)"), {"decide": {}}]


ITEMS = office_of("one_stop")


@BOTH
def test_one_visit_by_hand(engine):
    """Ten minutes here, fifteen there, five at the bank: three visits; in one house one, at the same minute."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], [serve("take", "w", "10 min"), away("see", "x", "15 min"), away("pay", "bank", "5 min")])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        return case.stamps("closed")[0], case.case(0)["trips"]

    assert told() == ("05 09:30", 3) and told(p.OneStop()) == ("05 09:30", 1)
    assert told(p.OneStop(stay_out=("bank",))) == ("05 09:30", 2), "paying stays a trip of its own"


@BOTH
def test_the_same_desk_moved_in_is_only_a_visit_less(engine):
    """Where desks have no limit of officers, moving in changes nothing but visits and where the file was."""
    free = small({name: desk | {"officers": "unlimited"} for name, desk in DESKS.items()}, {"m": comes("9/wd", errands())})
    plain, moved = (run(lower(p.timeline(free, policies)), 3, 0, engine).cases for policies in ([], [p.OneStop()]))
    differ = [name for name in plain if list(plain[name]) != list(moved[name])]
    assert set(differ) == {"trips", "inhall", "onspot"}


def test_items_are_counted_not_cases():
    """Of three items 0.6 are two: the two frequent ones, or by the perverse switch the two rare ones."""
    def moved_in(policy: p.Policy) -> list[str]:
        new = policy.apply(ITEMS)
        return [name for name in ITEMS.matters if new.matters[name] != ITEMS.matters[name]]

    assert moved_in(p.OneStop(share=0.6)) == ["title", "surveying"] and moved_in(p.OneStop(share=0.6, rare_first=True)) == ["mining", "surveying"]
    helps = p.OneStop().apply(ITEMS).helps
    assert [(help_.officer, help_.desk) for help_ in helps] == [("land/1", "window"), ("bank/1", "window")]
    assert p.OneStop(people_follow=False).apply(ITEMS).helps == ()
    assert p.OneStop().apply(office_for(p.OneStop)) != office_for(p.OneStop)
    with pytest.raises(PolicyRefused, match="trips"):
        p.OneStop().apply(office())


def test_rare_items_fill_the_share_and_help_few():
    """Two of three items moved in by the books, either way; by cases fewer are within the hall, and more visits are made."""
    assert_moves(ITEMS, [p.OneStop(share=0.6)], [p.OneStop(share=0.6, rare_first=True)], ("-in_hall_rate", "+mean_trips"))
