"""Returns 退件: where they may lead, and whether they ever end.

A file goes back only within its own branch, to a step at a desk or before a session that it
has surely passed. Such a step takes a second at least, for nobody is heard twice in one, so
that no loop turns within one second.
"""

from __future__ import annotations

from collections.abc import Iterator

from xnsim.labels import Label
from xnsim.scenario.finding import Finding, found, unknown
from xnsim.scenario.route import Gate, Parallel, Return, Serve
from xnsim.scenario.walk import Stop

STEP = Label("环节", "step")


def return_findings(stops: list[Stop]) -> Iterator[Finding]:
    """Check every return of a route; ``stops`` is the whole route in order."""
    for number, stop in enumerate(stops):
        if isinstance(stop.node, Return):
            yield from _form(stop, stop.node)
            yield from _way_back(stop, stop.node, stops[:number], stops)


def _form(stop: Stop, node: Return) -> Iterator[Finding]:
    if node.probability is None and node.defects is None:
        yield found(stop.where, "要写 probability 或 defects 之一;请补上,如 probability: 0.3",
                    "probability or defects is wanted; add one, e.g. probability: 0.3")
    elif node.probability is not None and node.defects is not None:
        yield found((*stop.where, "defects"), "probability 与 defects 只能写一个;请删去一个",
                    "probability and defects exclude each other; delete one")
    if node.probability == 1 and node.at_most is None:
        yield found((*stop.where, "probability"), "每次都退且次数不限,永远办不完;请改小 probability,或写 at_most",
                    "sent back every time and without end, the case never closes; lower probability, or give at_most")


def _way_back(stop: Stop, node: Return, before: list[Stop], stops: list[Stop]) -> Iterator[Finding]:
    desks = [other for other in before if isinstance(other.node, (Serve, Gate))]
    open_to = [str(other.step) for other in desks if _may_reach(other, stop)]
    looked = [other.where for other in stops if other.step is not None] + [(*other.where, "step") for other in stops if other.step is not None]
    if node.to is None:
        if not open_to:
            yield found(stop.where, "同一分支内前面没有可以退回的办理环节;请把 return 放到某个 serve 或 gate 之后",
                        "no step at a desk comes before it in its branch; put the return after a serve or a gate", looked)
        elif not _may_reach(desks[-1], stop) or any(isinstance(other.node, Parallel) for other in before[before.index(desks[-1]):]):
            yield found(stop.where, f"前面是 parallel 或 choose,退回哪里不明确;请写 to,可写:{'、'.join(open_to)}",
                        f"a parallel or choose comes before, where to go back is not clear; write to: one of {', '.join(open_to)}", looked)
    elif node.to not in [other.step for other in stops]:
        yield unknown((*stop.where, "to"), STEP, node.to, open_to, looked)
    elif node.to not in open_to:
        yield found((*stop.where, "to"), f"不能退到“{node.to}”:只能退到同一分支内先前的办理环节(serve)或上会(gate);可写:{'、'.join(open_to) or '(无)'}",
                    f"cannot go back to “{node.to}”: only to an earlier serve or gate of the same branch; write one of: {', '.join(open_to) or '(none)'}", looked)


def _may_reach(target: Stop, stop: Stop) -> bool:
    """Say whether a file at ``stop`` has surely passed ``target`` and reaches it without leaving its branch."""
    return target.rooms == stop.rooms[: len(target.rooms)] and target.branch == stop.branch
