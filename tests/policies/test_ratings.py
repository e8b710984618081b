"""Ratings: who is heard, not who is served; then the raters are worked on."""

from paired import assert_moves, assert_perverse, comes, small, tried
from policy_office import office
from toy_office import serve

from xnsim import policies as p
from xnsim.engines import run
from xnsim.program import lower
from xnsim.study.ranking import ranking

SLOW = small({"a": {}}, {"m": comes("6/wd", [serve("s", "a", "exp(62 min)")], {"promised": "3 wd"})}, {"ratings": {"per_day": 0.4}})


def test_who_rates_by_hand():
    """Three in ten rate; a hundred firms of 250 × 5 applications a year are 0.08; a higher share stays."""
    assert p.RatingsAndLastPlace().apply(office()).ratings.response_rate == 0.3
    assert p.RatingsAndLastPlace(firms=100).apply(office()).ratings.response_rate == 0.08
    assert p.RatingsAndLastPlace().apply(office(("ratings", {"response_rate": 0.5}))).ratings.response_rate == 0.5
    assert p.RatingsAndLastPlace(lobbying=0.8).apply(office(("ratings", {"unhappy_answer": 2.0}))).ratings.unhappy_answer == 0.4


def test_rating_moves_no_file():
    """Identity: whoever is asked, every stamp stands."""
    tables = [run(lower(p.timeline(SLOW, policies)), 3, 0, "lists") for policies in ([], [p.RatingsAndLastPlace(lobbying=1)])]
    assert tables[0].cases == tables[1].cases and tables[0].services == tables[1].services


def test_of_equal_units_one_is_always_last():
    """Six units run the very same office; over eight periods several of them come last."""
    found = ranking(SLOW, units=6, periods=8, indicator="satisfaction_rate", engine="lists")
    assert len(found.last) == 8 and len(set(found.last)) > 2


def test_ratings_move_what_they_say():
    """More rate."""
    assert_moves(SLOW, [], [p.RatingsAndLastPlace()], p.RatingsAndLastPlace.moves)


def test_raters_worked_on():
    """Satisfaction of those who answer goes up, that of all stays where it was."""
    assert_perverse(SLOW, p.RatingsAndLastPlace())
    found = tried(SLOW, [p.RatingsAndLastPlace()], [p.RatingsAndLastPlace(lobbying=0.8)], ("+true_satisfaction_rate",)).values
    assert found["before"]["true_satisfaction_rate"] == found["after"]["true_satisfaction_rate"]
