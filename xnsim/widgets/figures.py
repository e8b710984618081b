"""What a board shows of an answer: numbers as they are read, their intervals, and what the change amounts to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from xnsim.indicators import UNITS, Indicator, find
from xnsim.labels import Label, Lang
from xnsim.plots.style import stamp_text
from xnsim.plots.words import number
from xnsim.punctuation import printed
from xnsim.stats import POINTS, Difference, Interval, interval, mark_simultaneously, paired_difference, sentence
from xnsim.version import VERSION
from xnsim.widgets.recount import STATUS_QUO, Answer

HEADLINE = "on_time_rate"
MAIN = (
    "on_time_rate", "verified_on_time_rate", "mean_workdays", "p90_workdays", "total_days", "return_rate", "mean_trips", "backlog",
    "utilisation")
"""The headline number, its twin, and what stands in the table below them."""

HARDLY = Label("几乎没有变化", "hardly any change")
SAME = Label("与现状相同", "same as now")
ONE_RUN = Label("只有一次重复,没有区间", "one replication, no interval")
NO_RUN = Label("这里没有可测的,没有数", "nothing here to measure, no number")
REFUSED = Label("这一方案不成立,没有运行", "this alternative contradicts itself and was not run")


def described(key: str, lang: Lang) -> dict[str, Any]:
    """Return an indicator as the page needs it: its names, its unit, and which way is better."""
    indicator = find(key)
    twin = find(indicator.twin).label(lang) if indicator.twin else ""
    return {"key": key, "label": printed(indicator.label(lang), lang), "unit": UNITS[indicator.unit](lang), "better": indicator.better,
            "rate": indicator.unit == "rate", "definition": printed(indicator.definition(lang), lang), "twin": twin}


def shown(answer: Answer, names: Mapping[str, Label], lang: Lang = "zh") -> dict[str, Any]:
    """Return an answer as plain data for the page; ``names`` says what each alternative is called."""
    changes = _changes(answer, names, lang)
    last = next(reversed(names))
    return {
        "generation": answer.generation, "stage": answer.stage, "n": answer.n, "of": answer.of, "took": round(answer.took_ms),
        "alternatives": [_alternative(name, label, answer, lang) for name, label in names.items() if name in answer.values],
        "changes": changes, "notice": printed(answer.notice(lang), lang) if answer.notice else "",
        "sentence": _said(answer, names, changes, last, lang),
        "stamp": printed(stamp_text(answer.n, answer.seed, answer.digest, VERSION, lang), lang),
    }


def _said(answer: Answer, names: Mapping[str, Label], changes: Mapping[str, Any], last: str, lang: Lang) -> str:
    """Return what the headline amounts to in one sentence, or why an alternative was not run."""
    if last in answer.refused:
        return printed(f"{REFUSED(lang)}{'。' if lang == 'zh' else '. '}{answer.refused[last](lang)}", lang)
    return changes[last][HEADLINE]["sentence"] if last in changes else ""


def _alternative(name: str, label: Label, answer: Answer, lang: Lang) -> dict[str, Any]:
    values = {key: _read(find(key), answer.values[name][key], lang) for key in answer.values[name]}
    return {"name": name, "label": label(lang), "values": values}


def _read(indicator: Indicator, values: Sequence[float], lang: Lang) -> dict[str, Any]:
    """Return one number with its interval; null where there is none."""
    found = interval(values, rate=indicator.unit == "rate")
    return {"mean": _plain(found.mean), "low": _plain(found.low), "high": _plain(found.high), "n": found.n,
            "text": _number(indicator, found.mean), "band": _band(indicator, found, lang)}


def _band(indicator: Indicator, found: Interval, lang: Lang) -> str:
    if found.n < 2:
        return (ONE_RUN if found.n else NO_RUN)(lang)
    return f"{_number(indicator, found.low)} – {_number(indicator, found.high)}"


def _changes(answer: Answer, names: Mapping[str, Label], lang: Lang) -> dict[str, dict[str, Any]]:
    """Compare every other alternative with the status quo on the same applicants."""
    return {name: _change(answer, name, names, lang) for name in answer.values if name != STATUS_QUO}


def _change(answer: Answer, name: str, names: Mapping[str, Label], lang: Lang) -> dict[str, Any]:
    ours, quo = answer.values[name], answer.values[STATUS_QUO]
    marked = mark_simultaneously([paired_difference(ours[key], quo[key]) for key in ours])
    return {key: _difference(find(key), difference, names[name], names[STATUS_QUO], lang) for key, difference in zip(ours, marked)}


def _difference(indicator: Indicator, difference: Difference, ours: Label, quo: Label, lang: Lang) -> dict[str, Any]:
    said = sentence(difference, indicator.label, indicator.unit, indicator.better, ours, quo, lang) if difference.n > 1 else ""
    return {"verdict": verdict(indicator, difference), "text": amount(indicator, difference, lang), "band": change_band(indicator, difference),
            "sentence": printed(said, lang)}


def verdict(indicator: Indicator, difference: Difference) -> str:
    """Return what a difference amounts to: same, unclear, changed, better or worse."""
    if difference.n < 2 or difference.identical:
        return "same" if difference.identical else "unclear"
    if not difference.significant:
        return "unclear"
    if indicator.better == "none":
        return "changed"
    return "better" if (difference.mean > 0) == (indicator.better == "higher") else "worse"


def amount(indicator: Indicator, difference: Difference, lang: Lang) -> str:
    """Return how large a difference is, as it is read: +1.2 percentage points."""
    if difference.identical:
        return SAME(lang)
    if difference.n < 2 or math.isnan(difference.mean):
        return "–"
    is_rate = indicator.unit == "rate"
    size = f"{100 * abs(difference.mean):.1f}" if is_rate else number(abs(difference.mean), "")
    if not size.strip("0."):
        return HARDLY(lang)
    return f"{'+' if difference.mean > 0 else '−'}{size} {(POINTS if is_rate else UNITS[indicator.unit])(lang)}"


def change_band(indicator: Indicator, difference: Difference) -> str:
    """Return the interval of a difference, as it is read beside the difference; nothing where there is none."""
    if difference.identical or difference.n < 2 or math.isnan(difference.low):
        return ""
    return " – ".join(_signed(100 * end, f"{abs(100 * end):.1f}") if indicator.unit == "rate" else _signed(end, number(abs(end), ""))
                      for end in (difference.low, difference.high))


def _signed(value: float, size: str) -> str:
    """Return a size with the sign of its value; what is nothing as it is read has none."""
    return size if not size.strip("0.") else f"{'+' if value > 0 else '−'}{size}"


def _number(indicator: Indicator, value: float) -> str:
    return number(value, "%" if indicator.unit == "rate" else "")


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else value
