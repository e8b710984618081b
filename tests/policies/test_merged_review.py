"""Merged review: one post instead of three; or a stamp first and the three afterwards."""

import pytest
from paired import comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

EXAMS = [{"series": [serve(name, name, "exp(30 min)") for name in ("x", "y", "z")]}]
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_merged_by_hand(engine):
    """Two files at 9:00, 18 minutes at each of two desks: 9:36 and 9:54 in series, 9:40 both when merged at 0.9."""
    desks = {"a": {}, "b": {}}
    scenario = Scenario.model_validate(toy(desks, {"m": matter(["05 09:00", "05 09:00"], [{"series": [serve("x", "a", "18 min"), serve("y", "b", "18 min")]}])}))

    def closed(*policies: p.Policy) -> list[str]:
        return Told(run(lower(p.timeline(scenario, policies)), engine=engine)).stamps("closed")

    assert closed() == ["05 09:36", "05 09:54"] and closed(p.MergedReview()) == ["05 09:40", "05 09:40"]
    assert closed(p.MergedReview(in_name=True)) == ["05 09:42", "05 10:00"], "two stamps first, till 9:06"


@BOTH
def test_without_queues_merging_changes_nothing(engine):
    """At desks without a limit of officers the sum of the works takes as long as the works one after the other: the same luck (law 10)."""
    free = small({name: {"office": name, "officers": "unlimited"} for name in ("x", "y", "z")}, {"m": comes("10/wd", EXAMS)})
    plain, merged = (run(lower(p.timeline(free, policies)), 7, 0, engine).cases for policies in ([], [p.MergedReview(efficiency=1)]))
    assert list(plain["closed"]) == list(merged["closed"]) and len(plain["closed"]) > 200


def test_rewritten_by_hand():
    """Five steps at three desks become one with five works by their names; their people help there."""
    new = p.MergedReview(efficiency=1).apply(office())
    one = new.matters["licence"].route[3]
    assert (one.step, one.desk) == ("merged_land_exam", "land")
    assert one.luck == ("land_exam", "plan_exam", "land_sign", "measure", "draw") and len(one.effort) == 5
    assert [(help_.officer, help_.desk) for help_ in new.helps] == [("丙", "land"), ("survey/1", "land")]
    with pytest.raises(PolicyRefused, match="series"):
        p.MergedReview(matters=("renewal",)).apply(office())
