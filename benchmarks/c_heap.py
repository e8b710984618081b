"""Builds ``heap.c`` with the compiler of this computer and runs it.

The library lies in a temporary folder that goes with the process. Without a compiler there is
no such rival, and ``missing`` says so.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.logs import CaseRow, Log, ServiceRow
from benchmarks.workloads import SENT_BACK
from xnsim.labels import Label

SOURCE = Path(__file__).with_name("heap.c")
COMPILERS = ("cc", "gcc", "clang")
FLAGS = ("-O3", "-std=c11", "-fPIC", "-shared")
BEST = "-march=native"  # not every compiler knows it; it is worth about 1 %


class _Case(ctypes.Structure):
    _fields_ = [
        ("received", ctypes.c_double),
        ("delivered", ctypes.c_double),
        ("sent_back", ctypes.c_int32),
        ("reports", ctypes.c_int32),
    ]


class _Service(ctypes.Structure):
    _fields_ = [
        ("case", ctypes.c_int32),
        ("desk", ctypes.c_uint8),
        ("round", ctypes.c_uint8),
        ("officer", ctypes.c_int16),
        ("start", ctypes.c_double),
        ("end", ctypes.c_double),
    ]


def compiler() -> str | None:
    """Return the C compiler to use: ``CC`` where set, else the first one found, else None."""
    return next(filter(None, map(shutil.which, (os.environ.get("CC", ""), *COMPILERS))), None)


def missing() -> Label | None:
    """Return why there is no C rival here, or None when there is one."""
    if compiler() is None:
        return Label("没有找到 C 编译器,略过 C 事件堆", "no C compiler found: the C event heap is skipped")
    try:
        library()
    except (OSError, subprocess.CalledProcessError) as error:
        why = getattr(error, "stderr", None) or str(error)
        return Label(f"heap.c 编译失败,略过:{why}", f"heap.c did not build, skipped: {why}")
    return None


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="xnsim-heap-", ignore_cleanup_errors=True)


@cache
def library() -> ctypes.CDLL:
    """Build the library once a process and return it.

    Raises ``OSError`` or ``subprocess.CalledProcessError`` when it cannot be built or loaded.
    """
    target = Path(_folder().name) / ("heap.dll" if sys.platform == "win32" else "heap.so")
    command = [compiler() or "cc", *FLAGS, str(SOURCE), "-o", str(target), "-lm"]
    if subprocess.run([*command, BEST], capture_output=True).returncode:
        subprocess.run(command, check=True, capture_output=True, text=True)
    built = ctypes.CDLL(str(target))
    _declare(built)
    return built


def _declare(built: ctypes.CDLL) -> None:
    office, cases, seed = ctypes.c_void_p, ctypes.c_int64, ctypes.c_uint64
    built.open_office.argtypes, built.open_office.restype = [cases], office
    built.close_office.argtypes, built.close_office.restype = [office], None
    built.permit.argtypes = [office, cases, seed, ctypes.c_double]
    built.mmc.argtypes = [office, cases, seed]
    built.permit.restype = built.mmc.restype = ctypes.c_int64
    built.case_rows.argtypes = built.service_rows.argtypes = [office]
    built.case_rows.restype = ctypes.POINTER(_Case)
    built.service_rows.restype = ctypes.POINTER(_Service)


class Office:
    """Room for ``cases`` files; like our kernel it uses its buffers again in the next run."""

    def __init__(self, cases: int) -> None:
        self.room = cases
        self.cases = self.services = 0
        self._at = library().open_office(cases)
        if not self._at:
            raise MemoryError(f"no memory for {cases} cases")

    def __del__(self) -> None:
        """Give the buffers back."""
        library().close_office(self._at)

    def permit(self, cases: int, seed: int, sent_back: float) -> None:
        """Run W2 until the last applicant has gone."""
        self.cases = cases
        self.services = library().permit(self._at, cases, seed, sent_back)

    def mmc(self, cases: int, seed: int) -> None:
        """Run W1 until the last applicant has gone."""
        self.cases = cases
        self.services = library().mmc(self._at, cases, seed)

    def log(self) -> Log:
        """Copy both logs of the last run."""
        rows = library().case_rows(self._at)[: self.cases]
        spells = library().service_rows(self._at)[: self.services]
        return Log(
            [CaseRow(k, row.received, row.delivered, row.sent_back) for k, row in enumerate(rows)],
            [ServiceRow(row.case, row.desk, row.round, row.start, row.end) for row in spells],
        )


_offices: dict[int, Office] = {}


def _office(cases: int) -> Office:
    """Return the office that already has room for so many files, or open one."""
    if cases not in _offices:
        _offices[cases] = Office(cases)
    return _offices[cases]


def permit(cases: int, seed: int, sent_back: float = SENT_BACK) -> Office:
    """Run W2; the office returned is the next run's office too, so read its log first."""
    office = _office(cases)
    office.permit(cases, seed, sent_back)
    return office


def mmc(cases: int, seed: int) -> Office:
    """Run W1; the office returned is the next run's office too, so read its log first."""
    office = _office(cases)
    office.mmc(cases, seed)
    return office


def services(office: Office) -> int:
    """Return how many services the run logged."""
    return office.services


def log_of(office: Office) -> Log:
    """Return both logs in the shape the checks compare."""
    return office.log()
