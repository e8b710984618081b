"""One comparison as something to hand over: a page, a document, a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xnsim.labels import Lang

if TYPE_CHECKING:
    from xnsim.policies import Policy
    from xnsim.scenario import Scenario
    from xnsim.study import Comparison, InWorlds


def write_report(comparison: Comparison | InWorlds, office: Scenario, alternatives: Mapping[str, Sequence[Policy]], path: str | Path, lang: Lang = "zh") -> Path:
    """Write a comparison as a Word document (.docx) to hand upwards.

    Findings first, then the figure, all indicators with their intervals, what was tried and on
    whose authority, every knob and every assumption with its reason, and what it takes to
    make the numbers again. ``office`` and ``alternatives`` are those that were compared.
    """
    from xnsim.report.contents import report_of
    from xnsim.report.word import write_word

    return write_word(report_of(comparison, office, alternatives, lang), Path(path))
