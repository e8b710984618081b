"""A door kept open: from scenario to indicators nothing needs NumPy, pandas, SciPy or Numba, and the numbers are the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from plain_run import told

from xnsim.engines.compiled import numba_here

ROOT = Path(__file__).parents[1]
HEAVY = ("numpy", "pandas", "scipy", "numba", "matplotlib")
BEHIND_A_WALL = f"""
import json, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {HEAVY!r}:
            raise ModuleNotFoundError("no module named " + name, name=name)

sys.meta_path.insert(0, Wall())
from plain_run import told

print(json.dumps([told(engine) for engine in ("auto", "lists", "simpy")]))
assert not [name for name in {HEAVY!r} if name in sys.modules]
"""


@pytest.fixture(scope="module")
def alone() -> list[dict]:
    """The runs of an interpreter that has none of the heavy packages."""
    places = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))), "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", BEHIND_A_WALL], cwd=ROOT, env=places, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_auto_walks_on_lists(alone):
    """Without Numba the fastest engine that is installed is the walk on lists."""
    assert [made["engine"] for made in alone] == ["lists", "lists", "simpy"]


def test_all_engines_leave_the_same_tables(alone):
    """Behind the wall and before it, on lists, with SimPy and compiled: every number of both tables is the same."""
    here = [told("simpy"), told("lists")] + [told("kernel")] * (numba_here() is not None)
    assert len(here[0]["tables"]["cases.case"]) > 50 and len(here[0]["tables"]["services.case"]) > 200
    for made in (*alone, *here[1:]):
        assert made["tables"] == here[0]["tables"], made["engine"]


def test_all_indicators_have_the_same_values(alone):
    """Every indicator, on plain columns or on arrays; sums of fractions may round differently in the fifteenth digit."""
    here = _measured(told("auto"))
    assert len(here) >= 40
    for made in alone:
        assert _measured(made) == pytest.approx(here, rel=1e-12), made["engine"]


def _measured(made: dict) -> dict:
    """The indicators that have a value."""
    return {key: value for key, value in made["indicators"].items() if value is not None}
