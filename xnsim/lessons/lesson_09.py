"""Lesson 9, 特急: who goes first is paid for by who does not; the waits, weighed by work, add up to the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREY, ORANGE, axis, diamond, dots, level, line, ring, slider
from xnsim.lessons.lesson_01 import DAYS
from xnsim.lessons.lesson_02 import TIMES
from xnsim.lessons.telling import card, plain
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.program import Program
from xnsim.proof.priorities import ranked, waits
from xnsim.theory import priorities
from xnsim.widgets.scope import Scope

CALM, BUSY = 0.8, 0.9
"""Files a day for a post that needs a day a file: utilisation 80 % in the exercises, 90 % in the view."""
URGENT = 0.25
FEW, MANY = 0.05, 0.8
POINTS = (0.05, 0.2, 0.5, 0.8, 0.9)
RUNS = 20
SHOWN = Length(1_000, 40_000, 1_000, look=(600, 600))
"""Days before, in and after the measurement: at 90 % a line is never the same two years running, so it takes a century to be told closely."""


@remembered
def _post(per_day: float, urgent: float, length: Length) -> Program:
    """Return the post where such a share is called urgent, ready to run."""
    return program_of(ranked([per_day * urgent, per_day * (1 - urgent)], [1.0, 1.0], [1.0, 1.0]), length)


@remembered
def found(per_day: float, urgent: float, replication: int, length: Length = SHOWN) -> tuple[float, float]:
    """Return how many days urgent and ordinary files wait in one run, where such a share of them is called urgent."""
    urgent_wait, ordinary_wait = waits(watched(_post(per_day, urgent, length), replication), 2)
    return urgent_wait, ordinary_wait


def theory(per_day: float, urgent: float) -> tuple[float, float]:
    """Return the same two waits by Cobham's formula."""
    first, last = priorities.urgent_share_waits(per_day, 1.0, urgent)
    return first, last


def _in_turn(per_day: float) -> float:
    """Days of waiting where nobody goes first."""
    return theory(per_day, 1.0)[0]


def _ratio() -> list[float]:
    """How many times as long an urgent file waits where many are urgent, one value a run."""
    return over_runs(lambda r: found(BUSY, MANY, r)[0] / found(BUSY, FEW, r)[0], RUNS)


PREDICTIONS = (
    Prediction("9-0", Label("审批岗办一件平均用 1 天,平均每 10 天来 8 件,其中 2 件特急。特急先办,手上的办完再换。原来不分急缓,平均等 4 天;现在普通件平均等几天?",
                            "A post needs a day a file on average; 8 files come in ten days, 2 of them urgent. The urgent go first, the file in hand is finished. "
                            "Without classes the wait was 4 days; how many days does an ordinary file wait now?"),
               DAYS, lambda: theory(CALM, URGENT)[1], lambda: over_runs(lambda r: found(CALM, URGENT, r)[1], RUNS)),
    Prediction("9-1", Label("岗位忙到 90%。特急件从 5% 放宽到 80%,特急件自己的平均等候变成原来的几倍?",
                            "The post is busy 90 %. Urgent files grow from 5 % of all to 80 %. How many times as long does an urgent file itself wait?"),
               TIMES, lambda: theory(BUSY, MANY)[0] / theory(BUSY, FEW)[0], _ratio),
)


def _parts() -> tuple[float, float]:
    """Days that urgent and ordinary files wait at the post of the exercises."""
    return theory(CALM, URGENT)


EXERCISES = (
    Exercise("9-1", Label("每件平均办 1 天;每天来 0.8 件,其中特急 0.2 件、普通 0.6 件,特急先办、手上的办完。特急件平均等几天?",
                          "A day a file; 0.8 files come a day, 0.2 of them urgent and 0.6 ordinary; the urgent go first, the file in hand is finished. "
                          "How many days does an urgent file wait?"),
             DAYS, lambda: _parts()[0], (
        Mistake(lambda: 0.0, Label("以为特急不用等:手上那一件要办完,前面还可能有别的特急件",
                                   "as if the urgent never waited: the file in hand is finished first, and other urgent files may be ahead")),
        Mistake(lambda: _in_turn(CALM), Label("这是不分急缓时大家的等候;特急件不再排在普通件后面",
                                              "that is everybody's wait without classes; an urgent file no longer stands behind ordinary ones")),
        Mistake(lambda: _parts()[1], Label("这是普通件的等候", "that is the wait of the ordinary files")),
        Mistake(lambda: CALM, Label("只算了手上那一件的余下用时;前面的特急件也要先办,再除以 (1 − 0.2)",
                                    "only what is left of the file in hand; urgent files ahead go first too: divide by (1 − 0.2)")),
        Mistake(lambda: _in_turn(CALM * URGENT), Label("当成特急自己有一个岗位:手上正办着的常常是普通件,也要等它办完",
                                                       "as if the urgent had a post to themselves: what is in hand is often an ordinary file, and it is finished first")),
    ), Label("手上余下的 0.8 天 ÷ (1 − 0.2):特急件只等手上的一件和前面的特急件", "0.8 days left in hand ÷ (1 − 0.2): it waits only for the file in hand and urgent ones ahead")),
    Exercise("9-2", Label("同一个岗位。普通件平均等几天?", "The same post. How many days does an ordinary file wait?"), DAYS, lambda: _parts()[1], (
        Mistake(lambda: _in_turn(CALM), Label("以为特急先办不影响别人。岗位没有多办一件:特急省下的 3 天,要由普通件等出来",
                                              "as if going first cost nobody anything. The post does no more work: the 3 days the urgent save, the ordinary wait")),
        Mistake(lambda: _in_turn(CALM) * (1 + URGENT * CALM), Label("按特急的比例加了一点:队不是直线,要按省下的时间算账",
                                                                   "some more in proportion: lines are not linear; settle the account in days saved")),
        Mistake(lambda: 2 * _in_turn(CALM) - _parts()[0], Label("平均数的平均:特急 0.2 件、普通 0.6 件,件数不同,要按件数加权",
                                                               "the average of averages: 0.2 urgent and 0.6 ordinary files; weigh by files")),
        Mistake(lambda: _parts()[1] + 1, Label("这是等候加办理;只问等候", "that is waiting and service; only the wait is asked for")),
    ), Label("守恒:0.2 × 1 + 0.6 × 5 = 0.8 × 4,先后的次序改不动这个和", "conservation: 0.2 × 1 + 0.6 × 5 = 0.8 × 4; no order of the line changes this sum"),
             way=Label("守恒:特急件数 × 特急等候 + 普通件数 × 普通等候 = 总件数 × 不分急缓时的等候。四个数里三个已经知道:0.2 件等上一题的天数,0.6 件等几天,合计 0.8 件平均等 4 天",
                       "conservation: urgent files × their wait + ordinary files × theirs = all files × the wait without classes. 0.2 files wait as the last exercise found, "
                       "0.6 wait how long, and 0.8 together wait 4 days on average")),
    Exercise("9-3", Label("还是这个岗位。特急、普通合在一起,全部件平均等几天?", "The same post. How many days do all files together wait on average?"),
             DAYS, lambda: priorities.overall_wait([0.2, 0.6], list(_parts())), (
        Mistake(lambda: sum(_parts()) / 2, Label("平均数的平均:两类件数不同,要按件数加权", "the average of averages: the classes differ in number; weigh by files")),
        Mistake(lambda: priorities.conserved_wait([0.2, 0.6], [1.0, 1.0]), Label("这是排在队里的总工作量(守恒的那个和),再除以每天 0.8 件",
                                                                                "that is the sum that is conserved; divide it by the 0.8 files a day")),
        Mistake(lambda: sum(_parts()), Label("两类的等候不能相加:一件只属于一类", "the two waits do not add up: a file belongs to one class")),
        Mistake(lambda: _parts()[0], Label("这只是特急件;汇报若只报特急件,就看不见谁在付账", "that is the urgent alone; a report on them alone hides who pays")),
    ), Label("和不分急缓时一样:特急制不提速,只换先后", "as without classes: calling files urgent speeds nothing up, it only changes who goes first"), way=Label(
        "按件数加权:(0.2 × 1 + 0.6 × 5) ÷ 0.8;其中 1 和 5 是前两题的等候",
        "weigh by files: (0.2 × 1 + 0.6 × 5) ÷ 0.8, where 1 and 5 are the waits of the two exercises before")),
    Exercise("9-4", Label("岗位忙到 90%(每天来 0.9 件,每件办 1 天),一半算特急。普通件平均等几天?",
                          "The post is busy 90 % (0.9 files a day, a day each) and half of the files are urgent. How many days does an ordinary file wait?"),
             DAYS, lambda: theory(BUSY, 0.5)[1], (
        Mistake(lambda: _in_turn(BUSY), Label("这是不分急缓时的等候;一半的件插到了前面", "that is the wait without classes; half of the files now go ahead")),
        Mistake(lambda: 1.5 * _in_turn(BUSY), Label("按比例加了一半:队不是直线。先扣掉特急占去的 0.45,剩下的能力才是普通件的",
                                                    "half as much again, in proportion: lines are not linear. The urgent take 0.45 first; the ordinary share what is left")),
        Mistake(lambda: theory(BUSY, 0.5)[0], Label("这是特急件的等候", "that is the wait of the urgent files")),
        Mistake(lambda: theory(BUSY, 0.5)[1] + 1, Label("这是等候加办理;只问等候", "that is waiting and service; only the wait is asked for")),
    ), Label("0.9 ÷ ((1 − 0.45) × (1 − 0.9));同一件事,不分急缓只等 9 天", "0.9 ÷ ((1 − 0.45) × (1 − 0.9)); without classes the same file waits 9 days")),
)


def urgent_share(lang: Lang | None = None) -> Scope:
    """Show how long urgent and ordinary files wait as more of them are called urgent; opens after prediction 9-1."""
    asked, lang = PREDICTIONS[1], lang or spoken()
    share = slider("urgent", Label("特急件占", "called urgent"), Label("%", "%"), 5.0, 90.0, 5.0, 20.0, lang)
    return shut_view(asked, Label("人人都特急,就没有特急", "Where all are urgent, none is"), share,
                     lambda values, guess: pictures(values["urgent"] / 100, guess, lang), lang)


def pictures(urgent: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with such a share urgent, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _numbers(urgent, runs, lang), "chart": _chart(urgent, runs, guess, lang)}, SHOWN, RUNS)


def _waits(urgent: float, runs: Runs) -> list[tuple[float, float]]:
    """Return both waits of every run of a picture."""
    return runs.each(SHOWN, lambda r, length: found(BUSY, urgent, r, length))


def _numbers(urgent: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: urgent, ordinary, all, and all without classes."""
    pairs, (first, last) = _waits(urgent, runs), theory(BUSY, urgent)
    return [
        card("urgent_wait", Label("特急件平均等", "an urgent file waits"), [a for a, _ in pairs], DAYS, lang, theory=first),
        card("ordinary_wait", Label("普通件平均等", "an ordinary file waits"), [b for _, b in pairs], DAYS, lang, theory=last),
        card("all_wait", Label("全部件平均等", "all files wait"), [urgent * a + (1 - urgent) * b for a, b in pairs], DAYS, lang, theory=_in_turn(BUSY)),
        plain("in_turn", Label("不分急缓(理论)", "without classes (theory)"), f"{_in_turn(BUSY):.1f} {DAYS(lang)}", lang),
    ]


def _chart(urgent: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return both waits against the share called urgent."""
    shares, (first, last) = [k / 100 for k in range(1, 96)], theory(BUSY, urgent)
    seen = {at: _waits(at, runs) for at in POINTS}
    of = lambda kind: {at: [pair[kind] for pair in pairs] for at, pairs in seen.items()}
    return {
        "x": axis(Label("特急件占比", "share called urgent"), 0, 1, lang, percent=True), "y": axis(Label("平均等候(天)", "days of waiting"), 0, 40, lang),
        "series": [
            level(Label("不分急缓", "without classes"), GREY, _in_turn(BUSY), (0, 1), lang),
            line(Label("普通件", "ordinary"), BLUE, [[at, theory(BUSY, at)[1]] for at in shares], lang),
            line(Label("特急件", "urgent"), ORANGE, [[at, theory(BUSY, at)[0]] for at in shares], lang),
            dots(Label("", ""), BLUE, of(1), lang), dots(Label("", ""), ORANGE, of(0), lang),
        ],
        "marks": [diamond(urgent, last, lang, Label("", ""), BLUE), diamond(urgent, first, lang), ring(MANY, theory(BUSY, FEW)[0] * guess, lang, 40)],
    }
