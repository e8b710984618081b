"""The permit office and the counter in asimpy, the async/await relative of SimPy.

Word for word the walk of ``handwritten_simpy``; a join waits for an event of each branch,
because asimpy's processes are not events themselves.
"""

from __future__ import annotations

from random import Random

from asimpy import AllOf, Environment, Event, Process, Resource

from benchmarks.logs import CaseRow, Log, ServiceRow
from benchmarks.workloads import (
    CHIEF,
    DELIVERY,
    ENVIRONMENT,
    LAND,
    MMC_DESK,
    MMC_GAP_MIN,
    PERMIT_DESKS,
    PERMIT_GAP_MIN,
    PLANNING,
    RECEPTION,
    SENT_BACK,
    SENT_BACK_AFTER_MIN,
    Desk,
)


class Office:
    """Desks with their lines, the dice, and the two logs."""

    def __init__(self, desks: tuple[Desk, ...], seed: int) -> None:
        self.env = Environment()
        self.random = Random(seed)
        self.desks = [Resource(self.env, desk.officers) for desk in desks]
        self.rates = [1 / desk.mean_min for desk in desks]
        self.cases: list[tuple[int, float, float, int]] = []
        self.services: list[tuple[int, int, int, float, float]] = []

    async def serve(self, case: int, desk: int, round_: int) -> None:
        """The file waits for a free officer, is worked on, and its service is logged."""
        env = self.env
        async with self.desks[desk]:
            start = env.now
            await env.timeout(self.random.expovariate(self.rates[desk]))
        self.services.append((case, desk, round_, start, env.now))


class Branch(Process):
    """One department's examination; ``done`` tells the join."""

    def init(self, office: Office, case: int, desk: int, round_: int) -> None:
        """Take the file in."""
        self.office, self.case, self.desk, self.round = office, case, desk, round_
        self.done = Event(office.env)

    async def run(self) -> None:
        """Examine the file and report."""
        await self.office.serve(self.case, self.desk, self.round)
        self.done.succeed()


class Permit(Process):
    """One applicant from the counter to the licence in hand."""

    def init(self, office: Office, case: int, sent_back: float) -> None:
        """Take a number."""
        self.office, self.case, self.sent_back = office, case, sent_back

    def branch(self, desk: int, round_: int) -> Event:
        """Send a copy to one department and return the event of its report."""
        return Branch(self.office.env, self.office, self.case, desk, round_).done

    async def run(self) -> None:
        """Walk through the office."""
        office, case, env = self.office, self.case, self.office.env
        received = env.now
        round_ = 0
        while True:
            await office.serve(case, RECEPTION, round_)
            await AllOf(
                env,
                land=self.branch(LAND, round_),
                planning=self.branch(PLANNING, round_),
                environment=self.branch(ENVIRONMENT, round_),
            )
            await office.serve(case, CHIEF, round_)
            if round_ or office.random.random() >= self.sent_back:
                break
            round_ = 1
            await env.timeout(SENT_BACK_AFTER_MIN)
        await office.serve(case, DELIVERY, 0)
        office.cases.append((case, received, env.now, round_))


class Visit(Process):
    """One applicant waits at the counter, is served and goes."""

    def init(self, office: Office, case: int) -> None:
        """Take a number."""
        self.office, self.case = office, case

    async def run(self) -> None:
        """Be served."""
        received = self.now
        await self.office.serve(self.case, 0, 0)
        self.office.cases.append((self.case, received, self.now, 0))


class PermitArrivals(Process):
    """Applicants for a permit come at random."""

    def init(self, office: Office, cases: int, sent_back: float) -> None:
        """Know how many are to come."""
        self.office, self.cases, self.sent_back = office, cases, sent_back

    async def run(self) -> None:
        """Send them in."""
        office = self.office
        for case in range(self.cases):
            await self.timeout(office.random.expovariate(1 / PERMIT_GAP_MIN))
            Permit(office.env, office, case, self.sent_back)


class CounterArrivals(Process):
    """Applicants at the counter come at random."""

    def init(self, office: Office, cases: int) -> None:
        """Know how many are to come."""
        self.office, self.cases = office, cases

    async def run(self) -> None:
        """Send them in."""
        office = self.office
        for case in range(self.cases):
            await self.timeout(office.random.expovariate(1 / MMC_GAP_MIN))
            Visit(office.env, office, case)


def permit(cases: int, seed: int, sent_back: float = SENT_BACK) -> Office:
    """Run W2 until the last of ``cases`` applicants has gone, and return the office."""
    office = Office(PERMIT_DESKS, seed)
    PermitArrivals(office.env, office, cases, sent_back)
    office.env.run()
    return office


def mmc(cases: int, seed: int) -> Office:
    """Run W1 until the last of ``cases`` applicants has gone, and return the office."""
    office = Office((MMC_DESK,), seed)
    CounterArrivals(office.env, office, cases)
    office.env.run()
    return office


def services(office: Office) -> int:
    """Return how many services the run logged."""
    return len(office.services)


def log_of(office: Office) -> Log:
    """Return both logs in the shape the checks compare."""
    return Log([CaseRow(*row) for row in office.cases], [ServiceRow(*row) for row in office.services])
