"""What a desk says when reforms do not go together: the office's own names, nothing that only its file knows."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

import pytest

from xnsim.policies import PolicyRefused, registry, timeline
from xnsim.policies.desk_words import FOR_THE_FILE, WHOLE, at_desk, place_named
from xnsim.presets import scenario_file
from xnsim.scenario.files import load

OF_THE_FILE = re.compile(r"[a-z]+[_.:][a-z]+|\b(matters|offices|limits|route|serve|trips|fifo|due_first|wd)\b")


@cache
def _office(name="county_centre"):
    return load(scenario_file(name))


def _refusals(name, together):
    """Return every refusal that so many reforms at once bring about in an office."""
    alone = [key for key, policy in registry().items() if _refused(name, [policy()]) is None]
    keys = combinations(alone, 2) if together == 2 else ((key,) for key in registry() if key not in alone)
    found = [_refused(name, [registry()[key]() for key in each]) for each in keys]
    return [why for why in found if why is not None]


def _refused(name, policies):
    try:
        timeline(_office(name), policies)
    except PolicyRefused as why:
        return why
    return None


@pytest.mark.parametrize(("name", "together"), [("county_centre", 1), ("investment_project", 1), ("county_centre", 2)])
def test_no_key_of_the_file_is_said_at_the_desk(name, together):
    """Whatever does not go, alone or two together, is told without paths, keys and values of the scenario's file; the file's reader still gets them."""
    found = _refusals(name, together)
    assert len(found) > 10 and any(OF_THE_FILE.search(why.says.zh) for why in found)
    assert [told for why in found if OF_THE_FILE.search(told := at_desk(why, _office(name)).zh)] == []


def test_two_that_want_the_same_are_told_which_matter_and_what_of_it():
    """Two reforms of one promise: both names, the matter's own name, and a way out that a mouse has."""
    why = _refused("county_centre", [registry()["promise_service"](), registry()["time_limit"]()])
    told, matter = at_desk(why, _office()), _office().matters["construction"].name
    assert told.zh == f"“诺办”与“限时办结”都要改“{matter.zh}”的承诺时限,而改法不同;请只留一项"
    assert f"the promised limit of “{matter.en}”" in told.en and told.en.endswith("keep one")
    assert "matters.construction.limits.promised" in why.says.zh


def test_a_reform_that_lacks_something_in_the_file_says_who_can_mend_it():
    """The advice how to write the file is left out; instead the desk says whom to ask."""
    why = _refused("county_centre", [registry()["accountability"]()])
    assert "limits" in why.says.zh
    assert at_desk(why, _office()).zh == f"责任追究:没有事项既有时限又写有质量,无从追究对错;{FOR_THE_FILE.zh}"


def test_a_desk_is_called_by_its_name():
    """A line that is ordered otherwise is named as the office names its desk, and so is its order."""
    why = _refused("county_centre", [registry()["promise_service"](), registry()["complaints"]()])
    assert f"岗位“{_office().desks['window'].name.zh}”现按先到期的先办排序" in at_desk(why, _office()).zh


def test_an_unknown_place_is_not_guessed():
    """A place that no list knows is called the same rule, not by its key."""
    assert place_named(("calendar", "hours"), _office()) == WHOLE
