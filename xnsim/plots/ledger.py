"""Where the days of a matter went: a bar a matter, parted as the ledger of time is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xnsim.labels import Label, Lang
from xnsim.ledger import ENTRIES
from xnsim.plots.style import INK, PALETTE, PAPER, QUIET, SCREEN_IN, sheet, strip, style, write_frame
from xnsim.plots.words import number, tick_names, wrap
from xnsim.punctuation import printed
from xnsim.stats import interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

COLOURS = {
    "own_queue": PALETTE[1], "in_hand": PALETTE[0], "off_hours": "#C9D1D9", "absence": PALETTE[7], "applicant": PALETTE[2],
    "lawful_pause": PALETTE[4], "other_wait": "#8FB8CC", "meeting": PALETTE[6], "transfer": "#B9A27A", "extraneous": "#6F7F52",
    "other_case": "#D98FB6", "slowest": PALETTE[3], "unexplained": QUIET,
}
HATCHES = {"own_queue": "//", "absence": "xx", "applicant": "..", "slowest": "\\\\", "meeting": "++", "other_wait": "--"}
"""Parts that matter most can be told apart without colours too."""
DAY_HOURS = 24
LEAD = Label("每件从收件到结案的平均天数(日历天),逐项相加等于全程;线段为 95% 区间", "mean days (civil) from receipt to closing of a case, parts add up to the whole; the line is the 95% interval")
NO_INTERVAL = Label("每件从收件到结案的平均天数(日历天),逐项相加等于全程;只有一次运行,没有区间",
                    "mean days (civil) from receipt to closing of a case, parts add up to the whole; a single run has no interval")
TOTAL = Label("{mean} ± {half} 天(每次 {cases} 件)", "{mean} ± {half} d ({cases} cases a run)")
ALONE = Label("{mean} 天(n = {cases} 件)", "{mean} d (n = {cases} cases)")
AXIS = Label("天", "days")
NOTHING = Label("没有办结的件可画;请加长计量期", "no closed case to draw; lengthen the measured window")


def where_figure(tables: Sequence[DataFrame], title: str, stamp: str, lang: Lang = "zh") -> Figure:
    """Draw where the days of every matter went, from the ledgers of one or more replications (``run.where()``).

    A bar is the mean over replications of a case's mean days; its whisker the 95 % Student interval
    of the whole. Raises ``ValueError`` where no case was closed.
    """
    frames = [table[table["branch"] == ""] for table in tables]
    matters = list(dict.fromkeys(label for frame in frames for label in frame["matter_label"]))
    if not matters:
        raise ValueError(NOTHING(lang))
    title = wrap(printed(title, lang), 80)
    with style():
        figure = sheet(min(SCREEN_IN[1], 2.9 + 0.78 * len(matters)) + 0.4 * title.count("\n"))
        high = figure.get_size_inches()[1]
        axes = figure.add_axes((0.17, 1.22 / high, 0.62, (high - 2.6 - 0.4 * title.count("\n")) / high))
        shown = _bars(axes, frames, matters, lang)
        _names(axes, matters, lang)
        handles = [axes.barh([0], [0], color=COLOURS[entry], hatch=HATCHES.get(entry), edgecolor=PAPER)[0] for entry in shown]
        figure.legend(handles, [ENTRIES[entry](lang) for entry in shown], loc="upper left", bbox_to_anchor=(0.03, 1 - 1.06 / high), ncols=min(9, len(shown)),
                      frameon=False, fontsize=11.5, handlelength=1.3, columnspacing=1.2)
        write_frame(figure, title, printed((LEAD if len(tables) > 1 else NO_INTERVAL)(lang), lang), stamp)
    return figure


def _bars(axes: Axes, frames: Sequence[DataFrame], matters: Sequence[str], lang: Lang) -> list[str]:
    """Draw the bars and what they amount to; return which entries were drawn."""
    import matplotlib as mpl

    mpl.rcParams["hatch.linewidth"] = 0.6       # within ``style()``, which puts every setting back
    drawn: dict[str, None] = {}
    for row, matter in enumerate(matters):
        parts = [frame[frame["matter_label"] == matter] for frame in frames]
        parts = [part for part in parts if len(part)]
        whole = interval([float(part["hours"].sum()) / DAY_HOURS for part in parts])
        left = 0.0
        for entry in ENTRIES:
            days = sum(float(part.loc[part["entry"] == entry, "hours"].sum()) for part in parts) / len(parts) / DAY_HOURS
            if days > 0:
                drawn[entry] = None
                axes.barh([row], [days], left=left, height=0.62, color=COLOURS[entry], hatch=HATCHES.get(entry), edgecolor=PAPER, linewidth=0.6)
                left += days
        cases = round(sum(int(part["cases"].iloc[0]) for part in parts) / len(parts))
        said = (ALONE if whole.method == "none" else TOTAL)(lang)
        text = said.format(mean=number(whole.mean, ""), half=number(whole.half_width, ""), cases=f"{cases:,}")
        if whole.method != "none":
            axes.plot([whole.low, whole.high], [row, row], color=INK, linewidth=2.2, solid_capstyle="butt")
        reach = left if whole.method == "none" else max(left, whole.high)
        axes.annotate(printed(text, lang), (reach, row), xytext=(8, 0), textcoords="offset points", va="center", fontsize=12.5, annotation_clip=False)
    return [entry for entry in ENTRIES if entry in drawn]


def _names(axes: Axes, matters: Sequence[str], lang: Lang) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_yticks(range(len(matters)), [wrap(name, 22) for name in matters], fontsize=13, color=INK)
    axes.set_ylim(len(matters) - 0.45, -0.55)
    right = axes.get_xlim()[1]
    ticks = [tick for tick in MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(0, right) if 0 <= tick <= right]
    axes.set_xlim(0, right)
    axes.set_xticks(ticks, tick_names(ticks, ""), fontsize=12)
    axes.set_xlabel(AXIS(lang), fontsize=12)
    strip(axes, "x")
