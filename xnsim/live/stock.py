"""Packs what Python needs in the page into two archives: its standard library, and the packages with this one's own core.

What no room of the page imports is left out. Where Node.js is at hand the sources are compiled by the very Python of the
page, which halves its start; without it they go in as they are.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from xnsim.live.days import stand_in
from xnsim.live.fetch import wheels
from xnsim.scenario.model import Scenario

PACKAGE = Path(__file__).resolve().parents[1]
COMPILE = Path(__file__).with_name("compile.mjs")
OFFICE = "office.json"
GAME_CALENDAR = "cn"
LEFT_AT_HOME = (
    "app.py", "batch", "cli.py", "commands", "course", "examples", "lab.py", "lessons", "pack", "proof", "report/[hipr]*", "__main__.py",
    "live/[pfs]*.py", "widgets/board.py", "widgets/explorer.py", "widgets/player.py", "widgets/replay.py", "widgets/ask.py", "widgets/scope.py",
    "widgets/director_desk.py", "engines/warm*.py", "engines/blocks_numpy.py", "scenario/workbook*.py",
)
"""Rooms and files of this package that only a PC uses."""
IDLE = (
    "__phello__", "_aix_support", "_android_support", "_apple_support", "_osx_support", "_pyio", "_pyrepl", "_pydecimal", "_ios_support", "antigravity", "argparse",
    "bdb", "cProfile", "cmd", "code", "compileall", "configparser", "curses", "dbm", "doctest", "ensurepip", "filecmp", "fileinput", "ftplib", "getpass", "gettext",
    "html/parser", "http", "idlelib", "imaplib", "imghdr", "lib2to3", "mailbox", "mailcap", "modulefinder", "multiprocessing", "netrc", "nntplib", "optparse", "pdb", "pickletools", "plistlib",
    "poplib", "pprint", "profile", "pstats", "pty", "py_compile", "pyclbr", "pydoc", "pydoc_data", "rlcompleter", "sched", "shelve", "smtplib", "socketserver", "sqlite3", "symtable",
    "tabnanny", "tarfile", "telnetlib", "test", "this", "timeit", "tkinter", "trace", "tracemalloc", "turtle", "turtledemo", "unittest", "urllib/request", "urllib/robotparser",
    "venv", "wave", "webbrowser", "wsgiref", "xml", "xmlrpc", "zipapp", "profiling", "concurrent/interpreters", "concurrent/futures/process", "concurrent/futures/interpreter",
    "asyncio/windows_events", "asyncio/windows_utils", "asyncio/proactor_events", "asyncio/tools", "email/_header_value_parser", "logging/handlers", "logging/config",
    "encodings/mac_*", "encodings/cp1*", "encodings/cp7*", "encodings/cp8*", "encodings/iso*", "encodings/koi*", "encodings/big5*", "encodings/euc*", "encodings/gb*", "encodings/hz*",
    "encodings/hp*", "encodings/johab*", "encodings/kz*", "encodings/palmos*", "encodings/ptcp*", "encodings/shift*", "encodings/tis*", "encodings/punycode", "ctypes",
)
"""Modules and packages of the standard library that nothing in the page imports; a star stands for any ending."""
IDLE_IN_WHEELS = ("pydantic/v1/", "pydantic/mypy", "pydantic/_hypothesis")
Archive = dict[str, bytes]


def standard_library(pyodide: Path) -> Archive:
    """Return the files of Python's own library that the page keeps."""
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/") and not _is_idle(name)}


def _is_idle(name: str) -> bool:
    return any(name.startswith((f"{idle}.", f"{idle}/") if not idle.endswith("*") else idle[:-1]) for idle in IDLE)


def packages(pyodide: Path, office: Scenario) -> Archive:
    """Return the packages, this one's core, the office and its calendar."""
    found: Archive = {}
    for wheel in wheels(pyodide):
        with zipfile.ZipFile(wheel) as archive:
            found |= {name: archive.read(name) for name in archive.namelist() if _is_used(name)}
    found |= {path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes() for path in _own()}
    found["holidays.py"] = stand_in([office.calendar.holidays, GAME_CALENDAR]).encode()
    found[OFFICE] = office_text(office).encode()
    return found


def office_text(office: Scenario) -> str:
    """Return an office as the page keeps it; ``Scenario.model_validate`` of it gives the same office."""
    return json.dumps(office.model_dump(mode="json", by_alias=True, exclude_defaults=True), ensure_ascii=False)


def _is_used(name: str) -> bool:
    described = ".dist-info/" in name and not name.endswith("/METADATA")
    return not (name.endswith(("/", ".pyi", "py.typed")) or described or name.startswith(IDLE_IN_WHEELS))


def _own() -> Iterator[Path]:
    left = {path for pattern in LEFT_AT_HOME for path in PACKAGE.glob(pattern)}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.json"), PACKAGE / "game" / "office.yaml"]):
        if not left & {path, *path.parents}:
            yield path


def compiled(pyodide: Path, archives: Iterable[Archive], place: Path) -> list[Archive]:
    """Return the archives with every source compiled; unchanged where there is no Node.js, or it cannot run the page's Python."""
    archives = list(archives)
    node = shutil.which("node")
    if node is None:
        return archives
    paths = [place / f"{k}.zip" for k in range(len(archives))]
    for path, archive in zip(paths, archives, strict=True):
        path.write_bytes(zipped(archive))
    done = subprocess.run([node, str(COMPILE), str(pyodide / "pyodide.mjs"), *map(str, paths)], capture_output=True, check=False)
    return archives if done.returncode else [unzipped(path.read_bytes()) for path in paths]


def zipped(archive: Archive) -> bytes:
    """Return an archive as a zip without compression, the same bytes every time: the page compresses it as a whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as found:
        for name in sorted(archive):
            found.writestr(zipfile.ZipInfo(name), archive[name])
    return out.getvalue()


def unzipped(data: bytes) -> Archive:
    """Return the files of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
