"""What is wrong with an input, said once, to the person who has to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from xnsim.labels import Label, Lang


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, and the way out.

    ``path`` is the dotted path in the file (``matters.licence.limits``), ``line``
    counts from 1 and is 0 where no line is known. In a workbook ``cell`` is the place
    (``岗位!C4``), ``path`` its row and heading, and ``rank`` its turn among the others.
    """

    path: str
    says: Label
    line: int = 0
    file: str = ""
    cell: str = ""
    rank: int = 0

    def __call__(self, lang: Lang = "zh") -> str:
        """Return the problem as one line: file, line, path, reason and way out."""
        place = " ".join(part for part in (":".join(str(part) for part in (self.file, self.line or "") if part), self.cell) if part)
        return ": ".join(part for part in (place, self.path, self.says(lang)) if part)


class InputError(ValueError):
    """An input that cannot be used; carries *all* its problems, not the first only."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(problem("zh") for problem in problems))

    def text(self, lang: Lang = "zh") -> str:
        """Return every problem, a line each, in one language."""
        return "\n".join(problem(lang) for problem in self.problems)
