"""The prediction wall: every seat a dot, the interval only after the run, a slip of the trainer's refused."""

from __future__ import annotations

import pytest

from xnsim.lessons.wall import prediction_wall, seats
from xnsim.plots import save, wall_figure
from xnsim.plots.wall import stacked
from xnsim.scenario import InputError
from xnsim.stats import interval

TYPED = "A1 4, A2 8；B1=8.1\nB2: 40"


def test_seats_are_read_as_they_are_typed():
    """Blanks, equals signs, colons, wide marks and new lines; what cannot be read is told all at once."""
    assert seats(TYPED) == {"A1": 4, "A2": 8, "B1": 8.1, "B2": 40}
    with pytest.raises(InputError) as error:
        seats("A1 4, A1 5, A2 four")
    assert len(error.value.problems) == 2


def test_those_who_said_the_same_are_piled_up():
    """Two seats near each other stand on one another, one far away stands alone."""
    heights = stacked({"A": 8.0, "B": 8.1, "C": 40.0}, 4, 40)
    assert (heights["A"], heights["B"], heights["C"]) == (1, 2, 1)


def test_before_the_run_only_dots_after_it_the_interval(tmp_path):
    """The figure of the wall says nothing of the answer before the run; after it, the interval and how many met it."""
    before = prediction_wall("1-0", TYPED, lang="zh")
    assert any("4 个座位" in text.get_text() for text in before.texts) and not before.axes[0].lines and not before.axes[0].patches
    found = interval([7.5, 8.0, 8.5, 8.2])
    after = wall_figure("墙", "件", seats(TYPED), found, 1, "xnsim", 2, "zh")
    assert after.axes[0].patches and any("2 个落在区间里" in text.get_text() for text in after.texts)
    assert save(after, tmp_path / "wall.png").stat().st_size > 10_000
