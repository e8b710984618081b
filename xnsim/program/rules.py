"""How a step is worked on at its desk: by how many together, how many files at once, who must make way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xnsim.program.sheet import Sheet
    from xnsim.scenario.office import Desk
    from xnsim.scenario.route import Serve

COLUMNS = ("rule_team", "rule_batch", "rule_batch_sum", "rule_preempt", "rule_resume_cost")
PLAIN = (1, 1, 0, 0, 0)


def rule_row(sheet: "Sheet", node: "Serve", desk: "Desk") -> int:
    """Return the row of a step's rule, writing it once; a file keeps the rule under which it was received."""
    batch, cost = desk.batch or 1, 0
    if desk.preempt and desk.resume_cost is not None:
        cost = round(desk.resume_cost.seconds(sheet.day_seconds))
    wanted = (node.officers or 1, batch, 1 if batch > 1 and desk.batch_work == "sum" else 0, 1 if desk.preempt else 0, cost)
    rows = list(zip(*(sheet.columns[name] for name in COLUMNS), strict=True))
    if not rows:
        rows = [PLAIN]
        _write(sheet, PLAIN)
    if wanted not in rows:
        _write(sheet, wanted)
        rows.append(wanted)
    return rows.index(wanted)


def _write(sheet: "Sheet", rule: tuple[int, ...]) -> None:
    for name, value in zip(COLUMNS, rule, strict=True):
        sheet.add(name, value)


def rule_text(desk: "Desk") -> tuple[object, ...]:
    """Return what a route must know of a desk besides its name: one that differs makes another route."""
    return (desk.order, desk.batch, desk.batch_work, desk.preempt, desk.resume_cost)
