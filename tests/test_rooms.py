"""Tables are lent to pandas, and what they leave in memory serves the next run: nobody sees the difference."""

import numpy as np
import pandas as pd
import pytest

from xnsim.cases import CASE_FIELDS, SERVICE_FIELDS, Table
from xnsim.engines.rooms import KEPT, SMALL, Rooms
from xnsim.engines.unpack import AT_REST, CASE_COLUMN, COUNTS, DUES, STAMPS


def test_a_room_is_lent_again_only_when_no_array_looks_at_it() -> None:
    """A slice of a slice, in another type, keeps the memory; when it has gone the same memory comes back."""
    rooms = Rooms()
    first = rooms.room(10 * SMALL)
    first[:] = 7
    where = first.ctypes.data
    piece = first.view(np.int64).reshape(4, -1)[2][5:500][::3]
    seen = piece.copy()
    del first
    other = rooms.room(10 * SMALL)
    other[:] = 9
    assert (piece == seen).all() and other.ctypes.data != where
    del piece
    assert rooms.room(10 * SMALL - 50).ctypes.data == where


def test_a_frame_keeps_the_memory_of_its_table() -> None:
    """The table may go, its frame stays what it was."""
    rooms = Rooms()
    sheet = rooms.room(16 * SMALL).view(np.int64).reshape(2, SMALL)
    sheet[0], sheet[1] = 1, 2
    frame = Table({"a": sheet[0], "b": sheet[1]}, sheet).to_pandas()
    del sheet
    rooms.room(16 * SMALL)[:] = 0
    assert frame["a"].eq(1).all() and frame["b"].eq(2).all()


def test_rooms_keep_no_more_than_they_may() -> None:
    """What is kept for later has a bound, and the largest go back to the system."""
    rooms = Rooms()
    for _ in range(3):
        held = [rooms.room(KEPT // 3) for _ in range(5)]
        del held
        assert sum(size * len(left) for size, left in rooms._left.items()) <= KEPT
    del rooms
    rooms = Rooms()
    rooms.room(2 * KEPT)
    assert not rooms._left


@pytest.mark.skipif(int(pd.__version__.split(".")[0]) < 3, reason="before 3.0 pandas gets a copy")
@pytest.mark.parametrize("sheet", [None, np.arange(6).reshape(2, 3)])
def test_whoever_writes_into_a_frame_writes_into_his_own(sheet: np.ndarray | None) -> None:
    """Two frames of a table and the table itself stay apart, though no number was copied to make them."""
    columns = np.arange(6).reshape(2, 3) if sheet is None else sheet
    table = Table({"a": columns[0], "b": columns[1]}, sheet)
    one, other = table.to_pandas(), table.to_pandas()
    assert np.shares_memory(one["a"].to_numpy(), columns)
    one.loc[1, "a"] = 99
    other["b"] += 5
    assert table["a"].tolist() == [0, 1, 2] and table["b"].tolist() == [3, 4, 5]
    assert one["a"].tolist() == [0, 99, 2] and other["a"].tolist() == [0, 1, 2] and table.to_pandas()["b"].tolist() == [3, 4, 5]


def test_every_column_of_the_table_of_cases_is_written() -> None:
    """The room for a table is not cleared, so each column of it has its writer."""
    follow = {"case", "matter", "source", "cls", "received", "inhall", "onspot", "measured"}
    written = [column for _, column in (*STAMPS, *DUES, *COUNTS)] + [column for column, _ in AT_REST] + [CASE_COLUMN[name] for name in follow]
    assert sorted(written) == list(range(len(CASE_FIELDS)))


def test_the_spells_have_the_declared_columns() -> None:
    """The fast walk fills the columns of the table of services, in their order."""
    from xnsim.engines.kernel_run import SPELL_COLUMNS

    assert list(SPELL_COLUMNS) == [field.key for field in SERVICE_FIELDS]
