"""``xnsim lab``: JupyterLab with the lessons, in Chinese, bound to this machine, silent about news."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from xnsim.commands.declare import Argument, Command, Option, whole
from xnsim.commands.screen import say
from xnsim.labels import Label, Lang

LESSONS = Path(__file__).resolve().parents[2] / "notebooks"
ABSENT = Label("没有安装 jupyterlab;请运行 pip install jupyterlab jupyterlab-language-pack-zh-CN。",
               "jupyterlab is not installed; run pip install jupyterlab jupyterlab-language-pack-zh-CN.")
OPENS = Label("正在打开 {}。关闭:回到这个窗口按 Ctrl-C。", "Opening {}. To stop, come back to this window and press Ctrl-C.")
LOCALE = "@jupyterlab/translation-extension/plugin.jupyterlab-settings"
NEWS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"


def lab(lang: Lang, folder: str | None, port: int | None, no_browser: bool) -> int:
    """Start JupyterLab on a folder of notebooks and wait until it is stopped."""
    if find_spec("jupyterlab") is None:
        say(lang, ABSENT(lang))
        return 1
    place = Path(folder) if folder else lessons()
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="xnsim-lab-", ignore_cleanup_errors=True) as settings:
        write_settings(Path(settings), lang)
        say(lang, OPENS(lang).format(place))
        return _wait(subprocess.Popen(typed(place, port, no_browser), env={**os.environ, "JUPYTERLAB_SETTINGS_DIR": settings, "PYTHONUTF8": "1"}))


def lessons() -> Path:
    """Return the folder of the lessons: the repository's, or a copy here when only a package is installed."""
    here = Path.cwd() / "notebooks"
    return LESSONS if LESSONS.is_dir() else here


def typed(place: Path, port: int | None, no_browser: bool) -> list[str]:
    """Return the command that starts JupyterLab, bound to this machine only."""
    words = [sys.executable, "-m", "jupyterlab", str(place), "--ServerApp.ip=127.0.0.1"]
    words += [f"--ServerApp.port={port}"] if port else []
    return words + (["--no-browser"] if no_browser else [])


def write_settings(settings: Path, lang: Lang) -> None:
    """Write the two settings: the language, and no questions about news; the user's own stay untouched."""
    said = {NEWS: {"fetchNews": "false", "checkForUpdates": False}, LOCALE: {"locale": "zh_CN" if lang == "zh" else "default"}}
    for name, values in said.items():
        path = settings / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")


def _wait(server: subprocess.Popen[bytes]) -> int:
    """Wait; Ctrl-C reaches the server too, which asks or ends by itself."""
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            continue


COMMAND = Command(
    "lab",
    Label("打开 JupyterLab 和课件(中文界面,只在本机可见)。", "Open JupyterLab with the lessons (visible on this machine only)."),
    lab,
    (Argument("folder", "FOLDER", Label("笔记本所在的文件夹,默认是课件", "a folder of notebooks, by default the lessons"), "?"),
     Option("port", "--port", Label("端口", "the port"), "N", whole(1, 65535)),
     Option("no_browser", "--no-browser", Label("不自动打开浏览器", "open no browser"))),
    ("xnsim lab",),
)
