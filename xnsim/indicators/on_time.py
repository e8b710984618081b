"""按时: who is decided within the limit, as the office counts and as the law counts.

The twin keeps the limit and the cohort of the rate it accompanies and changes the clock
only. An open case whose limit has run out is late, whoever is to blame; the official
completion rate alone does not see it, for it divides by the cases ended.
"""

from __future__ import annotations

from typing import Any

from xnsim.cases import count
from xnsim.indicators.base import LICENSING_LAW, Indicator
from xnsim.indicators.view import View, limited
from xnsim.labels import Label, Source
from xnsim.worktime import DAY_S


def _rate(view: View, due: Any, on_time: Any, with_overdue: bool) -> tuple[int, int]:
    """Cases on time of those that ended with a limit; where asked, those overdue without a decision are in the denominator too."""
    base = view.done & limited(due)
    overdue = count(view.overdue_undecided(due)) if with_overdue else 0
    return count(base & on_time), count(base) + overdue


def _promised(view: View) -> tuple[int, int]:
    """By the promise, on the office's clock."""
    due = view["promised_due"]
    return _rate(view, due, view.ended <= due, view.is_arrival)


def _verified(view: View) -> tuple[int, int]:
    """By the promise, on the law's clock; what passed by default is not on time."""
    due = view["verified_due"]
    return _rate(view, due, (view.ended <= due) & ~view.defaulted, True)


def _statutory(view: View) -> tuple[int, int]:
    """By the statute, on the office's clock."""
    due = view["statutory_due"]
    return _rate(view, due, view.ended <= due, view.is_arrival)


def _early(view: View) -> tuple[int, int]:
    """A day ends at its own midnight: a limit that closes at 24:00 belongs to the day before."""
    due = view["promised_due"]
    return _rate(view, due, (view.ended - 1) // DAY_S < (due - 1) // DAY_S, view.is_arrival)


def _extended(view: View) -> tuple[int, int]:
    """Cases whose limit was lengthened, of all that were accepted."""
    base = view.members & (view["accepted"] >= 0)
    return count(base & (view["extended"] == 1)), count(base)


on_time_rate = Indicator(
    key="on_time_rate", label=Label("按时办结率", "on-time rate"), unit="rate", better="higher",
    twin="verified_on_time_rate", cohort="completion", measure=_promised,
    definition=Label(
        "官方时钟(扣除一切停表、归零后重新起算、含延期)不晚于承诺时限的办结件 ÷ 有承诺时限的办结件。"
        "默认件按到期时刻算按时。按收件计时,超时未决的在办件也在分母里。",
        "Cases ended within the promised limit on the official clock (every pause taken off, counted afresh after a "
        "reset, extension added) ÷ cases ended that have one. A default counts as on time at the second of expiry. "
        "In the arrival cohort open overdue cases are in the denominator too."),
)

verified_on_time_rate = Indicator(
    key="verified_on_time_rate", label=Label("核实按时率", "verified on-time rate"), unit="rate", better="higher",
    twin="on_time_rate", cohort="completion", measure=_verified,
    definition=Label(
        "同一承诺时限、同一批件,改用法定时钟:从受理起算,只扣第四十五条的停表,不归零,默认件不算按时;"
        "超时未决的件(在办,或超时后离开)在分母里。",
        "The same promised limit and cohort on the lawful clock: counted from acceptance, less the pauses of art. 45 "
        "only, never reset; a default is not on time; overdue cases without a decision (open, or gone since) are in "
        "the denominator."),
    source=Source(LICENSING_LAW, "art. 45", "L"),
)

statutory_on_time_rate = Indicator(
    key="statutory_on_time_rate", label=Label("法定按时率", "statutory on-time rate"), unit="rate", better="higher",
    twin="extension_rate", cohort="completion", measure=_statutory,
    definition=Label(
        "官方时钟不晚于法定时限(含延期)的办结件 ÷ 有法定时限的办结件。",
        "Cases ended within the statutory limit, extension added, on the official clock ÷ cases ended that have one."),
    source=Source(LICENSING_LAW, "art. 42", "L"),
)

early_rate = Indicator(
    key="early_rate", label=Label("提前办结率", "early rate"), unit="rate", better="higher",
    twin="promise_padding", cohort="completion", measure=_early,
    definition=Label(
        "在承诺到期日之前的日子里办结的件 ÷ 有承诺时限的办结件(到期当天办结算按时,不算提前)。",
        "Cases ended on a day before the day on which the promised limit ends ÷ cases ended that have one (the last "
        "day itself is on time, not early)."),
)

extension_rate = Indicator(
    key="extension_rate", label=Label("延期率", "extension rate"), unit="rate", better="lower",
    twin="statutory_on_time_rate", cohort="completion", measure=_extended,
    definition=Label("到期前获准延期的件 ÷ 已受理的件。", "Cases granted an extension before expiry ÷ cases accepted."),
    source=Source(LICENSING_LAW, "art. 42", "L"),
)
