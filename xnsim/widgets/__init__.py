"""A trainer's desk: sliders made from knobs, live charts, questions to answer before the run."""

from __future__ import annotations

from xnsim.widgets.explorer import Explore, explore

__all__ = ["Explore", "explore"]
