"""Does an indicator move the way a policy says? Thirty paired replications, walked in plain Python."""

from __future__ import annotations

from collections.abc import Sequence

from toy_office import Data, toy

from xnsim.engines import Engine
from xnsim.engines.words import unknown_words
from xnsim.policies import Policy, timeline
from xnsim.presets import institutions
from xnsim.program import lower
from xnsim.scenario import load
from xnsim.scenario.model import Scenario
from xnsim.stats import paired_difference
from xnsim.study import Comparison, compare

REPLICATIONS, LEVEL = 30, 0.99
MONTH: Data = {"horizon": {"warm_up": "10 wd", "measure": "20 wd", "drain": "60 wd"}}


def office_of(key: str) -> Scenario:
    """The small office of a policy, as it comes with xnsim."""
    return load(institutions()[key])


def small(desks: Data, matters: Data, more: Data | None = None) -> Scenario:
    """A small office over a month, run until nearly all of the month's cases are closed."""
    return Scenario.model_validate(toy(desks, matters, MONTH | (more or {})))


def comes(rate: str, route: list[Data], limits: Data | None = None, more: Data | None = None) -> Data:
    """A matter whose applicants come by chance at a rate."""
    return {"arrivals": {"poisson": rate}, "route": route, "limits": limits or {}, **(more or {})}


def tried(scenario: Scenario, before: Sequence[Policy], after: Sequence[Policy], moves: Sequence[str], seed: int = 5) -> Comparison:
    """Compare two sets of policies on the same applicants, in the indicators of some moves (``"+on_time_rate"``)."""
    keys = tuple(dict.fromkeys(move[1:] for move in moves))
    return compare(scenario, {"before": before, "after": after}, REPLICATIONS, seed=seed, indicators=keys,
                   engine=plain_engine(scenario, before, after), threads=1)


def plain_engine(scenario: Scenario, *sets: Sequence[Policy]) -> Engine:
    """The fast walk on lists where it knows every word of the office, else the readable engine: nothing is compiled for a small office."""
    return "simpy" if any(unknown_words(lower(timeline(scenario, policies))) for policies in sets) else "lists"


def assert_moves(scenario: Scenario, before: Sequence[Policy], after: Sequence[Policy], moves: Sequence[str], seed: int = 5) -> Comparison:
    """Every move is seen in the official cohort: the 99 % interval of the paired difference lies wholly on its side of nought."""
    found = tried(scenario, before, after, moves, seed)
    for move in moves:
        change = paired_difference(found.values["after"][move[1:]], found.values["before"][move[1:]], LEVEL)
        assert change.low > 0 if move[0] == "+" else change.high < 0, f"{move}: {change.low} … {change.high}"
    return found


def assert_perverse(scenario: Scenario, honest: Policy, seed: int = 5) -> Comparison:
    """The knobs of the perverse effect, turned on top of an honest policy, move what the policy says they move."""
    assert honest.perverse_moves
    return assert_moves(scenario, [honest], [gamed(honest)], honest.perverse_moves, seed)


def assert_in_name_only(scenario: Scenario, honest: Policy, seed: int = 5) -> Comparison:
    """With the perverse effect the official figure (the first move) betters as promised; beside the honest policy its twins worsen."""
    official, *twins = honest.perverse_moves
    assert_moves(scenario, [], [gamed(honest)], [official], seed)
    return assert_moves(scenario, [honest], [gamed(honest)], twins, seed)


def gamed(honest: Policy) -> Policy:
    """Return the policy with the knobs of its perverse effect turned on."""
    return type(honest).model_validate(honest.model_dump(by_alias=True) | honest.perverse_knobs)
