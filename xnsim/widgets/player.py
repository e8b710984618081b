"""``replay``: the office as a moving picture. Desks with their officers, the line before each, every case a dot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets as tr

from xnsim.engines import Engine, Run
from xnsim.labels import Label, Lang, spoken
from xnsim.ledger.film import NEAR, Film, film_of, sent, stretch
from xnsim.plots.style import PALETTE, QUIET, stamp_text
from xnsim.policies import Policy
from xnsim.presets import scenario_file
from xnsim.punctuation import printed
from xnsim.scenario import InputError, Problem
from xnsim.scenario.files import load
from xnsim.scenario.model import Scenario
from xnsim.study import simulate
from xnsim.version import VERSION
from xnsim.widgets.board import Board, page_module, page_style
from xnsim.widgets.words import NOW, THIS

BESIDE = 2
STATES = {"none": QUIET, "within": PALETTE[0], "near": "#B37700", "over": "#8E1B2E"}
"""The state of a case's limit and its colour: apart for the colour-blind, dark enough on the desks' tint; each has a shape of its own too."""

WORDS = {
    "title": Label("回放", "Replay"),
    "play": Label("播放", "Play"),
    "pause": Label("暂停", "Pause"),
    "back": Label("上一变化", "Step back"),
    "step": Label("下一变化", "Step"),
    "speed": Label("快慢", "Speed"),
    "time": Label("时刻", "Time"),
    "follow": Label("跟踪第几件", "Follow case"),
    "skip": Label("略过下班时间", "Skip closed hours"),
    "waits": Label("排队", "in line"),
    "hand": Label("在办", "in hand"),
    "wait_here": Label("件", "cases"),
    "next": Label("下次开会", "meets in"),
    "days": Label("天", "d"),
    "hours": Label("小时", "h"),
    "ended": Label("已办结有承诺的", "Ended with a promise"),
    "on_time": Label("按时", "on time"),
    "none": Label("没有时限或未起算", "no limit, or not yet running"),
    "within": Label("时限内", "within the limit"),
    "near": Label(f"时限已用{NEAR:.0%}以上", f"over {NEAR:.0%} of the limit used"),
    "over": Label("已超时", "overdue"),
    "idle": Label("在岗空闲", "free"),
    "busy": Label("办理中", "at work"),
    "off": Label("下班", "off hours"),
    "away": Label("不在岗", "away"),
    "cover": Label("代办", "stand-in"),
    "case": Label("第 {} 件", "case {}"),
    "places": Label("同时在 {} 处", "at {} places at once"),
    "to_go": Label("距到期 {}", "{} to the limit"),
    "past": Label("已超时 {}", "{} overdue"),
    "gone": Label("不在办", "not in the office"),
    "keys": Label("空格 播放或暂停 · ← → 上一、下一变化 · PgUp PgDn 一天 · Home End 头尾 · + − 快慢",
                  "Space play or pause · ← → step · PgUp PgDn a day · Home End ends · + − speed"),
    "once": Label("一次运行,没有区间;下结论要看多次重复的比较", "a single run has no interval; findings need a comparison of many runs"),
}
WEEKDAYS = Label("周日 周一 周二 周三 周四 周五 周六", "Sun Mon Tue Wed Thu Fri Sat")
SPEEDS = {600: Label("10 分钟/秒", "10 min/s"), 3600: Label("1 小时/秒", "1 h/s"), 4 * 3600: Label("4 小时/秒", "4 h/s"),
          86400: Label("1 天/秒", "1 d/s"), 5 * 86400: Label("5 天/秒", "5 d/s"), 20 * 86400: Label("20 天/秒", "20 d/s")}
TOO_MANY = Label("回放最多并排两种做法,现为 {} 种", "a replay shows at most two regimes side by side, here {}")
TOO_FEW = Label("回放至少要有 1 件,现为 {}", "a replay shows at least 1 case, here {}")

Regimes = Mapping[str, Sequence[Policy] | Policy]


def replay(office: Scenario | str | Path, policies: Sequence[Policy] | Policy | Regimes = (), cases: int = 2000, seed: int = 1,
           replication: int = 0, lang: Lang | None = None, engine: Engine = "auto", plays: bool = False) -> "Replay":
    """Run an office once and play back where every case lay: at which desk, in whose hands, within its limit or past it.

    ``office`` is a scenario, a file, or the name of one that comes with xnsim. ``policies`` are those in
    force, or two regimes by name, shown side by side on the same applicants. The picture begins with the
    measuring window and shows about ``cases`` cases; who is in line there is the whole line. ``plays``: it moves as soon
    as it is opened. Raises ``InputError``.
    """
    found = office if isinstance(office, Scenario) else load(scenario_file(str(office)))
    lang = lang or spoken()
    regimes = policies if isinstance(policies, Mapping) else {(THIS if policies else NOW)(lang): policies}
    problems = [] if 1 <= len(regimes) <= BESIDE else [Problem("policies", _said(TOO_MANY, len(regimes)))]
    problems += [] if cases >= 1 else [Problem("cases", _said(TOO_FEW, cases))]
    if problems:
        raise InputError(problems)
    return Replay({name: simulate(found, chosen, seed, replication, engine).tables for name, chosen in regimes.items()}, cases, lang, plays)


class Replay(Board):
    """The moving picture. ``spec`` says what there is to see, ``reels`` are the tables of each run as bytes, sent once."""

    _esm = page_module("replay.js")
    _css = page_style("replay.css")

    spec = tr.Dict().tag(sync=True)
    reels = tr.List().tag(sync=True)

    def __init__(self, runs: Mapping[str, Run], cases: int, lang: Lang, plays: bool = False) -> None:
        stretches = [stretch(run, cases) for run in runs.values()]
        begin, end = max(first for first, _ in stretches), min(last for _, last in stretches)
        self.films = [film_of(run, begin, max(end, begin + 1)) for run in runs.values()]
        super().__init__(spec=_spec(runs, self.films, lang) | {"plays": plays}, reels=[sent(film) for film in self.films])
        self.listen()

    def at(self, second: int) -> list[dict[str, tuple[int, int]]]:
        """Return for each picture how many wait and how many are in hand at every place, in a second of the calendar."""
        return [film.at(second) for film in self.films]


def _said(label: Label, value: int) -> Label:
    return Label(label.zh.format(value), label.en.format(value))


def _spec(runs: Mapping[str, Run], films: Sequence[Film], lang: Lang) -> dict[str, Any]:
    run = next(iter(runs.values()))
    program = run.lowered
    stamps = [f"{name}:{stamp_text(1, each.seed, each.lowered.digest, VERSION, lang)}" if len(runs) > 1 else
              stamp_text(1, each.seed, each.lowered.digest, VERSION, lang) for name, each in runs.items()]
    return {
        "lang": lang, "words": {key: printed(word(lang), lang) for key, word in WORDS.items()}, "weekdays": WEEKDAYS(lang).split(),
        "office": printed(program.scenario.name(lang), lang), "states": STATES, "start": program.calendar.start.isoformat(),
        "begin": films[0].begin, "length": films[0].end - films[0].begin,
        "speeds": [{"rate": rate, "label": label(lang)} for rate, label in SPEEDS.items()],
        "stamp": [printed(text, lang) for text in stamps],
        "panes": [_pane(name, film, lang) for name, film in zip(runs, films, strict=True)],
    }


def _pane(name: str, film: Film, lang: Lang) -> dict[str, Any]:
    used = {*film.tables["zone"]}       # where nothing ever lies in the film is left out
    zones = [{"key": zone.key, "kind": zone.kind, "label": zone.label(lang), "shown": zone.kind == "session" or number in used}
             for number, zone in enumerate(film.zones)]
    return {"name": name, "zones": zones, "seats": [seat._asdict() for seat in film.seats]}
