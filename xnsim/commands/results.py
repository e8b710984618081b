"""How a comparison is told: one table that fits the screen, a sentence for each difference, files to keep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.commands.screen import paragraph, say, screen_width, table
from xnsim.labels import Label, Lang
from xnsim.plots.words import columns, number
from xnsim.punctuation import printed

if TYPE_CHECKING:
    from pandas import DataFrame

    from xnsim.study import Comparison

INDICATOR = Label("指标", "indicator")
ARROWS = {"higher": " ↑", "lower": " ↓", "none": ""}
READ = Label("每格:平均 ± 95% 区间的半宽。↑ 越高越好,↓ 越低越好。", "Each cell: mean ± half-width of the 95 % interval. ↑ higher is better, ↓ lower is better.")
WRITTEN = Label("已写入:", "Written:")


def show_comparison(comparison: Comparison, lang: Lang, sentences: bool = True) -> None:
    """Print the table, the sentences and what it takes to make them again."""
    for part in tables(comparison.frame(lang), lang):
        print(part + "\n")
    say(lang, READ(lang))
    for says in comparison.sentences(lang) if sentences else ():
        print(paragraph(says, lang, "  "))
    say(lang, "\n" + comparison.stamp_line(lang))


def tables(frame: DataFrame, lang: Lang) -> list[str]:
    """Set indicators in rows and alternatives in columns; as many tables as the screen needs, the first column kept."""
    names = list(dict.fromkeys(frame["alternative"]))
    cells = {name: [name, *(_cell(row) for row in frame[frame["alternative"] == name].to_dict("records"))] for name in names}
    first = [INDICATOR(lang), *(_name(row, lang) for row in frame[frame["alternative"] == names[0]].to_dict("records"))]
    return [_set([first, *(cells[name] for name in [names[0], *group])]) for group in _groups(first, cells, names)]


def _groups(first: list[str], cells: dict[str, list[str]], names: list[str]) -> list[list[str]]:
    """Part the alternatives but the first into groups that fit beside it."""
    wide = {name: max(map(columns, cells[name])) + 2 for name in names}
    free = screen_width() - max(map(columns, first)) - wide[names[0]]
    groups: list[list[str]] = [[]]
    for name in names[1:]:
        if groups[-1] and sum(wide[each] for each in groups[-1]) + wide[name] > free:
            groups.append([])
        groups[-1].append(name)
    return groups


def _set(parts: Sequence[Sequence[str]]) -> str:
    headings, *rows = zip(*parts, strict=True)
    return table(headings, rows, range(1, len(parts)))


def _cell(row: dict[str, Any]) -> str:
    mean, half = number(row["mean"], row["unit"]), row["half_width"]
    if half != half:
        return mean
    return f"{mean} ± {100 * half:.1f}" if row["unit"] == "%" else f"{mean} ± {half:.2g}"


def _name(row: dict[str, Any], lang: Lang) -> str:
    unit = f" ({row['unit']})" if row["unit"] not in ("", "%") else ""
    return printed(f"{row['indicator_label']}{unit}", lang) + ARROWS[row["better"]]


def write_files(comparison: Comparison, place: Path, title: str, intro: str, lang: Lang) -> list[Path]:
    """Write the page, the figure and the tables of a comparison into a folder; return the files."""
    from xnsim.plots import save

    place.mkdir(parents=True, exist_ok=True)
    page, figure, sheet, values = (place / f"comparison.{kind}" for kind in ("html", "png", "xlsx", "csv"))
    save(comparison.figure(lang), figure, lang)
    comparison.html(page, lang)
    comparison.to_excel(sheet)
    comparison.to_csv(values)
    return [page, figure, sheet, values]
