"""Lesson 11, 超时默认与质量: silence as consent bounds the time, keeps any office stable, and lets through what nobody has examined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREY, ORANGE, axis, diamond, line, ring, share_card, share_dots, slider
from xnsim.lessons.lesson_10 import PERCENT
from xnsim.lessons.one_desk import CAPACITY
from xnsim.lessons.telling import plain
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.program import Program
from xnsim.proof.deadlines import deemed, silent_desk, wrongly_approved
from xnsim.theory import deadlines, single_desk
from xnsim.widgets.scope import Scope

TAU = 1.0
"""Days until silence counts as consent."""
BAD, FOUND = 0.15, 0.9
"""Share of files that ought to be refused, and the share of them that examining finds out."""
SHOWN, STEADY = Length(10, 1000, 5), Length(10, 2000, 5)
EASY, OVER, FULL = 8.0, 11.0, 9.5
POINTS = (6.0, 8.0, 9.5, 11.0, 12.0)
HIGH = 40.0


@dataclass(frozen=True)
class Rule:
    """How silence works at a post: after how many days it counts, what share ought to be refused, and what share of these examining finds."""

    tau: float = TAU
    bad: float = BAD
    finds: float = FOUND


USUAL = Rule()


@remembered
def _desk(per_day: float, rule: Rule, length: Length) -> Program:
    """Return the post under the rule, ready to run."""
    return program_of(silent_desk(per_day, CAPACITY, rule.tau, rule.bad, rule.finds), length)


@remembered
def found(per_day: float, replication: int, rule: Rule = USUAL, length: Length = STEADY) -> tuple[float, float]:
    """Return what per cent of a run's files was deemed approved, and what per cent was wrongly approved."""
    seen = watched(_desk(per_day, rule, length), replication)
    return 100 * deemed(seen)[0], 100 * wrongly_approved(seen)[0]


def deemed_share(per_day: float, rule: Rule = USUAL) -> float:
    """Return the first of the two by theory."""
    return 100 * deadlines.default_share(per_day, CAPACITY, rule.tau)


def wrong_share(per_day: float, rule: Rule = USUAL) -> float:
    """Return the second of the two by theory."""
    return 100 * deadlines.wrong_approval_shares(deemed_share(per_day, rule) / 100, rule.bad, rule.finds)[1]


def _late(per_day: float, rule: Rule = USUAL) -> float:
    """Per cent late by the same limit where silence means nothing; all of them in the end where more comes than can be closed."""
    return 100.0 if per_day >= CAPACITY else 100 * single_desk.late_share(per_day, CAPACITY, rule.tau)


def _examined(rule: Rule = USUAL) -> float:
    """Per cent wrongly approved where every file is examined."""
    return 100 * deadlines.wrong_approval_shares(0.0, rule.bad, rule.finds)[0]


PREDICTIONS = (
    Prediction("11-0", Label("每天来 8 件,能办 10 件,时限 1 天,不设默认时有 13.5% 超时。改为“到期视为同意”以后,默认通过的占百分之几?",
                             "8 files a day come, 10 can be closed; 13.5 % are late by the limit of one day. Now silence counts as consent at the limit: what per cent is deemed approved?"),
               PERCENT, lambda: deemed_share(EASY), lambda: over_runs(lambda r: found(EASY, r)[0])),
    Prediction("11-1", Label("每天来 11 件,只能办 10 件,时限 1 天,到期视为同意。默认通过的占百分之几?",
                             "11 files a day come, only 10 can be closed; after one day silence counts as consent. What per cent is deemed approved?"),
               PERCENT, lambda: deemed_share(OVER), lambda: over_runs(lambda r: found(OVER, r)[0])),
)


EXERCISES = (
    Exercise("11-1", Label("每天来 8 件,能办 10 件,时限 1 天,没有默认制。超时的占百分之几?",
                           "8 files a day come, 10 can be closed, the limit is one day and nothing happens at it. What per cent is late?"),
             PERCENT, lambda: _late(EASY), (
        Mistake(lambda: 0.0, Label("办得完不等于 100% 按时:来得没有规律,总有排长队的日子", "keeping up does not mean 100 % in time: files come at random, and some days the line is long")),
        Mistake(lambda: 100 * (1 - EASY / CAPACITY), Label("这是空闲的份额", "that is the idle share")),
        Mistake(lambda: 100 * EASY / CAPACITY, Label("这是利用率", "that is the utilisation")),
        Mistake(lambda: 100 * (1 - exp(-(CAPACITY - EASY) * TAU)), Label("这是按时的份额;超时是剩下的", "that is the share in time; the late are the rest")),
    ), Label("e 的 −(10 − 8) × 1 次方", "e to the power −(10 − 8) × 1")),
    Exercise("11-2", Label("同一个岗位,到期视为同意、人可以放下它。默认通过的占百分之几?", "The same post; at the limit silence counts as consent and the file is put down. What per cent is deemed approved?"),
             PERCENT, lambda: deemed_share(EASY), (
        Mistake(lambda: _late(EASY), Label("以为本来超时的都变成默认。到期的件走了,后面的件就不用等它:限期改变了队本身",
                                          "as if every late file became a deemed one. An expired file leaves, and those behind it no longer wait for it: here the limit changes the line itself")),
        Mistake(lambda: 100 * (1 - EASY / CAPACITY), Label("这是空闲的份额", "that is the idle share")),
        Mistake(lambda: 100 * deadlines.unheard_share(EASY, CAPACITY, TAU), Label("这是到期还没有人接手的;手上没有办完的,到期也默认", "that counts files nobody had taken up; one in hand and unfinished is deemed approved too")),
        Mistake(lambda: 0.0, Label("能力有余,不等于没有一件到期:来得没有规律", "capacity to spare does not mean no file expires: they come at random")),
    ), Label("(1 − ρ)E ÷ (1 − ρE),其中 E 是上一题的超时率", "(1 − ρ)E ÷ (1 − ρE), where E is the late share of the exercise before"), tolerance=0.01),
    Exercise("11-3", Label("每天来 11 件,能办 10 件。到期视为同意,默认通过的占百分之几?", "11 files a day come, 10 can be closed. What per cent is deemed approved?"),
             PERCENT, lambda: deemed_share(OVER), (
        Mistake(lambda: 100.0, Label("没有默认制才会越积越多;有了默认,到期的都走了,再忙队也不会无限长", "only without the default would the line grow without end; here the expired leave, and the office is stable at any load")),
        Mistake(lambda: 100 * (1 - CAPACITY / OVER), Label("这是办不过来的那 1/11,是下限:有时还闲着,有时办到一半的件又到期了", "that is the 1 in 11 too many, the least there can be: at times the post is idle, at times a half-done file expires")),
        Mistake(lambda: 100 * (OVER / CAPACITY - 1), Label("把“超载 10%”当成“默认 10%”:不是按比例的", "taking 10 % overload for 10 % deemed: it is not in proportion")),
        Mistake(lambda: _late(EASY), Label("这是上面那个不忙的岗位的超时率", "that is the late share of the calmer post above")),
    ), Label("再忙也稳得住;代价是七分之一的件没有人看完", "stable at any load; the price is one file in seven that nobody has examined to the end"),
             way=Label("公式和上一题一样:(1 − ρ)E ÷ (1 − ρE),其中 E 是 e 的 −(10 − 11) × 1 次方。这回 ρ = 1.1,上下都是负数,商是正的",
                       "the formula of the last exercise, (1 − ρ)E ÷ (1 − ρE), where E is e to the −(10 − 11) × 1. Here ρ = 1.1: both parts are negative, the quotient is not"), tolerance=0.004),
    Exercise("11-4", Label("每天来 9.5 件,能办 10 件,默认通过 7.2%。15% 的件不该批,审查能发现其中九成。误批占全部件的百分之几?",
                           "9.5 files a day come, 10 can be closed, 7.2 % are deemed approved. 15 % ought to be refused and examining finds nine in ten of them. "
                           "What per cent of all files is wrongly approved?"),
             PERCENT, lambda: wrong_share(FULL), (
        Mistake(_examined, Label("这是件件都审时的误批;默认的件没有审", "that is where every file is examined; the deemed ones were not")),
        Mistake(lambda: BAD * deemed_share(FULL), Label("只算了默认里的误批;审过的也有看走眼的", "only those among the deemed; examining misses some too")),
        Mistake(lambda: _examined() + BAD * deemed_share(FULL), Label("算重了:默认的那 7.2% 没有审,不能再算一次看走眼", "counted twice: the 7.2 % were not examined, so they cannot be missed as well")),
        Mistake(lambda: deemed_share(FULL), Label("默认的不都是不该批的:只有 15% 不该批", "not all that is deemed approved ought to be refused: 15 % of it")),
    ), Label("15% × (10% × 92.8% + 7.2%):时限守住了,误批多了六成", "15 % × (10 % × 92.8 % + 7.2 %): the limit is kept, and wrong approvals grow by two thirds")),
)


def silence_view(lang: Lang | None = None) -> Scope:
    """Show what is deemed approved and what slips through, as load, limit, papers and examining are moved; opens after prediction 11-1."""
    asked, lang = PREDICTIONS[1], lang or spoken()
    days, per_cent = Label("天", "days"), Label("%", "%")
    sliders = [slider("per_day", Label("平均每天来件", "files that come a day"), Label("件", "files"), 5.0, 12.0, 0.5, EASY, lang),
               slider("tau", Label("几天不答复就算同意(τ)", "days until silence is consent (τ)"), days, 0.25, 3.0, 0.25, TAU, lang),
               slider("bad", Label("不该批的件占", "ought to be refused"), per_cent, 0.0, 40.0, 5.0, 100 * BAD, lang),
               slider("finds", Label("审查能发现其中", "of these examining finds"), per_cent, 50.0, 100.0, 5.0, 100 * FOUND, lang)]
    rule = lambda values: Rule(values["tau"], values["bad"] / 100, values["finds"] / 100)
    return shut_view(asked, Label("到期视为同意:谁放过了什么", "Silence as consent: what it lets through"), sliders,
                     lambda values, guess: pictures(values["per_day"], guess, lang, rule(values)), lang)


def pictures(per_day: float, guess: float, lang: Lang = "zh", rule: Rule = USUAL) -> Iterator[dict[str, Any]]:
    """Yield what the view shows at a number of files a day under a rule, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _numbers(per_day, rule, runs, lang), "chart": _chart(per_day, rule, runs, guess, lang)}, SHOWN)


def _seen(per_day: float, rule: Rule, runs: Runs) -> list[tuple[float, float]]:
    """Return both shares of every run of a picture."""
    return runs.each(SHOWN, lambda r, length: found(per_day, r, rule, length))


def _numbers(per_day: float, rule: Rule, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: deemed approved and wrongly approved, beside what there would be without the rule."""
    seen, files = _seen(per_day, rule, runs), per_day * runs.of(SHOWN).measure
    return [
        share_card("deemed", Label("到期默认通过", "deemed approved"), [each[0] for each in seen], files, lang, theory=deemed_share(per_day, rule)),
        plain("late", Label("不设默认时超时(理论)", "late without it (theory)"), f"{_late(per_day, rule):.1f} %", lang),
        share_card("wrong", Label("误批", "wrongly approved"), [each[1] for each in seen], files, lang, theory=wrong_share(per_day, rule)),
        plain("examined", Label("件件审完时误批(理论)", "wrong if all are examined (theory)"), f"{_examined(rule):.1f} %", lang),
    ]


def _chart(per_day: float, rule: Rule, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return the shares deemed and wrongly approved against the load, beside what would be late without the rule."""
    loads = [k / 10 for k in range(40, 126)]
    seen, files = {at: _seen(at, rule, runs) for at in POINTS}, 8 * runs.of(SHOWN).measure
    of = lambda which: {at: [each[which] for each in runs_] for at, runs_ in seen.items()}
    return {
        "x": axis(Label("平均每天来件(件),能办 10 件", "files that come a day; 10 can be closed"), 4, 12.5, lang), "y": axis(Label("占全部件(%)", "per cent of all files"), 0, HIGH, lang),
        "series": [
            line(Label("不设默认时超时", "late without it"), GREY, [[at, _late(at, rule)] for at in loads if at < CAPACITY], lang, dash=True),
            line(Label("默认通过", "deemed approved"), BLUE, [[at, deemed_share(at, rule)] for at in loads], lang),
            line(Label("误批", "wrongly approved"), ORANGE, [[at, wrong_share(at, rule)] for at in loads], lang),
            share_dots(Label("", ""), BLUE, of(0), files, lang), share_dots(Label("", ""), ORANGE, of(1), files, lang),
        ],
        "marks": [diamond(per_day, deemed_share(per_day, rule), lang, colour=BLUE), ring(OVER, guess, lang, HIGH)],
    }
