"""A matter 事项: who applies when, its limits, what happens at expiry, and its route."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, GetJsonSchemaHandler, PlainSerializer, SerializationInfo, Tag
from pydantic_core import CoreSchema

from xnsim.scenario.base import LabelField, Name, Part, Share
from xnsim.scenario.quality import Quality
from xnsim.scenario.route import Outcome, Route
from xnsim.scenario.timers import Timer
from xnsim.scenario.values import DistField, RateField, SpanField

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Appointments(Part):
    """Booked slots at equal distances; some do not come."""

    every: SpanField
    no_show: Share = 0.0


class Population(Part):
    """A closed circle of applicants: each comes, and when the case is closed comes again after a pause."""

    size: int = Field(ge=1, le=1_000_000)
    pause: DistField


class Arrivals(Part):
    """One source of applicants.

    ``poisson`` is a rate; ``profile`` says when it flows: ``office_hours`` or
    ``always``; ``by_hour`` maps a clock hour to a relative weight, ``by_weekday`` a
    day to one. ``batch`` people come together. ``keep`` is the share that still
    comes (demand policies thin a source, so that the others stay the same people).
    ``population`` is a closed circle, each member first in a pause. ``at_step`` says where
    on the route what lies there at the start (``initial``) or in a ``table`` begins.
    ``spawned`` (in YAML ``arrivals: spawned``): nobody comes by himself, other cases
    give rise to these.
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
    population: Population | None = None
    at_step: Name | None = None
    spawned: bool = False


def _spawned(value: Any) -> Any:
    return Arrivals(spawned=True) if value == "spawned" else value


def _as_written(value: Any, info: SerializationInfo) -> Any:
    """Write a source that is spawned as one word."""
    if isinstance(value, tuple):
        return tuple(_as_written(source, info) for source in value)
    if value == Arrivals(spawned=True):
        return "spawned"
    return value.model_dump(mode=info.mode, by_alias=info.by_alias, exclude_defaults=info.exclude_defaults)


class _OrSpawned:
    """Tells an editor that the word ``spawned`` may stand for a source."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"const": "spawned"}, handler(core)]}


def _one_or_more(value: Any) -> str:
    return "list" if isinstance(value, (list, tuple)) else "one"


ArrivalsField = Annotated[
    Annotated[tuple[Arrivals, ...], Field(min_length=1), Tag("list")] | Annotated[Arrivals, Tag("one")],
    Discriminator(_one_or_more), BeforeValidator(_spawned), PlainSerializer(_as_written), _OrSpawned(),
]


class CaseClass(Part):
    """A class of cases, such as 特急: its share and its place in the line (higher goes first)."""

    share: Share
    priority: int = Field(0, ge=-9, le=9)
    name: LabelField | None = None


class Channel(Part):
    """A way to apply 渠道, such as online: its share of the applicants, and whether they may come at any hour.

    ``always`` spreads those who come by a rate evenly over day and night, holidays too; as
    many come in the long run. Slots, tables and what lay there at the start keep their moments.
    """

    share: Share
    hours: Literal["office_hours", "always"] = "office_hours"
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
    channels: dict[Name, Channel] = {}
    quota_order: bool = False
    on_expiry: tuple[Expiry, ...] = ()
    extension: Extension | None = None
    quality: Quality | None = None
    outcome: Outcome = "approved"
    timers: tuple[Timer, ...] = ()
    route: Route

    @property
    def sources(self) -> tuple[Arrivals, ...]:
        """The sources of applicants as a tuple, however they were written; none where all are spawned."""
        if isinstance(self.arrivals, tuple):
            return self.arrivals
        return () if self.arrivals.spawned else (self.arrivals,)
