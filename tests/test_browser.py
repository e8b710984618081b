"""The first lesson in a real browser: sliders move numbers, Chinese is drawn, nothing leaves this machine."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from classroom import VISIBLE_CODE, Class, in_class
from on_screen import SCREEN, WAIT_MS
from policy_office import office

from xnsim.fonts import WOFF2
from xnsim.lab import first_lesson
from xnsim.widgets import explore
from xnsim.widgets.board import page_module, page_style

pytestmark = pytest.mark.browser

EXPLORE = ".xnsim.explore"


@pytest.fixture(scope="module")
def lesson(browser, this_tree, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """Open the first lesson as ``xnsim lab`` does and run all its cells; the tests below walk through it in order."""
    with in_class(browser, tmp_path_factory.mktemp("class") / "notebooks", [first_lesson()]) as found:
        found.run_all(EXPLORE)
        found.until(EXPLORE, "Number(data.n) >= 2")
        yield found


def _switch(found: Class, policy: str, on: bool = True) -> None:
    box = found.page.locator(f'{EXPLORE} [data-policy="{policy}"] > label input')
    if box.is_checked() != on:
        before = int(found.data(EXPLORE)["generation"])
        box.focus()
        found.page.keyboard.press("Space")
        found.until(EXPLORE, f"Number(data.generation) > {before}")


def _shown(found: Class, indicator: str, alternative: str) -> float:
    return float(found.data(f'{EXPLORE} [data-indicator="{indicator}"][data-alternative="{alternative}"]')["mean"])


# ---- the room ------------------------------------------------------------------------


def test_the_lesson_opens_without_questions(lesson):
    """No dialogue, no news, no notification stands between the class and its lesson."""
    assert lesson.page.locator(".jp-Dialog, .Toastify__toast").count() == 0


def test_the_menus_are_chinese(lesson):
    """JupyterLab itself speaks Chinese: 文件, 编辑, 运行."""
    menus = lesson.page.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert {"文件", "编辑", "运行"} <= set(menus)


def test_no_code_is_on_the_screen(lesson):
    """Every code cell is folded away; the only lines of code are those read aloud, which are an output."""
    assert lesson.page.locator(VISIBLE_CODE).count() == 0
    assert lesson.page.locator(".jp-OutputArea", has_text="expovariate").count() == 1


@pytest.mark.parametrize("place", [".xnsim.explore", ".xnsim.ask", ".lm-MenuBar", ".jp-MarkdownOutput"])
def test_chinese_is_drawn_and_not_boxes(lesson, place):
    """In the typeface of boards, menus and prose two Chinese characters look different."""
    lesson.until(EXPLORE, "data.typeface")
    assert lesson.draws(place, "效", "能") and lesson.draws(place, "办", "件")


def test_what_is_written_can_be_read_off_the_pixels(lesson):
    """The headline's label is ink on paper: its picture has both dark and light points."""
    from io import BytesIO

    image = pytest.importorskip("PIL.Image")
    picture = image.open(BytesIO(lesson.page.locator(f"{EXPLORE} .headline h3").first.screenshot())).convert("L")
    low, high = picture.getextrema()
    assert low < 100 and high > 240


# ---- predictions and exercises ---------------------------------------------------------


def test_the_picture_opens_after_the_prediction(lesson):
    """Shut before the number is typed in; afterwards open, with the prediction and its outcome under it."""
    view = '[data-scope="1-1"]'
    assert lesson.data(view)["stage"] == "locked" and lesson.page.locator(f"{view} .chart").is_hidden()
    assert lesson.answer("1-1", "4.5")["stage"] == "kept"
    lesson.until(view, "data.stage === 'final'")
    assert "4.5" in lesson.page.locator(f"{view} .sentence").inner_text() and lesson.page.locator(f"{view} .lock").is_hidden()


def test_the_slider_of_a_picture_moves_its_numbers(lesson):
    """One step of the arrow key, one more tenth of a file a day: the open files are counted anew."""
    view, number = '[data-scope="1-1"]', '[data-scope="1-1"] [data-number="open_files"]'
    before = lesson.data(number)["value"]
    lesson.page.locator(f"{view} input[type=range]").focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.until(view, "Number(data.generation) > 0 && data.stage === 'final'")
    assert lesson.data(number)["value"] != before


def test_a_wrong_answer_is_told_its_reason(lesson):
    """784 ÷ 1.78 is met by name; 784 × 1.78 is right."""
    wrong = lesson.answer("1-1", "440.4", place=1)
    assert wrong["stage"] == "wrong" and "除反了" in wrong["says"]
    lesson.page.locator('[data-ask="1-1"]').nth(1).locator("input").fill("1395.52")
    lesson.page.keyboard.press("Enter")
    lesson.page.wait_for_selector('[data-ask="1-1"][data-stage="right"]', timeout=WAIT_MS)


# ---- the trainer's desk ----------------------------------------------------------------


def test_a_slider_moved_by_key_changes_the_headline(lesson):
    """限时办结 ticked by Space and its factor moved by the arrow key: 按时办结率 changes, the office as it is does not."""
    _switch(lesson, "time_limit")
    first = lesson.until(EXPLORE, "data.n === '50'")
    now, before = _shown(lesson, "on_time_rate", "now"), _shown(lesson, "on_time_rate", "ours")
    lesson.page.locator(f'{EXPLORE} [data-policy="time_limit"] [data-knob="factor"] input[type=range]').focus()
    lesson.page.keyboard.press("ArrowLeft")
    moved = lesson.until(EXPLORE, f"Number(data.generation) > {first['generation']} && data.n === '50'")
    assert moved["stage"] == "final"
    assert _shown(lesson, "on_time_rate", "ours") < before and _shown(lesson, "on_time_rate", "now") == now
    assert _shown(lesson, "verified_on_time_rate", "ours") <= 1


def test_arrow_keys_stay_with_the_slider(lesson):
    """JupyterLab does not take the key for a walk to the next cell: the slider keeps the focus."""
    slider = lesson.page.locator(f'{EXPLORE} [data-policy="time_limit"] [data-knob="factor"] input[type=range]')
    slider.focus()
    lesson.page.keyboard.press("ArrowDown")
    lesson.page.keyboard.press("ArrowUp")
    assert slider.evaluate("each => each === document.activeElement")


def test_a_refusal_stands_under_the_reform(lesson):
    """A promise longer than the statute allows is refused under its own name, and said in the sentence."""
    lesson.page.locator(f'{EXPLORE} [data-policy="time_limit"] summary').click()
    row = f'{EXPLORE} [data-policy="time_limit"] [data-knob="workdays"]'
    before = lesson.data(EXPLORE)["generation"]
    lesson.page.locator(f"{row} input[type=checkbox]").check()
    lesson.until(EXPLORE, f"Number(data.generation) > {before} && data.stage === 'refused'")
    assert "法定时限" in lesson.page.locator(f'{EXPLORE} [data-policy="time_limit"] .problem').inner_text()
    lesson.page.locator(f"{row} input[type=checkbox]").uncheck()
    lesson.until(EXPLORE, "data.stage === 'final'")


def test_a_plan_is_kept_beside_the_next_one(lesson):
    """留下 keeps the plan's figures on the screen while another is tried."""
    lesson.page.locator(f"{EXPLORE} header button").first.click()
    lesson.until(EXPLORE, "data.stage === 'final'")
    _switch(lesson, "parallel_approval")
    lesson.until(EXPLORE, "data.stage === 'final'")
    assert lesson.page.locator(f"{EXPLORE} .key li").all_inner_texts()[0].strip() == "现状"
    assert lesson.page.locator(f"{EXPLORE} .key li").count() == 3


def test_the_desk_fits_the_projector(lesson, tmp_path):
    """At 1366 × 768 the whole desk is on one screen, nothing is cut off sideways; the picture is kept."""
    lesson.page.locator(EXPLORE).evaluate("each => each.scrollIntoView({block: 'start'})")
    box = lesson.page.locator(EXPLORE).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= SCREEN["width"] and box["height"] <= 660
    wide = lesson.page.locator(EXPLORE).evaluate("each => each.scrollWidth <= each.clientWidth")
    lesson.page.screenshot(path=tmp_path / "desk.png")
    assert wide and (tmp_path / "desk.png").stat().st_size > 20_000


# ---- what was overheard: these come last -------------------------------------------------


def test_nothing_left_this_machine(lesson):
    """Of all that the page asked for, in all that was done above, every address is 127.0.0.1 or inside the page."""
    assert len(lesson.asked) > 20
    assert not lesson.outside()


def test_the_console_stayed_clean(lesson):
    """No script of ours or theirs reported an error."""
    assert not lesson.errors


# ---- a page that has no typeface of its own, outside JupyterLab ---------------------------

BARE = """async ([code, style, spec, shown, font]) => {
  document.head.append(Object.assign(document.createElement('style'), {textContent: style}));
  const bytes = Uint8Array.from(atob(font), (sign) => sign.charCodeAt(0));
  const heard = [];
  const model = {
    get: (name) => ({spec, shown, choice: {generation: 0, on: [], knobs: {}, pins: []}})[name],
    on: (name, call) => name === 'msg:custom' && heard.push(call), off: () => {}, set: () => {}, save_changes: () => {},
    send: (said) => heard.forEach((call) => call({typeface: 'Xnsim Sans SC'}, [new DataView(bytes.buffer)])),
  };
  const board = await import(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
  board.default.render({model, el: document.body});
}"""


def test_a_page_without_chinese_is_sent_a_typeface(browser):
    """Outside our JupyterLab the board looks for itself: it asks for the font if two characters look alike, and draws with it."""
    desk = explore(office(), replications=2, engine="lists")
    bare = Class(browser.new_page(viewport=SCREEN))
    font = base64.b64encode(WOFF2.read_bytes()).decode()
    bare.page.evaluate(BARE, [page_module("explore.js"), page_style("explore.css"), desk.spec, desk.wait(60), font])
    assert bare.until(EXPLORE, "data.typeface")["typeface"] in ("sent", "own")
    assert bare.draws(EXPLORE, "效", "能") and not bare.errors
    assert bare.page.locator(f"{EXPLORE} .headline").count() == 2
    bare.page.close()
