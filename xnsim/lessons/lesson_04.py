"""Lesson 4, 并窗: five lines or one, generalists or specialists, and the files that should not share a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREEN, GREY, INK, SIMULATED, axis, diamond, dots, level, line, ring, slider
from xnsim.lessons.lesson_01 import DAYS
from xnsim.lessons.lesson_02 import TIMES
from xnsim.lessons.lines import RUNS, WHOLE, Kind, Line, waited, weighed
from xnsim.lessons.telling import card, plain
from xnsim.lessons.textbook import Length, Runs, surer
from xnsim.proof.office import exponential
from xnsim.theory import single_desk, two_kinds, windows
from xnsim.widgets.scope import Scope

WINDOWS, PER_HOUR, RATE, HOUR_MIN = 5, 4.0, 5.0, 60.0
"""Five departments with a window each: applicants an hour at each, and how many a specialist can serve in one."""
ALL = WINDOWS * PER_HOUR
PACES = (83.0, 86.0, 90.0, 95.0, 100.0)
SHORT_D, LONGEST_D, LOAD = 1.0, 20.0, 0.8
"""Two windows, one for short files and one for long ones, each busy four fifths of its time."""
UNLIKE_LENGTH = Length(4_000, 80_000, 4_000, look=(500, 1_500))
LONG_D = (1.0, 5.0, 10.0, 15.0, 20.0)
MINUTES, PERCENT = Label("分钟", "minutes"), Label("%", "%")


def _hall(officers: int, per_hour: float, rate: float) -> Line:
    """Windows with one line. Here, as in the proofs, a day of the clock stands for an hour of the hall, so that whole seconds move nothing."""
    return Line((Kind("visit", per_hour, exponential(1 / rate)),), officers, length=Length(400, 4_000 * WINDOWS // officers, 400, look=(40 * WINDOWS // officers, 80 * WINDOWS // officers)))


def _minutes(line: Line, runs: Runs = WHOLE) -> list[float]:
    """Return the mean wait in minutes, one value a run."""
    return [HOUR_MIN * hours for hours in waited(line, runs)]


def _apart(runs: Runs = WHOLE) -> list[float]:
    """Minutes of waiting at five lines, one value a run."""
    return _minutes(_hall(1, PER_HOUR, RATE), runs)


def _pooled(runs: Runs = WHOLE, percent: float = 100.0) -> list[float]:
    """Minutes of waiting in one line of generalists at such a speed, one value a run."""
    return _minutes(_hall(WINDOWS, ALL, RATE * percent / 100), runs)


def _apart_wait() -> float:
    """Minutes of waiting at five lines, by theory."""
    return HOUR_MIN * single_desk.mean_wait(PER_HOUR, RATE)


def _pooled_wait(percent: float = 100.0) -> float:
    """Minutes of waiting in one line, by theory."""
    return HOUR_MIN * windows.mean_wait(ALL, RATE * percent / 100, WINDOWS)


def _pooled_time(percent: float) -> float:
    """Minutes of the whole visit in one line, by theory."""
    return HOUR_MIN * windows.mean_time(ALL, RATE * percent / 100, WINDOWS)


def _apart_time() -> float:
    """Minutes of the whole visit at five lines, by theory."""
    return HOUR_MIN * single_desk.mean_time(PER_HOUR, RATE)


def _break_even() -> float:
    """The slowest rate, a visitor an hour, at which generalists still tie with separate windows."""
    return windows.slowest_pooled_rate(ALL, WINDOWS, single_desk.mean_time(PER_HOUR, RATE))


def _unlike(long_d: float) -> tuple[Kind, Kind]:
    """Short and long files, each kind work enough for four fifths of one window."""
    return Kind("short", LOAD / SHORT_D, exponential(SHORT_D)), Kind("long", LOAD / long_d, exponential(long_d))


def _together(long_d: float) -> Line:
    """Two windows with one line of short and long files."""
    return Line(_unlike(long_d), 2, length=UNLIKE_LENGTH)


def _apart_kind(long_d: float, kind: int, runs: Runs) -> list[float]:
    """Days that short (0) or long (1) files wait at a window of their own, one value a run."""
    return waited(Line((_unlike(long_d)[kind],), length=UNLIKE_LENGTH), runs)


def _apart_unlike(long_d: float, runs: Runs = WHOLE) -> list[float]:
    """Days that all files wait at two windows, one value a run."""
    rates = [kind.per_day for kind in _unlike(long_d)]
    return [weighed(pair, rates) for pair in zip(_apart_kind(long_d, 0, runs), _apart_kind(long_d, 1, runs), strict=True)]


def _short_wait() -> float:
    """Days that short files wait at their own window, by theory."""
    return single_desk.mean_wait(LOAD / SHORT_D, 1 / SHORT_D)


def _long_wait(long_d: float) -> float:
    """Days that long files wait at their own window, by theory."""
    return single_desk.mean_wait(LOAD / long_d, 1 / long_d)


def _apart_unlike_wait(long_d: float) -> float:
    """Days that all files wait at two windows, by theory."""
    return weighed((_short_wait(), _long_wait(long_d)), [kind.per_day for kind in _unlike(long_d)])


@cache
def _together_wait(long_d: float) -> float:
    """Days that everybody waits in the merged line, by theory."""
    return two_kinds.mean_wait([kind.per_day for kind in _unlike(long_d)], [SHORT_D, long_d], 2)


def _worse(long_d: float = LONGEST_D) -> float:
    """How many times as long all files wait when the lines are merged, by theory."""
    return _together_wait(long_d) / _apart_unlike_wait(long_d)


def _worse_seen() -> list[float]:
    """The same of the runs, one value each."""
    return [both / apart for both, apart in zip(waited(_together(LONGEST_D)), _apart_unlike(LONGEST_D), strict=True)]


PREDICTIONS = (
    Prediction("4-0", Label("五个部门各设一个窗口,每个窗口每小时来 4 人,能办 5 人,办一人平均 12 分钟。平均等候几分钟?",
                            "Five departments with a window each: 4 people an hour come to each, 5 could be served, 12 minutes each. Minutes of wait?"),
               MINUTES, _apart_wait, _apart),
    Prediction("4-1", Label("还是这五个人、这些群众,改成一条队、五个窗口都能办。平均等候从 48 分钟变成几分钟?",
                            "The same five officers and the same people, but one line and any window. The wait was 48 minutes; what is it now?"),
               MINUTES, _pooled_wait, _pooled),
    Prediction("4-2", Label("两个窗口:一个专办 1 天的短件,一个专办 20 天的长件,都忙八成。并成一条队,全部件的平均等候变成原来的几倍?",
                            "Two windows, one for short files (1 day), one for long ones (20 days), each 80 % busy. Merged into one line: "
                            "how many times the mean wait over all files?"),
               TIMES, _worse, _worse_seen),
)

MUST_WAIT = windows.wait_probability(ALL, RATE, WINDOWS)
EXERCISES = (
    Exercise("4-1", Label(f"五个窗口一条队,每小时共来 20 人,每个窗口每小时能办 5 人;一来就要等的占 {100 * MUST_WAIT:.1f}%。平均等候几分钟?"
                          "公式:等候 = 要等的比例 ÷ (五个窗口的能力 − 来人)",
                          f"Five windows, one line: 20 people an hour, 5 an hour at each window; {100 * MUST_WAIT:.1f} % find all windows taken. Minutes of wait? "
                          "Formula: wait = share that must wait ÷ (capacity of the five − arrivals)"),
             MINUTES, _pooled_wait, (
        Mistake(_apart_wait, Label("以为人数和来人都不变,等候就不变。变的是:不会再有人闲着、别人却在排队",
                                   "as if the same staff and visitors gave the same wait: what changes is that nobody is idle while others stand in line")),
        Mistake(lambda: _apart_wait() / WINDOWS, Label("以为五条队并成一条,等候就是五分之一。合并省的不按窗口数折算,要看要等的比例",
                                                       "five lines into one is not one fifth: the gain is not one over the number of windows; mind the share that must wait")),
        Mistake(lambda: 0.0, Label("以为总有一个窗口空着。来得没有规律,五个窗口也会同时有人", "as if a window were always free: with random arrivals all five are taken at times")),
        Mistake(lambda: HOUR_MIN / (WINDOWS * RATE - ALL), Label("忘了乘要等的比例:不是人人都要等", "the share that must wait is missing: not everybody waits")),
        Mistake(lambda: _pooled_time(100), Label("这是在大厅里的全部时间;减去办理的 12 分钟", "that is the whole visit; take off the 12 minutes of service")),
        Mistake(lambda: _pooled_wait() / HOUR_MIN, Label("这是小时;换成分钟", "that is in hours; turn it into minutes")),
    ), Label("要等的比例 ÷ 每小时 5 人的余量 × 60 分钟。同样的五个人,等候只剩原来的七分之一左右",
             "the share that must wait ÷ 5 an hour to spare × 60 minutes. The same five people, about a seventh of the wait")),
    Exercise("4-2", Label("综合窗口的人什么都办,就办得慢些。慢到专办速度的百分之几,群众在大厅的总时间(等候加办理)才与分设窗口的 60 分钟一样长?用滑块找。",
                          "Generalists are slower. At what per cent of the specialist's speed is the whole visit (wait and service) as long as the 60 minutes of separate windows? Find it with the slider."),
             PERCENT, lambda: 100 * _break_even() / RATE, (
        Mistake(lambda: 100.0, Label("以为一慢就不划算。合并省下的等候,够补上不少办理时间", "as if any loss of speed undid it: the wait saved pays for a good deal of service")),
        Mistake(lambda: 100 * ALL / WINDOWS / RATE, Label("这是刚好办得完的速度:利用率 100%,队没有尽头。100% 达不到",
                                                          "at that speed the windows are 100 % busy and the line has no end; 100 % cannot be reached")),
        Mistake(lambda: 100 / WINDOWS, Label("以为五个窗口就可以慢到五分之一。那样每小时只办 5 人,却来 20 人", "one fifth for five windows: then 5 an hour are served and 20 come")),
        Mistake(lambda: 100 * (1 - _break_even() / RATE), Label("这是可以慢多少;问的是还剩百分之几", "that is how much slower; what is left is asked for")),
        Mistake(_break_even, Label("这是每小时办几人;再除以 5", "that is people an hour; divide by 5")),
    ), Label("慢一成半仍然打平。这就是培训综合窗口的成本上限", "a sixth or so slower and still a tie: that is the most that generalists may cost in speed"), tolerance=0.006, way=Label(
        "总时间 = 等候 + 办理。把第三节的滑块从 100% 往左拖,等候和办理都变长;看“在大厅的总时间”,到 60 分钟时停下,读速度",
        "the whole visit = wait + service. Move the slider of section 3 down from 100 %: both grow; stop where the whole visit reaches 60 minutes and read the speed")),
    Exercise("4-3", Label("短件窗口每天来 0.8 件,平均等 4 天;长件窗口每天来 0.04 件,平均等 80 天。分设时全部件平均等几天?",
                          "The short window gets 0.8 files a day, which wait 4 days; the long one 0.04 a day, which wait 80. Kept apart, days of wait over all files?"),
             DAYS, lambda: _apart_unlike_wait(LONGEST_D), (
        Mistake(lambda: (_short_wait() + _long_wait(LONGEST_D)) / 2, Label("平均数的平均:长件很少,要按件数加权", "the average of averages: long files are few; weigh by files")),
        Mistake(_short_wait, Label("这只是短件", "that is the short files alone")),
        Mistake(lambda: _long_wait(LONGEST_D), Label("这只是长件", "that is the long files alone")),
        Mistake(lambda: _together_wait(LONGEST_D), Label("这是并成一条队的等候:长件挡在短件前面", "that is the merged line, with long files in front of short ones")),
        Mistake(lambda: LOAD / SHORT_D * _short_wait() + LOAD / LONGEST_D * _long_wait(LONGEST_D), Label(
            "这是在等的件数;再除以每天的 0.84 件", "that is how many files wait; divide it by the 0.84 a day")),
    ), Label("(0.8 × 4 + 0.04 × 80) ÷ 0.84", "(0.8 × 4 + 0.04 × 80) ÷ 0.84")),
    Exercise("4-4", Label("把这两个窗口并成一条队,全部件的平均等候变成分设时的几倍?(看滑块右端)",
                          "These two windows merged: how many times the mean wait of separate windows, over all files? (Right end of the slider.)"),
             TIMES, _worse, (
        Mistake(lambda: 1.0, Label("以为忙闲一样,等候就一样。短件现在排在 20 天的长件后面", "as if the same load gave the same wait: short files now stand behind long ones of 20 days")),
        Mistake(lambda: 0.5, Label("以为并窗总是好,两条并一条就减半。长短差得多时,并窗反而更糟",
                                   "as if pooling always helped and two lines into one halved the wait: with unlike files it makes things worse")),
        Mistake(lambda: 1 / _worse(), Label("除反了:并窗后 ÷ 分设", "the wrong way round: merged ÷ separate")),
        Mistake(lambda: _together_wait(LONGEST_D) - _apart_unlike_wait(LONGEST_D), Label("这是多等的天数;问的是几倍", "that is the extra days; how many times is asked for")),
        Mistake(lambda: _together_wait(LONGEST_D), Label("这是并窗后的天数;再除以分设的天数", "that is the days when merged; divide by the days when separate")),
    ), Label("长件得益,短件吃亏,而短件多得多:长短相近才并窗", "long files gain, short ones lose, and there are many more of those: merge lines of like files"), tolerance=0.03, way=Label(
        "把第四节的滑块拖到 20 天,读最后两格:“并窗:人人等候”除以“分设:全部件等候”(就是上一题的数)",
        "take the slider of section 4 to 20 days and read the last two cards: everybody merged, divided by all files apart (the number of the exercise before)")),
)

HOURS = Label("小时", "hours")
PACE, LONG = Label("综合窗口的速度", "speed of generalists"), Label("长件平均办理", "mean length of a long file")


def merged_windows(lang: Lang | None = None) -> Scope:
    """Show five windows apart and in one line while generalists get slower; opens after prediction 4-1."""
    lang = lang or spoken()
    return shut_view(PREDICTIONS[1], Label("五条队,还是一条队", "Five lines or one"), slider("percent", PACE, PERCENT, 82.0, 100.0, 0.5, 100.0, lang),
                     lambda values, guess: pace_pictures(values["percent"], guess, lang), lang)


def pace_pictures(percent: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows at a speed of the generalists, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _pace_numbers(percent, runs, lang), "chart": _pace_chart(percent, runs, guess, lang), "unit": HOURS(lang)},
                 _hall(WINDOWS, ALL, RATE).length, RUNS)


def _pace_numbers(percent: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: waits of five lines and of one, service, the whole visit, how busy."""
    service, waits = HOUR_MIN / RATE * 100 / percent, _pooled(runs, percent)
    return [
        card("apart", Label("五条队:等候", "five lines: wait"), _apart(runs), MINUTES, lang, theory=_apart_wait()),
        card("pooled", Label("一条队:等候", "one line: wait"), waits, MINUTES, lang, theory=_pooled_wait(percent)),
        plain("service", Label("一条队:办理", "one line: service"), f"{service:.1f} {MINUTES(lang)}", lang),
        card("visit", Label("一条队:在大厅的总时间", "one line: whole visit"), [wait + service for wait in waits], MINUTES, lang, theory=_pooled_time(percent)),
        plain("busy", Label("综合窗口利用率", "generalists' utilisation"), f"{100 * ALL / (WINDOWS * RATE * percent / 100):.0f} %", lang),
    ]


def _pace_chart(percent: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return the whole visit against the generalists' speed; slow ones need long runs to settle and are left out of a first look."""
    visit = lambda at: [wait + HOUR_MIN / RATE * 100 / at for wait in _pooled(runs, at)]
    return {
        "x": axis(PACE, 0.8, 1.0, lang, percent=True), "y": axis(Label("在大厅的总时间(分钟)", "whole visit (minutes)"), 0, 100, lang),
        "series": [
            level(Label("五条队", "five lines"), GREY, _apart_time(), (0.8, 1), lang),
            line(Label("一条队(理论)", "one line (theory)"), BLUE, [[k / 500, _pooled_time(k / 5)] for k in range(405, 501)], lang),
            dots(SIMULATED, INK, {at / 100: visit(at) for at in PACES[2 if runs.brief else 0:]}, lang),
        ],
        "marks": [diamond(percent / 100, _pooled_time(percent), lang), ring(1, guess + HOUR_MIN / RATE, lang, 100)],
    }


def unlike_lines(lang: Lang | None = None) -> Scope:
    """Show what merging does to short and long files as they become less alike; opens after prediction 4-2."""
    lang = lang or spoken()
    return shut_view(PREDICTIONS[2], Label("短件和长件,该不该排一条队", "Should short and long files share a line"), slider("long_d", LONG, DAYS, 1.0, LONGEST_D, 1.0, 1.0, lang),
                     lambda values, guess: unlike_pictures(values["long_d"], guess, lang), lang)


def unlike_pictures(long_d: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows at a length of the long files, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _unlike_numbers(long_d, runs, lang), "chart": _unlike_chart(long_d, runs, guess, lang)}, UNLIKE_LENGTH, RUNS)


def _unlike_numbers(long_d: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: waits of short, long and all files apart, and of everybody together."""
    return [
        card("short", Label("分设:短件等候", "apart: short files wait"), _apart_kind(long_d, 0, runs), DAYS, lang, theory=_short_wait()),
        card("long", Label("分设:长件等候", "apart: long files wait"), _apart_kind(long_d, 1, runs), DAYS, lang, theory=_long_wait(long_d)),
        card("apart", Label("分设:全部件等候", "apart: all files wait"), _apart_unlike(long_d, runs), DAYS, lang, theory=_apart_unlike_wait(long_d)),
        card("together", Label("并窗:人人等候", "merged: everybody waits"), waited(_together(long_d), runs), DAYS, lang, theory=_together_wait(long_d)),
    ]


def _unlike_chart(long_d: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return the wait over all files against the length of the long ones, apart and merged."""
    curve = lambda label, colour, of, dash: line(label, colour, [[k / 2, of(k / 2)] for k in range(2, 41)], lang, dash)
    return {
        "x": axis(Label("长件平均办理(天;短件 1 天)", "mean length of long files (days; short ones take 1)"), 0, LONGEST_D, lang),
        "y": axis(Label("全部件的平均等候(天)", "mean wait over all files (days)"), 0, 25, lang),
        "series": [
            curve(Label("分设两窗(理论)", "apart (theory)"), GREEN, _apart_unlike_wait, True), curve(Label("并窗(理论)", "merged (theory)"), BLUE, _together_wait, False),
            dots(Label("并窗仿真与 95% 区间", "merged, simulated"), INK, {at: waited(_together(at), runs) for at in LONG_D[:2 if runs.brief else None]}, lang),
        ],
        "marks": [diamond(long_d, _together_wait(long_d), lang), ring(LONGEST_D, guess * _apart_unlike_wait(LONGEST_D), lang, 25)],
    }
