"""Theory by simulation: every published case our verbs can say is built as an office, run and judged.

``prove()`` runs them and returns a verdict each; ``theory_table`` and ``main_lines`` tell them in words.
Accepted is a case whose known answer lies in the 99.9 % interval over at least 40 replications (two where nothing is random), that
interval being no wider than 2 % of the value to either side. Cases that would need more than twenty
million files are run smaller, to 5 %, and say so, unless the full size is asked for.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator

from xnsim.engines import Engine
from xnsim.proof.facts import Case, case_of, published
from xnsim.proof.judge import PROVED, SAYS, Verdict, not_run
from xnsim.proof.runs import run_proofs
from xnsim.proof.table import theory_table
from xnsim.proof.table import lines as _lines
from xnsim.proof.trial import Size
from xnsim.proof.ways import only_formula, proof_of, waits_for

__all__ = ["PROVED", "SAYS", "SEED", "Case", "UnknownCase", "Verdict", "case_of", "chosen", "main_lines", "prove", "prove_each",
           "published", "theory_table", "unused_seed"]

SEED = 20260105


class UnknownCase(LookupError):
    """No published case has this id."""


def prove(ids: Iterable[str | Case] | None = None, seed: int = SEED, fresh: bool = False, size: Size = "ci",
          engine: Engine = "auto", threads: int | None = None) -> list[Verdict]:
    """Run the cases named (default: all) and return their verdicts in order.

    ``ids`` may hold ids or cases of one's own (``case_of`` reads a row of a file). ``fresh``
    takes a seed nobody has used. ``size``: *ci* or *full*. Raises ``UnknownCase``.
    """
    return list(prove_each(ids, unused_seed() if fresh else seed, size, engine, threads))


def prove_each(ids: Iterable[str | Case] | None, seed: int, size: Size = "ci", engine: Engine = "auto",
               threads: int | None = None) -> Iterator[Verdict]:
    """Yield verdicts as they come, in order."""
    cases = chosen(ids)
    proofs = [proof_of(case) for case in cases if waits_for(case) is None and only_formula(case) is None]
    seen = run_proofs(proofs, seed, size, engine, threads)
    for case in cases:
        waits, formula = waits_for(case), only_formula(case)
        if waits is not None:
            yield not_run(case, "waits", waits)
        elif formula is not None:
            yield not_run(case, "formula", formula)
        else:
            yield next(seen)


def chosen(ids: Iterable[str | Case] | None = None) -> list[Case]:
    """Return the cases named, all of them by default, in the order named."""
    known = published()
    named = list(known) if ids is None else list(ids)
    unknown = [each for each in named if isinstance(each, str) and each not in known]
    if unknown:
        raise UnknownCase(f"没有算例 {'、'.join(unknown)};可用:{' '.join(known)} / "
                          f"no case {', '.join(unknown)}; there are: {' '.join(known)}")
    return [known[each] if isinstance(each, str) else each for each in named]


def unused_seed() -> int:
    """A seed that was never looked at before."""
    return secrets.randbits(40) | 1 << 40


def main_lines(lang: str = "zh", ids: Iterable[str | Case] | None = None, seed: int | str = SEED, size: Size = "ci",
               engine: Engine = "auto") -> Iterator[str]:
    """Yield the lines of ``xnsim theory`` as they come; ``seed="fresh"`` takes an unused one."""
    number = unused_seed() if seed == "fresh" else int(seed)
    yield from _lines(prove_each(ids, number, size, engine), {case.id: case for case in chosen(ids)}, number, lang)
