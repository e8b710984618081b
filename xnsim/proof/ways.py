"""Which file builds the office of a case, and which cases no office can show, or not yet."""

from __future__ import annotations

import re

from xnsim.labels import Label
from xnsim.proof import (
    absence, calendar, crowded, deadlines, desks, meetings, networks, parallel, populations, priorities, variability, windows,
)
from xnsim.proof.facts import Case
from xnsim.proof.trial import Builder, Proof
from xnsim.theory.registry import how, why

UNEQUAL = Label("待件数不等的成批到达", "waits for bundles of unequal size")
SPACING = Label("待到达间隔的分布", "waits for laws of the time between arrivals")

WAITING: tuple[tuple[str, Label], ...] = (
    (r"\bE\d+/M/1", SPACING),
)

ORDERED = (calendar, absence, priorities, deadlines, networks, parallel, meetings, populations, variability, crowded, desks, windows)


def waits_for(case: Case) -> Label | None:
    """What the scenario language still lacks for a case; None when it can be said."""
    p = case.parameters
    if "EX2" in p and p["EX2"] != p["EX"] ** 2:
        return UNEQUAL
    return next((label for pattern, label in WAITING if re.search(pattern, case.model)), None)


def only_formula(case: Case) -> Label | None:
    """Why a case is arithmetic that no run can confirm; None when it is not."""
    told = case.as_published()
    return why(told) if how(told) == "arithmetic" else None


def builder(case: Case) -> Builder:
    """The function that builds the offices of a case; LookupError for a model nobody knows."""
    for group in ORDERED:
        for pattern, build in group.WAYS:
            if re.search(pattern, case.model):
                return build
    raise LookupError(f"没有“{case.model}”的仿真做法 / no simulation is known for the model {case.model!r}")


def proof_of(case: Case) -> Proof:
    """The offices of a case and what should be seen in them."""
    return builder(case)(case)
