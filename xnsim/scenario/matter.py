"""A matter 事项: who applies when, its limits, what happens at expiry, and its route."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from xnsim.scenario.base import LabelField, Name, Part, Share
from xnsim.scenario.route import Outcome, Route
from xnsim.scenario.values import DistField, RateField, SpanField

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Appointments(Part):
    """Booked slots at equal distances; some do not come."""

    every: SpanField
    no_show: Share = 0.0


class Arrivals(Part):
    """One source of applicants.

    ``poisson`` is a rate; ``profile`` says when it flows: ``office_hours`` or
    ``always``; ``by_hour`` maps a clock hour to a relative weight, ``by_weekday`` a
    day to one. ``batch`` people come together. ``keep`` is the share that still
    comes (demand policies thin a source, so that the others stay the same people).
    """

    poisson: RateField | None = None
    profile: Literal["office_hours", "always"] = "office_hours"
    by_hour: dict[Annotated[int, Field(ge=0, le=23)], Annotated[float, Field(ge=0)]] = {}
    by_weekday: dict[Literal[WEEKDAYS], Annotated[float, Field(ge=0)]] = {}
    batch: int = Field(1, ge=1, le=1000)
    appointments: Appointments | None = None
    table: tuple[dt.datetime, ...] = ()
    initial: int = Field(0, ge=0, le=1_000_000)
    keep: Share = 1.0


def _one_or_more(value: Any) -> str:
    return "list" if isinstance(value, (list, tuple)) else "one"


ArrivalsField = Annotated[
    Annotated[tuple[Arrivals, ...], Field(min_length=1), Tag("list")] | Annotated[Arrivals, Tag("one")],
    Discriminator(_one_or_more),
]


class CaseClass(Part):
    """A class of cases, such as 特急: its share and its place in the line (higher goes first)."""

    share: Share
    priority: int = Field(0, ge=-9, le=9)
    name: LabelField | None = None


class Limits(Part):
    """法定 and 承诺 limits of the case, and the days to answer an application (art. 32)."""

    statutory: SpanField | None = None
    promised: SpanField | None = None
    acceptance: SpanField | None = None
    warn_before: SpanField | None = None


class Expiry(Part):
    """What the law or a rule does when a limit runs out, and where the file goes on."""

    limit: Literal["statutory", "promised", "acceptance"]
    exit: Literal["deemed_accepted", "deemed_approved", "deemed_renewed", "lapsed", "refused"]
    go_to: Literal["deliver", "end"] = "end"
    in_hand: Literal["let_go", "finish"] = "let_go"


class Extension(Part):
    """延期: asked for before the limit ends, granted if approved before it ends, once."""

    by: SpanField
    ask_before: SpanField
    probability: Share
    approval: DistField


class Matter(Part):
    """One kind of business: its applicants, limits and route."""

    name: LabelField | None = None
    arrivals: ArrivalsField
    limits: Limits = Limits()
    priority: int = Field(0, ge=-9, le=9)
    classes: dict[Name, CaseClass] = {}
    quota_order: bool = False
    on_expiry: tuple[Expiry, ...] = ()
    extension: Extension | None = None
    outcome: Outcome = "approved"
    route: Route

    @property
    def sources(self) -> tuple[Arrivals, ...]:
        """The sources of applicants as a tuple, however they were written."""
        return self.arrivals if isinstance(self.arrivals, tuple) else (self.arrivals,)
