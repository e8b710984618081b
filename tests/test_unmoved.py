"""Who finds that an institution moved nothing is told why: its knobs change nothing, its figures were not looked at, or its hour never came.

Toy: the office of the policy tests, ten working days of it, two replications.
"""

from __future__ import annotations

import pytest
from policy_office import office

from xnsim import policies as p
from xnsim.policies import Policy
from xnsim.study import Comparison, compare
from xnsim.study.told import told

OFFICE = office(("horizon", {"warm_up": "1 wd", "measure": "6 wd", "drain": "3 wd"}))


def found(policy: Policy, *indicators: str) -> Comparison:
    """The office as it is and with a policy, walked in plain Python."""
    return compare(OFFICE, {"现状": [], "试": [policy]}, 2, seed=7, indicators=indicators, engine="lists")


@pytest.mark.parametrize(("policy", "looked_at", "zh", "en"), [
    (p.PacedByLimit(curve="none"), "mean_workdays", "情景没有任何改变", "the scenario is unchanged"),
    (p.RatingsAndLastPlace(), "mean_workdays", "请在 indicators 里加上它们(rating_rate", "add them to indicators (rating_rate"),
], ids=["nothing changed", "looked elsewhere"])
def test_why_nothing_moved_is_told(policy, looked_at, zh, en):
    """In both languages, on the page and in the sentences, as the last of them and once."""
    seen = found(policy, looked_at)
    for lang, says in (("zh", zh), ("en", en)):
        for sentences in (told(seen, "试", lang), seen.sentences(lang)):
            last = sentences[-1].replace("\uff08", "(").replace("\uff09", ")")
            assert says in last and not any(says in other for other in sentences[:-1])


def test_an_hour_that_never_came_names_the_small_office():
    """Reasons nobody asks for, looked for in all their own figures: none moves, and the office that shows them is named."""
    seen = found(p.GoodReason(share=0), *dict.fromkeys(move[1:] for move in (*p.GoodReason.moves, *p.GoodReason.perverse_moves)))
    assert "institutions/good_reason" in seen.sentences()[-1] and "did not occur" in seen.sentences("en")[-1]


def test_what_moved_is_left_alone():
    """Where anything differs nothing is said of it; nor of the office as it is; a limit that only measures has a sentence of its own."""
    assert not any("未起作用" in says for says in found(p.ABCover(), "mean_workdays", "deemed_share").sentences())
    seen = found(p.TimeLimit(factor=0.9), "mean_workdays")
    assert not any("未起作用" in says for says in seen.sentences()) and "只是一把尺子" in seen.sentences()[-1]
