"""叫号等候: how long applicants stand in the hall before somebody takes them up, and who leaves before."""

from __future__ import annotations

from typing import Any

from xnsim import cases
from xnsim.cases import count
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.tape import GATE
from xnsim.worktime import DAY_S, FAR

CALLED_WITHIN_S = 15 * 60


def _open_s(view: View, until: Any) -> Any:
    """Open seconds from receipt to some instant."""
    return view.working(until) - view.working(view["received"])


def _called(view: View) -> Any:
    """Mask: taken up at a desk, in the window or by who came in it."""
    called = view.applied & (view.first_call >= 0) & (view.first_call < view.asof)
    return called & (view.received_in if view.is_arrival else view.in_window(view.first_call))


def _mean_wait(view: View) -> tuple[float, int]:
    """Minutes until the first spell of work, of those who were taken up."""
    rows = _called(view)
    return _open_s(view, view.first_call)[rows].sum() / 60, count(rows)


def _within(view: View) -> tuple[int, int]:
    """Who left uncalled, and who still waits beyond the time, was not called within it."""
    called, closed = _called(view), view["closed"]
    uncalled = view.applied & ((view.first_call < 0) | (view.first_call >= view.asof))
    left = uncalled & _gone(view) & (view.received_in if view.is_arrival else view.in_window(closed))
    standing = uncalled & ((closed < 0) | (closed >= view.asof)) & (view["received"] < view.asof)
    late = standing & (view.working(view["received"] * 0 + view.asof) - view.working(view["received"]) > CALLED_WITHIN_S)
    if view.is_arrival:
        late = late & view.received_in
    return count(called & (_open_s(view, view.first_call) <= CALLED_WITHIN_S)), count(called) + count(left) + count(late)


def _gone(view: View) -> Any:
    """Mask: left before the end, out of patience or turned away."""
    outcome, closed = view["outcome"], view["closed"]
    return ((outcome == cases.WITHDRAWN) | (outcome == cases.TURNED_AWAY)) & (closed >= 0) & (closed < view.asof)


def _abandoned(view: View) -> tuple[int, int]:
    """Who left without ever being taken up, of all who came in the window."""
    return count(view.received_in & _gone(view) & (view.first_call < 0)), count(view.received_in)


def _by_slot(view: View) -> Any:
    """Mask: the way that held when the case came begins with a session, so who applies waits for his slot first."""
    tape, received, booked = view.run.lowered.tape, view["received"], view["received"] < 0
    for matter, (at, many) in enumerate(zip(tape.matter_route_at, tape.matter_route_n)):
        begins = [*(int(tape.matter_route_from[row]) for row in range(at, at + many)), FAR]
        for place, row in enumerate(range(at, at + many)):
            if tape.verb[tape.route_start[tape.matter_route[row]]] == GATE:
                booked = booked | ((view["matter"] == matter) & (received >= begins[place]) & (received < begins[place + 1]))
    return booked


def _booked(view: View) -> tuple[float, int]:
    """Days from booking to the first spell of work, of those who had to wait for a slot."""
    rows = _called(view) & _by_slot(view)
    return (view.first_call - view["received"])[rows].sum() / DAY_S, count(rows)


mean_wait_minutes = Indicator(
    key="mean_wait_minutes", label=Label("平均等候时间", "mean wait to be called"), unit="minutes", better="lower",
    twin="abandon_rate", cohort="arrival", measure=_mean_wait,
    definition=Label(
        "被叫到的件从到来到第一次有人办理的办公分钟数的平均数。没有等到就走的不在其中,见弃号率。",
        "Mean open minutes from arrival to the first spell of work, over cases that were taken up. Who left before is not in it: see the abandonment rate."),
)

called_in_15_rate = Indicator(
    key="called_in_15_rate", label=Label("15 分钟叫号率", "called within 15 minutes"), unit="rate", better="higher",
    twin="abandon_rate", cohort="arrival", measure=_within,
    definition=Label(
        "到来后 15 个办公分钟内被叫到的件 ÷ 被叫到的、没有叫到就走的和等了更久仍在等的件。",
        "Cases taken up within 15 open minutes of arrival ÷ cases taken up, gone before, or still waiting after longer."),
)

abandon_rate = Indicator(
    key="abandon_rate", label=Label("弃号率", "abandonment rate"), unit="rate", better="lower",
    twin="mean_wait_minutes", cohort="arrival", measure=_abandoned,
    definition=Label(
        "一次也没有被办理就离开(失去耐心、限号、关门)的件 ÷ 收件。",
        "Cases that left without ever being taken up (out of patience, no room, doors closed) ÷ cases received."),
)

booking_wait_days = Indicator(
    key="booking_wait_days", label=Label("预约等待天数", "days from booking to being seen"), unit="days", better="lower",
    twin="mean_wait_minutes", cohort="arrival", measure=_booked,
    definition=Label(
        "流程以等号源(场次 session)开头的件,从预约(收件)到第一次有人办理的日历天数的平均数,到场后的排队也在内。"
        "没有号源的情景、按约定时刻到达而不知何时预约的件,为未测。",
        "Over cases whose way begins with a slot (a session), mean calendar days from booking (receipt) to the first spell of work, the line on the day "
        "included. Not measured where nobody waits for a slot, nor for those who come at a set hour booked nobody knows when."),
)
