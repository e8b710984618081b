"""The counter in Ciw, and as much of the permit office as Ciw can say.

Ciw is a library of queueing networks: an individual is at one node at a time, so a permit
cannot be examined by three departments at once and waited for at a join. ``permit`` therefore
lets the departments work one after the other: the same services, officers, way back and log,
but another sojourn (checked against ``handwritten_simpy.permit(series=True)`` and theory).
The rest it says well: the way back is a node with unlimited servers, and «at most once» is a
route fixed on arrival.
"""

from __future__ import annotations

from collections import defaultdict
from random import random

import ciw
from ciw.data_record import DataRecord

from benchmarks.logs import CaseRow, Log, ServiceRow
from benchmarks.workloads import (
    DELIVERY,
    MMC_DESK,
    MMC_GAP_MIN,
    PERMIT_DESKS,
    PERMIT_GAP_MIN,
    SENT_BACK,
    SENT_BACK_AFTER_MIN,
)

AWAY = DELIVERY + 1
NODE = [desk + 1 for desk in range(AWAY + 1)]  # Ciw counts nodes from one
EXAMINED = NODE[:DELIVERY]
STRAIGHT = [*EXAMINED, NODE[DELIVERY]]
WITH_RETURN = [*EXAMINED, NODE[AWAY], *EXAMINED, NODE[DELIVERY]]


class FirstCases(ciw.dists.Exponential):
    """Arrivals at random that stop after so many, so that the office empties as in the others."""

    def __init__(self, gap_min: float, cases: int) -> None:
        super().__init__(rate=1 / gap_min)
        self.left = cases

    def sample(self, t: float | None = None, ind: ciw.Individual | None = None) -> float:
        """Return the minutes to the next arrival, or infinity after the last."""
        self.left -= 1
        return super().sample(t, ind) if self.left >= 0 else float("inf")


def _run(network: ciw.network.Network, seed: int) -> list[DataRecord]:
    ciw.seed(seed)
    office = ciw.Simulation(network)
    office.simulate_until_max_time(float("inf"))
    return office.get_all_records()


def permit(cases: int, seed: int, sent_back: float = SENT_BACK) -> list[DataRecord]:
    """Run W2 with departments in series and return Ciw's own records."""

    def route(individual: ciw.Individual, simulation: ciw.Simulation) -> list[int]:
        """The desks a case still has to see: all of them again where papers are sent back."""
        whole = WITH_RETURN if random() < sent_back else STRAIGHT
        return whole[1:]  # the first node is where the individual arrives

    services = [ciw.dists.Exponential(1 / desk.mean_min) for desk in PERMIT_DESKS]
    network = ciw.create_network(
        arrival_distributions=[FirstCases(PERMIT_GAP_MIN, cases), *[None] * AWAY],
        service_distributions=[*services, ciw.dists.Deterministic(SENT_BACK_AFTER_MIN)],
        number_of_servers=[*[desk.officers for desk in PERMIT_DESKS], float("inf")],
        routing=ciw.routing.ProcessBased(route),
    )
    return _run(network, seed)


def mmc(cases: int, seed: int) -> list[DataRecord]:
    """Run W1 and return Ciw's own records."""
    network = ciw.create_network(
        arrival_distributions=[FirstCases(MMC_GAP_MIN, cases)],
        service_distributions=[ciw.dists.Exponential(1 / MMC_DESK.mean_min)],
        number_of_servers=[MMC_DESK.officers],
    )
    return _run(network, seed)


def services(records: list[DataRecord]) -> int:
    """Return how many services the run logged; the way back is none."""
    return sum(record.node != NODE[AWAY] for record in records)


def log_of(records: list[DataRecord]) -> Log:
    """Return both logs in the shape the checks compare; the way back is no service."""
    by_case = defaultdict(list)
    for record in records:
        by_case[record.id_number - 1].append(record)
    log = Log([], [])
    for case, steps in by_case.items():
        steps.sort(key=lambda step: step.arrival_date)
        away = sum(step.node == NODE[AWAY] for step in steps)
        log.cases.append(CaseRow(case, steps[0].arrival_date, steps[-1].exit_date, away))
        seen: defaultdict[int, int] = defaultdict(int)
        for step in steps:
            if step.node != NODE[AWAY]:
                times = (step.service_start_date, step.service_end_date)
                log.services.append(ServiceRow(case, step.node - 1, seen[step.node], *times))
                seen[step.node] += 1
    return log
