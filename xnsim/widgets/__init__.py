"""A trainer's desk: sliders made from knobs, live charts, questions to answer before the run."""

from __future__ import annotations

from xnsim.widgets.explorer import Explore, explore
from xnsim.widgets.player import Replay, replay

__all__ = ["Explore", "Replay", "explore", "replay"]
