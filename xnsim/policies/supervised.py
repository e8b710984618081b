"""Supervision is work too: short files that other files give rise to, desks that take them first, limits that can be watched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import floor

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy
from xnsim.policies.reach import chosen_matters, refused, with_matters
from xnsim.policies.routes import every_node, serves
from xnsim.policies.ways import minutes
from xnsim.program.lower import CIVIL_DAYS
from xnsim.scenario.finding import surely_not_shorter
from xnsim.scenario.matter import Arrivals, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Accept, End, Node, Route, Serve
from xnsim.scenario.timers import After, Timer
from xnsim.scenario.values import Span

A_DAY, LONGEST_SHARE = Span(1, "wd"), 10.0
FIRST = 9                       # the place of a supervisor's file in a line by priority
MINUTES = Label("分钟", "min")
WORKING_DAYS = Label("工作日", "working days")

OFFICES = Knob(Label("适用单位", "Offices"), Label("不写即全部单位;可逐个单位推开", "none named means all; roll out office by office"))


def applied_for(policy: Policy, names: tuple[str, ...], scenario: Scenario) -> dict[str, Matter]:
    """Return the matters a policy names; all that somebody applies for when it names none."""
    return {name: matter for name, matter in chosen_matters(policy, names, scenario).items() if names or matter.sources}


def with_limit(policy: Policy, names: tuple[str, ...], scenario: Scenario) -> dict[str, Matter]:
    """Return those of them that have a promised or a statutory limit."""
    return {name: matter for name, matter in applied_for(policy, names, scenario).items() if watched_limit(matter) is not None}


def watched_limit(matter: Matter) -> Span | None:
    """Return the limit a supervisor looks at: the promised one, where there is one, else the statutory one."""
    return matter.limits.promised or matter.limits.statutory


def before_limit(matter: Matter, workdays: float) -> After | None:
    """Return the moment so many working days before the limit ends; none where the limit is no longer than that."""
    ahead, limit = Span(workdays, "wd"), watched_limit(matter)
    return None if limit is None or surely_not_shorter(ahead, limit) else After(before=ahead)


def past_limit(matter: Matter, workdays: float) -> After:
    """Return the moment so many working days after the limit has ended; a limit in other units counts 7/5 of a day for each."""
    limit = watched_limit(matter) or A_DAY
    days = limit.amount if limit.unit == "wd" else limit.amount * CIVIL_DAYS[limit.unit] / CIVIL_DAYS["wd"]
    return After(share=min(LONGEST_SHARE, floor(1000 * (1 + workdays / days)) / 1000))


def no_quota(policy: Policy, matters: Mapping[str, Matter]) -> None:
    """Refuse where a licence is limited in number: nothing may be moved up its line (art. 57)."""
    for name, matter in matters.items():
        if matter.quota_order:
            raise refused(policy, f"事项“{name}”有数量限制,依行政许可法第57条按受理先后顺序作出决定,不能提前;请用 matters 只列其他事项",
                          f"matter “{name}” is limited in number and decided in order of acceptance (Administrative Licensing Law, art. 57), so nothing "
                          "may be moved up; list only other matters in matters")


def lead_desk(matter: Matter) -> str | None:
    """Return the desk that answers for a matter: the first behind the acceptance, else the first of all."""
    found: str | None = None
    for node in every_node(matter.route):
        if isinstance(node, Accept):
            found = None
        elif isinstance(node, Serve) and found is None:
            found = node.desk
    return found or next((serve.desk for serve in serves(matter.route)), None)


def at_parent(step: str, desk: str, amount: float, name: Label) -> Serve:
    """Return minutes of work at the desk where the supervised file lies; at its lead desk where it lies at none or at several."""
    return Serve(step=step, desk=desk, effort=(minutes(amount),), at_parent=True, name=name)


def short_file(name: Label, route: tuple[Node, ...]) -> Matter:
    """Return a matter nobody applies for: other files give rise to it, and it is taken before them."""
    return Matter(name=name, arrivals=Arrivals(spawned=True), priority=FIRST, route=route)


def each_time(name: str, after: After, matter: str, every: Span | None = None, at_most: int | None = None) -> Timer:
    """Return the timer that gives rise to a short file."""
    return Timer(name=name, after=after, every=every, at_most=at_most, do="spawn", matter=matter)


def watched(matter: Matter, *timers: Timer) -> Matter:
    """Return the matter with some timers more."""
    return matter.changed(("timers", (*matter.timers, *timers))) if timers else matter


def with_files(policy: Policy, scenario: Scenario, changed: dict[str, Matter], files: dict[str, Matter], why_none: Label) -> Scenario:
    """Return the scenario with matters changed and short files added; a name that is taken is refused."""
    for name in files:
        if name in scenario.matters:
            raise refused(policy, f"事项名“{name}”要留给督办件,方案中已有;请把原有事项改名",
                          f"the name “{name}” is wanted for the supervisor's files, and the scenario has such a matter; rename it")
    return with_matters(policy, scenario, {**changed, **files} if changed else {}, why_none)


def served_first(scenario: Scenario, desks: Collection[str]) -> Scenario:
    """Return the scenario in which these desks take a supervisor's file first; a desk with an order of its own keeps it."""
    return scenario.changed(("desks", {
        name: desk.changed(("order", "priority")) if name in desks and desk.order == "fifo" else desk for name, desk in scenario.desks.items()}))


def desks_of(matters: Collection[Matter]) -> set[str]:
    """Return every desk these matters pass."""
    return {serve.desk for matter in matters for serve in serves(matter.route)}


def at_end(route: Route, nodes: Route) -> Route:
    """Put nodes at the end of a route, before the node that closes the case if one is written."""
    return (*route[:-1], *nodes, route[-1]) if route and isinstance(route[-1], End) else (*route, *nodes)
