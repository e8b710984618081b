"""A number that only goes up or down by one: how often it stands at each value.

Windows with a full waiting room, callers who give up and projects in repair are all of this kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

NEGLIGIBLE = 1e-20


def shares(up: Sequence[float], down: Sequence[float]) -> list[float]:
    """Long-run share of time at 0, 1, ..., n people.

    ``up[i]`` is the rate from i to i + 1, ``down[i]`` the rate from i + 1 back to i; both have n entries.
    Source: Kleinrock, Queueing Systems vol. 1 (1975) ch. 3.
    """
    weights = [1.0]
    for rise, fall in zip(up, down, strict=True):
        weights.append(weights[-1] * rise / fall)
        if weights[-1] > 1e200:
            weights = [w * 1e-200 for w in weights]
    total = sum(weights)
    return [w / total for w in weights]


def endless_shares(up: Callable[[int], float], down: Callable[[int], float]) -> list[float]:
    """The same without a highest value, cut where what is left no longer counts.

    ``up(i)`` leads from i to i + 1, ``down(i)`` from i + 1 to i; in the end ``down`` must exceed ``up``.
    """
    rises: list[float] = []
    falls: list[float] = []
    weight = 1.0
    while True:
        i = len(rises)
        rises.append(up(i))
        falls.append(down(i))
        ratio = rises[-1] / falls[-1]
        weight = min(1.0, weight * ratio)  # against the heaviest so far
        if ratio < 1 and weight < NEGLIGIBLE * (1 - ratio):
            return shares(rises, falls)


def mean(share: Sequence[float]) -> float:
    """The average number, given the share of time at each."""
    return sum(n * p for n, p in enumerate(share))


def mean_beyond(share: Sequence[float], places: int) -> float:
    """The average number of those who find no free place and wait."""
    return sum((n - places) * p for n, p in enumerate(share) if n > places)
