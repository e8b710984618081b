"""Ratings: who is heard, not who is served; then the raters are worked on."""

from paired import assert_moves, assert_perverse, comes, small, tried
from policy_office import office
from toy_office import serve

from xnsim import policies as p
from xnsim.engines import run
from xnsim.program import lower
from xnsim.scenario.values import Span
from xnsim.study.ranking import ranking

SLOW = small({"a": {}}, {"m": comes("6/wd", [serve("s", "a", "exp(62 min)")], {"promised": "3 wd"})}, {"ratings": {"per_day": 0.4}})


def test_who_rates_by_hand():
    """Three in ten rate; a hundred firms are asked instead of a share; a higher share stays."""
    assert p.RatingsAndLastPlace().apply(office()).ratings.response_rate == 0.3
    hundred = p.RatingsAndLastPlace(firms=100).apply(office()).ratings
    assert (hundred.asked, hundred.response_rate) == (100, office().ratings.response_rate if office().ratings else 0.2)
    assert p.RatingsAndLastPlace().apply(office(("ratings", {"response_rate": 0.5}))).ratings.response_rate == 0.5
    assert p.RatingsAndLastPlace(lobbying=0.8).apply(office(("ratings", {"unhappy_answer": 2.0}))).ratings.unhappy_answer == 0.4


def test_a_hundred_firms_are_a_hundred():
    """Of the cases of a month exactly sixty are asked, and all answer; a sample larger than that asks everybody, and hears what all think."""
    asked = {n: tried(SLOW, [], [p.RatingsAndLastPlace(firms=n)], ("+rating_rate", "+satisfaction_rate", "+true_satisfaction_rate")).values["after"] for n in (60, 100_000)}
    ended = [round(60 / rate) for rate in asked[60]["rating_rate"]]
    assert all(abs(60 / count - rate) < 1e-12 for count, rate in zip(ended, asked[60]["rating_rate"])) and min(ended) > 80
    assert set(asked[100_000]["rating_rate"]) == {1.0} and asked[100_000]["satisfaction_rate"] == asked[100_000]["true_satisfaction_rate"]


def test_how_far_a_hundred_answers_lie():
    """Where about half are satisfied a hundred answers are within some ten points of all in 29 periods of 30, and further off than five in some."""
    half = SLOW.changed(("ratings", SLOW.ratings.changed(("start", 2.75))), ("horizon", SLOW.horizon.changed(("measure", Span(400, "wd")))))
    found = tried(half, [], [p.RatingsAndLastPlace(firms=100)], ("+satisfaction_rate", "+true_satisfaction_rate")).values["after"]
    gaps = sorted(abs(a - b) for a, b in zip(found["satisfaction_rate"], found["true_satisfaction_rate"]))
    assert 0.3 < sum(found["true_satisfaction_rate"]) / 30 < 0.7
    assert 0.05 < gaps[-2] < 0.12


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
