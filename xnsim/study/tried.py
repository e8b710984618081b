"""What a comparison tried and on what data, for the reader who decides: what each alternative is, whom it needs, what it costs, how it goes wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xnsim.labels import Label, Lang
from xnsim.policies.base import Policy
from xnsim.policies.compose import Timeline
from xnsim.scenario.finding import in_words
from xnsim.scenario.model import Scenario

TRIED = Label("试的是什么,要付什么代价", "What was tried, and what it costs")
DATA = Label("用的是什么数据", "On what data")
AS_IS = Label("情景文件写的样子,没有另加制度。", "The office as its file describes it, with nothing added.")
DATED = Label("(自 {} 起)", " (from {})")
COST, WRONG = Label("代价:", "Cost: "), Label("反效果:", "How it goes wrong: ")
POSTS = Label("在册 {} 人。", "{} officers on the list.")
MORE_POSTS = Label("在册 {} 人,比「{}」多 {} 人。", "{0} officers on the list, {2} more than “{1}”.")
FEWER_POSTS = Label("在册 {} 人,比「{}」少 {} 人。", "{0} officers on the list, {2} fewer than “{1}”.")
UNSOURCED = Label("情景文件没有写明各数的来源(assumptions):结论只说这个模型,还不能说这个单位。",
                  "The scenario file names no source of its numbers (assumptions): the findings hold for the model, not yet for the office.")
ASSUMED = Label("{}:{}。{}", "{}: {}. {}")
MEASURED = Label("{} 个事项、{} 个岗位;从 {} 起预热 {},计量 {}。", "{0} matters, {1} desks; warm-up of {3} from {2}, then {4} measured.")


def posts(phases: Timeline) -> int:
    """Return how many officers are on the list at the end of a run; desks without bound count none."""
    counts = (desk.officers for desk in phases[-1][1].desks.values())
    return sum(len(each) if isinstance(each, tuple) else each for each in counts if each != "unlimited")


def about(policies: Sequence[Policy], officers: int, base: tuple[str, int] | None, lang: Lang) -> list[str]:
    """Say what an alternative is, what it costs in people and otherwise, and how it goes wrong; ``base``: the status quo and its officers."""
    said = [_one(policy, lang) for policy in policies] or [AS_IS(lang)]
    return [*said, posts_beside(officers, *(base or ("", officers)), lang)]


def posts_beside(officers: int, status_quo: str, there: int, lang: Lang) -> str:
    """Say how many officers are on the list, and how many more or fewer than in the status quo (``there``)."""
    words = MORE_POSTS if officers > there else FEWER_POSTS if officers < there else POSTS
    return words(lang).format(officers, status_quo, abs(officers - there))


def data(scenario: Scenario, lang: Lang) -> list[str]:
    """Say how large the office is, how long it is measured, and where its numbers come from."""
    horizon = scenario.horizon
    size = MEASURED(lang).format(len(scenario.matters), len(scenario.desks), scenario.calendar.start, in_words(horizon.warm_up, lang), in_words(horizon.measure, lang))
    rows = [in_words(ASSUMED(lang).format(each.what(lang), each.value, each.why(lang)), lang) for each in scenario.assumptions]
    return [size, *(rows or [UNSOURCED(lang)])]


def sections(scenario: Scenario, tried: Mapping[str, tuple[Sequence[Policy], int]], status_quo: str, lang: Lang) -> dict[str, dict[str, list[str]]]:
    """Return the two sections of a page: headings, and under each the sentences."""
    base = (status_quo, tried[status_quo][1])
    each = {name: about(policies, officers, None if name == status_quo else base, lang) for name, (policies, officers) in tried.items()}
    return {TRIED(lang): each, DATA(lang): {scenario.name(lang): data(scenario, lang)}}


def _one(policy: Policy, lang: Lang) -> str:
    since = DATED(lang).format(policy.start) if policy.start else ""
    colon, stop = ("\uff1a", "。") if lang == "zh" else (": ", ". ")
    parts = (policy.label(lang) + since + colon + policy.help(lang), COST(lang) + policy.tradeoff(lang), WRONG(lang) + policy.perverse(lang))
    return stop.join(parts) + stop.strip()
