"""The points an electronic supervision system adds and takes: a rule that was really issued.

Source: fsou.com.cn lar/171266/17126694 (a local rule, opening of the page read): three warnings in a row
-3, a yellow card -5, a red card -10; early completions from 10 % of the month +1 and +1 for each further
full 10 %; promised limits cut from 30 % below the legal ones +3 and +1 for each further full 10 %.
"""

from __future__ import annotations

STREAK, YELLOW, RED = -3, -5, -10
EARLY_FROM, EARLY_FIRST = 1, 1
CUT_FROM, CUT_FIRST = 3, 3


def full_tenths(share: float) -> int:
    """How many full tenths a share holds; 0.3 holds three although it is stored a trifle below."""
    return int(round(share * 10, 9) // 1)


def stepped_points(share: float, from_tenths: int, first: int) -> int:
    """Points that begin at a threshold and grow by one with each further full tenth."""
    further = full_tenths(share) - from_tenths
    return first + further if further >= 0 else 0


def points(streaks: int, yellow: int, red: int, early_share: float, promise_cut: float) -> int:
    """Sum of the points an office gains and loses; a bigger promise can cancel a yellow card.

    ``streaks`` counts threes of warnings in a row, ``early_share`` the part of the month's files closed
    early, ``promise_cut`` how far the promised limits lie below the legal ones (0.55 = 55 %).
    """
    lost = streaks * STREAK + yellow * YELLOW + red * RED
    gained = stepped_points(early_share, EARLY_FROM, EARLY_FIRST)
    return lost + gained + stepped_points(promise_cut, CUT_FROM, CUT_FIRST)
