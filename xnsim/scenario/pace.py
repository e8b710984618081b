"""Pace 快慢: how fast people work as the calendar goes, never as the load goes (fatigue, campaigns, a push before each reading)."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from xnsim.scenario.base import Part
from xnsim.scenario.values import SpanField


class Pace(Part):
    """A stretch of the calendar at another speed: ``speed`` on its first day, ``per_day`` more each civil day after.

    ``from`` the first day (else the first on which the scenario has it) up to and without ``to`` (else to the end).
    Several stretches at once multiply.
    """

    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")
    speed: float = Field(1.0, gt=0, le=5)
    per_day: float = Field(0.0, ge=-1, le=1)


class PaceEvery(Part):
    """A push before each reading 每期通报: on its day work goes at ``rise``, and half as much faster each ``half_life`` before.

    The k-th reading is so many working days (or civil days, as ``every`` counts) times k after the start.
    """

    every: SpanField
    rise: float = Field(gt=0, le=5)
    half_life: SpanField
