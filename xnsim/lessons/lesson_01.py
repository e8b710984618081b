"""Lesson 1, 读懂一条队: a queue is read in days. Little's law: open files = files a day times days a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xnsim.engines import run
from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import arrivals_slider, shut_view
from xnsim.lessons.charts import BLUE, ORANGE, axis
from xnsim.lessons.one_desk import CAPACITY, MEASURE_D, REPLICATIONS, SEED, WARM_UP_D, open_at_start, program_of, seen, steps
from xnsim.lessons.telling import card, say
from xnsim.lessons.textbook import Length, Runs, surer
from xnsim.theory import single_desk
from xnsim.widgets.scope import Scope

SHOWN_D = 10
SHOWN = Length(WARM_UP_D, MEASURE_D)
FILES, DAYS = Label("件", "files"), Label("天", "days")


def _open_files(per_day: float) -> list[float]:
    """Files open on average, one value a run."""
    return [seen(per_day, r).open_files for r in range(REPLICATIONS)]


PREDICTIONS = (
    Prediction("1-0", Label("一个窗口每天能办 10 件,平均每天来 8 件。平均有几件在办(等着的和手上的都算)?",
                            "One window can close 10 files a day; 8 come on an average day. How many are open on average, waiting or in hand?"),
               FILES, lambda: single_desk.mean_present(8, CAPACITY), lambda: _open_files(8.0)),
    Prediction("1-1", Label("还是这个窗口,每天能办 10 件。来件从每天 8 件增加到 9 件,平均在办变成几件?",
                            "The same window, 10 files a day. Arrivals grow from 8 to 9 a day. How many files are open on average now?"),
               FILES, lambda: single_desk.mean_present(9, CAPACITY), lambda: _open_files(9.0)),
)

HALL_PER_DAY, HALL_DAYS = 784, 1.78
SIMPLE, COMPLEX = (90, 0.2), (10, 5.0)


def _both_windows() -> float:
    """Files open at the simple and the complex window together."""
    return single_desk.open_files(*SIMPLE) + single_desk.open_files(*COMPLEX)


EXERCISES = (
    Exercise("1-1", Label("一个大厅每天办结 784 件,平均每件用 1.78 天。平均有多少件在办?",
                          "A hall closes 784 cases a day, 1.78 days each on average. How many are open on average?"),
             FILES, lambda: single_desk.open_files(HALL_PER_DAY, HALL_DAYS), (
        Mistake(lambda: HALL_PER_DAY / HALL_DAYS, Label(
            "除反了:每天进来 784 件,每件都要待 1.78 天,楼里的件应当比一天的来件多",
            "divided instead of multiplied: 784 come in a day and each stays 1.78 days, so more are inside than come in a day")),
        Mistake(lambda: HALL_PER_DAY, Label(
            "把一天的来件当成了在办件:一件只待一天,才正好这么多", "that is what comes in a day; it would be right if a case stayed exactly one day")),
        Mistake(lambda: HALL_DAYS, Label("这是时间,不是件数:单位是天", "this is a time, not a number of cases: its unit is days")),
        Mistake(lambda: 0.0, Label(
            "当天都办得完,不等于没有在办件:每件待在楼里的时间里,它都在办",
            "keeping up does not mean nothing is open: a case is open as long as it is inside")),
    ), Label("利特尔定律:在办件 = 每天办结 × 平均用时。不问次序,不问分布", "Little's law: open cases = closed a day × days each, whatever the order or the distribution")),
    Exercise("1-2", Label("某窗口平均在办 4 件,每天收 8 件、办 8 件。今天来的一件,平均几天办完?",
                          "A window has 4 files open on average; 8 come and 8 go a day. How many days does a file take on average?"),
             DAYS, lambda: single_desk.mean_time(8, CAPACITY), (
        Mistake(lambda: single_desk.mean_present(8, CAPACITY), Label(
            "积压是时间,不是件数:4 件要除以每天办结的 8 件", "a backlog is a time, not a number: divide the 4 files by the 8 closed a day")),
        Mistake(lambda: 2.0, Label("除反了:在办件 ÷ 每天办结", "the wrong way round: open files ÷ files closed a day")),
        Mistake(lambda: 32.0, Label("乘了;求时间要用除法:在办件 ÷ 每天办结", "multiplied; for the time, divide: open files ÷ files closed a day")),
        Mistake(lambda: 0.1, Label("这只是拿在手上的时间,没有算排队的时间", "that is only the time in hand; the time in line is missing")),
    ), Label("同一条定律反过来用:平均用时 = 在办件 ÷ 每天办结", "the same law turned round: days each = open files ÷ files closed a day")),
    Exercise("1-3", Label("简易窗口每天办 90 件,每件 0.2 天;复杂窗口每天办 10 件,每件 5 天。全部 100 件平均几天?",
                          "One window closes 90 simple files a day, 0.2 days each; another 10 complex ones, 5 days each. Days each over all 100?"),
             DAYS, lambda: _both_windows() / (SIMPLE[0] + COMPLEX[0]), (
        Mistake(lambda: (SIMPLE[1] + COMPLEX[1]) / 2, Label(
            "平均数的平均:两个窗口的件数不同,要按件数加权", "the average of averages: the windows have different numbers of files; weigh by files")),
        Mistake(_both_windows, Label("这是在办的件数;再除以每天的 100 件", "that is the number of open files; divide it by the 100 a day")),
        Mistake(lambda: SIMPLE[1], Label("只看了多数:那 10 件复杂件虽少,在办件却大半是它们", "the many alone: the 10 complex files are few, but most of what is open")),
        Mistake(lambda: SIMPLE[1] + COMPLEX[1], Label(
            "两个窗口的天数不能相加:一件只走一个窗口", "the days of two windows do not add up: a file goes to one of them")),
    ), Label("先算在办件 18 + 50 = 68,再除以每天 100 件", "open files first, 18 + 50 = 68, then divide by the 100 a day")),
)


def little_demo(lang: Lang | None = None) -> Scope:
    """Show files coming and leaving, and Little's law, while arrivals a day are moved; opens after prediction 1-1."""
    title, lang = Label("来的、办结的、在办的", "What came, what left, what is open"), lang or spoken()
    return shut_view(PREDICTIONS[1], title, arrivals_slider(8.0, 9.5, lang), lambda values, _: pictures(values["per_day"], lang), lang)


def pictures(per_day: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows at a number of arrivals a day, each time with one run more; the files drawn are the same in all."""
    return surer(lambda runs: {"numbers": _numbers(per_day, runs, lang), "chart": _chart(per_day, lang)}, SHOWN)


def _numbers(per_day: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: files a day, days a file, their product, and the files counted."""
    found = runs.each(SHOWN, lambda r, length: seen(per_day, r, CAPACITY, round(length.warm_up), round(length.measure)))
    product = [each.per_day * each.days_each for each in found]
    return [
        card("per_day", Label("每天办结", "closed a day"), [each.per_day for each in found], FILES, lang),
        card("days_each", Label("× 平均每件", "× days each"), [each.days_each for each in found], DAYS, lang),
        card("product", Label("= 两数相乘", "= their product"), product, FILES, lang),
        card("open_files", Label("逐日清点的在办件", "open files, counted"), [each.open_files for each in found], FILES, lang,
             theory=single_desk.mean_present(per_day, CAPACITY)),
    ]


def _chart(per_day: float, lang: Lang) -> dict[str, Any]:
    """Return the files that came and the files that left: upright between the lines the backlog, across them the time."""
    first = run(program_of(per_day, CAPACITY, WARM_UP_D, SHOWN_D), SEED, 0)
    came, left = steps(first, SHOWN_D)
    ahead = open_at_start(first)
    return {
        "x": axis(Label("天", "day"), 0, SHOWN_D, lang), "y": {"label": say(Label("累计件数", "files so far"), lang), "low": 0},
        "series": [
            {"kind": "gap", "upper": _stairs(came, ahead), "lower": _stairs(left, 0)},
            {"kind": "steps", "label": say(Label("来的", "came"), lang), "colour": ORANGE, "points": _stairs(came, ahead)},
            {"kind": "steps", "label": say(Label("办结的", "closed"), lang), "colour": BLUE, "points": _stairs(left, 0)},
        ],
        "rulers": _rulers(came, left, ahead, lang),
    }


def _stairs(moments: list[float], start: int) -> list[list[float]]:
    """Return a line that goes up by one at each of these moments."""
    return [[0, start], *([day, start + k] for k, day in enumerate(moments, 1)), [SHOWN_D, start + len(moments)]]


def _rulers(came: list[float], left: list[float], ahead: int, lang: Lang) -> list[dict[str, Any]]:
    """Return two rulers from the file that finds the longest line: down over the files open with it, across to when it leaves."""
    open_with = [(ahead + k - sum(day <= at for day in left), k, at) for k, at in enumerate(came, 1) if ahead + k <= len(left)]
    if not open_with:
        return []
    files, k, at = max(open_with)
    number, leaves = ahead + k, left[ahead + k - 1]
    return [
        {"from": [at, number - files], "to": [at, number], "label": Label("在办 {} 件", "{} open")(lang).format(files)},
        {"from": [at, number], "to": [leaves, number], "label": Label("这一件用了 {:.1f} 天", "{:.1f} days for this file")(lang).format(leaves - at)},
    ]
