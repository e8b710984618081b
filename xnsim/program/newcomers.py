"""What the walk must know to receive a case during the run: which route is in force, which class, after which pause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xnsim import tape as t
from xnsim.draws import case_key, first_hash, name_key, stream_base, uniform
from xnsim.laws import law_value
from xnsim.program.laws_of import law_of
from xnsim.program.timers import works
from xnsim.scenario.route import Accept, Decide, Node
from xnsim.scenario.walk import walk

if TYPE_CHECKING:
    from xnsim.program.lower import Phase, Program
    from xnsim.program.route import RouteWriter
    from xnsim.program.sheet import Sheet
    from xnsim.worktime import Calendar

PAUSE = name_key("population", "pause")

Routes = dict[str, tuple[tuple[int, int], ...]]     # matter -> (from second, route)


def write_newcomers(sheet: "Sheet", phases: "list[Phase]", routes: Routes, writers: "list[RouteWriter]",
                    classes: list[tuple[tuple[int, float], ...]]) -> None:
    """Write the routes in force, the classes, the closed populations and who begins in the middle."""
    add, columns = sheet.add, sheet.columns
    for changes in routes.values():
        add("matter_route_at", len(columns["matter_route"]))
        add("matter_route_n", len(changes))
        columns["matter_route_from"].extend(begin for begin, _ in changes)
        columns["matter_route"].extend(route for _, route in changes)
    for rows in classes:
        add("route_class_at", len(columns["class_number"]))
        add("route_class_n", len(rows))
        running = 0.0
        for number, share in rows:
            running += share
            add("class_number", number)
            add("class_upto", running)
    _sources(sheet, phases, routes, writers)


def _sources(sheet: "Sheet", phases: "list[Phase]", routes: Routes, writers: "list[RouteWriter]") -> None:
    for number, (name, changes) in enumerate(routes.items()):
        known = [p.scenario.matters[name].sources for p in phases if name in p.scenario.matters]
        for k in range(max(len(sources) for sources in known)):
            spec = next(sources[k] for sources in known if k < len(sources))
            source, pause = sheet.add("source_matter", number), None if spec.population is None else spec.population.pause
            sheet.add("source_pause", -1 if pause is None else sheet.law(law_of(pause, sheet.day_seconds)))
            sheet.add("source_pause_open", 0 if pause is None else works(pause))
            for route in sorted({route for _, route in changes}) if spec.at_step else ():
                _begin(sheet, source, route, writers[route], spec.at_step or "")


def _begin(sheet: "Sheet", source: int, route: int, writer: "RouteWriter", step: str) -> None:
    """Write where a case begins that lies at a step already: what comes before it counts as done."""
    if step not in writer.firsts:
        return
    place = sheet.here
    before = _before(writer, step)
    if Accept in before or not any(isinstance(stop.node, Accept) for stop in walk(writer.matter.route, ())):
        sheet.op(t.CLOCK, t.ACCEPT)
    if Decide in before:
        sheet.op(t.CLOCK, t.DECIDE)
    sheet.op(t.GOTO, writer.firsts[step])
    for name, value in (("begin_source", source), ("begin_route", route), ("begin_place", place)):
        sheet.add(name, value)


def _before(writer: "RouteWriter", step: str) -> set[type[Node]]:
    """Return the kinds of milestones on the way to a step."""
    stops = list(walk(writer.matter.route, ()))
    here = next(stop for stop in stops if stop.step == step)
    return {type(stop.node) for stop in stops[: stops.index(here)] if stop.rooms == here.rooms[: len(stop.rooms)]}


def first_requests(program: "Program", source: int, seed: int, replication: int) -> list[int]:
    """Return when the members of a closed population come for the first time, in order: each begins with a pause."""
    stream = program.sources[source].stream
    base = stream_base(seed, replication, PAUSE)
    moments = (pause_over(program.tape, program.calendar, source, 0, base, case_key(stream.key, k)) for k in range(stream.population))
    return sorted(moment for moment in moments if moment < program.end)


def pause_over(tape: t.Tape, calendar: "Calendar", source: int, now: int, base: int, key: Any) -> int:
    """Return when a member of a closed population comes whose pause begins now; ``key`` names the case it brings."""
    law = tape.source_pause[source]
    length = max(1, law_value(tape.law_kind[law], tape.law_at[law], uniform(first_hash(base, key)), tape.law_par))
    return calendar.add(now, length) if tape.source_pause_open[source] else now + length
