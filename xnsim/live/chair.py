"""「我当主任」 in the page: a code of so many quarters in, the boards out; the same code and the same figures as at the trainer's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xnsim.game.boards import OFFICIAL, TRUE, Board, Part
from xnsim.game.codes import Plan, read_plan
from xnsim.game.debrief import missed
from xnsim.game.menu import BUDGET, ITEMS, KINDS, QUARTERS
from xnsim.game.play import Result, official_board, true_board
from xnsim.game.told import FOUND_OUT, SAMPLED, SHOCKS, told_gaming
from xnsim.handout.figures import LANGS, both
from xnsim.indicators import UNITS, find
from xnsim.labels import Label
from xnsim.live.desk import Told
from xnsim.punctuation import printed
from xnsim.scenario.problems import InputError

ENGINE = "lists"


def sheet() -> Told:
    """Return the decision sheet as plain data: what may be ordered, what it costs, how long it lasts, what falls upon all."""
    return {
        "budget": BUDGET, "quarters": QUARTERS, "kinds": {kind: both(says) for kind, says in KINDS.items()}, "shocks": [both(says) for says in SHOCKS],
        "gaming": {lang: printed(told_gaming(lang), lang) for lang in LANGS},
        "items": [{"sign": item.sign, "label": both(item.label), "price": item.price, "kind": item.kind, "many": item.many, "each": item.per_digit,
                   "choices": [[digit, both(says)] for digit, says in item.choices.items()]} for item in ITEMS],
    }


class Chair:
    """Answers the code of a team: the official board of its last quarter, or the true board of its year."""

    def __init__(self) -> None:
        self._boards: dict[tuple[Any, int], Board] = {}

    def answers(self, asked: Mapping[str, Any]) -> Iterator[Told]:
        """Yield the board of the last quarter in ``code``; with ``reveal`` the true board of the four, and what the official ones missed."""
        try:
            plan = read_plan(asked["code"], asked.get("team", ""))
        except InputError as error:
            yield {"stage": "refused", "why": [both(problem.says) for problem in error.problems]}
            return
        k, seed = len(plan.quarters), int(asked["seed"])
        yield {"stage": "working", "done": 0, "of": 1}
        if asked.get("reveal"):
            yield {"stage": "final", "code": plan.code, **self._year(plan, seed)}
        else:
            yield {"stage": "final", "code": plan.code, "quarter": k, "board": told_board(self._board(plan, k, seed), OFFICIAL)}

    def _board(self, plan: Plan, k: int, seed: int) -> Board:
        key = (plan.quarters[:k], seed)
        if key not in self._boards:
            self._boards[key] = official_board(plan, k, seed, ENGINE)
        return self._boards[key]

    def _year(self, plan: Plan, seed: int) -> Told:
        official = tuple(self._board(plan, k, seed) for k in range(1, QUARTERS + 1))
        result = Result(plan, seed, official, true_board(plan, seed, ENGINE))
        gaps = [{"quarter": gap.quarter, "official": [both(find(gap.key).label), f"{gap.official:.1%}"],
                 "twin": [both(find(gap.twin).label), f"{gap.true:.1%}"]} for gap in missed(result)]
        return {"true": told_board(result.true, TRUE), "officialMean": result.official_mean, "final": result.final, "missed": gaps}


def told_board(board: Board, parts: tuple[Part, ...]) -> Told:
    """Return a board as plain data: every line with its value and points, and the points lost to audits."""
    lines = [{"key": part.key, "label": both(find(part.key).label), "why": both(part.why), "value": {lang: _value(board, part, lang) for lang in LANGS},
              "points": board.points[part.key], "weight": part.weight} for part in parts]
    fines = [both(_fine(name, fine)) for name, fine in board.fines.items() if fine]
    return {"total": board.total, "lines": lines, "fines": fines}


def _fine(name: str, fine: float) -> Label:
    says, about = (SAMPLED, (fine,)) if name == "audit" else (FOUND_OUT, (name, fine))
    return Label(says.zh.format(*about), says.en.format(*about))


def _value(board: Board, part: Part, lang: str) -> str:
    about, value = find(part.key), board.values[part.key]
    return f"{value:.1%}" if about.unit == "rate" else f"{value:.2f} {UNITS[about.unit](lang)}".strip()
