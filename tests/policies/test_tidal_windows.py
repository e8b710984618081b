"""Tidal windows: help when the line is long; or the window first and always."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, files, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

HALL = {"window": {}, "back": {"office": "back"}}
PEAKS = office_of("tidal_windows")


def test_the_second_window_by_hand():
    """Five come at 09:00, ten minutes each; help from three in line on: the colleague takes one as four wait; at 09:10 the window takes the next, two are left and he stays away."""
    rows = files(*[("05 09:00", "10 min")] * 5, desk="window")
    scenario = Scenario.model_validate(toy(HALL, rows))
    told = Told(run(lower(p.timeline(scenario, [p.TidalWindows(line=3, efficiency=1)])), engine="simpy"))
    assert [spell.split()[2] for spell in told.spells] == ["window/1", "back/1", "window/1", "window/1", "window/1"]
    few = Told(run(lower(p.timeline(scenario, [p.TidalWindows(line=5, efficiency=1)])), engine="simpy"))
    assert [spell.split()[2] for spell in few.spells] == ["window/1"] * 5


def test_a_line_that_never_grows_so_long():
    """Identity: help from two hundred in line on is no help."""
    plain, tidal = (run(lower(p.timeline(PEAKS, policies)), 3, 0, "simpy") for policies in ([], [p.TidalWindows(line=200)]))
    assert list(plain.services["start"]) == list(tidal.services["start"]) and list(plain.cases["closed"]) == list(tidal.cases["closed"])


def test_rewritten_and_refused():
    """Everybody of the other desks, with the line and the rank; nobody there to help; a window that is not there."""
    new = p.TidalWindows().apply(office())
    assert {help_.officer for help_ in new.helps} == {"甲", "乙", "survey/1", "丙", "boss/1"}
    assert {(help_.desk, help_.rank, help_.when_line, help_.efficiency) for help_ in new.helps} == {("window", 1, 6, 0.8)}
    assert {help_.rank for help_ in p.TidalWindows(window_first=True, helpers=("land",)).apply(office()).helps} == {0}
    alone = Scenario.model_validate(toy({"window": {}}, {"m": matter(["05 09:00"], [serve("s", "window", "1 h")])}))
    with pytest.raises(PolicyRefused, match="helpers"):
        p.TidalWindows().apply(alone)
    with pytest.raises(PolicyRefused, match="“window”"):
        p.TidalWindows(window="windows").apply(office())
