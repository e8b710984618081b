"""What tests share: the browser of this machine, and servers that run the sources of this tree."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from on_screen import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Start the browser of this machine once for all tests of a file; they are skipped, saying so, where there is none."""
    found = chromium()
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as play, play.chromium.launch(executable_path=found, args=["--no-sandbox"]) as started:
        yield started


@pytest.fixture(scope="module")
def this_tree() -> Iterator[None]:
    """Let servers that a test starts import xnsim from here, whatever is installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")])))
        yield
