"""Hundred seals: most are struck, or become proofs that the applicant must bring."""

import pytest
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {f"d{i}": {} for i in range(4)}
TEN = [serve(f"seal{i}", f"d{i % 4}", "10 min") for i in range(10)]


def leaves(i: int, share: float) -> dict:
    """After a seal some applicants give up."""
    return {"choose": {"step": f"stay{i}", "options": [{"share": share, "route": [{"end": {"outcome": "withdrawn"}}]}, {"share": 1 - share, "route": []}]}}


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_seals_by_hand(engine):
    """Ten seals of ten minutes take 100 minutes, three take 30; moved before acceptance they take 100 again, in eight visits."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], TEN)}))

    def told(*policies: p.Policy) -> Told:
        return Told(run(lower(p.timeline(scenario, policies)), engine=engine))

    plain, cut, moved = told(), told(p.HundredSeals()), told(p.HundredSeals(moved_before=True))
    assert plain.stamps("closed") == ["05 10:40"] and cut.stamps("closed") == ["05 09:30"] and moved.stamps("closed") == ["05 10:40"]
    assert moved.stamps("accepted") == ["05 10:10"] and (cut.case(0)["trips"], moved.case(0)["trips"]) == (1, 8)


def test_who_gives_up_goes_with_the_seal():
    """The applicants who withdrew at a seal that is struck do not withdraw any more; those at a seal that stays do."""
    row = [node for i, seal in enumerate(TEN[:4]) for node in (seal, leaves(i, 0.5))]
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], row)}))
    new = p.HundredSeals().apply(scenario).matters["m"].route
    assert [node.step for node in new] == ["seal0", "stay0"]


def test_all_seals_stay():
    """Identity: a share of one strikes nothing, and the policy says so; so does a matter without a row of seals."""
    for policy in (p.HundredSeals(keep_share=1), p.HundredSeals(matters=("renewal",))):
        with pytest.raises(PolicyRefused, match="seals"):
            policy.apply(office())
    back = {"return": {"step": "redo", "probability": 0.1, "turnaround": "1 h", "to": "seal5"}}
    stuck = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], [*TEN, serve("last", "d0", "1 h"), back])}))
    with pytest.raises(PolicyRefused, match="“seal5”"):
        p.HundredSeals(seals=tuple(f"seal{i}" for i in range(10))).apply(stuck)
