"""The prediction wall: what every seat said before the run as a dot, and the interval of the run dropped onto them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xnsim.labels import Label, Lang
from xnsim.plots.style import INK, PALETTE, QUIET, sheet, strip, style, write_frame
from xnsim.punctuation import printed
from xnsim.stats import Interval

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEAD = Label("{} 个座位的预测;还没有运行", "{} seats have predicted; nothing was run yet")
INSIDE = Label("{} 个座位的预测,{} 个落在区间里;仿真 {:.{}f} {}(95% 区间 {:.{}f} 至 {:.{}f},重复 {} 次,种子 {})",
               "{} seats have predicted, {} inside the interval; simulated {:.{}f} {} (95 % interval {:.{}f} to {:.{}f}, n = {}, seed {})")
BINS, ROW = 24, 1.0


def wall_figure(title: str, unit: str, said: Mapping[str, float], found: Interval | None, seed: int, stamp: str, digits: int = 2, lang: Lang = "zh") -> Figure:
    """Draw one dot a seat at what it said, seat codes beside them; ``found`` None before the run, else its interval as a band."""
    with style():
        figure = sheet(6.2)
        write_frame(figure, printed(title, lang), printed(_lead(said, found, unit, seed, digits, lang), lang), stamp)
        axes = figure.add_axes((0.05, 0.16, 0.90, 0.56))
        values = [*said.values(), *((found.low, found.high) if found is not None else ())]
        low, high = min(values, default=0.0), max(values, default=1.0)
        margin = 0.06 * ((high - low) or abs(high) or 1.0)
        heights = stacked(said, low, high)
        if found is not None:
            axes.axvspan(found.low, found.high, color=PALETTE[1], alpha=0.35, linewidth=0)
            axes.axvline(found.mean, color=PALETTE[1], linewidth=2.5)
        axes.scatter([said[seat] for seat in said], [heights[seat] for seat in said], s=130, color=PALETTE[0], zorder=3)
        for seat, value in said.items():
            axes.annotate(seat, (value, heights[seat]), xytext=(9, 0), textcoords="offset points", fontsize=10, color=INK, va="center")
        axes.set_xlim(low - margin, high + 2 * margin)
        axes.set_ylim(0, max(4.0, *heights.values(), 0.0) + 1 if heights else 4.0)
        axes.set_yticks([])
        axes.set_xlabel(printed(unit, lang), color=QUIET)
        strip(axes, "x")
    return figure


def stacked(said: Mapping[str, float], low: float, high: float) -> dict[str, float]:
    """Return how high each dot stands: seats that said nearly the same are piled up."""
    piles: dict[int, int] = {}
    heights = {}
    for seat, value in sorted(said.items(), key=lambda each: each[1]):
        pile = round(BINS * (value - low) / ((high - low) or 1.0))
        piles[pile] = piles.get(pile, 0) + 1
        heights[seat] = ROW * piles[pile]
    return heights


def _lead(said: Mapping[str, float], found: Interval | None, unit: str, seed: int, digits: int, lang: Lang) -> str:
    if found is None:
        return LEAD(lang).format(len(said))
    inside = sum(found.low <= value <= found.high for value in said.values())
    return INSIDE(lang).format(len(said), inside, found.mean, digits, unit, found.low, digits, found.high, digits, found.n, seed)
