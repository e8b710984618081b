"""``xnsim lab``: JupyterLab on a lesson, in Chinese, on this machine only, without news, without the user's own settings.

Everything that JupyterLab would read or write about its user lies in a folder made for this one
start: language, panels, the typeface. The user's own settings are neither used nor changed.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from xnsim.fonts import FAMILY, WOFF2
from xnsim.labels import Label, Lang

LESSONS = Path(__file__).resolve().parents[1] / "notebooks"
LOCALHOST = "127.0.0.1"
START_S, STOP_S = 60.0, 10.0

ABSENT = Label("没有笔记本 {};请检查路径。", "there is no notebook {}; please check the path.")
NO_ANSWER = Label("JupyterLab 没有启动;它说:\n{}", "JupyterLab did not start; it says:\n{}")
OPENED = Label("课件已打开:{}\n关闭:回到这个窗口按 Ctrl-C。", "The lesson is open at {}\nTo stop, come back to this window and press Ctrl-C.")

SETTINGS: dict[str, dict[str, object]] = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "apputils-extension/sessionDialogs": {"skipKernelRestartDialog": True},
    "application-extension/shell": {"startMode": "single"},
    "notebook-extension/tracker": {"autoStartDefaultKernel": True, "windowingMode": "none", "scrollPastEnd": False},
}
"""What the class room needs: no news, one document on the screen, no bars where code is folded away, no empty page after the last line."""

STYLE = """\
@font-face {{ font-family: "{family}"; src: url("{file}") format("woff2"); font-display: block; }}
:root:root {{
  --jp-ui-font-family: {stack};
  --jp-content-font-family: {stack};
  --jp-code-font-family-default: Consolas, Menlo, "DejaVu Sans Mono", "{family}", monospace;
  --jp-content-font-size1: 15px;
}}
.jp-CodeCell .jp-InputPlaceholder {{ min-height: 0; }}
.jp-CodeCell .jp-InputPlaceholder .jp-Placeholder-content {{ padding: 0 6px; border-color: transparent; background: none; line-height: 16px; }}
.jp-CodeCell .jp-InputPlaceholder .jp-Placeholder-content > * {{ display: none; }}
.jp-CodeCell .jp-InputPlaceholder .jp-Placeholder-content::before {{ content: "{code}"; font-size: 11px; color: #8b96a0; }}
.jp-CodeCell .jp-InputPlaceholder .jp-Placeholder-prompt {{ padding: 0; }}
"""
CODE = Label("展开代码", "show code")
STACK = f'"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "{FAMILY}", system-ui, sans-serif'


class LabDidNotStart(RuntimeError):
    """JupyterLab ended, or did not answer in time; says what it wrote."""


@dataclass
class Lab:
    """A running JupyterLab: its address with the key to it, and the folder of its settings."""

    process: subprocess.Popen[bytes]
    url: str
    settings: Path

    def stop(self) -> None:
        """End it with its kernels, and remove its settings."""
        self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.settings, ignore_errors=True)

    def until_stopped(self, opened: str, browser: bool) -> int:
        """Say where it is open (in the browser too, if wished), wait until it is stopped, and return its exit code; 0 after Ctrl-C."""
        print(opened.format(self.url), flush=True)
        if browser:
            webbrowser.open(self.url)
        try:
            return self.process.wait()
        except KeyboardInterrupt:
            return 0

    def __enter__(self) -> Lab:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def open_lab(path: str | Path | None = None, port: int | None = None, browser: bool = True, lang: Lang = "zh") -> int:
    """Open a notebook (default: the first lesson) in JupyterLab, wait until it is stopped, and return its exit code."""
    with start_lab(first_lesson() if path is None else path, port, lang) as lab:
        return lab.until_stopped(OPENED(lang), browser)


def first_lesson() -> Path:
    """Return the first lesson that comes with xnsim."""
    return next(iter(sorted(LESSONS.glob("*.ipynb"))), LESSONS / "01.ipynb")


def start_lab(path: str | Path, port: int | None = None, lang: Lang = "zh", expose: bool = False) -> Lab:
    """Start JupyterLab on one notebook, bound to this machine, and return when it answers.

    ``port`` None takes a free one. ``expose`` lets a test reach the application from the page.
    Raises ``FileNotFoundError`` without the notebook and ``LabDidNotStart`` without an answer.
    """
    notebook = Path(path).resolve()
    if not notebook.is_file():
        raise FileNotFoundError(ABSENT(lang).format(path))
    chosen, token = port or free_port(), secrets.token_urlsafe(24)
    settings = write_settings(Path(tempfile.mkdtemp(prefix="xnsim-lab-")), lang)
    with (settings / "log.txt").open("wb") as log:
        process = subprocess.Popen(command(notebook.parent, chosen, expose), env=environment(settings, token, lang), stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=subprocess.STDOUT)
    lab = Lab(process, f"http://{LOCALHOST}:{chosen}/doc/tree/{quote(notebook.name)}?token={token}", settings)
    try:
        _wait_for(lab, f"http://{LOCALHOST}:{chosen}/api/status?token={token}", lang)
    except BaseException:
        lab.stop()
        raise
    return lab


def command(folder: Path, port: int, expose: bool = False) -> list[str]:
    """Return the command that starts JupyterLab, bound to this machine only and asking no other."""
    words = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", f"--ServerApp.ip={LOCALHOST}", f"--ServerApp.port={port}",
             "--ServerApp.port_retries=0", "--no-browser", "--LabApp.custom_css=True", "--LabApp.extension_manager=readonly"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    return [*words, "--LabApp.expose_app_in_browser=True"] if expose else words


def environment(settings: Path, token: str, lang: Lang = "zh") -> dict[str, str]:
    """Return the environment of JupyterLab: all settings from one folder, all text in UTF-8, the boards of the lessons in the language of the menus."""
    return {**os.environ, "JUPYTER_CONFIG_DIR": str(settings), "JUPYTERLAB_SETTINGS_DIR": str(settings / "user"),
            "JUPYTERLAB_WORKSPACES_DIR": str(settings / "workspaces"), "JUPYTER_TOKEN": token, "PYTHONUTF8": "1", "XNSIM_LANG": lang}


def write_settings(folder: Path, lang: Lang = "zh") -> Path:
    """Write into a folder what JupyterLab reads at its start: language, silence about news, panels, typeface."""
    chosen = {**SETTINGS, "translation-extension/plugin": {"locale": "zh_CN" if lang == "zh" else "en"}}
    for name, values in chosen.items():
        path = folder / "user" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    custom = folder / "custom"
    custom.mkdir(exist_ok=True)
    shutil.copyfile(WOFF2, custom / WOFF2.name)
    (custom / "custom.css").write_text(STYLE.format(family=FAMILY, file=WOFF2.name, stack=STACK, code=CODE(lang)), encoding="utf-8")
    return folder


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as found:
        found.bind((LOCALHOST, 0))
        return found.getsockname()[1]


def _wait_for(lab: Lab, address: str, lang: Lang) -> None:
    """Return once the server answers to our key, which another one on the port would not; no proxy is asked."""
    ask = build_opener(ProxyHandler({})).open
    until = time.monotonic() + START_S
    while lab.process.poll() is None and time.monotonic() < until:
        try:
            ask(address, timeout=2).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise LabDidNotStart(NO_ANSWER(lang).format((lab.settings / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:]))
