"""Lesson 8, 并联审批: K departments at once are far from K times as quick; the slowest, the lines and the order decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREEN, GREY, INK, ORANGE, axis, diamond, dots, line, ring, slider
from xnsim.lessons.lesson_01 import DAYS, FILES
from xnsim.lessons.lesson_05 import PER_CENT
from xnsim.lessons.telling import card, plain
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.proof.facts import published
from xnsim.proof.networks import in_series
from xnsim.proof.office import at_random, exponential
from xnsim.proof.parallel import both_ways, fork
from xnsim.theory import parallel, single_desk
from xnsim.widgets.scope import Scope

COME, CAPACITY = 0.6, 1.0
FIVE, MOST = 5, 10
POINTS = (1, 2, 3, 5, 8)
SHOWN, STEADY, EMPTY = Length(200, 8_000, 200, look=(60, 150)), Length(200, 8_000, 200), Length(60, 1500, 100)
EACH_ON_TIME, WANTED = 0.95, 0.95


@remembered
def _program(k: int, at_once: bool, length: Length) -> Any:
    """Return the departments at once or in turn, ready to run."""
    return program_of(fork(k, COME, CAPACITY) if at_once else in_series(COME, [CAPACITY] * k), length)


@remembered
def days_each(k: int, at_once: bool, replication: int, length: Length = SHOWN) -> float:
    """Return the days a file took in one replication through so many departments, each with its line, at once or in turn."""
    return watched(_program(k, at_once, length), replication).mean_time()


@remembered
def _without_lines(k: int) -> Any:
    """Return departments without lines, both ways on the same files, ready to run."""
    return program_of(both_ways({f"desk{i + 1}": exponential(1 / CAPACITY) for i in range(k)}, at_random(1.0)), EMPTY)


@remembered
def unqueued(k: int, replication: int) -> tuple[float, float]:
    """Return days in turn and days at once in one replication where nobody queues."""
    seen = watched(_without_lines(k), replication)
    return seen.mean_time("series"), seen.mean_time("parallel")


def in_turn(k: int) -> float:
    """Days each by theory, one department after the other."""
    return parallel.series_mean_time(k, COME, CAPACITY)


def at_once(k: int) -> float:
    """Days each by theory, all at once: exact for one and two departments, else an approximation 1 to 2 % low."""
    return parallel.fork_join(k, COME, CAPACITY)


def plan() -> tuple[float, float, float, int]:
    """Return an investment project's working days in a row and by its precedence, its longest step, and how many steps take time."""
    acts = published()["G11"].numbers["acts"]
    days = {act: told["days"] for act, told in acts.items()}
    after = {act: told.get("after", []) for act, told in acts.items()}
    return sum(days.values()), parallel.critical_path(days, after), parallel.slowest(list(days.values())), sum(each > 0 for each in days.values())


PREDICTIONS = (
    Prediction("8-0", Label("五个部门,各自平均 1 天办完(不用排队,有快有慢),依次办平均 5 天。改为同时办,都答复了才算完。平均几天?",
                            "Five departments of 1 day each on average (no line, some quick, some slow), 5 days one after the other. Now all at once; "
                            "the file is done when all have answered. Days each?"),
               DAYS, lambda: parallel.parallel_mean(FIVE, CAPACITY), lambda: over_runs(lambda r: unqueued(FIVE, r)[1])),
    Prediction("8-1", Label("每个部门都有自己的队,忙 60% 的时间,依次办平均 12.5 天。改为同时办,平均几天?(此处理论是近似,低 1%—2%)",
                            "Every department has a line of its own and is busy 60 % of the time; one after the other takes 12.5 days. All at once, how "
                            "many? (Theory is an approximation here, 1 to 2 % low.)"),
               DAYS, lambda: at_once(FIVE), lambda: over_runs(lambda r: days_each(FIVE, True, r, STEADY))),
)

EXERCISES = (
    Exercise("8-1", Label("五个部门不用排队,各平均 1 天。并联比串联省百分之几的时间?", "Five departments without lines, 1 day each. What per cent of the time does parallel save against series?"),
             PER_CENT, lambda: 100 * parallel.saved_share(FIVE), (
        Mistake(lambda: 100 * (1 - 1 / FIVE), Label(
            "以为五个部门一起办就是五分之一:要等最慢的一家,而最慢的一家总比平均的慢", "K departments are not 1/K of the time: the slowest is waited for, and it is slower than the mean")),
        Mistake(lambda: 100 * (1 - parallel.saved_share(FIVE)), Label("这是剩下的,不是省下的", "that is what remains, not what is saved")),
        Mistake(lambda: 100 * (parallel.saved_share(2)), Label(
            "这是两个部门省的;部门越多省得越多,只是越来越不划算", "that is what two departments save; more save more, at a falling rate")),
        Mistake(lambda: 100.0, Label("100% 做不到:再多部门同时办,也要等最慢的一家", "100 % is not reachable: however many at once, the slowest is waited for")),
    ), Label("最慢的一家平均 1 + 1/2 + 1/3 + 1/4 + 1/5 = 2.28 天", "the slowest takes 1 + 1/2 + 1/3 + 1/4 + 1/5 = 2.28 days on average"), tolerance=0.01, way=Label(
        "最慢的一家平均 1 + 1/2 + 1/3 + 1/4 + 1/5 = 2.28 天;省下的是 5 − 2.28 天,再除以依次办的 5 天",
        "the slowest takes 1 + 1/2 + 1/3 + 1/4 + 1/5 = 2.28 days on average; 5 − 2.28 are saved, divide by the 5 in series")),
    Exercise("8-2", Label("五个部门各有 95% 按时,互不相干。五家全都按时的件占百分之几?", "Five departments are each on time in 95 % of cases, independently. In what per cent are all five?"),
             PER_CENT, lambda: 100 * parallel.weakest_link_share([EACH_ON_TIME] * FIVE), (
        Mistake(lambda: 100 * EACH_ON_TIME, Label(
            "平均数的平均:五个 95% 平均还是 95%,可是有一家晚,整件就晚", "the average of averages: five 95s average to 95, but one late department makes the file late")),
        Mistake(lambda: 100 * (1 - FIVE * (1 - EACH_ON_TIME)), Label(
            "按比例各减 5%:有的件不止一家晚,不能重复扣", "5 % off for each, in proportion: some files are late at more than one, and are counted twice")),
        Mistake(lambda: 100 * (1 - (1 - EACH_ON_TIME) ** FIVE), Label("这是至少一家按时;要的是每一家", "that is at least one on time; all are asked for")),
    ), Label("0.95 的 5 次方:人人优秀,整体平平", "0.95 to the power of 5: everybody excellent, the whole mediocre")),
    Exercise("8-3", Label("要五家合起来 95% 按时,每家一千件里最多可以晚几件?", "For 95 % of files on time at all five, how many in a thousand may each department be late with?"),
             FILES, lambda: 1000 * (1 - parallel.share_each_must_reach(WANTED, FIVE)), (
        Mistake(lambda: 1000 * (1 - WANTED), Label("整体 95% 不等于每家 95%:那样整体只有 77.4%", "95 % of the whole is not 95 % of each: that gives 77.4 %")),
        Mistake(lambda: 0.0, Label("不必 100%,也做不到 100%", "100 % is not needed, nor is it reachable")),
        Mistake(lambda: 1000 * parallel.share_each_must_reach(WANTED, FIVE), Label("这是按时的件数", "those are the files on time")),
        Mistake(lambda: 1000 * (1 - WANTED**FIVE), Label("这是每家 95% 时整体晚的件数", "that is how many are late on the whole when each reaches 95 %")),
    ), Label("1 − 0.95 的五分之一次方;五家合起来才 50 件", "1 − the fifth root of 0.95; 50 for all five together"), tolerance=0.025, way=Label(
        "每家按时的份额自乘五次要等于 0.95,所以每家是 0.95 的五分之一次方(按 0.95 ^ 0.2);1 减去它,再乘 1000 件",
        "the share of each, multiplied by itself five times, must be 0.95: take 0.95 to the power of 0.2; one minus that, times 1000 files")),
    Exercise("8-4", Label("五个部门各有自己的队,各忙 60%(每天来 0.6 件、能办 1 件)。并联平均几天?(误差 3.5% 以内算对)",
                          "Five departments with lines of their own, each busy 60 % (0.6 a day come, 1 can be closed). Days each at once? (To 3.5 %.)"),
             DAYS, lambda: at_once(FIVE), (
        Mistake(lambda: in_turn(FIVE) / FIVE, Label(
            "以为 K 个部门就是 1/K:这只是一个部门的平均用时,要等的是最慢的一家", "K departments are not 1/K: that is the mean of one, and the slowest is waited for")),
        Mistake(lambda: parallel.parallel_mean(FIVE, CAPACITY), Label("没有算排队:各家都有自己的队", "the lines are missing: each department has one")),
        Mistake(lambda: in_turn(FIVE), Label("这是依次办的用时", "that is the time in series")),
        Mistake(lambda: parallel.fork_join_bounds(FIVE, COME, CAPACITY)[1], Label(
            "这是各家的队互不相干时的上界;同一批件同时到各家,忙时一起忙,比这略短", "that is the bound for unrelated lines; the same files reach all at once, so lines are long together, and it is a little less")),
    ), Label("从 12.5 天到 5 天多:省六成,不是八成", "from 12.5 days to a little over 5: 60 % saved, not 80 %"), tolerance=0.035, way=Label(
        "一家有队,平均 1 ÷ (1 − 0.6) 天;没有队时五家里最慢的是一家的 2.28 倍(练习 8-1),有队时各家一起忙一起闲,倍数小一些。把第三节的滑块放在五个部门,读“并联”那张卡",
        "one with a line takes 1 ÷ (1 − 0.6) days; without lines the slowest of five takes 2.28 times as long as one (exercise 8-1), with lines, busy and idle together, "
        "somewhat less than that. Put the slider of section 3 at five departments and read the card in parallel")),
    Exercise("8-5", Label("一个投资项目:备案 0 天后,方案审查 7 天,再用地规划许可 5 天;与此同时环评水保节能 7 天;两路齐了,初步设计会审 7 天;"
                          "然后消防 7 天与施工图备案 3 天同时办;再工程规划许可 7 天、报建质监安监 5 天、施工许可 5 天,依次办。最短几个工作日?",
                          "A project: after filing (0 days) scheme 7, then land 5; beside these environment 7; when both are in, design 7; then fire 7 and "
                          "drawings 3 at once; then planning permit 7, quality 5, building permit 5 in turn. The fewest working days?"),
             Label("个工作日", "working days"), lambda: plan()[1], (
        Mistake(lambda: plan()[0], Label("这是全部依次办的合计", "that is the sum of all in a row")),
        Mistake(lambda: plan()[2], Label(
            "这是最长的一项:有先后关系的不能同时办,并联不是把一切都并到一起", "that is the longest step: what has an order cannot be done at once")),
        Mistake(lambda: plan()[0] / plan()[3], Label("以为 K 个环节就是 1/K;有先后的还得依次办", "K steps are not 1/K; what has an order stays in order")),
        Mistake(lambda: plan()[1] - 5, Label("环评那一路短,要等的是方案加用地的 12 天", "the branch of environment is the short one; scheme and land, 12 days, are waited for")),
    ), Label("12 + 7 + 7 + 7 + 5 + 5:决定全程的是最长的一条链,不在链上的压得再短也没用",
             "12 + 7 + 7 + 7 + 5 + 5: the longest chain decides, and cutting what is not on it gains nothing"), tolerance=0.001),
)

TITLE = Label("几个部门一起办,省多少", "Several departments at once: what is saved")
DEPARTMENTS, UNITS = Label("几个部门", "how many departments"), Label("个部门", "departments")


def at_once_curve(lang: Lang | None = None) -> Scope:
    """Show days each in series and in parallel against the number of departments; opens after prediction 8-1."""
    lang = lang or spoken()
    return shut_view(PREDICTIONS[1], TITLE, slider("k", DEPARTMENTS, UNITS, 1, MOST, 1, FIVE, lang), lambda values, guess: pictures(int(values["k"]), guess, lang), lang)


def pictures(k: int, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with so many departments, each time with one run more."""
    return surer(lambda runs: {"numbers": _numbers(k, runs, lang), "chart": _chart(k, runs, guess, lang)}, SHOWN)


def _seen(k: int, at_once_: bool, runs: Runs) -> list[float]:
    """Return days each of every run of a picture, at once or in turn."""
    return runs.each(SHOWN, lambda r, length: days_each(k, at_once_, r, length))


def _numbers(k: int, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: in series, in parallel, and what is saved with and without lines."""
    turn, once = _seen(k, False, runs), _seen(k, True, runs)
    return [
        card("in_turn", Label("串联", "in series"), turn, DAYS, lang, theory=in_turn(k)),
        card("at_once", Label("并联(理论是近似)", "in parallel (theory approximate)"), once, DAYS, lang, theory=at_once(k)),
        card("saved", Label("省下(有队,理论是近似)", "saved (with lines, theory approximate)"), [100 * (1 - b / a) for a, b in zip(turn, once, strict=True)], PER_CENT, lang,
             theory=100 * (1 - at_once(k) / in_turn(k))),
        plain("saved_unqueued", Label("省下(无队,理论)", "saved (no lines, theory)"), f"{100 * parallel.saved_share(k):.1f} %", lang),
    ]


def _chart(k: int, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return days each against the number of departments, in series and in parallel."""
    all_k = range(1, MOST + 1)
    found = {way: {at: _seen(at, way, runs) for at in POINTS} for way in (False, True)}
    return {
        "x": axis(DEPARTMENTS, 0, MOST + 0.5, lang), "y": axis(Label("平均用时(天)", "days each"), 0, 26, lang),
        "series": [
            line(Label("串联(理论)", "series (theory)"), ORANGE, [[at, in_turn(at)] for at in all_k], lang),
            line(Label("并联(近似理论)", "parallel (approx.)"), BLUE, [[at, at_once(at)] for at in all_k], lang),
            line(Label("如果是 1/K", "if it were 1/K"), GREY, [[at, single_desk.mean_time(COME, CAPACITY)] for at in all_k], lang, dash=True),
            dots(Label("串联,95% 区间", "series, 95 %"), GREEN, found[False], lang),
            dots(Label("并联,95% 区间", "parallel, 95 %"), INK, found[True], lang),
        ],
        "marks": [diamond(k, at_once(k), lang, colour=BLUE), ring(FIVE, guess, lang, 26)],
    }
