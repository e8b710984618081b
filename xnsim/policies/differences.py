"""What a policy changed, place by place, and how the changes of several are put together.

A scenario is read as a tree: fields, names and list positions lead to its values. A
list of things that have a name of their own (covers, helps, expiries, officers, pairs
never both away) is read by that name, so that additions to it commute. So is a route:
by its steps, so that two policies may each put in a node, each add work to a step, each
make a return rarer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xnsim.policies.differences_route import Gap, gaps, is_route, named_nodes, with_gaps
from xnsim.scenario.base import Part

Path = tuple[Any, ...]


class Gone:
    """What stands at a place where nothing stands."""

    def __repr__(self) -> str:
        return "—"


GONE = Gone()


@dataclass(frozen=True)
class More:
    """A head count went up or down by so many; two policies that do so add up."""

    by: int


@dataclass(frozen=True)
class Together:
    """What several policies change at once and each in its own measure: works added, or shares multiplied."""

    by: tuple[tuple[str, Any], ...]

    def signed(self, who: str) -> "Together":
        """Return the change with the name of the policy that makes it."""
        return Together(tuple((who, value) for _, value in self.by))

    def agrees(self, other: "Together") -> bool:
        """Say whether no policy changes the same in two measures."""
        mine = dict(self.by)
        return all(mine.get(who, value) == value for who, value in other.by)

    def plus(self, other: "Together") -> "Together":
        """Return both changes; a policy written twice counts once."""
        return Together(tuple(sorted({**dict(self.by), **dict(other.by)}.items(), key=lambda item: item[0])))


MORE_WORK = "+"                                     # the place after the last work of a step
SHARED = {"probability", "keep", "mean"}            # shares and mean counts that policies multiply

# place -> what names an element of the list there; "*" is any matter or desk
NAMED: dict[Path, Callable[[Any], Any]] = {
    ("cover",): lambda cover: (cover.a, cover.b),
    ("helps",): lambda help_: (help_.officer, help_.desk, help_.start, help_.end),
    ("secondments",): lambda loan: (loan.officer, loan.desk, loan.start, loan.end),
    ("desks", "*", "pace"): lambda pace: (pace.start, pace.end),
    ("never_both_away",): lambda group: group,
    ("matters", "*", "on_expiry"): lambda rule: rule.limit,
    ("matters", "*", "timers"): lambda timer: timer.name,
    ("desks", "*", "officers"): lambda officer: officer.name,
}
HEAD_COUNT = ("desks", "*", "officers")

Changes = dict[Path, Any]


def changes(old: Any, new: Any, path: Path = ()) -> Changes:
    """Return the places at which ``new`` differs from ``old``, each with its new value."""
    if old == new:
        return {}
    if _kind(path) == HEAD_COUNT and isinstance(old, int) and isinstance(new, int):
        return {path: More(new - old)}
    if is_route(old) and is_route(new):
        return _route_changes(old, new, path)
    if _is_more_work(old, new, path):
        return {(*path, MORE_WORK): Together((("", new[len(old):]),))} | changes(old, new[: len(old)], path)
    if path and path[-1] in SHARED and _is_number(old) and _is_number(new) and old > 0:
        return {path: Together((("", new),))}
    before, after = _parts(old, path), _parts(new, path)
    if before is None or after is None or not _comparable(old, new, before, after, path):
        return {path: new}
    found: Changes = {}
    for key in dict.fromkeys((*before, *after)):
        a, b = before.get(key, GONE), after.get(key, GONE)
        found |= {(*path, key): b} if GONE in (a, b) else changes(a, b, (*path, key))
    return found


def _route_changes(old: Any, new: Any, path: Path) -> Changes:
    """Return what changed in a route, step by step; all of it where nothing can be told apart."""
    inserted = gaps(old, new)
    if inserted is None:
        return {path: new}
    before, after = named_nodes(old), named_nodes(new)
    found: Changes = {(*path, *place): value for place, value in inserted.items()}
    for name, node in before.items():
        found |= changes(node, after[name], (*path, name)) if name in after else {(*path, name): GONE}
    return found


def _is_number(value: Any) -> bool:
    """Say whether a value is a number; yes and no are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_more_work(old: Any, new: Any, path: Path) -> bool:
    """Say whether works were added to those of a step."""
    return bool(path) and path[-1] == "effort" and isinstance(old, tuple) and isinstance(new, tuple) and len(new) > len(old)


def signed(found: Changes, who: str) -> Changes:
    """Return the changes with the policy's name at those that several policies make together."""
    return {path: value.signed(who) if isinstance(value, Together) else value for path, value in found.items()}


def clash(mine: Changes, theirs: Changes) -> Path | None:
    """Return the first place two sets of changes want differently, if there is one."""
    for path in sorted(mine, key=str):
        for other in sorted(theirs, key=str):
            short = min(len(path), len(other))
            if path[:short] == other[:short] and not _agree(path, mine[path], other, theirs[other]):
                return path[:short]
    return None


def put_together(sets: list[Changes]) -> Changes:
    """Return the union of changes that do not clash; head counts add up."""
    union: Changes = {}
    for one in sets:
        for path, value in one.items():
            there = union.get(path)
            if isinstance(value, More) and isinstance(there, More):
                union[path] = More(there.by + value.by)
            else:
                union[path] = there.plus(value) if isinstance(value, Together) and isinstance(there, Together) else value
    return union


def rebuilt(old: Any, wanted: Changes, path: Path = ()) -> Any:
    """Return ``old`` with the changes made; what is new in a list or map comes last, sorted by name."""
    if path in wanted:
        value = wanted[path]
        if isinstance(value, Together):
            return _together(old, value)
        return old + value.by if isinstance(value, More) else value
    depth = len(path)
    touched = dict.fromkeys(place[depth] for place in wanted if place[:depth] == path)
    if not touched:
        return old
    if isinstance(path[-1] if path else None, Gap):
        return {name: wanted[*path, name] for name in touched}
    parts = named_nodes(old) if is_route(old) else _parts(old, path)
    new = {key: rebuilt(parts.get(key, GONE), wanted, (*path, key)) for key in touched}
    return _assembled(old, parts, new)


def _assembled(old: Any, parts: dict[Any, Any], new: dict[Any, Any]) -> Any:
    """Put the parts together again, what is new in their midst."""
    if isinstance(old, Part):
        return old.changed(*new.items())
    if is_route(old):
        return with_gaps(parts, new, GONE)
    more = new.pop(MORE_WORK, ()) if isinstance(old, tuple) else ()
    added = sorted((key for key in new if key not in parts), key=str)
    whole = {key: new.get(key, parts.get(key)) for key in (*parts, *added)}
    whole = {key: value for key, value in whole.items() if value is not GONE}
    return whole if isinstance(old, dict) else (*whole.values(), *more)


def _together(old: Any, value: Together) -> Any:
    """Put together what each policy adds to the works, or by how much each multiplies a share."""
    if old is GONE:
        return tuple(work for _, works in value.by for work in works)
    if len(value.by) == 1:
        return value.by[0][1]
    product = old
    for _, new in value.by:
        product *= new / old
    return min(product, 1.0) if old <= 1 else product


def _kind(path: Path) -> Path:
    """Return a place with any matter or desk in the place of its name."""
    return (path[0], "*", *path[2:]) if len(path) > 1 and path[0] in ("matters", "desks") else path


def _parts(value: Any, path: Path) -> dict[Any, Any] | None:
    """Return what stands below a value, by name or position; ``None`` for a plain value."""
    if isinstance(value, Part):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        return value
    if not isinstance(value, tuple):
        return None
    name = NAMED.get(_kind(path))
    parts = {name(item): item for item in value} if name else dict(enumerate(value))
    return parts if len(parts) == len(value) else None


def _comparable(old: Any, new: Any, before: dict[Any, Any], after: dict[Any, Any], path: Path) -> bool:
    """Say whether two values can be told apart part by part."""
    if type(old) is not type(new):
        return False
    return not isinstance(old, tuple) or _kind(path) in NAMED or len(before) == len(after)


def _agree(path: Path, value: Any, other: Path, its: Any) -> bool:
    """Say whether two changes at places that meet can stand together."""
    if path != other:
        return False
    if isinstance(value, Together) and isinstance(its, Together):
        return value.agrees(its)
    return value == its or (isinstance(value, More) and isinstance(its, More))
