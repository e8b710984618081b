"""How many apply for what, and how fewer come: reckoned from the scenario as it is written, before any run."""

from __future__ import annotations

from xnsim.policies.routes import serves
from xnsim.scenario.matter import Arrivals, Matter
from xnsim.scenario.model import Scenario
from xnsim.worktime import DAY_S, parse_hours

UNIT_S = {"s": 1, "min": 60, "h": 3600}


def day_seconds(scenario: Scenario) -> int:
    """Return the open seconds of one ordinary working day."""
    if scenario.calendar.continuous:
        return DAY_S
    return sum(end - begin for begin, end in map(parse_hours, scenario.calendar.hours))


def arrivals_a_day(scenario: Scenario) -> dict[str, float]:
    """Return how many applicants each matter has on a working day; who comes at known moments is spread over the run's days."""
    open_s, horizon = day_seconds(scenario), scenario.horizon
    days = sum(span.seconds(open_s) for span in (horizon.warm_up, horizon.measure, horizon.drain)) / open_s
    return {name: sum(source.keep * _a_day(source, open_s, days) for source in matter.sources) for name, matter in scenario.matters.items()}


def _a_day(source: Arrivals, open_s: int, days: float) -> float:
    """Return how many a source brings on a working day."""
    found = (source.initial + len(source.table)) / days if days else 0.0
    if source.poisson is not None:
        unit = source.poisson.unit
        found += source.batch * source.poisson.amount * (open_s / UNIT_S[unit] if unit in UNIT_S else 1.0)
    if source.appointments is not None:
        found += (1 - source.appointments.no_show) * open_s / source.appointments.every.seconds(open_s)
    return found


def thinned(matter: Matter, share: float, only_first: bool = False) -> Matter:
    """Return the matter to which only a share of the applicants still comes; the others of them are the same persons.

    ``only_first``: they pass the first step at a desk and no other.
    """
    sources = tuple(source.changed(("keep", source.keep * share)) for source in matter.sources)
    new = matter.changed(("arrivals", sources if isinstance(matter.arrivals, tuple) else sources[0]))
    first = serves(matter.route)[:1]
    if not only_first or not first:
        return new
    rules = tuple(rule for rule in matter.on_expiry if rule.limit != "acceptance" and rule.go_to == "end")
    return new.changed(("route", tuple(first)), ("limits", matter.limits.changed(("acceptance", None))), ("on_expiry", rules))
