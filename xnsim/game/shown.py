"""What the trainer's notebook calls: codes in, words on the page, one call a cell."""

from __future__ import annotations

from xnsim.game.codes import read_plan
from xnsim.game.debrief import missed, worth
from xnsim.game.play import play, rank
from xnsim.game.told import board_text, debrief_text, ranking_text, sheet_text
from xnsim.labels import Lang


def show_sheet(lang: Lang = "zh") -> None:
    """Print the decision sheet."""
    print(sheet_text(lang))


def show_ranking(*codes: str, seed: int = 1, lang: Lang = "zh") -> None:
    """Print the ranking of a class: each code as ``team=CODE``, check sign and all; raises ``InputError``."""
    print(ranking_text(rank([read_plan(code, sealed=True) for code in codes], seed), lang))


def show_boards(code: str, seed: int = 1, lang: Lang = "zh") -> None:
    """Print a team's boards."""
    print(board_text(play(read_plan(code), seed), lang))


def show_debrief(code: str, seed: int = 1, lang: Lang = "zh") -> None:
    """Print what a team's spending was worth and what its official board missed."""
    result = play(read_plan(code), seed)
    print(debrief_text(worth(result), missed(result), lang))
