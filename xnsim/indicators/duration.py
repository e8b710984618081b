"""时长: how long it took, on the office's clock and in the applicant's life.

Times of ended cases never stand alone: their twin or the backlog says who is still waiting.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xnsim.cases import count, quantile, where
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.worktime import DAY_S


class TimeParts(NamedTuple):
    """From receipt to delivery in whole civil seconds, one entry a case; three parts make the total."""

    total: Any
    applicant: Any
    lawful_pause: Any
    office: Any


def time_parts(view: View, rows: Any) -> TimeParts:
    """Return where the time of the cases in a mask went; the office's part is what is left."""
    total = view.handed_over[rows] - view["received"][rows]
    applicant, paused = view["applicant_s"][rows], view["paused_s"][rows]
    return TimeParts(total, applicant, paused, total - applicant - paused)


def _clocked(view: View) -> Any:
    """Mask: ended cases whose official clock has run."""
    return view.done & (view["accepted"] >= 0)


def _official_mean(view: View) -> tuple[float, int]:
    """The mean official time, in working days."""
    times = view.official_workdays[_clocked(view)]
    return times.sum(), len(times)


def _official_quantile(view: View, q: float) -> tuple[float, int]:
    """A quantile of the official time, in working days."""
    times = view.official_workdays[_clocked(view)]
    return quantile(times, q), len(times)


def _mean_days(view: View, part: str) -> tuple[float, int]:
    """The mean of one part of the total time, in days."""
    rows = view.done & (view.handed_over >= 0)
    return getattr(time_parts(view, rows), part).sum() / DAY_S, count(rows)


def _pause_share(view: View) -> tuple[float, float]:
    """The time that clocks stood still, of the total time."""
    rows = view.done & (view.handed_over >= 0)
    return view["lost_s"][rows].sum() / DAY_S, time_parts(view, rows).total.sum() / DAY_S


def _unlawful_share(view: View) -> tuple[float, float]:
    """The time that clocks stood still without art. 45, of the total time."""
    rows = view.done & (view.handed_over >= 0)
    beyond = view["lost_s"][rows] - view["lawful_s"][rows]
    return where(beyond > 0, beyond, 0).sum() / DAY_S, time_parts(view, rows).total.sum() / DAY_S


_OFFICIAL = Label(
    "官方时钟:从起算(归零后重新起算)到决定的办公秒数 ÷ 一个工作日的办公秒数 − 停表工作日,不小于 0。",
    "Official clock: open seconds from its start (afresh after a reset) to the decision ÷ open seconds of a working "
    "day − working days it stood still, never below 0. ")


def _official(zh: str, en: str) -> Label:
    """Return a definition that begins with what the official time is."""
    return Label(_OFFICIAL.zh + zh, _OFFICIAL.en + en)


mean_workdays = Indicator(
    key="mean_workdays", label=Label("平均办理时长", "mean official time"), unit="workdays", better="lower",
    twin="total_days", cohort="completion", measure=_official_mean,
    definition=_official("取已受理办结件的平均数。", "Mean over accepted cases ended."),
)

median_workdays = Indicator(
    key="median_workdays", label=Label("办理时长中位数", "median official time"), unit="workdays", better="lower",
    twin="total_days", cohort="completion", form="amount", measure=lambda view: _official_quantile(view, 0.5),
    definition=_official("取已受理办结件的中位数。", "Median over accepted cases ended."),
)

p90_workdays = Indicator(
    key="p90_workdays", label=Label("办理时长 P90", "P90 official time"), unit="workdays", better="lower",
    twin="total_days", cohort="completion", form="amount", measure=lambda view: _official_quantile(view, 0.9),
    definition=_official("取已受理办结件的 90% 分位数。", "90 % quantile over accepted cases ended."),
)

total_days = Indicator(
    key="total_days", label=Label("全程用时", "total time"), unit="days", better="lower",
    twin="backlog", cohort="completion", measure=lambda view: _mean_days(view, "total"),
    definition=Label(
        "从收件到送达(没有送达的到结案)的日历天数的平均数,等于申请人、法定停表、单位三部分之和。",
        "Mean calendar days from receipt to delivery (to closing where nothing is delivered): the sum of the "
        "applicant's part, the lawful pauses and the office's part."),
)

applicant_days = Indicator(
    key="applicant_days", label=Label("全程用时:申请人", "total time: the applicant's"), unit="days", better="lower",
    twin="total_days", cohort="completion", measure=lambda view: _mean_days(view, "applicant"),
    definition=Label("全程用时中等待申请人的部分。", "The part of the total time spent waiting for the applicant."),
)

pause_days = Indicator(
    key="pause_days", label=Label("全程用时:法定停表", "total time: lawful pauses"), unit="days", better="lower",
    twin="total_days", cohort="completion", measure=lambda view: _mean_days(view, "lawful_pause"),
    definition=Label(
        "全程用时中听证、检测等法定停表的部分。",
        "The part of the total time in lawful pauses: hearings, tests and the like."),
)

office_days = Indicator(
    key="office_days", label=Label("全程用时:单位", "total time: the office's"), unit="days", better="lower",
    twin="total_days", cohort="completion", measure=lambda view: _mean_days(view, "office"),
    definition=Label(
        "全程用时减去申请人与法定停表之后的全部。",
        "All of the total time that is neither the applicant's nor a lawful pause."),
)

pause_share = Indicator(
    key="pause_share", label=Label("停表占比", "share of time paused"), unit="rate", better="lower",
    twin="unlawful_pause_share", cohort="completion", measure=_pause_share,
    definition=Label(
        "官方时钟停表的日历天数 ÷ 全程用时(办结件合计)。",
        "Calendar days the official clock stood still ÷ total time, over all cases ended."),
)

unlawful_pause_share = Indicator(
    key="unlawful_pause_share", label=Label("法外停表占比", "share of time in unlawful pauses"), unit="rate", better="lower",
    twin="pause_share", cohort="completion", measure=_unlawful_share,
    definition=Label(
        "停表中超出第四十五条的日历天数 ÷ 全程用时(办结件合计)。",
        "Calendar days of pauses beyond art. 45 ÷ total time, over all cases ended."),
)
