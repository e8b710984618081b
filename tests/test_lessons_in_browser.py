"""Every lesson in a real browser, as ``xnsim lab`` opens it: shut until predicted, moved by its sliders, solved and failed, nothing cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from classroom import IDLE, RUN_ALL, VISIBLE_CODE, Class, in_class
from on_screen import POLL_MS

from xnsim.lab import LESSONS
from xnsim.lessons import catalogue
from xnsim.lessons.boxes import PREDICT

pytestmark = pytest.mark.browser

NOTEBOOKS = {int(path.name[:2]): path for path in sorted(LESSONS.glob("*.ipynb")) if int(path.name[:2]) <= 12}    # the thirteenth is the game
SHOWN = "window.jupyterapp?.shell.currentWidget"
CODE = f"{SHOWN}.content.widgets.filter((cell) => cell.model.type === 'code')"
OPEN = "(path) => void window.jupyterapp.commands.execute('docmanager:open', {path, factory: 'Notebook', kernel: {name: 'python3'}})"
CLOSE = f"async () => {{ const shown = {SHOWN}; await shown.sessionContext.shutdown(); shown.dispose(); }}"
OF_THE_LAST_LESSON = "debugger state"
"""JupyterLab may still be asking the kernel of a lesson that was closed a moment ago."""

CUT_OFF = """() => {
  const boxes = [...document.querySelectorAll('.xnsim, .jp-RenderedMarkdown, .jp-OutputArea-output')].filter((each) => each.offsetParent);
  const wide = boxes.filter((each) => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > window.innerWidth);
  const words = [...document.querySelectorAll('.xnsim .chart svg text')].filter((each) => each.textContent.trim());
  const outside = words.filter((each) => {
    const [paper, word] = [each.ownerSVGElement.getBoundingClientRect(), each.getBoundingClientRect()];
    return word.left < paper.left - 1 || word.right > paper.right + 1 || word.top < paper.top - 1 || word.bottom > paper.bottom + 1;
  });
  return [...wide, ...outside].map((each) => each.textContent.slice(0, 60));
}"""
NAMES_OVER_EACH_OTHER = """() => [...document.querySelectorAll('.xnsim .chart svg')].flatMap((chart) => {
  const names = [...chart.querySelectorAll('text.name')].map((each) => each.getBoundingClientRect()).sort((a, b) => a.top - b.top);
  return names.slice(1).filter((each, k) => each.top < names[k].bottom - 6).map(() => chart.getAttribute('aria-label'));
})"""


@pytest.fixture(scope="module")
def room(browser, this_tree, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """Start JupyterLab once on a folder with the twelve lessons, and open its first page."""
    with in_class(browser, tmp_path_factory.mktemp("class") / "notebooks", NOTEBOOKS.values()) as found:
        found.page.wait_for_function(IDLE, polling=POLL_MS)
        found.page.evaluate(CLOSE)
        yield found


@pytest.mark.parametrize("number", NOTEBOOKS)
def test_a_lesson_is_opened_predicted_moved_failed_and_solved(room, number):
    """One walk through a lesson: no code in any state, nothing shown before a prediction, other numbers by the slider, hints by name, then right."""
    room.errors.clear()
    room.page.evaluate(OPEN, NOTEBOOKS[number].name)
    _run_all(room, NOTEBOOKS[number].name)
    try:
        _stands_shut(room)
        _is_tidy(room)
        for place, key in _boxes(room, number, predictions=True):
            _predict(room, place, key)
        _is_tidy(room)
        for place, key in _boxes(room, number, predictions=False):
            _fail_and_solve(room, place, key)
        _is_tidy(room)
        _lists_the_predictions(room, number)
        assert not [error for error in room.errors if OF_THE_LAST_LESSON not in error]
        assert not room.outside()
    finally:
        room.page.evaluate(CLOSE)


def _run_all(room: Class, name: str) -> None:
    """Run all cells and wait until each has run; none reports an error."""
    room.page.wait_for_function(f"{SHOWN}?.context?.path === '{name}' && {IDLE}", polling=POLL_MS)
    room.page.evaluate(RUN_ALL)
    room.page.wait_for_function(f"{CODE}.every((cell) => cell.model.executionCount) && {IDLE}", polling=POLL_MS)
    assert room.page.evaluate(f"{CODE}.flatMap((cell) => cell.model.outputs.toJSON()).filter((each) => each.output_type === 'error' || each.name === 'stderr')") == []


def _boxes(room: Class, number: int, predictions: bool) -> list[tuple[int, str]]:
    """Return place and key of the boxes that take predictions, or of those that take answers; together they are all that the lesson has."""
    found = [(place, box.get_attribute("data-ask"), box.locator("button").inner_text()) for place, box in enumerate(room.page.locator(".xnsim.ask").all())]
    wanted = [(place, key) for place, key, button in found if (button == PREDICT.zh) == predictions]
    known = catalogue.predictions() if predictions else catalogue.exercises()
    ours = {key for key in known if key.split("-")[0] == str(number)}
    assert {key for _, key in wanted} == ({key for key in ours if not key.endswith('-0')} if predictions else ours)    # the trainer says the first one
    return wanted


def _stands_shut(room: Class) -> None:
    """Every view whose prediction is not made is locked: no slider to move, nothing drawn; the trainer's own is the only one open."""
    views = room.page.locator(".xnsim.scope").all()
    shut = [view for view in views if view.get_attribute("data-scope") != "12-0"]
    assert shut
    for view in shut:
        assert view.get_attribute("data-stage") == "locked" and view.locator(".lock").is_visible()
        assert view.locator("input:visible, svg .axis, .card").count() == 0


def _is_tidy(room: Class) -> None:
    """No code on the screen, Chinese drawn, no text cut off or over another, every number of a view with its runs."""
    page = room.page
    assert page.locator(VISIBLE_CODE).count() == 0
    for place in (".xnsim.ask", ".jp-MarkdownOutput"):
        assert room.draws(place, "效", "能") and room.draws(place, "办", "件")
    assert page.evaluate(CUT_OFF) == [] and page.evaluate(NAMES_OVER_EACH_OTHER) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _predict(room: Class, place: int, key: str) -> None:
    """Write down a prediction: the first is kept, the view opens with its interval, and its slider gives other numbers."""
    asked = catalogue.prediction(key)
    said = round(1.4 * asked.theory() + 0.5, 1)
    if asked.unit.en == "%" and said > 100:
        said = round(0.6 * asked.theory(), 1)
    assert room.answer(key, f"{said:g}", _nth(room, place, key))["stage"] == "kept"
    at = f'[data-scope="{key}"]'
    if not room.page.locator(at).count():
        return
    room.until(at, "data.stage === 'final'")
    assert f"{said:g}" in room.page.locator(f"{at} .sentence").inner_text() and "95% 区间" in room.page.locator(f"{at} .sentence").inner_text()
    runs = room.page.locator(f"{at} .runs").inner_text()
    assert "正式" in runs and int(re.search(r"n = (\d+)", runs)[1]) >= 10
    _move(room, at)


def _move(room: Class, at: str) -> None:
    """Take the first slider to one of its ends by the keyboard: the cards show other numbers."""
    cards = room.page.locator(f"{at} .cards")
    before, slider = cards.inner_text(), room.page.locator(f"{at} input[type=range]").first
    slider.focus()
    room.page.keyboard.press("Home" if slider.evaluate("each => each.value !== each.min") else "End")
    room.until(at, "data.generation !== '' && Number(data.generation) > 0 && ['preview', 'final'].includes(data.stage)")
    assert cards.inner_text() != before


def _fail_and_solve(room: Class, place: int, key: str) -> None:
    """Answer carelessly and be told why, by that mistake's own hint; then answer rightly."""
    exercise, nth = catalogue.exercise(key), _nth(room, place, key)
    careless = exercise.mistakes[0]
    told = room.answer(key, repr(float(careless.value())), nth)
    assert told["stage"] == "wrong" and _letters(careless.hint.zh) in _letters(told["says"])
    box = room.page.locator(f'[data-ask="{key}"]').nth(nth)
    box.locator("input").fill(repr(float(exercise.answer())))
    box.locator("input").press("Enter")
    room.page.wait_for_function("each => each.dataset.stage === 'right'", arg=box.element_handle(), polling=POLL_MS)
    assert _letters(exercise.because.zh) in _letters(box.locator(".says").inner_text())


def _lists_the_predictions(room: Class, number: int) -> None:
    """At the end stand all predictions with what came of them, though that cell ran before they were made."""
    keys = [key for key in catalogue.predictions() if key.split("-")[0] == str(number)]
    told = room.page.locator(".jp-OutputArea-output", has_text=f"{number}-0  预测")
    room.page.wait_for_function("([each, keys]) => keys.every((key) => each.innerText.includes(`${key}  预测`) || each.innerText.includes(`${key} 预测`))", arg=[told.last.element_handle(), keys], polling=POLL_MS)


def _nth(room: Class, place: int, key: str) -> int:
    """Return which of the boxes with this key stands at that place of the page: a prediction and an exercise may share theirs."""
    keys = room.page.eval_on_selector_all(".xnsim.ask", "all => all.map((each) => each.dataset.ask)")
    return keys[:place].count(key)


def _letters(text: str) -> str:
    """Return a text without marks and blanks, which print differently."""
    return re.sub(r"\W", "", text)
