"""督办与红黄牌: what supervision sees, what it pushes, and what that leaves lying.

The issued rules differ in what a card is for. Here a yellow card is a case up to one working
day overdue and a red card one that is more; a warning comes before either.
"""

from __future__ import annotations

from typing import Any

from xnsim.cases import count
from xnsim.indicators.base import Indicator, Unit
from xnsim.indicators.view import View, limited
from xnsim.labels import Label

YELLOW_UP_TO_WORKDAYS = 1


def overdue_s(view: View) -> tuple[Any, Any]:
    """Return the cases of the cohort that have a promised limit, and by how many open seconds each is past it."""
    due = view["promised_due"]
    base = (view.done & limited(due)) | view.overdue_undecided(due)
    late = view.working(view.last_seen) - view.working(due * base)
    return base, late * (base & (view.last_seen > due))


def _cards(view: View, red: bool) -> tuple[float, int]:
    """Cases past their promise by up to a working day (yellow) or by more (red), a thousand of those that have one."""
    base, late = overdue_s(view)
    due = view["promised_due"]
    past, allowed = base & (view.last_seen > due), YELLOW_UP_TO_WORKDAYS * view.calendar.day_seconds
    return 1000 * count(past & ((late > allowed) if red else (late <= allowed))), count(base)


def _supervised(view: View) -> Any:
    """Mask: warned of, or moved up in a line."""
    return (view["raised"] > 0) | (view["warned"] > 0)


def _on_time(view: View) -> tuple[int, int]:
    """Supervised cases that ended by their promise, of all supervised that ended with one and those overdue without a decision."""
    due, supervised = view["promised_due"], _supervised(view)
    base = view.done & limited(due) & supervised
    return count(base & (view.ended <= due)), count(base) + count(view.overdue_undecided(due) & supervised)


def _others(view: View) -> tuple[float, int]:
    """The official times of ended cases that nobody ever supervised."""
    times = view.official_workdays[view.done & (view["accepted"] >= 0) & ~_supervised(view)]
    return times.sum(), len(times)


def _chases(view: View) -> tuple[int, int]:
    """Times moved up in line, over the cohort."""
    return view["raised"][view.members].sum(), count(view.members)


def _card(key: str, zh: str, en: str, twin: str, red: bool, definition: Label) -> Indicator:
    """Return the count of one kind of card."""
    unit: Unit = "per_1000"
    return Indicator(key=key, label=Label(zh, en), unit=unit, better="lower", twin=twin, cohort="completion",
                     measure=lambda view: _cards(view, red), definition=definition)


yellow_per_1000 = _card(
    "yellow_per_1000", "黄牌(每千件)", "yellow cards", "red_per_1000", False,
    Label("超过承诺时限不到 1 个工作日的件(含在办)÷ 有承诺时限的件 × 1000。各地规则所罚不一,此为本软件的定义。",
          "Cases up to 1 working day past the promised limit, open ones too ÷ cases that have one × 1,000. Issued rules differ; this is our definition."))

red_per_1000 = _card(
    "red_per_1000", "红牌(每千件)", "red cards", "yellow_per_1000", True,
    Label("超过承诺时限 1 个工作日以上的件(含在办)÷ 有承诺时限的件 × 1000。各地规则所罚不一,此为本软件的定义。",
          "Cases more than 1 working day past the promised limit, open ones too ÷ cases that have one × 1,000. Issued rules differ; this is our definition."))

supervised_on_time_rate = Indicator(
    key="supervised_on_time_rate", label=Label("督办办结率", "supervised cases on time"), unit="rate", better="higher",
    twin="unsupervised_workdays", cohort="completion", measure=_on_time, needs=("raised", "warned"),
    definition=Label(
        "被提醒或催办过的件中,按承诺时限办结的 ÷ 被提醒或催办过的、有承诺时限的件(超时未决的在分母里)。",
        "Cases warned of or chased that ended within the promised limit ÷ cases warned of or chased that have one (open overdue ones are in the denominator)."),
)

unsupervised_workdays = Indicator(
    key="unsupervised_workdays", label=Label("未督办件平均办理时长", "mean official time, not supervised"), unit="workdays", better="lower",
    twin="supervised_on_time_rate", cohort="completion", measure=_others, needs=("raised", "warned"),
    definition=Label("从未被提醒或催办的办结件的官方办理时长的平均数:注意力从他们身上移走了多少。",
                     "Mean official time of cases ended that were never warned of or chased: what the attention paid to others took from them."),
)

chases_per_case = Indicator(
    key="chases_per_case", label=Label("催办次数", "times chased"), unit="trips", better="none",
    twin="unsupervised_workdays", cohort="completion", measure=_chases, needs=("raised",),
    definition=Label("在队列中被提前的次数之和 ÷ 全部件。", "Times moved up in line ÷ all cases of the cohort."),
)
