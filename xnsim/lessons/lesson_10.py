"""Lesson 10, 会议与督查节奏: short work, long waits; who misses a meeting waits for the next one."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, exp
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREY, INK, SIMULATED, axis, diamond, dots, level, line, ring, slider
from xnsim.lessons.lesson_01 import DAYS
from xnsim.lessons.telling import card, plain
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.program import Program
from xnsim.proof.office import at_random, exponential, limit, matter, office, serve
from xnsim.scenario.session import Session
from xnsim.theory import sessions
from xnsim.widgets.scope import Scope

MONTH, WEEK = 22.0, 5.0
AFTER, LIMIT = 3.0, 20.0
"""Days of work after the meeting, and the limit from receipt."""
FLOW, TIGHT = 8.0, 1.4
"""Files a day: where there is a seat for everybody, and where seats are counted."""
SEATS = 8
ALL = 0
"""For the number of seats: everybody is heard."""
LEAST_DAYS, LONG_DAYS = 220, 2500
EVERY, PLACES = (1.0, 5.0, 10.0, 15.0, 22.0), (8, 9, 10, 12, 14)
PERCENT = Label("%", "%")
BETWEEN, A_MEETING = Label("几天开一次会", "days from meeting to meeting"), Label("每次席位", "seats a meeting")


def _length(every: float, seats: int, brief: bool = False) -> Length:
    """Return how long a run must be: whole rounds of meetings, and many of them where seats are counted."""
    rounds = ceil((LONG_DAYS if seats else LEAST_DAYS) / every / (4 if brief else 1))
    return Length(20 * every if seats else 0, every * rounds, 30 * every + 20 * AFTER)


@remembered
def _office(per_day: float, every: float, seats: int, length: Length) -> Program:
    """A session hears files at its moments; then each takes a few days, at nobody's expense."""
    visit = matter(at_random(per_day), {"gate": {"step": "hear", "session": "board"}}, serve("after", exponential(AFTER)))
    hall = office({"after": {"officers": "unlimited"}}, {"visit": {**visit, "limits": {"promised": limit(LIMIT)}}})
    board = {"every": f"{every!r} wd"} | ({"seats": seats} if seats else {})
    return program_of(hall.changed(("sessions", {"board": Session.model_validate(board)})), length)


@remembered
def found(every: float, replication: int, per_day: float = FLOW, seats: int = ALL, brief: bool = False) -> tuple[float, float, float]:
    """Return of one run the mean days until a file is heard, the mean days until it is done, and the share done in time."""
    seen = watched(_office(per_day, every, seats, _length(every, seats, brief)), replication)
    return seen.mean_wait(), seen.mean_time(), seen.on_time_share()


def _on_time(every: float) -> float:
    """Per cent done in time with a meeting every so many days, by theory."""
    return 100 * sessions.on_time_share(every, AFTER, LIMIT)


def _waits(seats: int) -> float:
    """Days until heard at a weekly meeting with so many seats, by theory."""
    return sessions.mean_wait_with_seats(TIGHT, WEEK, seats)


PREDICTIONS = (
    Prediction("10-0", Label("上会事项每 22 个工作日集中审议一次,会后平均再办 3 天。时限 20 天,按时办结率是百分之几?",
                             "Motions are heard every 22 working days; after that they take 3 days on average. The limit is 20 days: what per cent is done in time?"),
               PERCENT, lambda: _on_time(MONTH), lambda: over_runs(lambda r: 100 * found(MONTH, r)[2]), digits=1),
    Prediction("10-1", Label("还是每 22 天一次会、会后平均 3 天。一件从提交到办结平均几天?",
                             "Still a meeting every 22 days and 3 days after it. How many days does a motion take from receipt to the end, on average?"),
               DAYS, lambda: sessions.mean_wait(MONTH) + AFTER, lambda: over_runs(lambda r: found(MONTH, r)[1]), digits=1),
    Prediction("10-2", Label("改为每 5 天一次会,每次只有 8 个席位,每次平均来 7 件。平均等几天才上得了会?",
                             "Now a meeting every 5 days with 8 seats; 7 motions come for each on average. How many days until a motion is heard, on average?"),
               DAYS, lambda: _waits(SEATS), lambda: over_runs(lambda r: found(WEEK, r, TIGHT, SEATS)[0])),
)

EXERCISES = (
    Exercise("10-1", Label("每 22 个工作日开一次会,席位足够。平均等几天才上会?", "A meeting every 22 working days with seats for all. How many days until a motion is heard, on average?"),
             DAYS, lambda: sessions.mean_wait(MONTH), (
        Mistake(lambda: MONTH, Label("这是刚错过一次会的人;有人刚好赶上,要取平均", "that is who has just missed one; others come just before it: take the mean")),
        Mistake(lambda: 0.0, Label("会前一刻才提交,才等 0 天", "nobody waits 0 days but who comes at the last moment")),
        Mistake(lambda: sessions.mean_wait(MONTH) + AFTER, Label("这是到办结的时间;会后的 3 天不在等会里", "that is the time until the end; the 3 days after the meeting are no wait for it")),
        Mistake(lambda: LIMIT, Label("时限是一把尺子,不推动时间:改承诺改不了开会的日子", "a limit measures, it moves no time: a promise does not change the day of the meeting")),
    ), Label("提交的时刻均匀地落在两次会之间:平均等 T ÷ 2", "motions come evenly between two meetings: T ÷ 2 on average")),
    Exercise("10-2", Label("同样:22 天一次,会后平均 3 天(指数分布),时限 20 天。按时办结率百分之几?",
                           "The same: every 22 days, 3 days after it on average (exponential), limit 20 days. What per cent is done in time?"),
             PERCENT, lambda: _on_time(MONTH), (
        Mistake(lambda: 100.0, Label("以为经办 3 天、时限 20 天就能 100%:没有算等会,只算了会后经办", "as if 3 days of work made 100 % within 20: the wait for the meeting is missing")),
        Mistake(lambda: 100 * LIMIT / MONTH, Label("只算了 20 天以内上了会的;会后还要办", "that is who was heard within 20 days; there is work after it")),
        Mistake(lambda: 100 * (1 - exp(-(LIMIT - MONTH / 2) / AFTER)), Label("把等会当成人人 11 天:平均数代进去,不等于平均的结果。等 18 天的和等 4 天的不能互相抵",
                                                                           "everybody waiting 11 days: the mean put in does not give the mean out. Who waits 18 days is not made good by who waits 4")),
        Mistake(lambda: 100 - _on_time(MONTH), Label("这是超时的份额", "that is the share that is late")),
    ), Label("等会在 0 到 22 天之间均匀,再加会后的时间,不超过 20 天的份额", "the share for which a wait even from 0 to 22 days, plus the work after it, stays within 20")),
    Exercise("10-3", Label("改为 5 天一次会,席位足够。从提交到办结平均几天?", "A meeting every 5 days, seats for all. How many days from receipt to the end, on average?"),
             DAYS, lambda: sessions.mean_wait(WEEK) + AFTER, (
        Mistake(lambda: WEEK + AFTER, Label("5 天是刚错过的人;平均等一半", "5 days is who has just missed it; half of that on average")),
        Mistake(lambda: AFTER, Label("没有算等会", "the wait for the meeting is missing")),
        Mistake(lambda: sessions.mean_wait(WEEK), Label("这只是等会;再加会后的 3 天", "that is the wait alone; add the 3 days after it")),
        Mistake(lambda: (MONTH / 2 + AFTER) * WEEK / MONTH, Label("按比例缩了全程:会开得勤,只缩短等会的一段,会后的 3 天不变",
                                                                 "the whole time in proportion: more meetings shorten the wait alone; the 3 days stay")),
    ), Label("5 ÷ 2 + 3:一天也没有多干,全程从 14 天变成 5.5 天", "5 ÷ 2 + 3: not a day more work, and 14 days become 5.5"),
             way=Label("两段相加:等会平均是间隔的一半(练习 10-1),会后还要办理;办理几天,会议改密了也不变",
                       "two parts: the mean wait for a meeting is half the interval (exercise 10-1), then the work after it, which does not change with more meetings")),
    Exercise("10-4", Label("5 天一次会,8 个席位,每天来 1.4 件。用第二个视图读出来:平均等几天上会?",
                           "A meeting every 5 days with 8 seats; 1.4 motions come a day. Read it off the second picture: days until heard, on average?"),
             DAYS, lambda: _waits(SEATS), (
        Mistake(lambda: WEEK / 2, Label("以为平均 7 件、席位 8 个就够坐。来得有多有少:多的时候挤到下一次,少的时候席位白空着",
                                        "as if 8 seats were enough for 7 on average. Some weeks more come and are pushed on, in others seats stay empty for good")),
        Mistake(lambda: WEEK, Label("不是人人都错过一次:要看平均有几件被挤到下一次", "not everybody misses one: look how many are pushed on, on average")),
        Mistake(lambda: WEEK / 2 / (1 - TIGHT * WEEK / SEATS), Label("套了单窗口的公式:会议一次办一批,不是一件一件办", "the formula of a single window: a meeting serves a batch, not one by one")),
        Mistake(lambda: _waits(SEATS) + AFTER, Label("这是到办结的时间;只问等会", "that is the time until the end; only the wait is asked for")),
    ), Label("T ÷ 2 = 2.5 天,再加上被挤下来的件 ÷ 每天 1.4 件", "T ÷ 2 = 2.5 days, and on top the files left over ÷ 1.4 a day"), tolerance=0.05),
)


def meeting_rhythm(lang: Lang | None = None) -> Scope:
    """Show waits and the share in time as meetings come closer together; opens after prediction 10-1."""
    asked, lang = PREDICTIONS[1], lang or spoken()
    return shut_view(asked, Label("会开得越稀,越不按时", "The rarer the meetings, the later the files"), slider("every", BETWEEN, DAYS, 1.0, MONTH, 1.0, MONTH, lang),
                     lambda values, guess: rhythm_pictures(values["every"], guess, lang), lang)


def rhythm_pictures(every: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with a meeting every so many days, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _rhythm_numbers(every, runs, lang), "chart": _rhythm_chart(every, runs, guess, lang),
                               "days": _length(every, ALL, runs.brief).measure}, _length(every, ALL))


def _heard(every: float, runs: Runs, per_day: float = FLOW, seats: int = ALL) -> list[tuple[float, float, float]]:
    """Return what every run of a picture showed."""
    return over_runs(lambda r: found(every, r, per_day, seats, runs.brief), runs.n)


def _rhythm_numbers(every: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: until heard, until done, in time, and the work in it."""
    seen = _heard(every, runs)
    return [
        card("heard", Label("平均等会", "until heard"), [each[0] for each in seen], DAYS, lang, theory=sessions.mean_wait(every)),
        card("done", Label("平均全程", "until done"), [each[1] for each in seen], DAYS, lang, theory=sessions.mean_wait(every) + AFTER),
        card("on_time", Label("20 天内按时办结", "done within 20 days"), [100 * each[2] for each in seen], PERCENT, lang, theory=_on_time(every)),
        plain("work", Label("其中经办(会后)", "of it work after the meeting"), f"{AFTER:.1f} {DAYS(lang)}", lang),
    ]


def _rhythm_chart(every: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return days until done against the days between meetings."""
    high = max(20.0, min(40.0, 1.1 * guess))
    return {
        "x": axis(BETWEEN, 0, 23, lang), "y": axis(Label("平均全程(天)", "days until done"), 0, high, lang),
        "series": [
            level(Label("会后经办", "work alone"), GREY, AFTER, (0, 23), lang),
            line(Label("理论", "theory"), BLUE, [[0, AFTER], [23, 23 / 2 + AFTER]], lang),
            dots(SIMULATED, INK, {at: [each[1] for each in _heard(at, runs)] for at in EVERY}, lang),
        ],
        "marks": [diamond(every, sessions.mean_wait(every) + AFTER, lang), ring(MONTH, guess, lang, high)],
    }


def meeting_seats(lang: Lang | None = None) -> Scope:
    """Show the wait for a weekly meeting as it gets more seats; opens after prediction 10-2."""
    asked, lang = PREDICTIONS[2], lang or spoken()
    return shut_view(asked, Label("席位刚好够,等得就久", "Just enough seats make long waits"), slider("seats", A_MEETING, Label("个", "seats"), 8.0, 14.0, 1.0, 10.0, lang),
                     lambda values, guess: seats_pictures(int(values["seats"]), guess, lang), lang)


def seats_pictures(seats: int, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with so many seats a meeting, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _seats_numbers(seats, runs, lang), "chart": _seats_chart(seats, runs, guess, lang),
                               "days": _length(WEEK, seats, runs.brief).measure}, _length(WEEK, seats))


def _seats_numbers(seats: int, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: until heard, seats taken, left over, in time."""
    seen = _heard(WEEK, runs, TIGHT, seats)
    return [
        card("heard", Label("平均等会", "until heard"), [each[0] for each in seen], DAYS, lang, theory=_waits(seats)),
        plain("taken", Label("席位坐满", "of the seats taken"), f"{100 * TIGHT * WEEK / seats:.0f}%", lang),
        plain("left", Label("每次挤下来(理论)", "left over each time (theory)"), f"{sessions.left_over(TIGHT, WEEK, seats):.1f} {Label('件', 'motions')(lang)}", lang),
        card("on_time", Label("20 天内按时办结", "done within 20 days"), [100 * each[2] for each in seen], PERCENT, lang),
    ]


def _seats_chart(seats: int, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return days until heard against the seats of a meeting."""
    high = max(6.0, min(20.0, 1.1 * guess))
    return {
        "x": axis(Label("每次席位(个)", "seats a meeting"), 7, 15, lang), "y": axis(Label("平均等会(天)", "days until heard"), 0, high, lang),
        "series": [
            level(Label("席位足够:T ÷ 2", "seats for all: T ÷ 2"), GREY, WEEK / 2, (7, 15), lang),
            line(Label("理论", "theory"), BLUE, [[k, _waits(k)] for k in range(8, 16)], lang),
            dots(SIMULATED, INK, {k: [each[0] for each in _heard(WEEK, runs, TIGHT, k)] for k in PLACES}, lang),
        ],
        "marks": [diamond(seats, _waits(seats), lang), ring(SEATS, guess, lang, high)],
    }
