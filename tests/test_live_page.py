"""The live page in a real browser, opened from the disk: it asks nobody for anything, and its figures are Python's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from keyboard import OFFICE
from on_screen import SCREENS, Open, chromium

import xnsim as xn
from xnsim.engines.compiled import numba_here
from xnsim.game import play, read_plan
from xnsim.live.own import CALLED, REFORMS
from xnsim.policies import TimeLimit
from xnsim.scenario.files import loads
from xnsim.widgets.figures import MAIN

N = 4
BUREAU = OFFICE.replace("promised: 2 wd", "promised: 4 wd")       # a promise that a slider can cut in more than one step
QUARTERS = (("F5", "N", "B2"), ("F5", "F3"), (), ("G4", "P5"))
CODE = "F5B2N/F3F5/0/P5G4"
CUT = """[...document.querySelectorAll('h1,h2,h3,td,th,p,label,button,summary,input,select,.number,.beside,svg')].filter(each => {
  const box = each.getBoundingClientRect(), scrolls = each.closest('pre, [data-room="own"] table');
  return each.checkVisibility() && !scrolls && (box.right > innerWidth + 1 || box.left < -1);
}).map(each => each.outerHTML.slice(0, 90))"""


class Live(Open):
    """The live page open in a browser, and what was overheard since."""

    def in_room(self, room: str, condition: str) -> dict[str, str]:
        """Wait until the data-* attributes of a table fulfil a condition, and return them."""
        return self.until(f'[data-room="{room}"]', condition)

    def settled(self) -> dict[str, str]:
        """Wait for the final figures of the latest choice of reforms."""
        return self.in_room("reforms", "data.asked === data.generation && data.stage === 'final'")

    def tab(self, name: str) -> None:
        """Turn to a table."""
        self.page.locator(f'[data-tab="{name}"]').click()

    def shown(self, indicator: str) -> float:
        """Return the value behind a headline of the reforms."""
        return float(self.data(f'.headline[data-indicator="{indicator}"]')["value"])

    def cut_off(self) -> list[str]:
        """Return what sticks out of the screen sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return [*(["the page scrolls sideways"] if wide else []), *self.page.evaluate(CUT)]

    def outside(self) -> list[str]:
        """Return what was asked for beyond the page itself, which is asked for once."""
        return [url for url in self.asked if not url.startswith(("data:", "blob:", "file:"))] + [url for url in self.asked if url.startswith("file:")][1:]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """A live page of a small bureau, made once by the command; skips, saying why, where the registries cannot be reached."""
    from xnsim.cli import main

    chromium()      # without one the tests below are skipped: then nothing need be fetched
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed on this machine: Pyodide cannot be fetched")
    place = tmp_path_factory.mktemp("live")
    (place / "office.yaml").write_text(BUREAU, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.delenv("XNSIM_LANG", raising=False)
        code = main(["handout", "office.yaml", "--live", "--replications", str(N), "--out", "live.html"])
    if code == 2:
        pytest.skip("npm or pip did not reach a registry: Pyodide cannot be fetched")
    assert code == 0
    return place / "live.html"


def _opened(browser, made, screen: str) -> Live:
    found = Live(browser.new_page(viewport=SCREENS[screen]))
    found.page.goto(made.as_uri())
    found.page.wait_for_function("['ready', 'broken'].includes(document.getElementById('live').dataset.state)")
    return found


@pytest.fixture(scope="module")
def opened(made, browser) -> Iterator[Live]:
    """The page on the projector; the tests below walk through it."""
    found = _opened(browser, made, "projector")
    yield found
    found.page.close()


def test_it_is_one_file_of_at_most_twelve_megabytes(made):
    """Python, core, typeface and all in one file, and nothing in it points to another file or machine."""
    text = made.read_text(encoding="utf-8")
    print(f"\nlive page: {made.stat().st_size / 1e6:.2f} MB")
    assert made.stat().st_size <= 12e6
    assert not re.findall(r'<(?:script|link|img)[^>]*(?:src|href)\s*=', text) and "connect-src 'none'" in text


@pytest.mark.browser
def test_it_starts_in_a_worker(opened):
    """Opened from the disk the engine is beside the page's own thread; how long it took is told."""
    live = opened.data("#live")
    print(f"\nlive page: ready after {int(live['started']) / 1000:.1f} s (wall clock, this machine, {live['engine']})")
    assert (live["state"], live["engine"]) == ("ready", "worker")


@pytest.mark.browser
@pytest.mark.parametrize("engine", ["lists", "kernel"])
def test_a_slider_at_any_value_brings_the_figure_of_python(opened, engine):
    """Ticked and moved by the keyboard, the page shows what ``xn.compare`` gives, walked on lists and compiled."""
    if engine == "kernel" and numba_here() is None:
        pytest.skip("Numba is not installed")
    opened.tab("reforms")
    box = opened.page.locator('[data-policy="time_limit"] > label:first-child input')
    if not box.is_checked():
        opened.settled()
        box.focus()
        opened.page.keyboard.press("Space")
        before = opened.settled()
        was = opened.shown("on_time_rate")
        opened.page.locator('[data-knob="factor"] input').focus()
        for _ in range(3):
            opened.page.keyboard.press("ArrowLeft")
        assert int(opened.settled()["asked"]) > int(before["asked"]) and opened.shown("on_time_rate") < was
    factor = float(opened.page.locator('[data-knob="factor"] input').input_value())
    found = xn.compare(loads(BUREAU), {"now": [], "plan": [TimeLimit(factor=factor)]}, N, 1, MAIN, engine=engine)
    assert factor == pytest.approx(0.55)
    for key in ("on_time_rate", "verified_on_time_rate"):
        mean, head = found.mean("plan", key), opened.page.locator(f'.headline[data-indicator="{key}"]').inner_text()
        assert opened.shown(key) == pytest.approx(mean.mean, rel=1e-12)
        assert f"{100 * mean.mean:.1f}%" in head and f"{100 * mean.low:.1f}% – {100 * mean.high:.1f}%" in head
    row = opened.page.locator('tr[data-indicator="utilisation"] td').nth(2).inner_text()
    assert f"{100 * found.mean('plan', 'utilisation').mean:.1f}%" in row
    assert f"重复 {N} 次" in opened.page.locator(".stamp").inner_text() and f"time_limit:factor={factor:g}" in opened.page.locator(".stamp code").inner_text()


@pytest.mark.browser
def test_the_picture_remembers_where_the_slider_stood(opened):
    """Values that were run stay in the picture, each with its interval; the present one is the large dot."""
    opened.tab("reforms")
    opened.page.locator('[data-policy="time_limit"] > label:first-child input').check()
    opened.settled()
    slider = opened.page.locator('[data-knob="factor"] input')
    slider.fill("0.9")
    opened.settled()
    slider.fill("0.4")
    stood = int(opened.settled()["stood"])
    assert stood >= 3 and opened.page.locator(".headline").first.locator("circle").count() == stood
    assert opened.page.locator(".headline").first.locator('circle[r="7"]').count() == 1


@pytest.mark.browser
def test_a_refused_knob_is_told(opened):
    """A promise beyond the statute is refused in words and the figures of before are not passed off as its own."""
    opened.tab("reforms")
    opened.page.locator('[data-policy="time_limit"] > label:first-child input').check()
    opened.settled()
    opened.page.locator('[data-policy="time_limit"] summary').first.click()
    row = opened.page.locator('[data-policy="time_limit"] [data-knob="workdays"]')
    row.locator("input[type=checkbox]").check()
    opened.page.locator('[data-policy="time_limit"] [data-knob="workdays"] input[type=range]').fill("60")
    opened.in_room("reforms", "data.stage === 'refused'")
    assert "法定" in opened.page.locator('[data-room="reforms"] ul.wrong').inner_text()
    opened.page.locator('[data-policy="time_limit"] [data-knob="workdays"] input[type=checkbox]').uncheck()
    opened.settled()


@pytest.mark.browser
def test_five_answers_show_a_queue_and_three_reforms(opened):
    """Five numbers in, 算一算: the figures are those of the file the page shows, run by Python."""
    opened.tab("own")
    for key, value in {"arrivals": "6", "windows": "1", "back": "1", "minutes": "60", "promised": "3"}.items():
        opened.page.locator(f'[data-question="{key}"] input').fill(value)
    opened.page.locator('[data-room="own"] button.go').click()
    n = int(opened.in_room("own", "data.stage === 'final' && data.asked === data.generation")["n"])
    opened.page.locator("details.file summary").click()
    office = loads(opened.page.locator("details.file pre").inner_text())
    found = xn.compare(office, {"now": [], **{key: [policy] for key, policy in REFORMS.items()}}, n, 1, ["verified_on_time_rate", "backlog", "utilisation"], engine="lists")
    for key in ("verified_on_time_rate", "backlog", "utilisation"):
        for name in ("now", *REFORMS):
            cell = opened.data(f'[data-room="own"] tr[data-indicator="{key}"] [data-alternative="{name}"]')
            assert float(cell["mean"]) == pytest.approx(found.mean(name, key).mean, rel=1e-12), (name, key)
    text = opened.page.locator('[data-room="own"] .results').inner_text()
    assert f"成对重复 n = {n}" in text and all(label.zh.replace("(", "（").replace(")", "）") in text for label in CALLED.values())
    assert not opened.cut_off()


@pytest.mark.browser
def test_bad_answers_are_told_and_nothing_is_run(opened):
    """Words for a number, a promise beyond the law, an empty field: all three are told, under their questions."""
    opened.tab("own")
    for key, value in {"arrivals": "很多", "back": "", "promised": "50"}.items():
        opened.page.locator(f'[data-question="{key}"] input').fill(value)
    opened.page.locator('[data-room="own"] button.go').click()
    opened.in_room("own", "data.stage === 'refused'")
    assert opened.page.locator(".answer .wrong").count() == 3 and opened.page.locator('[data-room="own"] .number').count() == 0
    for key, value in {"arrivals": "6", "back": "2", "promised": "3"}.items():
        opened.page.locator(f'[data-question="{key}"] input').fill(value)


@pytest.mark.browser
def test_a_whole_game_is_pythons_game(opened):
    """Four quarters by clicks (sums may round differently in the fifteenth digit): every board, the true board, the final score and the code are those of ``xnsim game play``."""
    there = play(read_plan(CODE), engine="lists")
    opened.tab("game")
    for k, orders in enumerate(QUARTERS, 1):
        for order in orders:
            opened.page.locator(f'[data-order="{order}"]').click()
        opened.page.locator('[data-act="play"]').click()
        opened.in_room("game", f"data.quarter === '{k}' && data.stage === 'final'")
        assert float(opened.data(f'.board[data-quarter="{k}"]')["total"]) == pytest.approx(there.official[k - 1].total, rel=1e-12)
    opened.page.locator('[data-act="reveal"]').click()
    took = opened.in_room("game", "data.year === 'told'")["took"].split()
    print(f"\nlive page: quarters {', '.join(took[:4])} ms, true board {took[4]} ms (wall clock, this machine)")
    assert float(opened.data('.board[data-board="true"]')["total"]) == pytest.approx(there.true.total, rel=1e-12)
    assert float(opened.data(".final")["final"]) == pytest.approx(there.final, rel=1e-12)
    assert opened.page.locator(".teamcode code").inner_text() == there.plan.code
    assert not opened.cut_off()


@pytest.mark.browser
def test_a_quarter_cannot_be_overspent(opened):
    """Seven officers cost more than a hundred points: the button is shut and the excess is told; − takes one out again."""
    opened.tab("game")
    if opened.data('[data-room="game"]')["quarter"] != "0":
        opened.page.get_by_role("button", name="换一队").click()
    for _ in range(7):
        opened.page.locator('[data-order="F1"]').click()
    assert opened.data(".menu")["left"] == "-5" and opened.page.locator('[data-act="play"]').is_disabled()
    opened.page.locator(".chip.less").click()
    assert opened.data(".menu")["left"] == "10" and opened.page.locator('[data-act="play"]').is_enabled()


@pytest.mark.browser
def test_every_word_is_there_in_english(opened):
    """The switch turns the three tables into English, and back."""
    opened.page.locator("header button").click()
    for name in ("reforms", "own", "game"):
        opened.tab(name)
        text = re.sub(r"xnsim .*|「.*」", "", opened.page.locator("#live").inner_text()).replace("中文", "").replace("很多", "")
        assert not [sign for sign in text if "\u4e00" <= sign <= "\u9fff"], (name, re.findall(r".{9}[\u4e00-\u9fff]+.{9}", text)[:3])
        assert not opened.cut_off(), name
    opened.page.locator("header button").click()
    assert "试制度" in opened.page.locator("nav").inner_text()


@pytest.mark.browser
def test_on_a_phone_nothing_is_cut_off(made, browser, tmp_path):
    """All three tables at 390 × 844: nothing sticks out, Chinese is drawn, a slider answers."""
    phone = _opened(browser, made, "phone")
    phone.settled()
    phone.page.locator('[data-policy="time_limit"] > label:first-child input').check()
    phone.settled()
    phone.page.locator('[data-knob="factor"] input').fill("0.5")
    phone.settled()
    assert phone.draws("body", "效", "能") and phone.draws("body", "办", "件")
    for name in ("reforms", "own", "game"):
        phone.tab(name)
        phone.page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        assert not phone.cut_off(), name
    assert not phone.outside() and not phone.errors
    phone.page.close()


@pytest.mark.browser
def test_nothing_was_asked_of_anybody(opened):
    """Of all that was done above, the only file ever asked for is the page itself; no script reported an error."""
    assert not opened.outside() and not opened.errors
    assert opened.page.evaluate("document.fonts.check('16px \"Xnsim Sans SC\"', '效能')") and opened.draws("body", "效", "能")
