"""What a trainer may expect of each prediction: the interval the simulator gave, kept so that the manual opens at once.

``python -m xnsim.course.expected`` runs every prediction anew and writes ``expected.json``. A
prediction that was changed since (its theory is another) is run when it is asked for.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from math import isclose
from pathlib import Path

from xnsim.lessons.base import Prediction
from xnsim.lessons.catalogue import predictions
from xnsim.lessons.one_desk import SEED
from xnsim.stats import interval

STORED = Path(__file__).with_name("expected.json")


@dataclass(frozen=True)
class Expected:
    """Mean and 95 % interval of ``n`` runs of ``seed``, and what the formula says."""

    theory: float
    mean: float
    low: float
    high: float
    n: int
    seed: int


def run_now(asked: Prediction) -> Expected:
    """Run a prediction's question as the lesson does."""
    found = interval(asked.simulated())
    return Expected(asked.theory(), found.mean, found.low, found.high, found.n, SEED)


@cache
def stored() -> dict[str, Expected]:
    """Return what was kept, by the key of the prediction."""
    return {key: Expected(**each) for key, each in json.loads(STORED.read_text(encoding="utf-8")).items()}


def expected(asked: Prediction) -> Expected:
    """Return what to expect: as kept, or run now where the question has changed."""
    kept = stored().get(asked.key)
    return kept if kept is not None and isclose(kept.theory, asked.theory(), rel_tol=1e-9, abs_tol=1e-9) else run_now(asked)


if __name__ == "__main__":
    STORED.write_text(json.dumps({key: asdict(run_now(each)) for key, each in predictions().items()}, indent=1) + "\n", encoding="utf-8")
