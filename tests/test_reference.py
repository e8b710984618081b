"""The reference page says what the code says, for every institution of the five documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from xnsim.indicators import INDICATORS
from xnsim.policies import registry
from xnsim.policies.institutions import INSTITUTIONS, PRIMITIVES
from xnsim.report.indicator_page import indicator_page
from xnsim.report.reference import reference, says

ROOT = Path(__file__).parents[1]
POLICIES = registry().values()
MOST_ASSUMED = 10


@pytest.mark.parametrize("file, lang", [("institutions.md", "zh"), ("institutions-en.md", "en")])
def test_the_page_is_current(file: str, lang: str):
    """The page in docs is what the code writes today (renew it with ``xnsim policies --reference``)."""
    assert (ROOT / "docs" / file).read_text(encoding="utf-8") == reference(lang)


@pytest.mark.parametrize("file, lang", [("indicators.md", "zh"), ("indicators-en.md", "en")])
def test_the_page_of_indicators_is_current(file: str, lang: str):
    """The page in docs is what the code writes today (renew it with ``xnsim indicators --reference``)."""
    page = indicator_page(lang)
    assert (ROOT / "docs" / file).read_text(encoding="utf-8") == page
    assert all(f"`{key}`" in page for key in INDICATORS)


def test_every_institution_is_said():
    """Each of the documents' institutions has a policy, or says by what else it is expressed."""
    assert [institution.number for institution in INSTITUTIONS if not says(institution) and institution.said_by is None] == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
def test_every_policy_has_its_place(policy):
    """A policy names institutions of the catalogue, and indicators that there are, with a sign each."""
    assert policy.institution.split() and set(policy.institution.split()) <= {institution.number for institution in INSTITUTIONS}
    for move in (*policy.moves, *policy.perverse_moves):
        assert move[0] in "+-" and move[1:] in INDICATORS, move
    assert set(policy.perverse_knobs) <= set(policy.knobs()) and bool(policy.perverse_knobs) == bool(policy.perverse_moves)


def test_every_institution_is_made_of_something():
    """Every institution but the dates themselves says of which of the fifteen elements it is made."""
    assert [each.number for each in INSTITUTIONS if not each.primitives] == ["N1"]
    assert all(number in PRIMITIVES for each in INSTITUTIONS for number in each.primitives)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
def test_every_policy_names_a_source(policy):
    """A policy quotes the document it comes from, or says that there is no legal basis."""
    assert policy.source and all(source.law.zh and source.law.en for source in policy.source)


def test_few_are_assumed():
    """At most ten policies rest on one constant; all others on queues, routes and clocks."""
    assumed = [policy.key for policy in POLICIES if policy.carried_by == "assumption"]
    assert len(assumed) <= MOST_ASSUMED, assumed
