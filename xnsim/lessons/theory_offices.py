"""The offices of the published theory cases, run so many days for a lesson and read as the proof reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from xnsim.engines import run
from xnsim.lessons.one_desk import SEED
from xnsim.program import Program, lower
from xnsim.proof.seen import Seen
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Horizon
from xnsim.scenario.values import Span

Phases = Sequence[tuple[dt.date | None, Scenario]]


def lasting(office: Scenario | Phases, warm_up: float, measure: float, drain: float) -> Program:
    """Return an office made ready to run for so many days: before the measurement, in it, and after it."""
    spans = [Span(float(days), "d") for days in (warm_up, measure, drain)]
    horizon = ("horizon", Horizon(warm_up=spans[0], measure=spans[1], drain=spans[2]))
    if isinstance(office, Scenario):
        return lower(office.changed(horizon))
    return lower([(day, scenario.changed(horizon)) for day, scenario in office])


def seen_in(program: Program, replication: int) -> Seen:
    """Run one replication and return it with the questions that theory answers."""
    return Seen(run(program, SEED, replication))
