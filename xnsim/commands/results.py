"""How a comparison is told: a table that fits the screen, the differences that stand, files to keep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.commands.screen import paragraph, say, screen_width, show_json, table, text_width
from xnsim.labels import Label, Lang
from xnsim.plots.words import number, wrap
from xnsim.punctuation import printed

if TYPE_CHECKING:
    from pandas import DataFrame

    from xnsim.study import Comparison, InWorlds

INDICATOR = Label("指标", "indicator")
ARROWS = {"higher": " ↑", "lower": " ↓", "none": ""}
READ = Label("每格:平均 ± 95% 区间的半宽,不对称时写出两端;↑ 越高越好,↓ 越低越好。",
             "Each cell: mean ± half-width of its 95 % interval, both ends where they differ; ↑ higher is better, ↓ lower is better.")
BETWEEN = Label("", " ")
HEADING_WIDE = 20
COLON = Label("\uff1a", ":")
WRITTEN = Label("已写出:", "Written:")
FILES = (("comparison.html", Label("网页,双击打开", "a page, opens by double-click")), ("comparison.png", Label("图", "the figure")),
         ("comparison.xlsx", Label("表和每次重复的数值", "tables, and the value of every replication")), ("comparison.csv", Label("表", "the table")))


def show_comparison(comparison: Comparison | InWorlds, lang: Lang, keys: Sequence[str] = ()) -> None:
    """Print the table, the differences that stand (of the indicators named, default: all), and the stamp; a world after the other."""
    from xnsim.study.words import world_heading

    for world, found in _by_world(comparison).items():
        if world:
            print(paragraph(world_heading(world, lang), lang) + "\n")
        _show_one(found, lang, keys or comparison.indicators)
        print()
    print(paragraph(comparison.stamp_line(lang), lang))


def _by_world(comparison: Comparison | InWorlds) -> dict[str, Comparison]:
    return getattr(comparison, "worlds", {"": comparison})


def _show_one(comparison: Comparison, lang: Lang, keys: Sequence[str]) -> None:
    print("\n\n".join(tables(comparison.frame(lang), lang)))
    print(paragraph(READ(lang) + BETWEEN(lang) + comparison.note(lang), lang))
    for name in comparison.alternatives:
        if name != comparison.status_quo and comparison.replications > 1:
            _show_differences(comparison, name, lang, keys)


def _show_differences(comparison: Comparison, name: str, lang: Lang, keys: Sequence[str]) -> None:
    from xnsim.study.told import heading, told

    print(f"\n{heading(name, comparison.status_quo, lang)}{COLON(lang)}")
    for sentence in told(comparison, name, lang, keys):
        print("  · " + wrap(sentence, screen_width() - 4).replace("\n", "\n    "))


def tables(frame: DataFrame, lang: Lang) -> list[str]:
    """Set indicators in rows and alternatives in columns; as many tables as the screen needs, status quo in each."""
    names = list(dict.fromkeys(frame["alternative"]))
    rows = {name: frame[frame["alternative"] == name].to_dict("records") for name in names}
    cells = {name: [wrap(printed(name, lang), HEADING_WIDE), *map(_cell, rows[name])] for name in names}
    first = [INDICATOR(lang), *(_name(row, lang) for row in rows[names[0]])]
    return [_set([first, *(cells[name] for name in [names[0], *group])]) for group in _groups(first, cells, names)]


def _groups(first: list[str], cells: dict[str, list[str]], names: list[str]) -> list[list[str]]:
    """Part the alternatives but the first into groups that fit beside it."""
    wide = {name: text_width(cells[name]) + 2 for name in names}
    free = screen_width() - text_width(first) - wide[names[0]]
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
    """Write a mean with its interval; one replication has none."""
    mean, low, high = (number(row[part], row["unit"]) for part in ("mean", "low", "high"))
    if not row["low"] < row["high"] or low == mean == high:  # no interval, or one narrower than what is shown
        return mean
    if row["method"] != "t":
        return f"{mean} [{low.rstrip('%')}, {high.rstrip('%')}]"
    return f"{mean} ±{_half(row['half_width'] * (100 if row['unit'] == '%' else 1), mean)}"


def _half(half: float, mean: str) -> str:
    """Write a half-width with the digits of its mean; with more where nothing would be left of it."""
    digits = len(mean.rstrip("%").partition(".")[2])
    told = f"{half:,.{digits}f}"
    return told if any(sign in "123456789" for sign in told) else f"{half:.{-math.floor(math.log10(half))}f}"


def _name(row: dict[str, Any], lang: Lang) -> str:
    unit = ("" if lang == "zh" else " ") + f"({row['unit']})" if row["unit"] not in ("", "%") else ""
    return printed(f"{row['indicator_label']}{unit}", lang) + ARROWS[row["better"]]


def write_files(comparison: Comparison | InWorlds, place: Path, title: str, intro: str, lang: Lang) -> None:
    """Write page, figure and tables of a comparison into a folder, and say so."""
    from xnsim.plots import save

    place.mkdir(parents=True, exist_ok=True)
    save(comparison.figure(lang, title), place / "comparison.png", lang)
    comparison.html(place / "comparison.html", lang, title, intro)
    comparison.to_excel(place / "comparison.xlsx", lang)
    comparison.to_csv(place / "comparison.csv", lang)
    say(lang, "\n" + WRITTEN(lang))
    print(table(["", ""], [["  " + str(place / name), printed(says(lang), lang)] for name, says in FILES]))


def json_of(comparison: Comparison | InWorlds, lang: Lang, traces: DataFrame | None = None) -> None:
    """Print a comparison for a program: stamp, means, differences from the status quo, and the traces of gaming if there are any."""
    others = [name for name in comparison.alternatives if name != comparison.status_quo]
    differences = [{"alternative": name, "against": comparison.status_quo, **row} for name in others
                   for row in comparison.paired(name, None, lang).reset_index().to_dict("records")]
    show_json({**comparison.stamp, "status_quo": comparison.status_quo, "means": comparison.frame(lang).to_dict("records"), "differences": differences,
               **({} if traces is None else {"gaming": traces.to_dict("records")})})
