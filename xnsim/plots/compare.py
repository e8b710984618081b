"""The alternatives beside each other, one small panel an indicator, each beside its twin."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from xnsim.labels import Label, Lang
from xnsim.plots.layout import HEAD_SIZE, NAME_SIZE, TICK_SIZE, VALUE_SIZE, Box, lay_out
from xnsim.plots.style import (
    INK,
    MARKERS,
    QUIET,
    RULE,
    STATUS_QUO,
    TINT,
    colours,
    sheet,
    strip,
    style,
    write_frame,
)
from xnsim.plots.words import number, tick_names, wrap
from xnsim.punctuation import printed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

SIGN_WIDTH = 0.62       # of a figure on an axis, in parts of its height
HIGHER = Label("↑ 越高越好", "↑ higher is better")
LOWER = Label("↓ 越低越好", "↓ lower is better")
HOW_TO_READ = Label(
    "点为平均,横线为 95% 区间;虚线与竖带为{}", "dot: mean, bar: 95% interval; dashed line and band: {}"
)
TWIN = Label("对照", "twin")
NOTES = Label("{}({})", "{} ({})")
NO_DATA = Label("无数据", "no data")
EMPTY_TABLE = Label("表是空的,没有可画的指标。", "the table is empty: there is no indicator to draw.")


def compare_figure(
    table: DataFrame,
    title: str,
    stamp: str,
    lang: Lang = "zh",
    status_quo: str | None = None,
    twins: Mapping[str, str] | None = None,
    beside: Mapping[str, str] | None = None,
) -> Figure:
    """The alternatives beside each other, one small panel an indicator.

    Each official indicator stands beside its twin, on the same scale where they have the same
    unit, so that the gap between what is reported and what is true can be seen; the dashed line
    is the status quo.

    ``table`` is long, one row an indicator and alternative: indicator, indicator_label, unit,
    better ('higher', 'lower', 'none'), alternative, mean, low, high, n. Where the unit is ``%``
    the numbers are shares (0.93 is drawn as 93 %). ``status_quo`` names an alternative (default:
    the first of the table); ``twins`` says which indicator is whose twin. No rows: ``ValueError``.
    """
    if len(table) == 0:
        raise ValueError(EMPTY_TABLE(lang))
    alternatives = list(dict.fromkeys(table["alternative"]))
    base = alternatives[0] if status_quo is None else status_quo
    groups = _groups(list(dict.fromkeys(table["indicator"])), beside or twins or {})
    heads = [_heading(_of(table, key), step == 1 and not beside, lang) for group in groups for step, key in enumerate(group)]
    title, stamp = wrap(printed(title, lang), 82), wrap(printed(stamp, lang), 170)
    names = [printed(name, lang) for name in alternatives]
    layout = lay_out(names, heads, title.count("\n") + 1, stamp.count("\n") + 1)
    with style():
        figure = sheet(layout.height_in)
        write_frame(figure, title, _lead(table, base, lang), stamp)
        for cell, (key, group) in enumerate((key, group) for group in groups for key in group):
            if len(group) == 2 and key == group[0]:
                _ground(figure, layout.ground(cell))
            axes = figure.add_axes(layout.drawing(cell))
            figure.text(*layout.heading(cell), layout.heads[cell], fontsize=HEAD_SIZE, va="bottom", linespacing=1.15)
            _panel(axes, _of(table, key), alternatives, base, lang)
            _scale(axes, _alike(table, key, group))
            _names(axes, layout.names if cell % layout.columns == 0 else [""] * len(names))
    return figure


def _of(table: DataFrame, key: str) -> DataFrame:
    return table[table["indicator"] == key]


def _alike(table: DataFrame, key: str, group: Sequence[str]) -> DataFrame:
    """The rows that share this indicator's scale: its own, and its twin's in the same unit."""
    unit = _of(table, key)["unit"].iloc[0]
    return table[table["indicator"].isin(group) & (table["unit"] == unit)]


def _groups(indicators: list[str], twins: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Put each indicator beside its twin; pairs come first, so that no row's end breaks a pair."""
    pairs: list[tuple[str, ...]] = []
    placed: set[str] = set()
    for key in indicators:
        twin = twins.get(key)
        if twin in indicators and not placed & {key, twin}:
            pairs.append((key, twin))
            placed |= {key, twin}
    return pairs + [(key,) for key in indicators if key not in placed]


def _lead(table: DataFrame, base: str, lang: Lang) -> str:
    """The quiet line under the title: how to read the marks."""
    better = set(table["better"])
    parts = [printed(HOW_TO_READ(lang).format(base), lang)]
    parts += [HIGHER(lang)] if "higher" in better else []
    parts += [LOWER(lang)] if "lower" in better else []
    return "     ".join(parts)


def _heading(rows: DataFrame, is_twin: bool, lang: Lang) -> str:
    """The name of a panel: indicator, unit, arrow of the better direction."""
    first = rows.iloc[0]
    notes = [first["unit"]] if first["unit"] not in ("", "%") else []
    notes += [TWIN(lang)] if is_twin else []
    text = first["indicator_label"]
    text = NOTES(lang).format(text, ", ".join(notes)) if notes else text
    return printed(text, lang) + {"higher": " ↑", "lower": " ↓"}.get(first["better"], "")


def _ground(figure: Figure, box: Box) -> None:
    """Lay a pale ground under an indicator and its twin: they are read together."""
    from matplotlib.patches import Rectangle

    figure.add_artist(Rectangle(box[:2], box[2], box[3], color=TINT, linewidth=0, zorder=-1))


def _panel(axes: Axes, rows: DataFrame, alternatives: Sequence[str], base: str, lang: Lang) -> None:
    """Draw one indicator: a dot and a bar an alternative, its number at the right."""
    unit, colour = rows["unit"].iloc[0], colours(alternatives, base)
    strip(axes, grid="x")
    for k, name in enumerate(alternatives):
        row = rows[rows["alternative"] == name]
        mean, low, high = (float(row[part].iloc[0]) if len(row) else math.nan for part in ("mean", "low", "high"))
        axes.axhline(k, color=RULE, linewidth=0.9, zorder=0)
        if name == base:
            _status_quo(axes, mean, low, high)
        if low < high:
            axes.plot([low, high], [k, k], color=colour[name], linewidth=4, alpha=0.55, solid_capstyle="butt", clip_on=False)
        axes.plot(mean, k, MARKERS[k % len(MARKERS)], color=colour[name], markersize=9, clip_on=False)
        text = NO_DATA(lang) if math.isnan(mean) else number(mean, unit)
        _beside(axes, k, text, colour[name])


def _beside(axes: Axes, k: int, text: str, colour: str) -> None:
    """Write the number of a row at the right of the drawing."""
    across = axes.get_yaxis_transform()
    axes.annotate(
        text, (1, k), xytext=(10, 0), xycoords=across, textcoords="offset points",
        fontsize=VALUE_SIZE, color=colour, va="center",
    )


def _status_quo(axes: Axes, mean: float, low: float, high: float) -> None:
    """The line every alternative is measured against, and how sure we are of it."""
    if not math.isnan(mean):
        axes.axvline(mean, color=STATUS_QUO, linewidth=1.4, linestyle=(0, (4, 3)), zorder=1)
    if low < high:
        axes.axvspan(low, high, color=STATUS_QUO, alpha=0.13, linewidth=0, zorder=0)


def _scale(axes: Axes, rows: DataFrame) -> None:
    """Show all of the rows; the ticks are fixed, so that nothing moves when the figure is drawn."""
    from matplotlib.ticker import MaxNLocator

    unit = rows["unit"].iloc[0]
    low, high = _ends(value for part in ("mean", "low", "high") for value in rows[part])
    spread = high - low
    pad = 0.06 * spread if spread > 1e-9 * abs(high) else 0.05 * abs(high) or 0.5
    last = min(high + pad, 1.0) if unit == "%" else high + pad
    axes.set_xlim(low - pad, high + pad)
    many = 4 if axes.get_window_extent().width > 250 else 2
    ticks = MaxNLocator(many, steps=[1, 2, 5, 10]).tick_values(low - pad, high + pad)
    ticks = [float(tick) for tick in ticks if low - pad <= tick <= last + 1e-12]
    ticks = _apart(axes, ticks, unit)
    axes.set_xticks(ticks, tick_names(ticks, unit))
    axes.tick_params(axis="x", labelsize=TICK_SIZE, labelcolor=QUIET)


def _apart(axes: Axes, ticks: list[float], unit: str | None) -> list[float]:
    """Leave out every second tick until the names of those that stay do not touch."""
    left, right = axes.get_xlim()
    points = axes.get_window_extent().width * 72 / axes.figure.dpi
    while len(ticks) > 1:
        widest = max(map(len, tick_names(ticks, unit))) * SIGN_WIDTH * TICK_SIZE
        if (ticks[1] - ticks[0]) / (right - left) * points >= widest + TICK_SIZE / 2:
            return ticks
        ticks = ticks[::2]
    return ticks


def _ends(values: Iterable[float]) -> tuple[float, float]:
    known = [float(value) for value in values if not math.isnan(value)]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _names(axes: Axes, names: Sequence[str]) -> None:
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", labelsize=NAME_SIZE, labelcolor=INK, pad=12)
