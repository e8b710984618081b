"""A round of the game as a class plays it: two teams, four quarters, clicks only; the trainer ranks the codes; the console gives the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from classroom import VISIBLE_CODE, Class, in_class
from on_screen import SCREEN

from xnsim.game import play, rank, read_plan
from xnsim.game.menu import ITEMS
from xnsim.lab import LESSONS
from xnsim.punctuation import printed

pytestmark = pytest.mark.browser

RED, BLUE, TRAINER = '.xnsim.director[data-team="红队"]', '.xnsim.director[data-team="蓝队"]', ".xnsim.ranking"
RED_YEAR = (("F5", "N", "B3", "M", "V=3"), ("F5", "M", "F3"), ("F5", "M", "C2"), ("F5", "F6", "M", "P=8"))
BLUE_YEAR = (("H1", "H1", "P=4"), ("G3", "E1"), ("S1", "U=3"), ("G3", "G4"))


@pytest.fixture(scope="module")
def room(browser, this_tree, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """Open notebook 13 as ``xnsim lab`` does; the tests below play through it in order."""
    with in_class(browser, tmp_path_factory.mktemp("class") / "notebooks", LESSONS.glob("13_*.ipynb")) as found:
        found.run_all(RED)
        found.page.wait_for_selector(TRAINER)
        yield found


def order(room: Class, desk: str, what: str) -> None:
    """Click one order: a rule from its list, one more officer by its plus, anything else by its button."""
    if "=" in what:
        sign, digit = what.split("=")
        room.page.locator(f'{desk} select[data-order="{sign}"]').select_option(digit)
    elif what[0] in "HF":
        room.page.locator(f'{desk} [data-order="{what}"] [data-step="plus"]').click()
    else:
        room.page.locator(f'{desk} button[data-order="{what}"]').click()


def quarter(room: Class, desk: str, k: int, orders: tuple[str, ...]) -> None:
    """Click a quarter's orders and play it."""
    for what in orders:
        order(room, desk, what)
    room.page.locator(f"{desk} button.end").click()
    room.until(desk, f"Number(data.played) === {k}")


def plan_of(year: tuple[tuple[str, ...], ...], team: str):
    """The same year as the console would be given it."""
    return read_plan("/".join("".join(order.replace("=", "") for order in orders) for orders in year), team)


def test_no_code_is_on_the_screen(room):
    """Every code cell is folded away."""
    assert room.page.locator(VISIBLE_CODE).count() == 0


def test_everything_on_the_menu_can_be_clicked(room):
    """Each item of the decision sheet stands on the desk by its name, with something to click."""
    text = room.page.locator(f"{RED} .menu").inner_text()
    assert all(printed(item.label("zh"), "zh") in text for item in ITEMS)
    signs = {each[0] for each in room.page.locator(f"{RED} .menu [data-order]").evaluate_all("all => all.map((each) => each.dataset.order)")}
    assert signs == {item.sign for item in ITEMS}


def test_the_whole_menu_is_on_one_screen(room):
    """At 1366 × 768 everything that can be ordered, and the button, are seen without scrolling."""
    box = room.page.locator(RED).bounding_box()
    assert box["height"] <= 660 and room.page.locator(f"{RED} button.end").bounding_box()["y"] - box["y"] < 200


def test_the_points_are_counted_and_too_many_are_refused(room):
    """Two officers and a checklist cost 35; seven officers cost more than the quarter has, and the quarter cannot be played."""
    for what in ("F5", "F5", "N"):
        order(room, RED, what)
    assert room.data(RED)["spent"] == "35" and "65" in room.page.locator(f"{RED} .left").inner_text()
    for _ in range(5):
        order(room, RED, "F3")
    assert room.data(RED)["spent"] == "110" and room.page.locator(f"{RED} button.end").is_disabled()
    for what, times in (("F5", 2), ("F3", 5)):
        for _ in range(times):
            room.page.locator(f'{RED} [data-order="{what}"] [data-step="minus"]').click()
    order(room, RED, "N")
    assert room.data(RED)["spent"] == "0" and room.data(RED)["orders"] == "0"


def test_it_can_be_played_by_keyboard(room):
    """Tab reaches the controls, Space presses them, and the focus stays where it was."""
    plus = room.page.locator(f'{RED} [data-order="F5"] [data-step="plus"]')
    plus.focus()
    room.page.keyboard.press("Space")
    room.page.keyboard.press("Space")
    assert room.data(RED)["orders"] == "F5F5"
    assert room.page.evaluate("document.activeElement.dataset.step") == "plus"
    for _ in range(2):
        room.page.locator(f'{RED} [data-order="F5"] [data-step="minus"]').click()


@pytest.mark.parametrize("k", [1, 2, 3])
def test_the_official_board_comes_with_each_quarter(room, k, tmp_path):
    """Both teams play a quarter; the board published is the console's, and the true one is not on the page."""
    for desk, year in ((RED, RED_YEAR), (BLUE, BLUE_YEAR)):
        quarter(room, desk, k, year[k - 1])
        shown = play(plan_of(year[:k], ""), 1)
        text = room.page.locator(f"{desk} table.official tr.sum").inner_text()
        assert [f"{board.total:.1f}" for board in shown.official] == re.findall(r"\d+\.\d", text)
        assert room.page.locator(f"{desk} .hidden").is_visible() and room.page.locator(f"{desk} table.true").count() == 0
        assert room.data(desk)["final"] == "" and not room.page.locator(f"{desk} .debrief").count()


def test_what_was_bought_stays_and_the_shock_is_announced(room):
    """In the fourth quarter the red team has its checklist, parallel examination is on, and the audit is told."""
    assert room.page.locator(f'{RED} button[data-order="N"]').is_disabled() and "已有" in room.page.locator(f'{RED} button[data-order="N"]').inner_text()
    assert "两类都并" in room.page.locator(f'{RED} select[data-order="V"] option').first.inner_text()
    assert "审计" in room.page.locator(f"{RED} .shock").inner_text()


def test_the_fourth_quarter_reveals_the_true_board(room, tmp_path):
    """After it the true board, the final score, the debrief and the code are there; they are the console's, figure by figure."""
    for desk, year, team in ((RED, RED_YEAR, "红队"), (BLUE, BLUE_YEAR, "蓝队")):
        quarter(room, desk, 4, year[3])
        result = play(plan_of(year, team), 1)
        assert room.data(desk)["final"] == f"{result.final:.1f}" and room.data(desk)["code"] == result.plan.code
        text = room.page.locator(f"{desk} table.true").inner_text()
        assert f"{result.true.total:.1f}" in text and all(f"{points:.1f}" in text for points in result.true.points.values())
        assert f"{team}={result.plan.code}" in room.page.locator(f"{desk} .code output").inner_text()
        room.page.wait_for_function("(at) => document.querySelector(at)?.innerText.includes('每分')", arg=f"{desk} .debrief pre")
        assert room.page.locator(f"{desk} button.end").is_hidden()
        room.page.locator(desk).screenshot(path=tmp_path / f"{team}.png")
        assert (tmp_path / f"{team}.png").stat().st_size > 20_000


def test_the_trainer_ranks_the_codes(room):
    """The codes pasted are run again and ranked as the console ranks them; a slip in one is found; a click tells a team's debrief."""
    lines = [room.page.locator(f"{desk} .code output").inner_text() for desk in (RED, BLUE)]
    field, button = room.page.locator(f"{TRAINER} textarea"), room.page.locator(f"{TRAINER} button.main")
    field.fill("\n".join([lines[0].replace("F5", "F4", 1), lines[1]]))
    button.click()
    room.until(TRAINER, "data.stage === 'refused'")
    assert "校验" in room.page.locator(f"{TRAINER} .problem").inner_text()
    field.fill("\n".join(lines))
    button.click()
    room.until(TRAINER, "data.stage === 'ranked'")
    expected = rank([read_plan(line, sealed=True) for line in lines], 1)
    shown = room.page.locator(f"{TRAINER} tr[data-team]").evaluate_all("rows => rows.map((row) => [row.dataset.team, row.dataset.final])")
    assert shown == [[result.plan.team, f"{result.final:.1f}"] for result in expected]
    room.page.locator(f"{TRAINER} tr[data-team] button").first.click()
    room.until(TRAINER, "data.stage === 'told'")
    assert "真实榜" in room.page.locator(f"{TRAINER} .told").inner_text() and "每分" in room.page.locator(f"{TRAINER} .told").inner_text()


@pytest.mark.parametrize("place", [RED, f"{RED} .code output", f"{RED} .debrief pre", TRAINER, f"{TRAINER} textarea", f"{TRAINER} .told"])
def test_chinese_is_drawn_and_nothing_is_cut_off(room, place):
    """Two characters look different, and nothing sticks out sideways at 1366 × 768."""
    assert room.draws(place, "效", "能") and room.draws(place, "红", "队")
    box = room.page.locator(place).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= SCREEN["width"]
    assert room.page.locator(place).evaluate("each => each.scrollWidth <= each.clientWidth + 1")


def test_nothing_left_this_machine(room):
    """Every address asked for is 127.0.0.1 or inside the page, and no script reported an error."""
    assert len(room.asked) > 20 and not room.outside() and not room.errors
