"""事项: counts of items, as reports give them, where every item counts once however many people need it.

Beside each stands the figure that counts cases: rare items are easy to move in and to cancel.
"""

from __future__ import annotations

from xnsim.cases import count
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label


def _in_hall(view: View) -> tuple[int, int]:
    """Matters of which more than half of the ended cases stayed in the hall, of all matters with an ended case."""
    matters = sorted(set(view["matter"][view.done].tolist()))
    rows = [view.done & (view["matter"] == matter) for matter in matters]
    return sum(2 * count(row & (view["inhall"] == 1)) > count(row) for row in rows), len(rows)


def _applied_for(view: View) -> tuple[int, int]:
    """Items with a source of applicants that is not dry while the window is measured."""
    items, open_to = set(), set()
    for source in view.run.lowered.sources:
        stream = source.stream
        items.add(stream.matter)
        begins = [begin for begin, _ in stream.keep]
        held = [share for (begin, share), after in zip(stream.keep, [*begins[1:], view.end]) if begin < view.end and max(after, begin + 1) > view.start]
        if any(share > 0 for share in held):
            open_to.add(stream.matter)
    return len(open_to), len(items)


items_in_hall_rate = Indicator(
    key="items_in_hall_rate", label=Label("进厅率(按事项)", "items in the hall"), unit="rate", better="higher",
    twin="in_hall_rate", cohort="completion", measure=_in_hall,
    definition=Label(
        "过半数办结件的材料没有离开大厅岗位的事项 ÷ 有办结件的事项,每个事项算一次。按件数计的见现场办结率(不出大厅)。",
        "Items of which more than half of the cases ended never left the hall's desks ÷ items with cases ended, each item once. By cases: the on-the-spot rate within the hall."),
)

items_applied_for = Indicator(
    key="items_applied_for", label=Label("审批事项数", "items one must apply for"), unit="none", better="lower",
    twin="utilisation", cohort="completion", form="count", measure=_applied_for,
    definition=Label(
        "测量期内还有人须来申请的事项的个数,不论件数(两种口径相同);取消一项就少一项。取消了多少件,看利用率和办理时长。",
        "Number of items that somebody must apply for in the measuring window, however many do (the same in both cohorts); one less for each cancelled. How many cases that "
        "was is told by utilisation and times."),
)
