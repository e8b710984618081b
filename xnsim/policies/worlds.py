"""Two worlds: one in which a limit by itself moves nobody 无反应, one in which people pace their work by it 赶限.

A world is a way people are, not an institution: every alternative can be run in each. Which
channels let a limit act at all is read off the scenario here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xnsim.labels import Label
from xnsim.policies.base import Policy
from xnsim.policies.compose import Timeline, timeline
from xnsim.policies.routes import every_node, mapped, serves
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.response import RESPONSES, Curve
from xnsim.scenario.route import Clock, Node, Serve, Wait

WORLDS = tuple(RESPONSES)
ONLY_TOLD = frozenset({"warn", "extend"})               # effects of a timer that move nobody's work
CHANNELS = {
    "due_first": Label("先到期的先办", "the order by due date"),
    "threshold": Label("起作用的阈值(预警、督办、催办)", "thresholds that act (warnings, reports, chases)"),
    "exit": Label("到期的后果(默认、失效、不予)", "an exit at expiry (default, lapse, refusal)"),
    "response": Label("人的反应(赶限)", "people's response (work paced by the limit)"),
    "hold": Label("办好的件压到临近时限", "finished files held until the limit is near"),
    "haste": Label("临近时限时决定出错", "wrong decisions near the limit"),
}
"""The ways a limit can act, each to be switched on by a scenario or a policy; with none it is a measuring line (law 7)."""


def has_limit(matter: Matter) -> bool:
    """Say whether a matter has a limit of the case, statutory or promised, that people could look at."""
    return matter.limits.promised is not None or matter.limits.statutory is not None


def answering(matter: Matter, curve: Curve) -> Matter:
    """Return the matter in which every step at a desk answers to the limit by a curve; a step that has one of its own keeps it."""
    def change(node: Node) -> Node:
        """A step at a desk that answers to the limit."""
        return node.changed(("response", curve)) if isinstance(node, Serve) and not node.response else node

    return matter.changed(("route", mapped(matter.route, change)))


def unmoved(matter: Matter) -> Matter:
    """Return the matter in which nobody answers to the limit, at whatever step."""
    return matter.changed(("route", mapped(matter.route, lambda node: node.changed(("response", ())) if getattr(node, "response", ()) else node)))


def in_world(scenario: Scenario, policies: Sequence[Policy], world: str | None) -> Timeline:
    """Return the phases of a run in a world; ``None`` is the office as it was written.

    In 无反应 the office as found is rid of every response; what a policy brings in stays, for
    it is what is tried. In 赶限 every step of every matter that has a limit, those that policies
    bring in too, answers by the preset curve.
    """
    if world is None:
        return timeline(scenario, policies)
    if not RESPONSES[world]:
        return timeline(_each(scenario, unmoved), policies)
    paced = lambda matter: answering(matter, RESPONSES[world]) if has_limit(matter) else matter
    return tuple((day, _each(phase, paced)) for day, phase in timeline(scenario, policies))


def _each(scenario: Scenario, change: Any) -> Scenario:
    """Change every matter; the very same scenario where none changes."""
    matters = {name: change(matter) for name, matter in scenario.matters.items()}
    return scenario if matters == scenario.matters else scenario.changed(("matters", matters))


# ---- through which channel a limit acts ------------------------------------------------


@dataclass(frozen=True)
class LimitsAt:
    """The limits of one alternative over the whole run, as (matter, which, how long), and the channels through which they act."""

    matters: frozenset[str] = frozenset()
    limits: frozenset[tuple[str, str, str]] = frozenset()
    channels: tuple[str, ...] = ()

    def changed_from(self, base: LimitsAt) -> bool:
        """Say whether a matter that was there before has a limit that was not."""
        return any(limit not in base.limits for limit in self.limits if limit[0] in base.matters)


def limits_of(phases: Timeline) -> LimitsAt:
    """Return every limit that holds in any phase, and every channel that is open in any."""
    matters = [(name, scenario, matter) for _, scenario in phases for name, matter in scenario.matters.items()]
    limits = {(name, *each) for name, _, matter in matters for each in _limits(matter)}
    found = {channel for _, scenario, matter in matters for channel in channels(scenario, matter)}
    return LimitsAt(frozenset(name for name, _, _ in matters), frozenset(limits), tuple(channel for channel in CHANNELS if channel in found))


def channels(scenario: Scenario, matter: Matter) -> list[str]:
    """Return the channels through which the limits of one matter act; none: they only measure."""
    nodes, limits = list(every_node(matter.route)), matter.limits
    by_limit = [timer for timer in matter.timers if timer.after.share is not None or timer.after.before is not None]
    curve = matter.quality is not None and bool(matter.quality.pressure)
    cased = has_limit(matter)
    stands = {
        "due_first": cased and any(scenario.desks[serve.desk].order == "due_first" for serve in serves(matter.route) if serve.desk in scenario.desks),
        "threshold": any(timer.do not in ONLY_TOLD and timer.probability > 0 for timer in by_limit),
        "exit": any(rule.exit != "deemed_accepted" and getattr(limits, rule.limit) is not None for rule in matter.on_expiry)
        or any(node.limit is not None and node.limit.exit != "record" for node in nodes if isinstance(node, Serve)),
        "response": cased and any(getattr(node, "response", ()) for node in nodes),
        "hold": any(isinstance(node, Wait) and node.until is not None for node in nodes),
        "haste": cased and curve,
    }
    return [channel for channel in CHANNELS if stands[channel]]


def _limits(matter: Matter) -> list[tuple[str, str]]:
    """Return all limits of a matter in words."""
    nodes = list(every_node(matter.route))
    limits = [(kind, str(getattr(matter.limits, kind))) for kind in ("statutory", "promised", "acceptance") if getattr(matter.limits, kind)]
    steps = [(node.step, str(node.limit.within)) for node in nodes if isinstance(node, Serve) and node.limit is not None]
    return [*limits, *steps, *(("clock", str(node.promised)) for node in nodes if isinstance(node, Clock) and node.promised)]
