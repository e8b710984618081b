"""One comparison as one page: opens by double-click, prints well, asks nothing of any network."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from xnsim.labels import Label, Lang
from xnsim.plots import svg
from xnsim.punctuation import printed
from xnsim.report.shell import document

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

FINDINGS = Label("结论", "Findings")
FIGURES = Label("图", "Figures")
TABLE = Label("数据", "Data")
CHECK = Label("怎样复核", "How to check this page")
REMAKE = Label(
    "数字来自模拟,不是统计数据。用下列情景、种子和版本再运行一次,会得到同样的数字。",
    "The numbers come from a simulation, not from statistics. The same scenario, seed and version give them again.",
)
STYLE = Path(__file__).with_name("page.css")
INTERVAL = re.compile(r"(\[[^\]]*\])")
NUMERIC = frozenset("0123456789.,%±+-−–[]/ ")


def comparison_page(
    title: str,
    intro: str,
    table: DataFrame,
    sentences: Sequence[str] | Mapping[str, Sequence[str]],
    figures: Mapping[str, Figure],
    stamp: str,
    lang: Lang = "zh",
    more: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
) -> str:
    """Return one self-contained HTML page: findings first, then figures, then the table.

    ``sentences`` are the findings, or the findings under each heading. ``table`` holds what is to be read, words and rounded numbers; its columns are the headings.
    ``more`` are further sections, sentences under the headings of each. ``figures`` maps a caption to its figure. ``stamp`` says n, seed, scenario and version. The
    typeface is carried inside, cut to the characters used; a policy in the page's head forbids
    the browser any request.
    """
    check = _paragraph(REMAKE(lang), lang) + f"\n<p class=stamp>{_text(stamp, lang)}</p>"
    body = [
        f"<header>\n<h1>{_text(title, lang)}</h1>\n{_paragraph(intro, lang)}\n</header>",
        _section(FINDINGS, _findings(sentences, lang), lang),
        _section(FIGURES, "\n".join(_figure(caption, drawn, lang) for caption, drawn in figures.items()), lang),
        _section(TABLE, _table(table, lang), lang),
        *(_section(Label(heading, heading), _findings(said, lang), lang) for heading, said in (more or {}).items()),
        _section(CHECK, check, lang),
    ]
    return _document(printed(title, lang), "\n".join(filter(None, body)), lang)


def _text(text: object, lang: Lang) -> str:
    return escape(printed(str(text), lang))


def _paragraph(text: str, lang: Lang) -> str:
    return f"<p>{_text(text, lang)}</p>" if text else ""


def _section(heading: Label, content: str, lang: Lang) -> str:
    return f"<section>\n<h2>{_text(heading(lang), lang)}</h2>\n{content}\n</section>" if content else ""


def _findings(sentences: Sequence[str] | Mapping[str, Sequence[str]], lang: Lang) -> str:
    if not isinstance(sentences, Mapping):
        return _list(sentences, lang)
    return "\n".join(f"<h3>{_text(heading, lang)}</h3>\n{_list(said, lang)}" for heading, said in sentences.items())


def _list(sentences: Sequence[str], lang: Lang) -> str:
    items = "\n".join(f"<li>{_text(sentence, lang)}</li>" for sentence in sentences)
    return f"<ol>\n{items}\n</ol>" if sentences else ""


def _figure(caption: str, drawn: Figure, lang: Lang) -> str:
    picture = svg(drawn).replace("<svg ", f'<svg role="img" aria-label="{_text(caption, lang)}" ', 1)
    return f"<figure>\n{picture}\n<figcaption>{_text(caption, lang)}</figcaption>\n</figure>"


def _table(table: DataFrame, lang: Lang) -> str:
    """The table as HTML; numbers stand at the right, one below the other."""
    if not len(table):
        return ""
    right = [all(set(str(cell)) <= NUMERIC for cell in table[name]) for name in table.columns]
    head = _row("th", table.columns, right, lang)
    rows = "\n".join(_row("td", row, right, lang) for row in table.itertuples(index=False))
    return f"<div class=wide><table>\n<thead>\n{head}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"


def _row(tag: str, cells: Sequence[object], right: Sequence[bool], lang: Lang) -> str:
    kinds = [" class=number" if is_number else "" for is_number in right]
    return "<tr>" + "".join(f"<{tag}{kind}>{_whole(_text(cell, lang))}</{tag}>" for cell, kind in zip(cells, kinds)) + "</tr>"


def _whole(text: str) -> str:
    """An interval is not broken at the end of a line; where there is no room it goes below its mean."""
    return INTERVAL.sub(r"<span class=whole>\1</span>", text)


def _document(title: str, body: str, lang: Lang) -> str:
    return document(title, f"<main>\n{body}\n</main>", STYLE.read_text(encoding="utf-8"), lang)
