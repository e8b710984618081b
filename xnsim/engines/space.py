"""Where a walk keeps its numbers: Python lists, or NumPy arrays for the compiled walk."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from threading import local
from types import SimpleNamespace
from typing import Any, Mapping, Sequence

from xnsim.engines import compiled, kernel, kernel_parts, kernel_room, kernel_seldom, kernel_sweep, unpack
from xnsim.engines.rooms import SMALL, Rooms
from xnsim.program import fate

OURS = (fate.fill_source, fate.merge, fate.classes, fate.group_by_route, kernel.walk, kernel.walk_words, kernel_sweep.sweep, kernel_parts.write_dues,
        kernel_seldom.close_open, kernel_room.close_ranks, unpack.unpack_cases, unpack.unpack_spells)
LINE = 64             # bytes; columns begin at a multiple of it
MOST_SPARED = 4_000_000      # a larger room than this is not kept for a much smaller walk


class ListSpace:
    """Plain lists and plain functions: needs nothing but Python.

    Where NumPy is there, draws are made a column of cases at a time; ``one_by_one`` does without it.
    """

    name = "lists"
    block = 0

    def __init__(self, one_by_one: bool = False) -> None:
        plain = {f.__name__: f for f in (*compiled.RUN_FUNCTIONS, *OURS)}
        columns = None if one_by_one else _in_columns()
        self.functions = SimpleNamespace(**plain | {f.__name__: f for f in columns.FUNCTIONS} if columns else plain)
        self.names = columns.names if columns else list

    def ints(self, values: Sequence[int]) -> list[int]:
        """Keep whole numbers."""
        return list(values)

    words = floats = ints

    def counted(self, count: int) -> list[int]:
        """Return 0, 1, 2 … so many."""
        return list(range(count))

    def zeros(self, kind: str, count: int) -> list[Any]:
        """Return so many zeros."""
        return [0] * count

    def longer(self, values: list[int], by: int | None = None) -> list[int]:
        """Return so much more room, or twice the room; what is there stays in its place."""
        return values + [0] * (len(values) if by is None else by)

    def read(self, values: list[int]) -> list[int]:
        """Return whole numbers to be read one by one."""
        return values

    def sheet(self, columns: int, rows: int) -> list[list[int]]:
        """Return room for so many columns of whole numbers."""
        return [[0] * rows for _ in range(columns)]

    def columns(self, kinds: Mapping[str, str], rows: int) -> dict[str, list[int]]:
        """Return room for named columns."""
        return dict(zip(kinds, self.sheet(len(kinds), rows)))

    def filled(self, count: int, value: int) -> list[int]:
        """Return a number so many times."""
        return [value] * count

    def recycled(self, name: str, count: int) -> list[Any]:
        """Return room for so many int32; lists are made anew."""
        return [0] * count

    def put_back(self, name: str, room: list[Any]) -> None:
        """Nobody needs this room any more."""


def _in_columns() -> Any:
    """Return the draws that are made a column at a time where NumPy is there, None elsewhere."""
    try:
        from xnsim.engines import blocks_numpy
    except ImportError:
        return None
    return blocks_numpy


class ArraySpace:
    """NumPy arrays and functions compiled by Numba."""

    name = "arrays"
    block = 1024

    def __init__(self) -> None:
        import numpy

        self.numpy = numpy
        self._shelf, self._rooms = local(), Rooms()
        self.functions = _compiled_functions()

    def ints(self, values: Sequence[int]) -> Any:
        """Keep whole numbers as int64."""
        return self.numpy.asarray(values, dtype=self.numpy.int64)

    def words(self, values: Sequence[int]) -> Any:
        """Keep unsigned 64-bit numbers."""
        return self.numpy.array(values, dtype=self.numpy.uint64)

    def floats(self, values: Sequence[float]) -> Any:
        """Keep real numbers."""
        return self.numpy.asarray(values, dtype=self.numpy.float64)

    def names(self, keys: Any) -> Any:
        """Return keys of cases as draws are made from them."""
        return keys

    def counted(self, count: int) -> Any:
        """Return 0, 1, 2 … so many."""
        return self.numpy.arange(count, dtype="int64")

    def zeros(self, kind: str, count: int) -> Any:
        """Return so many zeros of int32, int64 or uint64."""
        size = count * self.numpy.dtype(kind).itemsize
        if size < SMALL:
            return self.numpy.zeros(count, dtype=kind)
        room = self._rooms.room(size)
        room.fill(0)
        return room.view(kind)

    def longer(self, values: Any, by: int | None = None) -> Any:
        """Return so much more room, or twice the room; what is there stays in its place."""
        room = self.zeros(str(values.dtype), len(values) + (len(values) if by is None else by))
        room[:len(values)] = values
        return room

    def read(self, values: Any) -> list[int]:
        """Return whole numbers to be read one by one: a list is quicker for that."""
        return values.tolist()

    def sheet(self, columns: int, rows: int) -> Any:
        """Return room for so many columns of int64, each in one stretch; all will be written."""
        return self._rooms.room(8 * columns * rows).view(self.numpy.int64).reshape(columns, rows)

    def columns(self, kinds: Mapping[str, str], rows: int) -> dict[str, Any]:
        """Return room for named columns of these kinds, in one piece; all will be written."""
        sizes = [self.numpy.dtype(kind).itemsize * rows for kind in kinds.values()]
        ends = list(accumulate(-(-size // LINE) * LINE for size in sizes))
        room = self._rooms.room(ends[-1])
        return {name: room[end - -(-size // LINE) * LINE:][:size].view(kind) for (name, kind), size, end in zip(kinds.items(), sizes, ends)}

    def filled(self, count: int, value: int) -> Any:
        """Return a number so many times, as int32."""
        return self.numpy.full(count, value, dtype="int32")

    def recycled(self, name: str, count: int) -> Any:
        """Return room for at least so many int32: this thread's last one if it is large enough.

        Memory that was never touched costs up to a third of a walk.
        """
        shelf = self._shelf.__dict__
        room = shelf.pop(name, None)
        if room is None or not count <= len(room) <= 4 * count + MOST_SPARED:
            return self.numpy.zeros(count, dtype="int32")
        return room

    def put_back(self, name: str, room: Any) -> None:
        """Nobody needs this room any more: keep it for this thread's next walk."""
        self._shelf.__dict__[name] = room


@cache
def _compiled_functions() -> SimpleNamespace:
    return SimpleNamespace(**{f.__name__: compiled.compiled(f) for f in (*compiled.RUN_FUNCTIONS, *OURS)})
