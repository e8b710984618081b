"""A question of the quiz: a number and the reason for it, in two forms with other numbers.

Nothing is an answer because somebody typed it. The four numbers to choose from are the law's own and those of
three misconceptions, each worked out by its wrong rule; which of them is right is what the simulator found
(``keys.json``, written by ``xnsim.course.keys``).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from xnsim.labels import Label

Form = Literal["a", "b"]
FORMS: tuple[Form, Form] = ("a", "b")
Rule = Callable[..., float]
STORED = Path(__file__).with_name("keys.json")


@dataclass(frozen=True)
class Key:
    """What the simulator found for a question in one form: the mean of ``n`` runs of ``seed`` and its interval.

    ``low`` to ``high`` holds at 95 % for all questions of both forms together. ``values``: one a run.
    """

    mean: float
    low: float
    high: float
    n: int
    seed: int
    values: tuple[float, ...]


@cache
def keys() -> dict[tuple[str, str], Key]:
    """Return what the simulator found, by question and form."""
    found = json.loads(STORED.read_text(encoding="utf-8"))
    return {(item, form): Key(**{**each, "values": tuple(each["values"])}) for item, forms in found.items() for form, each in forms.items()}


@dataclass(frozen=True)
class Wrong:
    """A misconception: its name, the rule by which it answers, and the reason that who holds it would give."""

    name: Label
    rule: Rule
    reason: Label


@dataclass(frozen=True)
class Item:
    """One question. ``story`` holds the numbers as format fields; ``law`` is the textbook's formula, ``because`` the right reason."""

    key: str
    story: Label
    numbers: dict[Form, tuple[float, ...]]
    unit: Label
    law: Rule
    because: Label
    wrong: tuple[Wrong, Wrong, Wrong]
    transfer: str = ""
    digits: int = 1

    def ask(self, form: Form) -> Label:
        """Return the question with the numbers of a form."""
        return Label(self.story.zh.format(*self.numbers[form]), self.story.en.format(*self.numbers[form]))

    def _ordered(self, form: Form) -> list[tuple[float, Label | None]]:
        """Return the numbers with the misconception behind each: form a from the smallest, form b from the largest, so that no letter is learnt."""
        numbers = self.numbers[form]
        both = [(self.law(*numbers), None), *((wrong.rule(*numbers), wrong.name) for wrong in self.wrong)]
        return sorted(both, key=lambda each: each[0], reverse=form == "b")

    def choices(self, form: Form) -> list[float]:
        """Return the four numbers to choose from."""
        return [value for value, _ in self._ordered(form)]

    def misconceptions(self, form: Form) -> list[Label | None]:
        """Return what each number is the answer of: a misconception, or none where it is the law's."""
        return [name for _, name in self._ordered(form)]

    def found(self, form: Form) -> Key:
        """Return what the simulator found."""
        return keys()[self.key, form]

    def right_choice(self, form: Form) -> int:
        """Return the place of the right number, from 0: the one nearest to what the simulator found."""
        mean = self.found(form).mean
        return min(range(4), key=lambda place: abs(self.choices(form)[place] - mean))

    def reasons_in(self, form: Form) -> list[Label]:
        """Return the four reasons in the order of a form."""
        reasons, turn = [self.because, *(wrong.reason for wrong in self.wrong)], self._turn(form)
        return [*reasons[turn:], *reasons[:turn]]

    def right_reason(self, form: Form) -> int:
        """Return the place of the right reason, from 0."""
        return (4 - self._turn(form)) % 4

    def _turn(self, form: Form) -> int:
        return (sum(map(ord, self.key)) + FORMS.index(form)) % 4

    def said(self, value: float, finer: int = 0) -> str:
        """Return a number as it is read, with so many digits more than the choices have."""
        return f"{100 * value:.{1 + finer}f}%" if self.unit.en == "%" else f"{value:.{self.digits + finer}f}"
