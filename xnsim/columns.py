"""A plain column of numbers that answers the questions an array answers.

The indicators are written once. They run on NumPy arrays where NumPy is installed and on
``Column`` (a list with operators) where it is not, in a browser for instance. The free
functions below tell the two apart by what they can do, never by importing NumPy.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any

NAN = float("nan")
STRETCH = 14            # bits: instants are looked up by stretches of 16,384 s, about half a working day
FEW, CROWDED = 256, 4   # fewer rows, or more entries in a stretch, and a search is as quick
BEYOND = 2**63 - 1


def _pairwise(act: Callable[[Any, Any], Any]) -> Callable[["Column", Any], "Column"]:
    def rowwise(self: "Column", other: Any) -> "Column":
        """Act on each row with the number, or with the other column's row."""
        if not _is_sequence(other):
            return Column([act(a, other) for a in self])
        if len(other) != len(self):
            raise ValueError(f"columns of {len(self)} and {len(other)} rows do not fit together")
        return Column([act(a, b) for a, b in zip(self, other)])

    return rowwise


def _swapped(act: Callable[[Any, Any], Any]) -> Callable[["Column", Any], "Column"]:
    return _pairwise(lambda a, b: act(b, a))


def _is_sequence(thing: object) -> bool:
    return hasattr(thing, "__len__") and hasattr(thing, "__getitem__")


def _invert(value: Any) -> Any:
    return not value if isinstance(value, bool) else ~value


class Column(list):
    """One column of a table: a list whose operators work row by row, as an array's do.

    ``column[mask]`` keeps the rows at which the mask is true, ``column[rows]`` takes rows by
    number, ``+ - * / // %``, comparisons and ``& | ^ ~`` give a new column. A comparison of
    two columns is a mask, so a column has no truth value of its own: say ``.all()``.
    """

    __hash__ = None  # type: ignore[assignment]

    __add__ = __iadd__ = _pairwise(operator.add)  # type: ignore[assignment]
    __sub__ = _pairwise(operator.sub)
    __mul__ = __imul__ = _pairwise(operator.mul)  # type: ignore[assignment]
    __truediv__ = _pairwise(operator.truediv)
    __floordiv__ = _pairwise(operator.floordiv)
    __mod__ = _pairwise(operator.mod)
    __and__ = _pairwise(operator.and_)
    __or__ = _pairwise(operator.or_)
    __xor__ = _pairwise(operator.xor)
    __radd__ = _swapped(operator.add)
    __rsub__ = _swapped(operator.sub)
    __rmul__ = _swapped(operator.mul)  # type: ignore[assignment]
    __rtruediv__ = _swapped(operator.truediv)
    __rfloordiv__ = _swapped(operator.floordiv)
    __rand__ = _swapped(operator.and_)
    __ror__ = _swapped(operator.or_)
    __eq__ = _pairwise(operator.eq)  # type: ignore[assignment]
    __ne__ = _pairwise(operator.ne)  # type: ignore[assignment]
    __lt__ = _pairwise(operator.lt)  # type: ignore[assignment]
    __le__ = _pairwise(operator.le)  # type: ignore[assignment]
    __gt__ = _pairwise(operator.gt)  # type: ignore[assignment]
    __ge__ = _pairwise(operator.ge)  # type: ignore[assignment]

    def __invert__(self) -> "Column":
        return Column([_invert(a) for a in self])

    def __neg__(self) -> "Column":
        return Column([-a for a in self])

    def __bool__(self) -> bool:
        raise ValueError("a column has no truth value; say .any() or .all()")

    def __getitem__(self, which: Any) -> Any:
        if isinstance(which, slice):
            return Column(list.__getitem__(self, which))
        if not _is_sequence(which):
            return list.__getitem__(self, which)
        which = which.tolist() if hasattr(which, "tolist") else which
        if which and isinstance(which[0], bool):
            return self._masked(which)
        return Column([list.__getitem__(self, row) for row in which])

    def _masked(self, mask: Any) -> "Column":
        if len(mask) != len(self):
            raise ValueError(f"a mask of {len(mask)} rows does not fit a column of {len(self)}")
        return Column([a for a, keep in zip(self, mask) if keep])

    def any(self) -> bool:
        """True when some row is true."""
        return any(self)

    def all(self) -> bool:
        """True when every row is true."""
        return all(self)

    def sum(self) -> Any:
        """The total of all rows; 0 for an empty column."""
        return sum(self)

    def mean(self) -> float:
        """The arithmetic mean; nan for an empty column."""
        return sum(self) / len(self) if len(self) else NAN

    def max(self) -> Any:
        """The largest row; ValueError for an empty column."""
        return max(self)

    def min(self) -> Any:
        """The smallest row; ValueError for an empty column."""
        return min(self)

    def quantile(self, q: float) -> float:
        """The q-quantile, linear between order statistics (see ``quantile``)."""
        return _between(sorted(self), q)

    def tolist(self) -> list:
        """The rows as an ordinary list."""
        return list(self)


def _between(ordered: Any, q: float) -> float:
    """Return the q-quantile of sorted values, in NumPy's own order of operations."""
    if not len(ordered):
        return NAN
    place = (len(ordered) - 1) * q
    low = int(place)
    a, b = float(ordered[low]), float(ordered[min(low + 1, len(ordered) - 1)])
    share = place - low
    return a + (b - a) * share if share < 0.5 else b - (b - a) * (1 - share)


def as_column(values: Iterable[Any]) -> Any:
    """Return arrays and Columns as they are, a DataFrame's column as its array, a list as a Column."""
    if hasattr(values, "to_numpy"):
        return values.to_numpy()
    if isinstance(values, Column) or hasattr(values, "__array_namespace__"):
        return values
    return Column(values)


def quantile(x: Any, q: float) -> float:
    """Return the q-quantile (0 <= q <= 1) of a column or array, nan when it is empty.

    Linear interpolation at (n-1)q between order statistics, which is NumPy's default.
    """
    if not hasattr(x, "__array_namespace__"):
        return _between(sorted(x), q)
    if not len(x):
        return NAN
    low = int((len(x) - 1) * q)
    parted = x.copy()
    parted.partition([low, min(low + 1, len(x) - 1)])
    return _between(parted, q)


def count(mask: Any) -> int:
    """Return how many rows of a mask are true."""
    return int(mask.sum())


def where(mask: Any, a: Any, b: Any) -> Any:
    """Return a where the mask is true and b elsewhere; a and b are columns or single numbers."""
    if hasattr(mask, "__array_namespace__"):
        return mask.__array_namespace__().where(mask, a, b)
    first = a if _is_sequence(a) else [a] * len(mask)
    second = b if _is_sequence(b) else [b] * len(mask)
    return Column([x if m else y for m, x, y in zip(mask, first, second)])


def alike(table: Any, x: Any) -> Any:
    """Return a look-up table in the kind of ``x``: an array beside arrays, else as it is."""
    return x.__array_namespace__().asarray(table) if hasattr(x, "__array_namespace__") else table


def take(table: Any, rows: Any) -> Any:
    """Return table[row] for each row number; the numbers must lie inside the table."""
    if hasattr(rows, "__array_namespace__"):
        return alike(table, rows)[rows]
    return Column([table[row] for row in rows])


def last_at_or_before(ordered: Any, x: Any) -> Any:
    """Return for each x the number of the last entry <= x of an ascending table; -1 before the first."""
    if hasattr(x, "__array_namespace__"):
        return _last_by_stretch(x.__array_namespace__(), ordered, x)
    return Column([bisect_right(ordered, value) - 1 for value in x])


def _last_by_stretch(xp: Any, ordered: Any, x: Any) -> Any:
    """Look up the stretch of time an instant lies in, and count on from there: a search takes five times as long."""
    table = xp.asarray(ordered)
    if len(x) < FEW or not len(table):
        return xp.searchsorted(table, x, side="right") - 1
    below = xp.searchsorted(table, xp.arange(0, int(table[-1]) + (1 << STRETCH), 1 << STRETCH))
    most = int(xp.diff(below, append=len(table)).max())
    if most > CROWDED:
        return xp.searchsorted(table, x, side="right") - 1
    found = below[xp.clip(x >> STRETCH, 0, len(below) - 1)]
    later = xp.append(table, BEYOND)
    for _ in range(most):
        found += later[found] <= x
    return found - 1
