"""Limits as they are counted: working days, calendar days, months, or exact spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xnsim.scenario.values import Span
from xnsim.worktime import DAY, MONTH, SPAN, WD

if TYPE_CHECKING:
    from xnsim.program.sheet import Sheet

NO_LIMIT = -1


@dataclass(frozen=True)
class Units:
    """How a limit is counted and how many."""

    kind: int
    units: int


def units_of(span: Span | None, sheet: "Sheet") -> Units:
    """Return how a written limit counts; ``None`` is no limit."""
    if span is None:
        return Units(NO_LIMIT, 0)
    if span.unit == "mo":
        return Units(MONTH, int(span.amount))
    if span.unit in ("wd", "d") and span.amount == int(span.amount):
        return Units(WD if span.unit == "wd" else DAY, int(span.amount))
    return Units(SPAN, round(span.seconds(sheet.day_seconds)))
