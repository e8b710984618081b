"""接诉三率: answered, settled, content; asked of everybody who came."""

from __future__ import annotations

from xnsim import cases
from xnsim.cases import count
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label


def _answered(view: View) -> tuple[int, int]:
    """Deemed acceptance is the law's answer to silence, not the office's."""
    asked, accepted = view["asked"], view["accepted"]
    silent = (view["deemed"] & cases.BY_ACCEPTANCE) != 0
    answered = ((asked >= 0) & (asked < view.asof)) | ((accepted >= 0) & (accepted < view.asof))
    return count(view.received_in & answered & ~silent), count(view.received_in)


def _settled(view: View) -> tuple[int, int]:
    """Cases ended with what was asked for, of all received in the window."""
    granted = (view["outcome"] == cases.APPROVED) & (view.ended >= 0) & (view.ended < view.asof)
    return count(view.received_in & granted), count(view.received_in)


response_rate = Indicator(
    key="response_rate", label=Label("响应率", "answered"), unit="rate", better="higher",
    twin="resolution_rate", cohort="arrival", measure=_answered,
    definition=Label("单位已答复(受理或告知)的件 ÷ 收件;视为受理不算答复。", "Cases the office answered (accepted, or told what is missing) ÷ cases received; a deemed acceptance is no answer."),
)

resolution_rate = Indicator(
    key="resolution_rate", label=Label("解决率", "settled"), unit="rate", better="higher",
    twin="true_satisfaction_rate", cohort="arrival", measure=_settled,
    definition=Label("由单位作出决定并予以准予(解决)的件 ÷ 收件;默认、不予、撤回和在办的都不算。",
                     "Cases that the office decided in favour ÷ cases received; defaults, refusals, withdrawals and open cases are not settled."),
)
