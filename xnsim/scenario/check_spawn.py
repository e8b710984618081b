"""Cases that give rise to others: to a matter that exists, in time, and not for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xnsim.scenario.check_timers import MATTER
from xnsim.scenario.finding import Finding, found, is_zero, unknown
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Gate, Serve, Spawn, Transfer, Wait
from xnsim.scenario.sheet import Where
from xnsim.scenario.walk import Stop

TAKES_TIME = (Serve, Wait, Gate, Transfer)


def spawn_findings(scenario: Scenario, routes: Mapping[str, list[Stop]]) -> Iterator[Finding]:
    """Check every spawn and transfer of every route, and the rings they make."""
    for stops in routes.values():
        for stop in stops:
            if isinstance(stop.node, Spawn) and stop.node.matter not in scenario.matters:
                yield unknown((*stop.where, "matter"), MATTER, stop.node.matter, scenario.matters)
            yield from _transfer(stop)
            yield from _at_parent(stop, scenario)
    certain = {name: [(s.where, s.node.matter) for s in stops if _surely(s)] for name, stops in routes.items()}
    sudden = {name: [(s.where, s.node.matter) for s in _at_once(stops)] for name, stops in routes.items()}
    rings = set()
    for where, ring in _rings(certain):
        rings.add(where)
        yield found((*where, "matter"), f"事项之间必定互相产生,没完没了:{'、'.join(ring)};请改小 probability 或 count",
                    f"these matters surely give rise to each other for ever: {', '.join(ring)}; lower probability or count", _looked(routes, ring))
    for where, ring in _rings(sudden):
        if where not in rings:
            yield found((*where, "matter"), f"事项未经办理就互相产生:{'、'.join(ring)};请在 spawn 之前放一个 serve 或 wait",
                        f"these matters give rise to each other before any work or wait: {', '.join(ring)}; put a serve or a wait before the spawn",
                        _looked(routes, ring))


def _looked(routes: Mapping[str, list[Stop]], ring: list[str]) -> list[Where]:
    return [("matters", name, "route") for name in ring if name in routes]


def _at_parent(stop: Stop, scenario: Scenario) -> Iterator[Finding]:
    name = str(stop.where[1])
    if isinstance(stop.node, Serve) and stop.node.at_parent and scenario.matters[name].sources:
        yield found((*stop.where, "at_parent"), "at_parent 只用于 arrivals: spawned 的事项(由别的办件引起);请删去,或改 arrivals",
                    "at_parent belongs to matters with arrivals: spawned, to which other cases give rise; delete it, or change arrivals",
                    [("matters", name, "arrivals")])


def _transfer(stop: Stop) -> Iterator[Finding]:
    node = stop.node
    if isinstance(node, Transfer):
        if node.lost > 0 and node.found_after is None:
            yield found((*stop.where, "found_after"), "会丢件就要写多久后找到;请补上,如 found_after: exp(10 d)",
                        "what may be lost must turn up; add e.g. found_after: exp(10 d)", [(*stop.where, "lost")])
        if node.lost > 0 and node.found_after is not None and is_zero(node.found_after):
            yield found((*stop.where, "found_after"), "丢件当即找到,等于没丢;请改为正数,或删去 lost",
                        "what is found at once was not lost; make it positive, or delete lost")


def _surely(stop: Stop) -> bool:
    """Say whether every case that comes along spawns at least one here."""
    node = stop.node
    return isinstance(node, Spawn) and node.probability * node.count >= 1 and not any("options" in room for room in stop.rooms)


def _at_once(stops: list[Stop]) -> Iterator[Stop]:
    """Return the spawns of a route that come before any work or wait."""
    for stop in stops:
        if isinstance(stop.node, TAKES_TIME):
            return
        if isinstance(stop.node, Spawn) and stop.node.probability > 0:
            yield stop


def _rings(edges: dict[str, list[tuple[Where, str]]]) -> Iterator[tuple[Where, list[str]]]:
    """Return each spawn that closes a ring of matters, with the matters of the ring; one a ring."""
    told: set[frozenset[str]] = set()
    for name in edges:
        ways = [(where, target, [name]) for where, target in edges[name]]
        while ways:
            where, target, passed = ways.pop()
            if target == name and frozenset(passed) not in told:
                told.add(frozenset(passed))
                yield where, passed
            elif target not in passed:
                ways += [(where, further, [*passed, target]) for _, further in edges.get(target, [])]
