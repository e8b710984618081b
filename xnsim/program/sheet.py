"""The sheet on which the tape is written: growing columns, one row after the other."""

from __future__ import annotations

from xnsim import laws
from xnsim.draws import name_key
from xnsim.tape import Tape

OPERATION = ("verb", "a", "b", "c", "d", "e", "f", "order", "trips")
PATCHED = ("response", "review", "patience", "patience_open")      # columns of operations that few have: 0 until patched


class Sheet:
    """Columns of the tape while they are being written; every column is a list."""

    def __init__(self, day_seconds: int) -> None:
        self.day_seconds = day_seconds
        self.columns: dict[str, list] = {name: [] for name in Tape._fields}
        self._operation, self._patched = ([self.columns[name] for name in names] for names in (OPERATION, PATCHED))
        self.laws: list[laws.Law] = []
        self.steps: list[str] = []
        self.stream_names: list[int] = []
        self.class_names: list[str] = []
        self.channel_names: list[str] = []
        self.branch_names: list[str] = []
        self.sessions: dict[str, int] = {}
        self.forks = 0
        self.counters = 0

    def op(self, verb: int, /, *args: int, order: int = 0, trips: int = 0) -> int:
        """Write one operation and return its place on the tape."""
        row = (verb, *args, *([0] * (6 - len(args))), order, trips)
        for column, value in zip(self._operation, row, strict=True):
            column.append(value)
        for column in self._patched:
            column.append(0)
        return len(self.columns["verb"]) - 1

    @property
    def here(self) -> int:
        """The place at which the next operation will stand."""
        return len(self.columns["verb"])

    def patch(self, name: str, place: int, value: int) -> None:
        """Fill in a place that was not known when the operation was written."""
        self.columns[name][place] = value

    def add(self, name: str, value: int | float) -> int:
        """Append to a column and return the row."""
        self.columns[name].append(value)
        return len(self.columns[name]) - 1

    def curve(self, knots: tuple[tuple[float, float], ...]) -> int:
        """Write a curve in per mille and return its row plus 1; 0 where there is none."""
        if not knots:
            return 0
        columns, row = self.columns, self.add("curve_at", len(self.columns["curve_share"]))
        self.add("curve_n", len(knots))
        columns["curve_share"].extend(round(share * 1000) for share, _ in knots)
        columns["curve_factor"].extend(round(factor * 1000) for _, factor in knots)
        return row + 1

    def law(self, law: laws.Law) -> int:
        """Return the row of a law, writing it once however often it is used."""
        if law not in self.laws:
            self.laws.append(law)
        return self.laws.index(law)

    def step(self, name: str) -> int:
        """Return the number of a step."""
        if name not in self.steps:
            self.steps.append(name)
        return self.steps.index(name)

    def stream(self, step: str, purpose: str, law: int) -> int:
        """Write a stream (a step's own name plus its purpose) and return its row."""
        self.stream_names.append(name_key("stream", step, purpose))
        return self.add("stream_law", law)

    def tape(self) -> Tape:
        """Return the finished tape."""
        kinds, at, par = laws.flatten(self.laws)
        self.columns["law_kind"], self.columns["law_at"], self.columns["law_par"] = kinds, at, par
        return Tape(**{name: tuple_or_list for name, tuple_or_list in self.columns.items()})
