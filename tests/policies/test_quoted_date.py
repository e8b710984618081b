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
    assert [option.share for option in new.route[2].options] == [0.08, 0.92] and str(new.route[0].effort[1]) == "constant(1 min)"
    assert str(new.limits.promised) == "9 wd" and str(p.QuotedDate(padding=10).apply(OFFICE.changed(("matters", {"permit": OFFICE.matters["permit"].changed(
        ("limits", OFFICE.matters["permit"].limits.changed(("promised", new.limits.promised))))}))).matters["permit"].limits.promised) == "20 wd"
    with pytest.raises(PolicyRefused, match="trips: 1"):
        p.QuotedDate().apply(office())
