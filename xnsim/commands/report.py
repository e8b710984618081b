"""``xnsim report``: a comparison as a Word document to hand upwards."""

from __future__ import annotations

from pathlib import Path

from xnsim.commands.compare import COMMAND as COMPARE, FILE_OF_BOTH, compared, plan_of
from xnsim.commands.declare import Command, Option
from xnsim.commands.places import check_places, write_whole
from xnsim.commands.screen import say
from xnsim.labels import Label, Lang
from xnsim.scenario.problems import InputError, Problem

OUT, SUFFIX = "report.docx", ".docx"
NOT_WORD = Label("报告是 Word 文件,文件名请以 .docx 结尾;网页、图和表用 xnsim compare --out 文件夹",
                 "a report is a Word document, its name ends in .docx; page, figure and tables are written by xnsim compare --out FOLDER")
WORKED_ON = Label("已有这个文件,它不是 xnsim 写的报告,或有人改过;请换一个名字,或先把它移走",
                  "this file is there already, and it is no report of xnsim's or somebody has worked on it; choose another name, or move it away first")
DONE = Label("报告已写好:{path}(重复 {n} 次,种子 {seed})。先写结论,再写图、指标、依据、参数和假定。",
             "The report is at {path} ({n} replications, seed {seed}): findings first, then figure, indicators, sources, knobs and assumptions.")
AS_COMPARE = ("policies", "replications", "seed", "indicators", "worlds", "engine")


def report(lang: Lang, file: str, policies: tuple[str, ...], replications: int | None, seed: int | None, indicators: tuple[str, ...],
           worlds: tuple[str, ...] | None, engine: str, out: str) -> int:
    """Compare as ``xnsim compare`` does, and write the report."""
    from xnsim.report import write_report

    _check_place(out)
    plan = plan_of(file, policies, lang, engine, replications, seed, indicators, worlds)
    found, code = compared(plan, lang, engine)
    write_whole(Path(out), lambda place: write_report(found, plan.office, plan.alternatives, place, lang))
    say(lang, DONE(lang).format(path=out, n=found.replications, seed=plan.seed))
    return code


def _check_place(out: str) -> None:
    """Refuse a place that cannot be written to, and a document that is not ours or that somebody has worked on."""
    from xnsim.report.word import written_by_us

    path = Path(out)
    if path.suffix.lower() != SUFFIX:
        raise InputError([Problem(f"--out {out}", NOT_WORD)])
    check_places({"--out": out})
    if path.exists() and path.stat().st_size and not written_by_us(path):
        raise InputError([Problem(f"--out {out}", WORKED_ON)])


COMMAND = Command(
    "report",
    Label("把一次比较写成可以上报的 Word 报告:结论、图、带区间的指标、每项制度的依据和反效果、参数和假定的理由、怎样复核。",
          "Write a comparison as a Word report to hand upwards: findings, figure, indicators with intervals, sources and perverse effects, reasons of every knob and assumption, how to check."),
    report,
    (FILE_OF_BOTH, *(each for each in COMPARE.options() if each.name in AS_COMPARE),
     Option("out", "--out", Label("写到这个 Word 文件", "the Word file to write"), "FILE", str, OUT)),
    ("xnsim report county_centre", "xnsim report office.yaml --policy ab_cover --out ab.docx"),
)
