"""``xnsim run``: one office, once, with some institutions in force; its indicators, and every case if wanted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.commands import asked
from xnsim.commands.declare import ENGINE, FILE, JSON, POLICY, SEED, Command, Option, whole
from xnsim.commands.places import check_places, write_whole
from xnsim.commands.screen import say, show_json, table
from xnsim.commands.spent import show_where
from xnsim.labels import Label, Lang
from xnsim.plots.words import number
from xnsim.presets import scenario_file
from xnsim.punctuation import printed

if TYPE_CHECKING:
    from pandas import DataFrame

    from xnsim.study import Simulated

HEADINGS = (Label("指标", "indicator"), Label("数值", "value"), Label("单位", "unit"), Label("其中 / 共(件)", "of (cases)"), Label("对照指标", "twin"))
OFFICER_DAYS = Label("人日", "officer-days")
OFFICER_S = ("utilisation", "overtime_share")   # rates of the officers' seconds
TITLE = Label("{name}:{cases} 件,{services} 段办理", "{name}: {cases} cases, {services} spells of work")
ONCE = Label("一次运行没有区间,不能据此说哪种做法更好;要比较请用 xnsim compare。",
             "One run has no interval and cannot tell which way is better; to compare, use xnsim compare.")
STAMP = Label("随机种子 {seed} · 重复编号 {replication} · 情景 {scenario} · xnsim {version}", "seed {seed} · replication {replication} · scenario {scenario} · xnsim {version}")
WRITTEN = Label("已写出 {}({} 行)", "Written: {} ({} rows)")
BOM_UTF8 = "utf-8-sig"  # Excel takes a CSV without it for the local code page


def run(lang: Lang, file: str, policies: tuple[str, ...], seed: int, replication: int, engine: str,
        out: str | None, services: str | None, where: bool, as_json: bool) -> None:
    """Run the office once and tell its main indicators."""
    from xnsim.scenario import load
    from xnsim.study import simulate

    check_places({"--out": out, "--services": services}, ours="case,")
    chosen = asked.policies(policies)
    office = load(scenario_file(file))
    simulated = simulate(office, chosen, seed, replication, engine)
    read = simulated.indicators(lang=lang)
    spent = simulated.where(lang=lang) if where else None
    if as_json:
        ledger = {} if spent is None else {"where": spent.to_dict("records")}
        show_json({**simulated.stamp, "indicators": read.reset_index().to_dict("records"), **ledger})
    else:
        _show(simulated, read, office.name(lang), lang)
        if spent is not None:
            show_where(spent, lang)
    for path, rows in ((out, simulated.tables.cases), (services, simulated.tables.services)):
        if path is not None:
            told = rows.to_pandas(lang)
            write_whole(Path(path), lambda place, told=told: told.to_csv(place, index=False, encoding=BOM_UTF8))
            print(printed(WRITTEN(lang).format(path, rows.rows), lang), file=sys.stderr if as_json else sys.stdout)


def _show(simulated: Simulated, read: DataFrame, name: str, lang: Lang) -> None:
    from xnsim.indicators.view import View

    tables = simulated.tables
    day_s = View(tables, "completion").calendar.day_seconds
    say(lang, TITLE(lang).format(name=name, cases=f"{tables.cases.rows:,}", services=f"{tables.services.rows:,}"))
    rows = [[printed(row["indicator_label"], lang), number(row["value"], row["unit"]), "" if row["unit"] == "%" else row["unit"],
             _of(row, day_s, lang), _twin(row["twin"], lang)] for row in read.reset_index().to_dict("records")]
    print(table([heading(lang) for heading in HEADINGS], rows, {1}))
    say(lang, STAMP(lang).format(**simulated.stamp))
    say(lang, ONCE(lang))


def _of(row: dict[str, Any], day_s: int, lang: Lang) -> str:
    """Show what a rate is made of: nothing is counted away. Officers' seconds are told in working days."""
    if row["indicator"] in OFFICER_S:
        return f"{row['numerator'] / day_s:,.0f} / {row['denominator'] / day_s:,.0f} {OFFICER_DAYS(lang)}"
    return f"{row['numerator']:,.0f} / {row['denominator']:,.0f}" if row["unit"] == "%" else f"/ {row['denominator']:,.0f}"


def _twin(key: str, lang: Lang) -> str:
    from xnsim.indicators import INDICATORS

    return printed(INDICATORS[key].label(lang), lang) if key else "–"


COMMAND = Command(
    "run",
    Label("把一个情景运行一次,列出主要指标;可把每一件的经过写成表。", "Run a scenario once and list its main indicators; every case can be written to a table."),
    run,
    (FILE, POLICY, SEED, Option("replication", "--replication", Label("重复的编号,从 0 数起", "which replication, counted from 0"), "N", whole(0), 0), ENGINE,
     Option("out", "--out", Label("把办件表写成 CSV(时间为自情景首日零点起的秒数)", "write the cases as CSV (times in seconds from midnight of the first day)"), "CSV"),
     Option("services", "--services", Label("把办理表(每段一行)写成 CSV", "write the spells of work as CSV"), "CSV"),
     Option("where", "--where", Label("列出每个事项的时间去向,精确到秒", "list where the time of each matter went, exact to the second")), JSON),
    ("xnsim run county_centre", "xnsim run county_centre --where", "xnsim run county_centre --policy parallel_approval --policy time_limit:factor=0.5 --out cases.csv"),
)
