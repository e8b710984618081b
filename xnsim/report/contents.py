"""What a report on one comparison says, whatever it is written on: findings, means, what was tried and on whose authority, what was assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xnsim.labels import MARKS, Label, Lang
from xnsim.policies import Policy
from xnsim.policies.base import Knob
from xnsim.punctuation import printed, unfolded
from xnsim.scenario.finding import in_words
from xnsim.study.told import findings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from xnsim.scenario import Scenario
    from xnsim.study import Comparison, InWorlds

Rows = list[tuple[str, ...]]

WHAT, COST, WRONG, SOURCES, LEGAL = (
    Label("是什么", "What it is"), Label("代价", "What it costs"), Label("反效果", "How it goes wrong"), Label("依据", "Sources"), Label("法律提示", "Legal note"))
SETTING = (Label("制度", "policy"), Label("参数", "knob"), Label("取值", "value"), Label("为什么", "why"))
ASSUMED = (Label("假定", "assumed"), Label("数值", "value"), Label("为什么", "why"), Label("来源", "source"))
FROM, TO = Label("自 {} 起", "from {}"), Label("至 {} 止(当日不计)", "until {} (that day not included)")
NOTHING = Label("照现在的办法办,什么也不改", "as it is today: nothing is changed")
YES, NO = Label("是", "yes"), Label("否", "no")
JOINED = Label("、", ", ")
TITLE = Label("{}:制度比较报告(模拟)", "{}: institutions compared by simulation")
SCOPE = Label("本报告在同一批模拟的申请人身上比较“{}”与 {} 种做法,重复 {} 次。数字来自模拟,不是统计数据;区间只说明偶然波动有多大,不含假定的误差。"
              "这里没有列入的编制、经费和法律风险要另行核算;据此决定之前,请先核对第五、六章的参数和假定。",
              "This report compares “{}” with {} other ways of working, on the same simulated applicants, {} replications. The numbers come from a simulation, not "
              "from statistics; the intervals tell the play of chance, not the error of an assumption. Posts, money and legal risk that are not listed here are to be "
              "reckoned apart; before anything is decided on it, check the knobs and assumptions in chapters 5 and 6.")
PRICE = Label("要付的代价", "What it costs")
STOP, COLON = Label(";", "; "), Label(":", ": ")
UNBROKEN = "\u00a0"


@dataclass(frozen=True)
class Measure:
    """One institution that was tried: its name, and under each heading what there is to know of it."""

    name: str
    rows: Rows


@dataclass(frozen=True)
class Report:
    """A report before it is written: all words and numbers, in one language."""

    title: str
    scope: str              # what it compares, and what its numbers are not
    about: str
    findings: Mapping[str, Sequence[str]]
    figure: Figure
    note: str
    table: Rows             # the first row holds the headings
    alternatives: list[tuple[str, Sequence[str]]]       # the name of each, and the institutions in force, with the knobs that were turned
    measures: list[Measure]
    settings: Rows
    assumptions: Rows
    stamp: str
    lang: Lang


def report_of(comparison: Comparison | InWorlds, office: Scenario, alternatives: Mapping[str, Sequence[Policy]], lang: Lang = "zh") -> Report:
    """Return what there is to say about a comparison of these alternatives on this office."""
    shown = comparison.shown(lang)
    name = printed(office.name(lang), lang)
    kinds = list(dict.fromkeys(type(policy) for policies in alternatives.values() for policy in policies))
    return Report(
        printed(TITLE(lang).format(name), lang), _scope(comparison, lang), printed(unfolded(office.about(lang)), lang) if office.about else "",
        {**(findings(comparison, lang) if comparison.replications > 1 else {"": comparison.sentences(lang)}), **_price(kinds, lang)},
        comparison.figure(lang, name), comparison.note(lang), [tuple(shown.columns), *(_in_two_lines(row) for row in shown.itertuples(index=False, name=None))],
        [(printed(name, lang), [_in_force(policy, lang) for policy in policies]) for name, policies in alternatives.items()],
        [_measure(kind, lang) for kind in kinds],
        _settings(alternatives, lang), _assumptions(office, lang), comparison.stamp_line(lang), lang)


def _scope(comparison: Comparison | InWorlds, lang: Lang) -> str:
    others = len(comparison.alternatives) - 1
    return printed(SCOPE(lang).format(comparison.status_quo, others, comparison.replications), lang)


def _price(kinds: Sequence[type[Policy]], lang: Lang) -> dict[str, list[str]]:
    """Return what each institution costs, to stand with the findings: who decides may read no further."""
    told = [printed(f"{kind.label(lang)}{COLON(lang)}{kind.tradeoff(lang)}", lang) for kind in kinds]
    return {printed(PRICE(lang), lang): told} if told else {}


def _in_two_lines(row: tuple[str, ...]) -> tuple[str, ...]:
    """Put every interval below its mean and hold it together, so that no column breaks it in the middle."""
    cells = (str(cell).partition(" [") for cell in row)
    return tuple(mean + (f"\n[{interval.replace(' ', UNBROKEN)}" if interval else "") for mean, _, interval in cells)


def _in_force(policy: Policy, lang: Lang) -> str:
    """Return an institution with what was turned on it, and when it is in force."""
    turned = [f"{knob.label(lang)} {_value(policy, name, knob, lang)}" for name, knob in policy.knobs().items()
              if getattr(policy, name) != type(policy).model_fields[name].default]
    dates = [says(lang).format(day) for says, day in ((FROM, policy.start), (TO, policy.end)) if day is not None]
    told = STOP(lang).join([*turned, *dates])
    return printed(policy.label(lang) + (COLON(lang) + told if told else ""), lang)


def _measure(kind: type[Policy], lang: Lang) -> Measure:
    rows = [(WHAT, kind.help(lang)), (COST, kind.tradeoff(lang)), (WRONG, kind.perverse(lang)), (SOURCES, "\n".join(source(lang) for source in kind.source)),
            *([(LEGAL, kind.legal_note(lang))] if kind.legal_note else [])]
    return Measure(printed(kind.label(lang), lang), [(printed(heading(lang), lang), printed(text, lang)) for heading, text in rows])


def _settings(alternatives: Mapping[str, Sequence[Policy]], lang: Lang) -> Rows:
    """Return every knob of every policy tried with its value and the reason of its default; what is left to xnsim to choose is left out."""
    rows: Rows = []
    for policy in (policy for policies in alternatives.values() for policy in policies):
        for name, knob in policy.knobs().items():
            value = getattr(policy, name)
            if value is None or value == ():
                continue
            row = tuple(printed(text, lang) for text in (policy.label(lang), knob.label(lang), _value(policy, name, knob, lang), knob.reason(lang)))
            if row not in rows:
                rows.append(row)
    return rows


def _value(policy: Policy, name: str, knob: Knob, lang: Lang) -> str:
    return _told(getattr(policy, name), knob.words, lang) + (f" {knob.unit(lang)}" if knob.unit else "")


def _told(value: object, words: Mapping[str, Label], lang: Lang) -> str:
    """Say the value of a knob as it is read: a word by its name, yes and no, several with a comma."""
    if isinstance(value, tuple):
        return JOINED(lang).join(_told(each, words, lang) for each in value)
    if isinstance(value, bool):
        return (YES if value else NO)(lang)
    if isinstance(value, str) and value in words:
        return words[value](lang)
    return f"{value:g}" if isinstance(value, float) else in_words(value, lang)


def _assumptions(office: Scenario, lang: Lang) -> Rows:
    told = [(each.what(lang), each.value, each.why(lang), MARKS[each.mark][0 if lang == "zh" else 1]) for each in office.assumptions]
    return [tuple(printed(in_words(unfolded(text), lang), lang) for text in row) for row in told]
