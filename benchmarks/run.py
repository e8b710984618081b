"""Runs both workloads through all rivals and through xnsim, in turns, and prints the ratios.

``python -m benchmarks.run`` takes about four minutes, the last of them in a browser where there
is one; ``--quick`` about one; ``--large`` adds the ten-million-case rows; ``--rivals-only``
leaves xnsim out. CPU time, not wall time, except in the rows that say so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import unicodedata
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

if not __package__:  # started as a file: the repository's root is not on the path yet
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import browser, c_heap, whole_runs
from benchmarks.contenders import ourselves, rivals
from benchmarks.figures import FIGURES, Figure, Measured
from benchmarks.timing import Spread, alternate
from xnsim.labels import Label, Lang, spoken

WORKLOADS = {"permit": Label("许可业务 W2", "permit W2"), "mmc": Label("M/M/3 W1", "M/M/3 W1")}
RANGE = Label("最小–最大", "min–max")
HEADING = (Label("指标", "figure"), Label("中位", "median"), RANGE, Label("应达", "reach"), Label("目标", "aim"), Label("结果", "verdict"))
RIVALS = (Label("谁", "who"), Label("每件 µs", "µs a case"), RANGE, Label("÷ SimPy", "÷ SimPy"))
FIGURES_OF = Label("速度指标", "Speed figures")


class Findings(NamedTuple):
    """Figures by ``workload.contender`` (µs a case), who that is, why somebody is absent, and what is to be said of a figure."""

    measured: dict[str, Spread]
    labels: dict[str, Label]
    absent: list[Label]
    remarks: list[Label]


def measure(cases: int, turns: int, at_least_s: float, with_ours: bool) -> Findings:
    """Run both workloads through everybody present, in turns."""
    measured, labels, absent, _ = found = Findings({}, {}, [], [])
    for workload in ("permit", "mmc"):
        present, reasons = rivals(workload, cases)
        if with_ours:
            team, why = ourselves(workload, cases)
            present, reasons = present + team, reasons + why
        spreads = alternate(present, turns, at_least_s)
        measured.update({f"{workload}.{key}": spread for key, spread in spreads.items()})
        labels.update({f"{workload}.{c.key}": c.label for c in present})
        absent.extend(reason for reason in reasons if reason not in absent)
    return found


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Set rows in columns; a Chinese sign takes two places."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"


def _range(spread: Spread) -> str:
    return f"{_number(min(spread.values))}–{_number(max(spread.values))}"


def _row(figure: Figure, measured: Measured, lang: Lang) -> list[str]:
    value = figure.value(measured)
    bounds = ["" if x is None else f"{figure.bound} {_number(x)}" for x in (figure.reach, figure.aim)]
    shown = ["–", "–"] if value is None else [f"{_number(value.middle)} {figure.unit}", _range(value)]
    return [figure.label(lang), *shown, *bounds, figure.verdict(measured)(lang)]


def _heads(labels: Sequence[Label], lang: Lang) -> list[str]:
    return [label(lang) for label in labels]


def figures_table(measured: Measured, lang: Lang) -> str:
    """Return the rows of the design with median, range, reach, aim and verdict."""
    return _table([_heads(HEADING, lang), *(_row(figure, measured, lang) for figure in FIGURES)])


def rivals_table(workload: str, measured: Measured, labels: dict[str, Label], lang: Lang) -> str:
    """Return every contender's time a case, and how many times faster than SimPy it is."""
    base = measured[f"{workload}.handwritten"]
    rows = [
        [labels[key](lang), _number(spread.middle), _range(spread), _number(base.over(spread).middle)]
        for key, spread in measured.items()
        if key.startswith(workload + ".")
    ]
    return _table([_heads(RIVALS, lang), *rows])


def _versions() -> str:
    found = [f"Python {platform.python_version()}", f"{os.cpu_count()} CPU"]
    for name in ("simpy", "asimpy", "ciw", "numba"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} –")
    return ", ".join([*found, f"C: {Path(c_heap.compiler() or '–').name}"])


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="小规模先看一眼 / a small size")
    parser.add_argument("--large", action="store_true", help="另测一千万件 / also ten million cases")
    parser.add_argument("--rivals-only", action="store_true", help="不测 xnsim / leave xnsim out")
    parser.add_argument("--cases", type=int, help="每次运行的件数 / cases a run")
    parser.add_argument("--turns", type=int, help="轮数 / alternations")
    parser.add_argument("--lang", choices=("zh", "en"), default=spoken(), help="语言 / language")
    parser.add_argument("--json", action="store_true", help="输出 JSON / print JSON")
    asked = parser.parse_args(given)
    asked.cases = asked.cases or (2_000 if asked.quick else 20_000)
    asked.turns = asked.turns or (3 if asked.quick else 5)
    return asked


def _measure_all(asked: argparse.Namespace) -> Findings:
    at_least_s = 0.05 if asked.quick else 0.25
    found = measure(asked.cases, asked.turns, at_least_s, not asked.rivals_only)
    if "permit.kernel" in found.measured:
        found.measured.update(whole_runs.study(asked.turns, simpy_runs=1 if asked.quick else 4))
        found.measured.update(whole_runs.first_results(1 if asked.quick else 3))
        _in_browser(found, asked.quick)
        if asked.large:
            found.measured.update(whole_runs.large(turns=3))
    return found


def _in_browser(found: Findings, quick: bool) -> None:
    """Add what only a browser can tell, or why it is not known."""
    why = browser.absent()
    if why is not None:
        found.absent.append(why)
        return
    told = browser.measure(moves=browser.MOVES // 3, frames=browser.FRAMES // 3) if quick else browser.measure()
    found.measured.update(told.measured)
    found.remarks.extend(told.lines)


def _conditions(asked: argparse.Namespace) -> str:
    says = Label(
        f"每次 {asked.cases:,} 件,{asked.turns} 轮交替,CPU 时间,计时内关闭垃圾回收,种子 1、1001、…",
        f"{asked.cases:,} cases a run, {asked.turns} alternations, CPU time, garbage collection off while timed, seeds 1, 1001, …")
    return f"{_versions()}\n{says(asked.lang)}"


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0; with ``--json`` print every single value instead."""
    asked = _arguments(given)
    measured, labels, absent, remarks = _measure_all(asked)
    if asked.json:
        print(json.dumps({key: spread.values for key, spread in measured.items()}, indent=1))
        return 0
    print(_conditions(asked))
    for workload, label in WORKLOADS.items():
        print(f"\n## {label(asked.lang)}\n{rivals_table(workload, measured, labels, asked.lang)}")
    if not asked.rivals_only:
        print(f"\n## {FIGURES_OF(asked.lang)}\n{figures_table(measured, asked.lang)}")
    for remark in remarks:
        print(remark(asked.lang))
    for reason in absent:
        print(f"! {reason(asked.lang)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
