"""Memory for arrays. What is left when nobody holds a table any more serves the next one.

A system hands out fresh memory page by page, which costs a run of a hundred thousand cases a
fifth of its time.
"""

from __future__ import annotations

from typing import Any

KEPT = 128_000_000      # bytes kept at most, for all threads together
SMALL = 128_000         # bytes; below that, memory is handed out at once
STEPS = 4               # rooms come in 2 ** 4 sizes between a size and its double


class Rooms:
    """The rooms of arrays that are no longer held, by size, for the next array of about that size.

    Threads share them without a lock: each step is one that Python does in one go.
    """

    def __init__(self) -> None:
        self._left: dict[int, list[Any]] = {}

    def room(self, size: int) -> Any:
        """Return so many bytes as an array of uint8, not cleared; they are taken back when no array looks at them any more."""
        import numpy

        if size < SMALL:
            return numpy.empty(size, dtype="uint8")
        step = 1 << (size - 1).bit_length() - STEPS
        whole = -(-size // step) * step
        try:
            memory = self._left[whole].pop()
        except (KeyError, IndexError):
            memory = numpy.empty(whole, dtype="uint8")
        return numpy.asarray(_Lent(memory, self))[:size]

    def put_back(self, memory: Any, most: int = KEPT) -> None:
        """Keep a room for later; where that would be too much, let all go.

        ``most`` is a default so that the last tables can still be given back while Python
        shuts down and the names of this module are gone.
        """
        kept = sum(size * len(rooms) for size, rooms in list(self._left.items()))
        if kept + len(memory) > most:
            self._left.clear()
        if len(memory) <= most:
            self._left.setdefault(len(memory), []).append(memory)


class _Lent:
    """Stands between an array and its memory: every array that looks at it keeps this alive, and so the memory from being lent again."""

    def __init__(self, memory: Any, rooms: Rooms) -> None:
        self._memory, self._rooms = memory, rooms
        self.__array_interface__ = memory.__array_interface__

    def __del__(self) -> None:
        self._rooms.put_back(self._memory)
