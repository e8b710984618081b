"""An officer who is away at times, B who fills in, and an officer who walks off when nobody waits."""

from __future__ import annotations

from math import ceil

from xnsim.program.fate import absences
from xnsim.proof import spread
from xnsim.proof.desks import mean_of, wide_of
from xnsim.proof.facts import Case
from xnsim.proof.office import DAY, at_random, exponential, matter, office, serve, span
from xnsim.proof.seen import Seen
from xnsim.proof.trial import Fixed, Proof, Steady, Trial, Ways, steady
from xnsim.proof.variability import law
from xnsim.scenario import Scenario
from xnsim.theory import reading

CYCLE = 20.0          # days from one absence to the next where a case tells only the share present
WALKS_DAYS = 20_000.0   # one replication with walks
ROUNDS = 1000           # how often a file may come back
BURSTS = 3.3          # absences come in lumps: so much more than a diffusion of the same variance tells


def one_officer(case: Case) -> Proof:
    """A is away by turns, also while nothing waits; with ``e`` B fills in at once, at that efficiency."""
    p = case.numbers
    present, away, e = p["mean_present"], p["mean_absent"], p.get("e", 0.0)
    lam, mu = p["lam"], reading.service_rate(p)
    there = (present + e * away) / (present + away)
    noise = 2 * lam / mu**2 + (1 - e) ** 2 * 2 * (present * away) ** 2 / (present + away) ** 3
    wide = BURSTS * 2 * noise / (there - lam / mu) ** 2 * lam
    settle = spread.settling(lam / mu / there, 1 / mu) + 10 * noise / (there - lam / mu) ** 2
    return Proof(case, (steady(post(lam, mu, present, away, e), mean_of(case.indicator), lam, wide, settle),))


def post(lam: float, mu: float, present: float, away: float, e: float) -> Scenario:
    """A's desk and, with e above 0, a B who has no files of his own and is never away."""
    absence = {"present": exponential(present), "away": exponential(away)}
    desks = {"post": {"officers": [{"name": "A", "absence": absence}]}}
    cover = []
    if e > 0:
        desks["spare"] = {"officers": [{"name": "B"}]}
        cover = [{"a": "A", "b": "B", "efficiency": e}]
    return office(desks, {"visit": matter(at_random(lam), serve("post", exponential(1 / mu)))}, cover)


def there(case: Case) -> Proof:
    """Share of time somebody is there, from the diaries of officers whose absences are independent."""
    p = case.numbers
    counts = [int(p["n"])] if "n" in p else [1, 2, 3]
    absence = {"present": exponential(CYCLE * p["A"]), "away": exponential(CYCLE * (1 - p["A"]))}
    staff = [{"name": f"officer{k + 1}", "absence": absence} for k in range(max(counts))]
    hall = office({"post": {"officers": staff}}, {"visit": matter(at_random(0.1), serve("post", exponential(0.1)))})
    return Proof(case, (Trial(hall, lambda seen: [somebody_there(seen, n) for n in counts], Fixed(2000.0)),))


def somebody_there(seen: Seen, officers: int) -> float:
    """Share of the measuring window in which one of the first so many officers is there."""
    run = seen.run
    spans = [absences(run.lowered, k, run.seed, run.replication) for k in range(officers)]
    together = spans[0]
    for other in spans[1:]:
        together = [(max(a, c), min(b, d)) for a, b in together for c, d in other if max(a, c) < min(b, d)]
    gone = sum(min(b, seen.end) - max(a, seen.begin) for a, b in together if a < seen.end and b > seen.begin)
    return 1 - gone / DAY / seen.days


def idle_walks(case: Case) -> Proof:
    """Whenever nothing waits the officer walks off, and again, until somebody is there.

    The walks are a few files that lie at the desk from the start, behind every applicant, and come
    back as soon as they are done: whoever finds no applicant takes up a walk.
    """
    p = case.numbers
    lam, service, cs2 = p["lam"], reading.service_mean(p), p.get("cs2", 1.0)
    told = str(p["V"]).lower()
    away = float(reading.NUMBER.findall(told)[-1])
    load = lam * service
    settle = spread.settling(load, service) * max(1.0, (1 + cs2) / 2) + 20 * away
    walks = 2 * (1 - load) * (WALKS_DAYS + 2 * settle) / away
    again = {"return": {"step": "again", "probability": 1.0, "at_most": ROUNDS, "turnaround": "0 s"}}
    hall = office({"desk": {"order": "priority"}}, {
        "visit": matter(at_random(lam), serve("desk", law(service, cs2))),
        "walk": {**matter({"initial": ceil(walks / ROUNDS) + 2}, serve("desk", walk(told, away)), again), "priority": -1}})
    read = mean_of(case.indicator)
    return Proof(case, (Trial(hall, read, Steady(lam, wide_of(case.indicator, load, 1.0, cs2), settle, WALKS_DAYS)),))


def walk(told: str, mean: float) -> str:
    """How long a walk takes, by the word that tells its law."""
    if "uniform" in told:
        return f"uniform({span(0)}, {span(2 * mean)})"
    return law(mean, 1.0 if "exp" in told else 0.0)


WAYS: Ways = (
    (r"absence|random environment", one_officer),
    (r"availability", there),
    (r"vacations", idle_walks),
)
