"""Several institutions on one route: each puts in its steps, adds its work, makes returns rarer; or they are refused together."""

import pytest
from policy_office import OFFICE, office, office_for

from xnsim import policies as p
from xnsim.policies import PolicyRefused, combine
from xnsim.policies.differences import GONE, Together, changes, clash, put_together, rebuilt, signed
from xnsim.policies.differences_route import Gap, gaps, named_nodes, with_gaps
from xnsim.scenario.route import Accept, Decide, Serve, Wait

A, B, C = (Serve(step=name, desk="w", effort="1 min") for name in "abc")
X, Y, Z = (Wait(step=name, length="1 d") for name in "xyz")


def test_nodes_have_names():
    """A step's own name; a verb's for a node without; a series and a parallel by the step they begin with."""
    assert list(named_nodes((A, Accept(), B, Decide(), Decide()))) == ["a", "accept", "b", "decide", "decide#2"]
    assert list(named_nodes(office().matters["licence"].route))[3] == "series land_exam"


@pytest.mark.parametrize("new, found", [
    ((X, A, B, C), {(Gap(None), "x"): (X,)}),
    ((A, X, Y, B, C), {(Gap("a"), "x"): (X, Y)}),
    ((A, B, C, X), {(Gap("c"), "x"): (X,)}),
    ((A, X, C), {(Gap("b"), "x"): (X,)}),
    ((X,), {(Gap("c"), "x"): (X,), (Gap("a"),): None, (Gap("b"),): None}),
    ((B, A, C), None),
])
def test_gaps_by_hand(new, found):
    """What was put in stands after the node before it; who takes out a row claims what lies between; another order has no gaps."""
    assert gaps((A, B, C), new) == found
    if found is not None:
        parts = {name: (GONE if node not in new else node) for name, node in named_nodes((A, B, C)).items()}
        inserted = {place[0]: {place[1]: nodes} for place, nodes in found.items() if nodes is not None}
        assert with_gaps(named_nodes((A, B, C)), parts | inserted, GONE) == new


def put_in(where: int, *nodes) -> tuple:
    route = office().matters["renewal"].route
    return office().changed(("matters", {**office().matters, "renewal": office().matters["renewal"].changed(("route", (*route[:where], *nodes, *route[where:])))}))


def test_two_put_in_at_one_place():
    """Both stand there, by name, whoever is written first; inside what another takes out nobody puts anything."""
    old = office()
    one, other = changes(old, put_in(1, Y)), changes(old, put_in(1, X, Z))
    assert clash(one, other) is None
    both = rebuilt(old, put_together([one, other]))
    assert both == rebuilt(old, put_together([other, one]))
    assert [getattr(node, "step", None) for node in both.matters["renewal"].route] == ["intake", "x", "z", "y", "mend", "renew"]
    none = old.changed(("matters", {**old.matters, "renewal": old.matters["renewal"].changed(("route", (X,)))}))
    assert clash(changes(old, none), one) is not None


def test_works_are_added_and_chances_multiplied():
    """Three minutes and one; 0.3 × 0.3 × 0.7 of the returns; the same institution in two measures is refused."""
    both = combine(office(), [p.OneTimeNotice(), p.PublishedGuide(upkeep_hours=3)])
    assert both == combine(office(), [p.PublishedGuide(upkeep_hours=3), p.OneTimeNotice()])
    check, back = both.matters["licence"].route[:2]
    assert str(check.effort[1]) == "constant(3 min)" and str(check.effort[2]) == "constant(12 min)"
    assert back.probability == pytest.approx(0.3 * 0.3 * 0.7)
    with pytest.raises(PolicyRefused, match="一次性告知"):
        combine(office(), [p.OneTimeNotice(minutes=3), p.OneTimeNotice(minutes=4)])


def test_measures_by_hand():
    """A measure has a name; the same name agrees with itself only; one alone is taken as it stands."""
    mine, theirs = (signed({("matters", "m", "probability"): Together((("", value),))}, who) for who, value in (("a", 0.2), ("b", 0.1)))
    place = ("matters", "m", "probability")
    assert mine[place] == Together((("a", 0.2),)) and mine[place].agrees(theirs[place]) and not mine[place].agrees(Together((("a", 0.3),)))
    assert rebuilt(0.4, {(): put_together([mine, theirs])[place]}) == pytest.approx(0.05)
    assert rebuilt(0.4, {(): mine[place]}) == 0.2


TOGETHER = [p.FirstContact(), p.OneTimeNotice(), p.PublishedGuide(), p.QuotedDate(), p.LinkedLevels(), p.StandardWork(), p.SingleLead(), p.OneStop(),
            p.ParallelApproval(), p.UrgentClass(), p.TimeLimit(), p.SilentApproval(), p.ABCover()]


def test_a_dozen_institutions_go_together():
    """The usual package of a reform is one office, in whatever order it is written."""
    scenario = office_for(*TOGETHER)
    assert combine(scenario, TOGETHER) == combine(scenario, TOGETHER[::-1]) != scenario


def test_who_leaves_nothing_for_the_other_is_named():
    """What an earlier stage took away, a later one misses: the refusal names both."""
    bare = office(("matters", {"renewal": OFFICE["matters"]["renewal"] | {"route": OFFICE["matters"]["renewal"]["route"][1:]}}), ("matters.renewal.route", [
        OFFICE["matters"]["renewal"]["route"][0], {"wait": {"step": "post", "length": "1 d"}}]))
    assert p.LinkedLevels().apply(bare).matters["renewal"].route[0].step == "intake"
    merged = office(("matters.licence.route", OFFICE["matters"]["licence"]["route"][:4]))
    with pytest.raises(PolicyRefused) as caught:
        combine(merged, [p.MergedReview(desk="window"), p.ChiefRepresentative(matters=("licence",))])
    assert "综合审批" in caught.value.says.zh and "首席代表" in caught.value.says.zh and "Merged review" in caught.value.says.en
