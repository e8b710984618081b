"""What the checks of a whole scenario hand over, and the amounts they compare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xnsim.labels import Label
from xnsim.scenario.shape import nearest
from xnsim.scenario.sheet import Where
from xnsim.scenario.values import Dist, Span

_UNITS = {"s": ("秒", "seconds"), "min": ("分钟", "minutes"), "h": ("小时", "hours"), "d": ("个日历日", "days"),
          "wd": ("个工作日", "working days"), "mo": ("个月", "months")}
_PER_UNIT = {"s": ("秒", "second"), "min": ("分钟", "minute"), "h": ("小时", "hour"), "d": ("日历日", "day"), "wd": ("工作日", "working day"), "mo": ("月", "month")}
_AMOUNT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?(?:[–-]\d+(?:\.\d+)?)?) (wd|min|mo|s|h|d)\b")
_PER = re.compile(r"(?<=[\d\u4e00-\u9fff])/(min|mo|s|h|d)\b|(?<=\w)/(wd)\b")
MOST_LISTED = 30  # names that a reader takes in at a glance; of more, three are given


@dataclass(frozen=True)
class Finding:
    """One contradiction: its place, the sentence, and the other places it was read from."""

    where: Where
    says: Label
    looked: tuple[Where, ...] = ()

    def rests_on(self, touched: Iterable[Where]) -> bool:
        """Say whether any of these places is the finding's own or one it was read from."""
        places = list(touched)
        return any(_same_branch(self.where, place) for place in places) or any(
            look[: len(place)] == place for look in self.looked for place in places)


def _same_branch(a: Where, b: Where) -> bool:
    n = min(len(a), len(b))
    return a[:n] == b[:n]


def found(where: Where, zh: str, en: str, looked: Iterable[Where] = ()) -> Finding:
    """Return one finding with its sentence in both languages."""
    return Finding(where, Label(zh, en), tuple(looked))


def unknown(where: Where, what: Label, name: str, known: Iterable[str], looked: Iterable[Where] = ()) -> Finding:
    """Say that a name is not known, with the nearest one, or all of them where they can be read at a glance."""
    known = [word for word in known if not word.startswith("?")]  # "?3" stands for a name that was mended
    near = nearest(name, known)
    many = len(known) > MOST_LISTED
    zh = f"是不是 {near}?" if near else f"已有 {len(known)} 个,例如 {'、'.join(known[:3])}" if many else f"已有:{'、'.join(known) or '(无)'}"
    en = f"did you mean {near}?" if near else f"{len(known)} are known, for instance {', '.join(known[:3])}" if many else f"known: {', '.join(known) or '(none)'}"
    return found(where, f"没有{what.zh}“{name}”;{zh}", f"no {what.en} “{name}”; {en}", looked)


def says(span: Span, lang: str = "zh") -> str:
    """Write a length of time in words: 20 个工作日."""
    zh, en = _UNITS[span.unit]
    return f"{span.amount:g} {zh if lang == 'zh' else en}"


def in_words(text: object, lang: str) -> str:
    """Write the units of a scenario file in words, wherever they stand in a text: 20 wd is 20 个工作日, 12/h is 12/小时."""
    pick = 0 if lang == "zh" else 1
    spoken = _AMOUNT.sub(lambda found: f"{found[1]} {_one_or_more(found[1], _UNITS[found[2]][pick], lang)}", str(text))
    return _PER.sub(lambda found: f"/{_PER_UNIT[found[1] or found[2]][pick]}", spoken)


def _one_or_more(amount: str, unit: str, lang: str) -> str:
    return unit.removesuffix("s") if lang == "en" and amount == "1" else unit


def days(span: Span) -> tuple[float, float]:
    """Return the fewest and the most civil days a length of time can take.

    The last day ends at closing, so that a limit of n days may be a day short; holidays
    stretch 5 working days to a week, and 12 days cover the longest run of days off. Only
    what is certain may be concluded from these.
    """
    n = span.amount
    if span.unit == "wd":
        return max(n - 1, 0), n * 7 / 5 + 12
    if span.unit == "mo":
        return max(n * 28 - 1, 0), n * 31 + 12
    if span.unit == "d":
        return max(n - 1, 0), n + 12
    exact = n * {"s": 1, "min": 60, "h": 3600}[span.unit] / 86_400
    return exact, exact


def surely_longer(a: Span, b: Span) -> bool:
    """Say whether a is longer than b whatever the calendar; the same unit is compared as written."""
    return a.amount > b.amount if a.unit == b.unit else days(a)[0] > days(b)[1]


def surely_not_shorter(a: Span, b: Span) -> bool:
    """Say whether a is at least as long as b whatever the calendar."""
    return a.amount >= b.amount if a.unit == b.unit else days(a)[0] >= days(b)[1]


def is_zero(dist: Dist) -> bool:
    """Say whether a random length of time is always nothing."""
    return all(span.amount == 0 for span in dist.spans)
