"""Timers of a matter become rows of the tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import laws, tape as t
from xnsim.draws import name_key
from xnsim.program.laws_of import law_of
from xnsim.program.limits import units_of
from xnsim.scenario.check_timers import limit_of
from xnsim.scenario.matter import Matter
from xnsim.scenario.timers import After, Timer
from xnsim.scenario.values import Dist, Span

if TYPE_CHECKING:
    from xnsim.program.route import RouteWriter
    from xnsim.program.sheet import Sheet

EFFECTS = {"warn": t.WARN, "raise": t.RAISE, "to_head": t.TO_HEAD, "spawn": t.GIVE_RISE, "extend": t.EXTEND,
           "lapse": t.LAPSE, "abandon": t.ABANDON, "find": t.FIND}
OF_LIMIT, CIVIL, WORKING = 0, 1, 2


def write_timers(writer: "RouteWriter", matter: Matter, matters: dict[str, int]) -> None:
    """Write the timers of a route; ``matters`` number what may be spawned."""
    sheet = writer.sheet
    sheet.add("route_timer_at", len(sheet.columns["timer_form"]))
    sheet.add("route_timer_n", len(matter.timers))
    for timer in matter.timers:
        _when(writer, timer.name, timer.after, matter)
        _again(sheet, timer)
        _effect(writer, timer, matters)


def works(dist: Dist | Span) -> int:
    """Say whether a length of time is working time (1): it is when it was written in working days."""
    spans = dist.spans if isinstance(dist, Dist) else (dist,)
    return 1 if any(span.unit == "wd" for span in spans) else 0


def spawn_row(sheet: "Sheet", name: str) -> int:
    """Write the name by which spawned cases get their keys; return its row."""
    return sheet.add("spawn_key", name_key("spawn", name))


def _when(writer: "RouteWriter", name: str, after: After, matter: Matter) -> None:
    add, key = writer.sheet.add, limit_of(after, matter)
    add("timer_statutory", 1 if key == "statutory" else 0)
    if after.span is not None:
        form, amount, unit = t.SINCE, writer.duration(name, "timer", after.span), WORKING if works(after.span) else CIVIL
    elif after.share is not None:
        form, amount, unit = t.SHARE, round(after.share * 1000), OF_LIMIT
    else:
        form, (amount, unit) = t.BEFORE, _before(after.before or Span(0, "s"), getattr(matter.limits, key), writer.sheet)
    add("timer_form", form)
    add("timer_amount", amount)
    add("timer_unit", unit)


def _before(span: Span, limit: Span | None, sheet: "Sheet") -> tuple[int, int]:
    """Count in the limit's own units where both are whole units of a kind, else in exact seconds."""
    if limit is not None and span.unit == limit.unit and units_of(span, sheet).kind == units_of(limit, sheet).kind:
        return units_of(span, sheet).units, OF_LIMIT
    return round(span.seconds(sheet.day_seconds)), WORKING if works(span) else CIVIL


def _again(sheet: "Sheet", timer: Timer) -> None:
    every = timer.every
    sheet.add("timer_every", 0 if every is None else max(1, round(every.seconds(sheet.day_seconds))))
    sheet.add("timer_every_open", 0 if every is None else works(every))
    sheet.add("timer_most", 1 if every is None else -1 if timer.at_most is None else timer.at_most)


def _effect(writer: "RouteWriter", timer: Timer, matters: dict[str, int]) -> None:
    sheet, rises = writer.sheet, timer.do == "spawn"
    sheet.add("timer_do", EFFECTS[timer.do])
    sheet.add("timer_chance", writer.stream(timer.name, "chance", laws.bernoulli(timer.probability)))
    sheet.add("timer_matter", matters[timer.matter] if rises and timer.matter else -1)
    sheet.add("timer_step", sheet.step(timer.name))
    sheet.add("timer_spawn", spawn_row(sheet, timer.name) if rises else -1)
    takes = timer.approval
    sheet.add("timer_approval", -1 if takes is None else writer.stream(timer.name, "approval", law_of(takes, sheet.day_seconds)))
