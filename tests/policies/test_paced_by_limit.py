"""Work paced by the limit: the world in which people look at it; and dawdle before."""

import pytest
from paired import assert_moves, comes, gamed, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario
from xnsim.scenario.response import PACED

BUSY = small({"a": {}, "b": {}}, {"m": comes("6/wd", [serve("s", "a", "exp(66 min)"), serve("t", "b", "exp(15 min)")], {"promised": "2 wd"})},
             {"horizon": {"warm_up": "20 wd", "measure": "20 wd", "drain": "60 wd"}})


def test_paced_by_hand():
    """An hour's work with 0.94 of the limit used takes 0.403 of it, 1451 s; at half strength 0.702 of it, 2527 s; dawdling before half, 1.3 of it."""
    def closed(comes: str, waits: str, **knobs) -> str:
        scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter([comes], [{"wait": {"step": "w", "length": waits}}, serve("s", "a", "1 h")], {"limits": {"promised": "10 h"}})}))
        return Told(run(lower(p.timeline(scenario, [p.PacedByLimit(**knobs)])), engine="simpy")).stamps("closed")[0]

    assert closed("05 00:00", "564 min") == "05 09:48:11" and closed("05 00:00", "564 min", strength=0.5) == "05 10:06:07"
    assert closed("05 08:00", "1 h", dawdling=0.3) == "05 10:18" and closed("05 08:00", "1 h") == "05 10:00"


def test_own_curves_stay():
    """The preset stands on every step at a desk with a limit; a step with a curve of its own keeps it."""
    mine = [[0.2, 1.0], [1.0, 0.5]]
    new = p.PacedByLimit().apply(office(("matters.licence.route.0.serve.response", mine))).matters
    assert new["licence"].route[0].response == ((0.2, 1.0), (1.0, 0.5)) and new["licence"].route[3].steps[3].steps[0].response == PACED
    assert new["renewal"].route[0].response == PACED and p.PacedByLimit(curve="none").apply(office()) == office()


def test_no_strength_is_no_response():
    """Identity: at strength 0 the curve is level and no stamp moves."""
    tables = [run(lower(p.timeline(BUSY, policies)), 3, 0, "simpy") for policies in ([], [p.PacedByLimit(strength=0)])]
    assert tables[0].cases == tables[1].cases and tables[0].services == tables[1].services


def test_refused_without_limits():
    """Where there is no limit nobody can work to it."""
    with pytest.raises(PolicyRefused, match="赶限.*时限"):
        p.PacedByLimit().apply(office(("matters.licence.limits", {}), ("matters.renewal.limits", {})))


def test_pacing_moves_what_it_says():
    """Faster near the limit: more on time."""
    assert_moves(BUSY, [], [p.PacedByLimit()], p.PacedByLimit.moves)


def test_dawdling():
    """Everybody looks busier and everything takes longer."""
    assert_moves(BUSY, [p.PacedByLimit()], [gamed(p.PacedByLimit())], p.PacedByLimit.perverse_moves[1:])
