"""Official and true figures beside each other on the screen, an alternative a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xnsim.commands.screen import say, table
from xnsim.labels import Label, Lang
from xnsim.plots.words import number
from xnsim.punctuation import printed

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = Label("\n官方与真实:{}({} 次重复)", "\nOfficial and true: {} ({} replications)")
HEADINGS = (Label("官方", "official"), Label("真实", "true"), Label("相差", "gap"), Label("项目", "figure or trace"))
POINTS, BETWEEN = Label(" 点", " pt"), Label("", " ")
NOTE = Label("点为百分点。官方一栏后为 95% 区间的半宽;没有对照的痕迹,真实一栏为“–”,以 0 为好。这些痕迹单独看都可以是无辜的。",
             "pt: percentage points. Beside the official figure the half-width of its 95 % interval; a trace without a counterpart has – and is best at 0. Each may be innocent by itself.")


def show_traces(traces: DataFrame, lang: Lang) -> None:
    """Print the report of every alternative."""
    for name, part in traces.groupby("alternative", sort=False):
        rows = part.to_dict("records")
        say(lang, TITLE(lang).format(name, rows[0]["n"]))
        print(table([heading(lang) for heading in HEADINGS], [_cells(row, lang) for row in rows], {0, 1, 2}))
    say(lang, NOTE(lang))


def _cells(row: dict[str, Any], lang: Lang) -> list[str]:
    half = row["official_half_width"]
    spread = f" ±{number(half, row['unit']).rstrip('%')}" if half == half else ""
    said = row["label"] if row["unit"] in ("", "%") else f"{row['label']}{BETWEEN(lang)}[{row['unit']}]"
    return [number(row["official"], row["unit"]) + spread, number(row["true"], row["unit"]), _gap(row, lang), printed(said, lang)]


def _gap(row: dict[str, Any], lang: Lang) -> str:
    """Write a gap: two rates differ by percentage points, not by per cent."""
    told = number(row["gap"], row["unit"])
    return f"{told.rstrip('%')}{POINTS(lang)}" if told.endswith("%") else told
