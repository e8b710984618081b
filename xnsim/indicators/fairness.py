"""公平: how unequally the waiting is shared out."""

from __future__ import annotations

from typing import Any

from xnsim.cases import NAN
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label


def _times(view: View, rows: Any) -> Any:
    return (view.handed_over - view["received"])[rows]


def _handed(view: View) -> Any:
    return view.done & (view.handed_over >= 0)


def _ratio(view: View, column: str) -> tuple[float, int]:
    """The slowest group's mean over the quickest group's; with one group there is nothing to compare."""
    rows = _handed(view)
    groups = sorted(set(view[column][rows].tolist()))
    means = [_times(view, rows & (view[column] == group)).mean() for group in groups]
    if len(means) < 2 or min(means) <= 0:
        return 0, 0
    return max(means) / min(means), int(rows.sum())


def gini(values: list[float]) -> float:
    """Return Gini's coefficient: 0 when all are equal, towards 1 when one has all; nan for no value or a sum of 0."""
    ordered, n, total = sorted(values), len(values), sum(values)
    if not total:
        return NAN
    return sum((2 * (i + 1) - n - 1) * value for i, value in enumerate(ordered)) / (n * total)


def _gini(view: View) -> tuple[float, int]:
    times = _times(view, _handed(view)).tolist()
    return gini(times), len(times)


class_gap = Indicator(
    key="class_gap", label=Label("急缓差距", "gap between classes"), unit="none", better="lower",
    twin="gini_total_time", cohort="completion", form="amount", measure=lambda view: _ratio(view, "cls"),
    definition=Label("各类别(普通、特急等)办结件全程用时的平均数,最长的 ÷ 最短的;只有一类时为未测。",
                     "Mean total time of the slowest class (ordinary, urgent, …) ÷ of the quickest; not measured with one class only."),
)

gini_total_time = Indicator(
    key="gini_total_time", label=Label("全程用时的基尼系数", "Gini coefficient of the total time"), unit="none", better="lower",
    twin="class_gap", cohort="completion", form="amount", measure=_gini,
    definition=Label("办结件从收件到送达的历秒的基尼系数:0 为人人一样久,越近 1 越是少数人承担全部等待。",
                     "Gini's coefficient of the seconds from receipt to delivery over cases ended: 0 all wait alike, towards 1 a few do all the waiting."),
)
