"""人力: what the officers got done and how busy they were.

The officers' time belongs to the whole office, so utilisation is the same number in both
cohorts: all the work done within the measuring window.
"""

from __future__ import annotations

from xnsim.cases import as_column, count
from xnsim.indicators.base import Better, Indicator, Measure
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.program.fate import absences, postpone


def _present_s(view: View) -> int:
    """Seconds that officers were there in the measuring window."""
    return sum(view.run.program.officer_present_s)


def _busy_s(view: View) -> float:
    """Working seconds of all officers inside the window; a spell across its edge counts in part."""
    spells = {name: as_column(view.run.services[name]) for name in ("officer", "start", "end", "worked_s")}
    start, end, worked = spells["start"], spells["end"], spells["worked_s"]
    staffed = spells["officer"] >= 0
    within = staffed & (start >= view.start) & (end <= view.end)
    edge = staffed & ~within & (start < view.end) & (end > view.start)
    parts = zip(start[edge].tolist(), end[edge].tolist(), worked[edge].tolist())
    return int(worked[within].sum()) + sum(work * _inside(view, a, b) for a, b, work in parts)


def _inside(view: View, a: int, b: int) -> float:
    """Share of a spell's working time that falls into the window; of its civil time out of hours."""
    working = view.calendar.working
    first, last = max(a, view.start), min(b, view.end)
    open_s = working(b) - working(a)
    return (working(last) - working(first)) / open_s if open_s else (last - first) / (b - a)


def overtime_s(view: View) -> int:
    """Working seconds outside the officers' own office hours, over spells begun in the window."""
    begun = (view.spell("officer") >= 0) & view.in_window(view.spell("start"))
    rows = zip(*(view.spell(name)[begun].tolist() for name in ("officer", "start", "end", "worked_s")))
    hours = view.run.program.officer_hours
    return sum(max(0, worked - hours[officer].working(end) + hours[officer].working(start)) for officer, start, end, worked in rows)


def _overtime_share(view: View) -> tuple[int, float]:
    """Working seconds outside the hours of the officer, of all working seconds."""
    return overtime_s(view), _busy_s(view)


def _utilisation(view: View) -> tuple[float, int]:
    """Working seconds, of the seconds present."""
    return _busy_s(view), _present_s(view)


def _cases_per_officer_day(view: View) -> tuple[int, float]:
    """Ended cases, by days of officers present."""
    return count(view.done), _present_s(view) / view.calendar.day_seconds


def _right_cases(view: View) -> tuple[int, float]:
    """Ended cases that were rightly decided, by days of officers present; 0 over 0 where nobody looked."""
    if not count(view.done & (view["eligible"] >= 0)):
        return 0, 0
    return count(view.done & (view["wrong"] <= 0)), _present_s(view) / view.calendar.day_seconds


def _scheduled_s(view: View) -> int:
    """Seconds that officers should have been there in the measuring window."""
    return sum(hours.working(view.end) - hours.working(view.start) for hours in view.run.program.officer_hours)


def _away(view: View) -> tuple[int, int]:
    """Seconds missed, of the seconds that should have been worked."""
    return _scheduled_s(view) - _present_s(view), _scheduled_s(view)


def _times_away(view: View) -> tuple[int, int]:
    """Diaries are dealt before a run from its seed alone, so they can be read again."""
    run = view.run
    officers = len(run.program.officer_hours)
    diaries = [absences(run.lowered, officer, run.seed, run.replication) for officer in range(officers)]
    postpone(run.lowered, diaries)
    return sum(view.start <= begin < view.end for diary in diaries for begin, _ in diary), officers


cases_per_officer_day = Indicator(
    key="cases_per_officer_day", label=Label("人均办件量", "cases per officer-day"), unit="count", better="higher",
    twin="right_cases_per_officer_day", cohort="completion", measure=_cases_per_officer_day,
    definition=Label("办结件 ÷ 测量期内在岗人日。", "Cases ended ÷ officer-days present in the measuring window."),
)

right_cases_per_officer_day = Indicator(
    key="right_cases_per_officer_day", label=Label("人均办对件量", "rightly decided cases per officer-day"), unit="count", better="higher",
    twin="utilisation", cohort="completion", measure=_right_cases, needs=("eligible", "wrong"),
    definition=Label("(办结件 − 错办的件)÷ 测量期内在岗人日。情景没有写质量(quality)时为未测。",
                     "(Cases ended − cases decided wrongly) ÷ officer-days present in the measuring window. Not measured where the scenario has no quality."),
)

def _share(key: str, label: Label, twin: str, better: Better, measure: Measure, definition: Label) -> Indicator:
    """Return a share of the officers' time in the measuring window, which is the same in both cohorts."""
    both = Label("(两种口径相同)", "(the same in both cohorts)")
    return Indicator(key=key, label=label, unit="rate", better=better, twin=twin, cohort="completion", measure=measure,
                     definition=Label(f"{definition.zh}{both.zh}。", f"{definition.en} {both.en}."))


overtime_share = _share(
    "overtime_share", Label("加班占比", "overtime share"), "utilisation", "lower", _overtime_share,
    Label("测量期内开始的办理中,落在本人办公时间以外的工作秒数 ÷ 测量期内工作秒数",
          "Working seconds outside the officer's own hours, of spells begun in the window ÷ working seconds in it"))

utilisation = _share(
    "utilisation", Label("资源利用率", "utilisation"), "cases_per_officer_day", "none", _utilisation,
    Label("测量期内工作秒数 ÷ 在岗秒数;添的人(如同岗替代的 B)在岗也算进分母,所以添人会使它下降;加班可使其超过 100%",
          "Working seconds ÷ seconds present in the measuring window; the hours of people who were added (a stand-in B) count, so more people lower it; overtime may lift it above 100 %"))

times_away = Indicator(
    key="times_away", label=Label("人均离岗次数(会议等)", "times away, an officer"), unit="trips", better="lower",
    twin="away_share", cohort="completion", measure=_times_away,
    definition=Label(
        "测量期内开始的缺勤(会议、出差、休假)次数 ÷ 人数(两种口径相同)。次数少而每次更长,占用的时间并不少,见离岗时间占比。",
        "Absences (meetings, travel, leave) begun in the measuring window ÷ officers (the same in both cohorts). Fewer and longer ones take as much time: see the share of "
        "time away."),
)

away_share = _share(
    "away_share", Label("离岗时间占比", "share of time away"), "utilisation", "lower", _away,
    Label("测量期内应在岗而不在岗的办公秒数 ÷ 应在岗秒数",
          "Open seconds of the measuring window in which officers were away ÷ those in which they should have been there"))
