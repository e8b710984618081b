"""The replay in a real browser: it opens, plays, scrubs and steps; its numbers are Python's; nothing leaves this machine."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest
from on_screen import SCREEN, Open
from toy_office import matter, serve, toy

import xnsim as xn
from xnsim.fonts import WOFF2
from xnsim.scenario.model import Scenario
from xnsim.widgets import Replay, replay
from xnsim.widgets.board import page_module, page_style

pytestmark = pytest.mark.browser

AT = ".xnsim.replay"
PLAYER = f"document.querySelector('{AT}').player"
BARE = """async ([code, style, spec, reels, font]) => {
  document.head.append(Object.assign(document.createElement('style'), {textContent: style}));
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer);
  const sent = reels.map((reel) => Object.fromEntries(Object.entries(reel).map(([name, text]) => [name, bytes(text)])));
  const heard = [];
  const model = {
    get: (name) => ({spec, reels: sent})[name], off: () => {}, set: () => {}, save_changes: () => {},
    on: (name, call) => name === 'msg:custom' && heard.push(call),
    send: () => heard.forEach((call) => call({typeface: 'Xnsim Sans SC'}, [bytes(font)])),
  };
  const board = await import(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
  board.default.render({model, el: document.body});
}"""
MEASURE = """async (frames) => {
  const player = document.querySelector('.xnsim.replay').player;
  player.seek(0);
  const costs = [], gaps = [], most = player.panes[0].t.begin.length;
  let last, seen = 0;
  for (let k = 0; k < frames; k += 1) {
    const moment = await new Promise(requestAnimationFrame);
    if (last !== undefined) gaps.push(moment - last);
    last = moment;
    player.move(Math.floor((player.spec.length - 1) * k / frames / 4));
    player.paint(16);
    costs.push(player.cost);
    seen = Math.max(seen, player.panes.reduce((sum, pane) => sum + pane.count, 0));
  }
  const mean = (row) => row.reduce((a, b) => a + b, 0) / row.length;
  return {cost: mean(costs), quiet: costs.toSorted((a, b) => a - b)[costs.length >> 2], gap: mean(gaps), seen, most};
}"""


def opened(browser: object, board: Replay) -> Open:
    """A page with nothing on it but the board."""
    found = Open(browser.new_page(viewport=SCREEN))
    reels = [{name: base64.b64encode(table).decode() for name, table in reel.items()} for reel in board.reels]
    font = base64.b64encode(WOFF2.read_bytes()).decode()
    found.page.evaluate(BARE, [page_module("replay.js"), page_style("replay.css"), board.spec, reels, font])
    found.until(AT, "data.typeface && data.second")
    return found


@pytest.fixture(scope="module")
def board() -> Replay:
    """A toy office of two departments at once, with and without a promise of one day, side by side."""
    fork = {"parallel": {"branches": {"fire": {"route": [serve("f", "a", "exp(40 min)")]}, "land": {"route": [serve("l", "b", "exp(50 min)")]}}}}
    data = toy({"a": {"name": {"zh": "消防审查", "en": "Fire"}}, "b": {"name": {"zh": "国土审查", "en": "Land"}, "officers": 2}},
               {"m": {"arrivals": {"poisson": "7/wd"}, "limits": {"promised": "3 wd"}, "route": [fork, {"decide": {}}]}})
    return replay(Scenario.model_validate(data), {"现状": [], "承诺一天": [xn.policies.TimeLimit(workdays=1)]}, engine="lists")


@pytest.fixture(scope="module")
def page(browser, board) -> Iterator[Open]:
    """The board of the tests below, which walk through it in order."""
    found = opened(browser, board)
    yield found
    found.page.close()


def told(page: Open) -> tuple[int, list[dict[str, tuple[int, int]]]]:
    """The second that is shown, and the numbers beside it."""
    data = page.data(AT)
    return int(data["second"]), [{key: tuple(pair) for key, pair in pane.items()} for pane in json.loads(data["counts"])]


def test_its_numbers_are_pythons(page, board):
    """At ten places of the film, forwards and backwards, every line and every hand is as Python counts it."""
    length, busiest = board.spec["length"], 0
    for share in (0.05, 0.3, 0.1, 0.5, 0.22, 0.6, 0.04, 0.15, 0.9, 0.35):
        page.page.evaluate(f"{PLAYER}.jump({int(share * length)})")
        second, counts = told(page)
        assert second == board.spec["begin"] + int(share * length) and counts == board.at(second)
        busiest = max(busiest, *(sum(pair) for pane in counts for pair in pane.values()))
    assert busiest >= 3


def test_space_plays_and_stops(page, board):
    """Space starts the film, time goes on and keeps to working hours, the line of sums with it; Space stops it; numbers still agree."""
    page.page.evaluate(f"{PLAYER}.jump(0)")
    page.page.locator(f"{AT} canvas").first.focus()
    before, _ = told(page)
    page.page.keyboard.press("Space")
    page.until(AT, "data.playing === 'yes'")
    line = page.page.locator(f"{AT} .says")
    line.evaluate("each => { each.textContent = 'as it was'; }")
    page.page.wait_for_function(f"{PLAYER}.now > 9.5 * 3600", timeout=60_000)
    page.page.wait_for_function(f"document.querySelector('{AT} .says').textContent !== 'as it was'", timeout=60_000)
    assert page.data(AT)["playing"] == "yes" and line.get_attribute("aria-live") == "off"        # the sums keep pace; nothing is read aloud meanwhile
    page.page.keyboard.press("Space")
    page.until(AT, "data.playing === 'no'")
    second, counts = told(page)
    assert second > before and counts == board.at(second)


def test_an_arrow_goes_to_the_next_change(page, board):
    """→ stops in the second in which the next file comes, goes or moves; ← goes back to the one before."""
    page.page.evaluate(f"{PLAYER}.jump(9 * 3600)")
    page.page.locator(f"{AT} canvas").first.focus()
    start, _ = told(page)
    moments = sorted({board.spec["begin"] + when for film in board.films for name in ("begin", "end") for when in film.tables[name]})
    page.page.keyboard.press("ArrowRight")
    first, counts = told(page)
    assert first == next(when for when in moments if when > start) and counts == board.at(first)
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("ArrowLeft")
    assert told(page)[0] == first


def test_the_end_of_the_film(page, board):
    """End goes to the last second: all that has ended, and how much of it on time, is what Python counts."""
    page.page.locator(f"{AT} canvas").first.focus()
    page.page.keyboard.press("End")
    second, counts = told(page)
    assert second == board.spec["begin"] + board.spec["length"] - 1 and counts == board.at(second)
    ended = json.loads(page.data(AT)["ended"])
    assert ended == [list(film.ended(second)) for film in board.films] and ended[0][0] > 20


def test_a_case_in_two_departments_is_found_in_both(page, board):
    """Followed by its number, a case that lies at fire and land at once is said to be at two places."""
    film = board.films[0]
    tables = film.tables
    rows = [(tables["begin"][k], tables["token"][k]) for k in range(len(tables["begin"])) if tables["token"][k] >= 0]
    begin, token = next(row for row in rows if row[0] > 9 * 3600)
    page.page.evaluate(f"{PLAYER}.jump({begin})")
    page.page.locator(f'{AT} input[data-does="follow"]').fill(str(tables["number"][tables["token_case"][token]]))
    says = page.page.locator(f"{AT} .says").inner_text()
    assert "同时在 2 处" in says and "消防审查" in says and "国土审查" in says


def test_states_are_told_apart_without_colour(page):
    """Drawn all in black, the four states of a limit are four shapes: of the places any two cover, many are covered by one alone, small dots too."""
    unlike = page.page.evaluate(f"""() => {{
      const player = {PLAYER}, colours = player.spec.states;
      player.sprites.clear();
      player.spec.states = Object.fromEntries(Object.keys(colours).map((state) => [state, '#000000']));
      const ink = (state, size) => {{
        const sheet = player.sprite(state, size);
        const dots = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height).data;
        return Array.from({{ length: dots.length / 4 }}, (_, k) => dots[4 * k + 3] / 255);
      }};
      const found = [];
      for (const size of [6, 9, 12]) for (let a = 0; a < 4; a += 1) for (let b = a + 1; b < 4; b += 1) {{
        const [one, other] = [ink(a, size), ink(b, size)];
        const sum = (pick) => one.reduce((total, value, k) => total + pick(value, other[k]), 0);
        found.push(sum((x, y) => Math.abs(x - y)) / sum((x, y) => Math.max(x, y)));
      }}
      player.sprites.clear();
      player.spec.states = colours;
      return found;
    }}""")
    assert len(unlike) == 18 and min(unlike) > 0.2


def test_it_fits_the_projector(page, tmp_path):
    """At 1366 × 768 the whole board is on one screen; Chinese is drawn; the picture is ink on paper."""
    box = page.page.locator(AT).bounding_box()
    assert box["x"] + box["width"] <= SCREEN["width"] and box["height"] <= 660
    assert page.page.locator(AT).evaluate("each => each.scrollWidth <= each.clientWidth")
    assert page.draws(AT, "效", "能") and page.draws(AT, "岗", "位")
    page.page.screenshot(path=tmp_path / "replay.png")
    assert (tmp_path / "replay.png").stat().st_size > 20_000


def test_two_thousand_files_at_once_are_drawn(browser, capsys):
    """Two thousand files in line at once are all drawn; what a frame costs here is printed, not judged: the machine is shared with other tests."""
    data = toy({"a": {"officers": 6}, "b": {"officers": 6}},
               {name: matter(["05 09:00"] * 1100, [serve(f"s{name}", desk, "exp(20 min)")]) for name, desk in (("m", "a"), ("n", "b"))})
    board = replay(Scenario.model_validate(data), cases=2200, engine="lists")
    found = opened(browser, board)
    measured = found.page.evaluate(MEASURE, 60)
    with capsys.disabled():
        print(f"\nreplay: {measured['seen']} files at once, a frame costs {measured['cost']:.1f} ms on the mean ({measured['quiet']:.1f} in its quietest quarter); "
              f"{1000 / measured['gap']:.0f} frames a second drawn here")
    assert measured["seen"] >= 2000 and measured["gap"] > 0 and not found.errors
    found.page.close()


def test_nothing_was_asked_for_and_nothing_went_wrong(page):
    """Neither a request beyond the page nor an error in its console, in all that was done above."""
    outside = [url for url in page.asked if not url.startswith(("blob:", "data:"))]
    assert not outside and not page.errors
