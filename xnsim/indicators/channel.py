"""网办: who applies online, and for whom that spares every visit."""

from __future__ import annotations

from typing import Any

from xnsim.cases import count
from xnsim.indicators.base import Better, Indicator, Measure
from xnsim.indicators.view import Cohort, View
from xnsim.labels import Label

ONLINE = frozenset({"online", "网上", "网办"})


def _online(view: View) -> Any:
    """Mask: applied for by a channel that is called online."""
    channel = view["channel"]
    online = channel < -1       # nobody yet
    for number, name in enumerate(view.run.program.channels):
        if name in ONLINE:
            online = online | (channel == number)
    return online


def _applied_online(view: View) -> tuple[int, int]:
    """Cases that came online, of those that came by some channel."""
    known = view.received_in & (view["channel"] >= 0)
    return count(known & _online(view)), count(known)


def _wholly_online(view: View) -> tuple[int, int]:
    """Cases ended that came online and cost no visit, of those that came by some channel."""
    known = view.done & (view["channel"] >= 0)
    return count(known & _online(view) & (view["trips"] <= 0)), count(known)


def _came_after_all(view: View) -> tuple[int, int]:
    """Cases ended that came online and cost a visit all the same, of those that came online."""
    known = view.done & (view["channel"] >= 0) & _online(view)
    return count(known & (view["trips"] >= 1)), count(known)


def _by_channel(key: str, label: Label, twin: str, measure: Measure, definition: Label, better: Better = "higher", cohort: Cohort = "completion") -> Indicator:
    """Return a rate that needs matters with channels; said in every definition, so that nobody takes it for nought."""
    unknown = Label("情景不分渠道时为未测。", " Not measured where matters have no channels.")
    return Indicator(key=key, label=label, unit="rate", better=better, twin=twin, cohort=cohort, measure=measure, needs=("channel",),
                     definition=Label(definition.zh + unknown.zh, definition.en + unknown.en))


online_rate = _by_channel(
    "online_rate", Label("网办率", "online rate"), "asked_offline_rate", _applied_online, cohort="arrival",
    definition=Label("从网上渠道(名为 online 或 网上)申请的件 ÷ 分渠道的收件。",
                     "Cases applied for by the channel called online ÷ cases received by some channel."))

wholly_online_rate = _by_channel(
    "wholly_online_rate", Label("全程网办率", "wholly online rate"), "mean_trips", _wholly_online,
    definition=Label("从网上申请、一次也没有到场的办结件 ÷ 分渠道的办结件。",
                     "Cases applied for online and ended without a single visit ÷ cases ended that came by some channel."))

asked_offline_rate = _by_channel(
    "asked_offline_rate", Label("网上申报后线下再交率", "applied online, came after all"), "online_rate", _came_after_all, better="lower",
    definition=Label("从网上申请而仍到场至少一次的办结件 ÷ 从网上申请的办结件。",
                     "Cases applied for online and ended with at least one visit ÷ cases applied for online and ended."))
