"""``xnsim scenarios``: the offices that come with xnsim; none of them is a named place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xnsim.commands.declare import JSON, Command
from xnsim.commands.screen import paragraph, say, show_json, table
from xnsim.labels import Label, Lang
from xnsim.presets import folder, scenarios, studies
from xnsim.punctuation import printed

HEADINGS = (Label("名字", "name"), Label("情景", "scenario"), Label("事项", "matters"), Label("岗位", "desks"), Label("比较方案", "study"))
NONE = Label("没有找到自带情景;应在 {}", "No scenario was found; they should be in {}")
USE = Label("这些情景受公开数据启发,不代表任何真实单位;每个假定都写在文件里。\n运行:xnsim run 名字;比较:xnsim compare 名字;文件在 {}",
            "They are inspired by published figures and stand for no real office; every assumption is written in the file.\n"
            "Run one: xnsim run NAME; compare: xnsim compare NAME; the files are in {}")


def list_scenarios(lang: Lang, as_json: bool) -> None:
    """List the scenarios that come with xnsim."""
    found = [_data(name, path) for name, path in scenarios().items()]
    if as_json:
        show_json(found)
        return
    if not found:
        say(lang, NONE(lang).format(folder()))
        return
    rows = [[each["name"], printed(each["label"][lang], lang), str(each["matters"]), str(each["desks"]), "✓" if each["study"] else "–"] for each in found]
    print(table([heading(lang) for heading in HEADINGS], rows, {2, 3}))
    for each in found:
        print(f"\n{each['name']}\n" + paragraph(each["about"][lang], lang, "  "))
    say(lang, "\n" + USE(lang).format(folder()))


def _data(name: str, path: Path) -> dict[str, Any]:
    from xnsim.scenario import load

    office = load(path)
    about = office.about or Label("", "")
    return {"name": name, "file": str(path), "label": {"zh": office.name.zh, "en": office.name.en}, "about": {"zh": about.zh, "en": about.en},
            "matters": len(office.matters), "desks": len(office.desks), "study": name in studies(), "digest": office.digest()}


COMMAND = Command("scenarios", Label("列出自带的情景。", "List the scenarios that come with xnsim."), list_scenarios, (JSON,), ("xnsim scenarios",))
