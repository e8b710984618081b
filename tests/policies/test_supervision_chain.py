"""Each level supervises the next: the file goes up, a report goes through the levels; then papers are carried out by papers."""

import pytest
from paired import assert_moves, gamed
from policy_office import office
from supervised_office import MIXED
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

SHORT = p.SupervisionChain(levels=2, officer_minutes=10, supervisor_minutes=5)


def test_one_level_by_hand():
    """Of 10 hours six are used at 15:01. On Tuesday the report (an hour), read at b for a quarter; the file waits for b until 10:15."""
    scenario = Scenario.model_validate(toy({"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}, {
        "big": matter(["05 09:00"], [serve("big", "a", "7 h")]),
        "m": matter(["05 09:01"], [serve("s", "a", "10 min"), serve("t", "b", "10 min")], {"limits": {"promised": "10 h"}})}))
    plain, asked = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [p.SupervisionChain(levels=1)]))
    assert plain.spells[1:] == ["1 s 甲 06 09:00 > 06 09:10 done", "1 t 乙 06 09:10 > 06 09:20 done"]
    assert sorted(asked.spells[1:]) == ["1 s 甲 06 10:00 > 06 10:10 done", "1 t 乙 06 10:15 > 06 10:25 done",
                                        "2 read_1 乙 06 10:00 > 06 10:15 done", "2 write_1 甲 06 09:00 > 06 10:00 done"]
    assert asked.stamps("received")[2] == "05 15:01:01" and asked.case(1)["raised"] == 1


def test_levels_by_hand():
    """Four levels at 0.6, 0.8, 1.0 and 1.2 of the limit; the k-th report passes k readers, at the desk that signs last or the one named."""
    new = p.SupervisionChain(papers=1).apply(office())
    levels = [timer.after.share for timer in new.matters["licence"].timers if timer.do == "raise"]
    assert levels == [0.6, 0.8, 1.0, 1.2]
    assert [serve.step for serve in new.matters["report_3_licence"].route] == ["write_1", "write_2", "read_1", "read_2", "read_3"]
    assert {serve.desk for serve in new.matters["report_3_licence"].route[2:]} == {"boss"}
    named = p.SupervisionChain(supervisor="window").apply(office()).matters["report_1_licence"].route
    assert named[-1].desk == "window" and named[0].at_parent and named[0].desk == "land"


def test_who_is_never_late_is_never_asked():
    """Identity: levels that begin at twice the limit, which nobody reaches, leave every stamp."""
    far = p.SupervisionChain(begin=2, climb=2, levels=1)
    tables = [run(lower(p.timeline(MIXED, policies)), 2, 0, "simpy") for policies in ([], [far])]
    assert tables[0].cases == tables[1].cases and list(tables[0].services["start"]) == list(tables[1].services["start"])


def test_refusals():
    """No limit, and a supervisor's desk that is not there."""
    with pytest.raises(PolicyRefused, match="一级督一级.*时限"):
        p.SupervisionChain().apply(office(("matters.licence.limits", {}), ("matters.renewal.limits", {})))
    with pytest.raises(PolicyRefused, match="“boss”"):
        p.SupervisionChain(supervisor="bos").apply(office())


def test_supervision_moves_what_it_says():
    """More on time, and busier."""
    assert_moves(MIXED, [], [SHORT], SHORT.moves)


def test_papers_carried_out_by_papers():
    """Two more reports each time: more supervisions, busier people, slower cases."""
    assert_moves(MIXED, [SHORT], [gamed(SHORT)], SHORT.perverse_moves[1:])


def test_late_cases_breed_reports():
    """At four levels of an hour each a busy desk is crushed: reports make cases late, and late cases make reports."""
    month = MIXED.changed(("horizon", MIXED.horizon.changed(("drain", MIXED.horizon.warm_up))))
    assert_moves(month, [SHORT], [p.SupervisionChain()], ("+utilisation", "+chases_per_case", "+backlog"))
