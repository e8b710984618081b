"""Chasing by class: a call finds what was lost and puts half of the files at the head; then there are only calls."""

import pytest
from paired import assert_moves, comes, gamed, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.matter import Limits
from xnsim.scenario.model import Scenario


def post(lost: float, found: str) -> dict:
    """Two hours on the way; now and then lost."""
    return {"transfer": {"step": "post", "length": "1 h", "lost": lost} | ({"found_after": found} if lost else {})}


def line(lost: float) -> Scenario:
    """Two desks and the post between them."""
    return small({"a": {}, "b": {}}, {"m": comes("6/wd", [serve("s", "a", "exp(58 min)"), post(lost, "exp(5 d)"), serve("t", "b", "exp(50 min)")], {"promised": "10 wd"})})


def test_found_by_hand():
    """Lost on Monday at 10:10, it would turn up on the 15th; chased after five working days it is found as Friday closes and done on Monday."""
    scenario = Scenario.model_validate(toy({"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}, {
        "m": matter(["05 09:00"], [serve("s", "a", "10 min"), post(1.0, "10 d"), serve("t", "b", "10 min")])}))
    lost, found = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")).spells for policies in ([], [p.Chasing()]))
    assert lost[1:] == ["0 t 乙 15 10:10 > 15 10:20 done"]
    assert sorted(found[1:]) == ["0 t 乙 12 09:00 > 12 09:10 done", "1 answer 甲 12 09:00 > 12 09:10 done"]


def test_to_the_head_by_hand():
    """Chased on Tuesday, the file goes before one that came earlier, and before the call that takes ten minutes."""
    scenario = Scenario.model_validate(toy({"a": {"officers": [{"name": "甲"}]}}, {
        "big": matter(["05 09:00"], [serve("big", "a", "2 wd")]), "other": matter(["05 09:01"], [serve("other", "a", "1 h")]),
        "m": matter(["05 09:02"], [serve("s", "a", "10 min")])}))
    chased = p.Chasing(matters=("m",), urgent=("m",), urgent_every=1.5, to_head=1)
    assert Told(run(lower(p.timeline(scenario, [chased])), engine="simpy")).spells[1:] == [
        "2 s 甲 07 09:00 > 07 09:10 done", "3 answer 甲 07 09:10 > 07 09:20 done", "1 other 甲 07 09:20 > 07 10:20 done"]


def test_cadences_by_hand():
    """Daily, every two days, weekly; five times as often where calls are the work."""
    chased = p.Chasing(urgent=("licence",), important=("renewal",), intensity=5).apply(office()).matters
    assert [str(chased[name].timers[0].every) for name in ("licence", "renewal")] == ["0.2 wd", "0.4 wd"]
    assert str(p.Chasing().apply(office()).matters["renewal"].timers[0].every) == "5 wd"
    assert [timer.do for timer in p.Chasing().apply(line(0.1)).matters["m"].timers] == ["to_head", "find", "spawn"]


@pytest.mark.parametrize("engine", ["simpy", "lists"])
@pytest.mark.parametrize("urgent, days", [(1.0, ["06", "07", "08", "09"]), (0.0, ["09", "15", "21", "27"])])
def test_the_cadence_of_a_class_by_hand(engine, urgent, days):
    """Promised in two working days where urgent, in eight else, and chased at each half of it: as the 1st, 2nd, 3rd, 4th working day after Monday closes; or the 4th, 8th, 12th, 16th."""
    matters = {"m": matter(["05 09:00"], [
        {"choose": {"step": "limit", "options": [{"cls": "urgent", "route": [{"clock": {"do": "set_limit", "promised": "2 wd"}}]}]}}, serve("s", "b", "25 wd")],
        {"limits": {"promised": "8 wd"}, "classes": {"urgent": {"share": urgent}}})}
    scenario = Scenario.model_validate(toy({"b": {}}, matters))
    told = Told(run(lower(p.timeline(scenario, [p.Chasing(by_limit=0.5)])), engine=engine))
    assert told.stamps("received")[1:] == [f"{day} 17:30:01" for day in days]


def test_the_shorter_limit_is_chased_oftener():
    """Without a limit days count; five times as often is a tenth of the limit each; more than forty calls are refused."""
    half = p.Chasing(by_limit=0.5)
    shares = [timer.after.share for timer in half.apply(office()).matters["licence"].timers if timer.do == "to_head"]
    assert shares == [0.5, 1.0, 1.5, 2.0]
    assert len([timer for timer in half.changed(("intensity", 5.0)).apply(office()).matters["licence"].timers if timer.do == "to_head"]) == 20
    assert half.apply(line(0)).matters["m"].timers[0].after.share == 0.5
    bare = line(0).changed(("matters", {"m": line(0).matters["m"].changed(("limits", Limits()))}))
    assert str(half.apply(bare).matters["m"].timers[0].every) == "5 wd"
    with pytest.raises(PolicyRefused, match="by_limit"):
        p.Chasing(by_limit=0.05, intensity=5).apply(office())


def test_calls_that_do_nothing_change_nothing():
    """Identity: calls that take no time and move nothing, where nothing is lost."""
    tables = [run(lower(p.timeline(line(0), policies)), 3, 0, "simpy") for policies in ([], [p.Chasing(to_head=0, call_minutes=0)])]
    assert tables[0].cases == tables[1].cases and tables[0].services == tables[1].services


def test_refusals():
    """A matter that is not there, and licences limited in number."""
    with pytest.raises(PolicyRefused, match="“licence”"):
        p.Chasing(urgent=("licens",)).apply(office())
    with pytest.raises(PolicyRefused, match="分级催办.*第57条"):
        p.Chasing().apply(office(("matters.licence.quota_order", True)))


def test_chasing_moves_what_it_says():
    """What was lost is found sooner."""
    assert_moves(line(0.1), [], [p.Chasing()], p.Chasing.moves)


def test_chasing_instead_of_working():
    """Five times as often: more calls, slower cases."""
    assert_moves(line(0.1), [p.Chasing()], [gamed(p.Chasing())], p.Chasing.perverse_moves[1:])
