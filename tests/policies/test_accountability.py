"""Accountability: punished for delay people hurry and err; punished for error they refuse and ask."""

import pytest
from paired import assert_moves, assert_perverse, comes, small
from policy_office import QUALITY, office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

JUDGED = {"quality": {"eligible": 0.7, "approve_wrong": 0.15, "refuse_wrong": 0.05}}
BUSY = small({"a": {}, "b": {}}, {"m": comes("6/wd", [serve("s", "a", "exp(66 min)"), serve("t", "b", "exp(15 min)")], {"promised": "2 wd"}, JUDGED)},
             {"horizon": {"warm_up": "20 wd", "measure": "20 wd", "drain": "60 wd"}})


def test_hurry_by_hand():
    """With 9 h 24 min of 10 h used (0.94) an hour's work takes 0.403 of it, rounded to 1451 s."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 00:00"], [{"wait": {"step": "w", "length": "564 min"}}, serve("s", "a", "1 h")],
                                                                   {"limits": {"promised": "10 h"}, "quality": QUALITY})}))
    plain, hurried = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")).stamps("closed") for policies in ([], [p.Accountability()]))
    assert (plain, hurried) == (["05 10:24"], ["05 09:48:11"])


def test_fear_by_hand():
    """Error punished at half strength: 0.1 × 0.75 wrong approvals, 0.02 × 2 wrong refusals, 0.15 referred to the boss before the signature."""
    matter_ = p.Accountability(delay=0, error=0.5).apply(office_for(p.Accountability)).matters["licence"]
    assert (matter_.quality.approve_wrong, matter_.quality.refuse_wrong, matter_.quality.pressure) == (0.075, 0.04, ())
    choice = matter_.route[-3]
    assert choice.options[0].share == 0.15 and choice.options[0].route[0].desk == "boss" and matter_.route[-2].step == "sign"
    rush = p.Accountability(delay=0.5).apply(office_for(p.Accountability)).matters["licence"].quality.pressure
    assert rush == ((0.8125, 1.0), (0.9375, 2.7), (1.0625, 2.7), (1.1875, 1.0))


def test_nobody_punished_is_nothing():
    """Identity: without either punishment the office is the same."""
    assert p.Accountability(delay=0, error=0).apply(BUSY) == BUSY


def test_refusals():
    """Nobody can be wrong where nothing says what is right; and in branches there is no last desk."""
    with pytest.raises(PolicyRefused, match="责任追究.*quality"):
        p.Accountability().apply(office())
    branches = {"parallel": {"branches": {name: {"route": [serve(f"s_{name}", name, "1 h")]} for name in ("land", "plan")}}}
    forked = office(("matters.licence.quality", QUALITY), ("matters.licence.route", [branches]))
    with pytest.raises(PolicyRefused, match="“licence”.*error"):
        p.Accountability(error=1).apply(forked)
    assert p.Accountability().apply(forked) != forked


def test_punished_delay_moves_what_it_says():
    """Faster, and more is wrongly approved."""
    assert_moves(BUSY, [], [p.Accountability()], p.Accountability.moves)


def test_punished_error():
    """Fewer wrong approvals, more wrong refusals, and the boss is asked."""
    assert_perverse(BUSY, p.Accountability())
