"""Files that wait for a standing session 例会 which clears the table every so often."""

from __future__ import annotations

from math import ceil

from xnsim.proof.facts import Case
from xnsim.proof.office import Node, at_random, exponential, limit, matter, office, serve
from xnsim.proof.trial import Fixed, Proof, Trial, Ways
from xnsim.scenario import Scenario
from xnsim.scenario.session import Session
from xnsim.theory import reading

FLOW = 20.0         # files a day: with no desk to crowd, their number changes no wait
LEAST_DAYS = 40.0   # of one replication, and then to the end of a round: the first comers of a round wait longest
TAIL = 20           # so many mean services after the last session everything is done


def hall(every: float, service: float | None = None, within: float | None = None) -> Scenario:
    """A session every so many days from the start; what it has heard may take a service more, at nobody's expense."""
    route: list[Node] = [{"gate": {"step": "session", "session": "joint"}}]
    if service is not None:
        route.append(serve("after", exponential(service)))
    visit = matter(at_random(FLOW), *route)
    if within is not None:
        visit["limits"] = {"promised": limit(within)}
    desks = {"after": {"officers": "unlimited"}}
    joint = Session.model_validate({"every": f"{every!r} wd"})
    return office(desks, {"visit": visit}).changed(("sessions", {"joint": joint}))


def sessions(case: Case) -> Proof:
    """The mean wait for the session, or the share of files that are done in time."""
    p = case.numbers
    every, within = p["T"], p.get("limit")
    service = 1 / reading.service_rate(p) if "mu" in p else None
    read = (lambda seen: [seen.mean_time()]) if within is None else (lambda seen: [seen.on_time_share()])
    length = Fixed(every * ceil(LEAST_DAYS / every), drain=every + TAIL * (service or 0.0))
    return Proof(case, (Trial(hall(every, service, within), read, length, 0.0 if within is None else 1.0),))


WAYS: Ways = ((r"例会", sessions),)
