"""质量: wrong decisions, which no clock sees. Not measured where the scenario says nothing of quality."""

from __future__ import annotations

from typing import Any

from xnsim import cases
from xnsim.cases import count
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label

WRONGLY_APPROVED, WRONGLY_REFUSED = 1, 2


def _looked_at(view: View) -> Any:
    """Mask: ended cases of which it is known whether they deserved a yes."""
    return view.done & (view["eligible"] >= 0)


def _approved(view: View) -> Any:
    """Mask: approved, in fact or by default."""
    outcome = view["outcome"]
    return (outcome == cases.APPROVED) | (outcome == cases.DEEMED_APPROVED) | (outcome == cases.DEEMED_RENEWED)


def _wrongly_approved(view: View) -> tuple[int, int]:
    """Approved without deserving it, of all approved."""
    rows = _looked_at(view) & _approved(view)
    return count(rows & (view["wrong"] == WRONGLY_APPROVED)), count(rows)


def _wrongly_refused(view: View) -> tuple[int, int]:
    """Refused while deserving a yes, of all refused."""
    rows = _looked_at(view) & (view["outcome"] == cases.REFUSED)
    return count(rows & (view["wrong"] == WRONGLY_REFUSED)), count(rows)


def _revoked(view: View) -> tuple[int, int]:
    """Approvals found out to be wrong before the run ends, of all approved."""
    rows, found = _looked_at(view) & _approved(view), view["discovered"]
    return count(rows & (found >= 0) & (found < view.run.program.end_s)), count(rows)


def _undetected(view: View) -> tuple[int, int]:
    """Wrong approvals that nobody has found out, of all approved."""
    rows, found = _looked_at(view) & _approved(view), view["discovered"]
    known = (found >= 0) & (found < view.run.program.end_s)
    return count(rows & (view["wrong"] == WRONGLY_APPROVED) & ~known), count(rows)


def _wrong(view: View) -> tuple[int, int]:
    """Decided wrongly either way, of all that were looked at."""
    rows = _looked_at(view)
    return count(rows & (view["wrong"] > 0)), count(rows)


def _indicator(key: str, label: Label, twin: str, measure: Any, definition: Label, needs: tuple[str, ...] = ("eligible", "wrong")) -> Indicator:
    """Return a rate of wrong decisions; it is not measured without the columns of quality."""
    return Indicator(key=key, label=label, unit="rate", better="lower", twin=twin, cohort="completion", measure=measure,
                     definition=definition, needs=needs)


wrongly_approved_rate = _indicator(
    "wrongly_approved_rate", Label("误批率", "wrongly approved"), "wrongly_refused_rate", _wrongly_approved,
    Label("不符合条件而准予(含默认同意)的件 ÷ 准予的件。情景没有写质量(quality)时为未测。",
          "Cases approved, by default too, that do not meet the conditions ÷ cases approved. Not measured where the scenario has no quality."))

wrongly_refused_rate = _indicator(
    "wrongly_refused_rate", Label("误拒率", "wrongly refused"), "wrongly_approved_rate", _wrongly_refused,
    Label("符合条件而不予的件 ÷ 不予的件。情景没有写质量(quality)时为未测。",
          "Cases refused that meet the conditions ÷ cases refused. Not measured where the scenario has no quality."))

wrong_rate = _indicator(
    "wrong_rate", Label("错办率", "wrong decisions"), "mean_workdays", _wrong,
    Label("决定有错的件 ÷ 办结件。情景没有写质量(quality)时为未测。",
          "Cases decided wrongly ÷ cases ended. Not measured where the scenario has no quality."))

revoked_rate = _indicator(
    "revoked_rate", Label("撤销率", "revoked"), "undetected_rate", _revoked,
    Label("准予以后、运行结束以前被发现错误的件 ÷ 准予的件。撤销率低可以只是没有查。",
          "Cases approved whose fault came to light before the run ended ÷ cases approved. A low rate may only mean that nobody looked."),
    ("eligible", "wrong", "discovered"))

undetected_rate = _indicator(
    "undetected_rate", Label("误批未查出率", "wrongly approved, not found out"), "revoked_rate", _undetected,
    Label("不符合条件而准予、到运行结束还没有被发现的件 ÷ 准予的件;与撤销率之和即误批率。",
          "Cases approved that do not meet the conditions and had not come to light when the run ended ÷ cases approved; with the rate revoked it makes up the wrongly approved."),
    ("eligible", "wrong", "discovered"))
