"""How many trainees one machine can serve: eight browser sessions on ``xnsim app`` measured, forty computed from them.

``python -m benchmarks.browser_sessions`` prints a table. Eight browsers open the desk at the same
moment, then all move a slider at the same time, each as often as a trainee who hardly pauses.
Memory and processor time of every session's own process are read from the system; the times on
the screen are wall clock, the browsers' own work included, for they run on the same machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import browser
from xnsim.labels import Label

SESSIONS, CLASS = 8, 40
MOVES, THINKING_S = 6, 20.0
MEGA = 1e6
BEGIN = f"(asked) => {{ window.told = ({browser.MOVE})(asked); }}"
FIRST = f'{browser.DESK}[data-n]:not([data-n="0"])'


@dataclass(frozen=True)
class Session:
    """One trainee: what his process took to open and for a move, what he waited for."""

    memory_mb: float
    first_picture_s: float
    open_cpu_s: float
    move_cpu_s: float
    answers_ms: tuple[float, ...]


@dataclass(frozen=True)
class Room:
    """All sessions of a measurement, and what stands beside them: Voila itself, the browsers."""

    sessions: tuple[Session, ...]
    voila_mb: float
    voila_cpu_s: float
    browsers_cpu_s: float
    wall_s: float

    def middle(self, name: str) -> float:
        """Return the median of a quantity over the sessions."""
        return median(getattr(each, name) for each in self.sessions)

    @property
    def answers_ms(self) -> list[float]:
        """Return how long every slider's move of every session took."""
        return [value for each in self.sessions for value in each.answers_ms]


def measure(count: int = SESSIONS, moves: int = MOVES, scenario: str = "county_centre") -> Room:
    """Open so many sessions at once, let all move their sliders at once, and return what it took."""
    from xnsim.app import page_at

    with browser.browser() as found, browser.app(scenario) as served:
        pages = [found.new_context(viewport=browser.SCREEN).new_page() for _ in range(count)]
        began = time.perf_counter()
        for page in pages:
            page.set_default_timeout(browser.READY_MS)
            page.goto(page_at(served.url, "desk"), wait_until="commit")
        pictures = first_pictures(pages, began)
        for page in pages:
            page.wait_for_selector(f"{browser.DESK}[data-stage=final]")
        opened = kernels(served.process.pid)
        for page in pages:
            page.locator(f'{browser.DESK} [data-policy="time_limit"] > label input').check()
            page.wait_for_selector(f"{browser.DESK}[data-stage=final]")
        before = kernels(served.process.pid)
        for page in pages:
            page.evaluate(BEGIN, [[("time_limit", "factor", 0.65, 0.95)], moves, 1500, 2500, False])
        answers = [tuple(page.evaluate("() => window.told")["times"]) for page in pages]
        for page in pages:
            page.wait_for_selector(f"{browser.DESK}[data-stage=final]")
        after = kernels(served.process.pid)
        voila = _process(served.process.pid)
        spent = [(opened[pid][1], (after[pid][1] - before[pid][1]) / moves, after[pid][0]) for pid in after if pid in opened and pid in before]
        spent = sorted(spent, key=lambda each: each[1])[-count:]      # a page that was asked for again has left a process behind that does nothing
        sessions = tuple(Session(memory, picture, first, move, answer)
                         for (first, move, memory), picture, answer in zip(spent, pictures, answers, strict=True))
        return Room(sessions, voila[0], voila[1], browser.processor_s(browser.browser_pid()), time.perf_counter() - began)


def first_pictures(pages: Sequence[Any], began: float) -> list[float]:
    """Return how many seconds after the moment ``began`` each page showed its first figures."""
    found: dict[int, float] = {}
    while len(found) < len(pages):
        for number, page in enumerate(pages):
            if number not in found and page.locator(FIRST).count():      # a locator bears it that a page is asked for again meanwhile
                found[number] = time.perf_counter() - began
        time.sleep(0.05)
        if time.perf_counter() - began > browser.READY_MS / 1000:
            raise TimeoutError(f"{len(found)} of {len(pages)} sessions showed a picture")
    return [found[number] for number in range(len(pages))]


def kernels(pid: int) -> dict[int, tuple[float, float]]:
    """Return (megabytes of its own, processor seconds) of every session's process below Voila's."""
    import psutil

    return {each.pid: _process(each.pid) for each in psutil.Process(pid).children() if any("ipykernel" in word for word in each.cmdline())}


def _process(pid: int) -> tuple[float, float]:
    import psutil

    each = psutil.Process(pid)
    spent = each.cpu_times()
    return each.memory_full_info().uss / MEGA, spent.user + spent.system


def rows(room: Room) -> list[tuple[Label, str, str]]:
    """Return the table: what, measured with so many sessions, computed for a class of forty."""
    count, cores = len(room.sessions), os.cpu_count() or 1
    memory, opening, move = room.middle("memory_mb"), room.middle("open_cpu_s"), room.middle("move_cpu_s")
    firsts = sorted(each.first_picture_s for each in room.sessions)
    return [
        (Label("每人内存,独占(中位)", "memory of its own, a session (median)"), f"{memory:.0f} MB", "–"),
        (Label("内存合计(含 Voila)", "memory, all sessions and Voila"), f"{room.voila_mb + sum(each.memory_mb for each in room.sessions):,.0f} MB",
         f"{room.voila_mb + CLASS * memory:,.0f} MB"),
        (Label("打开桌面到正式数字,每人 CPU(中位)", "CPU from opening to the final figures, a session (median)"), f"{opening:.1f} s", "–"),
        (Label("同时打开到首个数字(墙钟,最快–最慢)", "all open at once, to the first figures (wall, first–last)"), f"{firsts[0]:.1f}–{firsts[-1]:.1f} s", "–"),
        (Label(f"全班同时打开,{cores} 核要算", f"the whole class opens at once, work for {cores} cores"), f"{count * opening / cores:.0f} s", f"{CLASS * opening / cores:.0f} s"),
        (Label("每两秒拖动一次,每次 CPU(中位;来不及到正式数字的更少)", "CPU of a slider's move, one every two seconds (median; less where it was overtaken)"), f"{move:.2f} s", "–"),
        (Label(f"{count} 人同时拖动,滑块到重绘 p50 / p90(墙钟)", f"{count} move at once, slider to repainted chart p50 / p90 (wall)"),
         f"{browser.share(room.answers_ms, .5):.0f} / {browser.share(room.answers_ms, .9):.0f} ms", "–"),
        (Label(f"每人每 {THINKING_S:.0f} 秒拖动一次,要几个核", f"cores needed if everyone moves a slider every {THINKING_S:.0f} s"),
         f"{count * move / THINKING_S:.1f}", f"{CLASS * move / THINKING_S:.1f}"),
    ]


def table(room: Room) -> str:
    """Return the rows as Markdown, Chinese with an English line."""
    heads = (f"| | {len(room.sessions)} 人,实测 measured | {CLASS} 人,推算 computed |", "|---|---|---|")
    return "\n".join([*heads, *(f"| {what.zh}<br>{what.en} | {measured} | {computed} |" for what, measured, computed in rows(room))])


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print; says why where nothing can be measured."""
    parser = argparse.ArgumentParser(prog="benchmarks.browser_sessions", description=__doc__)
    parser.add_argument("--sessions", type=int, default=SESSIONS, help="几个会话 / how many sessions")
    parser.add_argument("--moves", type=int, default=MOVES, help="每人拖动几次 / moves of each")
    asked = parser.parse_args(given)
    why = browser.absent()
    if why is not None:
        print(f"! {why.zh} {why.en}")
        return 0
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "–"
    print(f"{os.cpu_count()} CPU;测前负载 load before: {load}\n")
    print(table(measure(asked.sessions, asked.moves)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
