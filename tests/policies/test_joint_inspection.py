"""Joint inspection: one visit for three; or a brief one and three more."""

import pytest
from paired import comes, office_of, small
from policy_office import office
from toy_office import DAY_AND_NIGHT, Told, matter, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

def visit(step: str, first: bool = False) -> dict:
    """An inspection by a department of that name."""
    return {"serve": {"step": step, "desk": step, "effort": "exp(60 min)"} | ({} if first else {"trips": 1})}


PAUSE = [{"wait": {"step": f"weeks{k}", "length": "exp(5 wd)", "calendar": "working", "who": "applicant"}} for k in range(2)]
ROUTE = [visit("x", True), PAUSE[0], visit("y"), PAUSE[1], visit("z")]
OFFICE = office_of("joint_inspection")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_together_by_hand(engine):
    """An hour each on three days with three visits; together one hour and one visit."""
    visits = [{"serve": {"step": name, "desk": name, "effort": "1 h", **({"trips": 1} if name != "x" else {})}} for name in ("x", "y", "z")]
    days = [{"wait": {"step": f"d{k}", "length": "1 d", "who": "applicant"}} for k in range(2)]
    scenario = Scenario.model_validate(toy({name: {"office": name} for name in ("x", "y", "z")}, {"m": matter(["05 09:00"], [visits[0], days[0], visits[1], days[1], visits[2]])}))
    told = [Told(run(lower(p.timeline(scenario, policies)), engine=engine)) for policies in ([], [p.JointInspection()])]
    assert [(x.stamps("closed"), x.case(0)["trips"]) for x in told] == [(["07 12:00"], 3), (["05 10:00"], 1)]


@BOTH
def test_the_same_work_by_the_same_people(engine):
    """Each department works as long at each firm as before; the firm is done with the slowest of them where nobody queues."""
    free = small({name: {"office": name, "officers": 90} for name in ("x", "y", "z")}, {"m": comes("5/wd", ROUTE)}, DAY_AND_NIGHT)
    plain, joint = (run(lower(p.timeline(free, policies)), 3, 0, engine) for policies in ([], [p.JointInspection()]))

    def work(made) -> dict:
        return {(int(c), made.lowered.steps[s]): int(e) for c, s, e in zip(made.services["case"], made.services["step"], made.services["effort_done_s"])}

    before, after = work(plain), work(joint)
    assert all(after[key] == before[key] for key in after.keys() & before.keys()) and len(after) > 200
    for case, (received, closed) in enumerate(zip(joint.cases["received"], joint.cases["closed"])):
        assert closed < 0 or closed - received == max(after[case, step] for step in ("x", "y", "z"))


def test_rewritten_by_hand():
    """Branches by department, no visit of their own, no weeks between; coming back: half then, half later with a visit."""
    new = p.JointInspection().apply(OFFICE).matters["firm"].route
    assert list(new[0].branches) == ["fire", "labour", "health"] and all(branch.route[0].trips == 0 for branch in new[0].branches.values()) and len(new) == 2
    back = p.JointInspection(come_back=0.5).apply(OFFICE).matters["firm"].route
    assert [type(node).__name__ for node in back] == ["Parallel", "Decide", "Choose", "Choose", "Choose"]
    again = back[2].options[0].route[1]
    assert (again.step, again.trips, again.luck, str(again.effort[0])) == ("again_fire", 1, ("fire",), "exp(30 min)")
    with pytest.raises(PolicyRefused, match="trips: 1"):
        p.JointInspection().apply(office())
