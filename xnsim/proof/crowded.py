"""Full halls: who finds no room leaves at once, who has waited too long leaves after a while."""

from __future__ import annotations

from xnsim.cases import where
from xnsim.proof.desks import mean_of
from xnsim.proof.facts import Case
from xnsim.proof.office import DAY, Node, at_random, exponential, matter, office, serve
from xnsim.proof.seen import Seen
from xnsim.proof.trial import Proof, Reader, Steady, Trial, Ways
from xnsim.tape import TURNED_AWAY, WITHDRAWN
from xnsim.theory import reading, windows

NEIGHBOURS = 6.0    # how much more a share of lost visits varies than if each were lost by itself; measured, rounded up
PATIENT = 12.0      # spread of the mean wait where people give up; measured, rounded up


def _hall(case: Case, lam: float, mu: float, desk: Node, patience: Node, read: Reader, spread: float) -> Proof:
    step = serve("desk", exponential(1 / mu))
    step["serve"] |= patience
    hall = office({"desk": desk}, {"visit": matter(at_random(lam), step)})
    return Proof(case, (Trial(hall, read, Steady(lam, spread, 60 / mu)),))


def lost(case: Case) -> Proof:
    """M/M/c/K, M/M/c/c: the share of visits that find the hall full, or the wait of the others."""
    p = case.numbers
    mu = reading.service_rate(p) if "mu" in p or "ES" in p else 1.0
    lam = p["offered_erlang"] * mu if "offered_erlang" in p else p["lam"]
    clerks = int(p["c"])
    room = int(p.get("K", clerks))
    share = windows.turned_away_share(lam, mu, clerks, room)
    wants_share = "offered_erlang" in p or reading.says(case.indicator, "p_K", "拒绝", "比例", "呼损")
    read: Reader = (lambda seen: [seen.share(seen.cases["outcome"] == TURNED_AWAY)]) if wants_share else mean_of(case.indicator)
    spread = NEIGHBOURS * (1 - share) / share if wants_share else 4 * PATIENT
    return _hall(case, lam, mu, {"officers": clerks, "capacity": room}, {}, read, spread)


def impatient(case: Case) -> Proof:
    """M/M/c+M: the wait of all who came, those who gave up counted until they left; or their share."""
    p = case.numbers
    lam, mu, theta = p["lam"], reading.service_rate(p), p["theta"]
    if reading.says(case.indicator, "弃", "放弃", "离去", "流失"):
        share = windows.giving_up_share(lam, mu, int(p["c"]), theta)
        read: Reader = lambda seen: [seen.share(seen.cases["outcome"] == WITHDRAWN)]
        spread = NEIGHBOURS * (1 - share) / share
    else:
        minutes, spread = reading.unit(case.indicator), PATIENT
        read = lambda seen: [mean_wait_of_all(seen) * minutes]
    return _hall(case, lam, mu, {"officers": int(p["c"])}, {"patience": exponential(1 / theta)}, read, spread)


def mean_wait_of_all(seen: Seen) -> float:
    """Mean days until somebody is called or gives up."""
    gave_up = seen.measured & (seen.cases["outcome"] == WITHDRAWN)
    waited = where(gave_up, seen.cases["closed"] - seen.cases["received"], 0)
    return (float(seen.waits().sum()) + float(waited.sum())) / DAY / int(seen.measured.sum())


WAYS: Ways = (
    (r"M/M/c\+M|Erlang A", impatient),
    (r"M/M/c/K|M/M/c/c|M/M/\d+/\d+|Erlang B", lost),
)
