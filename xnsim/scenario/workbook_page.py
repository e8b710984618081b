"""What a sheet of a workbook is: its columns, what each writes into the scenario, and how its rows are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from xnsim.labels import Label

Usual = Literal["always", "zh", "en", "seldom"]
How = Literal["items", "named", "people", "listed", "sources", "steps"]
NOTHING = Label("", "")


@dataclass(frozen=True)
class Column:
    """One heading (or one line of the first sheet): where its cells go in the scenario, and how they are read.

    ``at`` is the way of keys below the row's thing; in the sheet of steps it hangs on the
    kind of step (``by_kind``). ``unit`` is what a bare number is taken in. ``refers``: the
    cell names one of these, by its name or key. ``usual``: in every workbook written, in
    those of one language, or where needed only.
    """

    says: Label
    at: tuple[str, ...] = ()
    reads: str = "text"
    help: Label = NOTHING
    example: Label = NOTHING
    usual: Usual = "always"
    unit: str = ""
    refers: str = ""
    choices: Mapping[str, Label] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    by_kind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    role: Literal["", "matter", "number", "kind", "key", "group"] = ""
    wide: int = 14

    def __hash__(self) -> int:
        return hash(self.says)

    def stands_in(self, lang: str) -> bool:
        """Say whether every workbook of a language has it."""
        return self.usual in ("always", lang)


@dataclass(frozen=True)
class Page:
    """One sheet. ``at`` is where its rows go in the scenario, or in the matter that each row names (``in_matter``)."""

    says: Label
    at: tuple[str, ...]
    how: How
    columns: tuple[Column, ...]
    help: Label
    usual: bool = True
    in_matter: bool = False

    def fields(self) -> Iterator[Column]:
        """Yield the columns that write into the row's thing."""
        return (column for column in self.columns if column.at)


def bare(heading: object) -> str:
    """Return a heading without blanks, stars and what stands in brackets: 法定时限(工作日)* is 法定时限."""
    text = re.sub(r"[(\uff08].*?[)\uff09]", "", str(heading))
    return re.sub(r"[\s*\uff0a]+", "", text).lower()
