"""On a promise: decided at once and examined afterwards; or never."""

import pytest
from paired import comes, office_of, small
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.indicators import find
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario
from xnsim.scenario.quality import Quality

ROUTE = [serve("take", "w", "exp(10 min)"), {"return": {"step": "mend", "probability": 0.3, "turnaround": "exp(2 d)"}}, {"accept": {}},
         serve("exam", "w", "exp(30 min)"), serve("sign", "x", "exp(10 min)"), {"decide": {}}, {"deliver": {}}]
OFFICE = office_of("promise_based")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_promised_by_hand(engine):
    """Ten minutes in, thirty examined: 9:40. On a promise decided at 9:20, examined till 9:50; what is untrue comes to light once it is examined."""
    scenario = Scenario.model_validate(toy({"w": {}}, {"m": matter(["05 09:00"], [serve("take", "w", "10 min"), {"accept": {}}, serve("exam", "w", "30 min"), {"decide": {}}])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        row = case.case(0)
        return case.stamps("decided")[0], case.stamps("closed")[0], row["wrong"], row["discovered"] > row["closed"]

    assert told() == ("05 09:40", "05 09:40", 0, False)
    assert told(p.PromiseBased(examined=1, untrue=0)) == ("05 09:20", "05 09:50", 0, False)
    assert told(p.PromiseBased(examined=1, untrue=1, detection=1)) == ("05 09:20", "05 09:50", 1, True)
    assert told(p.PromiseBased(examined=0, untrue=1)) == ("05 09:20", "05 09:20", 1, False)


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
    assert [node.step for node in new[4].options[0].route] == ["examine", "sign"] and str(new[0].effort[1]) == "constant(10 min)"
    with pytest.raises(PolicyRefused, match="serve"):
        p.PromiseBased().apply(small({"w": {}}, {"m": comes("1/wd", [serve("take", "w", "1 min")])}))


@BOTH
def test_only_who_is_examined_is_found_out(engine):
    """Of a few hundred untrue promises exactly those come to light whose examination was begun; with examiners who see nothing, none."""
    seen = run(lower(p.timeline(OFFICE, [p.PromiseBased(untrue=1, detection=1)])), 5, 0, engine)
    examined = {int(case) for case, step in zip(seen.services["case"], seen.services["step"]) if seen.lowered.steps[step] == "examine"}
    closed = [case for case, at in zip(seen.cases["case"], seen.cases["closed"]) if at >= 0]
    found = {int(case) for case, at in zip(seen.cases["case"], seen.cases["discovered"]) if at >= 0}
    assert found == examined & {int(case) for case in closed} and 50 < len(found) < len(closed) - 50
    blind = run(lower(p.timeline(OFFICE, [p.PromiseBased(untrue=1, detection=0)])), 5, 0, engine)
    assert max(blind.cases["discovered"]) == -1


def test_unexamined_promises_find_nothing():
    """The same untrue promises; examined some are found and revoked, unexamined none is, and all of them stand."""
    both = [run(lower(p.timeline(OFFICE, [policy])), 5, 0, "lists") for policy in (p.PromiseBased(), p.PromiseBased(examined=0))]
    wrong, revoked, standing = ([find(key).parts(made).numerator for made in both] for key in ("wrongly_approved_rate", "revoked_rate", "undetected_rate"))
    assert wrong[0] == wrong[1] > 10 and revoked[0] > 3 and revoked[1] == 0
    assert standing == [wrong[0] - revoked[0], wrong[1]]


def test_a_known_quality_says_who_does_not_qualify():
    """One in ten does not meet the conditions and one wrong decision in five came to light anyhow: of those examined 92 in a hundred, of the others as before."""
    known = {"eligible": 0.9, "approve_wrong": 0.1, "refuse_wrong": 0.05, "discovery": {"probability": 0.2, "after": "exp(3 d)"}}
    permit = OFFICE.matters["permit"].changed(("quality", Quality.model_validate(known)))
    quality = p.PromiseBased().apply(OFFICE.changed(("matters", {"permit": permit}))).matters["permit"].quality
    assert (quality.eligible, quality.approve_wrong, quality.refuse_wrong) == (0.9, 1.0, 0.0)
    assert (quality.discovery.probability, quality.discovery.examined.probability) == (0.2, 0.92) and str(quality.discovery.after) == "exp(3 d)"
