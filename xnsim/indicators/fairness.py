"""公平: how unequally the waiting is shared out."""

from __future__ import annotations

from typing import Any

from xnsim.cases import NAN
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label


def _times(view: View, rows: Any) -> Any:
    """Seconds from receipt to handing over, of some rows."""
    return (view.handed_over - view["received"])[rows]


def _handed(view: View) -> Any:
    """Mask: ended cases whose result the applicant has."""
    return view.done & (view.handed_over >= 0)


def _ratio(view: View, column: str) -> tuple[float, int]:
    """The slowest group's mean over the quickest group's; with one group there is nothing to compare."""
    rows = _handed(view)
    groups = sorted(set(view[column][rows].tolist()))
    means = [_times(view, rows & (view[column] == group)).mean() for group in groups]
    if len(means) < 2 or min(means) <= 0:
        return 0, 0
    return max(means) / min(means), int(rows.sum())


def _deciding_office(view: View) -> list[str]:
    """Name the office whose desk had each case in hand last before its end; empty where nobody had."""
    people, scenario = view.run.lowered.people, view.run.lowered.scenario
    offices = [scenario.desks[name].office if name in scenario.desks else name for name in people.desks]
    return [offices[desk] if desk >= 0 else "" for desk in view.deciding_desk]


def _office_ratio(view: View) -> tuple[float, int]:
    """The longest mean time of an office over the shortest; 0 over 0 where there are not two."""
    groups: dict[str, list[int]] = {}
    columns = (_handed(view).tolist(), _deciding_office(view), (view.handed_over - view["received"]).tolist())
    for handed, office, seconds in zip(*columns):
        if handed and office:
            groups.setdefault(office, []).append(seconds)
    means = [sum(times) / len(times) for times in groups.values()]
    if len(means) < 2 or min(means) <= 0:
        return 0, 0
    return max(means) / min(means), sum(map(len, groups.values()))


def gini(values: list[float]) -> float:
    """Return Gini's coefficient: 0 when all are equal, towards 1 when one has all; nan for no value or a sum of 0."""
    ordered, n, total = sorted(values), len(values), sum(values)
    if not total:
        return NAN
    return sum((2 * (i + 1) - n - 1) * value for i, value in enumerate(ordered)) / (n * total)


def _gini(view: View) -> tuple[float, int]:
    """How unequally the total time falls on the applicants."""
    times = _times(view, _handed(view)).tolist()
    return gini(times), len(times)


class_gap = Indicator(
    key="class_gap", label=Label("急缓差距", "gap between classes"), unit="none", better="lower",
    twin="gini_total_time", cohort="completion", form="amount", measure=lambda view: _ratio(view, "cls"),
    definition=Label("各类别(普通、特急等)办结件全程用时的平均数,最长的 ÷ 最短的;只有一类时为未测。",
                     "Mean total time of the slowest class (ordinary, urgent, …) ÷ of the quickest; not measured with one class only."),
)

matter_gap = Indicator(
    key="matter_gap", label=Label("事项差距(区县差距)", "gap between matters"), unit="none", better="lower",
    twin="gini_total_time", cohort="completion", form="amount", measure=lambda view: _ratio(view, "matter"),
    definition=Label("各事项办结件全程用时的平均数,最长的 ÷ 最短的;把各区县写成各自的事项,就是区县差距。只有一个事项时为未测。",
                     "Mean total time of the slowest matter ÷ of the quickest; counties written as matters of their own give the gap between counties. Not measured with one matter only."),
)

office_gap = Indicator(
    key="office_gap", label=Label("单位差距", "gap between offices"), unit="none", better="lower",
    twin="matter_gap", cohort="completion", form="amount", measure=_office_ratio,
    definition=Label("按决定前最后经手的单位分组,办结件全程用时的平均数,最长的 ÷ 最短的;只有一个单位时为未测。",
                     "Cases ended, by the office that had them in hand last before the decision: mean total time of the slowest ÷ of the quickest. Not measured with one office only."),
)

gini_total_time = Indicator(
    key="gini_total_time", label=Label("全程用时的基尼系数", "Gini coefficient of the total time"), unit="none", better="lower",
    twin="class_gap", cohort="completion", form="amount", measure=_gini,
    definition=Label("办结件从收件到送达的历秒的基尼系数:0 为人人一样久,越近 1 越是少数人承担全部等待。",
                     "Gini's coefficient of the seconds from receipt to delivery over cases ended: 0 all wait alike, towards 1 a few do all the waiting."),
)
