"""A toy office walked by the readable engine, and what must hold of every one of them.

Shuffled, it leaves the same tables, and so does the fast walk where it knows the words; written out as YAML and read again, it is the same
office; and an editor's JSON Schema accepts it.
"""

from __future__ import annotations

import json
from random import Random

from alike import parting
from toy_office import Data, Told, toy

from xnsim.engines import run, run_simpy_shuffled
from xnsim.engines.words import unknown_words
from xnsim.program import Program, lower
from xnsim.scenario.check import check
from xnsim.scenario.files import dump, json_schema, loads
from xnsim.scenario.model import Scenario

SHUFFLES = 6


def office(desks: Data, matters: Data, more: Data | None = None) -> Scenario:
    """A toy office that is sound, can be written and read again, and that an editor accepts."""
    scenario = Scenario.model_validate(toy(desks, matters, more))
    assert [str(problem) for problem in check(scenario)] == []
    again = loads(dump(scenario))
    assert again == scenario and again.digest() == scenario.digest()
    _schema_accepts(scenario)
    return scenario


def _schema_accepts(scenario: Scenario) -> None:
    try:
        import jsonschema
    except ImportError:
        return
    errors = jsonschema.Draft202012Validator(json_schema()).iter_errors(json.loads(json.dumps(scenario.to_dict())))
    assert [error.message for error in errors] == []


def told(desks: Data, matters: Data, more: Data | None = None, seed: int = 0) -> Told:
    """Walk it, again with the order of what happens at once dealt anew, and with the fast walk where it knows every word."""
    return told_of(lower(office(desks, matters, more)), seed)


def told_of(program: Program, seed: int = 0) -> Told:
    """The same of an office that is lowered already, be it in several dated pieces."""
    plain = run(program, seed, engine="simpy")
    for luck in range(SHUFFLES):
        assert parting(plain, run_simpy_shuffled(program, seed, 0, Random(luck))) is None
    assert unknown_words(program) or parting(plain, run(program, seed, engine="lists")) is None
    return Told(plain)
