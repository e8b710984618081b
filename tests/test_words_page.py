"""The page of words names every word there is, and the office it prints runs."""

from __future__ import annotations

import re
from pathlib import Path

from xnsim.engines import run
from xnsim.program import lower
from xnsim.program.words import FIELDS, VERBS
from xnsim.scenario.files import load
from xnsim.scenario.matter import Matter
from xnsim.scenario.office import Desk
from xnsim.scenario.route import VERBS as ROUTE

PAGE = (Path(__file__).parents[1] / "docs" / "words.md").read_text(encoding="utf-8")
PLAIN = {"name", "office", "officers", "absence", "priority", "outcome", "route", "overtime_max", "batch_work"}      # said in README, or beside another word


def test_every_word_is_on_the_page():
    """All verbs of a route, all fields of a desk and a matter, and every later word stand on the page."""
    words = {*ROUTE, *Desk.model_fields, *Matter.model_fields, *(field.split(".")[1] for field in FIELDS)} - PLAIN
    assert sorted(word for word in words if not re.search(rf"`[^`]*\b{word}\b[^`]*`", PAGE)) == []
    assert {verb.lower() for verb in VERBS} <= set(ROUTE)


def test_the_office_on_the_page_runs(tmp_path: Path):
    """The printed office is a scenario without errors; permits, complaints and inspections get done."""
    file = tmp_path / "words_office.yaml"
    file.write_text(re.search(r"```yaml words_office.yaml\n(.*?)```", PAGE, re.DOTALL)[1], encoding="utf-8")
    program = lower(load(file))
    cases = run(program, 1).cases
    assert {program.matters[matter] for matter in cases["matter"]} == {"permit", "complaint", "inspection"}
    assert sum(closed >= 0 for closed in cases["closed"]) > 150
