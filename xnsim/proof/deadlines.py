"""When a limit acts: files deemed approved at expiry, and what slips through with them."""

from __future__ import annotations

from xnsim.cases import APPROVED, DEEMED_APPROVED
from xnsim.proof import spread
from xnsim.proof.facts import Case
from xnsim.proof.office import Node, at_random, exponential, limit, matter, office, serve
from xnsim.proof.seen import Seen
from xnsim.proof.trial import Proof, Ways, steady
from xnsim.scenario import Scenario
from xnsim.theory import deadlines, reading


def default_desk(lam: float, mu: float, tau: float, in_hand: str = "let_go") -> Scenario:
    """A desk whose files are approved by silence once the limit has run, waiting and service together."""
    return office({"desk": {}}, {"visit": _expiring(matter(at_random(lam), serve("desk", exponential(1 / mu))), tau, in_hand)})


def _expiring(visit: Node, tau: float, in_hand: str) -> Node:
    return {**visit, "limits": {"promised": limit(tau)},
            "on_expiry": [{"limit": "promised", "exit": "deemed_approved", "in_hand": in_hand}]}


def defaulted(case: Case) -> Proof:
    """Share of files deemed approved; an expired file is let go, also out of the officer's hand."""
    p = case.numbers
    lam, mu, tau = p["lam"], reading.service_rate(p), p["tau"]
    share = deadlines.default_share(lam, mu, tau)
    hall = default_desk(lam, mu, tau)
    return Proof(case, (steady(hall, deemed, lam, _lumps(lam, tau) * spread.alone_share(share), 20 * tau + 20 / mu),))


def unheard(case: Case) -> Proof:
    """Share that nobody had taken up when the limit ran out; what is in hand is finished."""
    p = case.numbers
    lam, mu, tau = p["lam"], reading.service_rate(p), p["tau"]
    share = deadlines.unheard_share(lam, mu, tau)
    hall = default_desk(lam, mu, tau, "finish")
    read = lambda seen: [seen.share(seen.cases["spells"] == 0)]
    return Proof(case, (steady(hall, read, lam, _lumps(lam, tau) * spread.alone_share(share), 20 * tau + 20 / mu),))


def _lumps(lam: float, tau: float) -> float:
    """Expiries come in lumps: as many files as arrive within a limit share their luck."""
    return max(2.0, 0.75 * lam * tau)


def deemed(seen: Seen) -> list[float]:
    """Share deemed approved."""
    return [seen.share(seen.cases["outcome"] == DEEMED_APPROVED)]


def silent_approval(case: Case) -> Proof:
    """[each examined, some approved by silence]: share of all files wrongly approved.

    Who ought to be refused is a class of applicants, known to nobody at the desk; examination finds it out
    with its probability.
    """
    p = case.numbers
    lam, mu, tau = p["lam"], reading.service_rate(p), p["tau"]
    visit = _examined(lam, mu, p["bad_share"], p["detect"])
    plain = office({"desk": {"officers": "unlimited"}}, {"visit": visit})
    silent = silent_desk(lam, mu, tau, p["bad_share"], p["detect"])
    examined, slipped = deadlines.wrong_approval_shares(deadlines.default_share(lam, mu, tau), p["bad_share"], p["detect"])
    return Proof(case, (steady(plain, wrongly_approved, lam, spread.alone_share(examined), 40 / mu),
                        steady(silent, wrongly_approved, lam, 2 * spread.alone_share(slipped), 20 * tau + 20 / mu)))


def silent_desk(lam: float, mu: float, tau: float, bad_share: float, detect: float) -> Scenario:
    """A desk that examines, and whose files are approved by silence once the limit has run."""
    return office({"desk": {}}, {"visit": _expiring(_examined(lam, mu, bad_share, detect), tau, "let_go")})


def _examined(lam: float, mu: float, bad_share: float, detect: float) -> Node:
    found_out = {"refuse": {"step": "found_out", "probability": detect}}
    ways = {"choose": {"step": "who", "options": [{"cls": "bad", "route": [found_out]}, {"cls": "ordinary", "route": []}]}}
    return {**matter(at_random(lam), serve("desk", exponential(1 / mu)), ways), "classes": {"bad": {"share": bad_share}}}


def wrongly_approved(seen: Seen) -> list[float]:
    """Share approved that ought to have been refused, by an officer or by silence."""
    passed = (seen.cases["outcome"] == APPROVED) | (seen.cases["outcome"] == DEEMED_APPROVED)
    return [seen.share(passed & (seen.cases["cls"] == 1))]


WAYS: Ways = (
    (r"silent approval", silent_approval),
    (r"deadline on wait|M/M/1\+D", unheard),
    (r"deadline", defaulted),
)
