"""A scenario written to another file: as YAML or as an Excel workbook, by the ending of its name; nothing of the user's is written over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xnsim.commands.declare import Option
from xnsim.commands.places import check_places, write_whole
from xnsim.commands.screen import say
from xnsim.labels import Label, Lang
from xnsim.scenario.files import dump, load
from xnsim.scenario.problems import InputError, Problem

TEMPLATES = {"zh": "office_zh.yaml", "en": "office_en.yaml"}
EXCEL, YAML = (".xlsx",), (".yaml", ".yml")
THERE = Label("已有这个文件;xnsim 不覆盖它,请换一个名字,或先把它移走", "this file is there already and is not written over; choose another name, or move it away first")
ENDING = Label("文件名应以 .xlsx(Excel 工作簿)或 .yaml 结尾", "the name should end in .xlsx (Excel workbook) or .yaml")
IN_EXCEL = Label("已写出 {0}。用 Excel 或 WPS 打开,照“填表说明”改成自己的单位;存盘后查错:xnsim check {0}",
                 "Written: {0}. Open it in Excel or WPS, put your own office in its place as the sheet Guide says, save it, and check it: xnsim check {0}")
IN_YAML = Label("已写出 {0}。用文本编辑器改,存盘后查错:xnsim check {0}", "Written: {0}. Change it in a text editor, save it, and check it: xnsim check {0}")
TO_HELP = Label("另存为 Excel 工作簿(.xlsx)或 YAML 文件(.yaml)", "write it as an Excel workbook (.xlsx) or as YAML (.yaml)")
TO = Option("to", "--to", TO_HELP, "FILE")


def template(lang: Lang) -> Path:
    """Return the small office that one begins with when writing one's own."""
    return Path(__file__).resolve().parents[1] / "examples" / TEMPLATES[lang]


def check_copy(to: str) -> None:
    """Raise ``InputError`` where a copy cannot be written."""
    path, place = Path(to), f"{TO.flag} {to}"
    if path.suffix.lower() not in EXCEL + YAML:
        raise InputError([Problem(place, ENDING)])
    if path.is_file():
        raise InputError([Problem(place, THERE)])
    check_places({TO.flag: to})


def write_copy(source: Path, to: str, lang: Lang, told: bool = True) -> None:
    """Write the scenario of one file to another; what its form has no place for is told, and nothing written."""
    check_copy(to)
    path, office = Path(to), load(source)
    if path.suffix.lower() in EXCEL:
        from xnsim.scenario.workbook_look import write_workbook

        try:
            write_whole(path, lambda place: write_workbook(office, place, lang))
        except InputError as error:
            raise InputError([replace(problem, file=str(source)) for problem in error.problems]) from None
    else:
        text = source.read_text(encoding="utf-8-sig") if source.suffix.lower() in YAML else dump(office)    # with the remarks of its writer
        write_whole(path, lambda place: place.write_text(text, encoding="utf-8"))
    if told:
        say(lang, (IN_EXCEL if path.suffix.lower() in EXCEL else IN_YAML)(lang).format(to))
