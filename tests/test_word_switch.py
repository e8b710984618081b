"""The words of an office and the engines that know them: nothing is ever left out in silence."""

import pytest
from toy_office import matter, serve, toy

from xnsim.engines import EngineRefused, run, walked
from xnsim.engines import words as known
from xnsim.engines.words import unknown_words
from xnsim.program import lower
from xnsim.program.words import FIELDS, VALUES, VERBS
from xnsim.scenario.model import Scenario

ONE = {"a": {"officers": [{"name": "甲"}]}}


def office(desk):
    """One desk, one case of an hour; what more is said of the desk makes the words."""
    return lower(Scenario.model_validate(toy({"a": {"officers": [{"name": "甲"}], **desk}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])})))


def test_an_office_says_which_words_it_uses():
    """A field left at its default is no word; one that is given is."""
    assert office({}).words == frozenset()
    assert office({"capacity": 3}).words == {"capacity"}


def test_the_fast_walk_knows_every_word_there_is():
    """What a scenario may say both engines understand, and no word is listed that none can say."""
    assert known.KNOWN_WORDS == {*FIELDS.values(), *VALUES.values(), *VERBS.values()}


def test_auto_takes_the_readable_engine_where_the_fast_one_lacks_a_word(monkeypatch):
    """By itself the readable engine walks; asked for by name the fast one refuses in both languages."""
    monkeypatch.setattr(known, "KNOWN_WORDS", frozenset())
    program = office({"capacity": 3})
    assert unknown_words(program) == ["capacity"]
    assert run(program).engine == "simpy"
    for engine in ("kernel", "lists"):
        with pytest.raises(EngineRefused, match="capacity.*engine=\"auto\"") as refused:
            run(program, engine=engine)
        assert "引擎" in refused.value.says.zh and "engine" in refused.value.says.en
        with pytest.raises(EngineRefused):
            walked(program, engine=engine)


def test_a_word_the_fast_engine_has_learnt_is_walked_by_it(monkeypatch):
    """Once a word is known nothing is refused, and without newer words nothing changes."""
    monkeypatch.setattr(known, "KNOWN_WORDS", frozenset({"capacity"}))
    assert unknown_words(office({"capacity": 3})) == [] and run(office({}), engine="lists").engine == "lists"
