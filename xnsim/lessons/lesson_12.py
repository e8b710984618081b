"""Lesson 12, 考核、会战与古德哈特: what a score rewards, what a campaign leaves behind, and how far chance ranks equals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import log
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREY, INK, ORANGE, SIMULATED, axis, diamond, dots, level, line, ring, slider
from xnsim.lessons.lesson_01 import DAYS, FILES
from xnsim.lessons.lesson_10 import PERCENT
from xnsim.lessons.telling import card, plain
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.program import Program
from xnsim.proof.desks import desk
from xnsim.proof.office import DAY, START, at_random, evenly, exponential, matter, office, serve
from xnsim.proof.populations import first_idle
from xnsim.proof.seen import Seen
from xnsim.scenario import Scenario
from xnsim.theory import populations, rankings, scorecard
from xnsim.widgets.scope import Scope

BACKLOG, COME, SURGE, BACK = 600, 40.0, 50.0, 38.0
"""Files lying there, files that come a day, and what can be closed a day in the campaign and after it."""
CAMPAIGN_D, AFTER_D = 60, 65
WHOLE_D = CAMPAIGN_D + AFTER_D
UNITS, JUDGED, TRUE_SHARE, MONTH_D = 20, 100, 0.95, 22.0
SHARES = (25, 50, 100, 200, 400)
RUNS, CAMPAIGNS, TOLD = 20, 60, 200
"""Runs of a month's table, of a campaign in the picture, and of what is told under a prediction: a backlog of 125 days differs widely from run to run."""
EVERY_D = 12.5
RULE = {"streaks": 1, "yellow": 1, "red": 0, "early_share": 0.35, "promise_cut": 0.55}
POINTS = Label("分", "points")


def open_after(seen: Seen, days: float) -> int:
    """Return how many files are open so many days from the start."""
    at, closed = round(days * DAY), seen.cases["closed"]
    return int(((seen.cases["received"] <= at) & ((closed < 0) | (closed > at))).sum())


def _site(capacity: float) -> Scenario:
    """A desk with a backlog that can close so many files a day."""
    return office({"desk": {}}, {"visit": matter([{"initial": BACKLOG}, at_random(COME)], serve("desk", exponential(1 / capacity)))})


@remembered
def _clearing() -> Program:
    """Return the backlog and the team, ready to run until it is gone."""
    return program_of(_site(SURGE), Length(0, 150, 1))


@remembered
def _rebound() -> Program:
    """Return the clean desk after the team has left, ready to run."""
    return program_of(desk(COME, exponential(1 / BACK)), Length(0, AFTER_D, 1))


@remembered
def _campaign(back: float) -> Program:
    """Sixty days with the team, then without it: dated, one run."""
    phases = [(None, _site(SURGE)), (START + dt.timedelta(days=CAMPAIGN_D), _site(back))]
    return program_of(phases, Length(0, CAMPAIGN_D + AFTER_D, 1))


@remembered
def cleared(replication: int) -> float:
    """Return the days until the backlog is gone in one run."""
    return first_idle(watched(_clearing(), replication))


@remembered
def grown(replication: int) -> int:
    """Return the files open so many days after the team has left a clean desk, in one run."""
    return open_after(watched(_rebound(), replication), AFTER_D)


@remembered
def backlog_path(back: float, replication: int) -> tuple[int, ...]:
    """Return the open files of one run, every twelve and a half days."""
    seen = watched(_campaign(back), replication)
    return tuple(open_after(seen, k * EVERY_D) for k in range(int((CAMPAIGN_D + AFTER_D) / EVERY_D) + 1))


@remembered
def _units(judged: int) -> Program:
    """Twenty units, alike in everything: as many files each, nobody waits, 95 % done within the limit of a day."""
    names = [f"unit{k + 1}" for k in range(UNITS)]
    effort = exponential(-1 / log(1 - TRUE_SHARE))
    visits = {name: matter(evenly((judged - 0.5) / MONTH_D), serve("desk", effort)) for name in names}
    return program_of(office({"desk": {"officers": "unlimited"}}, visits), Length(0, MONTH_D, 30))


@remembered
def table(judged: int, replication: int) -> tuple[float, ...]:
    """Return the percentages done in time that a month shows for the units, from last to first."""
    seen = watched(_units(judged), replication)
    times = [seen.times(name) for name in seen.run.lowered.matters]
    return tuple(sorted(100 * float((each <= DAY).sum()) / len(each) for each in times))


def _last(judged: int) -> float:
    """Per cent that the last of the equal units shows, by theory."""
    return 100 * rankings.expected_last(UNITS, judged, TRUE_SHARE)


def _first(judged: int) -> float:
    """Per cent that the first of them shows, by theory."""
    return 100 * rankings.expected_first(UNITS, judged, TRUE_SHARE)


PREDICTIONS = (
    Prediction("12-0", Label("20 个单位一模一样,真实按时率都是 95%。每月各考 100 件,排在末位的单位考出来是百分之几?",
                             "20 units are alike in everything; each truly does 95 % in time. Every month 100 files of each are judged. What per cent does the last in the table show?"),
               PERCENT, lambda: _last(JUDGED), lambda: over_runs(lambda r: table(JUDGED, r)[0], RUNS), digits=1),
    Prediction("12-1", Label("积压 600 件,每天来 40 件。会战时每天能办 50 件,平均几天清零?",
                             "600 files lie there, 40 come a day. In the campaign 50 can be closed a day. After how many days is the backlog gone, on average?"),
               DAYS, lambda: populations.expected_days_to_clear(BACKLOG, COME, SURGE), lambda: over_runs(cleared, TOLD), digits=1),
    Prediction("12-2", Label("清零以后人撤走,还要还别处的账:每天只能办 38 件,照样来 40 件。65 天以后又积压几件?",
                             "The desk is clean, the team leaves and owes work elsewhere: 38 can be closed a day, 40 still come. How many lie there 65 days later?"),
               FILES, lambda: populations.mean_backlog_after(COME, BACK, AFTER_D), lambda: over_runs(lambda r: float(grown(r)), TOLD), digits=0),
)


EXERCISES = (
    Exercise("12-1", Label("某月:连续 3 次预警一回(−3),黄牌一张(−5),没有红牌。提前办结占 35%(满 10% 加 1 分,每再满 10% 加 1 分),"
                           "承诺时限比法定压缩 55%(满 30% 加 3 分,每再满 10% 加 1 分)。合计几分?",
                           "One month: three warnings in a row once (−3), one yellow card (−5), no red one. 35 % closed early (+1 from 10 %, +1 for each further full 10 %), "
                           "promises 55 % below the legal limits (+3 from 30 %, +1 for each further full 10 %). How many points in all?"),
             POINTS, lambda: float(scorecard.points(**RULE)), (
        Mistake(lambda: float(scorecard.points(1, 1, 0, 0.0, 0.0)), Label("只扣没有加:规则里提前办结、压缩承诺都加分", "only what is taken: closing early and promising shorter both earn points")),
        Mistake(lambda: float(scorecard.points(1, 1, 0, 0.1, 0.3)), Label("只加了起步的分;每再满 10% 还要加 1 分", "only the first points of each; every further full 10 % earns one more")),
        Mistake(lambda: float(scorecard.points(0, 1, 0, 0.35, 0.55)), Label("漏了连续预警的 −3", "the −3 for three warnings in a row is missing")),
        Mistake(lambda: -8 + 3.5 + 5.5, Label("按比例加了零头;规则只认满 10%,不是直线", "in proportion; the rule counts full 10 % only, it is no straight line")),
        Mistake(lambda: float(scorecard.points(1, 0, 0, 0.35, 0.55)), Label("漏了黄牌的 −5", "the −5 of the yellow card is missing")),
    ), Label("−3 − 5 + 3 + 5 = 0:把承诺压得更短,抵掉一张黄牌;群众等的时间一分没少", "−3 − 5 + 3 + 5 = 0: a bigger promise cancels a yellow card; nobody waits a minute less"),
             way=Label("分四笔算:连续预警、黄牌各扣多少;提前办结 35% 里有几个满 10%;压缩 55%:先满 30% 得 3 分,剩下的 25% 里有几个满 10%。零头不计",
                       "four entries: what the warnings and the card take; how many full 10 % are in 35 %; for 55 %, 3 points for the first 30 %, then how many full 10 % are in the other 25 %. Remainders do not count")),
    Exercise("12-2", Label("积压 600 件,每天来 40 件,会战时每天办 50 件。按匀速算几天清零?", "A backlog of 600, 40 come a day, 50 are closed. At a steady pace, after how many days is it gone?"),
             DAYS, lambda: populations.days_to_clear(BACKLOG, COME, SURGE), (
        Mistake(lambda: BACKLOG / SURGE, Label("忘了还在来件:每天办 50、来 40,积压一天只少 10 件", "files keep coming: 50 go, 40 come, the backlog shrinks by 10 a day")),
        Mistake(lambda: BACKLOG / COME, Label("除以了来件;积压每天减少的是能力 − 来件", "divided by what comes; it shrinks by capacity − arrivals")),
        Mistake(lambda: BACKLOG / (SURGE + COME), Label("来件是添,不是减", "what comes adds, it does not take away")),
        Mistake(lambda: BACKLOG * COME / SURGE, Label("按比例算:清积压不看利用率,看余量", "in proportion: a backlog melts by what is to spare, not by the load")),
    ), Label("600 ÷ (50 − 40):清积压靠余量", "600 ÷ (50 − 40): a backlog melts by what is to spare")),
    Exercise("12-3", Label("会战收兵:从零积压开始,每天来 40 件,只能办 38 件。按匀速算 65 天后积压几件?",
                           "The team has left: from a clean desk 40 come a day, 38 can be closed. At a steady pace, how many lie there after 65 days?"),
             FILES, lambda: populations.backlog_after(0, COME, BACK, AFTER_D), (
        Mistake(lambda: 0.0, Label("清了零,不等于不再欠:能力小于来件,一天欠 2 件", "clean is not safe: where less can be done than comes, 2 a day are owed")),
        Mistake(lambda: (SURGE - BACK) * AFTER_D, Label("和会战时比了;积压看能力与来件的差", "compared with the campaign; a backlog grows by arrivals − capacity")),
        Mistake(lambda: COME - BACK, Label("这是一天的欠账", "that is what is owed in a day")),
        Mistake(lambda: COME * AFTER_D, Label("这是来件总数", "that is all that comes")),
    ), Label("(40 − 38) × 65。仿真还多近二十件:来得没有规律,闲着的时候补不回来", "(40 − 38) × 65. The runs show some more: files come at random, and idle hours are not made good")),
    Exercise("12-4", Label("20 个单位一模一样。这个月的末位,下个月又是末位的机会百分之几?(并列抽签)", "20 units alike. What per cent is the chance that this month's last is last again next month? (Ties by lot)"),
             PERCENT, lambda: 100 / UNITS, (
        Mistake(lambda: 100.0, Label("以为末位说明它差:一模一样的单位里,总有一个末位", "as if being last showed it to be worse: among equals somebody is always last")),
        Mistake(lambda: 50.0, Label("“是或不是”不等于各一半:20 个单位机会均等", "either or is not half and half: 20 units have equal chances")),
        Mistake(lambda: 100 / UNITS**2, Label("这是事先点名的一个单位连着两次;这个月的末位已经有了", "that is a unit named beforehand, twice; this month's last is there already")),
        Mistake(lambda: 0.0, Label("下月“知耻后勇”上来了,多半只是回到平均:它并没有变", "that it comes up next month is mostly a return to the mean: nothing in it has changed")),
    ), Label("1 ÷ 20:全是运气。末位淘汰淘汰的是运气差的", "1 ÷ 20: all luck. Dismissing the last dismisses the unlucky"),
             way=Label("一模一样,就是抽签:下个月每个单位排末位的机会都相等,20 个机会合起来是 100%",
                       "alike in everything, it is a draw of lots: next month each unit is as likely to be last as any other, and the 20 chances add up to 100 %")),
)


def campaign_and_after(lang: Lang | None = None) -> Scope:
    """Show a backlog through a campaign and after it, as what is left behind is moved; opens after prediction 12-2."""
    asked, lang = PREDICTIONS[2], lang or spoken()
    left = slider("back", Label("收兵后每天能办", "closed a day afterwards"), FILES, 36.0, 50.0, 1.0, BACK, lang)
    return shut_view(asked, Label("会战与收兵以后", "A campaign and what follows"), left, lambda values, guess: campaign_pictures(values["back"], guess, lang), lang)


def campaign_pictures(back: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with such a capacity after the campaign, each time with one run more."""
    return surer(lambda runs: {"numbers": _campaign_numbers(back, runs, lang), "chart": _campaign_chart(back, runs, guess, lang), "days": WHOLE_D}, Length(0, WHOLE_D), CAMPAIGNS)


def _campaign_numbers(back: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: when it was cleared, what lay there on day 50 and on the last day, and that by a steady pace."""
    paths, steady = over_runs(lambda r: backlog_path(back, r), runs.n), populations.backlog_after(0, COME, back, AFTER_D)
    return [
        card("cleared", Label("清零用了", "cleared after"), over_runs(cleared, runs.n), DAYS, lang, theory=populations.expected_days_to_clear(BACKLOG, COME, SURGE)),
        card("half", Label("会战第 50 天积压", "backlog on day 50"), [path[4] for path in paths], FILES, lang),
        card("end", Label("第 125 天积压", "backlog on day 125"), [path[-1] for path in paths], FILES, lang),
        plain("steady", Label("第 125 天,按匀速算", "day 125 at a steady pace"), f"{steady:.0f} {FILES(lang)}", lang),
    ]


def _campaign_chart(back: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return the backlog day by day, with the team and without it."""
    paths, steady = over_runs(lambda r: backlog_path(back, r), runs.n), populations.backlog_after(0, COME, back, AFTER_D)
    found = {k * EVERY_D: [float(path[k]) for path in paths] for k in range(len(paths[0]))}
    return {
        "x": axis(Label("天(第 60 天收兵)", "day (the team leaves on day 60)"), 0, WHOLE_D + 3, lang), "y": axis(Label("积压(件)", "files lying there"), 0, 650, lang),
        "series": [
            line(Label("按匀速算", "at a steady pace"), BLUE, [[0, BACKLOG], [CAMPAIGN_D, 0], [WHOLE_D, steady]], lang),
            dots(SIMULATED, INK, found, lang),
        ],
        "marks": [ring(WHOLE_D, guess, lang, 640)],
    }


def equal_units(lang: Lang | None = None) -> Scope:
    """Show first and last of twenty equal units as more files of each are judged; opens after prediction 12-0."""
    asked, lang = PREDICTIONS[0], lang or spoken()
    judged = slider("judged", Label("每月各考", "files judged of each"), FILES, 25.0, 400.0, 25.0, float(JUDGED), lang)
    return shut_view(asked, Label("一模一样的 20 个单位", "Twenty units alike"), judged, lambda values, guess: league_pictures(int(values["judged"]), guess, lang), lang)


def league_pictures(judged: int, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with so many files judged, each time with one month more; the first look leaves out the largest tables."""
    return surer(lambda runs: {"numbers": _league_numbers(judged, runs, lang), "chart": _league_chart(judged, runs, guess, lang), "days": MONTH_D}, Length(0, MONTH_D), RUNS)


def _league_numbers(judged: int, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: the last, the first, the mean of all, and the truth."""
    months = over_runs(lambda r: table(judged, r), runs.n)
    return [
        card("last", Label("末位考出来", "the last shows"), [each[0] for each in months], PERCENT, lang, theory=_last(judged)),
        card("first", Label("首位考出来", "the first shows"), [each[-1] for each in months], PERCENT, lang, theory=_first(judged)),
        card("mean", Label("20 个单位平均", "mean of all 20"), [sum(each) / UNITS for each in months], PERCENT, lang, theory=100 * TRUE_SHARE),
        plain("true", Label("真实水平,家家一样", "the truth, alike for all"), f"{100 * TRUE_SHARE:.0f} %", lang),
    ]


def _league_chart(judged: int, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return what first and last show against the files judged."""
    sizes, shown = range(20, 421, 20), SHARES[:2] if runs.brief else SHARES
    of = lambda place: {size: over_runs(lambda r, size=size: table(size, r)[place], runs.n) for size in shown}
    return {
        "x": axis(Label("每月各考件数", "files judged of each"), 0, 420, lang), "y": axis(Label("按时办结率(%)", "per cent in time"), 80, 100, lang),
        "series": [
            level(Label("真实水平", "the truth"), GREY, 100 * TRUE_SHARE, (0, 420), lang),
            line(Label("首位", "first"), BLUE, [[size, _first(size)] for size in sizes], lang),
            line(Label("末位", "last"), ORANGE, [[size, _last(size)] for size in sizes], lang),
            dots(Label("", ""), ORANGE, of(0), lang), dots(Label("", ""), BLUE, of(-1), lang),
        ],
        "marks": [diamond(judged, _last(judged), lang), ring(JUDGED, max(80.5, guess), lang, 100)],
    }
