"""``xnsim app``: the trainer's desk as a page without any code, served by Voila, on this machine only unless asked otherwise."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import webbrowser
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from xnsim.lab import LOCALHOST, START_S, Lab, LabDidNotStart, free_port
from xnsim.labels import Label, Lang

OPENED = Label("桌面已打开:{}\n关闭:回到这个窗口按 Ctrl-C。", "The desk is open at {}\nTo stop, come back to this window and press Ctrl-C.")
NO_ANSWER = Label("Voila 没有启动;它说:\n{}", "Voila did not start; it says:\n{}")
NOTEBOOK = "desk.ipynb"
TEMPLATE = "xnsim"
PAGE = """{%- extends 'lab/index.html.j2' -%}
{%- block notebook_css -%}
{{ super() | replace('https://cdn.jsdelivr.net/npm/', 'data:text/css,') }}
{%- endblock notebook_css -%}
"""
"""Voila's own page without the icons it would fetch from another machine."""


def open_app(scenario: str, host: str = LOCALHOST, port: int | None = None, browser: bool = True, lang: Lang = "zh") -> int:
    """Open the desk of an office in the browser, wait until it is stopped, and return Voila's exit code."""
    with start_app(scenario, host, port, lang) as app:
        print(OPENED(lang).format(app.url), flush=True)
        if browser:
            webbrowser.open(app.url)
        try:
            return app.process.wait()
        except KeyboardInterrupt:
            return 0


def start_app(scenario: str, host: str = LOCALHOST, port: int | None = None, lang: Lang = "zh") -> Lab:
    """Start Voila on a page with the desk of an office and return when it answers.

    ``host`` other than 127.0.0.1 lets other machines see the page. ``port`` None takes a free one.
    Raises ``LabDidNotStart`` without an answer.
    """
    chosen = port or free_port()
    folder = Path(tempfile.mkdtemp(prefix="xnsim-app-"))
    (folder / NOTEBOOK).write_text(json.dumps(_notebook(scenario)), encoding="utf-8")
    settings = folder / "settings"
    settings.mkdir()
    page = folder / "data" / "voila" / "templates" / TEMPLATE
    page.mkdir(parents=True)
    (page / "conf.json").write_text('{"base_template": "lab"}', encoding="utf-8")
    (page / "index.html.j2").write_text(PAGE, encoding="utf-8")
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command(folder, host, chosen), env=environment(settings, lang), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    app = Lab(process, f"http://{LOCALHOST if host == '0.0.0.0' else host}:{chosen}/", folder)
    try:
        _wait_for(app, lang)
    except BaseException:
        app.stop()
        raise
    return app


def command(folder: Path, host: str, port: int) -> list[str]:
    """Return the command that starts Voila on the desk, sources stripped, asking no other machine for anything."""
    return [sys.executable, "-m", "voila", str(folder / NOTEBOOK), "--no-browser", f"--Voila.ip={host}", f"--port={port}", "--strip_sources=True",
            f"--template={TEMPLATE}"]


def environment(settings: Path, lang: Lang) -> dict[str, str]:
    """Return the environment of Voila: none of the user's own settings, text in UTF-8, boards in the language asked for."""
    return {**os.environ, "JUPYTER_CONFIG_DIR": str(settings),
            "JUPYTER_PATH": os.pathsep.join(filter(None, [str(settings.with_name("data")), os.environ.get("JUPYTER_PATH")])), "PYTHONUTF8": "1", "XNSIM_LANG": lang}


def _notebook(scenario: str) -> dict[str, object]:
    cell = {"cell_type": "code", "execution_count": None, "id": "desk", "metadata": {}, "outputs": [],
            "source": f"import xnsim as xn\nxn.explore({scenario!r})"}
    return {"cells": [cell], "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}


def _wait_for(app: Lab, lang: Lang) -> None:
    """Return once Voila's port answers; the page itself is rendered when it is asked for. No proxy is asked."""
    ask = build_opener(ProxyHandler({})).open
    until = time.monotonic() + START_S
    while app.process.poll() is None and time.monotonic() < until:
        try:
            ask(app.url + "voila/api/shutdown/none", timeout=2).close()
            return
        except URLError as error:
            if hasattr(error, "code"):      # it answers, though it does not know this address
                return
            time.sleep(0.1)
        except OSError:
            time.sleep(0.1)
    raise LabDidNotStart(NO_ANSWER(lang).format((app.settings / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:]))
