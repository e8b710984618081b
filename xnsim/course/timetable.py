"""The minutes of each lesson, read off its notebook: what is written there for the class stands nowhere a second time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from xnsim.labels import Label
from xnsim.lab import LESSONS

WHOLE, SHORT = 90, 45
NUMERALS = "一二三四五六七八九十"
HEADING = re.compile(rf"## ([{NUMERALS}]+) (★ )?(.+?)（(\d+) 分钟[^）]*）")
ENGLISH = re.compile(r"\*(.+?) \(\d+ minutes[^)]*\)\*")
CUT = re.compile(rf"([{NUMERALS}]+) (\d+)(?: 分钟)?[，）]")
USUAL = ((10, 5, Label("宣读引文", "Read the passage aloud")), (15, 10, Label("各自写下预测,交上来,再运行", "Everyone writes a prediction and hands it in; only then run")),
         (35, 20, Label("仿真:拖滑块,看预测落在哪里", "Simulate: move the sliders, see where predictions fall")), (20, 10, Label("练习与讨论", "Exercises and discussion")),
         (10, 0, Label("每组写一句政策建议", "Each group writes one sentence of policy")))


@dataclass(frozen=True)
class Part:
    """A part of a lesson: its minutes in the whole lesson and in the short one (0: left out), and what is done."""

    minutes: int
    short: int
    what: Label


def timetable(number: int) -> list[Part]:
    """Return the parts of a lesson in their order; the usual ones where the notebooks are not at hand."""
    found = sorted(LESSONS.glob(f"{number:02d}_*.ipynb"))
    return _read([_prose(cell) for cell in json.loads(found[0].read_text(encoding="utf-8"))["cells"]]) if found else [Part(*each) for each in USUAL]


def _prose(cell: dict) -> str:
    return "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""


def _read(cells: list[str]) -> list[Part]:
    opening = next(line for line in cells[0].splitlines() if "全课" in line)
    short = {numeral: int(minutes) for numeral, minutes in CUT.findall(opening)}
    parts = []
    for cell in cells:
        heading = HEADING.match(cell)
        if heading:
            english = ENGLISH.search(cell)
            parts.append(Part(int(heading[4]), short.get(heading[1], 0), Label(heading[3], english[1] if english else heading[3])))
    return parts
