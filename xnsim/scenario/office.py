"""The office: its calendar, desks, officers, their absences and who stands in for whom."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from xnsim.scenario.base import LabelField, Name, Part, unsaid
from xnsim.scenario.pace import Pace, PaceEvery
from xnsim.scenario.values import DistField, Span, SpanField, wrong

HOURS = ("09:00-12:00", "13:30-17:30")


def _hours(value: Any) -> Any:
    from xnsim.worktime import parse_hours

    for text in value if isinstance(value, (list, tuple)) else [value]:
        try:
            parse_hours(text)
        except (ValueError, TypeError, AttributeError):
            raise wrong(f"“{text}”不是办公时段;请写成 09:00-12:00", f"“{text}” is not a span of office hours; write 09:00-12:00") from None
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


HoursField = Annotated[tuple[str, ...], BeforeValidator(_hours)]


class CalendarSpec(Part):
    """Which days and hours the office works; ``continuous`` never closes (for theory)."""

    start: dt.date
    holidays: str = Field("cn", pattern=r"^(cn|none|[A-Z]{2})$")
    hours: HoursField = HOURS
    continuous: bool = False


class Horizon(Part):
    """How long is run: warm-up not measured, the measured window, and time to finish what came in it."""

    warm_up: SpanField
    measure: SpanField
    drain: SpanField = Field(Span(60, "wd"), json_schema_extra={"default": "60 wd"})


class Place(Part):
    """An office or hall: its name, whether it is the public hall, its own hours, how fast work goes there."""

    name: LabelField | None = None
    hall: bool = False
    hours: HoursField | None = None
    pace: tuple[Pace, ...] = ()
    pace_every: PaceEvery | None = None


class KnownAbsence(Part):
    """An absence known beforehand: leave, training, a secondment away."""

    start: dt.date = Field(alias="from")
    end: dt.date = Field(alias="to")


class Absence(Part):
    """How an officer comes and goes, in working time: spans present and away, and known dates."""

    present: DistField | None = None
    away: DistField | None = None
    known: tuple[KnownAbsence, ...] = ()


class Officer(Part):
    """A named person at a desk."""

    name: Name
    absence: Absence | None = None
    hours: HoursField | None = None
    pace: tuple[Pace, ...] = ()
    pace_every: PaceEvery | None = None


def _how_many(value: Any) -> str:
    return "word" if isinstance(value, str) else "list" if isinstance(value, (list, tuple, dict)) else "number"


def _counted(value: Any) -> Any:
    if isinstance(value, (bool, str)) and value != "unlimited":
        raise wrong(f"“{value}”不是人数;请写整数、unlimited(不限),或经办人名单 [{{name: 甲}}]",
                    f"“{value}” is no number of officers; write a whole number, unlimited, or a list such as [{{name: 甲}}]")
    return value


OfficersField = Annotated[
    Annotated[int, Field(ge=1, le=2000), Tag("number")]
    | Annotated[Literal["unlimited"], Tag("word")]
    | Annotated[tuple[Officer, ...], Field(min_length=1), Tag("list")],
    Discriminator(_how_many),
    BeforeValidator(_counted),
]


class OpenCount(Part):
    """How many windows are open from a time of day on; when it falls, whoever finishes next closes."""

    at: str = Field(alias="from", pattern=r"^\d\d:\d\d$")
    windows: int = Field(ge=0)


class Desk(Part):
    """A post or a group of windows with one line in front of it.

    ``capacity``: so many may be here, waiting and at work; who finds it full leaves (限号).
    ``batch``: up to so many waiting files are taken in one spell, which takes as long as
    the ``longest`` of them (what holds when nothing is said) or their ``sum``.
    ``preempt``: a file of a higher class stops the work on one of a lower class;
    ``resume_cost`` is the work that putting it away and taking it up again adds.
    """

    office: Name = "hall"
    name: LabelField | None = None
    officers: OfficersField = 1
    absence: Absence | None = None
    order: Literal["fifo", "priority", "due_first", "shortest"] = "fifo"
    closing: Literal["suspend", "finish", "serve_out", "turn_away"] = "suspend"
    overtime_max: SpanField | None = None
    open_by_hour: tuple[OpenCount, ...] = ()
    pace: tuple[Pace, ...] = ()
    pace_every: PaceEvery | None = None
    capacity: int | None = Field(None, ge=1, le=1_000_000)
    batch: Annotated[int | None, Field(ge=1, le=10_000), unsaid(1)] = None
    batch_work: Annotated[Literal["longest", "sum"] | None, unsaid("longest")] = None
    preempt: bool = False
    resume_cost: SpanField | None = None


class Cover(Part):
    """AB岗: while A is away B serves A's desk, at an efficiency, after a hand-over delay."""

    a: Name
    b: Name
    efficiency: float = Field(1.0, ge=0, le=2)
    delay: SpanField | None = None
    hand_back: Literal["at_once", "when_done"] = "at_once"


class Help(Part):
    """An officer allowed at another desk too: from rank 1 on he serves his own line first.

    ``when_line``: only while so many files or more stand in that line (潮汐窗口); what he has begun he finishes.
    """

    officer: Name
    desk: Name
    rank: int = Field(1, ge=0, le=9)
    efficiency: float = Field(1.0, gt=0, le=2)
    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")
    when_line: int | None = Field(None, ge=1, le=100_000)


class Secondment(Part):
    """借调: from one day up to another an officer works at another desk as at his own, and nowhere else."""

    officer: Name
    desk: Name
    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")
    efficiency: float = Field(1.0, gt=0, le=2)
