"""``xnsim handout``: one HTML page for a phone or a PC without xnsim, every figure worked out beforehand; with ``--live`` a page that simulates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xnsim.commands import asked
from xnsim.commands.declare import ENGINE, SEED, Command, Option, whole
from xnsim.commands.compare import FILE_OF_BOTH
from xnsim.commands.places import check_places, write_whole
from xnsim.commands.screen import say, whisper
from xnsim.labels import Label, Lang
from xnsim.presets import scenario_file, study_file
from xnsim.scenario.problems import InputError, Problem

if TYPE_CHECKING:
    from xnsim.policies import Policy
    from xnsim.scenario import Scenario

REPLICATIONS, LIVE_REPLICATIONS, FROM_A_STUDY = 30, 20, 3
OUT = "handout.html"
GRID, PYODIDE = "--grid", "--pyodide"
OURS = "<!DOCTYPE html>"
NONE_NAMED = Label("情景文件没有写试哪些制度;请用 --policy 写出一至四项,例如 --policy time_limit --policy parallel_approval",
                   "a scenario does not say what to try; name one to four policies, e.g. --policy time_limit --policy parallel_approval")
TOGETHER = Label("每个 --policy 写一项制度;讲义页上可以随意组合", "one policy a --policy; on the page they can be combined at will")
TWICE = Label("同一项制度写了两次", "the same policy is named twice")
DESIGN = Label("这是批量设计;请写情景文件或比较方案文件", "this is a design; name a scenario or a study file")
NO_GRID = Label("现场页的滑块可停在任何值上,不用 --grid;请删去", "on a live page sliders stop anywhere; take --grid out")
ONLY_LIVE = Label("只有现场页(--live)用得到;请加 --live 或删去", "only a live page (--live) needs it; add --live or take it out")
FETCHING = Label("正在取网页里用的 Python(约 17 MB,要联网一次)并打包……", "Fetching the Python of the page (about 17 MB, needs the network once) and packing …")
DONE_LIVE = Label("现场页已写好:{path}({size:.1f} MB,{policies} 项制度,重复 {n} 次,种子 {seed});双击打开,不联网,网页里现算。",
                  "The live page is at {path} ({size:.1f} MB, {policies} reforms, {n} replications, seed {seed}); double-click it, no network is used, figures are worked out in the page.")
LARGE = Label("这个情景一次运行约 {cases} 件,网页里每次要几秒,头一批数字要等十秒上下;课堂上用小一些的情景(如 city_centre)更流畅。",
              "A run of this office has some {cases} cases and takes seconds in the page; the first figures take about ten. A smaller office (such as city_centre) is livelier in class.")
MANY_CASES = 10_000
DONE = Label("讲义页已写好:{path}({size:.2f} MB、{points} 个组合、每个重复 {n} 次、种子 {seed});双击打开,不联网。",
             "The hand-out is at {path} ({size:.2f} MB, {points} combinations, {n} replications each, seed {seed}); double-click it, no network is used.")


def handout(lang: Lang, file: str, policies: tuple[str, ...], grid: tuple[str, ...], live: bool, pyodide: str | None, replications: int | None, seed: int,
            engine: str, out: str) -> None:
    """Work out a grid of reforms and write it as one page, or write a page that simulates."""
    check_places({"--out": out}, ours=OURS)
    _fitting(grid, live, pyodide)
    if live:
        _live(lang, file, policies, pyodide, replications or LIVE_REPLICATIONS, seed, out)
        return
    from xnsim.handout import page, plan_of, worked_out

    office, chosen = _chosen(file, policies)
    reforms = plan_of(office, chosen, grid)
    found = worked_out(office, reforms, replications or REPLICATIONS, seed, engine, progress=sys.stderr.isatty())
    write_whole(Path(out), lambda place: place.write_text(page(found, file), encoding="utf-8"))
    size = Path(out).stat().st_size / 1e6
    say(lang, DONE(lang).format(path=out, size=size, points=len(found.found.alternatives), n=found.found.replications, seed=seed))


def _fitting(grid: tuple[str, ...], live: bool, pyodide: str | None) -> None:
    problems = ([Problem(GRID, NO_GRID)] if live and grid else []) + ([Problem(PYODIDE, ONLY_LIVE)] if pyodide and not live else [])
    if problems:
        raise InputError(problems)


def _live(lang: Lang, file: str, policies: tuple[str, ...], pyodide: str | None, replications: int, seed: int, out: str) -> None:
    """Write a page that simulates: the reforms named, those of a study, or all that suit the scenario."""
    from xnsim.live.page import live_page, suitable

    office, chosen = _named(file, policies)
    fitting = suitable(office, chosen)
    whisper(lang, FETCHING(lang))
    text = live_page(office, fitting, file, replications, seed, Path(pyodide) if pyodide else None)
    write_whole(Path(out), lambda place: place.write_text(text, encoding="utf-8"))
    cases = _cases(office)
    if cases > MANY_CASES:
        whisper(lang, LARGE(lang).format(cases=cases))
    say(lang, DONE_LIVE(lang).format(path=out, size=Path(out).stat().st_size / 1e6, policies=len(fitting), n=replications, seed=seed))


def _cases(office: Scenario) -> int:
    """Return how many cases one run has."""
    from xnsim.engines import run

    return len(run(office, engine="auto").cases["case"])


def _named(file: str, words: tuple[str, ...]) -> tuple[Scenario, list[Policy]]:
    """Return the office and the reforms that were named; none for a scenario alone, which means all that suit it."""
    from xnsim.scenario import load

    path = scenario_file(file)
    return (load(path), []) if not words and asked.kind_of(path) == "scenario" else _chosen(file, words)


def _chosen(file: str, words: tuple[str, ...]) -> tuple[Scenario, list[Policy]]:
    """Return the office and the reforms: those named, else the first ones a study tries."""
    from xnsim.scenario import load
    from xnsim.study import load_study

    path = scenario_file(file) if words else study_file(file)
    kind = asked.kind_of(path)
    if words and kind == "scenario":
        return load(path), _one_by_one(words)
    if kind == "design" or words:
        raise InputError([Problem(str(path), DESIGN)])
    if kind == "scenario":
        raise InputError([Problem("--policy", NONE_NAMED)])
    office, alternatives, *_ = load_study(path)
    found = {policy.key: policy for together in reversed(list(alternatives.values())) for policy in reversed(together)}
    return office, list(reversed(found.values()))[:FROM_A_STUDY]


def _one_by_one(words: tuple[str, ...]) -> list[Policy]:
    found = asked.alternatives(words)
    if any(len(together) != 1 for together in found):
        raise InputError([Problem("--policy", TOGETHER)])
    chosen = [together[0] for together in found]
    if len({policy.key for policy in chosen}) < len(chosen):
        raise InputError([Problem("--policy", TWICE)])
    return chosen


COMMAND = Command(
    "handout",
    Label("讲义页:把几项制度的各种组合事先算好,写成一个网页;滑块只停在算过的值上,双击打开,手机也能看,不联网。加 --live 则连模拟器一起装进网页。",
          "A hand-out: combinations of a few reforms worked out beforehand as one page; sliders snap to what was run; opens by double-click, on a phone too, without a network. With --live the simulator is in the page."),
    handout,
    (FILE_OF_BOTH,
     Option("policies", "--policy", Label("试哪项制度,可带参数(默认:比较方案里的前三项)", "a reform to try, with its knobs (default: the first three of the study)"),
            "KEY:KNOB=VALUE", many=True),
     Option("grid", "--grid", Label("滑块停在哪些值:time_limit.factor=0.4,0.7,1(默认:该制度第一个滑块,均匀取值)",
                                    "where a slider stops: time_limit.factor=0.4,0.7,1 (default: the reform's first slider, evenly)"), "KEY.KNOB=VALUES", many=True),
     Option("live", "--live", Label("现场页:网页里装着模拟器,任何参数现算,另有“算我们局”和「我当主任」(制作时要联网一次)",
                                    "a live page: the simulator is in it, any knob is worked out on the spot, with “our own office” and the game (needs the network once, when made)")),
     Option("pyodide", "--pyodide", Label("现场页用的 Pyodide 已在这个文件夹(解开的 npm 包和轮子),不再下载", "the folder that holds Pyodide for a live page (the unpacked npm package and wheels); nothing is fetched"), "FOLDER"),
     Option("replications", "--replications", Label("每个组合的重复次数(默认 30;现场页 20)", "replications of each combination (default 30; live page 20)"), "N", whole(2, 10_000)),
     SEED, ENGINE,
     Option("out", "--out", Label("写到哪个文件", "the file to write"), "FILE", str, OUT)),
    ("xnsim handout county_centre --out county.html", "xnsim handout single_window --policy time_limit --grid time_limit.factor=0.4,0.7,1",
     "xnsim handout county_centre --live --out live.html"),
)
