"""网办: who applies online, and for whom that spares every visit."""

from __future__ import annotations

from typing import Any

from xnsim.cases import count
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label

ONLINE = frozenset({"online", "网上", "网办"})


def _online(view: View) -> Any:
    channel = view["channel"]
    online = channel < -1       # nobody yet
    for number, name in enumerate(view.run.program.channels):
        if name in ONLINE:
            online = online | (channel == number)
    return online


def _applied_online(view: View) -> tuple[int, int]:
    known = view.received_in & (view["channel"] >= 0)
    return count(known & _online(view)), count(known)


def _wholly_online(view: View) -> tuple[int, int]:
    known = view.done & (view["channel"] >= 0)
    return count(known & _online(view) & (view["trips"] <= 0)), count(known)


def _came_after_all(view: View) -> tuple[int, int]:
    known = view.done & (view["channel"] >= 0) & _online(view)
    return count(known & (view["trips"] >= 1)), count(known)


online_rate = Indicator(
    key="online_rate", label=Label("网办率", "online rate"), unit="rate", better="higher",
    twin="asked_offline_rate", cohort="arrival", measure=_applied_online, needs=("channel",),
    definition=Label(
        "从网上渠道(名为 online 或 网上)申请的件 ÷ 分渠道的收件。情景不分渠道时为未测。",
        "Cases applied for by the channel called online ÷ cases received by some channel. Not measured where matters have no channels."),
)

wholly_online_rate = Indicator(
    key="wholly_online_rate", label=Label("全程网办率", "wholly online rate"), unit="rate", better="higher",
    twin="mean_trips", cohort="completion", measure=_wholly_online, needs=("channel",),
    definition=Label(
        "从网上申请、一次也没有到场的办结件 ÷ 分渠道的办结件。",
        "Cases applied for online and ended without a single visit ÷ cases ended that came by some channel."),
)

asked_offline_rate = Indicator(
    key="asked_offline_rate", label=Label("网上申报后线下再交率", "applied online, came after all"), unit="rate", better="lower",
    twin="online_rate", cohort="completion", measure=_came_after_all, needs=("channel",),
    definition=Label(
        "从网上申请而仍到场至少一次的办结件 ÷ 从网上申请的办结件。情景不分渠道时为未测。",
        "Cases applied for online and ended with at least one visit ÷ cases applied for online and ended. Not measured where matters have no channels."),
)
