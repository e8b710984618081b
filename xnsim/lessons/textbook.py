"""Offices of the textbook for the lessons: always open, days of one length, run once for each setting and then remembered.

The offices are those with which ``xnsim.proof`` meets the published answers; here they are run as long as a lesson can wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xnsim.engines import run
from xnsim.labels import Label, Lang
from xnsim.lessons.one_desk import SEED
from xnsim.lessons.telling import BY_THEORY, say
from xnsim.program import Program, lower
from xnsim.proof.seen import Seen
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Horizon
from xnsim.scenario.values import Span
from xnsim.stats import Interval, interval

RUNS = 10
BLUE, ORANGE, GREEN, INK, GREY, PURPLE = "#0072B2", "#C44E00", "#00795B", "#1B2733", "#5F6B76", "#A0508A"


@dataclass(frozen=True)
class Length:
    """How many days an office runs in, is measured, and has time to finish what came."""

    warm_up: int
    measure: int
    drain: int = 200


def lasting(office: Scenario, length: Length) -> Scenario:
    """Return the office with so long a run."""
    days = [Span(float(each), "d") for each in (length.warm_up, length.measure, length.drain)]
    return office.changed(("horizon", Horizon(warm_up=days[0], measure=days[1], drain=days[2])))


def program_of(office: Scenario, length: Length) -> Program:
    """Return the office lowered, to be run so long."""
    return lower(lasting(office, length))


def watched(program: Program, replication: int) -> Seen:
    """Run one replication of the lessons' seed and return what can be read off it, times in days."""
    return Seen(run(program, SEED, replication))


def remembered(read: Callable[..., Any]) -> Callable[..., Any]:
    """Work out each setting and replication once: sliders come back to where they were."""
    return lru_cache(maxsize=4096)(read)


def over_runs(read: Callable[[int], float], n: int = RUNS) -> list[float]:
    """Return one value a replication."""
    return [read(replication) for replication in range(n)]


# ---- pieces of a chart ---------------------------------------------------------------


def line(label: Label, colour: str, points: list[list[float]], lang: Lang, dash: bool = False) -> dict[str, Any]:
    """Return a line through points; ``dash`` for what somebody believes or what is only compared with."""
    return {"kind": "line", "dash": dash, "label": say(label, lang), "colour": colour, "points": points}


def level(label: Label, colour: str, y: float, ends: tuple[float, float], lang: Lang) -> dict[str, Any]:
    """Return a dashed line at one height."""
    return line(label, colour, [[ends[0], y], [ends[1], y]], lang, dash=True)


def dots(label: Label, colour: str, found: Mapping[float, list[float]], lang: Lang) -> dict[str, Any]:
    """Return simulated means with their 95 % intervals, one at each place of the slider that was run."""
    at = {x: interval(values) for x, values in found.items()}
    return {"kind": "points", "label": say(label, lang), "colour": colour, "points": [[x, each.mean, each.low, each.high] for x, each in at.items()]}


def share_dots(label: Label, colour: str, found: Mapping[float, list[float]], files: float, lang: Lang) -> dict[str, Any]:
    """Return simulated per cents of so many files a run, with intervals that stay between 0 and 100."""
    at = {x: _share(values, files) for x, values in found.items()}
    return {"kind": "points", "label": say(label, lang), "colour": colour, "points": [[x, 100 * each.mean, 100 * each.low, 100 * each.high] for x, each in at.items()]}


def share_card(key: str, label: Label, values: Sequence[float], files: float, lang: Lang, theory: float | None = None) -> dict[str, Any]:
    """Return per cents of so many files a run as one number with an interval that stays between 0 and 100."""
    found = _share(values, files)
    note = [f"95% {100 * found.low:.1f} – {100 * found.high:.1f}", *([BY_THEORY(lang).format(f"{theory:.1f}")] if theory is not None else [])]
    return {"key": key, "label": say(label, lang), "text": f"{100 * found.mean:.1f} %", "value": 100 * found.mean, "note": " · ".join(note)}


def _share(values: Sequence[float], files: float) -> Interval:
    return interval([value / 100 for value in values], rate=True, denominators=[files] * len(values))


def diamond(x: float, y: float, label: Label, lang: Lang, colour: str = ORANGE) -> dict[str, Any]:
    """Return the mark of where the slider stands."""
    return {"x": x, "y": y, "label": say(label, lang), "shape": "diamond", "colour": colour}


def ring(x: float, y: float, lang: Lang) -> dict[str, Any]:
    """Return the mark of what was predicted."""
    return {"x": x, "y": y, "label": say(Label("您的预测", "your prediction"), lang), "shape": "ring", "colour": PURPLE}


def slider(name: str, label: Label, unit: Label, low: float, high: float, step: float, start: float, lang: Lang) -> dict[str, Any]:
    """Return a slider as a view takes it."""
    return {"name": name, "label": say(label, lang), "unit": unit(lang), "low": low, "high": high, "step": step, "value": start}


def surer(picture: Callable[[int], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a picture of two replications, then of three, and so on: intervals narrow as they arrive."""
    for n in range(2, RUNS + 1):
        yield picture(n) | {"n": n}
