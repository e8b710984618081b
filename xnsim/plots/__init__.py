"""Figures for the projector and for print; the only room that knows typefaces and colours.

A figure is drawn from a plain table and carries its own stamp (n, seed, scenario, version), so
that it can be torn out of a report and still be checked. matplotlib is imported only when a
figure is asked for, and none of its settings is changed outside ``style()``.
"""

from __future__ import annotations

from xnsim.plots.backlog import queue_figure
from xnsim.plots.compare import compare_figure
from xnsim.plots.ledger import where_figure
from xnsim.plots.style import PALETTE, save, stamp_text, style, svg
from xnsim.plots.wall import wall_figure
from xnsim.plots.worlds import worlds_figure

__all__ = ["PALETTE", "compare_figure", "queue_figure", "save", "stamp_text", "style", "svg", "wall_figure", "where_figure", "worlds_figure"]
