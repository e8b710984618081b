"""Many at once: files that never queue, projects that ask again and again, backlogs that melt or grow."""

from __future__ import annotations

import datetime as dt
from math import ceil, sqrt
from typing import Any

from xnsim.cases import take
from xnsim.proof import spread
from xnsim.proof.facts import Case
from xnsim.proof.office import DAY, START, at_random, constant, evenly, exponential, matter, office, serve
from xnsim.proof.seen import Seen, TooShort
from xnsim.proof.trial import MOST_DAYS, Fixed, Proof, Reader, Trial, Ways, aim, steady
from xnsim.proof.variability import law
from xnsim.theory import populations, reading

ASKS = 1000         # how often a return may be repeated
DESKS = 100         # backlogs melting side by side in one run
HALF_A_SECOND = 0.5 / DAY   # by which a fixed length may be rounded
CALM_DAYS = 5       # before officers are withdrawn


def never_queue(case: Case) -> Proof:
    """M/G/inf: how many files are under way, or how much of the time more than so many."""
    p = case.numbers
    lam, mean = p["lam"], reading.service_mean(p)
    hall = office({"desk": {"officers": "unlimited"}}, {"visit": matter(at_random(lam), serve("desk", law(mean, p.get("cs2", 0.5))))})
    settle = 40 * mean
    if "n" not in p and "target" not in p and "quantile" not in p:
        return Proof(case, (steady(hall, lambda seen: [seen.mean_present()], lam, 3.0, settle),))
    if "n" in p:
        under = reading.says(case.indicator, "<", "≤")
        above = populations.more_than_share(lam * mean, p["n"])
        read: Reader = lambda seen: [1 - seen.time_share_above(int(p["n"])) if under else seen.time_share_above(int(p["n"]))]
        share = 1 - above if under else above
        return Proof(case, (steady(hall, read, lam, max(3.0, 3 * lam * mean * spread.alone_share(share)), settle),))
    places, goal = int(case.answers[0]), p.get("target", p.get("quantile"))
    both: Reader = lambda seen: [1 - seen.time_share_above(places), 1 - seen.time_share_above(places - 1)]
    return Proof(case, (steady(hall, both, lam, 300.0 * lam * mean, settle),), "met", (goal,))


def projects(case: Case) -> Proof:
    """[projects held up, mean time of one request]: a fixed set of projects, each asking again and again.

    A project is a file that always comes back: between two requests it is with its owner. Who is not with
    its owner is held up; the time of a request follows by Little's law.
    """
    p = case.numbers
    total, up, service, clerks = int(p["N"]), 1 / p["lam"], reading.service_mean(p), int(p.get("c", 1))
    again = {"return": {"step": "runs", "probability": 1.0, "at_most": ASKS, "turnaround": exponential(up)}}
    hall = office({"clerk": {"officers": clerks}}, {"project": matter({"initial": total}, serve("clerk", exponential(service)), again)})
    days = min(0.8 * ASKS * (up + service), MOST_DAYS)

    def read(seen: Seen) -> list[float]:
        """Projects that the clerks hold on the mean, and the days each visit takes."""
        held = total - float(seen.cases["applicant_s"].sum()) / DAY / days
        asked = float((seen.services["how"] == 0).sum())
        each = [held, held * days / asked]
        if case.indicator.startswith("["):
            return each
        return each[1:] if reading.says(case.indicator, "时长", "时间") else each[:1]

    return Proof(case, (Trial(hall, read, Fixed(days)),))


def surge(case: Case) -> Proof:
    """A backlog melts while files keep coming: days until a new file finds nobody before it."""
    p = case.numbers
    backlog, lam, capacity = int(p["backlog"]), p["lam"], p["cap"]
    hall = office({"desk": {}}, {"visit": matter([{"initial": backlog}, evenly(lam)], serve("desk", constant(1 / capacity)))})

    def read(seen: Seen) -> list[float]:
        """The day on which a file is first taken up without waiting: the backlog is gone."""
        at_once = seen.services["start"] == _received(seen)
        return [float(seen.services["start"][at_once & (seen.services["start"] > 0)].min()) / DAY]

    days = 1.2 * backlog / (capacity - lam) + 10
    rounding = HALF_A_SECOND * capacity * capacity / (capacity - lam) * backlog / (capacity - lam)
    return Proof(case, (Trial(hall, read, Fixed(days, 2, days)),), grain=1 / lam + rounding)


def _received(seen: Seen) -> Any:
    return take(seen.cases["received"], seen.services["case"])


def rebound(case: Case) -> Proof:
    """Officers are withdrawn: the backlog so many days later. The day they leave is dated."""
    p = case.numbers
    lam, days, left = p["lam"], p["days"], START + dt.timedelta(days=CALM_DAYS)
    files = [dt.datetime.combine(left, dt.time())] * int(p["backlog"])
    come = [evenly(lam), {"table": files}] if files else evenly(lam)
    phases = tuple((day, office({"desk": {}}, {"visit": matter(come, serve("desk", constant(1 / capacity)))}))
                   for day, capacity in ((None, p["cap_before"]), (left, p["cap_after"])))
    end = (CALM_DAYS + days) * DAY

    def read(seen: Seen) -> list[float]:
        """Files still open on the last day."""
        closed = seen.cases["closed"]
        return [float(((seen.cases["received"] < end) & ((closed < 0) | (closed > end))).sum())]

    rounding = HALF_A_SECOND * p["cap_after"] ** 2 * days
    return Proof(case, (Trial(phases, read, Fixed(CALM_DAYS + days + 1.0, 2)),), grain=1.0 + rounding)


def busy_period(case: Case) -> Proof:
    """Days until a desk that begins with a backlog is idle for the first time; many desks side by side."""
    p = case.numbers
    files, lam, mu = int(p["n"]), p["lam"], reading.service_rate(p)
    mean, deviation = files / (mu - lam), sqrt(files * (lam + mu) / (mu - lam) ** 3)
    names = [f"desk{k + 1}" for k in range(DESKS)]
    hall = office({name: {} for name in names}, {
        f"for_{name}": matter([{"initial": files}, at_random(lam)], serve(name, exponential(1 / mu))) for name in names})
    wanted = ceil((3.4 * deviation / mean / aim(0.02, 100)) ** 2 / DESKS)
    days = mean + 18 / (sqrt(mu) - sqrt(lam)) ** 2
    return Proof(case, (Trial(hall, lambda seen: [first_idle(seen)], Fixed(days, max(40, wanted))),))


def first_idle(seen: Seen) -> float:
    """The mean over desks of the days until a file is done and no other has come."""
    found = []
    for name in seen.run.lowered.matters:
        mine = seen.cases["matter"] == seen.number(name)
        received, closed = seen.cases["received"][mine], seen.cases["closed"][mine]
        idle = closed[:-1][(closed[:-1] >= 0) & (closed[:-1] <= received[1:])]
        if not len(idle):
            raise TooShort("a desk was never idle")
        found.append(float(idle.min()))
    return sum(found) / len(found) / DAY


WAYS: Ways = (
    (r"M/[MG]/inf", never_queue),
    (r"machine repair|//N", projects),
    (r"fluid", surge),
    (r"rebound", rebound),
    (r"busy period", busy_period),
)
