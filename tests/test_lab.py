"""JupyterLab as the class room gets it: on this machine only, in Chinese, silent about news, nobody's settings touched."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from xnsim import lab
from xnsim.fonts import FAMILY, WOFF2


def test_it_is_bound_to_this_machine():
    """The server listens on 127.0.0.1 and opens no browser by itself; the key is not on the command line."""
    words = lab.command(lab.LESSONS, 8899)
    assert "--ServerApp.ip=127.0.0.1" in words and "--ServerApp.port=8899" in words and "--no-browser" in words
    assert not any("token" in word.lower() for word in words)


@pytest.mark.parametrize(("lang", "locale"), [("zh", "zh_CN"), ("en", "en")])
def test_the_settings_say_language_and_silence(tmp_path, lang, locale):
    """Language, no news, no question about updates stand where JupyterLab looks for them."""
    folder = lab.write_settings(tmp_path, lang) / "user" / "@jupyterlab"
    said = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.rglob("*.jupyterlab-settings")}
    assert said["plugin"] == {"locale": locale}
    assert said["notification"] == {"fetchNews": "false", "checkForUpdates": False}


def test_the_page_gets_our_typeface(tmp_path):
    """Beside the style stands the font it names, so that menus and prose have Chinese on a bare machine."""
    custom = lab.write_settings(tmp_path) / "custom"
    assert (custom / WOFF2.name).read_bytes() == WOFF2.read_bytes()
    style = (custom / "custom.css").read_text(encoding="utf-8")
    assert f'"{FAMILY}"' in style and WOFF2.name in style and "{" + "{" not in style


def test_the_users_own_settings_stay_out(tmp_path):
    """Every folder that JupyterLab reads or writes for its user is ours; the rest of the environment is kept."""
    found = lab.environment(tmp_path, "secret")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
        assert found[name].startswith(str(tmp_path))
    assert found["JUPYTER_TOKEN"] == "secret" and found["PYTHONUTF8"] == "1" and found.get("PATH") == os.environ.get("PATH")
    assert found["XNSIM_LANG"] == "zh" and lab.environment(tmp_path, "secret", "en")["XNSIM_LANG"] == "en"


def test_the_first_lesson_is_found():
    """Without a path the first lesson opens."""
    assert lab.first_lesson().name.startswith("01_")


def test_a_missing_notebook_is_told(tmp_path):
    """A path without a notebook ends before any server is started."""
    with pytest.raises(FileNotFoundError, match="没有笔记本"):
        lab.start_lab(tmp_path / "none.ipynb")


def test_it_starts_answers_and_leaves_nothing_behind():
    """A start gives an address on this machine with the lesson in it; after the end its settings are gone."""
    with lab.start_lab(lab.first_lesson()) as running:
        address = urlsplit(running.url)
        assert address.hostname == "127.0.0.1" and unquote(address.path).endswith(lab.first_lesson().name) and running.settings.is_dir()
    assert running.process.poll() is not None and not running.settings.exists()


def test_a_port_in_use_is_told(tmp_path):
    """When JupyterLab cannot start, its own words are passed on."""
    with lab.start_lab(lab.first_lesson()) as running:
        port = urlsplit(running.url).port
        with pytest.raises(lab.LabDidNotStart, match=str(port)):
            lab.start_lab(lab.first_lesson(), port=port)


def test_jupyterlab_knows_every_setting_of_the_class_room():
    """A name that JupyterLab does not know would make it put aside all settings beside it, and hide boxes out of sight."""
    schemas = Path(sys.prefix, "share", "jupyter", "lab", "schemas", "@jupyterlab")
    if not schemas.is_dir():
        pytest.skip("JupyterLab is not installed in this environment")
    for plugin, values in lab.SETTINGS.items():
        known = json.loads(schemas.joinpath(f"{plugin}.json").read_text(encoding="utf-8"))["properties"]
        assert set(values) <= set(known), plugin
