"""By line: no visit and typing in once more; or accepted unread and asked for again."""

import pytest
from paired import comes, office_of, small
from policy_office import office
from toy_office import DAY_AND_NIGHT, Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.indicators import find
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

BACK = {"return": {"step": "mend", "probability": 0.3, "turnaround": "exp(2 d)"}}
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_by_line_by_hand(engine):
    """Sent at 9:00, read and typed in for 20 minutes, no visit; unread accepted after one minute, a visit after all."""
    scenario = Scenario.model_validate(toy({"w": {}}, {"m": matter(["05 09:00"], [serve("take", "w", "15 min"), {"accept": {}}])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        return case.stamps("accepted")[0], case.case(0)["trips"]

    assert told() == ("05 09:15", 1) and told(p.OnlineService(share=1)) == ("05 09:20:01", 0)
    assert told(p.OnlineService(share=1, asked_again=1)) == ("05 09:01:01", 1)


@BOTH
def test_the_same_papers_by_either_way(engine):
    """With people enough and nothing typed twice, who sends by line fares as at the window: same work, same returns, a second later, no visits."""
    free = small({"w": {"officers": 90}}, {"m": comes("14/wd", [serve("take", "w", "exp(20 min)"), BACK, {"accept": {}}])}, DAY_AND_NIGHT)
    plain, line = (run(lower(p.timeline(free, policies)), 3, 0, engine).cases for policies in ([], [p.OnlineService(share=1, retype_minutes=0)]))
    assert list(plain["returns"]) == list(line["returns"]) and sum(plain["returns"]) > 50 and set(line["trips"]) == {0}
    assert all(b - a == 1 for a, b in zip(plain["closed"], line["closed"]) if a >= 0 and b >= 0)


def test_rewritten_by_hand():
    """Thirty in a hundred by line, with their luck under new names; the others as before."""
    matter = p.OnlineService().apply(office()).matters["licence"]
    new, (line, hall) = matter.route, matter.route[0].options
    assert {name: channel.share for name, channel in matter.channels.items()} == {"online": 0.3, "hall": 0.7}
    assert (line.channel, hall.channel) == ("online", "hall") and hall.route == office().matters["licence"].route[:2] and new[1:] == office().matters["licence"].route[2:]
    send, read, mend = line.route
    assert (send.trips, read.luck, mend.luck, mend.trips) == (-1, ("reception",), "supplement", 0)
    with pytest.raises(PolicyRefused, match="岗位"):
        p.OnlineService(desk="windwo").apply(office())


def test_a_matter_keeps_the_channels_it_has():
    """By telephone or at the window: a third of all sends the papers by line, drawn by chance, and the channels stay as written."""
    scenario = office(("matters.licence.channels", {"phone": {"share": 0.4}, "window": {"share": 0.6}}))
    matter = p.OnlineService().apply(scenario).matters["licence"]
    assert matter.channels == scenario.matters["licence"].channels and [option.share for option in matter.route[0].options] == [0.3, 0.7]


@BOTH
def test_who_is_asked_for_the_originals_is_counted(engine):
    """Of some five hundred a third applied online; honest nobody of them came, asked again eight in ten did."""
    office_by_line = office_of("online_service")
    honest, gamed = (run(lower(p.timeline(office_by_line, [policy])), 3, 0, engine) for policy in (p.OnlineService(), p.OnlineService(asked_again=0.8)))
    online = find("online_rate").parts(honest)
    assert 0.25 < online.numerator / online.denominator < 0.4 and find("asked_offline_rate").value(honest) == 0
    assert 0.7 < find("asked_offline_rate").value(gamed) < 0.9
