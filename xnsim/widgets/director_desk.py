"""The director's desk on the screen 主任的桌子: the menu to click, the points left, and the boards as they are published.

What a team has ordered for a quarter stands once the quarter is played. The true board and
the debrief come with the end of the fourth.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import traitlets as tr

from xnsim.game.boards import OFFICIAL, TRUE
from xnsim.game.codes import Plan, read_plan
from xnsim.game.debrief import missed, worth
from xnsim.game.menu import BUDGET, ITEMS, KINDS, QUARTERS, Item
from xnsim.game.play import Result, play
from xnsim.game.told import SHOCKS, board_rows, debrief_text, fine_rows
from xnsim.labels import Label, Lang, spoken
from xnsim.punctuation import printed
from xnsim.scenario.problems import InputError
from xnsim.widgets.board import Board, page_module, page_style

TEAM = Label("红队", "red")
WORDS = {
    "head": Label("我当主任", "I am the director"), "team": Label("队名", "team"), "quarter": Label("第 {} 季", "quarter {}"),
    "left": Label("本季还剩 {} 分(共 {} 分,用不完作废)", "{} points left of {} (unspent points lapse)"),
    "over": Label("超了 {} 分,请去掉一些", "{} points too many: take something out"), "price": Label("{} 分", "{} points"),
    "each": Label("每档 {} 分", "{} a step"), "had": Label("已有", "bought"), "keep": Label("不改", "as it is"), "colon": Label("\uff1a", ": "),
    "nothing": Label("什么也不买", "nothing"), "orders": Label("本季决策", "this quarter"), "end": Label("就这样,过这一季", "That's it: play the quarter"),
    "working": Label("正在过这一季……", "The quarter is being played …"), "board": Label("官方榜", "official board"), "total": Label("合计", "total"),
    "hidden": Label("真实榜:四季结束才揭开", "true board: told after the fourth quarter"), "true": Label("真实榜(全年)", "true board (the year)"),
    "final": Label("总分 {}(两块榜都算)", "final score {} (both boards count)"), "code": Label("决策码,交给教员:", "the code, for the trainer:"),
    "debrief": Label("复盘", "debrief"), "counting": Label("正在逐项算复盘……", "The debrief is being worked out …"),
    "note": Label("种子 {}:一年算一次,各队的申请人都相同;不是平均,所以没有区间。", "Seed {}: one year, the same applicants for every team; no average, hence no interval."),
    "calm": Label("本季没有冲击", "no shock this quarter"), "shock": Label("冲击:", "shock: "), "fined": Label("查到", "found"),
    "minus": Label("减一", "one less"), "plus": Label("加一", "one more"),
}


class DirectorDesk(Board):
    """``given`` brings a team's orders quarter by quarter; ``state`` holds what is published of them.

    ``given``: how many times the team pressed, and all its quarters as a code without check sign.
    ``state["stage"]``: deciding, working, refused, or over.
    """

    _esm = page_module("director_desk.js")
    _css = page_style("director_desk.css")

    spec = tr.Dict().tag(sync=True)
    given = tr.Dict().tag(sync=True)
    state = tr.Dict().tag(sync=True)

    def __init__(self, team: str = "", seed: int = 1, lang: Lang | None = None) -> None:
        self.lang: Lang = lang or spoken()
        self.seed, self.result = seed, None
        self._turn = threading.Lock()
        super().__init__(spec=_spec(team or TEAM(self.lang), seed, self.lang), given={}, state=_waiting())
        self.observe(self._pressed, "given")
        self.listen()

    def _pressed(self, change: Mapping[str, Any]) -> None:
        threading.Thread(target=self.played, args=(str(change["new"]["code"]),), name="xnsim-director", daemon=True).start()

    def played(self, code: str) -> dict[str, Any]:
        """Play one quarter more and return what is published; what was played before is not played again otherwise."""
        with self._turn:
            before = self.state
            try:
                plan = self._read(code)
            except InputError as error:
                self.state = {**before, "stage": "refused", "problems": [problem.says(self.lang) for problem in error.problems]}
                return self.state
            if len(plan.quarters) <= len(before["boards"]):
                return before
            self.state = {**before, "stage": "working", "problems": []}
            self.result = play(plan, self.seed)
            self.state = _published(self.result, self.lang)
            if self.result.true is not None:
                self.state = {**self.state, "debrief": debrief_text(worth(self.result), missed(self.result), self.lang)}
        return self.state

    def _read(self, code: str) -> Plan:
        """Read what the page sent; quarters already played stay as they were, whatever the page says of them."""
        plan = read_plan(code)
        past = self.result.plan.quarters if self.result is not None else ()
        return read_plan(Plan("", (*past, *plan.quarters[len(past):])).code) if past else plan


def _spec(team: str, seed: int, lang: Lang) -> dict[str, Any]:
    words = {name: printed(says(lang), lang) for name, says in WORDS.items()}
    kinds = [{"kind": kind, "label": printed(says(lang), lang), "items": [_item(item, lang) for item in ITEMS if item.kind == kind]} for kind, says in KINDS.items()]
    return {"team": team, "seed": seed, "budget": BUDGET, "quarters": QUARTERS, "kinds": kinds, "words": words,
            "shocks": ["", *(printed(shock(lang).partition(":")[2].strip(), lang) for shock in SHOCKS)]}


def _item(item: Item, lang: Lang) -> dict[str, Any]:
    return {"sign": item.sign, "label": printed(item.label(lang), lang), "price": item.price, "kind": item.kind, "perDigit": item.per_digit, "many": item.many,
            "alone": item.kind == "rule" or item.per_digit or item.sign == "S", "choices": [{"digit": digit, "label": printed(says(lang), lang)} for digit, says in item.choices.items()]}


def _waiting() -> dict[str, Any]:
    return {"stage": "deciding", "boards": [], "quarters": [], "true": None, "final": None, "code": "", "debrief": "", "problems": []}


def _published(result: Result, lang: Lang) -> dict[str, Any]:
    """Return what is published of the quarters played, and of the year once it is over."""
    boards = [{"total": f"{board.total:.1f}", "rows": board_rows(board, OFFICIAL, lang), "fines": fine_rows(board, lang)} for board in result.official]
    over = result.true is not None
    return {**_waiting(), "stage": "over" if over else "deciding", "boards": boards, "code": result.plan.code,
            "quarters": result.plan.code.rpartition("-")[0].split("/"),
            "true": {"total": f"{result.true.total:.1f}", "rows": board_rows(result.true, TRUE, lang)} if result.true else None,
            "final": f"{result.final:.1f}" if result.final is not None else None}
