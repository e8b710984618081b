"""Which newer words a scenario uses, found by its fields: who reads a program can ask before walking it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from xnsim.scenario.base import Part
from xnsim.scenario.model import Scenario

# a field that is not left at its default -> the word; a verb of a route -> itself
FIELDS = {
    "Arrivals.spawned": "spawn", "Arrivals.population": "population", "Arrivals.at_step": "at_step",
    "Matter.timers": "timers", "Serve.at_parent": "spawn", "Serve.patience": "patience", "Desk.capacity": "capacity",
    "Serve.officers": "team", "Desk.batch": "batch", "Desk.preempt": "preempt", "Parallel.on_refusal": "on_refusal",
    "Help.when_line": "when_line", "Officer.pace": "pace", "Desk.pace": "pace",
    "Place.pace": "pace", "Officer.pace_every": "pace", "Desk.pace_every": "pace", "Place.pace_every": "pace",
    "Matter.channels": "channel", "Option.channel": "channel", "Matter.quality": "quality", "Serve.response": "response",
    "Return.response": "response", "Choose.response": "response", "Spawn.response": "response", "Refuse.response": "response",
    "Wait.until": "wait_until", "Clock.promised": "set_limit", "Clock.backlog": "backlog",
}
VALUES = {("Wait.who", "extraneous"): "extraneous"}    # a value that is a word, where others of its field are not
VERBS = {"Spawn": "spawn", "Transfer": "transfer", "Gate": "gate"}


def words_of(scenarios: Iterable[Scenario]) -> frozenset[str]:
    """Return the newer words that these scenarios use."""
    return frozenset(word for scenario in scenarios for word in _words(scenario))


@cache
def _looked_at(kind: type[Part]) -> dict[str, tuple[Any, str | None, dict[str, str]]]:
    """Return the fields of a part by name: default, the word that using it is, and the words that some of its values are."""
    named = {name: f"{kind.__name__}.{name}" for name in kind.model_fields}
    return {name: (field.default, FIELDS.get(named[name]), {value: word for (place, value), word in VALUES.items() if place == named[name]})
            for name, field in kind.model_fields.items()}


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, Part):
        kind = type(thing).__name__
        if kind in VERBS:
            yield VERBS[kind]
        looked_at = _looked_at(type(thing))
        for name in thing.model_fields_set:
            default, word, values = looked_at[name]
            value = getattr(thing, name)
            if word is not None and value != default:
                yield word
            if isinstance(value, str) and value in values:
                yield values[value]
            elif isinstance(value, (Part, dict, tuple)) and value:
                yield from _words(value)
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _words(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from _words(value)
