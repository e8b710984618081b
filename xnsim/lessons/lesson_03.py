"""Lesson 3, 差异: the same work and the same officer, yet files of unlike length make everybody wait longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREEN, GREY, INK, ORANGE, SIMULATED, axis, diamond, dots, level, line, ring, slider
from xnsim.lessons.lesson_01 import DAYS
from xnsim.lessons.lines import RUNS, Kind, Line, waited, weighed
from xnsim.lessons.telling import card, plain
from xnsim.lessons.textbook import Runs, surer
from xnsim.proof.office import exponential
from xnsim.proof.variability import mixed
from xnsim.theory import priorities, variability
from xnsim.widgets.scope import Scope

PER_DAY, EACH_D = 0.8, 1.0
"""Files that come a day and mean days of one: the desk is busy four fifths of its time."""
SHARES, LENGTHS = (0.9, 0.1), (0.5, 5.5)
MIX_CV = variability.mixture(SHARES, LENGTHS)[1] ** 0.5
SPREADS = (0.0, 0.5, 1.0, 1.5, 2.0)
BUSY = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def _spread(cv: float) -> Line:
    """Files of one kind with this spread of lengths."""
    law = "constant(1 d)" if cv == 0 else f"gamma(1 d, shape {1 / cv**2!r})"
    return Line((Kind("file", PER_DAY, law),))


def _mixed() -> Line:
    """Simple and complex files that cannot be told apart."""
    return Line((Kind("file", PER_DAY, mixed(list(SHARES), list(LENGTHS))),))


def _told(per_day: float, easy_first: bool) -> Line:
    """Simple and complex files that can; the only difference is who goes first."""
    kinds = tuple(Kind(name, share * per_day, exponential(days), name == "simple")
                  for name, share, days in zip(("simple", "complex"), SHARES, LENGTHS, strict=True))
    return Line(kinds, order="priority" if easy_first else "fifo")


def _wait(cv: float) -> float:
    """Days of waiting at a spread of lengths, by theory."""
    return variability.mean_wait(PER_DAY, EACH_D, cv * cv)


def _mix_wait(per_day: float = PER_DAY) -> float:
    """Days of waiting in one line of simple and complex files, by theory."""
    return variability.mixture_mean_wait(per_day, SHARES, LENGTHS)


def _easy_waits(per_day: float = PER_DAY) -> list[float]:
    """Theory of easy first: simple, complex, all."""
    come = [share * per_day for share in SHARES]
    each = priorities.mean_waits(come, LENGTHS)
    return [*each, priorities.overall_wait(come, each)]


PREDICTIONS = (
    Prediction("3-0", Label("每天来 0.8 件,每件平均要办 1 天,长短不一时平均等候 4 天。规范以后,每件都恰好办 1 天。平均等候几天?",
                            "0.8 files a day come, each takes 1 day on average; with lengths at random the wait is 4 days. Now every file "
                            "takes exactly 1 day. How many days is the wait?"),
               DAYS, lambda: _wait(0), lambda: waited(_spread(0.0))),
    Prediction("3-1", Label("来件不变,每件平均仍是 1 天,但九成是 0.5 天的简易件,一成是 5.5 天的复杂件,排一条队。平均等候从 4 天变成几天?",
                            "As many files, still 1 day each on average, but nine in ten are simple (0.5 days) and one is complex (5.5 days), "
                            "all in one line. The wait was 4 days; what is it now?"),
               DAYS, _mix_wait, lambda: waited(_mixed())),
    Prediction("3-2", Label("还是这些件、这个人,只改一条:简易件先办。全部件的平均等候变成几天?",
                            "The same files and the same officer; one rule changes: simple files first. What is the mean wait over all files now?"),
               DAYS, lambda: _easy_waits()[2], lambda: waited(_told(PER_DAY, True))),
)

WIDE = 2.0
EXERCISES = (
    Exercise("3-1", Label("每天来 0.8 件,每件平均 1 天,变异系数 CV = 2。平均等候几天?公式:等候 = 利用率 ÷ (1 − 利用率) × (1 + CV²) ÷ 2 × 每件用时",
                          "0.8 files a day, 1 day each on average, CV = 2. Days of wait? Formula: wait = utilisation ÷ (1 − utilisation) × (1 + CV²) ÷ 2 × days each"),
             DAYS, lambda: _wait(WIDE), (
        Mistake(lambda: _wait(1), Label("以为平均数一样、等候就一样。等候取决于长短的差异,不只取决于平均",
                                        "taken for granted that the same mean gives the same wait; it depends on the spread, not on the mean alone")),
        Mistake(lambda: WIDE * _wait(1), Label("按比例放大:CV 加倍,等候不是加倍。公式里是 CV 的平方",
                                               "in proportion: twice the CV is not twice the wait; the formula has its square")),
        Mistake(lambda: _wait(WIDE**0.5), Label("CV 没有平方", "the CV was not squared")),
        Mistake(lambda: WIDE**2 * _wait(1), Label("只乘了 CV²:还有一半的 1,(1 + CV²) ÷ 2", "multiplied by CV² only: it is (1 + CV²) ÷ 2")),
        Mistake(lambda: _wait(WIDE) + EACH_D, Label("加上了办理的 1 天;只问等候", "the day of service was added; only the wait is asked for")),
    ), Label("0.8 ÷ 0.2 × (1 + 4) ÷ 2 × 1:同样的人、同样的活,差异使等候变成 2.5 倍",
             "0.8 ÷ 0.2 × (1 + 4) ÷ 2 × 1: the same officer and the same work, 2.5 times the wait by spread alone")),
    Exercise("3-2", Label("简易件先办:简易件(占 90%)平均等 4.0625 天,复杂件(占 10%)平均等 20.3125 天。全部件平均等几天?",
                          "Simple first: simple files (90 %) wait 4.0625 days on average, complex ones (10 %) 20.3125. Days over all files?"),
             DAYS, lambda: _easy_waits()[2], (
        Mistake(lambda: sum(_easy_waits()[:2]) / 2, Label("平均数的平均:简易件多得多,要按件数加权", "the average of averages: there are many more simple files; weigh by files")),
        Mistake(_mix_wait, Label("以为次序不改变平均。不变的是“工作量 × 等候”之和,不是按件数的平均",
                                 "as if order could not change the mean. What no order changes is the sum of work × wait, not the mean over files")),
        Mistake(lambda: _easy_waits()[1], Label("这只是复杂件", "that is the complex files alone")),
        Mistake(lambda: _easy_waits()[0], Label("这只是简易件:平均数里看不见等了 20 天的那一成人",
                                                "that is the simple files alone: it does not show the tenth of the people who wait 20 days")),
    ), Label("0.9 × 4.0625 + 0.1 × 20.3125。平均降了一半多,复杂件却多等了一半多", "0.9 × 4.0625 + 0.1 × 20.3125. The mean is more than halved, and complex files wait more than half as long again")),
    Exercise("3-3", Label("把长短的差异去掉(CV 从 1 降到 0),人和件都不变。平均等候减少百分之几?",
                          "Remove the spread (CV from 1 to 0); officer and files stay. By how many per cent does the wait fall?"),
             Label("%", "%"), lambda: 100 * (1 - _wait(0) / _wait(1)), (
        Mistake(lambda: 100.0, Label("以为规范了就没有队。来得没有规律,队就还在", "as if standard files left no line: arrivals are still irregular")),
        Mistake(lambda: 0.0, Label("以为平均用时不变,等候就不变。看滑块的左端", "as if the same mean gave the same wait; look at the left end of the slider")),
        Mistake(lambda: 20.0, Label("20% 是空闲的时间;规范不改变利用率", "20 % is the idle time; standards do not change utilisation")),
        Mistake(lambda: 100 * (1 - (_wait(0) + EACH_D) / (_wait(1) + EACH_D)), Label("这是用时(等候加办理)的减幅;只问等候", "that is the fall of the whole time; only the wait is asked for")),
    ), Label("从 1 减到 1/2:正好一半。另一半来自到达的不规律", "(1 + 0) ÷ 2 against (1 + 1) ÷ 2: exactly half. The other half comes from irregular arrivals"),
             way=Label("等候公式里有一项 (1 + CV²) ÷ 2,别的都不变。CV = 1 时它是几,CV = 0 时是几,少了百分之几",
                       "the formula of the wait has a factor (1 + CV²) ÷ 2, and nothing else changes. What is it at CV = 1, what at CV = 0, and how much less is that")),
)

CV_SLIDER = Label("长短差异 CV", "spread of lengths, CV")
BUSY_SLIDER = Label("平均每天来件", "files that come a day")
FILES, WAIT = Label("件", "files"), Label("平均等候(天)", "mean wait (days)")


def variability_curve(lang: Lang | None = None) -> Scope:
    """Show the wait as files become less alike, simulated and by theory; opens after prediction 3-1."""
    lang = lang or spoken()
    spread = slider("cv", CV_SLIDER, Label("", ""), 0.0, 2.0, 0.1, 1.0, lang)
    return shut_view(PREDICTIONS[1], Label("长短越不齐,队越长", "The less alike, the longer the line"), spread,
                     lambda values, guess: spread_pictures(values["cv"], guess, lang), lang)


def spread_pictures(cv: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows at a spread of lengths, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _spread_numbers(cv, runs, lang), "chart": _spread_chart(cv, runs, guess, lang)}, _mixed().length, RUNS)


def _spread_numbers(cv: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: load and length, which stay, and the wait, which does not."""
    return [
        plain("utilisation", Label("利用率", "utilisation"), f"{100 * PER_DAY * EACH_D:.0f} %", lang),
        plain("each", Label("平均每件办理", "mean length of a file"), f"{EACH_D:.1f} {DAYS(lang)}", lang),
        card("wait", Label("平均等候(仿真)", "mean wait (simulated)"), waited(_spread(cv), runs), DAYS, lang, theory=_wait(cv)),
        card("mixed", Label("九成简易一成复杂", "nine simple, one complex"), waited(_mixed(), runs), DAYS, lang, theory=_mix_wait()),
    ]


def _spread_chart(cv: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return the wait against the spread of lengths."""
    high = max(16.0, min(30.0, 1.1 * guess))
    found = {each: waited(_spread(each), runs) for each in SPREADS} | {MIX_CV: waited(_mixed(), runs)}
    return {
        "x": axis(CV_SLIDER, 0, 2.5, lang), "y": axis(WAIT, 0, high, lang),
        "series": [
            level(Label("只看平均数", "by the mean alone"), GREY, _wait(1), (0, 2.5), lang),
            line(Label("理论", "theory"), BLUE, [[k / 20, _wait(k / 20)] for k in range(51)], lang),
            dots(SIMULATED, INK, found, lang),
        ],
        "marks": [diamond(cv, _wait(cv), lang), ring(MIX_CV, guess, lang, high)],
    }


def easy_first(lang: Lang | None = None) -> Scope:
    """Show who gains and who pays when simple files go first, as the desk gets busier; opens after prediction 3-2."""
    lang = lang or spoken()
    return shut_view(PREDICTIONS[2], Label("简易件先办:谁得益,谁付出", "Simple first: who gains, who pays"), slider("per_day", BUSY_SLIDER, FILES, 0.4, 0.9, 0.05, PER_DAY, lang),
                     lambda values, guess: order_pictures(values["per_day"], guess, lang), lang)


def order_pictures(per_day: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with the desk so busy, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _order_numbers(per_day, runs, lang), "chart": _order_chart(per_day, runs, guess, lang)}, _mixed().length, RUNS)


def _order_numbers(per_day: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: all files in both orders, either kind, and what no order changes."""
    told, (simple, complex_, every) = _told(per_day, True), _easy_waits(per_day)
    return [
        card("fifo", Label("先来先办:全部件等候", "in order of arrival: all"), waited(_told(per_day, False), runs), DAYS, lang, theory=_mix_wait(per_day)),
        card("every", Label("简易先办:全部件等候", "simple first: all"), waited(told, runs), DAYS, lang, theory=every),
        card("simple", Label("其中简易件", "of these, simple"), waited(told, runs, 0), DAYS, lang, theory=simple),
        card("complex", Label("其中复杂件", "of these, complex"), waited(told, runs, 1), DAYS, lang, theory=complex_),
        *_kept(per_day, runs, lang),
    ]


def _kept(per_day: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """What no order changes: the wait weighed by work instead of by files."""
    work = [share * days for share, days in zip(SHARES, LENGTHS, strict=True)]
    weigh = lambda told: [weighed(pair, work) for pair in zip(waited(told, runs, 0), waited(told, runs, 1), strict=True)]
    return [card(key, label, weigh(_told(per_day, first)), DAYS, lang, theory=_mix_wait(per_day)) for key, label, first in (
        ("work_fifo", Label("按工作量加权:先来先办", "weighed by work: in order"), False),
        ("work_easy", Label("按工作量加权:简易先办", "weighed by work: simple first"), True))]


def _order_chart(per_day: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return the waits of either kind and of all files against the load; the heaviest needs long runs and is left out of a first look."""
    theory = [(x / 100, _easy_waits(x / 100)) for x in range(40, 93)]
    curve = lambda label, colour, which: line(label, colour, [[x, each[which]] for x, each in theory], lang)
    seen = lambda kind: dots(Label("", ""), INK, {x: waited(_told(x, True), runs, kind) for x in BUSY[:-1 if runs.brief else None]}, lang)
    return {
        "x": axis(BUSY_SLIDER, 0.4, 1.0, lang), "y": axis(WAIT, 0, 40, lang),
        "series": [
            line(Label("先来先办", "in order of arrival"), GREY, [[x, _mix_wait(x)] for x, _ in theory], lang, dash=True),
            curve(Label("复杂件", "complex"), ORANGE, 1), curve(Label("简易件", "simple"), GREEN, 0), curve(Label("全部件", "all files"), BLUE, 2),
            seen(0), seen(1),
        ],
        "marks": [diamond(per_day, _easy_waits(per_day)[2], lang, colour=BLUE), ring(PER_DAY, guess, lang, 40)],
    }
