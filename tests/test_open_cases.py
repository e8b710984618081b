"""A start from a table of open cases: old files have their age, their clocks and their place in the line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xnsim as xn
from paired import comes, small
from toy_office import START, Told, matter, on_every_engine, serve, toy

from xnsim.engines import run
from xnsim.indicators import find
from xnsim.policies import FewerSteps, TimeLimit, UrgentClass, timeline
from xnsim.policies.start_table import OpenCase, opening, read_open_cases
from xnsim.program import lower
from xnsim.scenario.files import dump, load
from xnsim.scenario.model import OpenFile, Scenario
from xnsim.scenario.problems import InputError

ROUTE = [serve("take", "w", "15 min"), {"accept": {}}, serve("review", "x", "30 min"), {"decide": {}}]
OLD = dt.date(2025, 12, 29)     # a Monday; the office opens a week later
OPEN = [OpenCase("m", "review", dt.datetime(2026, 1, 2, 15)), OpenCase("m", "review", dt.datetime(2025, 12, 29, 10)), OpenCase("m", "take", dt.datetime(2025, 12, 31, 9))]


def an_office(more: dict | None = None, desks: dict | None = None) -> Scenario:
    """A window and one who reviews; one applicant on the first Monday at nine; promised in five working days."""
    return Scenario.model_validate(toy(desks or {"w": {}, "x": {}}, {"m": matter(["05 09:00"], ROUTE, {"limits": {"promised": "5 wd"}, **(more or {})})}))


def stamps(made, column: str) -> list[str]:
    """Tell a column by the date and the clock, as the calendar now begins earlier."""
    return [f"{dt.datetime.combine(OLD, dt.time()) + dt.timedelta(seconds=int(second)):%m-%d %H:%M}" for second in made.cases[column]]


@on_every_engine
def test_the_line_as_the_doors_open_by_hand(engine):
    """The oldest is reviewed first, at nine; the file not yet taken in goes before who comes on Monday; each has its date due from its own receipt."""
    made = run(lower(opening(an_office(), OPEN)), engine=engine)
    assert stamps(made, "received") == ["12-29 10:00", "12-31 09:00", "01-02 15:00", "01-05 09:00"]
    assert stamps(made, "accepted") == ["12-29 10:00", "01-05 09:15", "01-02 15:00", "01-05 09:30"]
    assert stamps(made, "decided") == ["01-05 09:30", "01-05 10:30", "01-05 10:00", "01-05 11:00"]
    assert stamps(made, "promised_due")[0] == "01-05 17:30" and stamps(made, "promised_due")[2] == "01-09 17:30"
    assert list(made.cases["measured"]) == [0, 0, 0, 1]


@on_every_engine
def test_an_old_file_can_be_late_on_the_first_morning(engine):
    """Promised in two working days and received a week ago: overdue before anybody could touch it."""
    made = run(lower(opening(an_office({"limits": {"promised": "2 wd"}}), OPEN[1:2])), engine=engine)
    assert find("overdue_count").parts(made).numerator == 1 and find("on_time_rate").value(made) == 0.5


def test_without_open_cases_it_is_the_office_itself():
    """An empty table changes nothing, policies included."""
    scenario, chosen = an_office(), [TimeLimit(factor=0.5)]
    assert opening(scenario, [], chosen) == timeline(scenario, chosen)


@on_every_engine
def test_who_comes_later_fares_as_with_nothing_lying_there(engine):
    """One old file at a desk nobody else needs: everybody else has the stamps, a week of seconds later, that he had without it."""
    scenario = an_office(desks={"w": {}, "x": {}}).changed(("matters", {
        **an_office().matters, "other": Scenario.model_validate(toy({"w": {}, "x": {}, "y": {}}, {"other": matter([], [serve("alone", "y", "10 min")]) | {
            "arrivals": {"poisson": "0/wd"}}, "n": matter(["05 09:00"], [serve("s", "y", "1 min")])})).matters["other"]}))
    scenario = scenario.changed(("desks", {**scenario.desks, "y": scenario.desks["x"]}))
    plain = run(lower(scenario), engine=engine)
    later = run(lower(opening(scenario, [OpenCase("other", "alone", dt.datetime(2026, 1, 2, 9))])), engine=engine)
    moved = (START.date() - dt.date(2026, 1, 2)).days * 86400
    for column in ("received", "accepted", "decided", "closed", "promised_due"):
        assert [second + moved for second in plain.cases[column]] == list(later.cases[column])[1:]


@on_every_engine
def test_sessions_keep_their_days(engine):
    """A board that meets every other working day from the first Tuesday hears the old file on that Tuesday, however early the calendar begins."""
    route = [{"accept": {}}, {"gate": {"step": "hear", "session": "board"}}, serve("minute", "w", "10 min"), {"decide": {}}]
    scenario = Scenario.model_validate(toy({"w": {}}, {"m": matter(["05 09:00"], route)}, {"sessions": {"board": {"every": "2 wd", "first": "1 wd"}}}))
    plain = run(lower(scenario), engine=engine)
    made = run(lower(opening(scenario, [OpenCase("m", "hear", dt.datetime(2025, 12, 29, 10))])), engine=engine)
    assert Told(plain).stamps("decided") == ["06 09:10"] and stamps(made, "decided") == ["01-06 09:10", "01-06 09:20"]


def test_the_measured_window_and_dated_policies_stay_on_their_days():
    """Warm-up counts from the scenario's own first day; a policy from Wednesday is in force from Wednesday."""
    scenario = small({"w": {}, "x": {}}, {"m": comes("4/wd", ROUTE, {"promised": "5 wd", "statutory": "20 wd"})})
    phases = opening(scenario, OPEN, [UrgentClass(), TimeLimit.model_validate({"from": "2026-01-07"})])
    assert [day for day, _ in phases] == [None, dt.date(2026, 1, 5), dt.date(2026, 1, 7)]
    assert "urgent" not in phases[0][1].matters["m"].classes and "urgent" in phases[1][1].matters["m"].classes
    week = 7 * 86400
    assert lower(phases).window == tuple(second + week for second in lower(scenario).window)


@on_every_engine
def test_a_policy_older_than_a_receipt_holds_for_it(engine):
    """Promises halved from 31 December: what came on the 29th keeps its five working days, what came on the 31st and on 2 January has three; undated, none has."""
    plain, since, undated = (run(lower(opening(an_office(), OPEN, policies)), engine=engine) for policies in (
        [], [TimeLimit.model_validate({"factor": 0.5, "from": "2025-12-31"})], [TimeLimit(factor=0.5)]))
    assert stamps(plain, "promised_due") == ["01-05 17:30", "01-12 17:30", "01-09 17:30", "01-12 17:30"]
    assert stamps(since, "promised_due") == ["01-05 17:30", "01-08 17:30", "01-07 17:30", "01-08 17:30"]
    assert stamps(undated, "promised_due") == ["01-05 17:30", "01-12 17:30", "01-09 17:30", "01-08 17:30"]


@on_every_engine
def test_an_old_policy_that_has_ended_leaves_its_cases_their_way(engine):
    """In force from 30 December to 1 January: only what came in between is promised sooner, though all are worked on when it is over."""
    over = TimeLimit.model_validate({"factor": 0.5, "from": "2025-12-30", "to": "2026-01-01"})
    assert stamps(run(lower(opening(an_office(), OPEN, [over])), engine=engine), "promised_due") == ["01-05 17:30", "01-08 17:30", "01-09 17:30", "01-12 17:30"]


@on_every_engine
def test_a_step_struck_before_a_receipt_is_no_place_to_lie(engine):
    """The second review struck from 30 December: an older file still lies there; one that came later cannot, and is refused."""
    route = [*ROUTE[:3], serve("again", "x", "30 min"), ROUTE[3]]
    office = Scenario.model_validate(toy({"w": {}, "x": {}}, {"m": matter(["05 09:00"], route)}))
    gone = FewerSteps.model_validate({"from": "2025-12-30", "steps": ["again"]})
    old, later = OpenCase("m", "again", dt.datetime(2025, 12, 29, 10)), OpenCase("m", "review", dt.datetime(2026, 1, 2, 10))
    made = run(lower(opening(office, [old, later], [gone])), engine=engine)
    assert stamps(made, "decided") == ["01-05 09:30", "01-05 10:00", "01-05 10:30"]
    with pytest.raises(InputError, match="again"):
        opening(office, [old, later._replace(step="again")], [gone])


def test_the_table_is_read_with_its_lines(tmp_path: Path):
    """Three columns, in any order; a moment that is none is told with its line."""
    good, bad = tmp_path / "open.csv", tmp_path / "bad.csv"
    good.write_text("received,matter,step\n2025-12-29 10:00,m,review\n2026-01-02T15:00,m,take\n", encoding="utf-8")
    assert read_open_cases(good) == (OpenCase("m", "review", dt.datetime(2025, 12, 29, 10)), OpenCase("m", "take", dt.datetime(2026, 1, 2, 15)))
    bad.write_text("matter,step,received\nm,take,2025-12-29\nm,take,yesterday\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad.csv:3: received: “yesterday”不是时刻"):
        read_open_cases(bad)
    bad.write_text("matter,step\n", encoding="utf-8")
    with pytest.raises(InputError, match="缺少列 received"):
        read_open_cases(bad)


@pytest.mark.parametrize("case, says", [
    (OpenCase("n", "take", dt.datetime(2026, 1, 2)), "没有事项“n”"),
    (OpenCase("m", "tkae", dt.datetime(2026, 1, 2)), "不能停在“tkae”"),
    (OpenCase("m", "take", dt.datetime(2026, 1, 5, 8)), "应早于方案的第一天"),
    (OpenCase("m", "take", dt.datetime(2026, 1, 2, tzinfo=dt.timezone.utc)), "只写当地时刻")])
def test_a_case_that_cannot_be_open_is_refused(case, says):
    """Unknown matters and steps, receipts that are still to come or carry a time zone."""
    with pytest.raises(InputError, match=says):
        opening(an_office(), [case])


@pytest.mark.parametrize("desk", [{"officers": "unlimited"}, {"capacity": 3}, {"closing": "turn_away"}])
def test_a_desk_that_would_let_it_go_is_refused(desk):
    """Where everybody is served at once, sent home at closing, or only so many may wait, no old file lies."""
    with pytest.raises(InputError, match="不能停在“take”"):
        opening(an_office(desks={"w": desk, "x": {}}), OPEN[2:])


def test_what_counts_from_the_first_day_is_refused():
    """Booked slots would be laid out from the oldest receipt."""
    with pytest.raises(InputError, match="预约时段"):
        opening(an_office({"arrivals": {"appointments": {"every": "1 h"}}}), OPEN[:1])


def test_open_cases_in_the_file_begin_every_run(tmp_path):
    """Listed in the scenario file they are read, kept in a round trip, part of its hash, and walked by simulate and compare."""
    office = an_office()
    listed = office.changed(("open_cases", tuple(OpenFile(matter=row.matter, step=row.step, received=row.received) for row in OPEN)))
    (tmp_path / "office.yaml").write_text(dump(listed), encoding="utf-8")
    read = load(tmp_path / "office.yaml")
    assert read == listed and read.digest() != office.digest()
    made, by_hand = xn.simulate(read, seed=1), run(lower(opening(office, OPEN)), seed=1)
    assert list(made.cases["received"]) == list(by_hand.cases["received"]) and list(made.cases["decided"]) == list(by_hand.cases["decided"])
    found = xn.compare(read, {"现状": [], "压缩": [TimeLimit(factor=0.5)]}, replications=3, seed=1)
    assert found.table is not None
    with pytest.raises(InputError, match="open_cases"):
        lower(read)
    with pytest.raises(InputError, match="step"):
        xn.simulate(office.changed(("open_cases", (OpenFile(matter="m", step="nowhere", received=OPEN[0].received),))), seed=1)


@pytest.mark.parametrize(("name", "text", "says"), [
    ("open.csv", "事项,环节,收件时间\n提取,check,2026-02-27\n".encode("gbk"), "GBK"),
    ("open.xlsx", b"PK\x03\x04", "CSV UTF-8"),
    ("short.csv", b"matter,step,received\nm\n", "2025-12-29 10:00"),
    ("gone.csv", None, "no such file")])
def test_a_table_as_excel_leaves_it_is_answered(tmp_path, name, text, says):
    """Saved in GBK, as a workbook, with a short row, or not there: one answer with the way out, no traceback."""
    if text is not None:
        (tmp_path / name).write_bytes(text)
    with pytest.raises(InputError) as refused:
        read_open_cases(tmp_path / name)
    (problem,) = refused.value.problems
    assert says in problem.says.en and problem.file.endswith(name)
