"""The quiz and its report: parallel forms, answers that are worked out, codes that catch a slip, gains with intervals."""

from __future__ import annotations

import math
import re

import pytest
from on_screen import A4, SCREEN, Open

from xnsim.course import ITEMS, Answers, key_of, questions, quiz_page, quiz_text, read_code, read_codes, report, written_code
from xnsim.course.items import FORMS
from xnsim.course.keys import RUNS, SEED, found, told, value_of
from xnsim.scenario import InputError
from xnsim.theory import single_desk

pytest_plugins = ("keyboard",)


def answered(phase, form, right):
    """A learner who gets the first ``right`` items right and takes the wrong reason in the rest."""
    given = [(item.right_choice(form), (item.right_reason(form) + (k >= right)) % 4) for k, item in enumerate(ITEMS)]
    return written_code(Answers(phase, form, tuple(given)))


def test_there_are_twelve_and_four_leave_the_office():
    """Twelve items; hospital, bank and repair shop among the four transfers."""
    assert len(ITEMS) == 12 and len({item.key for item in ITEMS}) == 12
    transfers = [item.transfer for item in ITEMS if item.transfer]
    assert len(transfers) == 4 and set(transfers) == {"hospital", "bank", "repair shop"}


EACH = [pytest.param(item, form, id=f"{item.key}-{form}") for item in ITEMS for form in FORMS]


@pytest.mark.parametrize(("item", "form"), EACH)
def test_only_the_right_number_lies_in_the_interval(item, form):
    """The simulator's interval holds the right number as it is printed and none of the misconceptions'; it is narrow enough to mean something."""
    found = item.found(form)
    said = [item.said(value) for value in item.choices(form)]
    shown = [float(each.rstrip("%")) / (100 if each.endswith("%") else 1) for each in said]
    assert len(set(said)) == 4
    assert [found.low <= value <= found.high for value in item.choices(form)] == [k == item.right_choice(form) for k in range(4)]
    assert all(k == item.right_choice(form) or not found.low <= value <= found.high for k, value in enumerate(shown))
    assert (found.high - found.low) / 2 < 0.1 * found.mean


@pytest.mark.parametrize(("item", "form"), EACH)
def test_theory_agrees_with_the_key(item, form):
    """What the textbook's formula gives is the number that the simulator made the key."""
    assert item.choices(form)[item.right_choice(form)] == item.law(*item.numbers[form])


@pytest.mark.parametrize(("item", "form"), EACH)
def test_the_key_is_what_a_run_gives_today(item, form):
    """The first run of each question's offices gives to the last digit what is stored, on the engine that is there."""
    assert value_of(item, form, 0) == pytest.approx(item.found(form).values[0], rel=1e-9)


@pytest.mark.parametrize(("item", "form"), EACH)
def test_the_stored_interval_is_that_of_the_stored_runs(item, form):
    """Mean and interval follow from the single runs; n and seed are those of the command that made them."""
    stored = item.found(form)
    again = told(stored.values, item.unit.en == "%")
    assert (stored.n, stored.seed) == (RUNS, SEED) == (len(stored.values), again.seed)
    assert (again.mean, again.low, again.high) == pytest.approx((stored.mean, stored.low, stored.high), rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(("item", "form"), EACH)
def test_the_whole_key_found_anew(item, form):
    """All runs of a question give what is stored."""
    assert found(item, form).values == pytest.approx(item.found(form).values, rel=1e-9)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_every_wrong_number_has_a_name_and_a_reason(item):
    """Each of the other numbers is the answer of a misconception with a name of its own and a reason beside it."""
    for form in FORMS:
        names = item.misconceptions(form)
        assert names.index(None) == item.right_choice(form) and len({name.en for name in names if name}) == 3
        assert item.reasons_in(form)[item.right_reason(form)] is item.because
        assert {reason.en for reason in item.reasons_in(form)} == {item.because.en, *(wrong.reason.en for wrong in item.wrong)}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_the_forms_are_parallel(item):
    """Other numbers in the same story: the misconceptions answer in the same order, and the nearest wrong number is as far off, within a factor of two."""
    assert item.ask("a") != item.ask("b") and item.law(*item.numbers["a"]) != item.law(*item.numbers["b"])
    assert [name and name.en for name in item.misconceptions("a")] == [name and name.en for name in item.misconceptions("b")][::-1]
    gaps = []
    for form in FORMS:
        right = item.law(*item.numbers[form])
        gaps.append(min(abs(math.log(value / right)) for value in item.choices(form) if value != right))
    assert 0.5 <= gaps[0] / gaps[1] <= 2


def test_some_answers_by_hand():
    """A few of the numbers, worked out by hand: 24 × 5.5, 44 ÷ 8, (10 − 8) ÷ (10 − 9), 60 ÷ (12 − 11), 0.95^5, 6 × (1 + 1/2 + 1/3 + 1/4)."""
    by_key = {item.key: item.law(*item.numbers["a"]) for item in ITEMS}
    hand = {"little": 132, "backlog": 5.5, "load": 2.0, "teller": 60, "weakest": 0.95**5, "parallel": 12.5, "variety": 4.0, "return": 2.0}
    assert {key: by_key[key] for key in hand} == pytest.approx(hand)
    assert by_key["limit"] == pytest.approx(single_desk.on_time_share(3.5, 4, 3))


def test_the_misconceptions_of_the_course_are_asked_for():
    """A linear line, one over K, a limit that moves time, 100 %, and the average of the parts are each somebody's answer."""
    named = {wrong.name.en for item in ITEMS for wrong in item.wrong}
    assert {questions.LINEAR.en, questions.ONE_OVER_K.en, questions.MOVES_TIME.en, questions.FULL.en, questions.AVERAGE.en} <= named


def test_the_right_place_varies():
    """Always choosing the same letter gets nowhere."""
    for form in FORMS:
        assert len({item.right_choice(form) for item in ITEMS}) >= 3 and len({item.right_reason(form) for item in ITEMS}) == 4


def test_a_code_comes_back_and_a_slip_is_caught():
    """Read back it is the same; any one sign changed is refused."""
    code = answered("post", "b", 7)
    answers = read_code(code.lower())
    assert written_code(answers) == code and sum(answers.right()) == 7
    for k, sign in enumerate(code):
        if sign in "0123456789":
            slip = code[:k] + str((int(sign) + 1) % 10) + code[k + 1:]
            with pytest.raises(InputError):
                read_code(slip)


def test_the_page_hides_the_key_and_asks_nobody():
    """All items are on it, in both languages; no address, and nothing ticked."""
    for lang in ("zh", "en"):
        page = quiz_page("pre", "a", lang)
        assert page.count("<section>") == 12 and not re.search(r'(?:src|href)="', page) and " checked" not in page
    assert quiz_text("pre", "a").count("**") == 24 and key_of("a").count("\n") == 24


def test_the_report_tells_gains(xnsim, tmp_path):
    """Three learners gain 3, 5 and 4 items: mean +4 with its interval; the items they learned are named."""
    rows = ["seat,code"]
    for seat, (before, after) in enumerate([(2, 5), (3, 8), (4, 8)]):
        rows += [f"{seat},{answered('pre', 'a', before)}", f"{seat},{answered('post', 'b', after)}"]
    (tmp_path / "codes.csv").write_text("\n".join(rows), encoding="utf-8")
    code, out, _ = xnsim("course", "report", "codes.csv")
    assert code == 0 and "+4.00" in out and "+1.52" in out and "+6.48" in out
    assert "mean gain +4.00" in report(read_codes(tmp_path / "codes.csv"), "en")


def test_the_report_by_item_worked_out_by_hand(xnsim, tmp_path):
    """Three learners, before and after, item by item, against figures worked out with pencil and paper.

    Item 3 right before in 2 of 3 and after in 3 of 3: changes 1, 0, 0; mean 33, s = 57.7, t = 4.303,
    33 ± 143, of which -100 to 100 is possible. Item 5 wrong before, right after for all: +100; at most
    1 - 0.05^(1/3) = 63 % differ, by 200 at most: 100 × 0.37 - 63 = -26 to 100. Item 12: no change.
    The transfers are items 1, 4, 8, 11: right before 1, 1, 2 of 4, after 2, 3, 3: +1, +2, +1,
    mean 1.33, s = 0.577, ± 1.43.
    """
    rows = ["座位号,答卷代码"]
    for seat, (before, after) in enumerate([(2, 5), (3, 8), (4, 8)]):
        rows += [f"座{seat},{answered('pre', 'a', before)}", f"座{seat},{answered('post', 'b', after)}"]
    (tmp_path / "codes.csv").write_bytes("\n".join(rows).encode("gb18030"))
    text = report(read_codes(tmp_path / "codes.csv"), "en")
    lines = {line.split()[0]: line for line in text.splitlines() if line[:2].strip().isdigit()}
    assert "67 % → 100 %, change +33 points (95 % interval -100 to +100)" in lines["3"]
    assert "0 % → 100 %, change +100 points (95 % interval -26 to +100)" in lines["5"]
    assert "0 % → 0 %, change +0 points (95 % interval -63 to +63)" in lines["12"]
    assert "the 4 that leave the office: before 1.3, After 2.7; mean gain +1.33 items (95 % interval -0.10 to +2.77)" in text
    assert [item.key for item in ITEMS if item.transfer] == ["little", "teller", "weakest", "absence"]


@pytest.mark.parametrize("words", [("quiz", "now"), ("quiz", "pre", "--form", "c"), ("quiz", "pre", "--answers", "ab"), ("course", "dance"),
                                   ("course", "report"), ("course", "report", "none.csv"), ("course", "report", "bad.csv")])
def test_wrong_words_are_refused(xnsim, tmp_path, words):
    """Exit code 2 and no traceback, for every wrong word."""
    (tmp_path / "bad.csv").write_text("seat,code\n1,EA-0000\n", encoding="utf-8")
    assert xnsim(*words)[0] == 2


def test_answers_on_paper_become_a_code(xnsim):
    """Letters typed by the trainer give the code that the page would have given."""
    pairs = ",".join("abcd"[item.right_choice("a")] + "abcd"[item.right_reason("a")] for item in ITEMS)
    code, out, _ = xnsim("quiz", "pre", "--answers", pairs)
    assert code == 0 and out.strip() == answered("pre", "a", 12)


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_the_screen_and_on_paper(browser, tmp_path, lang):
    """Filled in by clicks as a trainee would, the page gives the code of these answers; printed, it takes two sheets and nothing is wider than the paper."""
    (tmp_path / "quiz.html").write_text(quiz_page("post", "b", lang), encoding="utf-8")
    shown = Open(browser.new_page(viewport=SCREEN))
    page = shown.page
    page.goto((tmp_path / "quiz.html").as_uri())
    for n, item in enumerate(ITEMS):
        if n == 6:
            continue        # left open
        page.locator(f'input[name="n{n}"]').nth(item.right_choice("b")).click()
        page.locator(f'input[name="w{n}"]').nth(item.right_reason("b") if n != 3 else (item.right_reason("b") + 1) % 4).click()
    answers = read_code(page.locator("#code").inner_text())
    assert [k for k, right in enumerate(answers.right()) if not right] == [3, 6] and answers.given[6] is None
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))) == 2
    page.close()
    assert all(not url.startswith("http") for url in shown.asked)
