"""Random offices full of ties in which cases give rise to others, hasten, give up and find no room: chance decides nothing.

All lengths are whole half hours, so that completions, spawns, timers and doors meet in the
same seconds again and again; the order within each place is dealt anew, nothing may move.
"""

from __future__ import annotations

import pytest
from alike import assert_unmoved
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy_office import matter, serve, toy

from xnsim.program import lower
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

LENGTHS = st.sampled_from(["30 min", "1 h", "90 min", "1799 s", "29 min"])
PROBABILITY = st.sampled_from([0.5, 1.0])
ORDERS = st.sampled_from(["fifo", "priority", "due_first", "shortest"])
QUICK = settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@st.composite
def desks(draw):
    """Three desks: one may hold only so many."""
    def desk(name):
        officers = draw(st.integers(1, 2))
        room = {"capacity": officers + draw(st.integers(0, 2))} if draw(st.booleans()) else {}
        return {"officers": [{"name": f"{name}{i}"} for i in range(officers)], "order": draw(ORDERS), **room}
    return {name: desk(name) for name in "abc"}


@st.composite
def steps(draw, prefix, spawns):
    """A short way with work, waits, spawns and what may get lost."""
    route = [serve(f"{prefix}0", draw(st.sampled_from("abc")), draw(LENGTHS))]
    if prefix in ("x", "y") and draw(st.booleans()):
        route[0]["serve"]["at_parent"] = True
    for i in range(1, draw(st.integers(2, 4))):
        name, kind = f"{prefix}{i}", draw(st.sampled_from(["serve", "wait", "transfer", "spawn"]))
        if kind == "serve":
            node = serve(name, draw(st.sampled_from("abc")), draw(LENGTHS))
            if draw(st.booleans()):
                node["serve"]["patience"] = draw(LENGTHS)
        elif kind == "wait":
            node = {"wait": {"step": name, "length": draw(LENGTHS), "clock": draw(st.sampled_from(["runs", "lawful_pause"]))}}
        elif kind == "transfer":
            node = {"transfer": {"step": name, "length": draw(LENGTHS), "lost": 0.5, "found_after": draw(LENGTHS)}}
        elif spawns:
            node = {"spawn": {"step": name, "matter": draw(st.sampled_from(spawns)), "probability": draw(PROBABILITY),
                              "parent": draw(st.sampled_from(["goes_on", "waits", "raised"])), "count": draw(st.integers(1, 2))}}
        else:
            continue
        route.append(node)
    return route


@st.composite
def timers(draw, prefix, spawns):
    """Up to three timers, on a limit or since receipt."""
    found = []
    for i in range(draw(st.integers(0, 3))):
        do = draw(st.sampled_from(["warn", "raise", "to_head", "abandon", "lapse", *(["spawn"] if spawns else [])]))
        after = draw(st.sampled_from([{"share": 0.5}, {"before": "30 min"}, {"span": "1 h"}, {"span": "30 min"}, {"share": 1.0}]))
        again = {"every": draw(LENGTHS), "at_most": draw(st.integers(1, 4))} if draw(st.booleans()) else {}
        found.append({"name": f"{prefix}t{i}", "after": after, "do": do, "probability": draw(PROBABILITY), **again,
                      **({"matter": draw(st.sampled_from(spawns))} if do == "spawn" else {})})
    return found


@st.composite
def offices(draw):
    """Two matters that come in the same half hours, a circle, and two that are spawned."""
    matters = {}
    for name in ("m", "n"):
        comes = [f"05 {hour:02d}:{half}" for hour in range(9, 12) for half in ("00", "30") for _ in range(draw(st.integers(0, 2)))] or ["05 09:00"]
        way = draw(steps(name, ["x", "y"]))
        if draw(st.booleans()):
            way = [{"parallel": {"branches": {"p": {"route": way}, "q": {"route": draw(steps(name + "q", ["x", "y"]))}}}}]
        expiry = [{"limit": "promised", "exit": draw(st.sampled_from(["refused", "deemed_approved", "lapsed"]))}] if draw(st.booleans()) else []
        matters[name] = matter(comes, way, {"limits": {"promised": draw(st.sampled_from(["2 h", "3 h", "1 wd"]))}, "on_expiry": expiry,
                                            "timers": draw(timers(name, ["x", "y"])), "priority": draw(st.integers(0, 2))})
    matters["k"] = {"arrivals": {"population": {"size": 3, "pause": draw(LENGTHS)}}, "route": draw(steps("k", ["x"]))}
    matters["x"] = {"arrivals": "spawned", "priority": 3, "route": draw(steps("x", ["y"])), "timers": draw(timers("x", ["y"])), "limits": {"promised": "2 h"}}
    matters["y"] = {"arrivals": "spawned", "route": draw(steps("y", []))}
    horizon = {"horizon": {"warm_up": "0 wd", "measure": "1 wd", "drain": "1 wd"}}
    return Scenario.model_validate(toy(draw(desks()), matters, horizon))


@QUICK
@given(offices())
def test_random_offices(office):
    """Sixty offices, three shuffles each."""
    assert check(office) == []
    assert_unmoved(lower(office), seed=3, shuffles=3)


@pytest.mark.slow
@settings(QUICK, max_examples=3000, derandomize=False)
@given(offices())
def test_three_thousand_offices(office):
    """Three thousand others."""
    assert check(office) == []
    assert_unmoved(lower(office), seed=3, shuffles=3)
