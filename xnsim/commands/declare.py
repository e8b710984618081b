"""What a command is: its name, what it asks for, and what it says about itself, declared once.

The command line, its help and its messages are all read from these declarations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xnsim.labels import Label, Lang
from xnsim.scenario.problems import InputError, Problem

Reader = Callable[[str], Any]


class Unreadable(ValueError):
    """A word of the command line is not what was asked for; says what is."""

    def __init__(self, says: Label) -> None:
        self.says = says
        super().__init__(says.zh)


@dataclass(frozen=True)
class Argument:
    """A word without dashes: ``shown`` stands for it in the usage line.

    ``count``: ``1`` one, ``?`` at most one, ``+`` one or more, ``*`` any number.
    """

    name: str
    shown: str
    help: Label
    count: str = "1"


@dataclass(frozen=True)
class Option:
    """A word with dashes. ``shown`` names its value; a flag has none. ``many``: may be given more than once."""

    name: str
    flag: str
    help: Label
    shown: str = ""
    reads: Reader = str
    default: Any = None
    many: bool = False


@dataclass(frozen=True)
class Command:
    """One command: ``does(lang, **values)`` carries it out and may return an exit code (default 0)."""

    name: str
    help: Label
    does: Callable[..., int | None]
    takes: tuple[Argument | Option, ...] = ()
    examples: tuple[str, ...] = ()

    def arguments(self) -> Iterator[Argument]:
        """Yield the words without dashes, in order."""
        return (each for each in self.takes if isinstance(each, Argument))

    def options(self) -> Iterator[Option]:
        """Yield the words with dashes, in order."""
        return (each for each in self.takes if isinstance(each, Option))

    def usage(self, program: str = "xnsim") -> str:
        """Return how the command is typed: ``xnsim run FILE [--seed N]``."""
        wanted = [{"?": f"[{each.shown}]", "+": f"{each.shown} …", "*": f"[{each.shown} …]"}.get(each.count, each.shown) for each in self.arguments()]
        return " ".join([program, self.name, *wanted, *(f"[{typed(each)}]" for each in self.options())])

    def carry_out(self, lang: Lang, words: Mapping[str, Any]) -> int:
        """Read the words typed, tell everything wrong with them at once, and do it."""
        values, problems = dict(words), []
        for option in self.options():
            try:
                values[option.name] = _read(option, words[option.name])
            except Unreadable as error:
                problems.append(Problem(option.flag, error.says))
        if problems:
            raise InputError(problems)
        return self.does(lang, **values) or 0


def typed(option: Option) -> str:
    """Return an option as it is typed: ``--seed N``."""
    return f"{option.flag} {option.shown}".strip()


def _read(option: Option, word: Any) -> Any:
    if not option.shown:
        return bool(word)
    if option.many:
        return tuple(option.reads(each) for each in word)
    return option.default if word is None else option.reads(word)


def whole(low: int, high: int = 2**63 - 1) -> Reader:
    """Return a reader of whole numbers within bounds."""

    def read(word: str) -> int:
        """Read a whole number within the bounds."""
        try:
            number = int(word)
        except ValueError:
            raise Unreadable(Label(f"应为整数,现为“{word}”", f"a whole number is wanted, not “{word}”")) from None
        if not low <= number <= high:
            told = high < 2**62 or number > high   # a bound nobody meets is told only to who passes it
            bounds = Label(f"在 {low} 与 {high} 之间", f"between {low} and {high}") if told else Label(f"不小于 {low}", f"at least {low}")
            raise Unreadable(Label(f"应{bounds.zh},现为 {number}", f"must be {bounds.en}, not {number}"))
        return number

    return read


def number(word: str) -> float:
    """Read a number; ``95%`` is 0.95."""
    text = word.strip().replace("\uff05", "%")
    try:
        found = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise Unreadable(Label(f"应为数字,例如 0.95 或 95%,现为“{word}”", f"a number is wanted, such as 0.95 or 95%, not “{word}”"))
    return found


def names(word: str) -> tuple[str, ...]:
    """Read names with commas between them, narrow or wide."""
    return tuple(name.strip() for name in re.split("[,\uff0c]", word) if name.strip())


def one_of(*known: str) -> Reader:
    """Return a reader that knows these words only."""

    def read(word: str) -> str:
        """Read one of the words known."""
        if word not in known:
            raise Unreadable(Label(f"只能是 {'、'.join(known)},现为“{word}”", f"must be one of {', '.join(known)}, not “{word}”"))
        return word

    return read


FILE = Argument("file", "FILE", Label("情景文件,或自带情景的名字(xnsim scenarios 可查)",
                                      "a scenario file, or the name of one that comes with xnsim (see: xnsim scenarios)"))
JSON = Option("as_json", "--json", Label("输出 JSON,供程序读取", "print JSON, for a program to read"))
SEED = Option("seed", "--seed", Label("随机种子;同一种子永远得到同样的数字", "the seed; the same seed always gives the same numbers"),
              "N", whole(0), 1)
ENGINE = Option("engine", "--engine", Label(
    "计算内核:auto 自动、kernel 编译、lists 纯 Python、simpy 可读;结果相同",
    "auto, kernel (compiled), lists (plain Python) or simpy (readable); all give the same numbers"),
    "NAME", one_of("auto", "kernel", "lists", "simpy"), "auto")
POLICY = Option("policies", "--policy", Label(
    "制度,可带参数:time_limit:factor=0.5,workdays=5",
    "a policy with its knobs: time_limit:factor=0.5,workdays=5"), "KEY:KNOB=VALUE", many=True)
