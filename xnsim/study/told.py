"""What a comparison is worth telling: first what stands, then in a line each what never differed and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xnsim.indicators import INDICATORS, UNITS
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed
from xnsim.stats import POINTS, Difference
from xnsim.study.tried import posts_beside
from xnsim.study.unmoved import unmoved
from xnsim.study.words import in_world

if TYPE_CHECKING:
    from xnsim.study.comparison import Comparison
    from xnsim.study.worlds import InWorlds

PEOPLE = Label("人手:「{}」{}", "People: {} has {}")
AGAINST = Label("「{}」与「{}」相比(同一批申请人)", "{} against {}, on the same applicants")
SAME = Label("每次重复都完全相同:{}。", "Exactly the same in every replication: {}.")
UNSURE = Label("差异不显著(括号里是数据仍容得下的最大差异):{}。", "No significant difference (in brackets the largest that the data still allow): {}.")
UNMEASURED = Label("未测量(没有数据,或只有一次重复有数据):{}。", "Not measured (no data, or data in one replication only): {}.")
BELOW = Label("不到 {} {}", "below {} {}")
FINEST = 0.01  # no reader asks for less than a hundredth of a unit


def told(comparison: Comparison, name: str, lang: Lang, keys: Sequence[str] = ()) -> list[str]:
    """Say how one alternative differs from the status quo: in people, what stands, what is the same, what cannot be told, how limits acted, why nothing moved.

    ``keys``: of these indicators only (default: all that were read).
    """
    base = comparison.status_quo
    found = {key: comparison.difference(name, base, key) for key in keys or comparison.indicators}
    stands = [comparison.sentence(name, base, key, lang) for key, each in found.items() if each.significant]
    unmeasured = [INDICATORS[key].label(lang) for key, each in found.items() if each.n < 2]
    rest = {key: each for key, each in found.items() if each.n > 1 and not each.significant}
    same = [INDICATORS[key].label(lang) for key, each in rest.items() if each.identical]
    unsure = [_bracketed(key, each, lang) for key, each in rest.items() if not each.identical]
    return [*_people(comparison, name, lang), *stands, *_those(SAME, same, lang), *_those(UNSURE, unsure, lang), *_those(UNMEASURED, unmeasured, lang),
            *comparison.limit_sentences(name, lang), *unmoved(comparison, name, lang)]


def findings(comparison: Comparison | InWorlds, lang: Lang) -> dict[str, list[str]]:
    """Return what is told of each alternative under its heading, a world after the other."""
    made = {}
    for world, found in getattr(comparison, "worlds", {"": comparison}).items():
        for name in found.alternatives:
            if name != found.status_quo:
                made[heading(in_world(name, world, lang), found.status_quo, lang)] = told(found, name, lang)
    return made


def heading(name: str, status_quo: str, lang: Lang) -> str:
    """Return the heading over what is told of an alternative."""
    return printed(AGAINST(lang).format(name, status_quo), lang)


def _people(comparison: Comparison, name: str, lang: Lang) -> list[str]:
    """Say first whom an alternative needs more or fewer: a gain that was bought with posts is no gain of the rule alone."""
    base, tried = comparison.status_quo, comparison.tried
    if not {name, base} <= set(tried) or tried[name][1] == tried[base][1]:
        return []
    return [printed(PEOPLE(lang).format(name, posts_beside(tried[name][1], base, tried[base][1], lang)), lang)]


def _those(says: Label, names: Sequence[str], lang: Lang) -> list[str]:
    return [printed(says(lang).format(("、" if lang == "zh" else ", ").join(names)), lang)] if names else []


def _bracketed(key: str, difference: Difference, lang: Lang) -> str:
    about = INDICATORS[key]
    rate = about.unit == "rate"
    unit, most = (POINTS if rate else UNITS[about.unit])(lang), (100 if rate else 1) * difference.largest_compatible
    size = BELOW(lang).format(FINEST, unit) if most < FINEST else f"{most:.2g} {unit}" if most < 100 else f"{most:,.0f} {unit}"
    return f"{about.label(lang)} ({size.strip()})"
