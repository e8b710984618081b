"""The trainer's desk 教员的排名桌: the teams' codes in, every year run again, the ranking out; a click on a team tells its boards and debrief."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import traitlets as tr

from xnsim.game.codes import Plan, read_plan
from xnsim.game.debrief import missed, worth
from xnsim.game.play import Result, rank
from xnsim.game.told import board_text, debrief_text, ranking_rows
from xnsim.labels import Label, Lang, spoken
from xnsim.punctuation import printed
from xnsim.scenario.problems import InputError, Problem
from xnsim.widgets.board import Board, page_module, page_style

WORDS = {
    "head": Label("全班排名", "Ranking the class"), "codes": Label("各队的决策码,一行一队:队名=决策码", "the teams' codes, a line each: team=CODE"),
    "rank": Label("排名", "Rank"), "working": Label("正在逐队再算……", "Every team's year is run again …"),
    "pick": Label("点一队,看它的榜和复盘。", "Click a team for its boards and debrief."), "counting": Label("正在算这一队的复盘……", "The debrief is being worked out …"),
    "note": Label("种子 {}:每队的一年再算一遍,申请人都相同;一年一次,不是平均。", "Seed {}: every year is run again, with the same applicants; one year, no average."),
}
NOBODY = Label("请先粘贴决策码,一行一队", "paste the codes first, a line for each team")


class RankingDesk(Board):
    """``given``: the lines pasted, or the row of a team that was clicked. ``state["stage"]``: waiting, working, refused, ranked, telling or told."""

    _esm = page_module("ranking_desk.js")
    _css = page_style("ranking_desk.css")

    spec = tr.Dict().tag(sync=True)
    given = tr.Dict().tag(sync=True)
    state = tr.Dict().tag(sync=True)

    def __init__(self, codes: str = "", seed: int = 1, lang: Lang | None = None) -> None:
        self.lang: Lang = lang or spoken()
        self.seed, self._results = seed, []
        self._turn = threading.Lock()
        super().__init__(spec={"codes": codes, "seed": seed, "words": {name: printed(says(self.lang), self.lang) for name, says in WORDS.items()}}, given={},
                         state={"stage": "waiting", "heads": [], "rows": [], "problems": [], "told": ""})
        self.observe(self._pressed, "given")
        self.listen()

    def _pressed(self, change: Mapping[str, Any]) -> None:
        said = change["new"]
        work, about = (self.ranked, str(said["text"])) if "text" in said else (self.told, int(said["row"]))
        threading.Thread(target=work, args=(about,), name="xnsim-ranking", daemon=True).start()

    def ranked(self, text: str) -> dict[str, Any]:
        """Read a class's codes, run every year again and rank them."""
        with self._turn:
            try:
                plans = _read([line for line in text.splitlines() if line.strip()])
            except InputError as error:
                self.state = {**self.state, "stage": "refused", "problems": [problem.says(self.lang) for problem in error.problems]}
                return self.state
            self.state = {**self.state, "stage": "working", "problems": [], "told": ""}
            self._results: list[Result] = rank(plans, self.seed)
            heads, rows = ranking_rows(self._results, self.lang)
            self.state = {"stage": "ranked", "heads": heads, "rows": rows, "problems": [], "told": ""}
        return self.state

    def told(self, row: int) -> dict[str, Any]:
        """Tell the boards of a team that was ranked, what its spending was worth and what its official board missed."""
        with self._turn:
            result = self._results[row]
            self.state = {**self.state, "stage": "telling", "row": row, "told": board_text(result, self.lang)}
            self.state = {**self.state, "stage": "told", "told": f"{board_text(result, self.lang)}\n\n{debrief_text(worth(result), missed(result), self.lang)}"}
        return self.state


def _read(lines: list[str]) -> list[Plan]:
    """Read every line, and tell what is wrong with all of them at once."""
    if not lines:
        raise InputError([Problem("", NOBODY)])
    found, problems = [], []
    for number, line in enumerate(lines, 1):
        try:
            found.append(read_plan(line, sealed=True, place=f"{number}"))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found
