"""Monthly inspection: a push before each reading, as large as the chance to be drawn; then peaks at the end of the period."""

import pytest
from paired import assert_in_name_only, assert_moves
from policy_office import office
from supervised_office import READ_MONTHLY
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario


def test_the_reading_by_hand():
    """Read each fifth day at double pace: an hour takes 30 min on Friday; where one of two is drawn, 40 min."""
    def took(**knobs) -> str:
        scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["09 09:00"], [serve("s", "a", "1 h")])}))
        return Told(run(lower(p.timeline(scenario, [p.InspectionRounds(every_workdays=5, rise=2, **knobs)])), engine="simpy")).stamps("closed")[0]

    assert took() == "09 09:30" and took(drawn=1, offices_in_all=2) == "09 09:40"


def test_five_of_twenty_by_hand():
    """Five of twenty drawn: a quarter of the push, 1.05; the hall stays the hall."""
    new = p.InspectionRounds(drawn=5).apply(office())
    assert {place.pace_every.rise for place in new.offices.values()} == {1.05} and set(new.offices) == {"hall", "land", "plan", "gov"}
    assert new.in_hall("window") and not new.in_hall("land")


def test_push_of_an_office_and_of_its_posts_multiply():
    """Inspected and appraised on the same day: 1.2 × 1.2; both orders come to the same office."""
    both = p.combine(office(), [p.Appraisal(), p.InspectionRounds()])
    assert both.offices["plan"].pace_every.rise == both.desks["plan"].pace_every.rise == 1.2


def test_no_push_is_nothing():
    """Identity: a pace of 1 on the day leaves every stamp."""
    tables = [run(lower(p.timeline(READ_MONTHLY, policies)), 3, 0, "simpy") for policies in ([], [p.InspectionRounds(rise=1)])]
    assert tables[0].cases == tables[1].cases and tables[0].services == tables[1].services


def test_refusals():
    """More drawn than there are; an office that has a push already."""
    with pytest.raises(PolicyRefused, match="一月一督查.*21"):
        p.InspectionRounds(drawn=21).apply(office())
    with pytest.raises(PolicyRefused, match="pace_every"):
        p.InspectionRounds().apply(p.InspectionRounds().apply(office()))


def test_rounds_move_what_they_say():
    """Faster, more on time."""
    assert_moves(READ_MONTHLY, [], [p.InspectionRounds()], p.InspectionRounds.moves)


def test_peaks_at_the_end_of_the_period():
    """The bulletin's closing rate betters, the time does not."""
    assert_in_name_only(READ_MONTHLY, p.InspectionRounds())
