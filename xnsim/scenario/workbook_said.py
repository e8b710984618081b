"""What the checks say of a scenario, said to somebody who has a workbook before him: by its headings and its words."""

from __future__ import annotations

import re
from functools import cache

from xnsim.labels import Label
from xnsim.scenario.sheet import Where
from xnsim.scenario.workbook_page import Column
from xnsim.scenario.workbook_pages import PAGES
from xnsim.scenario.workbook_steps import BRANCH, KINDS, STEPS
from xnsim.scenario.workbook_words import in_trade_words

NAMES_FROM = re.compile("是不是 |已有:|可写:|例如 ")      # from here on a sentence lists names and examples
_KEY = re.compile(r"(?<![\w“./(-])[a-z][a-z_]+(?![\w”./(])(: \{\})?")
_AMOUNT = re.compile(r"\b\d+(?: |/)(?:min|h|d|wd|mo|s)\b")
_EMPTY = re.compile(r"\b([a-z]+): \{\}")


def in_words_of_the_sheet(says: Label, where: Where, column: Column | None, exact: bool) -> Label:
    """Say a sentence about a key of the file by its heading, its choices, its example; ``exact``: the cell is the key's own."""
    zh, en = says.zh, says.en
    if column is not None and exact:
        zh, en = zh.replace(f"“{where[-1]}”", f"“{bare_words(column.says.zh)}”"), en.replace(f"“{where[-1]}”", f"“{bare_words(column.says.en)}”")
        zh, en = _choices(zh, column, "zh"), _choices(en, column, "en")
        if zh.startswith("缺少"):
            zh = re.sub("(;请补上).*", rf"\1{f',例如 {column.example.zh}' if column.example.zh else ''}", zh)
            en = re.sub("(; add it).*", rf"\1{f', e.g. {column.example.en}' if column.example.en else ''}", en)
    return Label(_by_headings(zh, column), _EMPTY.sub(lambda found: KINDS[found[1]].en if found[1] in KINDS else found[0], en))


def bare_words(heading: str) -> str:
    """Return a heading without its unit."""
    return re.sub(r" ?\(.*\)", "", heading)


def _choices(text: str, column: Column, lang: str) -> str:
    """Put the words of the list in the place of those of the file, but not within quotes: there stands what the user wrote."""
    for key, label in column.choices.items():
        text = re.sub(rf"(?<![\w“]){key}(?![\w”])", label.zh if lang == "zh" else label.en, text)
    return text


def _by_headings(text: str, column: Column | None) -> str:
    """Put the headings in the place of the file's keys, in a Chinese sentence."""
    cut = NAMES_FROM.search(text)
    told, names = (text[: cut.start()], text[cut.start():]) if cut else (text, "")
    known = _headings(next((page.says.zh for page in PAGES if column in page.columns), ""))
    return _KEY.sub(lambda found: known.get(re.sub(r": \{\}$", "", found[0]), found[0]), told) + _AMOUNT.sub(lambda found: in_trade_words(found[0]), names)


@cache
def _headings(page: str) -> dict[str, str]:
    """Return what the keys of a scenario are called in a workbook; a page's own columns come first."""
    known: dict[str, str] = {kind: f"“{label.zh}”" for kind, label in KINDS.items() if kind != BRANCH}
    for each in sorted(PAGES, key=lambda other: other.says.zh != page):
        known.setdefault(each.at[0] if each.at else "name", f"“{each.says.zh}”表")
        for column in each.columns:
            for way in (column.at, *column.by_kind.values()):
                if way and len(way[-1]) > 1 and way[-1] not in ("zh", "en"):
                    known.setdefault(way[-1], f"“{bare_words(column.says.zh)}”")
    return known | {"limits": "“事项”表", "route": f"“{STEPS.says.zh}”表", "arrivals": "“来件”", "officers": "“人数或名单”"}
