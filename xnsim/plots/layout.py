"""Where the panels of a comparison stand on the sheet; all lengths in inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xnsim.plots.style import MARGIN_IN, SCREEN_IN
from xnsim.plots.words import columns, wrap

LETTER_IN = 0.0072
"""Width of one column of text for each point of its size."""
LINE_IN = 0.26
HEAD_SIZE, NAME_SIZE, VALUE_SIZE, TICK_SIZE = 15, 13, 13, 11
VALUES_IN, TICKS_IN, ASIDE_IN, BELOW_IN = 0.86, 0.30, 0.34, 0.17

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Layout:
    """The grid of panels. ``names`` and ``heads`` are wrapped to the room they have."""

    columns: int
    names: list[str]
    heads: list[str]
    names_in: float
    body_in: float
    head_in: list[float]
    top_in: float
    height_in: float

    @property
    def cell_in(self) -> float:
        """Width of one panel with its numbers and the gap beside it."""
        return (SCREEN_IN[0] - 2 * MARGIN_IN - self.names_in + ASIDE_IN) / self.columns

    def _row_in(self, row: int) -> float:
        return self.head_in[row] + self.body_in + TICKS_IN + BELOW_IN

    def _corner(self, cell: int) -> tuple[float, float, int]:
        """Left edge of a panel, the top of its heading above the sheet's foot, and its row."""
        row, column = divmod(cell, self.columns)
        down = self.top_in + sum(map(self._row_in, range(row)))
        return MARGIN_IN + self.names_in + column * self.cell_in, self.height_in - down, row

    def _fraction(self, left: float, bottom: float, width: float, height: float) -> Box:
        return left / SCREEN_IN[0], bottom / self.height_in, width / SCREEN_IN[0], height / self.height_in

    def drawing(self, cell: int) -> Box:
        """Return left, bottom, width, height of a panel's drawing, as shares of the sheet."""
        left, top, row = self._corner(cell)
        width = self.cell_in - ASIDE_IN - VALUES_IN
        return self._fraction(left, top - self.head_in[row] - self.body_in, width, self.body_in)

    def heading(self, cell: int) -> tuple[float, float]:
        """Return where the last line of a panel's heading stands."""
        left, top, row = self._corner(cell)
        return self._fraction(left, top - self.head_in[row] + 0.10, 0, 0)[:2]

    def ground(self, cell: int) -> Box:
        """Return the ground under a pair of panels that begins at ``cell``."""
        left, top, row = self._corner(cell)
        high = self._row_in(row)
        return self._fraction(left - 0.14, top - high + 0.08, 2 * self.cell_in - ASIDE_IN + 0.14, high - 0.05)


def lay_out(names: Sequence[str], heads: Sequence[str], title_lines: int, stamp_lines: int) -> Layout:
    """Fill one screen with the panels; where that would squeeze them, let the sheet grow longer."""
    across = 1 if len(heads) == 1 else 2 if len(heads) <= 6 else 4
    names = [wrap(name, 38 if across < 4 else 20) for name in names]
    names_in = 0.25 + LETTER_IN * NAME_SIZE * max(columns(line) for name in names for line in name.split("\n"))
    cell_in = (SCREEN_IN[0] - 2 * MARGIN_IN - names_in + ASIDE_IN) / across
    heads = [wrap(head, int((cell_in - ASIDE_IN) / (LETTER_IN * HEAD_SIZE))) for head in heads]
    rows = [heads[k : k + across] for k in range(0, len(heads), across)]
    head_in = [0.12 + LINE_IN * max(map(_lines, row)) for row in rows]
    top_in, foot_in = 0.74 + 0.40 * title_lines, 0.32 + 0.20 * stamp_lines
    free_in = SCREEN_IN[1] - top_in - foot_in - sum(head_in) - len(rows) * (TICKS_IN + BELOW_IN)
    least_in = 0.06 + 0.21 * max(map(_lines, names))
    body_in = len(names) * min(max(free_in / len(rows) / len(names), least_in), 0.62)
    height_in = top_in + foot_in + sum(head_in) + len(rows) * (body_in + TICKS_IN + BELOW_IN)
    return Layout(across, names, heads, names_in, body_in, head_in, top_in, height_in)


def _lines(text: str) -> int:
    return text.count("\n") + 1
