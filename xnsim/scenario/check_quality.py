"""Channels and the quality of decisions: shares that do not add up, steps and matters that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from xnsim.labels import Label
from xnsim.scenario.finding import Finding, found, unknown
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.quality import Quality
from xnsim.scenario.route import Serve
from xnsim.scenario.sheet import Where
from xnsim.scenario.walk import walk

STEP, MATTER = Label("办理环节", "step at a desk"), Label("事项", "matter")


def quality_findings(scenario: Scenario) -> Iterator[Finding]:
    """Check the channels and the quality of every matter."""
    for name, matter in scenario.matters.items():
        at = ("matters", name)
        yield from _channels(matter, (*at, "channels"))
        if matter.quality is not None:
            yield from _quality(matter, matter.quality, at, scenario)


def _channels(matter: Matter, at: Where) -> Iterator[Finding]:
    total = sum(channel.share for channel in matter.channels.values())
    if matter.channels and abs(total - 1) > 1e-6:
        yield found(at, f"各渠道份额合计 {total:.6g},应为 1;请改正", f"the shares of the channels add up to {total:.6g}, not to 1; mend them")


def _quality(matter: Matter, quality: Quality, at: Where, scenario: Scenario) -> Iterator[Finding]:
    where = (*at, "quality")
    steps = [str(stop.step) for stop in walk(matter.route, ()) if isinstance(stop.node, Serve)]
    for i, step in enumerate(quality.review):
        if step not in steps:
            yield unknown((*where, "review", i), STEP, step, steps, [(*at, "route")])
        elif step in quality.review[:i]:
            yield found((*where, "review", i), f"环节“{step}”写了两次;请删去一个", f"the step “{step}” is named twice; delete one")
    if matter.outcome != "approved":
        yield found(where, f"质量只用于结果为准予(approved)的事项,现为 {matter.outcome};请改 outcome,或删去 quality",
                    f"quality belongs to matters that end in approved, this one ends in {matter.outcome}; change outcome, or delete quality",
                    [(*at, "outcome")])
    if quality.pressure and matter.limits.promised is None and matter.limits.statutory is None:
        yield found((*where, "pressure"), "没有时限,谈不上赶限;请在 limits 里写 promised 或 statutory,或删去 pressure",
                    "without a limit nothing presses; write promised or statutory under limits, or delete pressure", [(*at, "limits")])
    later = quality.discovery
    if later is not None and later.examined is not None:
        fixed = [str(stop.step) for stop in walk(matter.route, ()) if isinstance(stop.node, Serve) and not stop.node.at_parent]
        if later.examined.step not in fixed:
            yield unknown((*where, "discovery", "examined", "step"), STEP, later.examined.step, fixed, [(*at, "route")])
    if later is not None and later.matter is not None and later.matter not in scenario.matters:
        yield unknown((*where, "discovery", "matter"), MATTER, later.matter, scenario.matters)
