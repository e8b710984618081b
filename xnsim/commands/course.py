"""``xnsim course``: what a class gained, and the trainer's manual."""

from __future__ import annotations

from pathlib import Path

from xnsim.commands.declare import Argument, Command, Option
from xnsim.commands.places import check_places, write_whole
from xnsim.commands.screen import say
from xnsim.labels import Label, Lang
from xnsim.scenario.problems import InputError, Problem

ONLY = Label("应为 report(报告)或 manual(教员手册),现为“{0}”", "must be report or manual, not “{0}”")
WHICH = Label("请写代码表,例如 xnsim course report codes.csv(两列:seat,code)", "name the table of codes: xnsim course report codes.csv (two columns: seat,code)")
NO_FILE = Label("没有这个文件", "there is no such file")
DONE = Label("教员手册已写好:{};双击打开,可打印。", "The manual is at {}; double-click it, or print it.")
MANUAL = "manual.html"
OURS = "<!DOCTYPE html>"


def course(lang: Lang, what: str, file: str | None, out: str | None) -> None:
    """Report a class's gains, or write the manual."""
    if what == "report":
        _report(lang, file)
    elif what == "manual":
        _manual(lang, out or MANUAL)
    else:
        raise InputError([Problem("WHAT", Label(ONLY.zh.format(what), ONLY.en.format(what)))])


def _report(lang: Lang, file: str | None) -> None:
    from xnsim.course import read_codes, report

    if file is None:
        raise InputError([Problem("FILE", WHICH)])
    if not Path(file).is_file():
        raise InputError([Problem(file, NO_FILE)])
    say(lang, report(read_codes(file), lang))


def _manual(lang: Lang, out: str) -> None:
    from xnsim.course.manual import manual

    check_places({"--out": out}, ours=OURS)
    write_whole(Path(out), lambda place: place.write_text(manual(lang), encoding="utf-8"))
    say(lang, DONE(lang).format(out))


COMMAND = Command(
    "course",
    Label("课程:report 由学员的代码算出前后变化和区间,manual 写出教员手册(每课两页,可打印)。",
          "The course: report tells the gain from the learners' codes with its interval, manual writes the trainer's manual (two pages a lesson)."),
    course,
    (Argument("what", "report|manual", Label("做什么", "what to do")),
     Argument("file", "CODES.csv", Label("report 用的代码表,两列 seat,code", "the table of codes for report, columns seat,code"), "?"),
     Option("out", "--out", Label("manual 写到哪个文件(默认 manual.html)", "where manual is written (default: manual.html)"), "FILE")),
    ("xnsim course report codes.csv", "xnsim course manual --out manual.html"),
)
