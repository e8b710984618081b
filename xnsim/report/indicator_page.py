"""The page of indicators: each with its definition, its cohort, its twin and its source, as the code has them."""

from __future__ import annotations

from collections.abc import Iterator

from xnsim.indicators import INDICATORS, UNITS, Indicator
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed

TITLE = Label("指标一览", "The indicators")
ABOUT = Label(
    "每个指标的定义、口径和对照指标。没有标准定出算法的,注明“本软件的定义”。口径:办结是官方的看法,即测量期内办结的件,看到测量期末;"
    "收件是申请人的看法,即测量期内收的件,看到运行结束。成对比较用收件口径。一件也没有时为“未测”,不是 0,也不是 100%。"
    "本页由代码生成(xnsim indicators --reference 文件)。",
    "Every indicator with its definition, its cohort and its twin; where no standard fixes the formula it says “our definition”. Cohorts: completion is the official view, the cases "
    "ended in the measuring window as it ends; arrival is the applicants' view, the cases received in the window as the run ends. Paired comparisons use arrival. Over no case at all "
    "an indicator is not measured: neither 0 nor 100 %. Written by the code (xnsim indicators --reference FILE).")
COHORT = {"completion": Label("办结", "completion"), "arrival": Label("收件", "arrival")}
BETTER = {"higher": Label("越高越好", "higher is better"), "lower": Label("越低越好", "lower is better"), "none": Label("无所谓高低", "neither is better")}
DEFINITION, READ, TWIN, SOURCE = Label("定义", "Definition"), Label("读法", "Read as"), Label("对照", "Twin"), Label("依据", "Source")


def indicator_page(lang: Lang = "zh") -> str:
    """Return the page as Markdown, ending in a line break."""
    lines = [f"# {TITLE(lang)}", "", printed(ABOUT(lang), lang), ""]
    for indicator in INDICATORS.values():
        lines += [f"## {printed(indicator.label(lang), lang)} `{indicator.key}`", "", *_body(indicator, lang), ""]
    return "\n".join(lines).rstrip() + "\n"


def _body(indicator: Indicator, lang: Lang) -> Iterator[str]:
    parts = [UNITS[indicator.unit](lang), BETTER[indicator.better](lang), COHORT[indicator.cohort](lang)]
    yield _line(DEFINITION, indicator.definition(lang), lang)
    yield _line(READ, (";" if lang == "zh" else "; ").join(part for part in parts if part), lang)
    if indicator.twin is not None:
        yield f"{_line(TWIN, INDICATORS[indicator.twin].label(lang), lang)} `{indicator.twin}`"
    yield _line(SOURCE, str(indicator.source(lang)), lang)


def _line(heading: Label, text: str, lang: Lang) -> str:
    return f"- {printed(heading(lang) + ':', lang)}{' ' if lang == 'en' else ''}{printed(text, lang)}"
