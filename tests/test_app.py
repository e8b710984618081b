"""The desk as a page: it opens, shows no code, asks nobody, and a slider moves its figures."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from keyboard import OFFICE

from xnsim.app import command, start_app

pytest_plugins = ("keyboard",)

ROOT = Path(__file__).parents[1]
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
WAIT_MS = 240_000
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


@pytest.mark.browser
def test_the_desk_opens_without_code_and_its_slider_moves_the_figure(tmp_path):
    """Opened in a browser: no code, the headline in Chinese, a key on the slider changes it, nothing asked of another machine."""
    if CHROMIUM is None:
        pytest.skip("no Chromium or Chrome is installed on this machine")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    (tmp_path / "office.yaml").write_text(OFFICE, encoding="utf-8")
    asked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))
        with start_app(str(tmp_path / "office.yaml")) as app, sync_api.sync_playwright() as play:
            with play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser:
                page = browser.new_page(viewport={"width": 1366, "height": 768})
                page.set_default_timeout(WAIT_MS)
                page.on("request", lambda request: asked.append(request.url))
                page.goto(app.url)
                page.wait_for_selector(f"{EXPLORE} .headline")
                final = "([at]) => document.querySelector(at)?.dataset.stage === 'final'"
                page.wait_for_function(final, arg=[EXPLORE])
                assert page.locator(".jp-InputArea:visible, .CodeMirror:visible, .cm-content:visible").count() == 0
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
                page.screenshot(path=tmp_path / "app.png")
    outside = [url for url in asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"]
    assert len(asked) > 5 and not outside
