"""Chief representatives: decided at the window; or passed back and booked as if it were."""

import datetime as dt

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {"w": {"officers": 2}, "x": {"office": "x"}, "y": {"office": "y"}}
ROUTE = [serve("take", "w", "10 min"), serve("x", "x", "20 min"), serve("y", "y", "30 min"), {"decide": {}}]
BUSY = office_of("chief_representative")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_delegated_by_hand(engine):
    """50 minutes at two departments are 40 at the window; all passed back: five minutes more before and after, same work."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], ROUTE)}))

    def told(*policies: p.Policy) -> Told:
        return Told(run(lower(p.timeline(scenario, policies)), engine=engine))

    plain, real = told(), told(p.ChiefRepresentative(share=1))
    mail = told(p.ChiefRepresentative(share=0, mailbox=1))
    assert [x.stamps("closed") for x in (plain, real, mail)] == [["05 10:00"], ["05 09:50"], ["05 10:10"]]
    assert [x.case(0)["inhall"] for x in (plain, real, mail)] == [0, 1, 1], "on paper the file never left the hall"
    assert [spell.split()[2] for spell in mail.spells] == ["w/1", "w/1", "x/1", "y/1", "w/1"], "the department's own people do the work"


@BOTH
def test_nothing_delegated_is_nothing(engine):
    """With a share of nought every stamp is as it was."""
    plain, none = (run(lower(p.timeline(BUSY, policies)), 3, 0, engine) for policies in ([], [p.ChiefRepresentative(share=0)]))
    assert plain.cases == none.cases and plain.services == none.services


def test_rewritten_by_hand():
    """Whatever lies outside the hall in a row is delegated; only the desks named, from the day they begin."""
    new = p.ChiefRepresentative().apply(office())
    ways = new.matters["licence"].route[3]
    assert [option.share for option in ways.options] == [0.6, 0.4]
    assert ways.options[1].route == office().matters["licence"].route[3:5] and len(ways.options[0].route[0].effort) == 6
    pilot = p.ChiefRepresentative(desks=("boss",), start=dt.date(2026, 1, 26))
    phases = p.timeline(office(), [pilot])
    assert phases[0][1] == office() and phases[1][1].matters["licence"].route[4].step == "delegated_sign"
    assert phases[1][1].matters["renewal"] == office().matters["renewal"]


def test_people_move_to_the_window():
    """Two of five registrars sit in the hall from then on; a desk of one cannot send its one."""
    wide = office(("desks.plan", {"office": "plan", "officers": 5}))
    new = p.ChiefRepresentative(matters=("renewal",), representatives=2).apply(wide)
    assert (new.desks["plan"].officers, new.desks["window"].officers) == (3, 4)
    with pytest.raises(PolicyRefused, match="“plan”"):
        p.ChiefRepresentative(matters=("renewal",), representatives=2).apply(office())
    with pytest.raises(PolicyRefused, match="超过1"):
        p.ChiefRepresentative(share=0.9, mailbox=0.2).apply(office())
    with pytest.raises(PolicyRefused, match="大厅"):
        p.ChiefRepresentative().apply(office(*((f"desks.{name}.office", "hall") for name in ("land", "survey", "plan", "boss"))))


def test_the_mailbox_examines_no_more_at_the_window():
    """Nearly all stays in the hall on paper, and no more is examined at the window than before."""

    def examined_at_the_window(*policies: p.Policy) -> float:
        made = run(lower(p.timeline(BUSY, policies)), 3, 0, "lists")
        steps = [made.lowered.steps[step] for step in made.services["step"]]
        return steps.count("window_plan") / sum(step in ("window_plan", "plan", "back_plan") for step in steps)

    assert abs(examined_at_the_window(p.ChiefRepresentative()) - examined_at_the_window(p.ChiefRepresentative(mailbox=0.35))) < 0.01
