"""The face: a score of names, light to import, all there, and the same in README."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from house_source import ROOT

import xnsim as xn

FACE = {
    "InputError", "Interrupted", "Label", "Scenario", "Source", "advise", "batch", "compare", "compare_stream", "dump", "explore",
    "indicators", "load", "load_study", "lower", "policies", "replay", "run", "scenarios", "simulate", "study", "theory", "warm_up_check",
}
HEAVY = ("matplotlib", "ipywidgets", "anywidget", "numba", "pandas", "scipy", "numpy", "pyarrow", "tqdm", "pydantic", "simpy")


def test_the_face_is_what_it_says():
    """``__all__`` holds these names and no other; a notebook's completion shows them and the version."""
    assert set(xn.__all__) == FACE and sorted(xn.__all__) == list(xn.__all__)
    assert set(dir(xn)) == FACE | {"__version__"} and re.fullmatch(r"\d+\.\d+\.\d+", xn.__version__)


@pytest.mark.parametrize("name", sorted(FACE))
def test_every_name_is_there_and_explained(name):
    """Each name can be fetched and has a docstring that says what it is."""
    assert (getattr(xn, name).__doc__ or "").strip(), name


def test_a_strange_name_is_refused():
    """A name that is not in the face is an AttributeError, as in any module."""
    with pytest.raises(AttributeError, match="simulat"):
        xn.simulat  # noqa: B018


def test_importing_is_light():
    """Importing xnsim loads none of the rooms and nothing that is installed beside Python."""
    code = f"import sys, xnsim; print([name for name in {HEAVY!r} if name in sys.modules], [name for name in sys.modules if name.startswith('xnsim.')])"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[] ['xnsim.version']"


def test_the_batch_room_may_be_called():
    """``xn.batch`` is the room and its sentence at once, whoever imported it first."""
    import xnsim.batch as room

    assert xn.batch is room and callable(room) and room.read.__name__ == "read"
    with pytest.raises(xn.InputError, match="没有这个文件"):
        xn.batch("no such design.yaml", "nowhere")
    assert not Path("nowhere").exists()


def test_the_offices_that_come_along_can_be_loaded():
    """``scenarios()`` names files that ``load`` understands."""
    found = xn.scenarios()
    assert found and all(isinstance(xn.load(path), xn.Scenario) for path in found.values())
