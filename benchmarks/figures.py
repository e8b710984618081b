"""The speed figures of the design: what is divided by what, what must be reached, what is aimed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.timing import Spread
from xnsim.labels import Label

Measured = Mapping[str, Spread]


@dataclass(frozen=True)
class Figure:
    """One row: ``above`` divided by ``below``, both named as ``workload.contender``.

    With ``below`` empty the row shows ``above`` itself. Times of rivals stand above, ours
    below, so that a ratio says how many times faster we are; ``unit`` names the exceptions.
    """

    label: Label
    above: str
    below: str = ""
    reach: float | None = None
    aim: float | None = None
    bound: Literal["≥", "≤"] = "≥"
    unit: str = "×"

    def value(self, measured: Measured) -> Spread | None:
        """Return the figure, or None where one side was not measured."""
        if self.above not in measured or (self.below and self.below not in measured):
            return None
        return measured[self.above].over(measured[self.below]) if self.below else measured[self.above]

    def verdict(self, measured: Measured) -> Label:
        """Say whether the median reaches the bound, and the aim."""
        value = self.value(measured)
        if value is None:
            return Label("未测", "not measured")
        if self.reach is None:
            return Label("", "")
        if not self._holds(value.middle, self.reach):
            return Label("未达到", "missed")
        if self.aim is not None and self._holds(value.middle, self.aim):
            return Label("达到目标", "aim met")
        return Label("达到", "reached")

    def _holds(self, value: float, limit: float) -> bool:
        return value >= limit if self.bound == "≥" else value <= limit


def _faster(rival: str, zh: str, en: str, workload: str = "permit", mark: str = "") -> Figure:
    where = Label("许可业务", "permit workload") if workload == "permit" else Label("M/M/3", "M/M/3")
    label = Label(f"内核 ÷ {zh},{where.zh}{mark}", f"kernel ÷ {en}, {where.en}{mark}")
    return Figure(label, f"{workload}.{rival}", f"{workload}.kernel")


FIGURES = (
    Figure(
        Label("内核(含抽样与完整记录)÷ 手写 SimPy,许可业务",
              "kernel with draws and full log ÷ hand-written SimPy, permit workload"),
        "permit.handwritten", "permit.kernel", 200, 300,
    ),
    Figure(
        Label("同上 ÷ 手写 C 事件堆", "the same ÷ hand-written C event heap"),
        "permit.c", "permit.kernel", 1.0, 1.5,
    ),
    Figure(
        Label("场景文件 → 两张表 ÷ 手写 SimPy(它不出表)",
              "scenario file → both tables ÷ hand-written SimPy (which makes none)"),
        "permit.handwritten", "permit.tables", 120, 200,
    ),
    Figure(      # what the words cost: the same walk with and without them
        Label("日历、缺勤、顶岗、优先级全开(代价,两边都逐个事件走)", "calendars, absences, cover, priorities all on (cost, both walked event by event)"),
        "permit.everything", "permit.events", 2.0, 1.4, "≤",
    ),
    Figure(      # what the short cut saves that is open to plain offices alone
        Label("同上,与逐岗推进的普通单位相比(全开的单位不能走这条捷径)", "the same, against the plain office swept desk by desk (a short cut that is closed to the full one)"),
        "permit.everything", "permit.kernel",
    ),
    Figure(
        Label("列表内核(无 Numba)÷ 手写 SimPy", "kernel on lists (no Numba) ÷ hand-written SimPy"),
        "permit.handwritten", "permit.kernel-lists", 3, 6,
    ),
    Figure(
        Label("同上,也没有 NumPy(浏览器)", "the same, without NumPy (browser)"),
        "permit.handwritten", "permit.kernel-bare", 3, 6,
    ),
    Figure(
        Label("可读引擎比手写 SimPy 慢", "readable engine, times slower than hand-written SimPy"),
        "permit.simpy", "permit.handwritten", 4, None, "≤",
    ),
    Figure(
        Label("10⁷ 件一台机器,含完整记录每件字节", "10⁷ cases on one machine, bytes a case with the full log"),
        "large.bytes", "", 250, 150, "≤", "B",
    ),
    Figure(
        Label("每件代价的增长,10³ → 10⁷", "growth of the cost per case, 10³ → 10⁷"),
        "large.10^7", "large.10^3", 1.25, 1.15, "≤",
    ),
    Figure(
        Label("200 次重复 × 5,000 件,双线程,墙钟 ÷ 串行 SimPy",
              "200 replications × 5,000 cases, two cores, wall ÷ serial SimPy"),
        "study.handwritten", "study.kernel", 250, 500,
    ),
    Figure(
        Label("同上,每次重复另做两张表(SimPy 不做)", "the same, with both tables of every replication (SimPy makes none)"),
        "study.handwritten", "study.tables",
    ),
    Figure(Label("首个结果:冷", "first result: cold"), "first.cold", "", 8, 5, "≤", "s"),
    Figure(Label("首个结果:热", "first result: warm"), "first.warm", "", 1.5, 0.8, "≤", "s"),
    Figure(
        Label("滑块 → 重绘,四个方案,p90(浏览器,墙钟)", "slider → repainted chart, four alternatives, p90 (browser, wall)"),
        "browser.slider.p90", "", 250, 100, "≤", "ms",
    ),
    Figure(
        Label("同上,三个方案同时重算,p90", "the same, three of the four worked out anew, p90"),
        "browser.anew.p90", "", 250, None, "≤", "ms",
    ),
    Figure(
        Label("回放同屏两千余件:帧间隔(浏览器,墙钟;20 ms = 50 帧/秒)",
              "replay, over 2,000 files at once: between frames (browser, wall; 20 ms = 50 a second)"),
        "browser.gap", "", 20, 17, "≤", "ms",
    ),
    Figure(
        Label("回放:每帧 CPU,浏览器全部进程,软件绘图", "replay: CPU a frame, all processes of the browser, software drawing"),
        "browser.frame_cpu", "", 20, None, "≤", "ms",
    ),
    Figure(
        Label("回放:运行之后备好 2,000 件的影片(CPU)", "replay: film of 2,000 cases ready after the run (CPU)"),
        "browser.film", "", 0.5, None, "≤", "s",
    ),
    _faster("asimpy", "asimpy", "asimpy"),
    _faster("ciw", "Ciw(部门串联)", "Ciw (departments in series)"),
    _faster("handwritten", "手写 SimPy", "hand-written SimPy", "mmc"),
    _faster("asimpy", "asimpy", "asimpy", "mmc"),
    _faster("ciw", "Ciw", "Ciw", "mmc"),
    _faster("c", "手写 C 事件堆", "hand-written C event heap", "mmc"),
)
