"""回访: whether anybody asks afterwards how it went."""

from __future__ import annotations

from xnsim.cases import alike, as_column, count
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label


def _followed_up(view: View) -> tuple[int, int]:
    """A complaint made while the case was open follows nothing up: only what arose after the end counts."""
    if not count(view["parent"] >= 0):
        return 0, count(view.done)
    ended, received, closed = view.ended.tolist(), view["received"].tolist(), view["closed"].tolist()
    after = [0] * len(ended)
    for number, parent in enumerate(view["parent"].tolist()):
        if parent >= 0 and 0 <= ended[parent] <= received[number] and 0 <= closed[number] < view.asof:
            after[parent] = 1
    return count(view.done & (as_column(alike(after, view["received"])) == 1)), count(view.done)


follow_up_rate = Indicator(
    key="follow_up_rate", label=Label("回访率", "followed up"), unit="rate", better="higher",
    twin="undetected_rate", cohort="completion", measure=_followed_up, needs=("parent",),
    definition=Label(
        "办结以后由本件引起、并且已经办完的件(回访、复核、重办、办结后的投诉)至少有一件的办结件 ÷ 办结件。访了谁、问了什么,看误批未查出率。",
        "Cases ended that afterwards gave rise to another that is done (a call, a review, doing it again, a complaint after the end) ÷ cases ended. Whom the calls "
        "reached and what was asked is told by the wrong approvals not found out."),
)
