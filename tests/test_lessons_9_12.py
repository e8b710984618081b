"""Lessons 9 to 12: answers of the handbook, misconceptions met by name, views that stay shut, quotations word for word."""

from __future__ import annotations

import json
import re

import pytest
from house_source import ROOT

from xnsim import lessons
from xnsim.lessons import catalogue, lesson_09, lesson_10, lesson_11, lesson_12
from xnsim.lessons.said import SAID
from xnsim.lessons.textbook import RUNS
from xnsim.stats import interval

PATIENCE_S = 120
ANSWERS = {"9-1": 1.0, "9-2": 5.0, "9-3": 4.0, "9-4": 16.3636, "10-1": 11.0, "10-2": 77.2901, "10-3": 5.5, "10-4": 4.14,
           "11-1": 13.5335, "11-2": 3.03534, "11-3": 13.659, "11-4": 2.46605, "12-1": 0.0, "12-2": 60.0, "12-3": 130.0, "12-4": 5.0}
KEYS = [key for key in catalogue.exercises() if int(key.split("-")[0]) >= 9]
VIEWS = {"urgent_share": "9-1", "meeting_rhythm": "10-1", "meeting_seats": "10-2", "silence_view": "11-1", "campaign_and_after": "12-2", "equal_units": "12-0"}
NAMED = [("9-2", 4.0, "不影响别人"), ("9-2", 4.8, "队不是直线"), ("9-3", 3.0, "平均数的平均"), ("10-1", 20.0, "不推动时间"), ("10-2", 100.0, "100%"),
         ("10-2", 95.02, "平均数代进去"), ("11-2", 13.53, "改变了队本身"), ("11-4", 2.57, "算重了"), ("12-2", 12.0, "还在来件"), ("12-4", 100.0, "总有一个末位")]
NOTEBOOKS = [path for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if path.name[:2] in ("09", "10", "11", "12")]


@pytest.fixture(autouse=True)
def _a_new_class():
    """Every test begins with nothing predicted."""
    SAID.forget()
    yield
    SAID.forget()


def test_every_exercise_has_a_published_answer():
    """No exercise of these lessons is without a check of its own answer."""
    assert set(ANSWERS) == set(KEYS)


@pytest.mark.parametrize(("key", "answer"), ANSWERS.items())
def test_a_trainee_who_has_it_right_is_told_why(key, answer):
    """The answers of the handbook are accepted, in both languages, with the reason."""
    assert lessons.check(key, answer).right and lessons.check(key, answer).text.startswith("对。")
    assert lessons.check(key, answer, lang="en").text.startswith("Right")


@pytest.mark.parametrize("key", KEYS)
def test_a_careless_trainee_meets_his_own_hint(key):
    """At least three misconceptions an exercise are refused, each with its own hint in both languages."""
    mistakes = catalogue.exercise(key).mistakes
    told = [lessons.check(key, each.value()) for each in mistakes]
    english = {lessons.check(key, each.value(), lang="en").text for each in mistakes}
    assert len(mistakes) >= 3 and not any(each.right for each in told)
    assert len({each.text for each in told}) == len(english) == len(mistakes)
    assert not any("想一想单位" in each.text for each in told)


@pytest.mark.parametrize(("key", "answer", "words"), NAMED)
def test_named_misconceptions_are_met_by_name(key, answer, words):
    """A linear queue, averages of averages, a limit that moves time, 100 % and the rest have their own hints."""
    assert words in lessons.check(key, answer).text


@pytest.mark.parametrize("key", [key for key in catalogue.predictions() if int(key.split("-")[0]) >= 9])
def test_simulation_and_theory_of_a_prediction_agree(key):
    """Theory lies within three and a half standard errors of what the runs give."""
    asked = catalogue.prediction(key)
    values = asked.simulated()
    mean = sum(values) / len(values)
    error = (sum((value - mean) ** 2 for value in values) / len(values) / (len(values) - 1)) ** 0.5
    assert error > 0 and abs(mean - asked.theory()) < 3.5 * error


@pytest.mark.parametrize(("view", "key"), VIEWS.items())
def test_a_view_stays_shut_until_the_prediction_is_there(view, key):
    """The picture opens when the number is said, and says what came of it; every number has its interval or its reason."""
    shut = getattr(lessons, view)()
    assert shut.shown == {"stage": "locked"} and f"预测 {key}" in shut.spec["locked"]
    lessons.predict(key, 3)
    shown = shut.wait(PATIENCE_S)
    assert shown["stage"] == "final" and "预测 3" in shown["sentence"] and shown["n"] >= 10
    assert all("95%" in card["note"] for card in shown["numbers"] if card["value"] is not None)
    assert any(mark["label"] == "您的预测" for mark in shown["chart"]["marks"])


def test_what_the_urgent_save_the_ordinary_pay():
    """However many are urgent, the wait over all files stays where it is without classes, by the formula and within the runs' interval; both classes wait longer."""
    without = lesson_09.theory(lesson_09.BUSY, 1.0)[0]
    for urgent in (lesson_09.FEW, lesson_09.MANY):
        first, last = lesson_09.theory(lesson_09.BUSY, urgent)
        assert urgent * first + (1 - urgent) * last == pytest.approx(without)
        runs = [lesson_09.found(lesson_09.BUSY, urgent, r) for r in range(RUNS)]
        seen = interval([urgent * first + (1 - urgent) * last for first, last in runs], level=0.999)
        assert seen.low < without < seen.high
    few, many = (lesson_09.theory(lesson_09.BUSY, urgent) for urgent in (lesson_09.FEW, lesson_09.MANY))
    assert many[0] > 2 * few[0] and many[1] > 2 * few[1]


def test_more_meetings_shorten_the_wait_alone():
    """From a month to a week the share in time rises from some 77 to over 99 %, and the days after the meeting stay."""
    (month_heard, month_done, month_share), (week_heard, week_done, week_share) = lesson_10.found(22.0, 0), lesson_10.found(5.0, 0)
    assert month_share < 0.82 and week_share > 0.99
    assert month_done - month_heard == pytest.approx(week_done - week_heard, rel=0.1)


def test_more_seats_never_make_anybody_wait_longer():
    """On the same motions the wait falls with the seats and never below half the interval by much."""
    waits = [lesson_10.found(5.0, 0, lesson_10.TIGHT, seats)[0] for seats in (8, 10, 14)]
    assert waits == sorted(waits, reverse=True) and waits[-1] == pytest.approx(2.5, rel=0.05)


def test_silence_lets_more_through_the_busier_the_post():
    """Deemed and wrong approvals rise with arrivals; below 15 % overload no more than a third is deemed approved."""
    found = [lesson_11.found(per_day, 0) for per_day in (6.0, 9.5, 11.0)]
    assert found == sorted(found) and [wrong for _, wrong in found] == sorted(wrong for _, wrong in found)
    assert found[-1][0] < 33 and found[0][1] > 1.3


def test_a_shorter_limit_lets_more_through_and_bad_papers_count():
    """Less time, more deemed approved; the papers and the examining move wrong approvals alone, as by the formula."""
    short, usual, long = (lesson_11.found(9.5, 0, lesson_11.Rule(tau=tau)) for tau in (0.5, 1.0, 3.0))
    assert short[0] > usual[0] > long[0] and short[1] > usual[1] > long[1]
    worse = lesson_11.Rule(bad=0.3, finds=0.6)
    values = [lesson_11.found(9.5, r, worse) for r in range(RUNS)]
    assert [each[0] for each in values] == [lesson_11.found(9.5, r)[0] for r in range(RUNS)]
    seen = interval([each[1] for each in values], level=0.999)
    assert seen.low < lesson_11.wrong_share(9.5, worse) < seen.high


def test_what_the_team_leaves_behind_decides_the_end():
    """With the capacity of the campaign the backlog stays away; with 38 a day it is back; the campaign itself is the same."""
    kept, lost = lesson_12.backlog_path(50.0, 0), lesson_12.backlog_path(38.0, 0)
    assert kept[:5] == lost[:5] and kept[0] == 600
    assert kept[-1] < lost[-1]


def test_units_alike_are_told_apart_by_chance():
    """The last of twenty equal units shows less than the truth, the first more; the more files, the closer."""
    few, many = lesson_12.table(25, 0), lesson_12.table(400, 0)
    assert len(few) == 20 and few[0] < 95 < few[-1]
    assert few[-1] - few[0] > many[-1] - many[0]


def test_the_engine_is_read_word_for_word():
    """What is read aloud is what runs."""
    source = (ROOT / "xnsim" / "engines" / "simpy_gate.py").read_text(encoding="utf-8")
    assert lessons.read_engine("simpy_gate", "Sessions.meet").data.rstrip() in source


def test_a_trainee_writes_an_office_of_his_own(tmp_path):
    """The first run puts a small file there; a change of it changes the answer; a slip is told with its line; too much is told, too."""
    file = tmp_path / "my_office.yaml"
    before = lessons.own_office(str(file)).text
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("22 wd", "5 wd"), encoding="utf-8")
    assert "n = 10" in before and lessons.own_office(str(file)).text != before
    file.write_text(text.replace("22 wd", "22 wdd"), encoding="utf-8")
    assert "my_office.yaml:10" in lessons.own_office(str(file)).text
    file.write_text(text.replace("1.4/wd", "9/wd"), encoding="utf-8")
    assert "办不过来" in lessons.own_office(str(file)).text


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_asks_every_question_of_its_lesson(notebook):
    """Every prediction and exercise of a lesson stands in its notebook, and a run shown in it comes after its prediction."""
    text = notebook.read_text(encoding="utf-8")
    number = str(int(notebook.name[:2]))
    for key in [*catalogue.predictions(), *catalogue.exercises()]:
        assert key.split("-")[0] != number or f"('{key}'" in text, key
    for view, key in VIEWS.items():
        if f"lessons.{view}(" in text:
            assert text.index(f"lessons.predict('{key}'") < text.index(f"lessons.{view}(")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_quotes_the_documents_word_for_word(notebook):
    """The quoted passages stand in the policy documents, character by character; skipped where those are not at hand."""
    seeds = ROOT.parent / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the policy documents ../shared/seeds are not here")
    known = _bare("".join(re.sub(r"\([^()]{1,6}\)", "", path.read_text(encoding="utf-8")) for path in seeds.glob("*.txt")))
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    quoted = [line[2:] for cell in cells if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).split("\n") if line.startswith("> ")]
    passages = [part for line in quoted for part in line.split("——")[0].split("……") if part.strip("> ")]
    assert passages and all(_bare(part) in known for part in passages)


def _bare(text):
    """Return a text's Chinese characters alone, without marks and emphasis."""
    return re.sub("[^\u4e00-\u9fff]", "", text)
