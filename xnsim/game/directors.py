"""Five directors who play by a script 照本做的主任, and what each lesson taught the last of them.

They are the game's yardstick: the trainer's reference line, and the test that the lessons
pay on the true board.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from xnsim.game.codes import Order, Orders, Plan, read_plan, spent
from xnsim.game.menu import BUDGET, ITEMS, QUARTERS
from xnsim.labels import Label


@dataclass(frozen=True)
class Rule:
    """What a lesson says about the director's chair, and what a director does who missed that lesson.

    ``orders`` of the taught plan are replaced by ``instead``, quarter by quarter.
    """

    lesson: int
    says: Label
    swap: tuple[tuple[str, str], ...]


TAUGHT = "F5F2F3B1B2B3NMZLV3P0U0Y1/F1F2F3F4F5F6M/F1F2F3F4F5F6M/F1F2F3F4F5F6M"
PROMISES_FIRST = "P4/P3/P2/P2"
WINDOWS_ONLY = "H1H1H1H1H2H2H2H2/H1H1H1H1H2H2H2H2/H1H1H1H1H2H2H2H2/H1H1H1H1H2H2H2H2"
OFFICIAL_ONLY = "P2Y3G3/G3/G3/G3"      # enquiries pay more than the fine they risk; the other moves do not

LESSONS: tuple[Rule, ...] = (
    Rule(1, Label("人加在排着长队的地方", "put people where the line is"), (("F5", "H1"),)),
    Rule(2, Label("忙到九成五就要加人,留出余量", "add people before a desk is 95 % busy"), (("F2", ""),)),
    Rule(3, Label("把快件从长件的队里分出来", "part quick cases from long ones"), (("L", ""),)),
    Rule(4, Label("几条队并成一条", "make one line of several"), (("Z", ""),)),
    Rule(5, Label("人会不在,要有B岗", "people are away: train a B"), (("B1", ""), ("B2", ""), ("B3", ""))),
    Rule(6, Label("承诺压下去,活不会变快", "a shorter promise makes no work faster"), (("P0", "P3"),)),
    Rule(7, Label("一次告知,少退一次就少排一次队", "told once, one line less to stand in"), (("N", ""),)),
    Rule(8, Label("没有先后的审查一起办", "examine at once what has no order"), (("V3", ""),)),
    Rule(9, Label("人人特急,就没有特急", "where all is urgent nothing is"), (("U0", "U8"),)),
    Rule(10, Label("例会开勤,等会就短", "meet more often, wait less"), (("M", ""),)),
    Rule(11, Label("默认批准不等于审过,省不了审的人", "approved by default is not examined, and spares no examiner"), (("Y1", "Y3"), ("F5", ""))),
    Rule(12, Label("不为榜上的数字应付", "do not work for the board's figure"), (("U0", "U0G1G3"),)),
)


def director(name: str, seed: int = 1) -> Plan:
    """Return the year of a scripted director; only the random one looks at the seed."""
    return DIRECTORS[name](seed)


def without(lesson: int) -> Plan:
    """Return the taught director's year as he would have it who missed one lesson."""
    code = TAUGHT
    for old, new in next(rule for rule in LESSONS if rule.lesson == lesson).swap:
        code = code.replace(old, new)
    if lesson == 12:        # moves hold for a quarter and are made again in each
        first, *rest = code.split("/")
        code = "/".join([first, *(f"{part}G1G3" for part in rest)])
    return read_plan(code, f"taught without {lesson}")


def _scripted(name: str, code: str) -> Callable[[int], Plan]:
    return lambda seed: read_plan(code, name)


def _random(seed: int) -> Plan:
    """Order at random, gaming apart, until the next order would not fit the budget."""
    rng = random.Random(seed)
    had: set[str] = set()
    return Plan("random", tuple(_random_quarter(rng, had) for _ in range(QUARTERS)))


def _random_quarter(rng: random.Random, had: set[str]) -> Orders:
    found: list[Order] = []
    for item in rng.sample([item for item in ITEMS if item.kind != "gaming"], len(ITEMS) - 1):
        order = Order(item.sign, rng.choice(list(item.choices)) if item.choices else 0)
        is_there = item.kind == "once" and str(order) in had
        if rng.random() < 0.5 and not is_there and spent((*found, order)) <= BUDGET:
            found.append(order)
            had.add(str(order))
    return tuple(found)


DIRECTORS: dict[str, Callable[[int], Plan]] = {
    "random": _random,
    "promises_first": _scripted("promises_first", PROMISES_FIRST),
    "windows_only": _scripted("windows_only", WINDOWS_ONLY),
    "official_only": _scripted("official_only", OFFICIAL_ONLY),
    "taught": _scripted("taught", TAUGHT),
}
NAMES: dict[str, Label] = {
    "random": Label("随便买", "at random"), "promises_first": Label("先压承诺", "promises first"), "windows_only": Label("只加窗口", "windows only"),
    "official_only": Label("冲官方分", "official board only"), "taught": Label("学过的", "taught"),
}
