"""Would we notice? Careless hands in the walk without later words, each of which some office must show (``planted``)."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import Phase, given, settings
from offices import OFFICES, Office, office, offices
from planted import Fault, Told, assert_caught, by_simpy, caught_by
from toy_office import DAY_AND_NIGHT, away, files, matter, serve, toy

ENOUGH = 250
FAULTS = {
    "durations are rounded up": Fault("inverses", "    x += 0.5\n    return int(", "    x += 0.999999\n    return int("),
    "the stretched work is rounded down": Fault(
        "kernel", "(need * 1000 + pst[taken * P_WIDE + P_SPEED] - 1) // pst", "(need * 1000) // pst"),
    "a file put back loses its key": Fault(
        "kernel", "line_join(dsk, tok, dd, k)", "tok[k + T_QUEUED] = now; line_join(dsk, tok, dd, k)"),
    "limits run out before the work of their second ends": Fault(
        "kernel", "        phase = 0\n", "        phase = 2 if n_heap > 0 and h_time[0] == now and h_order[0] >> 40 == 3 else 0\n"),
    "the day of resumption counts twice": Fault("worktime", "if b < days and 0 <= day_close[b] <= r:", "if b < days and 0 <= day_close[b]:"),
    "a moot spell frees its officer": Fault("kernel_seldom", "        if alone and finish:\n", "        if alone and finish and False:\n"),
    "work done in the second of leaving is cut": Fault("kernel_seldom", "    if gone < due:", "    if gone <= due:"),
    "who is away takes up files": Fault("kernel_parts", "    if off[oo + O_FROM] > now or now + need >", "    if now + need >"),
    "who comes free looks at no line": Fault("kernel", "if dsk[dd + D_HEAD] < 0 or (now <", "if dsk[dd + D_HEAD] >= 0 or (now <"),
    "help is never open": Fault("kernel_seldom", "when = moment\n    return when\n\n\ndef wake_next", "when = FAR\n    return when\n\n\ndef wake_next"),
    "an alarm goes off for the wrong case": Fault("kernel_parts", "        control[C_FIRST] = q\n", "        control[C_FIRST] = s\n"),
    "a limit runs out a second late": Fault("kernel_seldom", "acting_due(t, w, rows, s, r, row, got, i, m) <= now:", "acting_due(t, w, rows, s, r, row, got, i, m) < now:"),
    "the officer listed last is taken": Fault("people", "key=lambda p: (p.desk, p.rank, p.officer)", "key=lambda p: (p.desk, p.rank, -p.officer)"),
    "ranks are ignored": Fault("people", 'extend(post.rank for post in posts)', 'extend(0 for post in posts)'),
    "cover is transitive": Fault(
        "people", "if cover.a in scenario.officers_of(desk):",
        "if {cover.a, *(c.a for c in scenario.cover if c.b == cover.a)} & set(scenario.officers_of(desk)):"),
    "the hand-over takes no time": Fault("fate", "else begin + post.delay", "else begin"),
    "what was done before an absence is lost": Fault("kernel", "tok[k + T_LEFT] -= done", "tok[k + T_LEFT] -= 0"),
    "what two limits let go in one second stands as it came": Fault("kernel_seldom", "        in_place(f, log, mark, w.control[C_LOG], now)\n", "        pass\n"),
    "the day of the event counts": Fault("worktime", "closed_before_day[day + 1] + n + lost - 1", "closed_before_day[day] + n + lost - 1"),
    "a pause is a flag, not a count": Fault("kernel_seldom", "slots[at + S_PAUSES] += 1", "slots[at + S_PAUSES] = 1"),
    "a reset keeps what was lost": Fault("kernel_seldom", "rows[row + R_LOST_PROMISED] = 0", "rows[row + R_LOST_PROMISED] += 0"),
    "deemed accepted as of now": Fault("kernel_seldom", "rows[row + R_CLOCK] = as_of - got", "rows[row + R_CLOCK] = now - got"),
    "an approval in the last second extends": Fault(
        "kernel_seldom", "or now < official_due(t, rows, r, row, got, by_law, 0, m)):", "or now <= official_due(t, rows, r, row, got, by_law, 0, m)):"),
    "somebody starts as the doors close": Fault("kernel_parts", "while i < last and h_close[i] <= now:", "while i < last and h_close[i] < now:"),
    "ties in a line go by arrival at the desk only": Fault("kernel_parts", "tok[p + T_QUEUED] == queued and tok[p + T_ORDER] > order", "False"),
    "one more return than allowed": Fault("kernel", "backs[counter] >= ops[pp + X_C]", "backs[counter] > ops[pp + X_C]"),
    "overtime has no cap": Fault("kernel_seldom", "and due <= door + w.dsk[d * D_WIDE + D_OVERTIME])", ")"),
    "what a branch forks begins before its siblings": Fault("kernel", "group < i_ready", "True"),
}


def toys() -> list[Office]:
    """A few offices for what seldom happens by chance."""
    one, night = {"a": {"officers": [{"name": "甲"}]}}, DAY_AND_NIGHT
    three = {"a": {"officers": [away("甲", (5, 7))]}, "b": {"officers": [away("乙", (5, 6))]}, "c": {"officers": [{"name": "丙"}]}}
    chain = {"cover": [{"a": "甲", "b": "乙", "delay": "2 h"}, {"a": "乙", "b": "丙"}]}
    branches = {"b": {"route": [serve("s", "c", "2 h")]}, "c": {"route": [serve("t", "a", "3 h")]}}
    limit = {"limits": {"promised": "1 h"}, "on_expiry": [{"limit": "promised", "exit": "refused"}]}
    inner = {"parallel": {"branches": {"d": {"route": [serve("u", "a", "1 s")]}, "e": {"route": [{"refuse": {"step": "n", "probability": 0.0}}]}}}}
    nested = {"parallel": {"branches": {"b": {"route": [serve("t", "a", "1 s")]}, "c": {"route": [inner, serve("v", "a", "1 s")]},
                                        "d": {"route": [{"wait": {"step": "w", "length": "1 s", "clock": "lawful_pause"}}]}}}}
    moot = {"limits": {"promised": "1 h"}, "on_expiry": [{"limit": "promised", "exit": "lapsed", "in_hand": "finish"}]}
    paused = {"b": {"route": [{"wait": {"step": "p", "length": "2 d", "clock": "lawful_pause"}}]},
              "c": {"route": [{"wait": {"step": "w", "length": "1 d"}}, {"wait": {"step": "q", "length": "3 d", "clock": "lawful_pause"}}]}}
    wait = {"wait": {"step": "p", "length": "2 d", "clock": "lawful_pause"}}
    back = {"return": {"step": "r", "probability": 1.0, "at_most": 1, "turnaround": "1 d", "clock": "reset"}}
    stand_in = {"cover": [{"a": "甲", "b": "乙", "delay": "10 h", "efficiency": 0.333}]}
    lines = files(("05 18:00", "100 s"), ("06 10:00", "100 s")) | {"n": matter(["06 09:50", "06 09:55"], [serve("s", "b", "1 h")])}
    two = {"a": {"officers": [away("甲", (6, 8))]}, "b": {"officers": [{"name": "乙"}]}}
    papers = {"limits": {"acceptance": "1 wd", "promised": "3 wd"}, "on_expiry": [{"limit": "acceptance", "exit": "deemed_accepted"}]}
    late = {"limits": {"statutory": "3 h"}, "on_expiry": [{"limit": "statutory", "exit": "refused"}],
            "extension": {"by": "1 h", "ask_before": "1 h", "probability": 1.0, "approval": "1 h"}}
    both = {"limits": {"acceptance": "1 wd", "promised": "1 wd"}, "on_expiry": [
        {"limit": "acceptance", "exit": "deemed_accepted"}, {"limit": "promised", "exit": "lapsed"}]}
    twice = [{"parallel": {"branches": {"x": {"route": [serve("s", "a", "2 wd")]}}}}, {"accept": {}}, serve("t", "b", "1 h")]
    return [office((None, data)) for data in (
        toy(one | {"b": {"officers": "unlimited"}}, {"m": matter(["05 10:00"], twice, both)}),
        toy({"a": {"officers": [away("甲", (6, 7))]}}, files(("05 22:00", "2 h")), night),
        toy({"a": {"officers": [away("甲", (6, 7))], "order": "shortest"}}, files(("05 22:00", "2 h")), night),
        toy(three, files(("05 09:00", "1 h")), chain),
        toy({"a": one["a"], "c": {"officers": 1}}, {"m": matter(["05 09:00"], [{"parallel": {"branches": branches}}], limit)}),
        toy({"a": one["a"] | {"order": "due_first"}}, {"m": matter(["05 09:00", "05 09:00"], [serve("s", "a", "1 s"), nested], {"limits": {"promised": "1 wd"}})}),
        toy({"a": one["a"] | {"closing": "finish", "overtime_max": "10 min"}}, files(("05 17:00", "1 h"))),
        toy(one, {"m": matter(["05 09:00"], [{"wait": {"step": "w", "length": "10 h"}}], late)}),
        toy(one, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")], limit)}),
        toy(one, {"m": matter(["05 09:00", "05 09:30"], [serve("s", "a", "2 h")], moot)}),
        toy(two, lines, stand_in),
        toy(one, {"m": matter(["05 10:00"], [serve("s", "a", "2 wd"), {"accept": {}}], papers)}),
        toy(one, {"m": matter(["05 09:00"], [{"parallel": {"branches": paused}}], {"limits": {"promised": "3 wd"}})}),
        toy(one, {"m": matter(["05 09:00"], [wait, serve("s", "a", "10 min"), back], {"limits": {"promised": "3 wd"}})}),
    )]


@cache
def fixed_offices() -> Told:
    """The same offices every time, with what SimPy makes of them."""
    found = toys()

    @settings(OFFICES, derandomize=True, max_examples=ENOUGH, phases=[Phase.generate])
    @given(offices())
    def collect(drawn: Office) -> None:
        found.append(drawn)

    collect()
    return by_simpy(dict.fromkeys(found))


def test_the_copy_without_a_fault_agrees():
    """The copy itself is sound: without a fault it parts from SimPy nowhere."""
    assert caught_by(None, fixed_offices()) is None


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_caught(name: str):
    """Among the fixed offices there is one in which this fault shows."""
    assert_caught(name, FAULTS, fixed_offices())
