"""A page for those who have no xnsim: one file with every figure worked out beforehand, whose sliders snap to a grid.

``plan_of`` says which reforms and which values, ``worked_out`` runs every point on the same applicants,
``page`` writes it all into one HTML file that asks nothing of any network.
"""

from __future__ import annotations

from xnsim.handout.grid import Grid, Reform, fits, plan_of, worked_out
from xnsim.handout.page import page

__all__ = ["Grid", "Reform", "fits", "page", "plan_of", "worked_out"]
