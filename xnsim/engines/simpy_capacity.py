"""Desks that hold only so many: who comes stands at the door until the second has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t

if TYPE_CHECKING:
    from xnsim.engines.simpy_desk import Desk
    from xnsim.engines.simpy_work import Workplace


def capacities(office: "Workplace", number: int) -> list[tuple[int, int]]:
    """Return how many a desk holds, by the second from which it holds; empty where there is no such rule."""
    tape = office.tape
    rows = range(tape.desk_capacity_at[number], tape.desk_capacity_at[number] + tape.desk_capacity_n[number])
    return [(tape.capacity_from[row], tape.capacity_most[row]) for row in rows]


def admit(office: "Workplace", desk: "Desk") -> None:
    """The doorkeeper lets in, in the order of the line, whoever finds room; the others leave at once, their cases too."""
    most = next((most for begin, most in reversed(desk.capacity) if begin <= office.env.now), t.NEVER)
    inside = len(desk.line) + in_hand(desk)
    door, desk.door = sorted(desk.door, key=lambda file: file.key), []
    for file in door:
        if file.stay is None or file.desk is not desk:
            continue        # it left with a file of the same case
        if inside < most:
            inside += 1
            desk.join(file)
        else:
            file.case.go(t.TURNED_AWAY)


def in_hand(desk: "Desk") -> int:
    """Return how many files are being worked on at a desk."""
    spells = {id(spell): spell for post in desk.posts if (spell := post.officer.spell) is not None and spell.desk is desk}
    return sum(1 for spell in spells.values() for file in spell.load if not (file.moot or file.gone))
