"""``xnsim indicators``: what is measured, and how each official figure is checked by its twin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xnsim.commands.asked import no_such
from xnsim.commands.declare import JSON, Argument, Command, Option
from xnsim.commands.screen import paragraph, say, show_json, table
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed

HEADINGS = (Label("名字", "key"), Label("指标", "indicator"), Label("单位", "unit"), Label("以何为好", "better"), Label("对照", "twin"))
BETTER = {"higher": Label("高", "higher"), "lower": Label("低", "lower"), "none": Label("–", "–")}
MORE = Label("看一个指标的定义:xnsim indicators 名字", "The definition of one: xnsim indicators KEY")
SOURCE = Label("依据", "Source")
ASSUMED = Label("所用的假设数字,可在情景文件的 {} 里改:", "The assumed numbers it rests on; change them in the scenario's field {}:")
PRICES = (Label("名字", "name"), Label("数值", "value"), Label("单位", "unit"), Label("含义与理由", "what and why"))
WHAT = Label("指标", "indicator")


def indicators(lang: Lang, key: str | None, reference: str | None, as_json: bool) -> None:
    """List the indicators, show the definition of one of them, or write the page of all."""
    from xnsim.indicators import INDICATORS, UNITS

    if reference is not None:
        from xnsim.report.indicator_page import indicator_page

        Path(reference).write_text(indicator_page(lang), encoding="utf-8", newline="\n")
        return
    if key is not None and key not in INDICATORS:
        raise no_such(WHAT, key, INDICATORS, "xnsim indicators")
    chosen = list(INDICATORS.values()) if key is None else [INDICATORS[key]]
    if as_json:
        show_json([_data(each) for each in chosen])
        return
    rows = [[each.key, printed(each.label(lang), lang), UNITS[each.unit](lang), BETTER[each.better](lang), each.twin or "–"] for each in chosen]
    print(table([heading(lang) for heading in HEADINGS], rows))
    if key is None:
        say(lang, "\n" + MORE(lang))
    else:
        print("\n" + paragraph(chosen[0].definition(lang), lang))
        print(paragraph(f"{SOURCE(lang)}:{chosen[0].source(lang)}", lang))
        _show_prices(chosen[0], lang)


def _show_prices(indicator: Any, lang: Lang) -> None:
    """Show the assumed numbers an indicator rests on, with unit and reason, and where to change them."""
    if indicator.priced is None:
        return
    assumed = indicator.priced()
    values = {name: getattr(assumed, name) for name in indicator.priced.prices()}
    rows = [[name, "—" if values[name] is None else f"{values[name]:g}", price.unit(lang), printed(f"{price.label(lang)}: {price.why(lang)}", lang)]
            for name, price in indicator.priced.prices().items()]
    say(lang, "\n" + ASSUMED(lang).format(indicator.priced.__name__.lower()))
    print(table([heading(lang) for heading in PRICES], rows, {1}))


def _data(each: Any) -> dict[str, Any]:
    words = {part: getattr(each, part).both() for part in ("label", "definition")}
    return {"key": each.key, **words, "unit": each.unit, "better": each.better, "twin": each.twin, "cohort": each.cohort}


COMMAND = Command(
    "indicators",
    Label("列出指标和它们的对照指标。写出一个的名字,就看它的定义和依据。",
          "List the indicators and their twins. Name one to read its definition and source."),
    indicators,
    (Argument("key", "KEY", Label("指标的名字,例如 on_time_rate", "the key of an indicator, e.g. on_time_rate"), "?"),
     Option("reference", "--reference", Label("把全部指标写成一页(Markdown)", "write all indicators on one page (Markdown)"), "FILE"), JSON),
    ("xnsim indicators", "xnsim indicators on_time_rate"),
)
