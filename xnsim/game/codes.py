"""The code a team hands in: four quarters of orders on one line, with a check sign at the end.

``F5NB2/F5F3//G4-K``: quarters between strokes, an order is a letter of the menu and its
digit. The check sign is ISO/IEC 7064 MOD 37-2 over letters, digits and strokes (the
stroke's place is that of ``*`` in the standard): every single wrong sign is found, and
every two neighbours that changed places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from xnsim.game.menu import BUDGET, MENU, QUARTERS
from xnsim.labels import Label
from xnsim.scenario.problems import InputError, Problem

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ/"
CHECKS = ALPHABET[:-1] + "*"
ORDER = re.compile(r"([A-Z])(\d*)")
WIDE = str.maketrans("、—–−", "/---")      # what a Chinese keyboard gives for a stroke and a dash; NFKC does the rest


@dataclass(frozen=True, order=True)
class Order:
    """One order of the menu; ``digit`` is 0 where the item has no choice."""

    sign: str
    digit: int = 0

    @property
    def cost(self) -> int:
        """Points."""
        return MENU[self.sign].cost(self.digit)

    def __str__(self) -> str:
        return f"{self.sign}{self.digit}" if MENU[self.sign].choices else self.sign

    def label(self) -> Label:
        """Return what was ordered, in words."""
        item = MENU[self.sign]
        if not item.choices:
            return item.label
        what = item.choices[self.digit]
        return Label(f"{item.label.zh}:{what.zh}", f"{item.label.en}: {what.en}")


Orders = tuple[Order, ...]


@dataclass(frozen=True)
class Plan:
    """A team and what it ordered, one tuple of orders a quarter (one to four quarters)."""

    team: str
    quarters: tuple[Orders, ...]

    @property
    def code(self) -> str:
        """The code on one line, with its check sign."""
        body = body_of(self.quarters)
        return f"{body}-{check_sign(body)}"


def body_of(quarters: Sequence[Orders]) -> str:
    """Write orders without a check sign; within a quarter in the order of the menu."""
    places = {sign: k for k, sign in enumerate(MENU)}
    return "/".join("".join(map(str, sorted(orders, key=lambda order: (places[order.sign], order.digit)))) or "0" for orders in quarters)


def check_sign(body: str) -> str:
    """Return the check sign of a code's body (ISO/IEC 7064 MOD 37-2)."""
    total = 0
    for sign in body:
        total = (total + ALPHABET.index(sign)) * 2 % 37
    return CHECKS[(38 - total) % 37]


def spent(orders: Orders) -> int:
    """Return the points a quarter's orders cost."""
    return sum(order.cost for order in orders)


def read_plan(text: str, team: str = "", sealed: bool = False, place: str = "") -> Plan:
    """Read what was typed: ``团队=CODE`` or a code alone; ``sealed`` wants the check sign and all four quarters.

    Small letters, spaces and full-width strokes are read too. Raises ``InputError`` with all that is wrong.
    """
    named, equals, rest = normalize("NFKC", text).partition("=")
    name, code = (named.strip(), rest) if equals else (team, named)
    place = place or text.strip() or "code"
    body, dash, sign = "".join(code.translate(WIDE).upper().split()).partition("-")
    problems = _seal(body, dash, sign, sealed)
    parts = body.split("/")
    if not body or len(parts) > QUARTERS or (sealed and len(parts) != QUARTERS):
        problems.append(Label(f"要有{'' if sealed else '一至'}四季,季与季之间用 / 隔开,不买也写 0;现有 {len(parts) if body else 0} 季",
                              f"{'four' if sealed else 'one to four'} quarters with / between them are wanted, 0 for nothing; here {len(parts) if body else 0}"))
    quarters = tuple(_orders(part, k + 1, problems) for k, part in enumerate(parts[:QUARTERS]))
    problems += _twice(quarters)
    if problems:
        raise InputError([Problem(place, says) for says in problems])
    return Plan(name or body, quarters)


def _seal(body: str, dash: str, sign: str, wanted: bool) -> list[Label]:
    strange = sorted({each for each in body if each not in ALPHABET})
    if strange:
        return [Label(f"决策码里只有字母、数字和 /,不认识 {' '.join(strange)}", f"a code holds letters, digits and / only, not {' '.join(strange)}")]
    if wanted and not dash:
        return [Label("没有校验字母;请用 xnsim game play 打出来的整行决策码(末尾是 -字母)", "no check sign; use the whole code that xnsim game play prints (it ends in -letter)")]
    if dash and sign != check_sign(body):
        return [Label(f"校验字母“{sign}”对不上:有一处抄错了。请与决策单逐个核对", f"the check sign “{sign}” does not fit: something was copied wrongly; compare it with the sheet")]
    return []


def _orders(part: str, k: int, problems: list[Label]) -> Orders:
    if part in ("", "0"):
        return ()
    found: list[Order] = []
    if "".join(match.group() for match in ORDER.finditer(part)) != part:
        problems.append(Label(f"第{k}季“{part}”读不懂;每项是一个字母加它的数字,例如 F5NB2", f"quarter {k}: “{part}” cannot be read; each order is a letter with its digit, such as F5NB2"))
        return ()
    for match in ORDER.finditer(part):
        says = _wrong(match.group(1), match.group(2), k)
        if says is None:
            found.append(Order(match.group(1), int(match.group(2) or 0)))
        else:
            problems.append(says)
    return (*_too_much(tuple(found), k, problems),)


def _wrong(sign: str, digits: str, k: int) -> Label | None:
    if sign not in MENU:
        return Label(f"第{k}季:决策单上没有“{sign}”;有 {' '.join(MENU)}", f"quarter {k}: there is no “{sign}” on the sheet; there are {' '.join(MENU)}")
    item = MENU[sign]
    if not item.choices:
        return Label(f"第{k}季:{sign}({item.label.zh})后面不写数字,现为“{sign}{digits}”", f"quarter {k}: no digit after {sign} ({item.label.en}), here “{sign}{digits}”") if digits else None
    if not digits or len(digits) > 1 or int(digits) not in item.choices:
        known = "、".join(map(str, item.choices))
        return Label(f"第{k}季:{sign}({item.label.zh})后面要写一个数字,可写 {known};现为“{sign}{digits}”",
                     f"quarter {k}: {sign} ({item.label.en}) takes one digit of {known.replace('、', ', ')}; here “{sign}{digits}”")
    return None


def _too_much(orders: Orders, k: int, problems: list[Label]) -> Orders:
    if spent(orders) > BUDGET:
        problems.append(Label(f"第{k}季花了 {spent(orders)} 分,一季只有 {BUDGET} 分;请删去 {spent(orders) - BUDGET} 分",
                              f"quarter {k} costs {spent(orders)} points and there are {BUDGET}; take out {spent(orders) - BUDGET}"))
    signs = Counter(order.sign if MENU[order.sign].kind == "rule" or MENU[order.sign].per_digit or order.sign == "S" else str(order)
                    for order in orders if not MENU[order.sign].many)
    for sign, times in signs.items():
        if times > 1:
            problems.append(Label(f"第{k}季“{sign}”写了 {times} 次;只写一次", f"quarter {k}: “{sign}” is written {times} times; write it once"))
    return orders


def _twice(quarters: Sequence[Orders]) -> list[Label]:
    had: dict[Order, int] = {}
    problems = []
    for k, orders in enumerate(quarters, 1):
        for order in orders:
            if MENU[order.sign].kind != "once":
                continue
            if order in had and had[order] != k:
                problems.append(Label(f"第{k}季又买“{order}”({order.label().zh}):第{had[order]}季已买,一直有效;请删去",
                                      f"quarter {k} buys “{order}” ({order.label().en}) again: bought in quarter {had[order]}, it is still there; take it out"))
            had.setdefault(order, k)
    return problems
