"""The house stands: imports go down only, engines know no policy, heavy rooms stay shut."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from house_source import FILES, PACKAGE, ROOT, label_calls, name, tree

FLOORS = {
    1: "labels worktime working_days punctuation columns fonts version student garbage",
    2: "scenario presets",
    3: "policies program draws laws tape blocks elementary inverses quantile_tables",
    4: "engines cases",
    5: "indicators theory ledger gaming",
    6: "study batch plots stats proof game",
    7: "widgets report lessons lab examples handout live course pack app",
    8: "cli commands __main__",
}
FLOOR = {room: floor for floor, rooms in FLOORS.items() for room in rooms.split()}

HEAVY = ("matplotlib", "ipywidgets", "numba")
SIMPY_TRAPS = {"Resource", "PriorityResource", "PreemptiveResource", "Interrupt", "interrupt", "timeout"}


def _module(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def _file_of(module: tuple[str, ...]) -> Path | None:
    """The file of a dotted name, or of the longest part of it that is a module of the house."""
    for end in range(len(module), 1, -1):
        place = ROOT.joinpath(*module[:end])
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if path.is_file():
                return path
    return None


def _imports(path: Path) -> Iterator[Path]:
    """Every file of the house that this file imports, anywhere in it."""
    package = _module(path) if path.name == "__init__.py" else _module(path)[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            targets = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            base += tuple(node.module.split(".")) if node.module else ()
            targets = [(*base, alias.name) for alias in node.names]
        else:
            continue
        for target in targets:
            found = _file_of(target) if target[0] == "xnsim" else None
            if found and found != path:
                yield found


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def _files_of(*rooms: str) -> list[Path]:
    return [path for path in FILES if _room(path) in rooms]


def _ids(paths: list[Path]) -> list[str]:
    return [name(path) for path in paths]


INSIDE = [path for path in FILES if name(path) != "xnsim/__init__.py"]  # the face may name every room


@pytest.mark.parametrize("path", INSIDE, ids=_ids(INSIDE))
def test_imports_go_down_only(path):
    """A file imports from its own floor or from below, never from above."""
    assert _room(path) in FLOOR, f"{name(path)}: give the room '{_room(path)}' a floor in tests/test_house.py"
    for other in _imports(path):
        if other.parent == PACKAGE and other.name == "__init__.py":
            pytest.fail(f"{name(path)} imports the face {name(other)}")
        assert FLOOR[_room(other)] <= FLOOR[_room(path)], f"{name(path)} imports upward: {name(other)}"


def _policy_names() -> set[str]:
    """Classes of the policies' files, and those file names that could not be an ordinary word."""
    names = set()
    for path in (path for path in _files_of("policies") if path.stem != "base"):
        classes = [node for node in tree(path).body if isinstance(node, ast.ClassDef)]
        policies = {node.name for node in classes if any(isinstance(base, ast.Name) and base.id == "Policy" for base in node.bases)}
        names |= {each for each in policies if not each.startswith("_")}
        names |= {path.stem} if "_" in path.stem.strip("_") else set()
    return names


def _words(path: Path) -> set[str]:
    return set(re.findall(r"\w+", path.read_text(encoding="utf-8")))


def test_program_and_engines_know_no_policy():
    """Neither the lowering nor an engine names a policy or imports from their folder."""
    names = _policy_names()
    for path in _files_of("program", "engines", "tape"):
        imported = [other for other in _imports(path) if _room(other) == "policies"]
        assert not imported, f"{name(path)} imports {name(imported[0])}"
        found = names & _words(path)
        assert not found, f"{name(path)} knows {sorted(found)} of xnsim/policies/"


def test_engines_use_no_simpy_trap():
    """No Resource, timeout or Interrupt: they decide within a second by the order of the heap."""
    for path in _files_of("engines"):
        for node in ast.walk(tree(path)):
            word = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            assert word not in SIMPY_TRAPS, f"{name(path)}:{node.lineno} uses {word}"


def test_importing_xnsim_is_light():
    """``import xnsim`` loads neither figures, widgets nor the compiler."""
    code = f"import sys, xnsim; print([each for each in {HEAVY!r} if each in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.returncode) == ("[]", 0), run.stderr


@pytest.mark.parametrize("path", FILES, ids=_ids(FILES))
def test_no_function_takes_whatever_it_is_given(path):
    """No ``**kwargs``: a misspelt name must be refused, not swallowed."""
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            assert node.args.kwarg is None, f"{name(path)}:{node.lineno} takes **{node.args.kwarg.arg}"


def _labels(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, Chinese and English of each ``Label`` that is written out in a file."""
    for node in label_calls(path):
        given = dict(zip(("zh", "en"), node.args)) | {word.arg: word.value for word in node.keywords}
        assert set(given) == {"zh", "en"}, f"{name(path)}:{node.lineno} a Label has two languages"
        if all(isinstance(value, ast.Constant) for value in given.values()):
            yield node.lineno, given["zh"].value, given["en"].value


@pytest.mark.parametrize("path", FILES, ids=_ids(FILES))
def test_every_label_has_both_languages(path):
    """Chinese is Chinese and English is English; only signs and names may be the same in both."""
    for line, zh, en in _labels(path):
        where = f"{name(path)}:{line} {zh!r} / {en!r}"
        assert bool(zh.strip()) == bool(en.strip()), f"{where}: one language is empty"
        assert not re.search(r"[\u4e00-\u9fff]", en), f"{where}: Chinese characters in the English"
        assert zh == en or re.search(r"[\u4e00-\u9fff]", zh) or not re.search(r"[A-Za-z]{4}", zh), f"{where}: no Chinese"
