"""Lowers a scenario to numbers: the tape of verbs, desks, diaries, limits."""

from xnsim.program.lower import Phase, Program, lower

__all__ = ["Phase", "Program", "lower"]
