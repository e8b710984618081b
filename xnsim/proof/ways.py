"""Which file builds the office of a case, and which cases no office can show, or not yet."""

from __future__ import annotations

import re

from xnsim.labels import Label
from xnsim.proof import (
    absence, calendar, deadlines, desks, networks, parallel, populations, priorities, variability, windows,
)
from xnsim.proof.facts import Case
from xnsim.proof.trial import Builder, Proof
from xnsim.theory.registry import how, why

CAPACITY = Label("待“容量”动词:满座者不得入内", "waits for the verb capacity: whoever finds the hall full leaves")
PATIENCE = Label("待“耐心”:等候者久候自去", "waits for patience: who has waited too long leaves")
GATE = Label("待“例会”动词:到期一次清零", "waits for the verb gate: a meeting that clears the table")
PUT_AWAY = Label("待“抢占”:急件到时放下手中件", "waits for pre-emption: an urgent file stops the one in hand")
UNEQUAL = Label("待件数不等的成批到达", "waits for bundles of unequal size")
SPACING = Label("待到达间隔的分布", "waits for laws of the time between arrivals")

WAITING: tuple[tuple[str, Label], ...] = (
    (r"M/M/c/K|M/M/c/c|M/M/\d+/\d+|Erlang B", CAPACITY),
    (r"M/M/c\+M|Erlang A", PATIENCE),
    (r"例会", GATE),
    (r"(?<!non-)preemptive(?!-resume, absences)|(?<!非)抢占", PUT_AWAY),
    (r"\bE\d+/M/1", SPACING),
)

ORDERED = (calendar, absence, priorities, deadlines, networks, parallel, populations, variability, desks, windows)


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
