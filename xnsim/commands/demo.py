"""``xnsim demo``: a month of a county service centre under five regimes, from nothing to a page in half a minute."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from xnsim.commands.asked import in_language
from xnsim.commands.compare import Plan, compared
from xnsim.commands.declare import SEED, Command, Option, whole
from xnsim.commands.places import check_places
from xnsim.commands.preview import PREVIEWED, preview
from xnsim.commands.results import show_comparison, write_files
from xnsim.commands.screen import say, table, whisper
from xnsim.labels import Label, Lang
from xnsim.presets import study_file
from xnsim.punctuation import printed, unfolded

if TYPE_CHECKING:
    from xnsim.scenario import Scenario
    from xnsim.study import Comparison

OFFICE = "county_centre"
SHOWN = (*PREVIEWED, "total_days", "promise_cut", "real_speed_up", "utilisation")
TOLD = ("on_time_rate", "mean_workdays", "p90_workdays")
WITHOUT_COMPILER = 2  # replications where plain Python walks: about a hundred times slower
FOLDER = "xnsim-demo"
LATER = ("pandas", "matplotlib.figure", "matplotlib.backends.backend_agg", "fontTools.subset", "openpyxl")

OPENING = Label("{name}:{n} 种做法,同一批申请人,每种重复 {times} 次,每次计一个月。",
                "{name}: {n} regimes, the same applicants, {times} replications of one measured month each.")
NO_PLACE = Label("受公开数据启发,不代表任何真实单位;每个假定写在 {}。", "Inspired by published figures, no real office is meant; every assumption is written in {}.")
SLOW = Label("没有可用的编译器(numba),改走纯 Python,只重复 {} 次。", "No compiler (numba) is at hand: plain Python, {} replications only.")
COMPILING = Label("正在编译计算内核,只有第一次需要……", "Compiling the kernel, the first time only …")
DONE = Label("共计入 {measured} 件(另有预热和收尾的件不计),用时 {seconds:.1f} 秒。",
             "{measured} cases measured (those of warm-up and drain come on top), in {seconds:.1f} s.")
NEXT = Label("接下来可以试:", "What to try next:")
STEPS = (
    ("xnsim policies parallel_approval", Label("一项制度的参数、依据、代价和反效果", "one policy: knobs, sources, costs, perverse effects")),
    ("xnsim compare county_centre", Label("同样的五种做法,全部指标", "the same five regimes, every indicator")),
    ("xnsim scenarios", Label("其他自带的情景", "the other offices that come with xnsim")),
    ("xnsim lab", Label("打开课件", "open the lessons")),
)


def demo(lang: Lang, out: str, replications: int | None, seed: int) -> int:
    """Compare five regimes of the county centre; leave table, figure and page behind."""
    from xnsim.engines.compiled import numba_here
    from xnsim.engines.warm import is_warm, warm_up
    from xnsim.study import load_study

    check_places({}, ("--out", out))
    begun = perf_counter()
    compiling = warm_up()
    plan = load_study(study_file(OFFICE))
    alternatives = in_language(plan.alternatives, lang)
    fast = numba_here() is not None
    times = replications or (plan.replications if fast else WITHOUT_COMPILER)
    _open(plan.scenario, len(alternatives), times, lang)
    if not fast:
        whisper(lang, SLOW(lang).format(times))
    preview(plan.scenario, alternatives, seed, is_warm(), lang)
    if compiling is not None and compiling.poll():
        whisper(lang, COMPILING(lang))
        _fetch(LATER)
        compiling.wait()
    found, code = compared(Plan(plan.scenario, alternatives, times, seed, SHOWN), lang)
    show_comparison(found, lang, TOLD)
    write_files(found, Path(out), plan.scenario.name(lang), unfolded(plan.scenario.about(lang)) if plan.scenario.about else "", lang)
    _close(found, perf_counter() - begun, lang)
    return code


def _fetch(names: tuple[str, ...]) -> None:
    """Load libraries that will be needed at the end, while there is only waiting to do."""
    for name in names:
        with suppress(ImportError):     # who lacks it is told when it is needed
            import_module(name)


def _open(office: Scenario, n: int, times: int, lang: Lang) -> None:
    say(lang, OPENING(lang).format(name=office.name(lang), n=n, times=times))
    say(lang, NO_PLACE(lang).format(f"scenarios/{OFFICE}.yaml") + "\n")


def _close(found: Comparison, seconds: float, lang: Lang) -> None:
    means = found.frame(lang)
    measured = int(means[means["indicator"] == "total_days"]["denominator"].sum())
    say(lang, "\n" + NEXT(lang))
    print(table(["", ""], [["  " + step, printed(why(lang), lang)] for step, why in STEPS]))
    say(lang, "\n" + DONE(lang).format(measured=f"{measured:,}", seconds=seconds))


COMMAND = Command(
    "demo",
    Label("半分钟看懂:一个县级政务服务中心,现状与四种做法相比。写出网页、图和表。",
          "Half a minute to see what this is: a county service centre, as it is and under four regimes. Leaves a page, a figure and tables."),
    demo,
    (Option("out", "--out", Label("写到哪个文件夹", "where to write"), "FOLDER", default=FOLDER),
     Option("replications", "--replications", Label("重复次数(默认按比较方案)", "replications (default: the study's)"), "N", whole(1, 100_000)), SEED),
    ("xnsim demo", "xnsim demo --lang en --out somewhere"),
)
