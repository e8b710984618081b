"""xnsim 效能仿真: try an institution on a simulated office and see what it does.

>>> import xnsim as xn
>>> office = xn.load("scenarios/county_centre.yaml")
>>> found = xn.compare(office, {"现状": [], "并联审批": [xn.policies.ParallelApproval()]})
>>> found.table; found.sentences()

Every name below is looked up when it is first used, so importing xnsim is light.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from xnsim.version import VERSION as __version__

_ROOMS = {
    # read and write offices
    "load": "scenario", "dump": "scenario", "scenarios": "presets", "load_study": "study", "Scenario": "scenario",
    # the two sentences everyone uses, and designs of thousands of runs
    "simulate": "study", "compare": "study", "compare_stream": "study", "batch": None, "study": None,
    # how sure, how long, how often
    "warm_up_check": "study", "advise": "study",
    # what can be tried, what is read off, what theory says
    "policies": None, "indicators": None, "theory": None,
    # a floor below: the program and its engines
    "lower": "program", "run": "engines",
    # a trainer's desk, and the office as a moving picture
    "explore": "widgets", "replay": "widgets",
    # words and mistakes
    "Label": "labels", "Source": "labels", "InputError": "scenario", "Interrupted": "study",
}
"""The face: each name and the room it lives in; None where the name is the room itself."""

__all__ = sorted(_ROOMS)


def __getattr__(name: str) -> Any:
    """Fetch a name of the face from its room; a room itself by its own name."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'xnsim' has no attribute {name!r}")
    room = _ROOMS[name]
    found = import_module(f"xnsim.{name}") if room is None else getattr(import_module(f"xnsim.{room}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
