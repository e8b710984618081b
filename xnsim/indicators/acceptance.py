"""受理: what happens before the legal clock starts, where all gaming of the clock hides."""

from __future__ import annotations

from xnsim import cases
from xnsim.cases import count, quantile, where
from xnsim.indicators.base import LICENSING_LAW, Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label, Source

ANSWER_WITHIN_WORKDAYS = 5  # 行政许可法 art. 32(4)


def _answered_in_time(view: View) -> tuple[int, int]:
    """Deemed acceptance is the law's answer to silence, so it is no answer of the office."""
    asked, accepted, closed = view["asked"], view["accepted"], view["closed"]
    silent = (view["deemed"] & cases.BY_ACCEPTANCE) != 0
    sooner = (asked >= 0) & ((accepted < 0) | (asked < accepted))
    answer = where(silent, -1, where(sooner, asked, accepted))
    known = (answer >= 0) & (answer < view.asof)
    due = view.workday_due(view["received"], ANSWER_WITHIN_WORKDAYS)
    unanswered = ~known & (due < view.asof) & ((closed < 0) | (closed > due))
    return count(view.received_in & known & (answer <= due)), count(view.received_in & (known | unanswered))


def _waits(view: View) -> object:
    """Working days from receipt to acceptance of the cohort: who was accepted in the window, or came in it."""
    accepted = view["accepted"]
    rows = (accepted >= 0) & (view.received_in if view.is_arrival else view.in_window(accepted) & view.applied)
    return view.waited_workdays[rows]


def _mean_wait(view: View) -> tuple[float, int]:
    """The mean of these waits."""
    waits = _waits(view)
    return waits.sum(), len(waits)


def _p90_wait(view: View) -> tuple[float, int]:
    """The wait that nine in ten do not pass."""
    waits = _waits(view)
    return quantile(waits, 0.9), len(waits)


def _lost(view: View) -> tuple[int, int]:
    """Who came in the window and has gone again, withdrawn or turned away, of all who came."""
    outcome, closed = view["outcome"], view["closed"]
    gone = (outcome == cases.WITHDRAWN) | (outcome == cases.TURNED_AWAY)
    return count(view.received_in & gone & (closed < view.asof)), count(view.received_in)


on_time_acceptance_rate = Indicator(
    key="on_time_acceptance_rate", label=Label("按时受理率", "on-time acceptance rate"), unit="rate", better="higher",
    twin="acceptance_workdays", cohort="arrival", measure=_answered_in_time,
    definition=Label(
        "收件后 5 个工作日内受理或一次告知的件 ÷ 已答复的件加上逾期未答复的件;视为受理不算按时。",
        "Cases accepted or answered within 5 working days of receipt ÷ cases answered and cases whose 5 days ran out "
        "in silence; a deemed acceptance is not on time."),
    source=Source(LICENSING_LAW, "art. 32(4)", "L"),
)

acceptance_workdays = Indicator(
    key="acceptance_workdays", label=Label("收件→受理时长", "receipt to acceptance"), unit="workdays", better="lower",
    twin="loss_rate", cohort="arrival", measure=_mean_wait,
    definition=Label(
        "已受理的件从收件到受理的办公时间(工作日)的平均数。",
        "Mean working time from receipt to acceptance, in working days, over cases accepted."),
)

p90_acceptance_workdays = Indicator(
    key="p90_acceptance_workdays", label=Label("收件→受理时长 P90", "P90 receipt to acceptance"), unit="workdays", better="lower",
    twin="loss_rate", cohort="arrival", form="amount", measure=_p90_wait,
    definition=Label(
        "已受理的件从收件到受理的办公时间(工作日)的 90% 分位数。",
        "90 % quantile of the working time from receipt to acceptance, in working days."),
)

loss_rate = Indicator(
    key="loss_rate", label=Label("流失率", "loss rate"), unit="rate", better="lower",
    twin="on_time_acceptance_rate", cohort="arrival", measure=_lost,
    definition=Label("撤回或未能接待的件 ÷ 收件。", "Cases withdrawn or turned away ÷ cases received."),
)
