"""What the tables do not say and a second walk does: when papers were sent back."""

from __future__ import annotations

from collections.abc import Iterator

from xnsim import tape as t
from xnsim.engines import Run, space_of
from xnsim.ledger.noted import WAIT
from xnsim.ledger.where import walked_again
from xnsim.program.fate import deal


def returns_of(run: Run, cases: list[int]) -> Iterator[tuple[int, int]]:
    """Yield (case, second) for each time papers of these cases were sent back; a case without a wait for it is left out."""
    sent_back = run.cases["returns"].tolist()
    wanted = [case for case in cases if sent_back[case]]
    fate = deal(run.lowered, run.seed, run.replication, space_of("lists"), ahead=False)
    walk, tape = walked_again(run, fate, wanted), run.lowered.tape
    for case in wanted:
        for pieces in walk.life(case).branches.values():
            for piece in pieces:
                if piece.where == WAIT and _is_return(tape, piece.place):
                    yield case, piece.begin


def _is_return(tape: t.Tape, place: int) -> bool:
    """A return stands on the tape as: look, stop the clock, wait, go on."""
    return place >= 2 and tape.verb[place - 1] == t.CLOCK and tape.verb[place - 2] == t.RETURN
