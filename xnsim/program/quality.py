"""The quality of decisions, lowered: laws of right and wrong, curves, and the streams of error and discovery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import laws
from xnsim.program.timers import spawn_row, works

if TYPE_CHECKING:
    from xnsim.program.route import RouteWriter
    from xnsim.scenario.matter import Matter


def write_quality(writer: "RouteWriter", matter: "Matter", matters: dict[str, int]) -> None:
    """Write the quality row of a route; -1 where decisions are not looked at. Luck is named ``quality``, as step names are."""
    quality, sheet = matter.quality, writer.sheet
    if quality is None:
        sheet.add("route_quality", -1)
        return
    chances = {"eligible": quality.eligible, "approve": quality.approve_wrong, "refuse": quality.refuse_wrong}
    row = len(sheet.columns["quality_eligible"])
    for name, chance in chances.items():
        sheet.add(f"quality_{name}", sheet.law(laws.bernoulli(chance)))
    sheet.add("quality_minutes", sheet.curve(quality.minutes))
    sheet.add("quality_pressure", sheet.curve(quality.pressure))
    sheet.add("quality_error", writer.stream("quality", "error", laws.bernoulli(0.0)))
    later = quality.discovery
    found = -1 if later is None else writer.stream("quality", "found", laws.bernoulli(later.probability))
    sheet.add("quality_found", found)
    sheet.add("quality_after", -1 if later is None else writer.duration("quality", "after", later.after))
    sheet.add("quality_after_open", 0 if later is None else works(later.after))
    exam = None if later is None else later.examined
    sheet.add("quality_exam", -1 if exam is None else writer.examined)
    sheet.add("quality_exam_found", -1 if exam is None else sheet.law(laws.bernoulli(exam.probability)))
    follows = later is not None and later.matter is not None
    sheet.add("quality_matter", matters[later.matter] if follows else -1)
    sheet.add("quality_spawn", spawn_row(sheet, "discovery") if follows else -1)
    sheet.add("route_quality", row)
