"""The way that decided how long a case took: of branches at once, the one that ended last.

Where it had to wait for another branch before it could start, the way leads through that
one too. Once all other branches have ended, the case waits for this one alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xnsim import tape as t
from xnsim.ledger.noted import FORK, NOWHERE, Piece

NOBODY = -1
Lives = dict[int, list[Piece]]      # branch -> its stretches in order of time


class Stretch(NamedTuple):
    """A stretch of the decisive way; ``alone`` is the branch row the case waited for alone, or -1."""

    piece: Piece
    alone: int


class _Walked(NamedTuple):
    row: int
    branch: int
    begin: int
    end: int


def decisive_way(tape: t.Tape, lives: Lives, begin: int, end: int) -> list[Stretch]:
    """Return stretches that cover [begin, end) of a case without gap or overlap."""
    return list(_way(tape, lives, 0, begin, end))


def _way(tape: t.Tape, lives: Lives, branch: int, begin: int, end: int) -> Iterator[Stretch]:
    """Walk [begin, end) of one branch; where the tables leave a gap it is nobody's."""
    now = begin
    for piece in lives.get(branch, ()):
        a, b = max(piece.begin, now), min(piece.end, end)
        if a >= b:
            continue
        if now < a:
            yield Stretch(_elsewhere(now, a), NOBODY)
        if piece.where == FORK:
            yield from _parted(tape, lives, piece.place, a, b)
        else:
            yield Stretch(piece._replace(begin=a, end=b), NOBODY)
        now = b
    if now < end:
        yield Stretch(_elsewhere(now, end), NOBODY)


def _elsewhere(begin: int, end: int) -> Piece:
    return Piece(begin, end, NOWHERE, -1, -1, None, False)


def _parted(tape: t.Tape, lives: Lives, place: int, begin: int, end: int) -> Iterator[Stretch]:
    """Follow the decisive branches of a fork, and say from when on the case waited for them alone."""
    walked = list(_walked(tape, lives, place, begin, end))
    chain = _chain(tape, walked, begin)
    others = [each.end for each in walked if each not in chain]
    alone_from = max(others) if others else end
    now = begin
    for each in chain:
        stop = each.end
        for stretch in _way(tape, lives, each.branch, now, stop):
            yield from _marked(stretch, each.row, alone_from)
        now = stop
    if now < end:
        yield Stretch(_elsewhere(now, end), NOBODY)


def _walked(tape: t.Tape, lives: Lives, place: int, begin: int, end: int) -> Iterator[_Walked]:
    """Yield the branches of a fork that were begun within [begin, end), as listed, with their first and last second."""
    for row in range(tape.a[place], tape.a[place] + tape.b[place]):
        branch = tape.branch_id[row]
        parts = [piece for piece in lives.get(branch, ()) if begin <= piece.begin and piece.end <= end]
        if parts:
            yield _Walked(row, branch, parts[0].begin, parts[-1].end)


def _chain(tape: t.Tape, walked: list[_Walked], begin: int) -> list[_Walked]:
    """Return the branch that ended last, behind those it had to wait for one after the other."""
    if not walked:
        return []
    chain, timed = [max(walked, key=lambda each: each.end)], {each.row for each in walked}
    while chain[0].begin > begin:
        before = [each for each in walked if each.end == chain[0].begin and chain[0].row in _behind(tape, each.row, timed)]
        if not before:
            break
        chain.insert(0, before[0])
    return chain


def _behind(tape: t.Tape, row: int, timed: set[int]) -> Iterator[int]:
    """Yield the branches that wait for this one, also by way of branches that took no time and left no stretch."""
    for i in range(tape.branch_then_at[row], tape.branch_then_at[row] + tape.branch_then_n[row]):
        then = tape.branch_then[i]
        yield then
        if then not in timed:
            yield from _behind(tape, then, timed)


def _marked(stretch: Stretch, row: int, alone_from: int) -> Iterator[Stretch]:
    """Part a stretch in the second in which the other branches have ended."""
    piece = stretch.piece
    if piece.end <= alone_from:
        yield stretch
    elif piece.begin >= alone_from:
        yield Stretch(piece, row)
    else:
        yield Stretch(piece._replace(end=alone_from), NOBODY)
        yield Stretch(piece._replace(begin=alone_from), row)
