"""A quota of punished cases: so many a year, however good the work; then everybody covers himself."""

import pytest
from paired import assert_moves, assert_perverse, comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario


def works(rate: str, one: str, two: str, promised: str, approve_wrong: float = 0.1) -> Scenario:
    """Two desks; decisions can be wrong."""
    judged = {"quality": {"eligible": 0.7, "approve_wrong": approve_wrong}}
    return small({"a": {}, "b": {}}, {"m": comes(rate, [serve("s", "a", one), serve("t", "b", two)], {"promised": promised}, judged)})


CALM, BUSY = works("4/wd", "exp(60 min)", "exp(20 min)", "3 wd"), works("6/wd", "exp(30 min)", "exp(58 min)", "2 wd")


def test_picked_by_hand():
    """Everybody is picked: half an hour of statement where the case was handled, an hour of inquiry at the investigators'."""
    scenario = Scenario.model_validate(toy({"a": {"officers": [{"name": "甲"}]}}, {"m": matter(["05 09:00"], [serve("s", "a", "10 min")])}))
    quota = p.PunishmentQuota(quota=500, statement_hours=0.5, inquiry_hours=1)
    assert Told(run(lower(p.timeline(scenario, [quota])), engine="simpy")).spells == [
        "0 s 甲 05 09:00 > 05 09:10 done", "1 state 甲 05 09:10:01 > 05 09:40:01 done", "1 inquire investigators/1 05 09:40:01 > 05 10:40:01 done"]


def test_the_lot_by_hand():
    """Two of 250 days × (3 + 2) cases a year: 0.0016 of them, right before the case is closed."""
    new = p.PunishmentQuota().apply(office())
    assert [new.matters[name].route[-1].probability for name in ("licence", "renewal")] == [0.0016, 0.0016]
    assert new.desks["investigators"].office == "supervision"
    assert p.PunishmentQuota(investigator="boss").apply(office()).matters["punished_licence"].route[-1].desk == "boss"


def test_somebody_is_always_found():
    """Law: with no wrong decision at all just as many are punished as with many, and the same ones."""
    def punished(approve_wrong: float) -> list[int]:
        scenario = works("4/wd", "exp(20 min)", "exp(20 min)", "3 wd", approve_wrong)
        return [int(n) for n in run(lower(p.timeline(scenario, [p.PunishmentQuota(quota=200, statement_hours=0.5)])), 3, 0, "simpy").cases["parent"] if n >= 0]

    assert punished(0.0) == punished(0.9) != []


def test_refusals():
    """A desk that is not there; in branches nothing can be referred upward."""
    with pytest.raises(PolicyRefused, match="“boss”"):
        p.PunishmentQuota(investigator="bos").apply(office())
    branches = {"parallel": {"branches": {name: {"route": [serve(f"s_{name}", name, "1 h")]} for name in ("land", "plan")}}}
    with pytest.raises(PolicyRefused, match="查处指标.*“licence”.*referred"):
        p.PunishmentQuota(referred=0.5).apply(office(("matters.licence.route", [branches])))


def test_quota_moves_what_it_says():
    """At twenty a year the statements hold up the desk."""
    assert_moves(CALM, [], [p.PunishmentQuota(quota=20)], p.PunishmentQuota.moves)


def test_everybody_covers_himself():
    """Half of the files are referred upward: fewer wrong approvals, slower, fewer on time."""
    assert_perverse(BUSY, p.PunishmentQuota())
