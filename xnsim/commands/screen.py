"""What is written to the screen: tables that line up in Chinese, numbers as they are read, JSON."""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Collection, Sequence
from typing import Any

from xnsim.labels import Lang
from xnsim.plots.words import columns, wrap
from xnsim.punctuation import printed

NARROWEST, WIDEST = 60, 120


def say(lang: Lang, text: str = "") -> None:
    """Print a sentence with the punctuation of its language, at once."""
    print(printed(text, lang), flush=True)


def whisper(lang: Lang, text: str) -> None:
    """Print what is no result (a hint, a progress) to the side channel."""
    print(printed(text, lang), file=sys.stderr, flush=True)


def show_json(data: Any) -> None:
    """Print plain data as JSON; what is not a number is null."""
    print(json.dumps(_plain(data), ensure_ascii=False, indent=1, allow_nan=False), flush=True)


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(value) for value in data]
    data = data.item() if hasattr(data, "item") else data
    if isinstance(data, float) and not math.isfinite(data):
        return None
    return data if data is None or isinstance(data, (bool, int, float, str)) else str(data)


def screen_width() -> int:
    """Return how many columns the screen has, within reason."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, NARROWEST), WIDEST)


def padded(text: str, width: int, right: bool = False) -> str:
    """Fill a text with spaces to a width; a Chinese character takes two places."""
    space = " " * max(0, width - columns(text))
    return space + text if right else text + space


def text_width(cells: Sequence[str]) -> int:
    """Return the columns that the widest line of any of these cells takes."""
    return max(columns(line) for cell in cells for line in cell.split("\n"))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Set rows under their headings; columns named in ``right`` end in line, the others begin in line.

    A heading may hold line breaks; without headings (all empty) only the rows are set. What
    is too wide for the screen is wrapped in the last column.
    """
    lines = [list(map(str, row)) for row in rows]
    heads = _stacked(headings) if any(headings) else []
    widths = [text_width(column) for column in zip(*heads, *lines, strict=True)]
    room = screen_width() - sum(widths[:-1]) - 2 * (len(widths) - 1)
    set_lines = [_line(row, widths, room, right) for row in [*heads, *lines]]
    rule = ["─" * min(screen_width(), sum(widths) + 2 * (len(widths) - 1))] if heads else []
    return "\n".join([*set_lines[: len(heads)], *rule, *set_lines[len(heads):]])


def _stacked(headings: Sequence[str]) -> list[list[str]]:
    """Part headings of several lines into rows; short ones stand at the foot."""
    parts = [heading.split("\n") for heading in headings]
    high = max(map(len, parts))
    return [list(row) for row in zip(*([""] * (high - len(part)) + part for part in parts), strict=True)]


def _line(row: Sequence[str], widths: Sequence[int], room: int, right: Collection[int]) -> str:
    *first, last = row
    start = "".join(padded(cell, width, k in right) + "  " for k, (cell, width) in enumerate(zip(first, widths)))
    if len(row) - 1 in right:
        return start + padded(last, widths[-1], True)
    indent = "\n" + " " * columns(start)
    return (start + wrap(last, max(room, 24)).replace("\n", indent)).rstrip()


def paragraph(text: str, lang: Lang, indent: str = "") -> str:
    """Wrap a text to the screen."""
    body = wrap(printed(text, lang), screen_width() - columns(indent))
    return indent + body.replace("\n", "\n" + indent)
