"""Lesson 6, 限时办结: a limit is first of all a measuring line; what it moves, it moves through people, and not always to the good."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xnsim.cases import count
from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, INK, ORANGE, axis, diamond, line, ring, share_card, share_dots, slider
from xnsim.lessons.lesson_01 import DAYS, FILES
from xnsim.lessons.lesson_05 import PER_CENT
from xnsim.lessons.telling import card
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.policies.worlds import in_world
from xnsim.proof.desks import desk
from xnsim.proof.office import exponential
from xnsim.proof.seen import Seen
from xnsim.scenario.model import Scenario
from xnsim.theory import single_desk
from xnsim.widgets.scope import Scope
from xnsim.worktime import DAY_S

COME, CAPACITY = 4.5, 5.0
LONG_D, SHORT_D = 20, 3
POINTS = (3, 5, 8, 12, 20)
SHOWN, STEADY = Length(100, 600, 100), Length(400, 4000, 100)


def office_in(world: str, limit_d: float) -> Scenario:
    """Return the desk with a promised limit in one of the two worlds, 无反应 ``none`` or 赶限 ``paced``."""
    ((_, found),) = in_world(desk(COME, exponential(1 / CAPACITY), within=limit_d), (), world)
    return found


@remembered
def _program(world: str, limit_d: float, length: Length) -> Any:
    """Return the desk with a promise in one of the worlds, ready to run."""
    return program_of(office_in(world, limit_d), length)


@remembered
def _unmoved(replication: int, length: Length) -> tuple[Any, float]:
    """Return the seconds of every file where limits move nobody, and files open on average."""
    seen = watched(_program("none", LONG_D, length), replication)
    return seen.times(), seen.mean_present()


@remembered
def read(world: str, limit_d: float, replication: int, length: Length = SHOWN) -> tuple[float, float]:
    """Return per cent of files closed in time, an open one counting as late, and files open on average, in one replication.

    Where limits move nobody one run is measured against every limit: the same files with another ruler.
    """
    if world == "none":
        times, still_open = _unmoved(replication, length)
        return 100 * count(times <= limit_d * DAY_S) / len(times), still_open
    seen = watched(_program(world, limit_d, length), replication)
    return 100 * _kept(seen), seen.mean_present()


def _kept(seen: Seen) -> float:
    """Return the share of files closed within their promise; an open one is not."""
    closed = seen.cases["closed"]
    return seen.share((closed >= 0) & (closed <= seen.cases["promised_due"]))


@remembered
def _steady(limit_d: float, replication: int) -> tuple[float, float]:
    """Return days each and per cent in time where limits move nobody, over a long run."""
    seen = watched(_program("none", limit_d, STEADY), replication)
    return seen.mean_time(), 100 * seen.on_time_share()


def on_time(limit_d: float) -> float:
    """Per cent of files in time where limits move nobody."""
    return 100 * single_desk.on_time_share(COME, CAPACITY, limit_d)


def _days_each() -> float:
    """Days each by theory, whatever is promised."""
    return single_desk.mean_time(COME, CAPACITY)


PREDICTIONS = (
    Prediction("6-0", Label("经办人每天能办 5 件,来 4.5 件,平均每件 2 天,承诺 20 天。承诺压到 3 天,别的什么也不动(没有人看时限办件)。平均每件用几天?",
                            "An officer can close 5 files a day, 4.5 come, 2 days each, 20 days promised. The promise is cut to 3 days and nothing "
                            "else is touched (nobody works by the limit). Days each?"),
               DAYS, _days_each, lambda: over_runs(lambda r: _steady(SHORT_D, r)[0])),
    Prediction("6-1", Label("还是这样压到 3 天,20 天时几乎全部按时。现在按时办结率是百分之几?",
                            "Cut to 3 days in the same way; with 20 days nearly all were on time. What per cent are on time now?"),
               PER_CENT, lambda: on_time(SHORT_D), lambda: over_runs(lambda r: _steady(SHORT_D, r)[1]), digits=1),
)

SURE = 0.95
LIGHT, FAST = 8.0, 10.0
WITHIN_D, TARGET = 5, 0.99

EXERCISES = (
    Exercise("6-1", Label("每天来 8 件、能办 10 件。要 95% 的件按时,承诺最短可以定几天?", "8 files a day come, 10 can be closed. What is the shortest promise that 95 % of files keep?"),
             DAYS, lambda: single_desk.limit_for(LIGHT, FAST, SURE), (
        Mistake(lambda: single_desk.mean_time(LIGHT, FAST), Label(
            "把平均用时当承诺:用时有长有短,照平均数承诺,只有 63% 按时", "the mean taken for a promise: times differ, and only 63 % of files keep the mean")),
        Mistake(lambda: SURE * single_desk.mean_time(LIGHT, FAST), Label(
            "按比例取平均数的 95%:队不是直线,最后那几件等得最久", "95 % of the mean, in proportion: a line is not linear, and the last few wait longest")),
        Mistake(lambda: 2 * single_desk.limit_for(LIGHT, FAST, SURE), Label(
            "只取了对数,没有除以余量(10 − 8 = 2 件/天)", "the logarithm alone: divide by what is to spare, 10 − 8 = 2 a day")),
        Mistake(lambda: single_desk.limit_for(LIGHT, FAST, 1 - SURE), Label(
            "这是只有 5% 按时的承诺:要求的是超过的占 5%", "that promise is kept by 5 %: it is the late ones that shall be 5 %")),
    ), Label("超过 L 天的占 e 的 −(10 − 8)L 次方,令它等于 5%", "the share beyond L days is e to the −(10 − 8)L; set it to 5 %")),
    Exercise("6-2", Label("每天来 4.5 件,承诺 5 天,要 99% 按时。每天要能办几件?", "4.5 files a day come, 5 days are promised, 99 % shall keep it. How many a day must the officer be able to close?"),
             Label("件/天", "files a day"), lambda: single_desk.service_rate_for(COME, WITHIN_D, TARGET), (
        Mistake(lambda: CAPACITY, Label(
            "以为承诺本身会让人办得快:能力还是 5 件,按时的只有 91.8%。时限不改变用时", "a limit moves no time by itself: with a capacity of 5 only 91.8 % are on time")),
        Mistake(lambda: COME / TARGET, Label(
            "按比例:能办的只比来的多 1%,队会长得望不到头。队不是直线", "in proportion: a capacity 1 % above the arrivals makes an endless line. A line is not linear")),
        Mistake(lambda: COME + 1 / WITHIN_D, Label(
            "这样平均正好 5 天,只有 63% 按时:不能照平均数承诺", "that makes the mean 5 days, kept by 63 %: the mean is no promise")),
        Mistake(lambda: single_desk.service_rate_for(COME, WITHIN_D, TARGET) - COME, Label(
            "这是余量;还要加上每天来的 4.5 件", "that is what is to spare; add the 4.5 that come")),
    ), Label("余量 = ln 100 ÷ 5 天 = 0.92 件/天,加上每天来的 4.5 件", "to spare = ln 100 ÷ 5 days = 0.92 a day, on top of the 4.5 that come")),
    Exercise("6-3", Label("来 4.5 件、能办 5 件,承诺从 20 天压到 3 天,没有人看时限办件。100 件里有几件超时?",
                          "4.5 come, 5 can be closed, the promise is cut from 20 to 3 days and nobody works by it. How many of 100 files are late?"),
             FILES, lambda: 100 - on_time(SHORT_D), (
        Mistake(lambda: 0.0, Label(
            "以为时限一压,用时就跟着短:时限只是一把尺子,这里没有任何东西让人变快", "a limit moves no time: it is a measuring line, and nothing here makes anybody quicker")),
        Mistake(lambda: 100 * (1 - SHORT_D / LONG_D), Label(
            "按压缩的比例算:承诺短了 85%,超时的不是 85%。队不是直线", "in proportion to the cut: 85 % less promise is not 85 % late. A line is not linear")),
        Mistake(lambda: on_time(SHORT_D), Label("这是按时的件数", "those are the files on time")),
        Mistake(lambda: (100 - on_time(LONG_D)) * LONG_D / SHORT_D, Label(
            "按比例放大 20 天时的超时率:超时率随时限按指数变", "the late share at 20 days scaled up: it changes exponentially with the limit")),
    ), Label("超时的占 e 的 −1.5 次方;用时一秒也没有变", "e to the −1.5 are late; no file took a second less or more"), tolerance=0.01),
    Exercise("6-4", Label("还是 4.5 件对 5 件。按时率从 99% 提到 99.9%,承诺要放宽几天?", "Still 4.5 against 5. From 99 % to 99.9 % on time, how many days longer must the promise be?"),
             DAYS, lambda: single_desk.limit_for(COME, CAPACITY, 0.999) - single_desk.limit_for(COME, CAPACITY, 0.99), (
        Mistake(lambda: single_desk.limit_for(COME, CAPACITY, 0.99) * 0.9 / 99, Label(
            "按比例:多 0.9 个百分点,不是多 0.9% 的天数。每多一个 9,都要再加这么多天",
            "in proportion: 0.9 points more is not 0.9 % more days. Every further nine costs as many days again")),
        Mistake(lambda: 0.0, Label(
            "以为认真办就能 100%:用时有长有短,能力不变,100% 要无穷多天", "100 % is not reached by diligence: times differ, and at this capacity it would take endless days")),
        Mistake(lambda: single_desk.limit_for(COME, CAPACITY, 0.999), Label("这是 99.9% 的承诺本身;减去 99% 的", "that is the promise for 99.9 %; subtract the one for 99 %")),
        Mistake(lambda: _days_each(), Label("这是平均用时", "those are the mean days")),
    ), Label("ln 10 ÷ 0.5:每多一个 9,再加 4.6 天;100% 永远到不了", "ln 10 ÷ 0.5: every further nine costs 4.6 days more, and 100 % is never reached"),
             way=Label("超时的占 e 的 −(5 − 4.5)L 次方。99% 时它等于 1%,99.9% 时等于 0.1%:各解出一个 L,再相减;也就是 ln 10 ÷ 余量",
                       "the share that is late is e to the −(5 − 4.5)L: 1 % at 99, 0.1 % at 99.9. Solve each for L and subtract; that is ln 10 ÷ what is to spare")),
)

TITLE = Label("只压承诺:哪些数动了", "Only the promise is cut: which numbers move")
PROMISED = Label("承诺时限", "promised limit")


def limit_curve(lang: Lang | None = None) -> Scope:
    """Show the rate on time and the files open as the promise is cut, in both worlds on the same draws; opens after prediction 6-1."""
    lang = lang or spoken()
    return shut_view(PREDICTIONS[1], TITLE, slider("limit", PROMISED, DAYS, SHORT_D, LONG_D, 1, LONG_D, lang), lambda values, guess: pictures(values["limit"], guess, lang), lang)


def pictures(limit_d: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows at a promise of so many days, each time with one run more."""
    return surer(lambda runs: {"numbers": _numbers(limit_d, runs, lang), "chart": _chart(limit_d, runs, guess, lang)}, SHOWN)


def _values(world: str, limit_d: float, which: int, runs: Runs) -> list[float]:
    """Return per cent on time (0) or open files (1) of every run of a picture."""
    return runs.each(SHOWN, lambda r, length: read(world, limit_d, r, length)[which])


def _numbers(limit_d: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: on time and open, in both worlds."""
    still, files = single_desk.mean_present(COME, CAPACITY), COME * runs.of(SHOWN).measure
    return [
        share_card("on_time_none", Label("按时率(无反应)", "on time (no response)"), _values("none", limit_d, 0, runs), files, lang, theory=on_time(limit_d)),
        card("open_none", Label("在办件(无反应)", "open files (no response)"), _values("none", limit_d, 1, runs), FILES, lang, theory=still),
        share_card("on_time_paced", Label("按时率(赶限)", "on time (paced by the limit)"), _values("paced", limit_d, 0, runs), files, lang),
        card("open_paced", Label("在办件(赶限)", "open files (paced by the limit)"), _values("paced", limit_d, 1, runs), FILES, lang),
    ]


def _chart(limit_d: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return the share on time against the promise, in both worlds."""
    files = COME * runs.of(SHOWN).measure
    return {
        "x": axis(Label("承诺时限(天)", "promised limit (days)"), 0, LONG_D + 1, lang), "y": axis(Label("按时办结率(%)", "on time (%)"), 0, 105, lang),
        "series": [
            line(Label("理论(无反应)", "theory (no response)"), BLUE, [[k / 4, on_time(k / 4)] for k in range(4, 4 * LONG_D + 1)], lang),
            share_dots(Label("无反应,95% 区间", "no response, 95 %"), INK, {at: _values("none", at, 0, runs) for at in POINTS}, files, lang),
            share_dots(Label("赶限,95% 区间", "paced, 95 %"), ORANGE, {at + 0.2: _values("paced", at, 0, runs) for at in POINTS}, files, lang),
        ],
        "marks": [diamond(limit_d, on_time(limit_d), lang, colour=BLUE), ring(SHORT_D, guess, lang, 104)],
    }
