"""On a promise: decided at once and examined afterwards; or never."""

import pytest
from paired import comes, office_of, small
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

ROUTE = [serve("take", "w", "exp(10 min)"), {"return": {"step": "mend", "probability": 0.3, "turnaround": "exp(2 d)"}}, {"accept": {}},
         serve("exam", "w", "exp(30 min)"), serve("sign", "x", "exp(10 min)"), {"decide": {}}, {"deliver": {}}]
OFFICE = office_of("promise_based")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_promised_by_hand(engine):
    """Ten minutes in, thirty examined: 9:40. On a promise decided at 9:20, examined till 9:50; what proves untrue is revoked."""
    scenario = Scenario.model_validate(toy({"w": {}}, {"m": matter(["05 09:00"], [serve("take", "w", "10 min"), {"accept": {}}, serve("exam", "w", "30 min"), {"decide": {}}])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        return case.stamps("decided")[0], case.stamps("closed")[0], case.outcomes[0]

    assert told() == ("05 09:40", "05 09:40", "approved")
    assert told(p.PromiseBased(examined=1, untrue=0)) == ("05 09:20", "05 09:50", "approved")
    assert told(p.PromiseBased(examined=1, untrue=1)) == ("05 09:20", "05 09:50", "refused")
    assert told(p.PromiseBased(examined=0)) == ("05 09:20", "05 09:20", "approved")


@BOTH
def test_examined_in_full_afterwards_is_the_same_work(engine):
    """With every case examined, no minute to sign and nothing returned, each case is closed when it was: only the decision comes first."""
    plain_route = [ROUTE[0], *ROUTE[2:6]]
    scenario = small({"w": {"officers": 2}, "x": {"office": "x"}}, {"m": comes("12/wd", plain_route)})
    plain, promised = (run(lower(p.timeline(scenario, policies)), 3, 0, engine).cases for policies in ([], [p.PromiseBased(minutes=0, examined=1, untrue=0)]))
    assert list(plain["closed"]) == list(promised["closed"]) and all(b <= a for a, b in zip(plain["decided"], promised["decided"]) if a >= 0)


def test_rewritten_by_hand():
    """No return, ten minutes to sign, the decision where the examination stood, and half of them examined behind everything."""
    new = p.PromiseBased().apply(OFFICE).matters["permit"].route
    assert [type(node).__name__ for node in new] == ["Serve", "Accept", "Decide", "Deliver", "Choose"]
    assert [node.step for node in new[4].options[0].route] == ["examine", "sign", "revoked_examine"] and str(new[0].effort[1]) == "constant(10 min)"
    with pytest.raises(PolicyRefused, match="serve"):
        p.PromiseBased().apply(small({"w": {}}, {"m": comes("1/wd", [serve("take", "w", "1 min")])}))


def test_unexamined_promises_find_nothing():
    """Of the untrue, who were found before, none is: what no indicator shows."""

    def revoked(policy: p.Policy) -> int:
        return sum(outcome == 2 for outcome in run(lower(p.timeline(OFFICE, [policy])), 3, 0, "lists").cases["outcome"])

    assert revoked(p.PromiseBased()) > 3 and revoked(p.PromiseBased(examined=0)) == 0
