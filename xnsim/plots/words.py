"""How words and numbers stand in a figure: wrapped where Chinese wraps, rounded as they are read."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

BRACKET = r"\uff08[^\uff08\uff09]{1,8}\uff09(?: [\u2191\u2193])?"  # a unit, and the arrow after it, stay together
NOT_LAST = "\uff08\u300a\u300c\u201c"          # an opening mark goes with what it opens
TOGETHER = r"n = \d+"                        # a number of replications is not parted from its name
NOT_FIRST = "\uff0c\u3002\uff1b\uff1a\u3001\uff01\uff1f\uff09\u300b\u201d\u2019%,.;:)\u2191\u2193"


def columns(text: str) -> int:
    """Return the width of a text, a Chinese character counting two and a Latin letter one."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrap(text: str, width: int) -> str:
    """Break a text into lines of at most ``width`` columns: between words, or between characters.

    A word longer than a line stands alone; closing punctuation never opens a line, opening
    punctuation never ends one, and a short bracket is not broken.
    """
    lines = [""]
    for piece in re.findall(rf"{BRACKET}|{TOGETHER}|[{NOT_LAST}]+(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*)|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
        fits = columns(lines[-1] + piece.rstrip()) <= width
        if fits or not lines[-1].strip() or piece[0] in NOT_FIRST:
            lines[-1] += piece
        else:
            lines.append(piece)
    return "\n".join(line.strip() for line in lines)


def number(value: float, unit: str) -> str:
    """Return a number as it is read aloud: a share as 93.1%, others with three figures."""
    if math.isnan(value):
        return "–"
    if unit == "%":
        return f"{_minus(f'{100 * value:.1f}')}%"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return _minus(f"{value:,.{digits}f}")


def _minus(told: str) -> str:
    """Write the minus sign as it is printed; what is rounded to nought has none."""
    return told.replace("-", "−") if any(sign in "123456789" for sign in told) else told.replace("-", "")


def tick_names(ticks: Sequence[float], unit: str) -> list[str]:
    """Return the names of an axis' ticks, all with the digits that their distance needs."""
    shown = [100 * tick if unit == "%" else tick for tick in ticks]
    gap = min((b - a for a, b in zip(shown, shown[1:])), default=1.0)
    digits = next(d for d in range(12) if all(abs(round(tick, d) - tick) < gap * 1e-3 for tick in shown))
    names = [f"{tick:,.{digits}f}".replace("-", "−") for tick in shown]
    return [name + "%" for name in names] if unit == "%" else names
