"""The hand-out: one file, the figures of compare, a page that opens from the disk, in the hand or on the projector."""

from __future__ import annotations

import json
import re

import pytest
from keyboard import OFFICE
from on_screen import SCREENS, Open

import xnsim as xn
from xnsim.handout import fits, plan_of
from xnsim.handout.grid import points_of
from xnsim.indicators import INDICATORS
from xnsim.presets import scenarios
from xnsim.scenario import InputError, load

pytest_plugins = ("keyboard",)

N = 4
TYPED = ("handout", "office.yaml", "--policy", "time_limit", "--policy", "ab_cover", "--grid", "time_limit.factor=0.5,1", "--grid",
         "ab_cover.efficiency=0.5,1", "--replications", str(N), "--engine", "lists", "--out", "page.html")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """A hand-out of a small bureau, made once by the command."""
    from xnsim.cli import main

    place = tmp_path_factory.mktemp("handout")
    (place / "office.yaml").write_text(OFFICE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.delenv("XNSIM_LANG", raising=False)
        assert main(TYPED) == 0
    return place / "page.html"


def grid_of(page) -> dict:
    """Return the figures inside a page."""
    return json.loads(re.search(r'id="grid">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)[1].replace("<\\/", "</"))


def test_the_figures_are_those_of_compare(made):
    """Means, intervals and verdicts of a point are what ``xn.compare`` gives for these two alternatives."""
    grid, office = grid_of(made), load(made.with_name("office.yaml"))
    chosen = [xn.policies.TimeLimit(factor=0.5), xn.policies.ABCover(efficiency=1.0)]
    found = xn.compare(office, {"现状": [], "方案": chosen}, N, 1, [each["key"] for each in grid["indicators"]], engine="lists")
    point = grid["points"]["1-2"]
    for each, three, change in zip(grid["indicators"], point["v"], point["d"], strict=True):
        mean, difference = found.mean("方案", each["key"]), found.difference("方案", "现状", each["key"])
        assert three == [mean.mean, mean.low, mean.high], each["key"]
        assert (change[0] in ("better", "worse", "changed")) == (difference.significant and not difference.identical), each["key"]


def test_every_combination_is_there(made):
    """Two reforms with two values each and off: nine points, one of which is the office as it is."""
    grid = grid_of(made)
    assert len(grid["points"]) + len(grid["refused"]) == 8
    assert (grid["n"], grid["seed"]) == (N, 1) and f"重复 {N} 次" in grid["stamp"]["zh"]


def test_it_is_small_and_asks_nobody(made):
    """Far below 6 MB, and nothing in it points to another file or machine."""
    text = made.read_text(encoding="utf-8")
    assert made.stat().st_size < 6e6
    assert not re.findall(r'(?:src|href)\s*=\s*"(?!data:)', text) and "default-src 'none'" in text


def test_sliders_get_values_by_themselves(made):
    """Without --grid a reform gets its first slider, its own value among the values, and no more points than can be run."""
    office = load(made.with_name("office.yaml"))
    reforms = plan_of(office, [xn.policies.TimeLimit(), xn.policies.ABCover()])
    assert 0.7 in reforms[0].sliders["factor"] and 10 < len(points_of(reforms)) <= 150


def test_no_slider_stops_where_the_office_refuses():
    """At the county centre a promise cut too far contradicts its warnings, and collating has no lead: no such value is in the grid."""
    office = load(scenarios()["county_centre"])
    limit, parallel = plan_of(office, [xn.policies.TimeLimit(), xn.policies.ParallelApproval()])
    assert fits(office, [xn.policies.TimeLimit(factor=0.05)]) is not None and len(limit.sliders["factor"]) == 5
    for reform in (limit, parallel):
        assert [fits(office, [reform.at(setting)]) for setting in reform.settings] == [None] * len(reform.settings)


@pytest.mark.parametrize("words", [("time_limit.factor",), ("time_limit.fcator=1",), ("time_limt.factor=1",), ("time_limit.factor=7",), ("time_limit.factor=x",)])
def test_a_wrong_grid_is_refused(made, words):
    """Every wrong value of --grid is said with the way out."""
    with pytest.raises(InputError):
        plan_of(load(made.with_name("office.yaml")), [xn.policies.TimeLimit()], words)


def test_a_scenario_alone_does_not_say_what_to_try(xnsim, office):
    """Exit code 2 and the option to use, in both languages."""
    assert xnsim("handout", "office.yaml")[0] == 2
    code, _, err = xnsim("handout", "office.yaml", "--lang", "en")
    assert code == 2 and "--policy" in err


def test_a_study_says_what_to_try(xnsim, office):
    """The reforms of a study are the page's; a file of somebody else's is not written over."""
    code, out, _ = xnsim("handout", "study.yaml", "--engine", "lists", "--replications", "2")
    assert code == 0 and "handout.html" in out
    assert [each["key"] for each in grid_of(office / "handout.html")["reforms"]] == ["time_limit"]
    (office / "letter.html").write_text("mine", encoding="utf-8")
    assert xnsim("handout", "study.yaml", "--out", "letter.html")[0] == 2
    assert (office / "letter.html").read_text(encoding="utf-8") == "mine"


# ---- in a browser ------------------------------------------------------------------------


@pytest.fixture(params=SCREENS)
def opened(request, browser, made):
    """The page opened from the disk on the projector or on a phone; it asks for nothing but itself and complains of nothing."""
    found = Open(browser.new_page(viewport=SCREENS[request.param]))
    found.page.goto(made.as_uri())
    yield found.page
    outside = [url for url in found.asked if not url.startswith(("data:", made.as_uri()))]
    found.page.close()
    assert not outside and not found.errors


@pytest.mark.browser
def test_a_slider_brings_the_figure_of_python(opened, made, tmp_path):
    """Ticked and moved by the keyboard, the page shows the mean that stands in the grid, and snaps to it; nothing is cut off."""
    grid = grid_of(made)
    opened.locator('[data-policy="time_limit"] input[type=checkbox]').focus()
    opened.keyboard.press("Space")
    slider = opened.locator('[data-knob="factor"] input')
    slider.focus()
    opened.keyboard.press("ArrowLeft")
    opened.keyboard.press("ArrowLeft")
    assert opened.locator("#handout").get_attribute("data-point") == "1-0"
    for key in grid["headline"]:
        place = [each["key"] for each in grid["indicators"]].index(key)
        shown = opened.locator(f'.headline[data-indicator="{key}"]')
        mean, low, high = grid["points"]["1-0"]["v"][place]
        assert shown.locator(".number").inner_text() == f"{100 * mean:.1f}%"
        assert f"{100 * low:.1f}% – {100 * high:.1f}%" in shown.inner_text()
    opened.screenshot(path=tmp_path / "handout.png", full_page=True)
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = "[...document.querySelectorAll('h1,h2,td,th,p,label,button,.number,.beside,svg')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1).length"
    assert opened.evaluate(cut) == 0


@pytest.mark.browser
def test_official_and_twin_stand_side_by_side_in_both_languages(opened):
    """The two headlines share a line; the switch turns every word into English and back."""
    boxes = [opened.locator(".headline").nth(k).bounding_box() for k in range(2)]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 2 and boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert opened.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Xnsim Sans SC\"', '效能'))")
    opened.locator("header button").click()
    text = opened.locator("#handout").inner_text().replace("中文", "").replace("现状", "")
    own = [sign for sign in re.sub(r"xnsim compare.*", "", text) if "\u4e00" <= sign <= "\u9fff"]
    assert not own and INDICATORS["on_time_rate"].label.en in text
