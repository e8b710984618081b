"""Which newer words a scenario uses, found by its fields: who reads a program can ask before walking it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    "Wait.until": "wait_until", "Clock.promised": "set_limit",
}
VALUES = {("Wait.who", "extraneous"): "extraneous"}    # a value that is a word, where others of its field are not
VERBS = {"Spawn": "spawn", "Transfer": "transfer", "Gate": "gate"}


def words_of(scenarios: Iterable[Scenario]) -> frozenset[str]:
    """Return the newer words that these scenarios use."""
    return frozenset(word for scenario in scenarios for word in _words(scenario))


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, Part):
        kind = type(thing).__name__
        if kind in VERBS:
            yield VERBS[kind]
        for name, field in type(thing).model_fields.items():
            value = getattr(thing, name)
            if f"{kind}.{name}" in FIELDS and value != field.default:
                yield FIELDS[f"{kind}.{name}"]
            if isinstance(value, str) and (f"{kind}.{name}", value) in VALUES:
                yield VALUES[f"{kind}.{name}", value]
            yield from _words(value)
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _words(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from _words(value)
