"""The quiz and its report: parallel forms, answers that are worked out, codes that catch a slip, gains with intervals."""

from __future__ import annotations

import re

import pytest

from xnsim.course import ITEMS, Answers, key_of, quiz_page, quiz_text, read_code, read_codes, report, written_code
from xnsim.course.items import FORMS
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


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_choices_read_differently_and_one_is_right(item, form):
    """The four numbers can be told apart as they are printed."""
    said = [item.said(value) for value in item.choices(form)]
    assert len(set(said)) == 4
    assert item.choices(form)[item.right_choice(form)] == item.answer(*item.numbers[form])
    assert item.reasons_in(form)[item.right_reason(form)] is item.reasons[0]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_the_forms_are_parallel_with_other_numbers(item):
    """Same story, other numbers; the number of one form is not that of the other where it is asked for in units."""
    assert item.numbers["a"] != item.numbers["b"] and item.ask("a") != item.ask("b")
    assert item.answer(*item.numbers["a"]) != item.answer(*item.numbers["b"])


def test_some_answers_by_hand():
    """A few of the keys, worked out by hand: 24 × 5.5, 44 ÷ 8, 1/0.5 ÷ 1, 0.95^5, 6 × (1 + 1/2 + 1/3 + 1/4)."""
    by_key = {item.key: item.answer(*item.numbers["a"]) for item in ITEMS}
    hand = {"little": 132, "backlog": 5.5, "load": 2.0, "teller": 60, "weakest": 0.95**5, "parallel": 12.5, "variety": 4.0, "return": 2.0}
    assert {key: by_key[key] for key in hand} == pytest.approx(hand)
    assert by_key["limit"] == pytest.approx(single_desk.on_time_share(3.5, 4, 3))


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
    assert quiz_text("pre", "a").count("**") == 24 and key_of("a").count("\n") == 11


def test_the_report_tells_gains(xnsim, tmp_path):
    """Three learners gain 3, 5 and 4 items: mean +4 with its interval; the items they learned are named."""
    rows = ["seat,code"]
    for seat, (before, after) in enumerate([(2, 5), (3, 8), (4, 8)]):
        rows += [f"{seat},{answered('pre', 'a', before)}", f"{seat},{answered('post', 'b', after)}"]
    (tmp_path / "codes.csv").write_text("\n".join(rows), encoding="utf-8")
    code, out, _ = xnsim("course", "report", "codes.csv")
    assert code == 0 and "+4.00" in out and "+1.52" in out and "+6.48" in out
    assert "mean gain +4.00" in report(read_codes(tmp_path / "codes.csv"), "en")


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
