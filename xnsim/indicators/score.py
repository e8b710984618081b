"""记分: what an electronic supervision system would add and take, by a rule that was really issued.

The rule counts warnings, cards, early closings and cut promises; it does not look at what
the applicant meets, so a bigger promise can pay for a yellow card (theory case S01).
"""

from __future__ import annotations

from typing import NamedTuple

from xnsim.cases import count
from xnsim.indicators.backlog import warned_rows
from xnsim.indicators.base import Indicator
from xnsim.indicators.on_time import early_rate
from xnsim.indicators.promise import promise_cut
from xnsim.indicators.supervision import YELLOW_UP_TO_WORKDAYS, overdue_s
from xnsim.indicators.view import View, limited
from xnsim.labels import Label, Source
from xnsim.theory.scorecard import points

IN_A_ROW = 3


class Counted(NamedTuple):
    """What the rule counts in one period, as ``theory.scorecard.points`` takes it."""

    streaks: int
    yellow: int
    red: int
    early_share: float
    promise_cut: float


def counted(view: View) -> Counted:
    """Count threes of warnings in a row (in order of decision), cards, and the two shares that earn points."""
    base, late = overdue_s(view)
    past, allowed = base & (view.last_seen > view["promised_due"]), YELLOW_UP_TO_WORKDAYS * view.calendar.day_seconds
    return Counted(_streaks(view), count(past & (late <= allowed)), count(past & (late > allowed)), _of(early_rate, view), _of(promise_cut, view))


def _streaks(view: View) -> int:
    """A case on time was warned of or not; cases decided one after the other make a row, each warning counts once."""
    warned, due = warned_rows(view), view["promised_due"]
    ended = view.ended
    rows = view.done & limited(due)
    order = sorted(zip(ended[rows].tolist(), (warned & (ended <= due))[rows].tolist()), key=lambda row: row[0])
    found = run = 0
    for _, is_warned in order:
        run = run + 1 if is_warned else 0
        if run == IN_A_ROW:
            found, run = found + 1, 0
    return found


def _of(indicator: Indicator, view: View) -> float:
    """Return the value of an indicator, nought where there is none."""
    value = indicator.from_parts(indicator.parts_in(view))
    return value if value == value else 0.0


scorecard_points = Indicator(
    key="scorecard_points", label=Label("监察记分", "supervision points"), unit="points", better="none",
    twin="total_days", cohort="completion", form="count", measure=lambda view: (points(*counted(view)), 1),
    definition=Label(
        "连续 3 件预警 −3,黄牌 −5,红牌 −10;提前办结占比满 10% 加 1、每再满 10% 加 1;承诺时限比法定压缩满 30% 加 3、每再满 10% 加 1。"
        "预警、黄牌、红牌按本软件的定义(到期前 1 个工作日在办;超时不到 1 个工作日;更久)。原规则按月记分,这里按测量期。",
        "Three warnings in a row −3, a yellow card −5, a red card −10; early closings from 10 % +1 and +1 for each further full 10 %; promises cut from "
        "30 % below the law +3 and +1 for each further full 10 %. Warnings and cards by our definition (open 1 working day before the limit; overdue up to "
        "1 working day; more). The rule scores a month, here it is the measuring window."),
    source=Source(Label("一地电子监察绩效量化规则(fsou lar/171266/17126694)", "a local rule of electronic supervision (fsou lar/171266/17126694)"), "", "P"),
)
