"""What every policy 制度 is: a frozen object that turns one scenario into another."""

from __future__ import annotations

import datetime as dt
import re
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import ConfigDict, Field

from xnsim.labels import Label, Lang, Source
from xnsim.scenario.base import Part

if TYPE_CHECKING:
    from xnsim.scenario.model import Scenario


class Stage(IntEnum):
    """When a policy acts on the scenario: a study applies them stage by stage."""

    DEMAND = 1
    ROUTE = 2
    PEOPLE = 3
    LIMITS = 4
    CONSEQUENCES = 5
    MEASUREMENT = 6


class PolicyRefused(ValueError):
    """The policy may not be used here; says why, and the way out, in both languages.

    ``says`` speaks to whoever writes the scenario's file; ``desk``, where it is given, to whoever ticks boxes.
    """

    def __init__(self, says: Label, desk: Label | None = None) -> None:
        self.says, self.desk = says, desk
        super().__init__(says.zh)


@dataclass(frozen=True)
class Knob:
    """What a user may set: its name, unit, bounds, step and why this default; ``words`` are the names of what can be chosen, by their keys."""

    label: Label
    why: Label
    unit: Label | None = None
    low: float | None = None
    high: float | None = None
    step: float | None = None
    words: Mapping[str, Label] = field(default_factory=dict, hash=False)

    def reason(self, lang: Lang) -> str:
        """Return why this default, for a reader who types no keys: what can be chosen is called by its name."""
        said = self.why(lang)
        for key, name in self.words.items():
            told, colon = re.escape(name(lang)), "[:\uff1a]"
            said = re.sub(rf"(?<!\w){key}(?:{colon} ?| )(?={told})", "", said)
            said = re.sub(rf"(?<!\w){key}(?={colon}| [\u4e00-\u9fff])", name(lang), said)
            said = re.sub(rf"(?<!\w){key}(?!\w)", name(lang), said) if "_" in key else said
        return said


def knob(default: Any, about: Knob) -> Any:
    """Declare a field of a policy as a knob; the YAML check, slider and report read it from here."""
    return Field(default, ge=about.low, le=about.high, json_schema_extra={"knob": about})


class Policy(Part):
    """One institution. ``start``/``end`` date it (default: the whole run); ``matters`` limits its reach.

    A policy states only its difference; it never touches a run.
    """

    model_config = ConfigDict(populate_by_name=True)

    key: ClassVar[str]
    label: ClassVar[Label]
    help: ClassVar[Label]
    tradeoff: ClassVar[Label]
    perverse: ClassVar[Label]
    stage: ClassVar[Stage]
    source: ClassVar[tuple[Source, ...]]
    carried_by: ClassVar[str] = "mechanism"         # or "assumption": one constant carries the effect, not queues, routes and clocks
    institution: ClassVar[str] = ""                 # its number in the catalogue of institutions, such as "M9"
    moves: ClassVar[tuple[str, ...]] = ()           # indicators that must move, with their sign: "+on_time_rate"
    perverse_moves: ClassVar[tuple[str, ...]] = ()  # what moves when the perverse switch is on: the official figure up, its twin down
    perverse_knobs: ClassVar[dict[str, Any]] = {}   # the values of the knobs that switch the perverse effect on
    nominal: ClassVar[bool] = False            # gamed, its official figure betters beside no policy at all; its twins worsen beside the honest one
    legal_note: ClassVar[Label | None] = None       # shown wherever the policy is shown

    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")

    @classmethod
    def knobs(cls) -> dict[str, Knob]:
        """Return the knobs in the order they were declared."""
        extras = {name: field.json_schema_extra for name, field in cls.model_fields.items()}
        return {name: extra["knob"] for name, extra in extras.items() if isinstance(extra, dict) and "knob" in extra}

    @abstractmethod
    def apply(self, scenario: "Scenario") -> "Scenario":
        """Return the scenario with this institution in force; raises ``PolicyRefused``."""
