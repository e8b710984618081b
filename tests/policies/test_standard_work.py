"""Standard work: the same mean, less spread; or the standard minute for every case."""

import pytest
from paired import comes, office_of, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.indicators import find
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario
from xnsim.stats import interval, paired_difference

OFFICE = office_of("standard_work")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_no_narrower_is_nothing(engine):
    """A spread of once what it was is the office as it was, and so is any spread where every effort is fixed."""
    plain, same = (run(lower(p.timeline(OFFICE, policies)), 3, 0, engine) for policies in ([], [p.StandardWork(spread=1)]))
    assert plain.cases == same.cases and plain.services == same.services
    fixed = Scenario.model_validate(toy({"w": {}}, {"m": matter(["05 09:00"], [serve("take", "w", "10 min")])}))
    assert Told(run(lower(fixed), engine=engine)).stamps("closed") == ["05 09:10"]
    with pytest.raises(PolicyRefused, match="lognormal"):
        p.StandardWork().apply(fixed)


def test_narrowed_by_hand():
    """The mean stays; cv 1.5 becomes 0.9; an exponential becomes a gamma of shape 1/0.36; a uniform closes in on its middle."""
    route = p.StandardWork().apply(OFFICE).matters["permit"].route
    assert (str(route[0].effort[0]), str(route[3].effort[0])) == ("gamma(20 min, shape 2.777777778)", "lognormal(35 min, cv 0.9)")
    even = office(("matters.renewal.route.0.serve.effort", "uniform(10 min, 20 min) + erlang(1 h, k 2) + gamma(1 h, shape 1) + weibull(1 h, shape 2)"))
    works = p.StandardWork(spread=0.5).apply(even).matters["renewal"].route[0].effort
    assert [str(work) for work in works] == ["uniform(12.5 min, 17.5 min)", "gamma(1 h, shape 8)", "gamma(1 h, shape 4)", "weibull(1 h, shape 2)"]


def test_the_longer_case_stays_the_longer():
    """Each case keeps its luck: by effort the cases stand in the same order, closer to their mean."""
    def efforts(*policies: p.Policy) -> list[int]:
        free = small({"x": {"officers": "unlimited"}}, {"m": comes("10/wd", [serve("do", "x", "exp(35 min)")])})
        made = run(lower(p.timeline(free, policies)), 3, 0, "lists")
        rows = sorted((int(case), int(effort)) for case, effort in zip(made.services["case"], made.services["effort_done_s"]))
        return [effort for _, effort in rows]

    plain, even = efforts(), efforts(p.StandardWork())
    order = sorted(range(200), key=plain.__getitem__)
    assert order == sorted(range(200), key=lambda i: (even[i], plain[i])) and max(even) < max(plain) and min(even) > min(plain)


def test_the_line_alone_carries_the_effect():
    """One desk, 80 % busy, exponential half hours: the wait falls from 120 minutes to 81.6 (Pollaczek-Khinchine, cv 1 to 0.6); where nobody queues the mean stays."""
    busy = small({"x": {}}, {"m": comes("11.2/wd", [serve("do", "x", "exp(30 min)")])}, {"horizon": {"warm_up": "100 wd", "measure": "400 wd", "drain": "5 wd"}})
    for policies, expected in (([], 120.0), ([p.StandardWork()], 120 * (1 + 0.6 ** 2) / 2)):
        program = lower(p.timeline(busy, policies))
        seen = interval([find("mean_wait_minutes").value(run(program, 3, number)) for number in range(40)], 0.99)
        assert seen.low < expected < seen.high and seen.high - seen.low < 0.25 * expected
    free = busy.changed(("desks", {"x": busy.desks["x"].changed(("officers", "unlimited"))}))
    before, after = ([find("mean_workdays").value(run(lower(p.timeline(free, policies)), 3, number)) for number in range(20)] for policies in ([], [p.StandardWork()]))
    assert paired_difference(after, before, 0.99).low < 0 < paired_difference(after, before, 0.99).high
