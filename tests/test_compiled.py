"""One source for lists and for machine code: chains across modules, and a cache that never hurts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import FunctionType

import pytest

from xnsim import draws, worktime
from xnsim.engines import compiled, kernel, on_disk

ROOT = Path(__file__).parents[1]

LOW = """
RATE = 3

def charge(xs, i):
    return RATE * xs[i]
"""
HIGH = """
from chain.low import charge

def total(xs):
    s = 0
    for i in range(len(xs)):
        s += charge(xs, i)
    return s

def forever(x):
    return forever(x - 1)
"""
RUN = """
import time
import numpy as np
from chain import high, low
from xnsim.engines.compiled import compiled, numba_here
numba_here()
start = time.perf_counter()
answer = compiled(high.total)(np.arange(5))
seconds = time.perf_counter() - start
plain = high.total([0, 1, 2, 3, 4])
assert high.charge is low.charge
kept = compiled(high.total)
hits = sum(kept.stats.cache_hits.values())
print(answer, plain, hits, f"{seconds:.3f}")
"""


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """A package of two modules, the second calling the first."""
    pytest.importorskip("numba")
    if compiled.numba_here() is None:
        pytest.skip("Numba is switched off")
    package = tmp_path / "chain"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "low.py").write_text(LOW, encoding="utf-8")
    (package / "high.py").write_text(HIGH, encoding="utf-8")
    return package


def run(package: Path, code: str = RUN, **surroundings: str) -> list[str]:
    """What a new Python process prints that imports the package and ours."""
    paths = os.pathsep.join([str(package.parent), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", **surroundings}
    environment.pop("NUMBA_CACHE_DIR", None)
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=package.parent,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.split()


def kept_files(package: Path) -> list[Path]:
    """The machine code on disk."""
    return sorted((package / "__pycache__").glob("*.nb?"))


def test_second_start_is_warm_and_changes_are_noticed(chain: Path):
    """A chain over two modules is kept for the next process; a changed constant elsewhere is seen."""
    assert run(chain)[:3] == ["30", "30", "0"]
    *answer, seconds = run(chain)
    assert answer == ["30", "30", "1"]
    assert float(seconds) < 1.0
    (chain / "low.py").write_text(LOW.replace("RATE = 3", "RATE = 5"), encoding="utf-8")
    assert run(chain)[:3] == ["50", "50", "0"]
    assert len(kept_files(chain)) == 2


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
def test_a_torn_cache_costs_only_time(chain: Path, ending: str):
    """A truncated index or data file is passed over and written anew."""
    run(chain)
    for path in kept_files(chain):
        if path.suffix == f".{ending}":
            path.write_bytes(path.read_bytes()[:40] + b"torn")
    assert run(chain)[:3] == ["30", "30", "0"]
    assert run(chain)[:3] == ["30", "30", "1"]


def test_nowhere_to_write(chain: Path):
    """Without any folder for the cache, neither beside the source nor at home, it still runs."""
    (chain / "__pycache__").write_text("a file where a folder should be", encoding="utf-8")
    blocked = str(chain / "__init__.py" / "no")
    homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"), blocked)
    assert run(chain, **homes)[:3] == ["30", "30", "0"]


@pytest.mark.parametrize("how", ["missing", "broken", "switched off"])
def test_without_numba_a_function_is_itself(chain: Path, how: str):
    """Where Numba is missing, fails to load or is switched off, callers get the plain function."""
    spoil = {
        "missing": "import sys; sys.modules['numba'] = None",
        "broken": "import sys; sys.path.insert(0, 'spoilt')",
        "switched off": "import os; os.environ['NUMBA_DISABLE_JIT'] = '1'",
    }
    (chain.parent / "spoilt").mkdir()
    (chain.parent / "spoilt" / "numba.py").write_text("raise SystemError('ill matched')", encoding="utf-8")
    code = f"{spoil[how]}\n" + (
        "from chain import high\n"
        "from xnsim.engines.compiled import compile_all, compiled\n"
        "print(compiled(high.total) is high.total, compile_all().compiled)"
    )
    assert run(chain, code) == ["True", "False"]


def test_a_function_that_calls_itself_is_refused(chain: Path):
    """Recursion cannot be compiled this way; the message names the function."""
    code = ("from chain.high import forever\n"
            "from xnsim.engines.compiled import compiled\n"
            "try: compiled(forever)\n"
            "except ValueError as error: print(str(error).split()[0])")
    assert run(chain, code) == ["chain.high.forever"]


def test_plain_functions_stay_plain():
    """Compiling leaves the modules alone: on lists the plain functions go on calling each other."""
    compiled.compile_all()
    for f in compiled.RUN_FUNCTIONS:
        assert isinstance(f, FunctionType)
    assert draws.case_key(0, 0) == draws.mix(draws.GAMMA) > 2**63


def test_fingerprint_reaches_into_called_functions(monkeypatch: pytest.MonkeyPatch):
    """A changed constant or function changes the mark of everything that reaches it, nothing else."""
    before = {f.__name__: compiled.fingerprint(f) for f in compiled.RUN_FUNCTIONS}
    monkeypatch.setattr(draws, "C2", draws.C2 + 2)
    after = {f.__name__: compiled.fingerprint(f) for f in compiled.RUN_FUNCTIONS}
    changed = {name for name in before if before[name] != after[name]}
    assert {"mix", "case_key", "first_hash", "draw_block", "arrival_instants"} <= changed
    assert changed.isdisjoint({"ln", "exp", "law_value", "due_at", "uniform"})


def test_limits_compile_to_the_same_instants():
    """The statute's clock, compiled, ends every limit at the second the plain one does."""
    np = pytest.importorskip("numpy")
    fast = compiled.compile_all()
    if not fast.compiled:
        pytest.skip("no Numba here")
    days = 30
    close = [day * 86_400 + 61_200 if day % 7 < 5 else -1 for day in range(days)]
    before = [sum(c >= 0 for c in close[:day]) for day in range(days + 1)]
    ends = [c for c in close if c >= 0]
    due = [next((c for c in close[day:] if c >= 0), 0) for day in range(days)]
    tables = [np.array(table) for table in (before, close, ends, due)]
    for start in range(0, 10 * 86_400, 40_001):
        assert fast.closings(start, *tables[:2]) == worktime.closings(start, before, close)
        for kind in (worktime.SPAN, worktime.WD, worktime.DAY):
            lost = worktime.clock_units(kind, start + 50_000, start + 200_000, start, before, close)
            assert fast.clock_units(kind, start + 50_000, start + 200_000, start, *tables[:2]) == lost
            plain = worktime.due_at(kind, 3, start, lost, before, ends, due)
            assert fast.due_at(kind, 3, start, lost, tables[0], tables[2], tables[3]) == plain


def test_numba_with_other_steps_takes_all_of_them(monkeypatch: pytest.MonkeyPatch):
    """Where Numba's steps cannot be chosen, a function is translated the long way, to the same numbers."""
    compiler = pytest.importorskip("numba.core.compiler")
    from xnsim.engines import translate

    assert issubclass(translate.short_way()["pipeline_class"], compiler.CompilerBase)
    translate.short_way.cache_clear()
    monkeypatch.delattr("numba.core.compiler.CompilerBase")
    try:
        assert translate.short_way() == {}
        monkeypatch.setattr(compiled, "_outer", {})
        monkeypatch.setattr(compiled, "_inner", {})
        long_way = compiled.compiled(draws.case_key)
    finally:
        translate.short_way.cache_clear()
    assert [int(long_way(*pair)) for pair in ((1, 2), (2**40, 3))] == [draws.case_key(1, 2), draws.case_key(2**40, 3)]


def test_two_processes_do_not_translate_the_same(tmp_path: Path, monkeypatch):
    """Who comes second waits for the first, and then goes on; where nothing can be locked nobody waits."""
    pytest.importorskip("fcntl", reason="no file locks here")
    place = tmp_path / "cache" / "one.lock"
    code = ("import sys; from pathlib import Path; from xnsim.engines.on_disk import turn; print('begin', flush=True)\n"
            "with turn(Path(sys.argv[1])): print('mine', flush=True)")
    with on_disk.turn(place):
        second = subprocess.Popen([sys.executable, "-c", code, str(place)], stdout=subprocess.PIPE, text=True)
        assert second.stdout.readline() == "begin\n"
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(2)
    assert second.communicate(timeout=120)[0] == "mine\n"
    with on_disk.turn(None), on_disk.turn(tmp_path / "cache" / "one.lock" / "no folder"):
        assert place.is_file()
    monkeypatch.setitem(sys.modules, "fcntl", None)     # as on Windows
    with on_disk.turn(place), on_disk.turn(place), on_disk.turn(tmp_path / "elsewhere.lock"):
        assert not (tmp_path / "elsewhere.lock").exists()


def test_what_is_translated_ahead_is_what_the_walk_calls(tmp_path: Path):
    """The parts of the walk that two processes share are translated once: the walk that calls them needs no other form of any."""
    pytest.importorskip("numba")
    code = ("from xnsim.engines import compiled, warm, warm_share\n"
            "from xnsim.scenario.model import Scenario\n"
            "away = Scenario.model_validate({**warm.TINY, 'desks': {'a': warm.SOMEBODY_AWAY}})\n"
            "for share in warm_share.PARTS: warm_share.translate_parts(away, share)\n"
            "ahead = [part for parts in warm_share.PARTS.values() for part in parts]\n"
            "before = [compiled._inner[part].signatures for part in ahead]\n"
            "warm_share.run_share(away, 'walk')\n"
            "print([len(signatures) for signatures in before] == [1] * len(ahead) == [len(compiled._inner[part].signatures) for part in ahead])\n"
            "print(sorted(len(compiled._inner[part].stats.cache_misses) for part in compiled.SHARED))")
    told = subprocess.run([sys.executable, "-c", code], env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert told.stdout == "True\n[1, 1, 1]\n"
    assert {path.name.split(".")[1].rpartition("_")[0] for path in tmp_path.rglob("*.nbi")} >= {part.__name__ for part in (kernel.walk, *compiled.SHARED)}
