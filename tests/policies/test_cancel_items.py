"""Items cancelled: the loaded ones, or (perverse) those nobody applies for."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import matter, serve

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower

FIVE = office_of("cancel_items")


def test_cancelled_by_hand():
    """Of two matters the one with three applicants a day goes; of five the first, or the last; one is always left."""
    assert p.CancelItems().cancelled(office()) == ("licence",)
    assert p.CancelItems(which="idle").cancelled(office()) == ("renewal",)
    assert p.CancelItems().cancelled(FIVE) == ("signboard",) and p.CancelItems(share=1).cancelled(FIVE) == ("signboard", "road_use", "planting", "blasting")
    assert p.CancelItems().apply(office()).matters["licence"].arrivals.keep == 0


def test_the_rate_that_is_reported_and_the_one_that_counts():
    """One item of five is a fifth, either way; by cases it is 4 of 10.6, or one in a hundred."""
    fat, lean = p.CancelItems(), p.CancelItems(which="idle")
    assert fat.rates(FIVE) == (0.2, pytest.approx(4 / 10.6)) and lean.rates(FIVE) == (0.2, pytest.approx(0.1 / 10.6))


def test_who_still_comes_is_the_same_person():
    """Identity: the other matters' applicants come at the same moments; a cancelled item inspected in full loses nobody."""
    plain = run(lower(p.timeline(office(), [])), 3, 0, "lists").cases
    for inspected, kept in ((0.0, {1}), (1.0, {0, 1})):
        left = run(lower(p.timeline(office(), [p.CancelItems(inspected=inspected)])), 3, 0, "lists").cases
        came = [at for at, of in zip(plain["received"], plain["matter"]) if of in kept]
        assert list(left["received"]) == came != []


def test_an_inspection_is_one_visit_of_the_first_desk():
    """A tenth is inspected, by the desk that used to receive the papers."""
    new = p.CancelItems(matters=("licence",), inspected=0.1).apply(office()).matters["licence"]
    assert new.arrivals.keep == 0.1 and [node.step for node in new.route] == ["reception"]


def test_refusals():
    """Unknown names, and an office with one matter only."""
    with pytest.raises(PolicyRefused, match="“licence”"):
        p.CancelItems(matters=("licens",)).apply(office())
    with pytest.raises(PolicyRefused, match="只有一个事项"):
        p.CancelItems().apply(office(("matters", {"m": matter(["05 09:00"], [serve("s", "window", "1 h")])})))
