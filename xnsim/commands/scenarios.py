"""``xnsim scenarios``: the offices that come with xnsim; none of them is a named place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xnsim.commands.copies import TO, template, write_copy
from xnsim.commands.declare import JSON, Argument, Command, Option
from xnsim.commands.screen import paragraph, say, show_json, table
from xnsim.labels import Label, Lang
from xnsim.presets import folder, institution_name, institution_studies, institutions, scenario_file, scenarios, studies
from xnsim.punctuation import printed, unfolded
from xnsim.scenario.problems import InputError, Problem

HEADINGS = (Label("名字", "name"), Label("情景", "scenario"), Label("事项", "matters"), Label("岗位", "desks"), Label("比较方案", "study"))
SHOWN = (Label("编号", "no."), Label("名字", "name"), Label("制度", "policy"))
SMALL = Label("每项制度各有一个小单位(现状、实行、做成样子)。运行:xnsim compare 名字", "Each institution has a small office of its own (before, in force, gamed). Run: xnsim compare NAME")
WHERE_TO = Label("请写明另存到哪里,例如 --to my_office.xlsx;只看清单时不写名字", "say where to write it, e.g. --to my_office.xlsx; to see the list give no name")
NONE = Label("没有找到自带情景;应在 {}", "No scenario was found; they should be in {}")
USE = Label("这些情景受公开数据启发,不代表任何真实单位;每个假定都写在文件里。\n运行:xnsim run 名字;比较:xnsim compare 名字;文件在 {}",
            "They are inspired by published figures and stand for no real office; every assumption is written in the file.\n"
            "Run one: xnsim run NAME; compare: xnsim compare NAME; the files are in {}")


def list_scenarios(lang: Lang, file: str | None, to: str | None, schema: str | None, as_json: bool) -> None:
    """List the scenarios that come with xnsim; write one of them, or a sample to begin with, to a file of one's own; write the schema of the files."""
    if to is not None:
        write_copy(template(lang) if file is None else scenario_file(file), to, lang)
        return
    if file is not None:
        raise InputError([Problem(file, WHERE_TO)])
    if schema is not None:
        from xnsim.scenario.files import write_schema

        write_schema(schema)
        return
    found = [_data(name, path) | {"study": name in studies()} for name, path in scenarios().items()]
    if as_json:
        show_json(found + _small_data())
        return
    if not found:
        say(lang, NONE(lang).format(folder()))
        return
    rows = [[each["name"], printed(each["label"][lang], lang), str(each["matters"]), str(each["desks"]), "✓" if each["study"] else "–"] for each in found]
    print(table([heading(lang) for heading in HEADINGS], rows, {2, 3}))
    for each in found:
        print(f"\n{each['name']}\n" + paragraph(unfolded(each["about"][lang]), lang, "  "))
    say(lang, "\n" + SMALL(lang))
    print(table([heading(lang) for heading in SHOWN], _small_rows(lang)))
    say(lang, "\n" + USE(lang).format(folder()))


def _small_rows(lang: Lang) -> list[list[str]]:
    from xnsim.policies import registry

    known = registry()
    return [[known[key].institution, institution_name(key), printed(known[key].label(lang), lang)] for key in institutions() if key in known]


def _small_data() -> list[dict[str, Any]]:
    from xnsim.policies import registry

    known, compared = registry(), institution_studies()
    return [_data(institution_name(key), path) | {"study": key in compared, "institution": known[key].institution}
            for key, path in institutions().items() if key in known]


def _data(name: str, path: Path) -> dict[str, Any]:
    from xnsim.scenario import load

    office = load(path)
    return {"name": name, "file": str(path), "label": office.name.both(), "about": (office.about or Label("", "")).both(),
            "matters": len(office.matters), "desks": len(office.desks), "digest": office.digest()}


COMMAND = Command(
    "scenarios",
    Label("列出自带的情景;或把一个情景另存为自己的文件(Excel 工作簿或 YAML),不写名字即一份样例。",
          "List the scenarios that come with xnsim; or write one to a file of your own (Excel workbook or YAML), a sample where none is named."),
    list_scenarios,
    (Argument("file", "NAME", Label("要另存的情景:自带情景的名字或文件", "the scenario to write: the name of one that comes with xnsim, or a file"), "?"), TO,
     Option("schema", "--schema", Label("写出情景文件的 JSON Schema,供编辑器提示", "write the JSON Schema of scenario files, for editors"), "FILE"), JSON),
    ("xnsim scenarios", "xnsim scenarios --to my_office.xlsx", "xnsim scenarios county_centre --to my_centre.xlsx"),
)
