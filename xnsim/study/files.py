"""A comparison written down: as it is read on a page or in a notebook, as tables for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.labels import Label, Lang
from xnsim.plots.words import number
from xnsim.punctuation import printed
from xnsim.study.told import findings
from xnsim.study.tried import sections

if TYPE_CHECKING:
    from pandas import DataFrame

    from xnsim.study.comparison import Comparison
    from xnsim.study.worlds import InWorlds

INDICATOR = Label("指标", "indicator")
OVERVIEW, MEANS, DIFFERENCES, VALUES, STAMP = (
    Label("一览", "overview"), Label("平均", "means"), Label("差异", "differences"), Label("各次重复", "replications"), Label("来源", "stamp"))
WHAT, IS = Label("项目", "what"), Label("内容", "is")
VERSION, SEED, RUNS, LEVEL, DIGEST = (
    Label("xnsim 版本", "xnsim version"), Label("随机种子", "seed"), Label("重复次数", "replications"), Label("区间的把握", "level of the intervals"),
    Label("情景指纹:{}", "scenario: {}"))
READ = Label("方括号里是 {:g}% 区间;↑ 越高越好,↓ 越低越好。", "In brackets the {:g} % interval; ↑ higher is better, ↓ lower is better.")
WHOSE = Label("口径", "whose cases")
ARROWS = {"higher": " ↑", "lower": " ↓", "none": ""}
BOM_UTF8 = "utf-8-sig"  # Excel takes a CSV without it for the local code page


def shown(comparison: Comparison, lang: Lang) -> DataFrame:
    """Return the means as they are read: indicators in rows, alternatives in columns, each with its interval and n."""
    from pandas import DataFrame

    frame = comparison.frame(lang)
    rows = []
    for _, part in frame.groupby("indicator", sort=False):
        cells = {row["alternative"]: _cell(row, comparison.replications) for row in part.to_dict("records")}
        rows.append({INDICATOR(lang): _heading(part.iloc[0], lang)} | cells)
    return DataFrame(rows)


def _heading(row: Any, lang: Lang) -> str:
    unit = f"({row['unit']})" if row["unit"] not in ("", "%") else ""
    return printed(f"{row['indicator_label']}{'' if lang == 'zh' else ' '}{unit}".strip(), lang) + ARROWS[row["better"]]


def _cell(row: dict[str, Any], replications: int) -> str:
    mean, low, high = (number(row[part], row["unit"]) for part in ("mean", "low", "high"))
    spread = f" [{low}, {high}]" if row["n"] > 1 else ""
    return f"{mean}{spread}" + (f" (n={row['n']})" if row["n"] != replications else "")


def differences(comparison: Comparison, lang: Lang) -> DataFrame:
    """Return the differences of every alternative from the status quo, one below the other."""
    from pandas import DataFrame, concat

    parts = [comparison.paired(name, None, lang).reset_index().assign(alternative=name, against=comparison.status_quo)
             for name in comparison.alternatives if name != comparison.status_quo]
    return concat(parts, ignore_index=True) if parts else DataFrame()


def values(comparison: Comparison) -> DataFrame:
    """Return the value of every replication with its parts, one row each, in every cohort that was read."""
    from pandas import DataFrame

    return DataFrame(_values(comparison))


def _values(comparison: Comparison) -> Iterable[dict[str, Any]]:
    for name in comparison.alternatives:
        for (key, cohort), series in comparison.series[name].items():
            for replication, (value, above, below) in enumerate(zip(*series, strict=True)):
                yield {"alternative": name, "indicator": key, "cohort": cohort, "replication": replication, "value": value,
                       "numerator": above, "denominator": below}


def write_csv(comparison: Comparison, path: Path, lang: Lang) -> Path:
    """Write the means with their stamp in every row."""
    stamp = comparison.stamp
    frame = comparison.frame(lang).assign(seed=stamp["seed"], replications=stamp["replications"], version=stamp["version"])
    frame["scenario"] = frame["alternative"].map(stamp["scenario"])
    frame.to_csv(path, index=False, encoding=BOM_UTF8)
    return path


def write_excel(comparison: Comparison, path: Path, lang: Lang) -> Path:
    """Write the workbook of one comparison."""
    rows = stamp_rows(comparison, comparison.stamp["scenario"], lang)
    return write_book(path, comparison, differences(comparison, lang), values(comparison), rows, comparison.level, lang)


def stamp_rows(comparison: Comparison, digests: Mapping[str, str], lang: Lang) -> list[tuple[str, Any]]:
    """Return what a workbook says about where its figures come from; ``digests``: the scenario of each alternative, by the name it is shown under."""
    stamp = comparison.stamp
    return [(VERSION(lang), stamp["version"]), (SEED(lang), stamp["seed"]), (RUNS(lang), stamp["replications"]), (LEVEL(lang), comparison.level),
            *((printed(DIGEST(lang).format(name), lang), digest) for name, digest in digests.items()), (WHOSE(lang), comparison.note(lang))]


def write_book(path: Path, comparison: Comparison | InWorlds, differing: DataFrame, single: DataFrame, rows: Sequence[tuple[str, Any]], level: float,
               lang: Lang) -> Path:
    """Write a workbook: one sheet to be read, with its stamp below, and four for a program; the columns are as wide as what stands in them."""
    from pandas import DataFrame, ExcelWriter

    sheets = {OVERVIEW: comparison.shown(lang), MEANS: comparison.frame(lang), DIFFERENCES: differing, VALUES: single, STAMP: DataFrame(rows, columns=[WHAT(lang), IS(lang)])}
    with ExcelWriter(path, engine="xlsxwriter") as book:
        for label, frame in sheets.items():
            frame.to_excel(book, sheet_name=label(lang), index=False)
            sheet = book.sheets[label(lang)]
            sheet.freeze_panes(1, 0)
            sheet.autofit(400)
            if label is OVERVIEW:
                for below, line in enumerate((READ(lang).format(round(100 * level, 6)), comparison.note(lang), comparison.stamp_line(lang)), len(frame) + 2):
                    sheet.write(below, 0, printed(line, lang))
    return path


def write_page(comparison: Comparison | InWorlds, path: Path, lang: Lang, title: str, intro: str) -> Path:
    """Write the comparison as one page.

    The page is made a floor above, from tables and figures alone; it is looked up when a
    page is wanted, so that nothing here rests on it.
    """
    page = import_module("xnsim.report.html").comparison_page
    said = findings(comparison, lang) if comparison.replications > 1 else comparison.sentences(lang)
    text = page(title, f"{intro} {comparison.note(lang)}".strip(), comparison.shown(lang), said,
                {title: comparison.figure(lang, title)}, comparison.stamp_line(lang), lang, _more(comparison, lang))
    path.write_text(text, encoding="utf-8")
    return path


def _more(comparison: Comparison | InWorlds, lang: Lang) -> dict[str, dict[str, list[str]]]:
    """Return what the page says of the alternatives and of the office, where it knows them."""
    one = next(iter(comparison.worlds.values())) if hasattr(comparison, "worlds") else comparison
    return sections(one.scenario, one.tried, one.status_quo, lang) if one.scenario is not None and one.tried else {}


def notebook_html(comparison: Comparison | InWorlds) -> str:
    """Return the means and their stamp as a notebook shows them, in Chinese."""
    table = comparison.shown("zh").to_html(index=False, border=0)
    return f"{table}<p><small>{escape(comparison.stamp_line('zh'))}</small></p>"
