"""``xnsim app`` from the outside: whom it listens to, what it refuses, what its pages are made of, an office of one's own."""

from __future__ import annotations

import json

import pytest
from keyboard import OFFICE
from on_screen import SCREEN, Open

from xnsim.app import PAGES, command, page_at, start_app, write_pages

pytest_plugins = ("keyboard",)

EXPLORE = ".xnsim.explore"


def test_only_this_machine_unless_asked_otherwise(tmp_path):
    """Voila listens on the address it is given, and by default the command gives it 127.0.0.1."""
    from xnsim.commands.app import COMMAND

    assert next(option for option in COMMAND.options() if option.name == "host").default == "127.0.0.1"
    assert "--Voila.ip=127.0.0.1" in command(tmp_path, "127.0.0.1", 8000) and "--strip_sources=True" in command(tmp_path, "127.0.0.1", 8000)


def test_what_is_wrong_is_said_before_it_starts(xnsim, tmp_path):
    """No such office, a broken file, a bad port: exit code 2."""
    (tmp_path / "broken.yaml").write_text("schema: 1\n", encoding="utf-8")
    assert [xnsim("app", *words)[0] for words in (("no_such_office",), ("broken.yaml",), ("county_centre", "--port", "0"))] == [2, 2, 2]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_page_is_one_call_with_a_way_to_the_others(tmp_path, lang):
    """Three notebooks of one cell each; the page around them names all three in the language asked for."""
    pages = write_pages(tmp_path, "office.yaml", lang)
    assert {path.stem for path in pages.glob("*.ipynb")} == set(PAGES)
    assert all(len(json.loads(path.read_text(encoding="utf-8"))["cells"]) == 1 for path in pages.iterdir())
    around = (tmp_path / "data" / "voila" / "templates" / "xnsim" / "index.html.j2").read_text(encoding="utf-8")
    assert all(f'href="{name}.ipynb"' in around for name in PAGES) and ("我当主任" in around) == (lang == "zh")


@pytest.mark.browser
def test_an_office_of_ones_own_moves_its_figures(browser, this_tree, tmp_path):
    """Opened on a file: the headline in Chinese, a key on the slider changes it."""
    (tmp_path / "office.yaml").write_text(OFFICE, encoding="utf-8")
    page = Open(browser.new_page(viewport=SCREEN)).page
    with start_app(str(tmp_path / "office.yaml")) as app:
        page.goto(page_at(app.url, "desk"))
        final = "([at]) => document.querySelector(at)?.dataset.stage === 'final'"
        page.wait_for_function(final, arg=[EXPLORE])
        assert "import xnsim" not in page.content() and "按时办结率" in page.locator(EXPLORE).inner_text()
        shown = f'{EXPLORE} [data-indicator="on_time_rate"][data-alternative="ours"]'
        page.locator(f'{EXPLORE} [data-policy="time_limit"] > label input').check()
        page.wait_for_selector(shown)
        page.wait_for_function(final, arg=[EXPLORE])
        before = float(page.locator(shown).get_attribute("data-mean"))
        page.locator(f'{EXPLORE} [data-policy="time_limit"] [data-knob="factor"] input[type=range]').focus()
        for _ in range(6):
            page.keyboard.press("ArrowRight")     # two working days promised again, not one
        better = "([at, shown, before]) => document.querySelector(at).dataset.stage === 'final' && Number(document.querySelector(shown).dataset.mean) > before"
        page.wait_for_function(better, arg=[EXPLORE, shown, before])
