"""Lesson 7, 一次告知: returned files fill the line for everybody, and a clock that starts anew hides it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREEN, GREY, INK, ORANGE, axis, diamond, dots, line, ring, share_card, share_dots, slider
from xnsim.lessons.lesson_01 import DAYS, FILES
from xnsim.lessons.lesson_05 import PER_CENT
from xnsim.lessons.notices import PREDICTION as NOTICES
from xnsim.lessons.telling import card, plain
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.proof.office import at_random, exponential, limit, matter, office, serve
from xnsim.scenario.model import Scenario
from xnsim.theory import networks, single_desk
from xnsim.widgets.scope import Scope

COME, CAPACITY = 3.0, 5.0
OFTEN, SELDOM = 0.35, 0.1
POINTS = (0.0, 0.1, 0.2, 0.3, 0.35)
SHOWN, STEADY = Length(100, 600), Length(400, 4000)

REVIEW_RATE, LIMIT_D, BACK, HOME_D = 0.25, 10.0, 0.4, 5.0
"""A review takes 4 days on average, 10 are promised, 40 % of passes are returned, the applicant takes 5 days on average."""
PLACES = (0.0, 0.2, 0.4, 0.6)
CLOCKS = {"runs": "runs", "pause": "lawful_pause", "reset": "reset"}
CLOCK_SHOWN = Length(100, 400, 400)


# ---- returned files and the line -------------------------------------------------------


def desk_with_returns(p: float) -> Scenario:
    """One desk; so large a share of passes goes back and joins the end of the line at once."""
    back = {"return": {"step": "sent_back", "probability": p, "turnaround": "0 s"}}
    return office({"desk": {}}, {"visit": matter(at_random(COME), serve("desk", exponential(1 / CAPACITY)), back)})


@remembered
def _program(p: float, length: Length) -> Any:
    """Return the desk with so many returns, ready to run."""
    return program_of(desk_with_returns(p), length)


@remembered
def days_each(p: float, replication: int, length: Length = SHOWN) -> float:
    """Return the days a file took in all, every pass counted, in one replication."""
    return watched(_program(p, length), replication).mean_time()


def mean_time(p: float) -> float:
    """Days each by theory."""
    return networks.feedback_mean_time(COME, CAPACITY, p)


# ---- three clocks ------------------------------------------------------------------------


def reviews(p: float, clock: str) -> Scenario:
    """Reviewers enough for nobody to queue; a returned file is mended at home while the clock runs, pauses or starts anew."""
    back = {"return": {"step": "sent_back", "probability": p, "turnaround": exponential(HOME_D), "clock": CLOCKS[clock]}}
    visit = matter(at_random(1.0), serve("desk", exponential(1 / REVIEW_RATE)), back)
    visit["limits"] = {"promised": limit(LIMIT_D)}
    return office({"desk": {"officers": "unlimited"}}, {"visit": visit})


@remembered
def _clocked(p: float, clock: str, length: Length) -> Any:
    """Return the reviews under one of the clocks, ready to run."""
    return program_of(reviews(p, clock), length)


@remembered
def on_time(p: float, clock: str, replication: int, length: Length = CLOCK_SHOWN) -> float:
    """Return per cent on time by one of the three clocks in one replication; the same applicants under each."""
    return 100 * watched(_clocked(p, clock, length), replication).on_time_share()


def by_reset() -> float:
    """Per cent on time where every return sets the clock to nought."""
    return 100 * networks.reset_on_time_share(REVIEW_RATE, LIMIT_D)


def by_pause(p: float) -> float:
    """Per cent on time where all time with the office counts, over every pass, and the applicant's does not."""
    return 100 * networks.true_on_time_share(REVIEW_RATE, LIMIT_D, p)


PREDICTIONS = (
    Prediction("7-0", Label("窗口每次审查平均 0.2 天(每天 5 次),每天来 3 件,一次都不退时平均 0.5 天办完。如今每次审查有 35% 退回,补好重新排队(补正时间不计)。平均几天办完?",
                            "A review takes 0.2 days (5 a day), 3 files a day come, 0.5 days each if none is returned. Now 35 % of reviews "
                            "end in a return, mended at once and back in line. Days each?"),
               DAYS, lambda: mean_time(OFTEN), lambda: over_runs(lambda r: days_each(OFTEN, r, STEADY))),
    Prediction("7-1", Label("推行一次性告知,每次审查的退回率从 35% 降到 10%,人手不变。平均几天办完?",
                            "Everything is told at once: returns fall from 35 % to 10 % of reviews, the same officers. Days each now?"),
               DAYS, lambda: mean_time(SELDOM), lambda: over_runs(lambda r: days_each(SELDOM, r, STEADY)), digits=3),
    Prediction("7-2", Label("审查平均 4 天,承诺 10 天,每次审查 40% 退回。审查的时间全部算上,按时的占 77.7%。如果每退一次就重新计时,系统里的按时率是百分之几?",
                            "A review takes 4 days on average, 10 are promised, 40 % of reviews end in a return. With all review time counted 77.7 % are "
                            "on time. If every return sets the clock to nought, what per cent does the system show?"),
               PER_CENT, by_reset, lambda: over_runs(lambda r: on_time(BACK, "reset", r, Length(100, 2000, 600))), digits=1),
    NOTICES,
)

QUARTER = 0.25

EXERCISES = (
    Exercise("7-1", Label("每天来 3 件、能审 5 次,每次审查 25% 退回重排。平均几天办完?", "3 files a day come, 5 reviews a day, 25 % of reviews end in a return to the line. Days each?"),
             DAYS, lambda: mean_time(QUARTER), (
        Mistake(lambda: mean_time(0) / (1 - QUARTER), Label(
            "按比例:每件平均审 1.33 次,时间不是 1.33 倍。队不是直线:退回来的件也在排队,把大家都堵住",
            "in proportion: 1.33 reviews a file are not 1.33 times the days. A line is not linear: what comes back stands in it too, before everybody")),
        Mistake(lambda: mean_time(0) * (1 + QUARTER), Label(
            "只加了 25%:退回的还会再退,而且队不是直线", "25 % added: what is returned may be returned again, and a line is not linear")),
        Mistake(lambda: mean_time(0), Label("退件也占人手:这是一次都不退的用时", "returned files take work too: these are the days without returns")),
        Mistake(lambda: 1 / (CAPACITY * (1 - QUARTER)), Label("这只是在手上的时间,没有算排队", "that is the time in hand alone; the line is missing")),
    ), Label("每天只有 5 × 75% = 3.75 次审查真正办结,余量 0.75 件:1 ÷ 0.75", "only 5 × 75 % = 3.75 reviews a day close a file, 0.75 to spare: 1 ÷ 0.75")),
    Exercise("7-2", Label("还是这个窗口(3 件、5 次、25% 退回),审查的人有百分之几的时间在忙?", "The same window (3 files, 5 reviews, 25 % returned): for what per cent of the time is it busy?"),
             PER_CENT, lambda: 100 * networks.feedback_utilisation(COME, CAPACITY, QUARTER), (
        Mistake(lambda: 100 * single_desk.utilisation(COME, CAPACITY), Label("没有算退件:退回来的还要再审", "the returns are missing: what comes back is reviewed again")),
        Mistake(lambda: 100 * single_desk.utilisation(COME, CAPACITY) * (1 + QUARTER), Label(
            "第二次审查也会退:1 + 25% + 25% 的 25% + …… = 1 ÷ 75%", "the second review may end in a return too: 1 + 25 % + 25 % of 25 % + … = 1 ÷ 75 %")),
        Mistake(lambda: 100 * (single_desk.utilisation(COME, CAPACITY) + QUARTER), Label(
            "百分数不能这样相加:25% 是审查次数的份额,60% 是时间的份额", "these per cents do not add: 25 % is of reviews, 60 % is of time")),
    ), Label("3 ÷ (5 × 75%) = 80%:利用率里有四分之一是重复劳动", "3 ÷ (5 × 75 %) = 80 %: a quarter of the work is done over again"),
             way=Label("退回的要再审一次:每天 3 件,平均每件要审 1 ÷ 75% 次。算出每天共审几次,再除以每天能审的 5 次",
                       "what is sent back is reviewed again: each of 3 files a day takes 1 ÷ 75 % reviews on average. Work out the reviews a day and divide by the 5 that can be done")),
    Exercise("7-3", Label("审查平均 4 天,承诺 10 天,40% 退回,退一次重新计时。每 100 件里,有几件系统说按时、其实(审查时间全算)超时?",
                          "Reviews of 4 days, 10 promised, 40 % returned, the clock set to nought each time. Of 100 files, how many does the system call on "
                          "time although all review time counted they are late?"),
             FILES, lambda: by_reset() - by_pause(BACK), (
        Mistake(lambda: 0.0, Label("以为按时率就是按时率:换一只钟,同一件事有两个率", "a rate is not a rate: another clock gives another one for the same files")),
        Mistake(lambda: 100 * BACK, Label("不是每件退过的都超时:40% 是每次审查的退回率", "not every returned file is late: 40 % is the share of reviews that end in a return")),
        Mistake(lambda: 100 - by_pause(BACK), Label("其中一部分连系统也承认超时;要减去", "part of these the system admits; subtract them")),
        Mistake(lambda: 100 - by_reset(), Label("这是系统自己承认超时的", "these are the ones the system admits")),
        Mistake(by_reset, Label("这是系统报的按时率", "that is the rate the system reports")),
    ), Label("两个按时率之差:审查快慢没有变,只是钟换了", "the difference of the two rates: the reviews did not change, only the clock did"),
             way=Label("系统只看最后一遍:一遍按时的占 1 减 e 的 −10 ÷ 4 次方。其实各遍都算:退回 40%,合计平均 4 ÷ 60% 天,照样是指数分布,再算一次按时的占多少。两个相减,乘 100 件",
                       "the system looks at the last review alone: 1 less e to the −10 ÷ 4 are on time. In truth all reviews count: with 40 % sent back they take 4 ÷ 60 % days on average, again exponential; work out the share on time once more. Subtract, and take it of 100 files"), tolerance=0.01),
    Exercise("7-4", Label("退回率 35% 不降,想靠加人做到和降到 10% 一样快(来 3 件)。每天要能审几次?",
                          "Returns stay at 35 %; more officers shall make it as quick as 10 % returns would (3 files a day). How many reviews a day are needed?"),
             Label("次/天", "reviews a day"), lambda: CAPACITY * (1 - SELDOM) / (1 - OFTEN), (
        Mistake(lambda: CAPACITY, Label("人手不变就要 4 天,不是 0.667 天", "the same 5 a day give 4 days each, not 0.667")),
        Mistake(lambda: CAPACITY * (1 + OFTEN - SELDOM), Label(
            "加 25 个百分点不等于加 25% 的人:退回的还会再退", "25 points more returns are not 25 % more officers: what is returned may be returned again")),
        Mistake(lambda: CAPACITY / (1 - OFTEN), Label(
            "以为要做到一件不退、100% 一次办成:对照的是 10%,不是 0", "that would equal no returns at all, 100 % at the first go; the comparison is with 10 %, not 0")),
        Mistake(lambda: CAPACITY * (1 - SELDOM), Label("这是每天真正办结的次数;还要除以 65%", "those are the reviews a day that close a file; divide by 65 %")),
    ), Label("5 × 90% ÷ 65%:少退 25 个百分点,顶得上多 38% 的人", "5 × 90 % ÷ 65 %: 25 points fewer returns are worth 38 % more officers")),
)

EACH = Label("平均用时(天)", "days each")
RETURNED = Label("每次审查的退回率", "share of reviews returned")
TITLE = Label("退件率升一点,大家都慢", "A few more returns, and everybody waits")
CLOCK_TITLE = Label("同一批件,三只钟", "The same files by three clocks")


def returns_curve(lang: Lang | None = None) -> Scope:
    """Show days each against the share of reviews returned; opens after prediction 7-1."""
    lang = lang or spoken()
    return shut_view(PREDICTIONS[1], TITLE, slider("p", RETURNED, PER_CENT, 0.0, 38.0, 1.0, 100 * OFTEN, lang), lambda values, guess: pictures(values["p"] / 100, guess, lang), lang)


def pictures(p: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with so many returns, each time with one run more."""
    return surer(lambda runs: {"numbers": _numbers(p, runs, lang), "chart": _chart(p, runs, guess, lang)}, SHOWN)


def _seen(p: float, runs: Runs) -> list[float]:
    """Return days each of every run of a picture."""
    return runs.each(SHOWN, lambda r, length: days_each(p, r, length))


def _numbers(p: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: reviews a file, how busy, days each."""
    return [
        plain("passes", Label("每件审查次数(理论)", "reviews a file (theory)"), f"{1 / (1 - p):.2f}", lang),
        plain("busy", Label("审查的人在忙(理论)", "busy (theory)"), f"{100 * networks.feedback_utilisation(COME, CAPACITY, p):.0f} %", lang),
        card("days_each", Label("平均用时(仿真)", "days each (simulated)"), _seen(p, runs), DAYS, lang, theory=mean_time(p)),
    ]


def _chart(p: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return days each against the share returned, beside what a straight line would say; the most needs long runs and is left out of a first look."""
    straight = [[at, mean_time(0) / (1 - at)] for at in (0.0, 0.1, 0.2, 0.3, 0.4)]
    return {
        "x": axis(RETURNED, 0, 0.4, lang, percent=True), "y": axis(EACH, 0, 6, lang),
        "series": [
            line(Label("如果队是直线", "if lines were linear"), GREY, straight, lang, dash=True),
            line(Label("理论", "theory"), BLUE, [[k / 200, mean_time(k / 200)] for k in range(77)], lang),
            dots(Label("仿真,95% 区间", "simulated, 95 %"), INK, {at: _seen(at, runs) for at in POINTS[:-1 if runs.brief else None]}, lang),
        ],
        "marks": [diamond(p, mean_time(p), lang), ring(SELDOM, guess, lang, 6)],
    }


def three_clocks(lang: Lang | None = None) -> Scope:
    """Show per cent on time by a clock that runs, one that pauses and one that starts anew; opens after prediction 7-2."""
    lang = lang or spoken()
    return shut_view(PREDICTIONS[2], CLOCK_TITLE, slider("p", RETURNED, PER_CENT, 0.0, 60.0, 10.0, 100 * BACK, lang), lambda values, guess: clock_pictures(values["p"] / 100, guess, lang), lang)


def clock_pictures(p: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view of clocks shows with so many returns, each time with one run more."""
    return surer(lambda runs: {"numbers": _clock_numbers(p, runs, lang), "chart": _clock_chart(p, runs, guess, lang)}, CLOCK_SHOWN)


def _on_time(p: float, clock: str, runs: Runs) -> list[float]:
    """Return per cent on time by one clock, of every run of a picture."""
    return runs.each(CLOCK_SHOWN, lambda r, length: on_time(p, clock, r, length))


def _clock_numbers(p: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: the same files by each of the three clocks."""
    files = runs.of(CLOCK_SHOWN).measure
    return [
        share_card("reset", Label("退一次重新计时", "set to nought"), _on_time(p, "reset", runs), files, lang, theory=by_reset()),
        share_card("pause", Label("补正期间暂停(审查全算)", "paused while mended"), _on_time(p, "pause", runs), files, lang, theory=by_pause(p)),
        share_card("runs", Label("一直走(申请人的钟)", "never stopped (the applicant's)"), _on_time(p, "runs", runs), files, lang),
    ]


def _clock_chart(p: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return per cent on time against the share returned, by each of the three clocks."""
    files = runs.of(CLOCK_SHOWN).measure
    found = {clock: {at: _on_time(at, clock, runs) for at in PLACES} for clock in CLOCKS}
    return {
        "x": axis(RETURNED, 0, 0.65, lang, percent=True), "y": axis(Label("按时办结率(%)", "on time (%)"), 0, 105, lang),
        "series": [
            line(Label("重置(理论)", "reset (theory)"), ORANGE, [[0, by_reset()], [0.6, by_reset()]], lang),
            line(Label("暂停(理论)", "pause (theory)"), BLUE, [[k / 50, by_pause(k / 50)] for k in range(31)], lang),
            share_dots(Label("重置", "reset"), ORANGE, found["reset"], files, lang),
            share_dots(Label("暂停", "pause"), BLUE, found["pause"], files, lang),
            share_dots(Label("一直走", "never stopped"), GREEN, found["runs"], files, lang),
        ],
        "marks": [diamond(p, by_pause(p), lang, colour=BLUE), ring(BACK, guess, lang, 104)],
    }
