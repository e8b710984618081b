"""The lessons: predictions before runs, answers from theory, views that stay shut, first looks at once."""

from __future__ import annotations

import re
import sys
from threading import Event

import pytest

from xnsim import lessons
from xnsim.lessons import catalogue, lesson_01, lesson_02, lesson_03, lesson_04, lesson_05, lesson_06, lesson_09, lesson_12, listing, notices
from xnsim.lessons.one_desk import one_desk, read, seen
from xnsim.lessons.said import SAID
from xnsim.engines import run
from xnsim.program import lower
from xnsim.lessons.telling import verdict
from xnsim.theory import single_desk, two_kinds, variability, windows

PATIENCE_S = 120
FIRST_LOOKS = {
    lesson_01.pictures: lambda: lesson_01.pictures(8.0), lesson_02.pictures: lambda: lesson_02.pictures(5.0, 2.0),
    lesson_03.spread_pictures: lambda: lesson_03.spread_pictures(1.0, 3.0), lesson_03.order_pictures: lambda: lesson_03.order_pictures(0.8, 3.0),
    lesson_04.pace_pictures: lambda: lesson_04.pace_pictures(100.0, 3.0), lesson_04.unlike_pictures: lambda: lesson_04.unlike_pictures(1.0, 3.0),
    lesson_05.pictures: lambda: lesson_05.pictures(0.7, 1.0), lesson_06.pictures: lambda: lesson_06.pictures(20, 1.0), lesson_09.pictures: lambda: lesson_09.pictures(0.2, 3.0),
    notices.notice_pictures: lambda: notices.notice_pictures(0.6, 1.0), lesson_12.league_pictures: lambda: lesson_12.league_pictures(100, 90.0),
}
AS_LONG = ("league_pictures",)
"""A month is a month: the first look of the table leaves out the large units instead."""
ANSWERS = {"1-1": 1395.52, "1-2": 0.5, "1-3": 0.68, "2-1": 2.0, "2-2": 5.0,
           "3-1": 10.0, "3-2": 5.6875, "3-3": 50.0, "4-1": 6.65, "4-2": 84.55, "4-3": 7.62, "4-4": 2.31}


@pytest.fixture(autouse=True)
def _a_new_class():
    """Every test begins with nothing predicted."""
    SAID.forget()
    yield
    SAID.forget()


# ---- exercises -----------------------------------------------------------------------


@pytest.mark.parametrize(("key", "answer"), ANSWERS.items())
def test_the_published_answers_are_right(key, answer):
    """The answers of the handbook are accepted, in both languages, with the reason."""
    assert lessons.check(key, answer).right
    assert lessons.check(key, answer).text.startswith("对")
    assert lessons.check(key, answer, lang="en").text.startswith("Right")


def test_every_exercise_has_a_published_answer():
    """No exercise of lessons 1 to 4 is without a check of its own answer; later lessons have tests of their own."""
    assert set(ANSWERS) == {key for key in catalogue.exercises() if key.split("-")[0] in ("1", "2", "3", "4")}


def test_answers_may_be_rounded_as_people_round():
    """1,396 files and 1,395.5 files are the same answer; 1,400 is still right, 1,420 is not."""
    assert all(lessons.check("1-1", value).right for value in (1396, 1395.5, 1400))
    assert not lessons.check("1-1", 1420).right


@pytest.mark.parametrize("key", ANSWERS)
def test_no_mistake_passes_for_the_answer(key):
    """Each named misconception is wrong, is told by its own hint, and no two are told alike."""
    exercise = catalogue.exercise(key)
    told = [lessons.check(key, mistake.value()) for mistake in exercise.mistakes]
    assert not any(each.right for each in told)
    assert len({each.text for each in told}) == len(exercise.mistakes)


def test_named_misconceptions_are_met_by_name():
    """A linear queue, the average of averages and a backlog taken for a number have their own hints."""
    assert "队不是直线" in lessons.check("2-1", 0.38).text
    assert "平均数的平均" in lessons.check("1-3", 2.6).text
    assert "积压是时间" in lessons.check("1-2", 4).text


@pytest.mark.parametrize("key", ANSWERS)
def test_at_least_three_misconceptions_are_refused(key):
    """Every exercise knows three wrong ways or more, each with its own hint."""
    assert len(catalogue.exercise(key).mistakes) >= 3


@pytest.mark.parametrize(("key", "wrong", "hint"), [
    ("3-1", 8, "CV 的平方"), ("3-2", 12.19, "平均数的平均"), ("3-2", 13, "次序不改变平均"), ("3-3", 100, "来得没有规律"),
    ("4-1", 48, "不会再有人闲着"), ("4-1", 9.6, "五分之一"), ("4-2", 80, "100% 达不到"), ("4-3", 42, "平均数的平均"), ("4-4", 0.5, "并窗总是好")])
def test_misconceptions_of_spread_and_pooling_are_met_by_name(key, wrong, hint):
    """The square, the order, one over K, a window that is always full, and pooling for pooling's sake."""
    said = lessons.check(key, wrong)
    assert not said.right and hint in said.text


def test_an_unknown_exercise_names_the_nearest():
    """A wrong key is answered with the key that was meant."""
    with pytest.raises(KeyError, match="2-2"):
        lessons.check("2-22", 1)


def test_a_box_judges_each_try():
    """Typed into the box, an answer is judged at once, as often as one likes."""
    box = lessons.check("2-1")
    assert box.answer(0.95)["stage"] == "wrong" and "利用率" in box.state["says"]
    assert box.answer(2)["stage"] == "right"


def test_a_share_lies_between_nothing_and_all():
    """Of a prediction in per cent, 950 and -3 are not kept and can be mended; a number of days may be any."""
    box = lessons.predict("10-0")
    assert box.spec["unit"] == "%"
    for wrong in (950.0, -3.0):
        assert box.answer(wrong)["stage"] == "wrong" and "0 到 100" in box.state["says"] and "10-0" not in SAID
    assert box.answer(95.0)["stage"] == "kept" and SAID["10-0"] == 95.0
    assert lessons.predict("1-1").answer(950.0)["stage"] == "kept"


def test_who_is_wrong_again_is_told_more():
    """The second wrong answer is told whether it is too much, the third the way; the first neither, and a right one no more than its reason."""
    box, way = lessons.check("2-1"), "1 ÷ (10 − 9.5)"
    first, second, third = (box.answer(value)["says"] for value in (0.95, 3.0, 1.0))
    assert "提示" not in first and "偏大" in second and "提示三" not in second
    assert "偏小" in third and way in third and "提示" not in box.answer(2)["says"]


@pytest.mark.parametrize("key", list(catalogue.exercises()))
def test_a_third_hint_leads_there_and_stops_before_the_answer(key):
    """The way says more than a dozen characters in both languages, and none of its numbers is the answer (9-1 and its 1 in a formula apart)."""
    exercise = catalogue.exercise(key)
    way, answer = exercise.way or exercise.because, abs(exercise.answer())
    near = max(exercise.tolerance, 0.01) * answer
    for said in (way.zh, way.en):
        numbers = [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", said)]
        assert len(said) > 12 and (key == "9-1" or not [each for each in numbers if abs(each - answer) <= near])


def test_the_page_of_an_exercise_does_not_know_the_answer():
    """What is sent to the browser before a try holds neither the answer nor a hint."""
    for key, answer in ANSWERS.items():
        box = lessons.check(key)
        assert set(box.spec) == {"key", "head", "ask", "unit", "button"} and box.state == {"stage": "waiting"}
        assert f"{answer:g}" not in re.findall(r"[\d.]+", box.spec["ask"])


# ---- predictions -------------------------------------------------------------------------


def test_the_first_prediction_counts():
    """A second number is not kept, and this is said."""
    assert "4.5" in lessons.predict("1-1", 4.5).text
    assert "先说的算数" in lessons.predict("1-1", 9).text and SAID["1-1"] == 4.5


def test_nothing_is_revealed_before_a_prediction():
    """Without a number there is no result; with it, prediction, simulation, interval, n, seed and theory."""
    assert "请先写下预测" in lessons.reveal("1-0").text
    lessons.predict("1-0", 0)
    said = lessons.reveal("1-0").text
    assert "预测 0 件" in said and "理论 4.00 件" in said and "n = 10" in said and "种子 1" in said


@pytest.mark.parametrize("key", catalogue.predictions())
def test_simulation_and_theory_of_a_prediction_agree(key):
    """Theory lies within three standard errors or so of what the runs give."""
    asked = catalogue.prediction(key)
    values = asked.simulated()
    mean = sum(values) / len(values)
    error = (sum((value - mean) ** 2 for value in values) / len(values) / (len(values) - 1)) ** 0.5
    assert abs(mean - asked.theory()) < 3.5 * error


def test_a_view_stays_shut_until_the_prediction_is_there():
    """The picture opens by itself when the number is typed into the box, and says what came of it."""
    view, box = lessons.little_demo(), lessons.predict("1-1")
    assert view.shown == {"stage": "locked"}
    view.choice = {"generation": 1, "values": {"per_day": 9.0}}
    assert view.shown == {"stage": "locked"}
    box.answer(4.5)
    shown = view.wait(PATIENCE_S)
    assert shown["stage"] == "final" and "预测 4.5 件" in shown["sentence"]
    assert box.state["stage"] == "kept"


def test_the_view_of_little_counts_what_it_multiplies():
    """Files a day times days each is the number of open files, counted separately, within half a per cent."""
    lessons.predict("1-1", 9)
    view = lessons.little_demo()
    view.choice = {"generation": 1, "values": {"per_day": 6.0}}
    number = {card["key"]: card["value"] for card in view.wait(PATIENCE_S)["numbers"]}
    assert number["product"] == pytest.approx(number["open_files"], rel=0.005)
    assert number["open_files"] == pytest.approx(single_desk.mean_present(6, 10), rel=0.05)


def test_the_view_of_utilisation_shows_prediction_theory_and_runs():
    """The prediction is a mark, theory a line, the intervals of the runs widen from half load on."""
    lessons.predict("2-1", 2)
    chart = lessons.utilisation_curve().wait(PATIENCE_S)["chart"]
    points = next(series["points"] for series in chart["series"] if series["kind"] == "points")
    widths = [high - low for load, _, low, high in points if load >= 0.5]
    assert widths == sorted(widths)
    assert any(mark["label"] == "您的预测" and mark["y"] == pytest.approx(0.4) for mark in chart["marks"])


THEORY = {"1-0": 4.0, "1-1": 9.0, "2-0": 2.5, "2-1": 25.0, "3-0": 2.0, "3-1": 13.0, "3-2": 5.6875, "4-0": 48.0, "4-1": 6.64935, "4-2": 2.30562}


@pytest.mark.parametrize(("key", "value"), THEORY.items())
def test_the_surprise_is_the_published_one(key, value):
    """What a prediction is held against is the figure of the published cases C01, C03, C06, D08, B06 and B07."""
    assert catalogue.prediction(key).theory() == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize(("view", "key", "slider", "value"), [
    ("variability_curve", "3-1", "cv", 2.0), ("easy_first", "3-2", "per_day", 0.6), ("merged_windows", "4-1", "percent", 85.0), ("unlike_lines", "4-2", "long_d", 20.0)])
def test_a_view_opens_moves_and_sets_theory_beside_every_interval(view, key, slider, value):
    """Shut before its prediction; then each simulated card has an interval, and theory, which lies within two and a half half-widths of it."""
    shown = getattr(lessons, view)()
    assert shown.shown == {"stage": "locked"}
    lessons.predict(key, 7)
    shown.choice = {"generation": 1, "values": {slider: value}}
    cards = [card for card in shown.wait(PATIENCE_S)["numbers"] if card["value"] is not None]
    assert shown.shown["stage"] == "final" and shown.shown["n"] == 20 and len(cards) >= 2
    for card in cards:
        low, high, theory = map(float, re.findall(r"(?<=[ %])[\d.]+(?![\d.%])", card["note"].replace("95%", "95% ")))
        assert abs(theory - card["value"]) < 1.25 * (high - low), card


def test_no_order_changes_the_wait_weighed_by_work():
    """Simple first moves the waits of files about; weighed by work they add up to the same."""
    lessons.predict("3-2", 4)
    number = {card["key"]: card["value"] for card in lessons.easy_first().wait(PATIENCE_S)["numbers"]}
    assert number["work_easy"] == pytest.approx(number["work_fifo"], rel=0.02)
    assert number["every"] < 0.6 * number["fifo"] and number["complex"] > 1.3 * number["fifo"] > number["simple"]


def test_two_kinds_in_one_line_meet_the_known_formulas():
    """At one window Pollaczek-Khinchine, with equal lengths Erlang C, without capacity no end."""
    assert two_kinds.mean_wait([0.72, 0.08], [0.5, 5.5], 1) == pytest.approx(variability.mixture_mean_wait(0.8, [0.9, 0.1], [0.5, 5.5]))
    assert two_kinds.mean_wait([12, 8], [0.2, 0.2], 5) == pytest.approx(windows.mean_wait(20, 5, 5))
    assert two_kinds.mean_wait([1.0, 1.0], [1.0, 1.0], 2) == float("inf")


def test_merging_helps_like_files_and_hurts_unlike_ones():
    """With lengths alike one line beats two; with lengths 1 and 20 it is more than twice as slow, and only long files gain."""
    lessons.predict("4-2", 1)
    view = lessons.unlike_lines()
    alike = {card["key"]: card["value"] for card in view.wait(PATIENCE_S)["numbers"]}
    view.choice = {"generation": 1, "values": {"long_d": 20.0}}
    unlike = {card["key"]: card["value"] for card in view.wait(PATIENCE_S)["numbers"]}
    assert alike["together"] < 0.6 * alike["apart"]
    assert unlike["together"] > 2 * unlike["apart"] and unlike["short"] < unlike["together"] < unlike["long"]


@pytest.mark.parametrize("first", FIRST_LOOKS, ids=lambda first: first.__name__)
def test_the_first_look_is_there_at_once_and_says_how_short_it_is(first):
    """On plain lists, as on a machine where nothing is compiled yet, a first picture walks few and short runs; the next is of whole ones."""
    looks = FIRST_LOOKS[first]()
    look, whole = next(looks), next(looks)
    assert look["brief"] and not whole["brief"] and look["n"] >= 4 and whole["n"] >= 3
    assert look["days"] < whole["days"] or first.__name__ in AS_LONG
    assert all(low >= 0 for series in look["chart"]["series"] if series["kind"] == "points" for _, _, low, _ in series["points"])


@pytest.mark.parametrize("first", FIRST_LOOKS, ids=lambda first: first.__name__)
def test_a_first_look_walks_few_files(first, monkeypatch):
    """What a first look costs is counted, not timed: at most 60,000 files, which plain lists walk in about a second."""
    files = []

    def counted(program, seed, replication):
        found = run(program, seed, replication)
        files.append(len(found.cases["received"]))
        return found

    for name in ("textbook", "one_desk", "lesson_01"):
        monkeypatch.setattr(f"xnsim.lessons.{name}.run", counted)
    for module in [sys.modules[name] for name in list(sys.modules) if name.startswith("xnsim.lessons.")]:
        for each in vars(module).values():
            if hasattr(each, "cache_clear") and each.__module__ == module.__name__:
                each.cache_clear()
    next(FIRST_LOOKS[first]())
    assert len(files) > 3 and sum(files) <= 60_000


def test_a_picture_says_of_how_many_runs_it_is_made():
    """Beside the numbers stand 预览 or 正式, how many runs, how long each, and the seed."""
    lessons.predict("1-1", 9)
    shown = lessons.little_demo(lang="zh")
    assert shown.spec["stages"] == {"preview": "预览", "final": "正式"}
    assert shown.wait(PATIENCE_S)["runs"] == "重复 n = 10 次，每次 4,000 天，种子 1"


def test_predictions_are_listed_with_their_outcome():
    """At the end of a lesson stand the predictions made, and only those."""
    assert "还没有" in lessons.my_predictions().text
    lessons.predict("1-0", 0)
    assert lessons.my_predictions().text.startswith("1-0") and "1-1" not in lessons.my_predictions().text


def test_the_list_grows_when_a_prediction_is_made_later(monkeypatch):
    """All cells run before the class predicts; the list on the page is then written anew with the new number and what came of it."""
    told, written = [], Event()

    class Page:
        def update(self, said):
            told.append(said.text)
            written.set()

    monkeypatch.setattr(listing, "display", lambda said, display_id: Page())
    monkeypatch.setattr(listing, "PICTURE_S", 0.0)
    lessons.my_predictions(lang="zh")._ipython_display_()
    lessons.predict("1-0", 0)
    assert written.wait(PATIENCE_S) and told[-1].startswith("1-0  预测 0 件") and "95% 区间" in told[-1]


def test_the_boards_speak_the_language_of_the_menus(monkeypatch):
    """A class opened with ``xnsim lab --lang en`` asks, shows and answers in English without a word in the notebook; Chinese otherwise."""
    monkeypatch.delenv("XNSIM_LANG", raising=False)
    assert lessons.check("1-1", ANSWERS["1-1"]).text.startswith("对") and lessons.little_demo().spec["lang"] == "zh"
    monkeypatch.setenv("XNSIM_LANG", "en")
    assert lessons.check("1-1", ANSWERS["1-1"]).text.startswith("Right") and lessons.predict("1-1").spec["unit"] == "files"
    assert lessons.little_demo().spec["lang"] == "en" == lessons.utilisation_curve().spec["lang"]
    assert lessons.check("1-1", ANSWERS["1-1"], lang="zh").text.startswith("对")


# ---- the one desk ------------------------------------------------------------------------


def test_the_lesson_runs_the_same_office_on_every_engine():
    """Compiled, on lists and by SimPy, one replication shows the same three numbers."""
    program = lower(one_desk(8, 10, 5, 30))
    found = [read(run(program, 1, 0, engine)) for engine in ("auto", "lists", "simpy")]
    assert found[0] == found[1] == found[2]


def test_the_busier_the_longer():
    """Time grows with arrivals, on the same draws."""
    times = [seen(lam, 0, 10.0, 20, 200).days_each for lam in (2.0, 5.0, 8.0, 9.0)]
    assert times == sorted(times)


def test_the_first_hint_blames_the_unit_only_where_the_unit_may_be_wrong():
    """Who is off by 60 or 100 is told to mind the unit; who is off otherwise, to see what is asked."""
    exercise = lesson_01.EXERCISES[0]
    assert "单位" in verdict(exercise, exercise.answer() * 60, "zh").text
    assert "单位" not in verdict(exercise, exercise.answer() * 1.37, "zh").text
