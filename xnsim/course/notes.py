"""What a trainer has beside the figures of a lesson: what goes on the board, who plays whom, what to ask at the end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from xnsim.labels import Label

FILES = ("notes_1_4", "notes_5_8", "notes_9_12")


@dataclass(frozen=True)
class Role:
    """A card for one player: who he is, and what he knows, wants and does."""

    name: Label
    card: Label


@dataclass(frozen=True)
class Note:
    """One lesson: its name, the lines for the board, the cards of the roles, and the questions of the debrief."""

    number: int
    title: Label
    board: tuple[Label, ...]
    roles: tuple[Role, ...]
    debrief: tuple[Label, ...]


@cache
def notes() -> dict[int, Note]:
    """Return the notes of every lesson, by its number."""
    return {note.number: note for name in FILES for note in import_module(f"xnsim.course.{name}").NOTES}
