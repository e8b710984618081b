"""Cases that lie open on the first day: where they may lie, and what an office that begins with them cannot have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Protocol

from xnsim.scenario.finding import Finding, found, unknown
from xnsim.scenario.check_timers import MATTER
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Gate, Serve
from xnsim.scenario.sheet import Where
from xnsim.scenario.walk import walk


class OpenRow(Protocol):
    """A case that lies in the office: its matter, the step at which it waits, when its papers were handed in (local time)."""

    matter: str
    step: str
    received: dt.datetime


def open_findings(scenario: Scenario, rows: Iterable[OpenRow]) -> Iterator[Finding]:
    """Check a table of open cases against the office in which they lie."""
    listed = list(rows)
    if listed:
        yield from _unfit_office(scenario)
    for number, row in enumerate(listed):
        yield from _unfit(scenario, row, ("open_cases", number))


def _unfit_office(scenario: Scenario) -> Iterator[Finding]:
    """What counts from the first day of the run, and so would begin with the oldest receipt."""
    for name, matter in scenario.matters.items():
        if any(source.population is not None or source.appointments is not None for source in matter.sources):
            yield found(("matters", name, "arrivals"), "封闭人群和预约时段从模拟第一天排起,不能与在办件一同开始;请改写 arrivals",
                        "a closed circle and booked slots are laid out from the first day of the run and cannot begin with open cases; rewrite arrivals")
    for where, part in _paced(scenario):
        if part.pace_every is not None:
            yield found((*where, "pace_every"), "pace_every 从模拟第一天数起,不能与在办件一同开始;请改用带日期的 pace",
                        "pace_every counts from the first day of the run and cannot begin with open cases; use a dated pace")


def _paced(scenario: Scenario) -> Iterator[tuple[Where, object]]:
    yield from ((("offices", name), place) for name, place in scenario.offices.items())
    for name, desk in scenario.desks.items():
        yield ("desks", name), desk
        if isinstance(desk.officers, tuple):
            yield from ((("desks", name, "officers", number), one) for number, one in enumerate(desk.officers))


def _unfit(scenario: Scenario, row: OpenRow, where: Where) -> Iterator[Finding]:
    """Nothing may move an open case before the doors open: it lies at a desk that counts its officers, or before a session."""
    if row.matter not in scenario.matters:
        yield unknown((*where, "matter"), MATTER, row.matter, scenario.matters)
        return
    if row.received.tzinfo is not None or row.received.date() >= scenario.calendar.start:
        yield found((*where, "received"),
                    f"收件时刻 {row.received} 应早于方案的第一天 {scenario.calendar.start},只写当地时刻;当天及以后到来的请写进 arrivals",
                    f"receipt at {row.received} must lie before the scenario's first day {scenario.calendar.start}, in local time; who comes later belongs in arrivals")
    stops = {stop.step: stop.node for stop in walk(scenario.matters[row.matter].route, ()) if isinstance(stop.node, (Serve, Gate))}
    fit = [step for step, stop in stops.items() if isinstance(stop, Gate) or _waits(scenario, stop)]
    if row.step not in fit:
        yield found((*where, "step"),
                    f"在办件不能停在“{row.step}”;只能停在人数有限、没有耐心和限号、下班不清场的岗位,或等会处:{'、'.join(fit)}",
                    f"an open case cannot lie at “{row.step}”; only at a desk that counts its officers, without patience or a limit of seats, "
                    f"where nobody is sent home at closing, or before a session: {', '.join(fit)}")


def _waits(scenario: Scenario, node: Serve) -> bool:
    desk = scenario.desks.get(node.desk)
    return desk is not None and desk.officers != "unlimited" and desk.capacity is None and desk.closing != "turn_away" and node.patience is None
