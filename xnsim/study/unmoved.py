"""What a reader is told who finds that an institution moved nothing: that nothing was changed, that he looked elsewhere, or that its hour never came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim.indicators import INDICATORS
from xnsim.labels import Label, Lang
from xnsim.presets import institution_name
from xnsim.punctuation import printed
from xnsim.study.words import within

if TYPE_CHECKING:
    from xnsim.policies.base import Policy
    from xnsim.study.comparison import Comparison

UNCHANGED = Label("未起作用:「{name}」的旋钮取的正是现状的值,情景没有任何改变;请改动旋钮。",
                  "No effect: the knobs of {name} are set to what is there already, so the scenario is unchanged; turn them.")
ELSEWHERE = Label("未起作用:所看的指标在「{name}」下全都不变;它要改变的指标还有{found},这次没有看,请在 indicators 里加上它们({keys})。",
                  "No effect: every indicator looked at is the same under {name}; it also means to move {found}, not looked at here: add them to indicators ({keys}).")
NEVER = Label("未起作用:「{name}」写进了情景,但这些重复里没有一件受到影响,它起作用的条件(如排队、临近时限、退件)没有出现;请换情景、加大旋钮,"
              "或看它自己的小情景 {own}。",
              "No effect: {name} stands in the scenario, but no case of these replications was touched: what it acts on (a queue, a limit drawing "
              "near, a return) did not occur; try another scenario, turn its knobs further, or see its own small office {own}.")


def unmoved(comparison: Comparison, name: str, lang: Lang) -> list[str]:
    """Say why an alternative of institutions leaves every indicator as it was; nothing where one moved, or limits have been spoken of."""
    base = comparison.status_quo
    added = [policy for policy in _tried(comparison, name) if policy not in _tried(comparison, base)]
    seen = [found for key in comparison.indicators if (found := comparison.difference(name, base, key)).n > 1]       # one replication claims nothing
    if not added:
        return []
    here = within(comparison.world, lang)
    if comparison.digests[name] == comparison.digests[base]:
        return [here + printed(UNCHANGED(lang).format(name=name), lang)]
    if not seen or not all(found.identical for found in seen):
        return []
    if comparison.limit_sentences(name, lang):
        return []
    keys = dict.fromkeys(move[1:] for policy in added for move in (*policy.moves, *policy.perverse_moves) if move[1:] not in comparison.indicators)
    if keys:
        labels = ("、" if lang == "zh" else ", ").join(INDICATORS[key].label(lang) for key in keys)
        return [here + printed(ELSEWHERE(lang).format(name=name, found=labels, keys=", ".join(keys)), lang)]
    own = ", ".join(institution_name(policy.key) for policy in added)
    return [here + printed(NEVER(lang).format(name=name, own=own), lang)]


def _tried(comparison: Comparison, name: str) -> tuple[Policy, ...]:
    return comparison.tried[name][0] if name in comparison.tried else ()
