"""Parallel approval: in name only, and with the joint limit and its extension."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.indicators import measure_all
from xnsim.policies import PolicyRefused
from xnsim.presets import scenarios
from xnsim.program import lower
from xnsim.scenario import load
from xnsim.scenario.model import Scenario

THREE = office_of("parallel_approval")


@pytest.mark.parametrize("engine", ["simpy", "lists"])
def test_in_name_only_by_hand(engine):
    """Three hours at two desks: at once till 11:00, in name only till 12:00 as one after the other."""
    series = [{"series": [serve("x", "a", "1 h"), serve("y", "b", "2 h")]}]
    scenario = Scenario.model_validate(toy({"a": {}, "b": {}}, {"m": matter(["05 09:00"], series)}))

    def closed(*policies: p.Policy) -> list[str]:
        return Told(run(lower(p.timeline(scenario, policies)), engine=engine)).stamps("closed")

    assert closed() == ["05 12:00"] and closed(p.ParallelApproval()) == ["05 11:00"]
    assert closed(p.ParallelApproval(in_name_only=True)) == ["05 12:00"]


def test_in_name_only_takes_as_long_as_one_after_the_other():
    """Case by case, a parallel whose branches wait for each other is the series it came from; a desk's own steps stay together."""
    runs = [run(lower(p.timeline(THREE, policies)), 3, 0, "lists").cases for policies in ([p.ParallelApproval(in_name_only=True)], [])]
    assert list(runs[0]["closed"]) == list(runs[1]["closed"]) and len(runs[0]["closed"]) > 300
    first = p.ParallelApproval(in_name_only=True).apply(office()).matters["licence"].route[3].branches
    assert [branch.after for branch in first.values()] == [(), ("land_exam",), ("plan_exam",)]


def test_joint_extension_by_hand():
    """Fifteen working days more with the joint limit; without it, or on a promise in other units, refused."""
    policy = p.ParallelApproval(joint_limit=True, joint_extension_share=0.1)
    new = policy.apply(office()).matters["licence"]
    assert str(new.limits.statutory) == "45 wd" and (str(new.extension.by), new.extension.probability) == ("15 wd", 0.1)
    with pytest.raises(PolicyRefused, match="joint_limit"):
        p.ParallelApproval(joint_extension_share=0.1).apply(office())
    with pytest.raises(PolicyRefused, match="工作日"):
        policy.apply(office(("matters.licence.limits.promised", "7 d")))


def test_a_limit_as_long_already_is_left_as_it_is():
    """The joint limit is for one permit: 120 working days promised for a whole project stay; so the perverse form runs there, and in name takes 53 days as before."""
    project = load(scenarios()["investment_project"])
    gamed = p.ParallelApproval.model_validate(p.ParallelApproval.perverse_knobs)
    assert gamed.joint_limit and str(gamed.apply(project).matters["project"].limits.statutory) == "120 wd"
    days = [measure_all(run(lower(p.timeline(project, each)), engine="lists"), ["mean_workdays"])["mean_workdays"][0]
            for each in ([], [p.ParallelApproval(joint_limit=True)], [gamed])]
    assert days == [53, 43, 53]
    equal = p.ParallelApproval(joint_limit=True, joint_extension_share=0.1).apply(office(("matters.licence.limits.statutory", "45 wd")))
    assert equal.matters["licence"].extension is None, "the 15 working days belong to the joint limit"
