"""What an indicator is: a named reading of one run, with its unit, its cohort and its twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from xnsim.cases import NAN
from xnsim.indicators.view import Cohort, Run, View
from xnsim.labels import Label, Source
from xnsim.scenario.prices import Costs
from xnsim.scenario.ratings import Ratings

Unit = Literal["rate", "workdays", "days", "count", "trips", "minutes", "per_1000", "yuan", "points", "grade", "none"]
Better = Literal["higher", "lower", "none"]
Form = Literal["ratio", "amount", "count"]
Measure = Callable[[View], tuple[float, float]]      # the number above the line, and the cases looked at

UNITS: dict[str, Label] = {
    "rate": Label("%", "%"), "workdays": Label("个工作日", "working days"), "days": Label("天", "days"),
    "count": Label("件", "cases"), "trips": Label("次", "visits"), "minutes": Label("分钟", "minutes"),
    "per_1000": Label("件/千件", "per 1,000 cases"), "yuan": Label("元/件", "yuan a case"), "points": Label("分", "points"),
    "grade": Label("档", "grades"), "none": Label("", ""),
}

OUR_DEFINITION = Source(Label("本软件的定义", "our definition"))
LICENSING_LAW = Label("行政许可法", "Administrative Licensing Law")


class Parts(NamedTuple):
    """What an indicator is made of: the number above the line, and the cases it looked at."""

    numerator: float
    denominator: float


@dataclass(frozen=True)
class Indicator:
    """One 指标: how a run is read, and which twin shows what it hides.

    ``form``: a *ratio* is numerator / denominator (rates and means); an *amount* is a number
    taken over the denominator's cases (a quantile); a *count* needs no cases to be true.
    Ratios and amounts over no case at all are nan, never 0 or 100 %.
    ``twin`` is the key of the indicator to print beside it, or None. ``needs`` are columns of
    the cases without which it is not measured: it is nan then, never nought. ``priced`` holds
    the assumed numbers it rests on, which a scenario may change.
    """

    key: str
    label: Label
    unit: Unit
    better: Better
    twin: str | None
    cohort: Cohort
    definition: Label
    measure: Measure
    form: Form = "ratio"
    source: Source = OUR_DEFINITION
    needs: tuple[str, ...] = ()
    priced: type[Costs] | type[Ratings] | None = None

    def measured_in(self, run: Run) -> bool:
        """Whether the run keeps the columns that are needed; where it does not, the indicator was not measured."""
        return all(column in run.cases for column in self.needs)

    def parts(self, run: Run, cohort: Cohort | None = None) -> Parts:
        """Return (numerator, denominator) for the indicator's own cohort or the one named."""
        return self.parts_in(View(run, cohort or self.cohort))

    def value(self, run: Run, cohort: Cohort | None = None) -> float:
        """Return the indicator's value for its own cohort or the one named; nan over no case."""
        return self.from_parts(self.parts(run, cohort))

    def parts_in(self, view: View) -> Parts:
        """Return (numerator, denominator) for a view shared with other indicators."""
        if not self.measured_in(view.run):
            return Parts(0, 0)
        above, below = self.measure(view)
        return Parts(_plain(above), _plain(below))

    def from_parts(self, parts: Parts) -> float:
        """Return the value that the parts give; parts of ratios and counts may be pooled over runs first."""
        if self.form == "count":
            return float(parts.numerator)
        if not parts.denominator:
            return NAN
        return float(parts.numerator / parts.denominator if self.form == "ratio" else parts.numerator)


def _plain(number: float) -> float:
    """Turn an array's scalar into Python's own int or float."""
    return number.item() if hasattr(number, "item") else number
