"""Pieces of the pictures of the lessons: lines of theory, simulated points with their intervals, marks, sliders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xnsim.labels import Label, Lang
from xnsim.lessons.telling import BY_THEORY, not_negative, say
from xnsim.stats import Interval, interval

BLUE, ORANGE, GREEN, INK, GREY, PURPLE = "#0072B2", "#C44E00", "#00795B", "#1B2733", "#5F6B76", "#A0508A"
HERE, GUESS = Label("现在", "here"), Label("您的预测", "your prediction")
SIMULATED = Label("仿真与 95% 区间", "simulated, 95 %")


def axis(label: Label, low: float, high: float, lang: Lang, percent: bool = False) -> dict[str, Any]:
    """Return an axis from one number to another; with ``percent`` shares are written as per cents."""
    return {"label": say(label, lang), "low": low, "high": high} | ({"percent": True} if percent else {})


def line(label: Label, colour: str, points: list[list[float]], lang: Lang, dash: bool = False) -> dict[str, Any]:
    """Return a line through points; ``dash`` for what somebody believes or what is only compared with."""
    return {"kind": "line", "dash": dash, "label": say(label, lang), "colour": colour, "points": points}


def level(label: Label, colour: str, y: float, ends: tuple[float, float], lang: Lang) -> dict[str, Any]:
    """Return a dashed line at one height."""
    return line(label, colour, [[ends[0], y], [ends[1], y]], lang, dash=True)


def dots(label: Label, colour: str, found: Mapping[float, list[float]], lang: Lang) -> dict[str, Any]:
    """Return simulated means with their 95 % intervals, one at each place of the slider that was run."""
    at = {x: not_negative(interval(values)) for x, values in found.items()}
    return {"kind": "points", "label": say(label, lang), "colour": colour, "points": [[x, each.mean, each.low, each.high] for x, each in at.items()]}


def share_dots(label: Label, colour: str, found: Mapping[float, list[float]], files: float, lang: Lang) -> dict[str, Any]:
    """Return simulated per cents of so many files a run, with intervals that stay between 0 and 100."""
    at = {x: _share(values, files) for x, values in found.items()}
    return {"kind": "points", "label": say(label, lang), "colour": colour, "points": [[x, 100 * each.mean, 100 * each.low, 100 * each.high] for x, each in at.items()]}


def share_card(key: str, label: Label, values: Sequence[float], files: float, lang: Lang, theory: float | None = None) -> dict[str, Any]:
    """Return per cents of so many files a run as one number with an interval that stays between 0 and 100."""
    found = _share(values, files)
    digits = 1 if found.half_width >= 0.002 else 2
    note = [f"95% {100 * found.low:.{digits}f} – {100 * found.high:.{digits}f}", *([BY_THEORY(lang).format(f"{theory:.{digits}f}")] if theory is not None else [])]
    return {"key": key, "label": say(label, lang), "text": f"{100 * found.mean:.{digits}f} %", "value": 100 * found.mean, "note": " · ".join(note)}


def _share(values: Sequence[float], files: float) -> Interval:
    """Return the interval of per cents, each of so many files."""
    return interval([value / 100 for value in values], rate=True, denominators=[files] * len(values))


def diamond(x: float, y: float, lang: Lang, label: Label = HERE, colour: str = ORANGE) -> dict[str, Any]:
    """Return the mark of where the slider stands."""
    return {"x": x, "y": y, "label": say(label, lang), "shape": "diamond", "colour": colour}


def ring(x: float, y: float, lang: Lang, most: float | None = None) -> dict[str, Any]:
    """Return the mark of what was predicted, at the upper edge if it is higher than that."""
    return {"x": x, "y": y if most is None else max(0.0, min(most, y)), "label": say(GUESS, lang), "shape": "ring", "colour": PURPLE}


def slider(name: str, label: Label, unit: Label, low: float, high: float, step: float, start: float, lang: Lang) -> dict[str, Any]:
    """Return a slider as a view takes it."""
    return {"name": name, "label": say(label, lang), "unit": unit(lang), "low": low, "high": high, "step": step, "value": start}
