"""Urgent cases first: beside the line, or as they come, when work in hand is put down and costs time to take up again."""

from __future__ import annotations

from typing import Any

import pytest
from policy_office import office
from toy_office import Told, matter, on_every_engine, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

AS_THEY_COME = {"matters": ("fire",), "share": 1, "interrupts": True}
DESK: dict[str, Any] = {"office": "hall", "officers": 1}


def closed(engine: str, *policies: p.Policy) -> list[str]:
    """One officer: three hours of ordinary work from 09:00, an hour of urgent work comes at 10:00."""
    matters = {"plain": matter(["05 09:00"], [serve("s", "a", "3 h")]), "fire": matter(["05 10:00"], [serve("t", "a", "1 h")])}
    scenario = Scenario.model_validate(toy({"a": DESK}, matters))
    return Told(run(lower(p.timeline(scenario, policies)), engine=engine)).stamps("closed")


@on_every_engine
def test_as_they_come_by_hand(engine):
    """In line the urgent hour waits till noon and is done at 14:30; as it comes it is done at 11:00, and the ordinary file after two hours and five minutes more, at 14:35."""
    assert closed(engine) == closed(engine, p.UrgentClass(matters=("fire",), share=1)) == ["05 12:00", "05 14:30"]
    assert closed(engine, p.UrgentClass(**AS_THEY_COME)) == ["05 14:35", "05 11:00"]
    assert closed(engine, p.UrgentClass(**AS_THEY_COME, resume_minutes=0)) == ["05 14:30", "05 11:00"]


def test_only_where_one_officer_works_on_one_file():
    """Desks the urgent never pass, and those of batches, are not interrupted; where none can be, it is refused with a way out."""
    some = p.UrgentClass(matters=("renewal",), interrupts=True).apply(office(("desks.plan.batch", 3))).desks
    assert [name for name, desk in some.items() if desk.preempt] == ["window"] and str(some["window"].resume_cost) == "5 min"
    assert p.UrgentClass(matters=("renewal",)).apply(office()).desks["window"].resume_cost is None
    endless = office(("desks.plan.officers", "unlimited"), ("desks.window.officers", "unlimited"))
    with pytest.raises(PolicyRefused, match="请关掉 interrupts"):
        p.UrgentClass(matters=("renewal",), interrupts=True).apply(endless)
