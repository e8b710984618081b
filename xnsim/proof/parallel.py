"""Departments that examine at the same time: without queues, with queues, in an order of steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

from xnsim.proof import spread
from xnsim.proof.facts import Case
from xnsim.proof.office import DAY, Node, at_random, constant, evenly, exponential, limit, matter, office, serve
from xnsim.proof.seen import Seen
from xnsim.proof.trial import Fixed, Proof, Trial, Ways, steady
from xnsim.scenario import Scenario

UNLIMITED: Node = {"officers": "unlimited"}


def at_the_same_time(steps: Mapping[str, Sequence[Node]], after: Mapping[str, Sequence[str]] | None = None) -> Node:
    """Branches, each with its steps and the branches that must end before it starts."""
    waits = after or {}
    return {"parallel": {"branches": {name: {"after": list(waits.get(name, ())), "route": list(route)}
                                      for name, route in steps.items()}}}


def both_ways(efforts: Mapping[str, str], arrivals: Node) -> Scenario:
    """The same steps once one after the other and once all at the same time, at desks without a queue."""
    row = [serve(name, effort) for name, effort in efforts.items()]
    fan = at_the_same_time({name: [step] for name, step in zip(efforts, row, strict=True)})
    return office({name: UNLIMITED for name in efforts}, {"series": matter(arrivals, *row), "parallel": matter(arrivals, fan)})


def saving(case: Case) -> Proof:
    """[one after the other, at the same time, share saved] of equal departments."""
    p = case.numbers
    k, mean = int(p["K"]), 1 / p["mu"]
    hall = both_ways({f"desk{i + 1}": exponential(mean) for i in range(k)}, at_random(1.0))

    def read(seen: Seen) -> list[float]:
        """Days one department after the other, days all at once, and the share saved."""
        slow, quick = seen.mean_time("series"), seen.mean_time("parallel")
        return [slow, quick, 1 - quick / slow]

    return Proof(case, (steady(hall, read, 1.0, 20.0, 20 * k * mean),))


def fixed_lengths(case: Case) -> Proof:
    """[one after the other, at the same time] where every department takes its fixed time."""
    days = case.numbers["days"]
    hall = both_ways({f"desk{i + 1}": constant(length) for i, length in enumerate(days)}, evenly(1.0))
    return Proof(case, (Trial(hall, lambda seen: [seen.mean_time("series"), seen.mean_time("parallel")],
                              Fixed(20.0, 2, sum(days) + 1.0)),))


def weakest_link(case: Case) -> Proof:
    """Every department keeps the limit with its own probability; the file does when all have."""
    p = case.numbers
    shares = p["p"] if isinstance(p["p"], list) else [p["p"]] * int(p["K"])
    names = [f"desk{i + 1}" for i in range(len(shares))]
    means = [-1 / log(1 - min(share, 1 - 1e-12)) for share in shares]
    fan = at_the_same_time({name: [serve(name, exponential(mean))] for name, mean in zip(names, means, strict=True)})
    hall = office({name: UNLIMITED for name in names}, {"visit": {**matter(at_random(1.0), fan), "limits": {"promised": limit(1.0)}}})
    return Proof(case, (steady(hall, lambda seen: [seen.on_time_share()], 1.0, 2.0, 40 * max(means)),))


def fork(k: int, lam: float, mu: float) -> Scenario:
    """Departments with a line each, asked at the same moment."""
    names = [f"desk{i + 1}" for i in range(k)]
    fan = at_the_same_time({name: [serve(name, exponential(1 / mu))] for name in names})
    return office({name: {} for name in names}, {"visit": matter(at_random(lam), fan)})


def fork_join(case: Case) -> Proof:
    """The mean time until the slowest has answered: exact for two, an approximation or bounds for more."""
    p = case.numbers
    k, lam, mu = int(p.get("K", 2)), p["lam"], p["mu"]
    trial = steady(fork(k, lam, mu), lambda seen: [seen.mean_time()], lam, spread.queue_mean(lam / mu), spread.settling(lam / mu, 1 / mu))
    goal = "between" if case.kind.startswith("bound") else "within" if case.kind.startswith("approx") else "equal"
    return Proof(case, (trial,), goal)


def network(case: Case) -> Proof:
    """[all in a row, by their order, the longest single step] of a plan with fixed lengths."""
    acts: Mapping[str, Any] = case.numbers["acts"]
    names = {act: f"desk{i + 1}" for i, act in enumerate(acts)}
    steps = {act: [serve(names[act], constant(told["days"]))] if told["days"] else [] for act, told in acts.items()}
    after = {names[act]: [names[other] for other in told.get("after", [])] for act, told in acts.items()}
    row = [step for route in steps.values() for step in route]
    plan = at_the_same_time({names[act]: route for act, route in steps.items()}, after)
    hall = office({name: UNLIMITED for name in names.values()},
                  {"series": matter(evenly(1.0), *row), "plan": matter(evenly(1.0), plan)})

    def read(seen: Seen) -> list[float]:
        """Days in a row, days by the plan, and the longest single step."""
        longest = (seen.services["end"] - seen.services["start"]).max() / DAY
        return [seen.mean_time("series"), seen.mean_time("plan"), longest]

    total = sum(told["days"] for told in acts.values())
    return Proof(case, (Trial(hall, read, Fixed(20.0, 2, total + 1.0)),))


WAYS: Ways = (
    (r"fork-join", fork_join),
    (r"parallel, no queue", saving),
    (r"parallel deterministic", fixed_lengths),
    (r"weakest link", weakest_link),
    (r"precedence", network),
)
