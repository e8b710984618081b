"""Queueing formulas: what theory says an office must do, for tests and for lessons.

One file a subject; every formula is a pure function, numbers in, numbers out, in the unit of time of
its rates. ``registry`` finds the formula of a published case by the name of its model.

At or beyond full load a mean is ``inf`` and an on-time share is 0: that is what the long run brings.
"""

from __future__ import annotations

from xnsim.theory import (
    absence,
    birth_death,
    deadlines,
    environment,
    networks,
    parallel,
    populations,
    priorities,
    rankings,
    registry,
    scorecard,
    sessions,
    single_desk,
    variability,
    windows,
)

__all__ = [
    "absence",
    "birth_death",
    "deadlines",
    "environment",
    "networks",
    "parallel",
    "populations",
    "priorities",
    "rankings",
    "registry",
    "scorecard",
    "sessions",
    "single_desk",
    "variability",
    "windows",
]
