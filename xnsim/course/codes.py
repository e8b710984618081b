"""A learner's answers as a short code that can be read out, typed and checked: ``EA-03F1-… -K``.

E before, O after, L late; the form; a hexadecimal digit an item (4 × choice + reason; X left open); a letter that
catches a mistyped sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xnsim.course.items import FORMS, Form
from xnsim.course.questions import ITEMS
from xnsim.labels import Label
from xnsim.scenario.problems import InputError, Problem

Phase = Literal["pre", "post", "late"]
PHASES: dict[Phase, str] = {"pre": "E", "post": "O", "late": "L"}
LETTERS = "ABCDEFGHJKLMNPQRSTUVWYZ"
OPEN = "X"
BAD = Label("“{0}”不是答卷代码,或有一个字打错了;请对照学员的代码", "“{0}” is no code of a quiz, or one sign is mistyped; compare with the learner's")


@dataclass(frozen=True)
class Answers:
    """What one learner answered: a pair (choice, reason) an item, None where it was left open."""

    phase: Phase
    form: Form
    given: tuple[tuple[int, int] | None, ...]

    def right(self) -> list[bool]:
        """Say of each item whether both the number and the reason were right."""
        return [pair == (item.right_choice(self.form), item.right_reason(self.form)) for item, pair in zip(ITEMS, self.given, strict=True)]


def written_code(answers: Answers) -> str:
    """Return the code of a learner's answers."""
    body = "".join(OPEN if pair is None else f"{4 * pair[0] + pair[1]:X}" for pair in answers.given)
    head = PHASES[answers.phase] + answers.form.upper()
    parts = [head, *(body[k:k + 4] for k in range(0, len(body), 4)), _letter(head + body)]
    return "-".join(parts)


def read_code(code: str, place: str = "") -> Answers:
    """Return the answers of a code; ``InputError`` naming ``place`` for what is none."""
    plain = "".join(code.upper().replace("－", "-").split()).replace("-", "")
    phases = {letter: phase for phase, letter in PHASES.items()}
    body = plain[2:-1]
    known = len(plain) == len(ITEMS) + 3 and plain[0] in phases and plain[1].lower() in FORMS and set(body) <= set("0123456789ABCDEF" + OPEN)
    if not known or _letter(plain[:-1]) != plain[-1]:
        raise InputError([Problem(place, Label(BAD.zh.format(code), BAD.en.format(code)))])
    given = tuple(None if sign == OPEN else divmod(int(sign, 16), 4) for sign in body)
    return Answers(phases[plain[0]], "a" if plain[1] == "A" else "b", given)


def _letter(text: str) -> str:
    """Return the letter that goes with a code: a mistyped sign, or two exchanged, give another one."""
    return LETTERS[sum((k + 1) * ord(sign) for k, sign in enumerate(text)) % len(LETTERS)]
