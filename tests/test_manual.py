"""The trainer's manual: every prediction, answer and mistake of the lessons, none typed a second time; two pages a lesson on paper."""

from __future__ import annotations

import re
from dataclasses import astuple, replace
from html import unescape

import pytest
from on_screen import A4, Open

from xnsim.course.expected import expected, run_now, stored
from xnsim.course.game_pages import game_page
from xnsim.course.manual import manual, named
from xnsim.course.notes import notes
from xnsim.course.timetable import LESSONS, SHORT, USUAL, WHOLE, timetable
from xnsim.game.menu import ITEMS
from xnsim.game.reference import references
from xnsim.labels import Label
from xnsim.lessons.catalogue import exercises, predictions
from xnsim.punctuation import printed

TWELVE = range(1, 13)
PER_LESSON, COVER, AT_THE_END = 4, 1, 3     # before, at hand, slips, cards; then the decision sheet, the game's page and its sheet
SLOW_TO_RUN = ("1-", "2-", "3-", "4-")      # these take longer than the others together; run anew with -m slow
WIDER = """() => [...document.querySelectorAll('.sheet')].filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.dataset.sheet)"""


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request):
    """The manual in one language."""
    return request.param, manual(request.param)


def test_every_answer_and_mistake_is_in_it(page):
    """Questions, computed answers, intervals and hints stand in the manual in both languages; nothing is fetched."""
    lang, text = page[0], unescape(page[1])
    for each in exercises().values():
        assert f"{each.answer():.6g}" in text and all(printed(mistake.hint(lang), lang) in text for mistake in each.mistakes), each.key
    for asked in predictions().values():
        low, high = (f"{value:,.{asked.digits}f}" for value in (expected(asked).low, expected(asked).high))
        assert f"{asked.theory():,.{asked.digits}f}" in text and low in text and high in text, asked.key
        assert text.count(printed(asked.ask(lang), lang)) >= 3, asked.key
    assert not re.search(r'(?:src|href)="', text)


def test_it_has_a_sheet_for_each_of_its_parts(page):
    """A cover, for every lesson two pages, its slips and its cards, then the decision sheet and the game's two."""
    sheets = re.findall(r'data-sheet="([^"]+)"', page[1])
    assert len(sheets) == COVER + PER_LESSON * len(TWELVE) + AT_THE_END
    assert [name for name in sheets if name.startswith(("before", "at-hand"))] == [f"{part}-{k}" for k in TWELVE for part in ("before", "at-hand")]


def test_every_lesson_has_its_own_notes():
    """Twelve lessons: lines for the board, at least three roles, three questions of its own at the end, none of them another lesson's."""
    assert list(notes()) == list(TWELVE)
    asked = [question.en for note in notes().values() for question in note.debrief]
    assert len(asked) == len(set(asked)) == 3 * len(TWELVE)
    for note in notes().values():
        assert len(note.board) >= 3 and 3 <= len(note.roles) == len({role.name.en for role in note.roles})
        assert all(label.zh and label.en for label in (*note.board, *note.debrief, *(part for role in note.roles for part in (role.name, role.card))))


@pytest.mark.parametrize("number", TWELVE)
def test_the_minutes_are_those_of_the_notebook(number):
    """Each lesson's parts take 90 minutes, those of the short one 45, as its notebook says."""
    parts = timetable(number)
    assert sum(part.minutes for part in parts) == WHOLE and sum(part.short for part in parts) == SHORT
    assert parts[-1].what == Label("写一句制度", "Write one sentence of policy")


@pytest.mark.parametrize("number", TWELVE)
def test_the_roles_are_those_of_the_notebook(number):
    """Whoever has a card is named in the notebook."""
    (found,) = LESSONS.glob(f"{number:02d}_*.ipynb")
    text = found.read_text(encoding="utf-8")
    known = [role.name.zh for role in notes()[number].roles if role.name.zh in text]
    assert len(known) >= min(3, len(notes()[number].roles)) or number == 8     # five departments stand on one card there


def test_without_notebooks_the_usual_minutes_stand(monkeypatch, tmp_path):
    """Installed without the lessons the manual still has 90 minutes, and 45."""
    monkeypatch.setattr("xnsim.course.timetable.LESSONS", tmp_path)
    assert (sum(part.minutes for part in timetable(3)), sum(part.short for part in timetable(3))) == (WHOLE, SHORT) and len(timetable(3)) == len(USUAL)


@pytest.mark.parametrize("asked", [each for key, each in predictions().items() if not key.startswith(SLOW_TO_RUN)], ids=lambda each: each.key)
def test_what_is_expected_is_what_a_run_gives(asked):
    """The interval kept for the manual is the one the lesson's runs give today."""
    assert astuple(stored()[asked.key]) == pytest.approx(astuple(run_now(asked)), rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("asked", [each for key, each in predictions().items() if key.startswith(SLOW_TO_RUN)], ids=lambda each: each.key)
def test_what_is_expected_of_long_runs(asked):
    """The same for the first four lessons, whose runs are long."""
    assert astuple(stored()[asked.key]) == pytest.approx(astuple(run_now(asked)), rel=1e-9)


def test_every_prediction_is_kept_and_a_changed_one_is_run():
    """Nothing is shown from the shelf for a question that has changed since."""
    assert set(stored()) == set(predictions())
    asked = predictions()["7-2"]
    changed = replace(asked, theory=lambda: asked.theory() + 1, simulated=lambda: [1.0, 2.0, 3.0])
    assert expected(changed).mean == 2.0 and expected(asked) == stored()["7-2"]


def test_the_games_page_gives_the_best_line():
    """The best year found stands in the manual with its code, seeds and interval, beside the scripted directors; the team's sheet has every item."""
    best = references().best
    for lang in ("zh", "en"):
        text = unescape(game_page(lang))
        assert best.code in text and f"{best.true[0]:.1f} ({best.true[1]:.1f} – {best.true[2]:.1f})" in text and f"{best.n}" in text
        sheet = unescape(manual(lang)).split('data-sheet="game-sheet"')[1]
        assert all(printed(item.label(lang), lang) in sheet for item in ITEMS)


def test_lessons_are_named():
    """Number and name, as on the notebook."""
    assert named(notes()[4], "zh") == "第 4 课 并窗" and named(notes()[4], "en") == "Lesson 4: Pooling"


@pytest.mark.browser
def test_on_paper_each_part_is_one_sheet_of_a4(browser, page, tmp_path):
    """Printed by a browser: as many pages as parts, so exactly two a lesson; nothing is wider than the paper; Chinese is drawn in our typeface."""
    (tmp_path / "manual.html").write_text(page[1], encoding="utf-8")
    shown = Open(browser.new_page(viewport=A4))
    shown.page.goto((tmp_path / "manual.html").as_uri())
    shown.page.emulate_media(media="print")
    assert shown.page.evaluate(WIDER) == []
    assert shown.page.evaluate("document.fonts.check('16px \"Xnsim Sans SC\"', '效能')")
    pdf = shown.page.pdf(prefer_css_page_size=True)
    shown.page.close()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == COVER + PER_LESSON * len(TWELVE) + AT_THE_END
    assert all(not url.startswith("http") for url in shown.asked)
