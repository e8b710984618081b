"""The plain column answers as an array does; tables say where two runs part."""

from __future__ import annotations

import math
import operator
import pickle
import random
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from xnsim import cases
from xnsim.cases import (
    CASE_FIELDS, DEEMED, HOW, OUTCOMES, SERVICE_FIELDS, Column, Table, count, first_difference, last_at_or_before,
    quantile, take, where,
)

A, B = [5, -3, 0, 9, 2], [2, 4, 7, 9, -1]
TOY = {"case": [0, 1, 2], "received": [10, 20, 30], "outcome": [1, 0, 2]}


@pytest.mark.parametrize("act", [
    operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.eq, operator.ne,
    operator.lt, operator.le, operator.gt, operator.ge, operator.and_, operator.or_, operator.xor, operator.mod,
], ids=lambda act: act.__name__)
def test_operators_work_row_by_row_as_an_arrays_do(act):
    """Column with column and column with number give what NumPy gives."""
    assert act(Column(A), Column(B).__add__(10)).tolist() == act(np.array(A), np.array(B) + 10).tolist()
    assert act(Column(A), 4).tolist() == act(np.array(A), 4).tolist()


@pytest.mark.parametrize("act", [operator.add, operator.sub, operator.mul, operator.floordiv, operator.truediv])
def test_a_number_may_stand_on_the_left(act):
    """7 - column is not column - 7."""
    assert act(7, Column([1, 2, 4])).tolist() == act(7, np.array([1, 2, 4])).tolist()


def test_masks_join_and_turn_round():
    """& | ~ on comparisons keep booleans, so a mask of a mask still filters."""
    x = Column(A)
    assert x[(x > 0) & ~(x > 5)].tolist() == [5, 2]
    assert x[(x < 0) | (x == 9)].tolist() == [-3, 9]
    assert (~x).tolist() == (~np.array(A)).tolist()


def test_a_column_is_taken_by_row_slice_mask_and_rows():
    """One row is a number; everything else is a column again."""
    x = Column(A)
    assert x[1] == -3 and x[-1] == 2
    assert isinstance(x[1:3], Column) and x[1:3].tolist() == [-3, 0]
    assert x[[3, 0]].tolist() == [9, 5]
    assert x[np.array([True, False, False, True, False])].tolist() == [5, 9]
    assert Column([])[Column([]) > 1].tolist() == []


def test_summaries_match_numpy():
    """Sum, mean, max, min and quantile of a column are the array's."""
    x, y = Column(A), np.array(A)
    assert (x.sum(), x.mean(), x.max(), x.min()) == (y.sum(), y.mean(), y.max(), y.min())
    assert (x > 0).any() and not (x > 0).all()
    assert math.isnan(Column([]).mean()) and Column([]).sum() == 0


def test_quantiles_are_numpys_to_the_bit():
    """The linear quantile uses NumPy's own order of operations."""
    luck = random.Random(5)
    for size in (1, 2, 3, 10, 101):
        values = [luck.gauss(0, 1e3) for _ in range(size)]
        for q in (0, 0.1, 0.5, 0.9, 1):
            expected = float(np.quantile(values, q))
            assert quantile(Column(values), q) == quantile(np.array(values), q) == Column(values).quantile(q) == expected
    assert math.isnan(quantile(Column([]), 0.5)) and math.isnan(quantile(np.array([]), 0.5))


def test_free_functions_treat_both_kinds_alike():
    """count, where, take and last_at_or_before give the same on columns and arrays."""
    for make in (Column, np.array):
        x = make(A)
        assert count(x > 0) == 3
        assert where(x > 0, x, -1).tolist() == [5, -1, -1, 9, 2]
        assert where(x > 0, 1, make(B)).tolist() == [1, 4, 7, 1, 1]
        assert take([10, 20, 30], make([2, 0])).tolist() == [30, 10]
        assert last_at_or_before([0, 5, 9], x).tolist() == [1, -1, 0, 2, 0]


@pytest.mark.parametrize("gap", [1, 700, 9_000, 40_000, 2_000_000])
def test_many_instants_are_looked_up_as_one_by_one(gap):
    """Looked up by stretches of time, instants find what a search finds: before the first entry, on one, after the last."""
    luck = np.random.default_rng(gap)
    table = np.cumsum(luck.integers(1, gap + 1, 300)) - gap // 2
    table = table[table >= 0].tolist()
    x = np.concatenate([luck.integers(-5, table[-1] + 3 * gap, 2_000), table, np.array(table) - 1])
    assert last_at_or_before(table, x).tolist() == last_at_or_before(table, Column(x.tolist())).tolist()


def test_what_numpy_would_refuse_a_column_refuses():
    """Columns of different length do not fit, and a column is neither true nor false."""
    with pytest.raises(ValueError, match="2 and 3 rows"):
        Column([1, 2]) + Column([1, 2, 3])
    with pytest.raises(ValueError, match="mask of 2"):
        Column(A)[Column([True, False])]
    with pytest.raises(ValueError, match="truth value"):
        bool(Column(A) == Column(A))


def test_in_place_addition_does_not_extend():
    """x += 1 adds to every row; a list's own += would have appended."""
    x = Column([1, 2])
    x += 1
    assert x.tolist() == [2, 3]
    assert pickle.loads(pickle.dumps(x)).tolist() == [2, 3]


def test_every_column_is_declared_once_in_both_languages():
    """Keys are unique, labels and meanings exist in both languages, codes have names."""
    for fields in (CASE_FIELDS, SERVICE_FIELDS):
        keys = [field.key for field in fields]
        assert len(keys) == len(set(keys))
        assert all(text for field in fields for text in (field.label.zh, field.label.en, field.meaning.zh, field.meaning.en, field.unit))
    assert {field.absent for field in CASE_FIELDS} == {None, -1}
    assert len(OUTCOMES) == 8 and len(HOW) == 4 and list(DEEMED) == [1, 2, 4, 8, 16, 32]
    assert OUTCOMES[cases.TURNED_AWAY].en == "turned away" and DEEMED[cases.BY_LAPSE].en == "lapsed"


def test_a_table_knows_its_rows_and_selects_them():
    """Lists become columns, arrays stay arrays, select keeps the masked rows of each."""
    table = Table(TOY)
    assert (table.rows, list(table), len(table)) == (3, ["case", "received", "outcome"], 3)
    kept = table.select(table["received"] > 10)
    assert kept["case"].tolist() == [1, 2] and kept.rows == 2
    assert isinstance(Table({"case": np.arange(3)})["case"], np.ndarray)
    with pytest.raises(ValueError, match="same length"):
        Table({"case": [1], "received": [1, 2]})


def test_a_table_becomes_a_dataframe_with_codes_or_words():
    """Codes stay numbers unless a language is asked for."""
    assert Table(TOY).to_pandas()["outcome"].tolist() == [1, 0, 2]
    assert Table(TOY).to_pandas("en")["outcome"].tolist() == ["approved", "open", "refused"]
    assert Table(TOY).to_pandas("zh")["outcome"].tolist() == ["准予", "在办", "不予"]
    assert Table(pd.DataFrame(TOY))["case"].tolist() == [0, 1, 2]


def test_the_first_difference_names_row_and_column():
    """The earliest row is named, and in it the first column, whatever the kind of table."""
    other = {name: np.array(values) for name, values in TOY.items()}
    assert first_difference(TOY, other) is None and Table(TOY) == Table(other)
    other["received"][2], other["outcome"][1] = 31, 3
    assert first_difference(TOY, other) == "row 1 (case 1), column outcome: 0 | 3"
    assert Table(TOY) != Table(other)
    shorter = {name: values[:2] for name, values in TOY.items()}
    assert first_difference(TOY, shorter) == "rows: 3 | 2, equal so far"
    assert "trips" in first_difference(TOY, TOY | {"trips": [0, 0, 0]})
    assert "another order" in first_difference(TOY, dict(reversed(TOY.items())))


def test_cases_and_indicators_need_no_heavy_package():
    """With numpy, pandas, scipy and numba out of reach a toy table is still measured (all indicators of a whole run: ``test_no_numpy``)."""
    script = (
        "import sys\n"
        "for name in ('numpy', 'pandas', 'scipy', 'numba'): sys.modules[name] = None\n"
        "from types import SimpleNamespace as Plain\n"
        "from datetime import date\n"
        "from xnsim import indicators, worktime\n"
        "from xnsim.cases import CASE_FIELDS, SERVICE_FIELDS, Table\n"
        "from xnsim.scenario.prices import Costs\n"
        "from xnsim.scenario.ratings import Ratings\n"
        "cal = worktime.make_calendar(date(2024, 7, 1), 14, holidays='none')\n"
        "cases = Table({f.key: [0, 0] for f in CASE_FIELDS} | {'decided': [40000, -1], 'promised_due': [50000, 50000], 'closed': [-1, -1], 'measured': [1, 1], 'parent': [-1, -1]})\n"
        "program = Plain(calendar=cal, window=(0, 604800), end_s=1209600, officer_present_s=[25200], matters=[Plain(promised_units=(1, 1), statutory_units=None)],\n"
        "                officer_hours=[cal], desk_hall=[1], channels=(), costs=Costs(), ratings=Ratings())\n"
        "run = Plain(cases=cases, services=Table({f.key: [] for f in SERVICE_FIELDS}), program=program, seed=1, replication=0, keys=[1, 2])\n"
        "print(indicators.find('on_time_rate').value(run, 'arrival'), indicators.find('overdue_count').value(run, 'arrival'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == "" and done.stdout.split()[0] == "0.5"
