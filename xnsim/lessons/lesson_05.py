"""Lesson 5, AB角: ten per cent absence costs far more than ten per cent, and a half-trained B gives most of it back."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREEN, GREY, INK, ORANGE, axis, diamond, dots, level, line, ring, slider
from xnsim.lessons.lesson_01 import DAYS
from xnsim.lessons.lesson_02 import TIMES
from xnsim.lessons.telling import card
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.proof.absence import post
from xnsim.proof.office import at_random, exponential, matter, office, serve
from xnsim.scenario.model import Scenario
from xnsim.theory import absence, single_desk, windows
from xnsim.widgets.scope import Scope

COME, CAPACITY = 3.5, 5.0
PRESENT_D, AWAY_D = 18.0, 2.0
SHARE_THERE = PRESENT_D / (PRESENT_D + AWAY_D)
TRAINED, HALF = 0.7, 0.5
SHOWN, ALONE = Length(100, 1000), Length(200, 4000)
POINTS = (0.3, 0.7, 1.0)
PER_CENT = Label("%", "%")


def two_posts(e: float) -> Scenario:
    """Two posts, each with files of its own and an officer who is away now and then; each stands in for the other at ``e``, own files first."""
    away = {"present": exponential(PRESENT_D), "away": exponential(AWAY_D)}
    desks = {name: {"officers": [{"name": name.upper(), "absence": away}]} for name in ("a", "b")}
    files = {f"for_{name}": matter(at_random(COME), serve(name, exponential(1 / CAPACITY))) for name in desks}
    return office(desks, files, [{"a": "A", "b": "B", "efficiency": e}, {"a": "B", "b": "A", "efficiency": e}])


@remembered
def _program(mutual: bool, e: float, length: Length) -> Any:
    """Return the office with a B of his own work or an idle one, ready to run."""
    return program_of(two_posts(e) if mutual else post(COME, CAPACITY, PRESENT_D, AWAY_D, e), length)


@remembered
def days_each(mutual: bool, e: float, replication: int, length: Length = SHOWN) -> float:
    """Return how many days a file took in one replication: beside an idle B, or where two posts cover each other."""
    return watched(_program(mutual, e, length), replication).mean_time()


def no_absence() -> float:
    """Days each if A were never away."""
    return single_desk.mean_time(COME, CAPACITY)


def no_cover() -> float:
    """Days each where nobody stands in."""
    return absence.absent_mean_time(COME, CAPACITY, PRESENT_D, AWAY_D)


def idle_b(e: float) -> float:
    """Days each with a B who has nothing else to do: the ideal."""
    return absence.covered_mean_time(COME, CAPACITY, PRESENT_D, AWAY_D, e) if e > 0 else no_cover()


def recovered(e: float) -> float:
    """Per cent of what absence costs that an idle B gives back."""
    return 100 * (no_cover() - idle_b(e)) / (no_cover() - no_absence())


PREDICTIONS = (
    Prediction("5-0", Label("经办人每天能办 5 件,每天来 3.5 件,人都在时平均用 0.667 天。如今他在岗 18 天、离岗 2 天(缺勤 10%),没有人顶岗。平均用几天?",
                            "An officer can close 5 files a day, 3.5 come, 0.667 days each while he is always in. Now he is in for 18 days and "
                            "away for 2 (10 % absence), and nobody stands in. How many days does a file take?"),
               DAYS, no_cover, lambda: over_runs(lambda r: days_each(False, 0.0, r, ALONE))),
    Prediction("5-1", Label("给他配一个没有本职工作的 B,立即接手,熟练程度是 A 的 70%。平均用几天?",
                            "He gets a B who has no work of his own, takes over at once and works at 70 % of A's speed. How many days now?"),
               DAYS, lambda: idle_b(TRAINED), lambda: over_runs(lambda r: days_each(False, TRAINED, r, ALONE)), digits=3),
)

EXERCISES = (
    Exercise("5-1", Label("缺勤 10%、无人顶岗,平均用时是不缺勤时的几倍?", "With 10 % absence and nobody standing in, days each are how many times those without absence?"),
             TIMES, lambda: no_cover() / no_absence(), (
        Mistake(lambda: 1 / SHARE_THERE, Label(
            "按比例放大:少了 10% 的人,时间不是多 10%。队不是直线:离岗那两天的件全积着,回来还要一边办新件一边还旧账",
            "in proportion: 10 % less of an officer is not 10 % more time. A line is not linear: two days of files pile up and must be worked off beside the new ones")),
        Mistake(lambda: 1 / (CAPACITY * SHARE_THERE - COME) / no_absence(), Label(
            "把能力打了九折再套公式:平均能力相同,一连两天没人和每天少干一点,不是一回事",
            "the formula with 90 % of the capacity: two whole days without anybody are not the same as a little less every day")),
        Mistake(no_cover, Label("这是天数,不是倍数;再除以不缺勤时的天数", "those are days, not times; divide by the days without absence")),
    ), Label("平均用时从 0.667 天到 1.9 天;人只少了一成,余量(能力减来件)少了三分之一,离岗又是连着的",
             "from 0.667 to 1.9 days: a tenth less officer, a third less to spare, and the days away come in a row"), tolerance=0.01),
    Exercise("5-2", Label("闲着的 B 只有 A 一半熟练(e = 0.5)。缺勤造成的损失(多用的天数)挽回了百分之几?",
                          "An idle B is half as quick as A (e = 0.5). What per cent of the loss through absence (the extra days) comes back?"),
             PER_CENT, lambda: recovered(HALF), (
        Mistake(lambda: 100 * HALF, Label(
            "按比例:一半熟练不等于挽回一半。队不是直线:最要紧的是不让件整整两天没人动",
            "in proportion: half as quick is not half of the loss. A line is not linear: what matters most is that files do not lie for two whole days")),
        Mistake(lambda: 100 * (1 - idle_b(HALF) / no_cover()), Label(
            "分母错了:和损失比,不是和全部用时比;0.667 天本来就要用", "the wrong denominator: compare with the loss, not with all the days; 0.667 are needed anyway")),
        Mistake(lambda: 100.0, Label(
            "100% 做不到:B 慢,那两天还是积了一些;而且这已经是 B 闲着的理想情形", "100 % is not reachable: B is slower, so something still piles up; and an idle B is the ideal already")),
    ), Label("损失 1.233 天,B 在时剩 0.263 天;有人顶,比顶得多好更要紧", "the loss is 1.233 days, 0.263 remain; that somebody is there matters more than how good he is"), tolerance=0.01),
    Exercise("5-3", Label("A、B 各有 90% 的时间在岗,彼此无关。至少一人在岗的时间占百分之几?",
                          "A and B are each in 90 % of the time, independently. For what per cent of the time is at least one of them in?"),
             PER_CENT, lambda: 100 * absence.someone_there_share(SHARE_THERE, 2), (
        Mistake(lambda: 100 * SHARE_THERE**2, Label("这是两人都在的时间;要的是至少一人在", "that is the time both are in; at least one is asked for")),
        Mistake(lambda: 90.0, Label("平均数的平均:两个 90% 平均还是 90%,可是两人同时不在才没人", "the average of averages: two 90s average to 90, but nobody is there only when both are away")),
        Mistake(lambda: 100.0, Label(
            "100% 做不到,只要两人离岗各不相干,总有赶在一起的时候;三个人也只是 99.9%。规定“不得同时离岗”才行",
            "100 % is not reachable while absences are independent: now and then they coincide, and three officers give 99.9 %. It takes the rule that both may not leave")),
    ), Label("1 − 10% × 10%:没有人在,要两人同时不在", "1 − 10 % × 10 %: nobody is there only when both are away")),
    Exercise("5-4", Label("两个岗位互为 B,都是 A 的熟练程度(e = 1),各有自己的 3.5 件,先办自己的。平均用几天?(看图,误差 12% 以内算对)",
                          "Two posts cover each other as quickly as their own officer (e = 1), each with its own 3.5 files a day, own files first. Days each? (Read it off the picture, to 12 %.)"),
             DAYS, lambda: fmean(over_runs(lambda r: days_each(True, 1.0, r))), (
        Mistake(no_absence, Label(
            "B 再熟练也有自己的件:他替 A 办,自己的件就等着;不等于 A 没有缺勤", "however able, B has files of his own, and they wait while he does A's: it is not as if A were never away")),
        Mistake(lambda: idle_b(TRAINED), Label("这是 B 闲着的理想值;互为 B 的人并不闲着", "that is the ideal of an idle B; those who cover each other are not idle")),
        Mistake(no_cover, Label("相互顶岗并非没有用:和没人顶岗比,还是快了", "mutual cover is not useless: it is quicker than no cover")),
        Mistake(lambda: windows.mean_time(2 * COME, CAPACITY, 2), Label(
            "以为合到一起总是好:互为 B 不是两人合成一条队,人在时各办各的,缺一人时一人的能力 5 件对着 7 件",
            "pooling is not always what one gets: covering each other is no common line, and while one is away 5 files a day of capacity face 7")),
    ), Label("0.776 天是 B 闲着的理想值。互为 B 时一人不在,另一人要面对两个岗位的 7 件,能力只有 5 件",
             "0.776 days is the ideal of an idle B. Where both have work, one officer faces the 7 files of two posts with a capacity of 5"), tolerance=0.12),
)

TITLE = Label("有人顶岗:B 多熟练,快多少", "Somebody stands in: how able a B, how much quicker")
ABLE, OF_A = Label("B 的熟练程度", "how able B is"), Label("(A = 1)", "(A = 1)")


def ab_cover_curve(lang: Lang | None = None) -> Scope:
    """Show days each against how able B is, idle (the ideal) and with a post of his own; opens after prediction 5-1."""
    lang = lang or spoken()
    return shut_view(PREDICTIONS[1], TITLE, slider("able", ABLE, OF_A, 0.0, 1.0, 0.1, TRAINED, lang), lambda values, guess: pictures(values["able"], guess, lang), lang)


def pictures(e: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with so able a B, each time with one run more."""
    return surer(lambda runs: {"numbers": _numbers(e, runs, lang), "chart": _chart(e, runs, guess, lang)}, SHOWN)


def _seen(mutual: bool, e: float, runs: Runs) -> list[float]:
    """Return days each of every run of a picture."""
    return runs.each(SHOWN, lambda r, length: days_each(mutual, e, r, length))


def _numbers(e: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: nobody stands in, the ideal, and two posts that cover each other."""
    return [
        card("no_cover", Label("无人顶岗", "nobody stands in"), _seen(False, 0.0, runs), DAYS, lang, theory=no_cover()),
        card("ideal", Label("B 闲着(理想值)", "an idle B (the ideal)"), _seen(False, e, runs), DAYS, lang, theory=idle_b(e)),
        card("mutual", Label("相互顶岗(B 有自己的件)", "mutual cover (B has own files)"), _seen(True, e, runs), DAYS, lang),
    ]


def _chart(e: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return the lines of theory and the points of both kinds of cover."""
    places = [k / 20 for k in range(21)]
    found = {mutual: {at: _seen(mutual, at, runs) for at in POINTS} for mutual in (False, True)}
    return {
        "x": axis(Label(ABLE.zh + OF_A.zh, f"{ABLE.en} {OF_A.en}"), 0, 1, lang), "y": axis(Label("平均用时(天)", "days each"), 0, 2.5, lang),
        "series": [
            level(Label("无人顶岗", "nobody stands in"), GREY, no_cover(), (0, 1), lang),
            level(Label("从不缺勤", "never away"), GREEN, no_absence(), (0, 1), lang),
            line(Label("理论(B 闲着)", "theory (idle B)"), BLUE, [[at, idle_b(at)] for at in places], lang),
            dots(Label("B 闲着,95% 区间", "idle B, 95 %"), INK, found[False], lang),
            dots(Label("相互顶岗,95% 区间", "mutual, 95 %"), ORANGE, found[True], lang),
        ],
        "marks": [diamond(e, idle_b(e), lang, Label("理想值", "the ideal"), BLUE), ring(TRAINED, guess, lang, 2.5)],
    }
