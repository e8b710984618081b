"""The day quoted: fewer come to ask; or a day far off."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Clock
from xnsim.scenario.values import Span

def asks(share: float) -> dict:
    """So many come once more, merely to ask."""
    ask = {"serve": {"step": "ask", "desk": "w", "effort": "3 min", "trips": 1}}
    return {"choose": {"step": "asks", "options": [{"share": share, "route": [ask]}, {"share": 1 - share, "route": []}]}}

OFFICE = office_of("quoted_date")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_quoted_by_hand(engine):
    """Asked: ten minutes, three to ask, ten: 9:23 and two visits; quoted for a minute and nobody asks: 9:21 and one."""
    scenario = Scenario.model_validate(toy({"w": {}}, {"m": matter(["05 09:00"], [serve("take", "w", "10 min"), asks(1.0), serve("do", "w", "10 min")])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        return case.stamps("closed")[0], case.case(0)["trips"]

    assert told() == ("05 09:23", 2) and told(p.QuotedDate(still_ask=0)) == ("05 09:21", 1)


@BOTH
def test_a_day_quoted_in_no_time_to_nobodys_use_is_nothing(engine):
    """No minute and as many who ask leave every stamp as it was."""
    scenario = OFFICE
    same = p.QuotedDate(minutes=0.5, still_ask=0.999)
    assert same.apply(scenario) != scenario
    plain, quoted = (run(lower(p.timeline(scenario, policies)), 3, 0, engine).cases for policies in ([], [p.QuotedDate(minutes=0, still_ask=0.999999)]))
    assert list(plain["closed"]) == list(quoted["closed"]) and list(plain["trips"]) == list(quoted["trips"])


def test_rewritten_by_hand():
    """A minute at intake, 0.4 × 0.2 ask, and a padded promise stops at the statute's limit."""
    new = p.QuotedDate(padding=9.0).apply(OFFICE).matters["permit"]
    assert [option.share for option in new.route[3].options] == [0.08, 0.92] and str(new.route[0].effort[1]) == "constant(1 min)"
    assert str(new.limits.promised) == "9 wd" and str(p.QuotedDate(padding=10).apply(OFFICE.changed(("matters", {"permit": OFFICE.matters["permit"].changed(
        ("limits", OFFICE.matters["permit"].limits.changed(("promised", new.limits.promised))))}))).matters["permit"].limits.promised) == "20 wd"
    with pytest.raises(PolicyRefused, match="trips: 1"):
        p.QuotedDate().apply(office())


def test_the_day_is_reckoned_from_the_line():
    """Forty minutes by two officers in days of seven hours: 0.047619 of a day for every file that waits; half of 4 days when nobody does; a desk may be named."""
    tell = p.QuotedDate().apply(OFFICE).matters["permit"].route[2]
    assert (str(tell.promised), tell.backlog.desk, str(tell.backlog.per_file)) == ("1 wd", "post", "0.047619 wd")
    permit = OFFICE.matters["permit"]
    longer = OFFICE.changed(("matters", {"permit": permit.changed(("limits", permit.limits.changed(("promised", Span(4, "wd")))))}))
    tell = p.QuotedDate(base=0.5, desk="window").apply(longer).matters["permit"].route[2]
    assert (str(tell.promised), tell.backlog.desk, str(tell.backlog.per_file)) == ("2 wd", "window", "0.019048 wd")
    assert not any(isinstance(node, Clock) for node in p.QuotedDate(from_backlog=False).apply(OFFICE).matters["permit"].route)
    with pytest.raises(PolicyRefused, match="nobody"):
        p.QuotedDate(desk="nobody").apply(OFFICE)


@BOTH
def test_told_by_hand(engine):
    """A case a day is done; three come at nine, at ten and at eleven: the first is told a day, so is the second (nobody waits), the third two."""
    route = [serve("take", "w", "10 min"), {"accept": {}}, asks(1.0), serve("do", "b", "1 wd")]
    scenario = Scenario.model_validate(toy({"w": {}, "b": {}}, {"m": matter(["05 09:00", "05 10:00", "05 11:00"], route, {"limits": {"promised": "1 wd"}})}))
    due = [Told(run(lower(p.timeline(scenario, [p.QuotedDate(still_ask=0, from_backlog=follows)])), engine=engine)).stamps("verified_due") for follows in (False, True)]
    assert due == [["06 17:30"] * 3, ["06 17:30", "06 17:30", "07 17:30"]]
