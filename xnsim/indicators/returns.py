"""退件与补正: how often papers are sent back, and how many times."""

from __future__ import annotations

from xnsim.cases import count
from xnsim.indicators.base import LICENSING_LAW, Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label, Source


def _returned(view: View) -> tuple[int, int]:
    """Cases sent back at least once, of the cohort."""
    return count(view.members & (view["returns"] >= 1)), count(view.members)


def _corrected_once(view: View) -> tuple[int, int]:
    """Cases sent back once and then accepted, of those sent back at all."""
    returned = view.members & (view["returns"] >= 1)
    return count(returned & (view["returns"] == 1) & (view["accepted"] >= 0)), count(returned)


def _mean_returns(view: View) -> tuple[int, int]:
    """Times sent back, over the cohort."""
    return view["returns"][view.members].sum(), count(view.members)


return_rate = Indicator(
    key="return_rate", label=Label("退件率", "return rate"), unit="rate", better="lower",
    twin="mean_returns", cohort="arrival", measure=_returned,
    definition=Label("至少被退回一次的件 ÷ 全部件。", "Cases sent back at least once ÷ all cases of the cohort."),
)

once_corrected_rate = Indicator(
    key="once_corrected_rate", label=Label("一次补正率", "corrected-at-once rate"), unit="rate", better="higher",
    twin="mean_returns", cohort="arrival", measure=_corrected_once,
    definition=Label("恰好退回一次即受理的件 ÷ 被退回过的件。", "Cases sent back exactly once and then accepted ÷ cases sent back."),
    source=Source(LICENSING_LAW, "art. 32(4)", "L"),
)

mean_returns = Indicator(
    key="mean_returns", label=Label("平均补正次数", "mean returns"), unit="trips", better="lower",
    twin="return_rate", cohort="arrival", measure=_mean_returns,
    definition=Label("退回次数之和 ÷ 全部件。", "Times sent back ÷ all cases of the cohort."),
)
