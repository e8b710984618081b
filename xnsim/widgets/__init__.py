"""A trainer's desk: sliders made from knobs, live charts, questions to answer before the run.

A name is looked up when it is first used, so that a page without widgets can read a policy's controls.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_ROOMS = {"Explore": "explorer", "explore": "explorer", "Replay": "player", "replay": "player"}

__all__ = sorted(_ROOMS)


def __getattr__(name: str) -> Any:
    """Fetch a name from its file."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'xnsim.widgets' has no attribute {name!r}")
    return getattr(import_module(f"xnsim.widgets.{_ROOMS[name]}"), name)
