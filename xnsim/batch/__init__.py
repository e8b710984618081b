"""Designs of thousands of runs: knobs turned in every combination, kept in a folder, resumed at any time.

``xn.batch(design, out)`` runs a design, ``xn.batch.read(out)`` reads what is there. The
room may be called because its name is the sentence: to batch a design.
"""

from __future__ import annotations

import sys
from concurrent.futures import Executor
from pathlib import Path
from types import ModuleType

from xnsim.batch.design import Design, Point, load_design, points_of
from xnsim.batch.resume import batch
from xnsim.batch.store import IncompleteBatch, read
from xnsim.engines import Engine

__all__ = ["Design", "IncompleteBatch", "Point", "batch", "load_design", "points_of", "read"]


class _Room(ModuleType):
    """A room whose name is also its main sentence."""

    def __call__(self, design: str | Path | Design, out: str | Path, executor: Executor | None = None, threads: int | None = None,
                 progress: bool = False, engine: Engine = "auto") -> Path:
        """Run what a design still lacks in a folder; see ``batch``."""
        return batch(design, out, executor, threads, progress, engine)


sys.modules[__name__].__class__ = _Room
