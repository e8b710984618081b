"""Designs of many runs: every combination of knobs, kept part by part, resumed to the bit after anything."""

from __future__ import annotations

import _thread
import datetime as dt
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from house_source import ROOT
from policy_office import office

import xnsim as xn
from xnsim import policies as p
from xnsim.batch import Design, IncompleteBatch, load_design, points_of, read, resume
from xnsim.batch.errand import Errand, Made, Piece, carry_out
from xnsim.batch.resume import ERRAND_S, Cutter
from xnsim.scenario import InputError, dump
from xnsim.study import Interrupted, compare

pyarrow = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow: pip install xnsim[batch]")

OFFICE = office(("horizon", {"warm_up": "3 wd", "measure": "10 wd", "drain": "5 wd"}))
TRIED = {"现状": [], "限时": [p.TimeLimit()], "限时默认": [p.TimeLimit(), p.SilentApproval()]}
FACTORS = {"time_limit.factor": [0.5, 1.0], "silent_approval.approval": [False, True]}
FEW = ("on_time_rate", "backlog")

TEXT = """schema: 1
scenario: office.yaml
alternatives:
  现状: []
  限时: [{policy: time_limit}]
  限时默认: [{policy: time_limit}, {policy: silent_approval}]
factors:
  time_limit.factor: [0.5, 1.0]
  silent_approval.approval: [false, true]
replications: 4
seed: 7
indicators: [on_time_rate, backlog]
"""


def design(n: int = 4, tables="none") -> Design:
    """Seven points: the status quo, two shares of the limit, two shares with and without deemed approval."""
    return Design(OFFICE, TRIED, FACTORS, n, 7, FEW, tables)


def written(tmp_path: Path, text: str = TEXT) -> Path:
    """A design file beside its office."""
    (tmp_path / "office.yaml").write_text(dump(OFFICE), encoding="utf-8")
    (tmp_path / "design.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "design.yaml"


def content(out: Path) -> dict[str, bytes]:
    """Every file of a folder, to the byte."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """The design run without a break, tables of cases kept."""
    return xn.batch(design(tables="cases"), tmp_path_factory.mktemp("batch") / "out", threads=2, engine="lists")


# what is run ----------------------------------------------------------------------------------------------------------

def test_knobs_are_turned_where_they_are(whole):
    """A factor multiplies the alternatives that use its policy and leaves the others alone."""
    points = points_of(design())
    assert [(point.alternative, tuple(point.factors.values())) for point in points] == [
        ("现状", ()), ("限时", (0.5,)), ("限时", (1.0,)),
        ("限时默认", (0.5, False)), ("限时默认", (0.5, True)), ("限时默认", (1.0, False)), ("限时默认", (1.0, True))]
    turned = xn.lower(p.timeline(OFFICE, [p.TimeLimit(factor=0.5), p.SilentApproval(approval=True)]))
    assert points[4].digest == turned.digest


def test_a_dated_knob_is_a_factor_too():
    """Days may be turned like any knob; the point's digest is the one its run is stamped with."""
    points = points_of(Design(OFFICE, {"限时": [p.TimeLimit()]}, {"time_limit.from": [dt.date(2026, 1, 14), "2026-01-20"]}, 2, 7, FEW))
    assert [point.factors for point in points] == [{"time_limit.from": "2026-01-14"}, {"time_limit.from": "2026-01-20"}]
    assert len(points[0].timeline) == 2 and points[0].digest == xn.lower(points[0].timeline).digest


def test_a_file_says_the_same_as_python(tmp_path, whole):
    """The YAML design has the points of the one written in Python."""
    assert points_of(load_design(written(tmp_path))) == points_of(design())


def test_figures_are_those_of_compare(whole):
    """A point's replications are what comparing gives, in both cohorts, with numerator and denominator."""
    found = compare(OFFICE, {"限时": [p.TimeLimit(factor=1.0)]}, 4, 7, FEW, engine="lists")
    for cohort, values in (("own", found.values), ("arrival", found.arrivals)):
        table = read(whole, cohort=cohort)
        mine = table[table["point"] == 2]
        assert {key: part["value"].tolist() for key, part in mine.groupby("indicator")} == values["限时"]
        rates = mine[mine["indicator"] == "on_time_rate"]
        assert (rates["value"] == rates["numerator"] / rates["denominator"]).all()


def test_the_table_is_tidy_and_stamped(whole):
    """One row an indicator, replication and point; the design stands in columns, the stamp in attrs and in every part."""
    from pyarrow.parquet import read_schema

    table = read(whole)
    assert len(table) == 7 * 4 * len(FEW) and not table.duplicated(["point", "replication", "indicator"]).any()
    assert list(table.columns[:6]) == ["point", "alternative", *FACTORS, "scenario", "seed"]
    assert table["time_limit.factor"].dtype == float and table["time_limit.factor"].isna().sum() == 4 * len(FEW)
    assert table.attrs["stamp"] == {"version": "0.1.0", "scenario": OFFICE.digest(), "seed": 7, "replications": 4}
    stamp = json.loads(read_schema(whole / "indicators" / "000004.parquet").metadata[b"xnsim"])
    assert stamp["factors"] == {"time_limit.factor": 0.5, "silent_approval.approval": True} and stamp["seed"] == 7


def test_tables_of_cases_are_the_runs_own(whole):
    """With ``tables: cases`` every run's cases are kept, replication by replication."""
    kept = read(whole, "cases")
    mine = kept[(kept["point"] == 0) & (kept["replication"] == 3)]
    alone = xn.simulate(OFFICE, seed=7, replication=3, engine="lists").cases
    assert (mine[list(alone)].reset_index(drop=True) == alone).all(axis=None)


# how it is run --------------------------------------------------------------------------------------------------------

def test_threads_and_processes_change_nothing(whole, tmp_path):
    """One thread, or two other processes: the folder is the same to the byte."""
    single = xn.batch(design(tables="cases"), tmp_path / "single", threads=1, engine="lists")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        apart = xn.batch(design(tables="cases"), tmp_path / "apart", processes, engine="lists")
    assert content(single) == content(whole) == content(apart)


def test_dask_is_an_executor(whole, tmp_path):
    """Dask's ``client.get_executor()`` runs the design as any other executor does."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install xnsim[batch]")
    with distributed.LocalCluster(1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            out = xn.batch(design(tables="cases"), tmp_path / "out", client.get_executor(), engine="lists")
    assert content(out) == content(whole)


class Here(Executor):
    """An executor that works at once, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked = []

    def submit(self, fn, /, *args):
        """Do it now."""
        self.asked.append(args[0])
        future = Future()
        future.set_result(fn(*args))
        return future


def test_errands_can_be_sent():
    """What goes to another machine and comes back can be pickled, and is the same there."""
    errand = Errand((Piece(points_of(design())[4], 0, 2),), 7, {"arrival": FEW}, True, "lists")
    there = pickle.loads(pickle.dumps(carry_out(pickle.loads(pickle.dumps(errand)))))
    here = carry_out(errand)
    assert [(made.readings, made.cases) for made in there] == [(made.readings, made.cases) for made in here]


def test_errands_are_worth_their_way():
    """Once it is known how long a replication takes, errands hold half a second of work, over several points if need be."""
    points = points_of(design())
    cutter = Cutter(points, 100)
    pieces = iter(cutter)
    assert [(piece.first, piece.last) for piece in next(pieces)] == [(0, 1)] and not cutter.knows
    cutter.learn([Made(0, 0, {}, None, 30.0)])       # the first one waits for the compiler
    assert not cutter.knows
    assert [(piece.first, piece.last) for piece in next(pieces)] == [(1, 2)]
    cutter.learn([Made(0, 1, {}, None, 0.004)])
    assert cutter.knows
    rest = list(pieces)
    assert all(sum(piece.last - piece.first for piece in errand) * 0.004 >= ERRAND_S for errand in rest[:-1]) and ERRAND_S > 0.5
    assert len({piece.point for piece in rest[0]}) > 1
    done = sorted((piece.point.number, r) for errand in rest for piece in errand for r in range(piece.first, piece.last))
    assert done == [(point.number, r) for point in points for r in range(100)][2:]


def test_progress_shows_the_time_left(tmp_path, capsys):
    """The bar counts replications, those of an earlier day included."""
    xn.batch(design(), tmp_path / "out", progress=True, engine="lists")
    assert "28/28 [" in capsys.readouterr().err


# stopped and resumed --------------------------------------------------------------------------------------------------

SCRIPT = """
import sys
import xnsim as xn
if __name__ == "__main__":
    xn.batch(sys.argv[1], sys.argv[2], threads=2, engine="lists")
"""


def started(file: Path, out: Path) -> subprocess.Popen:
    """A process of its own that runs the design, and is left as soon as two parts are there."""
    running = subprocess.Popen([sys.executable, "-c", SCRIPT, str(file), str(out)], cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                               env={**os.environ, "PYTHONUTF8": "1"})
    while running.poll() is None and len(list((out / "indicators").glob("*.parquet"))) < 2:
        time.sleep(0.005)
    return running


@pytest.mark.parametrize("stop", ["SIGKILL", "SIGINT"])
def test_what_was_stopped_goes_on(stop, tmp_path):
    """Killed or stopped by Ctrl-C and run again, a batch runs only what is missing and ends up the same to the byte."""
    if os.name != "posix":
        pytest.skip("these signals are of Unix")
    file = written(tmp_path, TEXT.replace("replications: 4", "replications: 12") + "tables: cases\n")
    running = started(file, tmp_path / "stopped")
    running.send_signal(getattr(signal, stop))
    said = running.communicate(timeout=30)[1]
    assert running.returncode != 0 and (stop == "SIGKILL" or "再运行一次" in said), said
    parts = {path: path.stat().st_mtime_ns for path in (tmp_path / "stopped" / "indicators").glob("*.parquet")}
    assert 2 <= len(parts) < 7, "the batch was over before it could be stopped"
    with pytest.warns(IncompleteBatch, match=f"{7 - len(parts)} of 7"):
        read(tmp_path / "stopped")
    xn.batch(file, tmp_path / "stopped", threads=2, engine="lists")
    assert all(path.stat().st_mtime_ns == when for path, when in parts.items()), "a part that was there has been written again"
    assert content(tmp_path / "stopped") == content(xn.batch(file, tmp_path / "whole", threads=1, engine="lists"))


def test_ctrl_c_says_how_to_go_on(monkeypatch, tmp_path):
    """Interrupted, the batch says how many points are written and that the same command goes on."""
    real = resume._Batch._put_away

    def put_away(self, made):
        real(self, made)
        if self.written:
            _thread.interrupt_main()

    monkeypatch.setattr(resume._Batch, "_put_away", put_away)
    with pytest.raises(Interrupted) as stopped:
        xn.batch(design(30), tmp_path / "out", threads=1, engine="lists")
    written_parts = len(list((tmp_path / "out" / "indicators").glob("*.parquet")))
    assert 1 <= written_parts < 7 and f"{written_parts} of 7" in stopped.value.says("en") and stopped.value.partial is None


def test_a_finished_batch_runs_nothing(whole):
    """Run again, a whole batch asks nobody for anything."""
    workers, before = Here(), content(whole)
    xn.batch(design(tables="cases"), whole, workers, engine="lists")
    assert not workers.asked and content(whole) == before


def test_a_part_is_never_seen_half(tmp_path, monkeypatch):
    """When writing fails in the middle no part appears; what is left over is swept away as the batch goes on."""
    from xnsim.batch import store

    def full(unfinished, path):
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr("xnsim.batch.parts.finish", full)
        with pytest.raises(OSError, match="no space"):
            xn.batch(design(tables="cases"), tmp_path / "out", threads=1, engine="lists")
    assert not list((tmp_path / "out").glob("*/*.parquet")) and list((tmp_path / "out").glob(f"*/*{store.UNFINISHED}"))
    xn.batch(design(tables="cases"), tmp_path / "out", threads=1, engine="lists")
    assert not list((tmp_path / "out").glob(f"*/*{store.UNFINISHED}")) and len(read(tmp_path / "out")) == 7 * 4 * len(FEW)


# refused --------------------------------------------------------------------------------------------------------------

def test_another_design_is_refused(whole, tmp_path):
    """A folder of another design is left alone; all that differs is told, in both languages."""
    before = content(whole)
    with pytest.raises(InputError) as told:
        xn.batch(Design(OFFICE, TRIED, FACTORS, 5, 8, FEW, "cases"), whole)
    assert [problem.path for problem in told.value.problems] == ["replications", "seed"]
    assert "随机种子不同(已有 7,现为 8)" in told.value.text("zh") and "(there 4, here 5)" in told.value.text("en")
    with pytest.raises(InputError, match="情景"):
        xn.batch(Design(office(), TRIED, FACTORS, 4, 7, FEW, "cases"), whole)
    assert content(whole) == before
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(InputError, match="diary.txt"):
        xn.batch(design(), tmp_path)
    with pytest.raises(InputError, match="文件夹"):
        xn.batch(design(), tmp_path / "diary.txt")


def test_what_is_not_there_cannot_be_read(whole, tmp_path):
    """Reading a folder without a batch, or tables that were not kept, is refused with the way out."""
    with pytest.raises(InputError, match="manifest.json"):
        read(tmp_path)
    slim = xn.batch(Design(OFFICE, {"现状": []}, {}, 1, 7, FEW), tmp_path / "slim", engine="lists")
    with pytest.raises(InputError, match="tables: cases"):
        read(slim, "cases")


def test_all_mistakes_of_a_file_at_once(tmp_path):
    """Study, factors and office are checked together; every problem has its line, a misspelt word its nearest."""
    text = TEXT.replace("policy: silent_approval", "policy: silent_aproval").replace("[0.5, 1.0]", "[0.5, 7, 0.5]")
    text = text.replace("silent_approval.approval", "silent_approval.aproval").replace("backlog", "backlogs") + "tabels: cases\n"
    with pytest.raises(InputError) as told:
        load_design(written(tmp_path, text))
    lines = {problem.line: problem for problem in told.value.problems}
    assert sorted(problem.line for problem in told.value.problems) == [6, 8, 8, 9, 12, 13]
    assert "是不是 approval?" in lines[9].says.zh and "did you mean silent_approval (Silence means consent)?" in lines[6].says.en and "tables" in lines[13].says.zh
    assert {problem.path for problem in told.value.problems if problem.line == 8} == {
        "factors.time_limit.factor[1]", "factors.time_limit.factor[2]"}


@pytest.mark.parametrize("factors, says", [
    ({"time_limit": [0.5]}, "policy.knob"),
    ({"time_limits.factor": [0.5]}, "did you mean time_limit?"),
    ({"parallel_approval.factor": [1]}, "no knob “factor”"),
    ({"ab_cover.efficiency": [0.5]}, "no alternative uses the policy ab_cover"),
    ({"time_limit.workdays": [100]}, "longer than the statutory one"),
])
def test_wrong_factors_are_refused(factors, says):
    """A factor that names no knob, a policy nobody uses, or a value that is refused: said, with the way out."""
    with pytest.raises(InputError) as told:
        points_of(Design(OFFICE, TRIED, factors, 2, 7, FEW))
    assert says in told.value.text("en")


def test_a_knob_is_set_in_one_place():
    """An alternative that sets a knob and a factor that turns it contradict each other."""
    with pytest.raises(InputError, match="只能写一处"):
        points_of(Design(OFFICE, {"限时": [p.TimeLimit(factor=0.6)]}, {"time_limit.factor": [0.5]}, 2, 7, FEW))


def test_an_executor_brings_its_own_threads(tmp_path):
    """Threads beside an executor are refused, and so is an engine nobody knows."""
    with pytest.raises(InputError) as told:
        xn.batch(design(), tmp_path / "out", Here(), threads=2, engine="list")
    assert [problem.path for problem in told.value.problems] == ["engine", "threads"] and not (tmp_path / "out").exists()
