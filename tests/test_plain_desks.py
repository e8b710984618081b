"""Plain desks, swept or walked event by event: equal to the readable engine in every column."""

from __future__ import annotations

import json
from typing import Any

from alike import assert_alike, compiled_too
from hypothesis import given, settings
from hypothesis.strategies import booleans
from offices import OFFICES, Office, office, offices
from toy_office import serve, toy

from xnsim.engines.sweep_plan import plain_desks

RANDOM = settings(OFFICES, derandomize=True)
ACTS = ("on_expiry", "extension")


def calm(drawn: Office, closes: bool) -> Office:
    """The first phase of a random office without all that makes a desk more than plain; ties and overload stay, and office hours if it closes."""
    data = json.loads(drawn.phases[0][1])
    if not closes:
        data["calendar"] = {"start": data["calendar"]["start"], "holidays": "none", "continuous": True}
        data["offices"] = {"back": {"hall": False}, "night": {"hall": True}}
    for key in ("cover", "helps", "never_both_away"):
        data.pop(key, None)
    data["desks"] = {name: {"officers": heads(spec.get("officers", 1)), "office": spec.get("office", "hall")} for name, spec in data["desks"].items()}
    for matter in data["matters"].values():
        for key in ACTS:
            matter.pop(key, None)
    return office((None, {**data, "matters": {name: plain(matter) for name, matter in data["matters"].items()}}))


def heads(officers: Any) -> int:
    """How many they are, without their names and absences."""
    return len(officers) if isinstance(officers, list) else 2 if officers == "unlimited" else officers


def plain(node: Any) -> Any:
    """A part of a matter without limits of a step, stopped clocks, and defects."""
    if isinstance(node, list):
        return [plain(item) for item in node if not (isinstance(item, dict) and "clock" in item and isinstance(item["clock"], dict))]
    if not isinstance(node, dict):
        return node
    kept = {key: plain(value) for key, value in node.items() if key != "limit" and not (key == "clock" and isinstance(value, str))}
    if "defects" in kept:
        kept.pop("defects")
        kept["probability"] = 0.4
    return kept


@settings(RANDOM, max_examples=200)
@given(offices(), booleans())
def test_plain_offices_on_lists(drawn: Office, closes: bool):
    """Of 200 plain offices full of ties, SimPy and the fast engine on lists leave the same tables."""
    program = calm(drawn, closes).program
    assert plain_desks(program)
    assert_alike(program, "simpy", "lists")


@compiled_too
@settings(RANDOM, max_examples=120)
@given(offices(), booleans())
def test_plain_offices_compiled(drawn: Office, closes: bool):
    """Of 120 plain offices SimPy and the compiled engine leave the same tables."""
    assert_alike(calm(drawn, closes).program, "simpy", "kernel", seed=3, replication=1)


@compiled_too
def test_room_for_a_crowd():
    """A thousand applicants in one second, in three branches, do not fit into the first tables: more room is made."""
    route = [{"parallel": {"branches": {name: {"route": [serve(name, name, "7 min")]} for name in "abc"}}}, serve("end", "a", "1 min")]
    crowd = toy({name: {"officers": 2} for name in "abc"}, {"m": {"arrivals": {"appointments": {"every": "1 d"}, "batch": 1000}, "route": route}},
                {"calendar": {"start": "2026-01-05", "continuous": True, "holidays": "none"},
                 "horizon": {"warm_up": "0 d", "measure": "1 d", "drain": "9 d"}})
    program = office((None, crowd)).program
    assert plain_desks(program)
    run = assert_alike(program, "lists", "kernel")
    assert len(run.cases["case"]) == 8000 and len(run.services["case"]) > 10_000


def test_not_plain():
    """An absence, hours of one's own, a doorkeeper, a due-date order or an acting limit makes a desk not plain."""
    def program(desk: dict[str, Any], **matter: Any) -> bool:
        spec = {"arrivals": {"appointments": {"every": "1 h"}}, "route": [serve("s", "a", "5 min")], **matter}
        calendar = {"start": "2026-01-05", "hours": ["09:00-12:00", "13:30-17:30"], "holidays": "none"}
        return plain_desks(office((None, toy({"a": desk}, {"m": spec}, {"calendar": calendar}))).program)

    assert program({"officers": 2}) and program({"officers": 60})
    assert not program({"officers": 61})
    assert program({"officers": [{"name": "甲", "hours": ["09:00-10:00"]}]})
    assert not program({"officers": [{"name": "甲"}, {"name": "乙", "hours": ["09:00-10:00"]}]})
    assert not program({"officers": 1, "absence": {"present": "10 h", "away": "1 h"}})
    assert not program({"officers": 1, "order": "due_first"}, limits={"promised": "2 wd"})
    assert not program({"officers": 1, "closing": "turn_away"})
    assert not program({"officers": 1}, limits={"statutory": "2 wd"}, on_expiry=[{"limit": "statutory", "exit": "deemed_approved"}])
