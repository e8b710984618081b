"""The published cases: what each is about, its numbers and the value others have printed for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from xnsim.theory.reading import Answer
from xnsim.theory.registry import formula

CALENDAR = "legal clock"


@dataclass(frozen=True)
class Case:
    """One case with a known answer; ``expected`` is as printed, to six digits.

    ``kind``: *exact*, *approximation* or *bound*, sometimes with its error in brackets.
    """

    id: str
    model: str
    parameters: Mapping[str, Any]
    indicator: str
    expected: Any
    kind: str
    source: str = ""

    @property
    def numbers(self) -> dict[str, Any]:
        """The parameters, and the numbers that the name of the model itself tells (``fork-join K=2``)."""
        if self.model.startswith(CALENDAR):
            return dict(self.parameters)
        told = formula(self.model)[1]
        return {**{name: text if name == "V" else float(text) for name, text in told.items()}, **self.parameters}

    @property
    def answers(self) -> tuple[Any, ...]:
        """The expected values in the order of the indicator."""
        return tuple(self.expected) if isinstance(self.expected, list) else (self.expected,)

    def as_published(self) -> dict[str, Any]:
        """The case in the words of its file."""
        return {"id": self.id, "model": self.model, "parameters": dict(self.parameters), "indicator": self.indicator,
                "expected_value": self.expected, "kind": self.kind, "source": self.source}


def case_of(row: Mapping[str, Any]) -> Case:
    """Read one row of a file of cases; what else it says is left out."""
    return Case(row["id"], row["model"], row["parameters"], row["indicator"], row["expected_value"], row["kind"], row.get("source", ""))


@cache
def published() -> dict[str, Case]:
    """Return the cases that come with xnsim, by id, in the order of the file."""
    text = files("xnsim.proof").joinpath("cases.json").read_text(encoding="utf-8")
    return {row["id"]: case_of(row) for row in json.loads(text)}


__all__ = ["CALENDAR", "Answer", "Case", "case_of", "published"]
