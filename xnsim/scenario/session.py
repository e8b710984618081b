"""Standing sessions 例会: a body that meets at known moments and hears what lies before it."""

from __future__ import annotations

from pydantic import Field

from xnsim.scenario.base import LabelField, Part
from xnsim.scenario.values import SpanField


class Session(Part):
    """A body that meets every so often, from the start of the run, in the working time of the calendar.

    The first session is ``first`` (default: ``every``) after the start, on the first open
    second from then. ``seats`` is how many files it hears (none given: all that wait);
    below a ``quorum`` of files that could be heard it does not meet.
    """

    every: SpanField
    first: SpanField | None = None
    name: LabelField | None = None
    seats: int | None = Field(None, ge=1, le=100_000)
    quorum: int | None = Field(None, ge=1, le=100_000)
