"""What a policy changed, place by place, and how the changes of several are put together.

A scenario is read as a tree: fields, names and list positions lead to its values. A
list of things that have a name of their own (covers, helps, expiries, officers, pairs
never both away) is read by that name, so that additions to it commute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


# place -> what names an element of the list there; "*" is any matter or desk
NAMED: dict[Path, Callable[[Any], Any]] = {
    ("cover",): lambda cover: (cover.a, cover.b),
    ("helps",): lambda help_: (help_.officer, help_.desk, help_.start, help_.end),
    ("never_both_away",): lambda group: group,
    ("matters", "*", "on_expiry"): lambda rule: rule.limit,
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
    before, after = _parts(old, path), _parts(new, path)
    if before is None or after is None or not _comparable(old, new, before, after, path):
        return {path: new}
    found: Changes = {}
    for key in dict.fromkeys((*before, *after)):
        a, b = before.get(key, GONE), after.get(key, GONE)
        found |= {(*path, key): b} if GONE in (a, b) else changes(a, b, (*path, key))
    return found


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
            both = isinstance(value, More) and isinstance(union.get(path), More)
            union[path] = More(union[path].by + value.by) if both else value
    return union


def rebuilt(old: Any, wanted: Changes, path: Path = ()) -> Any:
    """Return ``old`` with the changes made; what is new in a list or map comes last, sorted by name."""
    if path in wanted:
        value = wanted[path]
        return old + value.by if isinstance(value, More) else value
    depth = len(path)
    touched = dict.fromkeys(place[depth] for place in wanted if place[:depth] == path)
    if not touched:
        return old
    parts = _parts(old, path)
    new = {key: rebuilt(parts.get(key, GONE), wanted, (*path, key)) for key in touched}
    return _assembled(old, parts, new)


def _assembled(old: Any, parts: dict[Any, Any], new: dict[Any, Any]) -> Any:
    if isinstance(old, Part):
        return old.changed(*new.items())
    added = sorted((key for key in new if key not in parts), key=str)
    whole = {key: new.get(key, parts.get(key)) for key in (*parts, *added)}
    whole = {key: value for key, value in whole.items() if value is not GONE}
    return whole if isinstance(old, dict) else tuple(whole.values())


def _kind(path: Path) -> Path:
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
    if type(old) is not type(new):
        return False
    return not isinstance(old, tuple) or _kind(path) in NAMED or len(before) == len(after)


def _agree(path: Path, value: Any, other: Path, its: Any) -> bool:
    if path != other:
        return False
    return value == its or (isinstance(value, More) and isinstance(its, More))
