"""How many cases are open, day by day: the backlog as the director sees it grow."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from xnsim.labels import Label, Lang
from xnsim.plots.style import QUIET, TINT, colours, sheet, strip, style, write_frame
from xnsim.plots.words import wrap
from xnsim.punctuation import printed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

OPEN_CASES = Label("纵轴:在办件(件)", "vertical: open cases")
DAYS = Label("横轴:第几天", "horizontal: day")
DATES = Label("横轴:日期", "horizontal: date")
WARM_UP = Label("预热期,不计入统计", "warm-up, not counted")
DATE = Label("{month}月{day}日", "{day} {name}")
DAY_S = 86_400
STEPS_DAYS = (1, 2, 5, 7, 14, 28, 56, 91, 182, 365, 730)


def queue_figure(
    times: Sequence[int],
    counts: Mapping[str, Sequence[int]],
    title: str,
    stamp: str,
    lang: Lang = "zh",
    start: date | None = None,
    warm_up_s: int = 0,
) -> Figure:
    """How many cases are open, day by day: the backlog as the director sees it grow.

    ``times`` are seconds from the start of the calendar; ``counts`` gives each alternative's open
    cases from each of these instants to the next; the first is the status quo. With ``start`` the
    axis shows dates, without it the number of the day. The first ``warm_up_s`` seconds are shaded.
    """
    days = [t / DAY_S for t in times]
    names = list(counts)
    colour = colours(names, names[0])
    top = 1.12 * max(1, *(max(line) for line in counts.values()))
    with style():
        figure = sheet(6.6)
        axes = figure.add_axes((0.066, 0.155, 0.775, 0.66))
        strip(axes, grid="y")
        axes.set(xlim=(days[0], days[-1]), ylim=(0, top))
        for name in reversed(names):
            axes.step(days, counts[name], where="post", color=colour[name], linewidth=2.2, clip_on=False)
        if warm_up_s:
            axes.axvspan(days[0], warm_up_s / DAY_S, color=TINT, zorder=0)
            axes.text(days[0] + 0.005 * (days[-1] - days[0]), top, printed(WARM_UP(lang), lang), fontsize=11.5, color=QUIET, va="top")
        _day_ticks(axes, start, lang)
        _count_ticks(axes)
        _line_names(axes, {name: counts[name][-1] for name in names}, colour)
        lead = f"{OPEN_CASES(lang)}     {(DATES if start else DAYS)(lang)}"
        write_frame(figure, wrap(printed(title, lang), 82), printed(lead, lang), wrap(printed(stamp, lang), 170))
    return figure


def _day_ticks(axes: Axes, start: date | None, lang: Lang) -> None:
    """At most nine ticks: on the first of a month where dates are shown, else on round days."""
    first, last = axes.get_xlim()
    ticks = _months(first, last, start) if start and last - first > 60 else _round_days(first, last)
    axes.set_xticks(ticks, [_day_name(day, start, lang) for day in ticks])
    axes.tick_params(axis="x", labelsize=12, labelcolor=QUIET, pad=6)


def _round_days(first: float, last: float) -> list[int]:
    step = next((s for s in STEPS_DAYS if (last - first) / s <= 9), STEPS_DAYS[-1])
    return [day for day in range(0, int(last) + 1, step) if day >= first]


def _months(first: float, last: float, start: date) -> list[int]:
    days = range(max(0, int(first)), int(last) + 1)
    firsts = [day for day in days if (start + timedelta(days=day)).day == 1]
    return firsts[:: len(firsts) // 9 + 1]


def _day_name(day: int, start: date | None, lang: Lang) -> str:
    if start is None:
        return str(day)
    when = start + timedelta(days=day)
    return DATE(lang).format(year=when.year, month=when.month, day=when.day, name=calendar.month_abbr[when.month])


def _count_ticks(axes: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    ticks = [tick for tick in MaxNLocator(6, steps=[1, 2, 5, 10], integer=True).tick_values(*axes.get_ylim()) if tick <= axes.get_ylim()[1]]
    axes.set_yticks(ticks, [f"{tick:,.0f}" for tick in ticks])
    axes.tick_params(axis="y", labelsize=12, labelcolor=QUIET)


def _line_names(axes: Axes, ends: Mapping[str, float], colour: Mapping[str, str]) -> None:
    """Write each line's name at its end, pushed apart where two lines end close together."""
    top = axes.get_ylim()[1]
    texts = {name: wrap(name, 18) for name in ends}
    floor = 0.0
    for name in sorted(ends, key=lambda name: ends[name]):
        height = 0.055 * (texts[name].count("\n") + 1)
        middle = max(ends[name] / top, floor + height / 2)
        floor = middle + height / 2 + 0.01
        axes.text(1.012, middle, texts[name], transform=axes.transAxes, color=colour[name], fontsize=13, va="center")
