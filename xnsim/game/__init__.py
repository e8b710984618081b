"""「我当主任」: teams run one county centre for four quarters; what the city publishes, and what applicants met."""

from __future__ import annotations

from xnsim.game.boards import OFFICIAL, TRUE, Board, Part
from xnsim.game.codes import Order, Plan, check_sign, read_plan, spent
from xnsim.game.debrief import Worth, missed, worth
from xnsim.game.directors import DIRECTORS, LESSONS, director, without
from xnsim.game.menu import BUDGET, ITEMS, MENU, QUARTERS, Item
from xnsim.game.play import Result, office, play, quarter_run, rank, true_board
from xnsim.game.shown import show_boards, show_debrief, show_ranking, show_sheet
from xnsim.game.told import board_text, debrief_text, ranking_text, sheet_text

__all__ = [
    "BUDGET", "DIRECTORS", "ITEMS", "LESSONS", "MENU", "OFFICIAL", "QUARTERS", "TRUE", "Board", "Item", "Order", "Part", "Plan", "Result", "Worth",
    "board_text", "check_sign", "debrief_text", "director", "missed", "office", "play", "quarter_run", "rank", "ranking_text", "read_plan", "sheet_text",
    "show_boards", "show_debrief", "show_ranking", "show_sheet", "spent", "true_board", "without", "worth",
]
