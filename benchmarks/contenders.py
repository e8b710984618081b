"""Who takes part, and why somebody does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from benchmarks import c_heap, handwritten_simpy, ours
from benchmarks.timing import Contender
from benchmarks.workloads import SENT_BACK, Workload
from xnsim.labels import Label

SERVICES_A_CASE = {"permit": 5 * (1 + SENT_BACK) + 1, "mmc": 1.0}

HANDWRITTEN = Label("手写 SimPy", "hand-written SimPy")
C_HEAP = Label("手写 C 事件堆", "hand-written C event heap")
CIW_PERMIT = Label("Ciw(部门改为串联)", "Ciw (departments in series)")
LIBRARIES = {"asimpy": Label("asimpy", "asimpy"), "ciw": Label("Ciw", "Ciw")}
OURS: dict[ours.Engine, Label] = {
    "kernel": Label("xnsim 内核", "xnsim kernel"),
    "kernel-lists": Label("xnsim 内核(列表,无 Numba)", "xnsim kernel on lists, no Numba"),
    "kernel-bare": Label("xnsim 内核(列表,也无 NumPy)", "xnsim kernel on lists, no NumPy either"),
    "simpy": Label("xnsim 可读引擎", "xnsim readable engine"),
}
TABLES = Label("xnsim 从场景文件到两张表", "xnsim scenario file to both tables")
EVERYTHING = Label("xnsim 内核,日历等全开", "xnsim kernel, calendars and all on")
BY_EVENT = Label("xnsim 内核,逐个事件走", "xnsim kernel, event by event")


def rivals(workload: Workload, cases: int) -> tuple[list[Contender], list[Label]]:
    """Return the rivals present on this computer, and a sentence for each one absent."""
    present = [_rival("handwritten", HANDWRITTEN, handwritten_simpy, workload, cases)]
    absent: list[Label] = []
    for library, label in LIBRARIES.items():
        if find_spec(library) is None:
            absent.append(Label(f"没有安装 {library},略过", f"{library} is not installed: skipped"))
            continue
        if library == "ciw" and workload == "permit":
            label = CIW_PERMIT
        module = import_module(f"benchmarks.{library}_model")
        present.append(_rival(library, label, module, workload, cases))
    why = c_heap.missing()
    if why:
        absent.append(why)
    else:
        present.append(_rival("c", C_HEAP, c_heap, workload, cases))
    return present, absent


def _rival(key: str, label: Label, module: ModuleType, workload: Workload, cases: int) -> Contender:
    run: Callable[[int, int], Any] = getattr(module, workload)
    return Contender(key, label, partial(run, cases), module.services, SERVICES_A_CASE[workload])


def ourselves(workload: Workload, cases: int) -> tuple[list[Contender], list[Label]]:
    """Return our engines and our way from file to tables, or why there are none."""
    why = ours.missing()
    if why:
        return [], [why]
    every = SERVICES_A_CASE[workload]

    def engine(name: ours.Engine, scenario: str) -> Callable[[int], ours.Records]:
        """One of our engines on one of the scenarios."""
        return partial(_run_ours, scenario, cases, name)

    team = [Contender(name, label, engine(name, workload), ours.services, every) for name, label in OURS.items()]
    team.append(Contender("tables", TABLES, partial(ours.tables, workload, cases), ours.services, every))
    if workload == "permit" and ours.has("permit_full"):
        full = engine("kernel", "permit_full")
        # an absence cuts a service into two rows of the log: less than one in a thousand here
        team.append(Contender("everything", EVERYTHING, full, ours.services, every))
        team.append(Contender("events", BY_EVENT, lambda seed: ours.walk(workload, cases, seed, by_event=True), ours.services, every))
    return team, []


def _run_ours(scenario: str, cases: int, engine: ours.Engine, seed: int) -> ours.Records | int:
    if engine == "simpy":
        return ours.run(scenario, cases, seed, engine=engine)
    return ours.walk(scenario, cases, seed, engine=engine)
