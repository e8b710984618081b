"""A paper missing: accepted and examined meanwhile; or anything may be missing."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

OFFICE = office_of("missing_paper")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_meanwhile_by_hand(engine):
    """The paper comes a day later, is filed in five minutes, and the decision waits for it: next morning at 9:15; without it nothing is lost."""
    back = {"return": {"step": "mend", "probability": 1.0, "at_most": 1, "turnaround": "1 d"}}
    scenario = Scenario.model_validate(toy({"w": {}, "x": {}}, {"m": matter(["05 09:00"], [serve("take", "w", "10 min"), back, {"accept": {}}, serve("exam", "x", "1 h"), {"decide": {}}])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        return case.stamps("accepted")[0], case.stamps("decided")[0], case.case(0)["trips"], case.outcomes[0]

    assert told() == ("06 09:20", "06 10:20", 2, "approved")
    assert told(p.MissingPaper(secondary=1, unfilled=0)) == ("05 09:10", "06 09:15", 2, "approved")
    assert told(p.MissingPaper(secondary=1, unfilled=1))[3] == "refused"


@BOTH
def test_no_secondary_papers_is_nothing(engine):
    """Where every return is for a main paper, nothing is let in and every stamp is as it was."""
    plain, none = (run(lower(p.timeline(OFFICE, policies)), 3, 0, engine) for policies in ([], [p.MissingPaper(secondary=0)]))
    assert plain.cases == none.cases and plain.services == none.services


def test_rewritten_by_hand():
    """Half of 0.3 are still returned; 0.15 bring a paper later, one in twenty of them never."""
    new = p.MissingPaper().apply(office()).matters["licence"].route
    assert new[1].probability == 0.15 and list(new[3].branches) == ["exam", "paper"]
    choice = new[3].branches["paper"].route[0]
    assert choice.options[0].share == 0.15 and choice.options[0].route[2].probability == 0.05
    assert new[3].branches["exam"].route == office().matters["licence"].route[3:5]
    with pytest.raises(PolicyRefused, match="accept"):
        p.MissingPaper(matters=("renewal",)).apply(office())
