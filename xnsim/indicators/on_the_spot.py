"""现场办结: decided at the first visit, or at least without leaving the hall.

The seeds' 90 % and 100 % do not say which of the two is meant, so both stand here.
"""

from __future__ import annotations

from xnsim.cases import count
from xnsim.indicators.base import LICENSING_LAW, Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label, Source


def _share(view: View, flag: str) -> tuple[int, int]:
    """Ended cases that bear a mark of the table, of all that ended."""
    return count(view.done & (view[flag] == 1)), count(view.done)


on_the_spot_rate = Indicator(
    key="on_the_spot_rate", label=Label("现场办结率(首次到场)", "on-the-spot rate (first visit)"), unit="rate", better="higher",
    twin="in_hall_rate", cohort="completion", measure=lambda view: _share(view, "onspot"),
    definition=Label("决定前全部在窗口、首次到场办完的件 ÷ 办结件。", "Cases decided at a window on the first visit ÷ cases ended."),
    source=Source(LICENSING_LAW, "art. 34", "L"),
)

in_hall_rate = Indicator(
    key="in_hall_rate", label=Label("现场办结率(不出大厅)", "on-the-spot rate (within the hall)"), unit="rate", better="higher",
    twin="on_the_spot_rate", cohort="completion", measure=lambda view: _share(view, "inhall"),
    definition=Label("材料从未离开大厅岗位的件 ÷ 办结件。", "Cases whose file never left the hall's desks ÷ cases ended."),
)
