"""Who applies when: sources of applicants as instants or as intensities over civil time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xnsim.draws import name_key
from xnsim.scenario.matter import WEEKDAYS, Arrivals
from xnsim.worktime import FAR, Calendar

if TYPE_CHECKING:
    from xnsim.program.lower import Phase

DAY = 86400


@dataclass(frozen=True)
class Stream:
    """One source over the whole run.

    ``breaks``/``cumulative``: expected arrivals up to each civil second (a Poisson
    source); ``instants``: fixed seconds (slots, a table, what lay there at the start).
    ``keep`` lists (from, share): who still comes from that second on.
    """

    matter: int
    key: int
    batch: int
    breaks: tuple[float, ...]
    cumulative: tuple[float, ...]
    instants: tuple[int, ...]
    keep: tuple[tuple[int, float], ...]
    any_breaks: tuple[float, ...] = (0.0,)          # the same expected arrivals, if people could come at any hour
    any_cumulative: tuple[float, ...] = (0.0,)
    population: int = 0         # members of a closed circle: their first requests are dealt, the others arise in the run


def streams_of(phases: "list[Phase]", matters: dict[str, int], calendar: Calendar, end: int) -> list[Stream]:
    """Return every source of every matter, in file order, with its phases joined."""
    found = []
    for name, number in matters.items():
        count = max(len(p.scenario.matters[name].sources) for p in phases if name in p.scenario.matters)
        for k in range(count):
            specs = [(p, p.scenario.matters[name].sources[k]) for p in phases
                     if name in p.scenario.matters and k < len(p.scenario.matters[name].sources)]
            free = any(channel.hours == "always" for p, _ in specs for channel in p.scenario.matters[name].channels.values())
            found.append(_stream(specs, number, name_key("source", name, str(k)), calendar, end, free))
    return found


def _even_rate(spec: Arrivals, calendar: Calendar) -> float:
    """As many arrivals in the long run, spread evenly over day and night (a second), holidays too."""
    whole = calendar.days * DAY
    return sum(rate * (b - a) for a, b, rate in _pieces(spec, calendar, 0, whole)) / whole


def _stream(specs: "list[tuple[Phase, Arrivals]]", matter: int, key: int, calendar: Calendar, end: int, free: bool) -> Stream:
    breaks, cumulative, instants, keep = [0.0], [0.0], [], []
    any_breaks, any_cumulative = [0.0], [0.0]
    for phase, spec in specs:
        begin, stop = phase.begin, min(phase.end, end)
        no_show = spec.appointments.no_show if spec.appointments else 0.0
        keep.append((begin, spec.keep * (1.0 - no_show)))
        if spec.poisson is not None:
            for a, b, rate in _pieces(spec, calendar, begin, stop):
                _extend(breaks, cumulative, a, b, rate)
            if free and begin < stop:
                _extend(any_breaks, any_cumulative, begin, stop, _even_rate(spec, calendar))
        instants += [x for x in _instants(spec, calendar, end) if begin <= x < stop]
    return Stream(matter, key, specs[0][1].batch, tuple(breaks), tuple(cumulative), tuple(sorted(instants)), tuple(keep),
                  tuple(any_breaks), tuple(any_cumulative), next((spec.population.size for _, spec in specs if spec.population), 0))


def _extend(breaks: list[float], cumulative: list[float], a: int, b: int, rate: float) -> None:
    if a > breaks[-1]:
        breaks.append(float(a))
        cumulative.append(cumulative[-1])
    breaks.append(float(b))
    cumulative.append(cumulative[-1] + rate * (b - a))


def _instants(spec: Arrivals, calendar: Calendar, end: int) -> list[int]:
    if spec.initial:
        return [0] * spec.initial
    if spec.table:
        midnight = dt.datetime.combine(calendar.start, dt.time())
        return [int((moment - midnight).total_seconds()) for moment in spec.table]
    if spec.appointments is None:
        return []
    every = spec.appointments.every.seconds(calendar.day_seconds)
    slots, k = [], 0
    while (instant := calendar.instant(int(k * every))) < min(end, FAR):
        slots.append(instant)
        k += 1
    return slots


def _pieces(spec: Arrivals, calendar: Calendar, begin: int, stop: int) -> list[tuple[int, int, float]]:
    """Cut [begin, stop) into pieces of constant intensity (arrivals a second)."""
    always = spec.profile == "always"
    opens = [(0, calendar.days * DAY)] if always else zip(calendar.opens, calendar.closes, strict=True)
    base = spec.poisson.amount / _unit_seconds(spec, calendar)
    weigh = bool(spec.by_hour or spec.by_weekday)
    scale = _mean_weight(spec, calendar, always) if spec.by_hour else 1.0
    if scale == 0:
        return []  # all weight lies on hours at which nobody can come
    pieces = []
    for a, b in opens:
        a, b = max(a, begin), min(b, stop)
        while a < b:
            upto = min(b, (a // 3600 + 1) * 3600) if weigh else b
            weight = _weight(spec, calendar, a) / scale if weigh else 1.0
            if weight > 0:
                pieces.append((a, upto, base * weight))
            a = upto
    return pieces


def _unit_seconds(spec: Arrivals, calendar: Calendar) -> float:
    return calendar.day_seconds if spec.poisson.unit == "wd" else {"s": 1, "min": 60, "h": 3600, "d": DAY}[spec.poisson.unit]


def _weight(spec: Arrivals, calendar: Calendar, at: int) -> float:
    weekday = WEEKDAYS[calendar.date_of(at).weekday()]
    return spec.by_hour.get(at % DAY // 3600, 0.0 if spec.by_hour else 1.0) * spec.by_weekday.get(weekday, 1.0)


def _mean_weight(spec: Arrivals, calendar: Calendar, always: bool) -> float:
    """The weight an open second of an ordinary day has on average; the rate keeps its meaning."""
    if always:
        return sum(spec.by_hour.get(h, 0.0) for h in range(24)) / 24
    first = calendar.opens[0] // DAY
    total = seconds = 0.0
    for a, b in zip(calendar.opens, calendar.closes, strict=True):
        if a // DAY != first:
            break
        while a < b:
            upto = min(b, (a // 3600 + 1) * 3600)
            total += spec.by_hour.get(a % DAY // 3600, 0.0) * (upto - a)
            seconds += upto - a
            a = upto
    return total / seconds
