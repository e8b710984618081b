"""Every institution in its own small office: in force it moves what it says; gamed, the official figure betters and a twin worsens.

The offices lie in scenarios/institutions, one a policy, their studies beside them. Thirty
paired replications, intervals of 99 %: the whole interval lies on its side of nought.
"""

from __future__ import annotations

from functools import cache

import pytest

from xnsim import presets
from xnsim.indicators import INDICATORS
from xnsim.policies import Policy, describe, registry
from xnsim.stats import Difference, paired_difference
from xnsim.study import Comparison, compare, load_study

BEFORE, IN_FORCE, GAMED = "现状", "制度", "反效果"
LEVEL, REPLICATIONS, SEED = 0.99, 30, 5
POLICIES = registry()
EACH = pytest.mark.parametrize("key", POLICIES)


@cache
def study(key: str):
    """Return the study of a policy on its small office, or say which file is missing."""
    offices, studies = presets.institutions(), presets.institution_studies()
    for files, place in ((offices, presets.INSTITUTIONS), (studies, f"{presets.INSTITUTIONS}/{presets.STUDIES}")):
        assert key in files, f"there is no scenarios/{place}/{key}.yaml: every policy has a small office of its own, and a study of it"
    return load_study(studies[key])


@cache
def found(key: str) -> Comparison:
    """Return the thirty paired replications of a study."""
    return compare(*study(key), threads=1)


def change(key: str, move: str, before: str, after: str) -> Difference:
    """Return how much an indicator moves from one alternative to another, in the official cohort."""
    values = found(key).values
    return paired_difference(values[after][move[1:]], values[before][move[1:]], LEVEL)


def shows(key: str, move: str, before: str, after: str) -> str | None:
    """Return what is seen where a move is not, None where it is."""
    seen = change(key, move, before, after)
    if seen.low > 0 if move[0] == "+" else seen.high < 0:
        return None
    return f"{before} → {after} {move}: {seen.mean:.4g} ({seen.low:.4g} … {seen.high:.4g})"


def betters(move: str) -> bool | None:
    """Say whether a move is for the better by its indicator's own word; None where the indicator has none."""
    better = INDICATORS[move[1:]].better
    return None if better == "none" else (move[0] == "+") == (better == "higher")


def expressed(policy: type[Policy]) -> bool:
    """Say whether gaming betters the official figure, which comes first, and worsens a twin."""
    official, *twins = policy.perverse_moves or ("",)
    return bool(official) and betters(official) is True and any(betters(twin) is False for twin in twins)


@EACH
def test_every_policy_has_its_small_office(key):
    """Before, in force and gamed, thirty times from one seed; gamed is the same policy with the knobs of its perverse effect turned."""
    policy, plan = POLICIES[key], study(key)
    assert (plan.replications, plan.seed) == (REPLICATIONS, SEED)
    assert set(plan.indicators) >= {move[1:] for move in (*policy.moves, *policy.perverse_moves)}
    (honest,) = plan.alternatives[IN_FORCE]
    assert isinstance(honest, policy) and plan.alternatives[BEFORE] != [honest]
    gamed = [policy.model_validate(honest.model_dump(by_alias=True) | policy.perverse_knobs)] if policy.perverse_knobs else None
    assert plan.alternatives.get(GAMED) == gamed, describe(honest)("en")


def test_no_office_without_its_policy():
    """What lies in the folder belongs to a policy, and each office to its study."""
    assert set(presets.institutions()) == set(presets.institution_studies()) <= set(POLICIES)


@EACH
def test_in_force_it_moves_what_it_says(key):
    """Each move is seen beside the office as it was."""
    assert [seen for move in POLICIES[key].moves if (seen := shows(key, move, BEFORE, IN_FORCE))] == []


@pytest.mark.parametrize("key", [key for key, policy in POLICIES.items() if policy.perverse_moves])
def test_gamed_it_moves_what_it_says(key):
    """Each move is seen beside the honest policy; in name only, the official figure beside the office as it was."""
    policy = POLICIES[key]
    sides = {move: BEFORE if policy.nominal and move == policy.perverse_moves[0] else IN_FORCE for move in policy.perverse_moves}
    assert [seen for move, before in sides.items() if (seen := shows(key, move, before, GAMED))] == []


@EACH
def test_the_official_figure_betters_while_a_twin_worsens(key):
    """By the indicators' own words, of every policy without exception."""
    assert expressed(POLICIES[key]), POLICIES[key].perverse_moves
