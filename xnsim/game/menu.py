"""The menu 决策单: what a director may buy or rule in a quarter, its sign on paper, and what it costs.

Prices are points of a quarter's budget, as in the trainer's handbook: no money of any real office.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xnsim.labels import Label

BUDGET = 100
QUARTERS = 4
Kind = Literal["people", "once", "rule", "gaming"]
KINDS: dict[Kind, Label] = {
    "people": Label("只管本季,下季要再写", "for this quarter only; write it again to keep it"),
    "once": Label("买一次,以后一直有", "bought once, there ever after"),
    "rule": Label("不花钱,写了就一直有效,直到改写", "free; holds until it is changed"),
    "gaming": Label("不花钱,只管本季;查到扣分", "free, for this quarter only; points are lost when found"),
}
COUNTERS = {1: "counter_a", 2: "counter_b"}
BACK = {1: "registry", 2: "decision", 3: "land_review", 4: "site_check", 5: "design_review", 6: "fire_check"}
OFFICES = {1: "market", 2: "land", 3: "housing"}
MATTERS = {1: "registration", 2: "premises", 3: "construction"}


@dataclass(frozen=True)
class Item:
    """One line of the menu: sign, name, price in points, how long it lasts, and what its digit means.

    ``choices``: digit → meaning, empty where there is none. ``per_digit``: the price is paid
    so many times (1 % inspected, 2 %, …). ``many``: may be written more than once with one digit.
    """

    sign: str
    label: Label
    price: int
    kind: Kind
    choices: dict[int, Label]
    per_digit: bool = False
    many: bool = False

    def cost(self, digit: int) -> int:
        """Return what one order of it costs, points."""
        return self.price * digit if self.per_digit else self.price


def _tenths(zero: Label, zh: str, en: str, least: int = 1) -> dict[int, Label]:
    return {0: zero, **{n: Label(zh.format(n), en.format(10 * n)) for n in range(least, 10)}}


ITEMS: tuple[Item, ...] = (
    Item("H", Label("增一个窗口人员", "one more officer at a window"), 12, "people",
         {1: Label("企业窗口", "business counter"), 2: Label("项目窗口", "project counter")}, many=True),
    Item("F", Label("增一个后台经办人", "one more officer behind the hall"), 15, "people",
         {1: Label("登记岗", "registry"), 2: Label("审批决定岗", "decision desk"), 3: Label("用地审查岗", "land review"), 4: Label("现场核查岗", "site check"),
          5: Label("设计审查岗", "design review"), 6: Label("消防审查岗", "fire check")}, many=True),
    Item("B", Label("培训B岗(相互顶岗)", "train Bs (mutual cover)"), 4, "once",
         {1: Label("市场监管局", "market regulation"), 2: Label("自然资源局", "natural resources"), 3: Label("住建局", "housing")}),
    Item("Z", Label("综合窗口", "general windows"), 8, "once", {}),
    Item("L", Label("网上办理", "online channel"), 10, "once", {}),
    Item("N", Label("一次性告知清单", "one-time notice checklist"), 5, "once", {}),
    Item("D", Label("代办员(建设项目)", "clerk for construction projects"), 8, "people", {}),
    Item("M", Label("联审会由每月改为每周", "joint meeting weekly instead of monthly"), 4, "people", {}),
    Item("C", Label("已批件抽查,每1%", "past approvals looked at again, each 1 %"), 3, "people", {n: Label(f"{n}%", f"{n} %") for n in range(1, 6)}, per_digit=True),
    Item("E", Label("电子监察", "electronic monitoring"), 3, "people",
         {1: Label("一级:只查一半", "level 1: every other light"), 2: Label("二级:件件过问", "level 2: every light")}, per_digit=True),
    Item("S", Label("突击:集中人力办一类件", "surge on one kind of case"), 10, "people",
         {1: Label("登记变更", "registration"), 2: Label("经营场所", "premises"), 3: Label("建设项目", "construction")}),
    Item("P", Label("承诺时限", "promised limits"), 0, "rule", _tenths(Label("照旧", "as found"), "压到现在的{}成", "{} % of what is promised now", 2)),
    Item("U", Label("特急件", "urgent cases"), 0, "rule", _tenths(Label("不设", "none"), "{}成件列为特急", "{} % of cases are urgent")),
    Item("V", Label("并联审批", "parallel examination"), 0, "rule",
         {0: Label("不并联", "none"), 1: Label("经营场所", "premises"), 2: Label("建设项目", "construction"), 3: Label("两类都并", "both")}),
    Item("Y", Label("超时默认", "default when a limit ends"), 0, "rule",
         {0: Label("不设", "none"), 1: Label("只有视为受理", "deemed acceptance only"), 2: Label("法定时限到视为批准", "approval at the statutory limit"),
          3: Label("承诺时限到视为批准", "approval at the promised limit")}),
    Item("G", Label("应付办法", "gaming move"), 0, "gaming",
         {1: Label("到期前退件,时钟重计", "sent back before the limit, counted afresh"), 2: Label("联办件件件有“正当理由”,先延期", "a “good reason” for every joint case: extended"),
          3: Label("把咨询登记成即办件", "enquiries booked as cases done"), 4: Label("劝不满意的人别评", "the dissatisfied talked out of rating")}),
)
MENU: dict[str, Item] = {item.sign: item for item in ITEMS}
