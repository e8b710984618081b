"""Offices of a queueing textbook, written as scenarios: always open, desks, files that come at random.

One unit of time of a case, whatever it is called there, is one day of 86,400 seconds here. So the
shortest mean length is some thousand seconds and rounding to whole ones moves no figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from xnsim.scenario import Scenario

DAY = 86_400
START = dt.date(2001, 1, 1)

Node = dict[str, Any]


def span(units: float) -> str:
    """An exact length of time; not in days, for limits count those as the statute does."""
    return f"{units * DAY!r} s"


def limit(units: float) -> str:
    """A limit as an exact span in whole seconds."""
    return f"{round(units * DAY)} s"


def exponential(mean: float) -> str:
    """A length of which the elapsed part tells nothing."""
    return f"exp({span(mean)})"


def constant(length: float) -> str:
    """A length that is always the same."""
    return f"constant({span(length)})"


def at_random(rate: float) -> Node:
    """Applicants who know nothing of each other: so many a day."""
    return {"poisson": f"{float(rate)!r}/d"}


def evenly(rate: float) -> Node:
    """Applicants at equal distances."""
    return {"appointments": {"every": span(1 / rate)}}


def serve(desk: str, effort: str, step: str = "") -> Node:
    """A step at a desk, called like the desk unless it must be told from another."""
    return {"serve": {"step": step or desk, "desk": desk, "effort": effort}}


def matter(arrivals: Any, *route: Node) -> Node:
    """A kind of business: who comes and the way the file goes."""
    return {"arrivals": arrivals, "route": list(route)}


def office(desks: Mapping[str, Node], matters: Mapping[str, Node], cover: Sequence[Node] = ()) -> Scenario:
    """An office without closing hours; how long it runs is said by whoever runs it."""
    return Scenario.model_validate({
        "schema": 1, "name": {"zh": "理论算例", "en": "Textbook case"},
        "calendar": {"start": START, "holidays": "none", "continuous": True},
        "horizon": {"warm_up": "1 d", "measure": "1 d", "drain": "1 d"},
        "desks": dict(desks), "matters": dict(matters), "cover": list(cover)})
