"""What a class gained: the codes of its learners before, after and late, as gains with intervals, in all and by item."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from xnsim.course.codes import Answers, Phase, read_code
from xnsim.course.questions import ITEMS
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed
from xnsim.scenario.problems import InputError, Problem
from xnsim.stats import Interval, interval

COLUMNS = Label("表头应为 seat,code(座位号、答卷代码)", "the first line must be seat,code")
TWICE = Label("座位 {0} 的同一份问卷有两个代码", "seat {0} has two codes of the same quiz")
NOBODY = Label("没有一个座位既有课前又有课后(或回访)的代码,算不出变化;请核对 seat 一列:同一个人各次写同一个座位号", "no seat has codes from before and after (or late): there is no gain to tell; check the column seat: a learner writes the same seat every time")
HEAD = Label("{0}减课前,满分 {1} 题,{2} 人两次都答", "{0} minus before, of {1} items, {2} learners answered both")
PHASE = {"post": Label("课后", "After"), "late": Label("回访", "Late")}
SCORE = Label("课前 {0:.1f} 题,{1} {2:.1f} 题;平均多 {3:+.2f} 题(95% 区间 {4:+.2f} 至 {5:+.2f})", "before {0:.1f}, {1} {2:.1f}; mean gain {3:+.2f} items (95 % interval {4:+.2f} to {5:+.2f})")
ONE = Label("课前 {0:.1f} 题,{1} {2:.1f} 题;平均多 {3:+.2f} 题(只有一人,没有区间)", "before {0:.1f}, {1} {2:.1f}; mean gain {3:+.2f} items (one learner, no interval)")
ITEM = Label("{0} {1}{2}:{3:.0f}% → {4:.0f}%,变化 {5:+.0f} 个百分点{6}", "{0} {1}{2}: {3:.0f} % → {4:.0f} %, change {5:+.0f} points{6}")
SPREAD = Label("(95% 区间 {0:+.0f} 至 {1:+.0f})", " (95 % interval {0:+.0f} to {1:+.0f})")
OF_TRANSFER = Label("其中迁移 {} 题:", "of these the {} that leave the office: ")
SEATS, CODES = ("seat", "座位号"), ("code", "答卷代码")
TRANSFER = Label("(迁移)", " (transfer)")
CAUTION = Label("没有对照组:这是同一批人前后的差别,不全是课程的作用;两卷题目相同而数字不同。",
                "There is no comparison group: this is a difference between before and after in the same people, not all of it the course's; both forms ask the same with other numbers.")

Class = dict[str, dict[Phase, Answers]]


def read_codes(path: str | Path) -> Class:
    """Read a table of seats and codes; ``InputError`` with all that is wrong, line by line."""
    rows = csv.DictReader(_text(Path(path)).splitlines())
    seat_of, code_of = (next((name for name in known if name in (rows.fieldnames or ())), None) for known in (SEATS, CODES))
    if seat_of is None or code_of is None:
        raise InputError([Problem(str(path), COLUMNS)])
    found: Class = {}
    problems: list[Problem] = []
    for line, row in enumerate(rows, 2):
        place, seat = f"{path}:{line}", (row[seat_of] or "").strip()
        try:
            answers = read_code(row[code_of] or "", place)
        except InputError as error:
            problems += error.problems
            continue
        if answers.phase in found.setdefault(seat, {}):
            problems.append(Problem(place, Label(TWICE.zh.format(seat), TWICE.en.format(seat))))
        found[seat][answers.phase] = answers
    if problems:
        raise InputError(problems)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:  # Excel on Chinese Windows saves CSV so
        return path.read_text(encoding="gb18030")


def gains(found: Class, phase: Phase) -> tuple[list[list[int]], list[list[int]]]:
    """Return the right items (1 or 0) before and at a later phase, a row a learner who answered both."""
    both = [seat for seat in found.values() if "pre" in seat and phase in seat]
    return [[int(each) for each in seat["pre"].right()] for seat in both], [[int(each) for each in seat[phase].right()] for seat in both]


def report(found: Mapping[str, dict[Phase, Answers]], lang: Lang = "zh") -> str:
    """Return the gains in words: in all, of the transfer items, then by item; ``InputError`` where nobody answered twice."""
    lines: list[str] = []
    for phase, name in PHASE.items():
        before, after = gains(dict(found), phase)
        if before:
            moved = [k for k, item in enumerate(ITEMS) if item.transfer]
            lines += [HEAD(lang).format(name(lang), len(ITEMS), len(before)), _score(before, after, name(lang), lang),
                      OF_TRANSFER(lang).format(len(moved)) + _score(_only(before, moved), _only(after, moved), name(lang), lang), *_items(before, after, lang), ""]
    if not lines:
        raise InputError([Problem("", NOBODY)])
    return printed("\n".join([*lines, CAUTION(lang)]), lang)


def _only(rows: list[list[int]], items: list[int]) -> list[list[int]]:
    return [[row[k] for k in items] for row in rows]


def _score(before: list[list[int]], after: list[list[int]], name: str, lang: Lang) -> str:
    one, two = [sum(row) for row in before], [sum(row) for row in after]
    found, most = interval([b - a for a, b in zip(one, two, strict=True)]), len(before[0])
    said = ONE if found.n < 2 else SCORE
    low, high = _possible(found, most)
    return said(lang).format(sum(one) / len(one), name, sum(two) / len(two), found.mean, low, high)


def _items(before: list[list[int]], after: list[list[int]], lang: Lang) -> list[str]:
    lines = []
    for k, item in enumerate(ITEMS):
        one, two = [row[k] for row in before], [row[k] for row in after]
        found = interval([100.0 * (b - a) for a, b in zip(one, two, strict=True)])
        spread = SPREAD(lang).format(*_possible(found, 100.0)) if found.n > 1 else ""
        lines.append(ITEM(lang).format(f"{k + 1:>2}", item.key, TRANSFER(lang) if item.transfer else "", 100 * sum(one) / len(one),
                                       100 * sum(two) / len(two), found.mean, spread))
    return lines


def _possible(found: Interval, most: float) -> tuple[float, float]:
    """Return the interval of a mean change within what is possible, from -most to most.

    Where all learners changed alike Student's interval has no width. Then at most the share
    1 - 0.05^(1/n) of learners changes otherwise (the rule of three), by as much as is possible.
    """
    low, high = found.low, found.high
    if found.method == "constant":
        others = 1 - (1 - found.level) ** (1 / found.n)
        low, high = (found.mean * (1 - others) + sign * others * most for sign in (-1, 1))
    return max(low, -most), min(high, most)
