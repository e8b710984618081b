"""What a trainer waits for, measured in a real browser: a slider moved until its chart is repainted, a frame of the replay.

``python -m benchmarks.browser`` prints both. Wall-clock milliseconds, which on a busy machine are
the machine's as much as ours; so the processor time that a move or a frame costs stands beside
them: of the kernel, and of all the browser's processes. Without a Chromium, or without Playwright,
nothing is measured and the reason is said.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.timing import Spread
from xnsim.labels import Label

ROOT = Path(__file__).resolve().parent.parent
SCREEN = {"width": 1366, "height": 768}
MOVES, SHORTEST_MS, LONGEST_MS = 60, 60, 400
FRAMES = 240
CASES = 2_200
READY_MS = 240_000
DESK = ".xnsim.explore"
PLAN = ("standard_work", "time_limit")
SLIDERS = (("standard_work", "spread", 0.2, 0.95), ("time_limit", "factor", 0.65, 0.95), ("standard_work", "cut", 0.05, 0.4))
"""Which sliders are moved, and between which values: all of them plans that the office may try."""
PINS = (("parallel_approval", "time_limit"), ("one_time_notice", "standard_work"))

NO_BROWSER = Label("这台机器没有 Chromium 或 Chrome:滑块和回放未测。", "There is no Chromium or Chrome on this machine: slider and replay are not measured.")
NO_PLAYWRIGHT = Label("没有安装 playwright:滑块和回放未测(pip install -e \".[test]\")。", "playwright is not installed: slider and replay are not measured (pip install -e \".[test]\").")

MOVE = """async ([asked, moves, shortest, longest, anew]) => {
  const root = document.querySelector('.xnsim.explore'), desk = root.desk;
  const frame = () => new Promise(requestAnimationFrame), rest = (ms) => new Promise((done) => setTimeout(done, ms));
  const sliders = asked.map(([policy, knob, from, to]) => [root.querySelector(`[data-policy="${policy}"] [data-knob="${knob}"] input[type=range]`), from, to]);
  const painted = (before) => new Promise((done) => {
    const seen = new MutationObserver(() => {
      if (Number(root.dataset.generation) > before && root.dataset.stage !== 'working' && Number(root.dataset.n) >= 2) { seen.disconnect(); done(); }
    });
    seen.observe(root, { attributes: true });
  });
  const times = [], kernel = [];
  for (let k = 0; k < moves; k += 1) {
    const [slider, from, to] = sliders[k % sliders.length];
    const next = slider.valueAsNumber + Number(slider.step);
    slider.value = next > to || next < from ? from : next;
    if (anew) for (const pin of desk.choice.pins) pin.knobs = { time_limit: { factor: 0.65 + 0.005 * k }, standard_work: { spread: 0.2 + 0.012 * k } };
    const before = Number(root.dataset.generation), began = performance.now();
    const done = painted(before);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await done;
    const shown = root.querySelectorAll('.headline [data-mark]').length;
    if (root.querySelector('[data-refused="yes"]') || shown !== 2 * (2 + desk.choice.pins.length)) throw new Error(`move ${k} was not worked out`);
    await frame();
    await frame();
    times.push(performance.now() - began);
    kernel.push(Number(root.dataset.took));
    await rest(shortest + ((longest - shortest) * ((k * 7) % 11)) / 10);
  }
  return { times, kernel };
}"""
"""A slider's input event, the chart repainted with numbers of a setting not seen before, two frames: the clock stops after the second."""

RUN = """async (frames) => {
  const player = document.querySelector('.xnsim.replay').player;
  player.seek(0);
  const costs = [], gaps = [];
  let last, seen = 0;
  for (let k = 0; k < frames; k += 1) {
    const moment = await new Promise(requestAnimationFrame);
    if (last !== undefined) gaps.push(moment - last);
    last = moment;
    player.move(Math.floor(((player.spec.length - 1) * k) / frames / 4));
    player.paint(16);
    costs.push(player.cost);
    seen = Math.max(seen, player.panes.reduce((sum, pane) => sum + pane.count, 0));
  }
  return { costs, gaps, seen };
}"""

BARE = """async ([code, style, spec, reels]) => {
  document.head.append(Object.assign(document.createElement('style'), { textContent: style }));
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer);
  const sent = reels.map((reel) => Object.fromEntries(Object.entries(reel).map(([name, text]) => [name, bytes(text)])));
  const model = { get: (name) => ({ spec, reels: sent })[name], on: () => {}, off: () => {}, set: () => {}, save_changes: () => {}, send: () => {} };
  const board = await import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  board.default.render({ model, el: document.body });
}"""


class Told(NamedTuple):
    """Figures by name, with what was measured beside each for whoever reads the table."""

    measured: dict[str, Spread]
    lines: list[Label]


def chromium() -> str | None:
    """Return the Chromium or Chrome of this machine."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)


def absent() -> Label | None:
    """Say why nothing can be measured here, or None where it can."""
    if chromium() is None:
        return NO_BROWSER
    return NO_PLAYWRIGHT if find_spec("playwright") is None else None


@contextmanager
def browser() -> Iterator[Any]:
    """Start the browser of this machine without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play, play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"]) as found:
        yield found


@contextmanager
def app(scenario: str = "county_centre") -> Iterator[Any]:
    """Start ``xnsim app`` on an office, from this source."""
    from xnsim.app import start_app
    from xnsim.presets import scenario_file

    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    with start_app(str(scenario_file(scenario))) as found:
        yield found


def measure(moves: int = MOVES, frames: int = FRAMES, anew: bool = True) -> Told:
    """Return the slider's and the replay's figures, with p50, p90 and costs in words."""
    with browser() as found:
        whole, lines = slider(found, moves, anew)
        frame, more = replay(found, frames)
    return Told(whole | frame | film(), lines + more)


def slider(found: Any, moves: int, anew: bool) -> tuple[dict[str, Spread], list[Label]]:
    """Move sliders on the desk of ``xnsim app``, four alternatives on the screen, the one in hand worked out by the kernel at every move.

    ``anew``: then move them again with both kept plans changed at every move too, so that three of the four are worked out.
    """
    from xnsim.app import page_at

    measured, lines = {}, []
    with app() as served:
        page = found.new_page(viewport=SCREEN)
        page.set_default_timeout(READY_MS)
        page.goto(page_at(served.url, "desk"))
        page.wait_for_selector(f"{DESK}[data-stage=final]")
        set_up(page)
        for key, each in (("slider", False), ("anew", True))[: 2 if anew else 1]:
            before = [processor_s(pid) for pid in (served.process.pid, browser_pid())]
            told = page.evaluate(MOVE, [SLIDERS, moves, SHORTEST_MS, LONGEST_MS, each])
            kernel_s, browser_s = (processor_s(pid) - was for pid, was in zip((served.process.pid, browser_pid()), before, strict=True))
            measured[f"browser.{key}"] = Spread(tuple(told["times"]))
            measured[f"browser.{key}.p90"] = Spread((share(told["times"], 0.9),))
            lines.append(_slider_line(each, told, 1000 * kernel_s / moves, 1000 * browser_s / moves))
        page.close()
    return measured, lines


def set_up(page: Any) -> None:
    """Keep two plans and tick a third, so that four alternatives stand on the screen."""
    for plan in (*PINS, PLAN):
        for key in plan:
            page.locator(f'{DESK} [data-policy="{key}"] > label input').check()
        if plan != PLAN:
            page.locator(f"{DESK} header button").first.click()
            page.locator(f"{DESK} header button").nth(1).click()
    page.wait_for_function("([at, count]) => document.querySelectorAll(`${at} .key li`).length === count && document.querySelector(at).dataset.stage === 'final'",
                           arg=[DESK, len(PINS) + 2])


def replay(found: Any, frames: int) -> tuple[dict[str, Spread], list[Label]]:
    """Draw the worst: more than two thousand files in line at once, all on the screen, in a page of its own."""
    from xnsim.widgets.board import page_module, page_style

    board = crowded()
    page = found.new_page(viewport=SCREEN)
    reels = [{name: base64.b64encode(table).decode() for name, table in reel.items()} for reel in board.reels]
    page.evaluate(BARE, [page_module("replay.js"), page_style("replay.css"), board.spec, reels])
    page.wait_for_selector(".xnsim.replay canvas")
    page.evaluate(RUN, 20)
    before = processor_s(browser_pid())
    told = page.evaluate(RUN, frames)
    spent_ms = 1000 * (processor_s(browser_pid()) - before) / frames
    page.close()
    gaps, costs = told["gaps"], told["costs"]
    line = Label(
        f"回放:同屏 {told['seen']:,} 件,{frames} 帧;帧间隔 p50 {share(gaps, .5):.0f}、p90 {share(gaps, .9):.0f} 毫秒(墙钟);"
        f"一帧的脚本 p50 {share(costs, .5):.1f}、p90 {share(costs, .9):.1f} 毫秒(墙钟);浏览器全部进程每帧 {spent_ms:.1f} 毫秒 CPU(软件绘图)",
        f"replay: {told['seen']:,} files at once, {frames} frames; between frames p50 {share(gaps, .5):.0f}, p90 {share(gaps, .9):.0f} ms (wall); "
        f"a frame's script p50 {share(costs, .5):.1f}, p90 {share(costs, .9):.1f} ms (wall); all processes of the browser {spent_ms:.1f} ms of CPU a frame (software drawing)")
    return {"browser.gap": Spread(tuple(gaps)), "browser.frame_cpu": Spread((spent_ms,))}, [line]


def film(turns: int = 5, cases: int = 2_000) -> dict[str, Spread]:
    """Return the processor seconds from the end of a run of the county centre to the film that a page can draw from."""
    from xnsim.presets import scenario_file
    from xnsim.scenario import load
    from xnsim.study import simulate
    from xnsim.widgets import Replay

    run, spent = simulate(load(scenario_file("county_centre")), [], 1).tables, []
    for _ in range(turns):
        began = time.process_time()
        Replay({"": run}, cases, "zh")
        spent.append(time.process_time() - began)
    return {"browser.film": Spread(tuple(spent))}


def crowded() -> Any:
    """Return a replay of two halls in which more than two thousand wait at once."""
    from xnsim.scenario.model import Scenario
    from xnsim.widgets import replay as film

    def hall(number: int) -> dict[str, Any]:
        return {"arrivals": {"table": ["2026-01-05 09:00"] * (CASES // 2)}, "limits": {"promised": "3 wd"},
                "route": [{"serve": {"step": f"s{number}", "desk": f"hall{number}", "effort": "exp(20 min)"}}]}

    data = {"schema": 1, "name": "crowded", "calendar": {"start": "2026-01-05", "holidays": "none", "hours": ["09:00-12:00", "13:30-17:30"]},
            "horizon": {"warm_up": "0 d", "measure": "30 wd", "drain": "60 wd"},
            "desks": {f"hall{k}": {"officers": 6} for k in (1, 2)}, "matters": {f"m{k}": hall(k) for k in (1, 2)}}
    return film(Scenario.model_validate(data), cases=CASES, engine="lists")


def _slider_line(anew: bool, told: dict[str, list[float]], kernel_ms: float, browser_ms: float) -> Label:
    times, took = told["times"], told["kernel"]
    which = Label("四个方案,三个同时重算", "four alternatives, three worked out anew") if anew else Label("四个方案,当前方案重算", "four alternatives, the one in hand worked out")
    figures = f"p50 {share(times, .5):.0f} · p90 {share(times, .9):.0f} ms"
    return Label(f"滑块到重绘({which.zh}):{len(times)} 次,{figures}(墙钟);其中内核 p50 {share(took, .5):.0f}、p90 {share(took, .9):.0f} 毫秒;每次连同其后的重复:服务端 {kernel_ms:.0f}、浏览器 {browser_ms:.0f} 毫秒 CPU",
                 f"slider to repainted chart ({which.en}): {len(times)} moves, {figures} (wall); of it the kernel p50 {share(took, .5):.0f}, p90 {share(took, .9):.0f} ms; "
                 f"a move with the replications after it: server {kernel_ms:.0f}, browser {browser_ms:.0f} ms of CPU")


def share(values: list[float], part: float) -> float:
    """Return the value below which this part of them lies."""
    return quantiles(values, n=100, method="inclusive")[round(100 * part) - 1] if len(values) > 1 else values[0]


def processor_s(pid: int) -> float:
    """Return the processor seconds of a process and all it has started that is still there."""
    import psutil

    total = 0.0
    for each in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        try:
            spent = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system
    return total


def browser_pid() -> int:
    """Return the process under which Playwright's browser runs: of our children the one that is not Voila."""
    import psutil

    return next(each.pid for each in psutil.Process().children(recursive=True) if "chrom" in each.name().lower())


def main() -> int:
    """Measure and print; says why where nothing can be measured."""
    why = absent()
    if why is not None:
        print(f"! {why.zh} {why.en}")
        return 0
    load = "、".join(f"{value:.1f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "–"
    print(f"{os.cpu_count()} CPU;测前负载 load before: {load}")
    for line in measure().lines:
        print(f"{line.zh}\n  {line.en}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
