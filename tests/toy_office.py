"""Toy offices of a few files whose every stamp a trainer can work out by hand.

Moments are told as ``"05 09:00"``: day of January 2026 (Monday the 5th) and time, with
seconds where they are not nought. A spell of work is told as
``"0 s 甲 05 09:00 > 05 09:10 done"``: case, step, officer, from, to, and how it ended.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from xnsim.engines import Run, run
from xnsim.engines.compiled import numba_here
from xnsim.program import lower
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario
from xnsim.tape import TURNED_AWAY
from xnsim.worktime import FAR

Data = dict[str, Any]
ENGINES = ["simpy", "lists"] + ["kernel"] * (numba_here() is not None)
on_every_engine = pytest.mark.parametrize("engine", ENGINES)
HOW = ("done", "cut", "let go", "moot")
OUTCOMES = ("open", "approved", "refused", "deemed approved", "deemed renewed", "lapsed", "withdrawn", "turned away")
assert OUTCOMES[TURNED_AWAY] == "turned away"
FIRST = dt.datetime(2026, 1, 1)
START = dt.datetime(2026, 1, 5)


def stamp(second: int) -> str:
    """Tell a second from the start of the calendar as day of the month and time."""
    if second < 0 or second == FAR:
        return "-" if second < 0 else "never"
    moment = START + dt.timedelta(seconds=second)
    day = (moment.date() - FIRST.date()).days + 1       # days run on beyond the 31st
    return f"{day:02d} {moment:%H:%M:%S}".removesuffix(":00")


def moment(told: str) -> str:
    """Tell "05 09:00" as a scenario file does."""
    day, clock = told.split()
    return f"{(FIRST + dt.timedelta(days=int(day) - 1)).date()}T{clock}" + ":00" * (clock.count(":") == 1)


def serve(step: str, desk: str, effort: str, limit: Data | None = None) -> Data:
    """A step at a desk."""
    return {"serve": {"step": step, "desk": desk, "effort": effort} | ({"limit": limit} if limit else {})}


def matter(comes: list[str], route: list[Data], more: Data | None = None) -> Data:
    """A matter whose applicants come at known moments."""
    return {"arrivals": {"table": [moment(told) for told in comes]}, "route": route, **(more or {})}


def files(*rows: tuple[str, str], desk: str = "a", step: str = "s") -> Data:
    """Matters of one file and one step each: (moment of receipt, effort), in the order of their case numbers within a second."""
    return {f"m{i}": matter([comes], [serve(step, desk, effort)]) for i, (comes, effort) in enumerate(rows)}


class Told:
    """What a run left, told by the clock on the wall."""

    def __init__(self, made: Run) -> None:
        self.run = made
        officers = list(made.lowered.people.officers)
        rows = [{name: made.services[name][i] for name in made.services} for i in range(made.services.rows)]
        self.services = rows
        self.spells = [
            f"{row['case']} {made.lowered.steps[row['step']]} {officers[row['officer']] if row['officer'] >= 0 else '-'} "
            f"{stamp(int(row['start']))} > {stamp(int(row['end']))} {HOW[row['how']]}" for row in rows]

    def case(self, number: int) -> Data:
        """One row of the table of cases, as whole numbers."""
        return {name: int(self.run.cases[name][number]) for name in self.run.cases}

    def stamps(self, name: str) -> list[str]:
        """One column of moments of the table of cases."""
        return [stamp(int(second)) for second in self.run.cases[name]]

    @property
    def outcomes(self) -> list[str]:
        """How the cases ended, in the order of their numbers."""
        return [OUTCOMES[outcome] for outcome in self.run.cases["outcome"]]


def toy(desks: Data, matters: Data, more: Data | None = None) -> Data:
    """A toy office: no holidays, 09:00-12:00 and 13:30-17:30, or what ``more`` says instead."""
    return {"schema": 1, "name": "toy", "calendar": {"start": "2026-01-05", "holidays": "none"},
            "horizon": {"warm_up": "0 wd", "measure": "10 wd", "drain": "30 wd"}, "desks": desks, "matters": matters, **(more or {})}


def walk(engine: str, desks: Data, matters: Data, more: Data | None = None) -> Told:
    """Run a toy office with an engine."""
    scenario = Scenario.model_validate(toy(desks, matters, more))
    assert [str(problem) for problem in check(scenario)] == []
    return Told(run(lower(scenario), engine=engine))


DAY_AND_NIGHT: Data = {"calendar": {"start": "2026-01-05", "holidays": "none", "continuous": True}}


def away(name: str, *days: tuple[int, int]) -> Data:
    """An officer who is away from midnight to midnight on known days of January: (from, back on)."""
    return {"name": name, "absence": {"known": [{"from": f"2026-01-{a:02d}", "to": f"2026-01-{b:02d}"} for a, b in days]}}
