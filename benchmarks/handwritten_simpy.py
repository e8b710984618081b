"""The permit office and the counter as a SimPy user would write them.

This is the denominator of our speed figures: plain ``Resource``, ``timeout`` and ``all_of``,
its own random numbers, a list for each log, and no layer of ours in between.
"""

from __future__ import annotations

from collections.abc import Generator
from random import Random

import simpy

from benchmarks.logs import CaseRow, Log, ServiceRow
from benchmarks.workloads import (
    CHIEF,
    DELIVERY,
    DEPARTMENTS,
    MMC_DESK,
    MMC_GAP_MIN,
    PERMIT_DESKS,
    PERMIT_GAP_MIN,
    RECEPTION,
    SENT_BACK,
    SENT_BACK_AFTER_MIN,
    Desk,
)

Walk = Generator[simpy.Event, object, None]
CaseTuple = tuple[int, float, float, int]
ServiceTuple = tuple[int, int, int, float, float]


class Office:
    """Desks with their lines, the dice, and the two logs."""

    def __init__(self, desks: tuple[Desk, ...], gap_min: float, seed: int) -> None:
        self.env = simpy.Environment()
        self.random = Random(seed)
        self.gap_rate = 1 / gap_min
        self.desks = [simpy.Resource(self.env, desk.officers) for desk in desks]
        self.rates = [1 / desk.mean_min for desk in desks]
        self.cases: list[CaseTuple] = []
        self.services: list[ServiceTuple] = []

    def serve(self, case: int, desk: int, round_: int) -> Walk:
        """The file waits for a free officer, is worked on, and its service is logged."""
        env = self.env
        with self.desks[desk].request() as turn:
            yield turn
            start = env.now
            yield env.timeout(self.random.expovariate(self.rates[desk]))
        self.services.append((case, desk, round_, start, env.now))


class PermitOffice(Office):
    """W2: departments at once, or one after the other where a rival knows no fork."""

    def __init__(self, seed: int, sent_back: float, series: bool) -> None:
        super().__init__(PERMIT_DESKS, PERMIT_GAP_MIN, seed)
        self.sent_back = sent_back
        self.departments = self.in_series if series else self.at_once

    def at_once(self, case: int, round_: int) -> Walk:
        """Three departments examine the case at once; the slowest decides."""
        env = self.env
        yield env.all_of([env.process(self.serve(case, d, round_)) for d in DEPARTMENTS])

    def in_series(self, case: int, round_: int) -> Walk:
        """Three departments examine the case one after the other."""
        for desk in DEPARTMENTS:
            yield from self.serve(case, desk, round_)

    def permit(self, case: int) -> Walk:
        """One applicant from the counter to the licence in hand."""
        env = self.env
        received = env.now
        round_ = 0
        while True:
            yield from self.serve(case, RECEPTION, round_)
            yield from self.departments(case, round_)
            yield from self.serve(case, CHIEF, round_)
            if round_ or self.random.random() >= self.sent_back:
                break
            round_ = 1
            yield env.timeout(SENT_BACK_AFTER_MIN)
        yield from self.serve(case, DELIVERY, 0)
        self.cases.append((case, received, env.now, round_))

    def arrivals(self, cases: int) -> Walk:
        """Applicants come at random, ten minutes apart on average."""
        env = self.env
        for case in range(cases):
            yield env.timeout(self.random.expovariate(self.gap_rate))
            env.process(self.permit(case))


class Counter(Office):
    """W1: three clerks, one line."""

    def __init__(self, seed: int) -> None:
        super().__init__((MMC_DESK,), MMC_GAP_MIN, seed)

    def visit(self, case: int) -> Walk:
        """One applicant waits, is served and goes."""
        received = self.env.now
        yield from self.serve(case, 0, 0)
        self.cases.append((case, received, self.env.now, 0))

    def arrivals(self, cases: int) -> Walk:
        """Applicants come at random, ten minutes apart on average."""
        env = self.env
        for case in range(cases):
            yield env.timeout(self.random.expovariate(self.gap_rate))
            env.process(self.visit(case))


def permit(cases: int, seed: int, sent_back: float = SENT_BACK, series: bool = False) -> Office:
    """Run W2 until the last of ``cases`` applicants has gone, and return the office."""
    office = PermitOffice(seed, sent_back, series)
    office.env.process(office.arrivals(cases))
    office.env.run()
    return office


def mmc(cases: int, seed: int) -> Office:
    """Run W1 until the last of ``cases`` applicants has gone, and return the office."""
    office = Counter(seed)
    office.env.process(office.arrivals(cases))
    office.env.run()
    return office


def services(office: Office) -> int:
    """Return how many services the run logged."""
    return len(office.services)


def log_of(office: Office) -> Log:
    """Return both logs in the shape the checks compare."""
    return Log([CaseRow(*row) for row in office.cases], [ServiceRow(*row) for row in office.services])
