"""What a lesson is made of: questions to answer before the run, and exercises to check after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xnsim.labels import Label


@dataclass(frozen=True)
class Prediction:
    """A number to be said before the run. ``theory`` gives it by formula, ``simulated`` one value a replication."""

    key: str
    ask: Label
    unit: Label
    theory: Callable[[], float]
    simulated: Callable[[], list[float]]
    digits: int = 2


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that has a reason: its value, the name of the misconception, and the way on."""

    value: Callable[[], float]
    hint: Label


@dataclass(frozen=True)
class Exercise:
    """A question with one number for an answer. An answer within ``tolerance`` (relative) is right.

    ``because`` is said to a right answer and, where ``way`` gives no other way to it, after the third wrong one.
    """

    key: str
    ask: Label
    unit: Label
    answer: Callable[[], float]
    mistakes: tuple[Mistake, ...]
    because: Label
    tolerance: float = 0.005
    way: Label | None = None
