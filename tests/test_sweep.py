"""The sweep, desk by desk: used where it may be, and equal to the readable engine in every column."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import getsource
from types import ModuleType
from typing import Any

import pytest
from alike import assert_alike, compiled_too, parting
from hypothesis import Phase, given, settings
from offices import OFFICES, Office, office
from sweep_offices import onward
from toy_office import serve, toy

from xnsim.engines import run
from xnsim.engines import kernel_run, kernel_sweep, sweep_lists, sweep_plan as planning
from xnsim.engines.compiled import numba_here
from xnsim.engines.space import ListSpace
from xnsim.engines.sweep_plan import sweep_plan
from xnsim.engines import tape_in
from xnsim.engines.kernel_run import run_kernel
from xnsim.program.fate import deal

RANDOM = settings(OFFICES, derandomize=True, phases=[Phase.generate])     # large offices: shrinking one would take hours
CALENDAR = {"calendar": {"start": "2026-01-05", "continuous": True, "holidays": "none"}, "horizon": {"warm_up": "0 d", "measure": "1 d", "drain": "2 d"}}


@settings(RANDOM, max_examples=400)
@given(onward())
def test_swept_offices_on_lists(drawn: Office):
    """Of 400 offices in which files only move on, SimPy and the sweep on lists leave the same tables."""
    assert sweep_plan(drawn.program) is not None
    assert_alike(drawn.program, "simpy", "lists")


@compiled_too
@settings(RANDOM, max_examples=200)
@given(onward())
def test_swept_offices_compiled(drawn: Office):
    """Of 200 such offices SimPy and the compiled sweep leave the same tables."""
    assert_alike(drawn.program, "simpy", "kernel", seed=3, replication=1)


def planned(route: list[dict[str, Any]], every: str = "10 min") -> planning.Plan | None:
    """How an office with desks a and b and one matter would be swept."""
    desks = {"a": {"officers": 2}, "b": {"officers": 1}}
    return sweep_plan(office((None, toy(desks, {"m": {"arrivals": {"appointments": {"every": every}}, "route": route}}, CALENDAR))).program)


def back(turnaround: str) -> dict[str, Any]:
    """A return to the first step."""
    return {"return": {"step": "r", "to": "s", "probability": 0.5, "turnaround": turnaround}}


def test_which_offices_are_swept():
    """Where files go round in less than a few applicants come, or a desk is met twice at once, the office is walked event by event."""
    first, second = serve("s", "b", "5 min"), serve("t", "a", "5 min")
    assert planned([first, second]) == ((1, 0), 2**62, (1, 1))
    assert planned([first, second, back("1 d")]) == ((1, 0), 86400, (1, 1))
    assert planned([first, second, back("1 d")], "6 h") is None
    assert planned([first, second, back("exp(1 d)")]) is None
    assert planned([first, second, serve("u", "b", "1 min")]) is None
    branches = {"parallel": {"branches": {"x": {"route": [serve("x", "a", "1 min")]}, "y": {"route": [serve("y", "a", "2 min")]}}}}
    assert planned([first, branches]) == ((1, 0), 2**62, (2, 1))
    after = {"parallel": {"branches": {"x": {"route": [serve("x", "a", "1 min")]}, "y": {"route": [second], "after": ["x"]}}}}
    assert planned([first, after]) is None
    asked = {"parallel": {"branches": {"x": {"route": [second, {"refuse": {"step": "n", "probability": 0.5}}]}, "y": {"route": [serve("y", "a", "2 min")]}}}}
    assert planned([first, asked]) is None


@pytest.mark.parametrize("engine", ["lists", *["kernel"] * (numba_here() is not None)])
def test_room_for_a_crowd_and_a_queue(engine: Any):
    """A thousand at once, and a desk that falls behind for ever, do not fit into the first tables: more room is made."""
    route = [serve("s", "b", "1 min"), {"parallel": {"branches": {n: {"route": [serve(n, "a", "7 min")]} for n in "xy"}}}]
    crowd = {"arrivals": {"appointments": {"every": "1 d"}, "batch": 1000}, "route": route}
    queue = {"arrivals": {"appointments": {"every": "1 min"}}, "route": [serve("s", "b", "3 min")]}
    program = office((None, toy({"a": {"officers": 2}, "b": {"officers": 40}}, {"m": crowd, "n": queue}, CALENDAR))).program
    assert sweep_plan(program) is not None
    ran = assert_alike(program, "simpy", engine)
    assert len(ran.cases["case"]) >= 1000 + 1440


# would we notice? -------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Fault:
    """A text of the sweep and what a careless hand would have written instead."""

    right: str
    wrong: str


TABLE_FAULTS = {
    "who was free longest is taken, not who is listed first": Fault("best = (x if x > now else now) << WHO", "best = x << WHO"),
    "ties in a line go by arrival at the desk only": Fault("< case or (y >> shift == s and y < k):", "< case or True:"),
    "the join goes on when the last branch was looked at": Fault("                        now = met[x]\n", ""),
    "siblings of a fork begin when the first has waited": Fault("now = ready[3 * n_ready + 2]\n", "now = now\n"),
    "the work is told as the time it took": Fault("log[x + 3] = load >> EFFORT_AT", "log[x + 3] = now - begin"),
    "who ends at closing is free the same night": Fault("until[o] = opening(h_open, y, rows, x, end)", "until[o] = x if x < end else end"),
    "who comes after closing is served at once": Fault("now = opening(h_open, row, rows, now, end)", "now = now"),
    "the night counts as work": Fault("x = hours_add(h_open, h_close, y, rows, begin, load >> EFFORT_AT)", "x = begin + (load >> EFFORT_AT)"),
    "who starts tomorrow is looked for in today's hours": Fault("y = until_row[o] if until_row[o] > row else row", "y = until_row[o]"),
    "a wait in working time runs by night": Fault("after_hours(t, now, value) if ops[pp + X_B] and value > 0 else now + value", "now + value"),
    "a case is closed in the window's last second": Fault("close_row(rows, row, now - got)", "close_row(rows, row, limit - got)"),
    "who came in the first second is not measured": Fault("if window_from <= got < window_to:", "if window_from < got < window_to:"),
    "who goes back brings the same luck": Fault("if draw_again(t, f, luck, s * streams, slots[at + S_ROUTE], case) >= MOST_PASSES:", "if False:"),
    "one more return than allowed": Fault("backs[x] >= ops[pp + X_C])", "backs[x] > ops[pp + X_C])"),
}


LIST_FAULTS = {
    "who was free longest is taken, not who is listed first": Fault("while until[o] > now:", "while until[o] > min(until):"),
    "ties in a line go by arrival at the desk only": Fault("coming.sort()", "coming.sort(key=lambda file: file[0])"),
    "the join goes on when the last branch was looked at": Fault("now, branch, place = met[x], op[X_E], op[X_F]", "branch, place = op[X_E], op[X_F]"),
    "the line is looked at in the order in which files were moved": Fault("        coming.sort()\n", ""),
    "the work is told as the time it took": Fault('"worked_s": effort[:]', '"worked_s": [y - x for x, y in zip(begin, over)]'),
    "who ends at closing is free the same night": Fault("until[o] = hours.next_open(over) if hours else over", "until[o] = over"),
    "who comes after closing is served at once": Fault("now = hours.next_open(now) if hours else now", "now = now"),
    "the night counts as work": Fault("over = hours.add(begin, effort) if hours else begin + effort", "over = begin + effort"),
    "a wait in working time runs by night": Fault("self.calendar.add(now, luck[x]) if op[X_B] and luck[x] else now + luck[x]", "now + luck[x]"),
    "a case is closed in the window's last second": Fault("self._closed(op, case, now)", "self._closed(op, case, limit)"),
    "who came in the first second is not measured": Fault("if begin <= got < end:", "if begin < got < end:"),
    "who goes back brings the same luck": Fault("        self._draw_again(case)\n", ""),
    "one more return than allowed": Fault("0 <= op[X_C] <= backs[y]", "0 <= op[X_C] < backs[y]"),
    "what was sent on after the end of the run stays": Fault("twin.books = [list(book) for book in self.books]", "pass"),
    "open cases have no spell in hand": Fault("if entry[5] <= last]", "if entry[0] <= last]"),
}


class Tables(ListSpace):
    """Plain lists, swept as the compiled walk sweeps its tables."""

    name = "tables"


def with_fault(module: ModuleType, fault: Fault) -> dict[str, Any]:
    """The names of a module with a fault in it."""
    source = getsource(module)
    assert source.count(fault.right) == 1, f"the sweep reads otherwise now; plant this fault anew: {fault.right!r}"
    names = dict(vars(module))
    exec(compile(source.replace(fault.right, fault.wrong), "sweep with a fault", "exec"), names)  # noqa: S102: our own source
    return names


@pytest.fixture(scope="module")
def fixed() -> list[tuple[Office, Any]]:
    """The same offices every time, with what SimPy makes of them."""
    found: list[Office] = []

    @settings(OFFICES, derandomize=True, max_examples=150, phases=[Phase.generate])
    @given(onward())
    def collect(drawn: Office) -> None:
        found.append(drawn)

    collect()
    return [(drawn, run(drawn.program, seed=5, engine="simpy")) for drawn in found]


@pytest.mark.parametrize("name", TABLE_FAULTS)
def test_each_fault_of_the_tables_is_caught(name: str, fixed: list[tuple[Office, Any]]):
    """Among the fixed offices there is one in which this fault of the sweep on tables shows; without it there is none."""
    space = Tables()
    assert not any(parts(drawn, told, space) for drawn, told in fixed[:10])
    space.functions.sweep = with_fault(kernel_sweep, TABLE_FAULTS[name])["sweep"]
    assert any(parts(drawn, told, space) for drawn, told in fixed), f"nobody would notice that {name}"


@pytest.mark.parametrize("name", LIST_FAULTS)
def test_each_fault_on_lists_is_caught(name: str, fixed: list[tuple[Office, Any]], monkeypatch: pytest.MonkeyPatch):
    """Among the fixed offices there is one in which this fault of the sweep on lists shows; without it there is none."""
    space = ListSpace()
    assert not any(parts(drawn, told, space) for drawn, told in fixed[:10])
    monkeypatch.setattr(kernel_run, "ListSweeper", with_fault(sweep_lists, LIST_FAULTS[name])["ListSweeper"])
    assert any(parts(drawn, told, space) for drawn, told in fixed), f"nobody would notice that {name}"


def parts(drawn: Office, told: Any, space: ListSpace) -> bool:
    """Whether this walk of an office parts from what SimPy made of it, or breaks down."""
    program = drawn.program
    try:
        return parting(told, run_kernel(program, tape_in(program, space), deal(program, 5, 0, space), space, 5, 0)) is not None
    except (IndexError, ValueError):
        return True
