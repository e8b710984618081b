"""The scenario: an office as it was found, knowing no policies."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field

from xnsim.scenario.base import LabelField, Name, Part
from xnsim.scenario.matter import Matter
from xnsim.scenario.office import CalendarSpec, Cover, Desk, Help, Horizon, Place, Secondment
from xnsim.scenario.prices import Costs
from xnsim.scenario.ratings import Ratings
from xnsim.scenario.session import Session
from xnsim.scenario.values import Span


class Assumption(Part):
    """A number nobody published: what it is, its value with unit, and why this one."""

    what: LabelField
    value: str
    why: LabelField
    mark: Literal["L", "P", "S", "M", "A"] = "A"
    role: Literal["sets", "checks"] = "sets"


class OpenFile(Part):
    """A case that lies in the office on the first day: its matter, the step at which it waits, when its papers were handed in."""

    matter: Name
    step: Name
    received: dt.datetime


class Scenario(Part):
    """An office as it is: calendar, desks and officers, matters and their applicants.

    Frozen; policies return changed copies. ``schema`` is the version of the file form.
    """

    schema_: Literal[1] = Field(alias="schema")
    name: LabelField
    about: LabelField | None = None
    calendar: CalendarSpec
    horizon: Horizon
    offices: dict[Name, Place] = {}
    desks: dict[Name, Desk] = Field(min_length=1)
    sessions: dict[Name, Session] = {}
    cover: tuple[Cover, ...] = ()
    helps: tuple[Help, ...] = ()
    secondments: tuple[Secondment, ...] = ()
    never_both_away: tuple[Annotated[tuple[Name, ...], Field(min_length=2)], ...] = ()
    matters: dict[Name, Matter] = Field(min_length=1)
    open_cases: tuple[OpenFile, ...] = ()
    costs: Costs | None = None
    ratings: Ratings | None = None
    assumptions: tuple[Assumption, ...] = ()

    def officers_of(self, desk: str) -> tuple[str, ...]:
        """Return the names of the officers whose own post this desk is, in listing order."""
        spec = self.desks[desk].officers
        if spec == "unlimited":
            return ()
        if isinstance(spec, int):
            return _numbered(desk, spec)
        return tuple(officer.name for officer in spec)

    def in_hall(self, desk: str) -> bool:
        """Say whether a desk stands in the public hall."""
        office = self.desks[desk].office
        return self.offices[office].hall if office in self.offices else office == "hall"

    def lasting(self, warm_up: float, measure: float, drain: float, unit: str = "d") -> Scenario:
        """Return the same office, run so many days (or other units) before, in and after the measured window; centuries too, which a file may not ask for."""
        return self.changed(("horizon", Horizon(warm_up=Span(float(warm_up), unit), measure=Span(float(measure), unit), drain=Span(float(drain), unit))))

    def to_dict(self) -> dict[str, Any]:
        """Return the scenario as plain data, without defaults, in the form of the file."""
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {"schema": self.schema_, **{key: value for key, value in data.items() if key != "schema"}}

    def digest(self) -> str:
        """Return a short hash of everything that can change a run; labels and remarks cannot.

        The order of keys within a part is of no account; the order of desks, matters,
        branches, classes and channels is, for it settles who comes first within one second.
        """
        data = self.model_dump(mode="json", by_alias=True)
        for remark in ("about", "assumptions"):
            data.pop(remark, None)
        text = json.dumps(_without_labels(data), ensure_ascii=False)
        return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


@lru_cache(maxsize=1024)
def _numbered(desk: str, count: int) -> tuple[str, ...]:
    """The officers of a desk who have no names of their own; whoever checks or lowers a scenario asks again and again."""
    return tuple([f"{desk}/{i + 1}" for i in range(count)])


# fields that came after the first hashes were printed: where nothing is said they leave a hash as it was
LATER = frozenset({"timers", "spawned", "at_parent", "sessions", "preempt", "secondments", "pace", "channels", "response", "open_cases"})


def _without_labels(data: Any) -> Any:
    """Leave out labels and what is not given, and bring plain weights into one order."""
    if isinstance(data, dict):
        kept = {key: _without_labels(value) for key, value in data.items()
                if value is not None and not _is_label(value) and (value or key not in LATER)}
        plain = all(isinstance(value, (int, float)) for value in kept.values())
        return dict(sorted(kept.items())) if plain else kept
    return [_without_labels(item) for item in data] if isinstance(data, list) else data


def _is_label(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"zh", "en"}
