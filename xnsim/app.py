"""``xnsim app``: replay, desk and game as pages without any code, served by Voila, on this machine only unless asked otherwise."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from xnsim.fonts import FAMILY, WOFF2
from xnsim.lab import LOCALHOST, STACK, START_S, Lab, LabDidNotStart, free_port
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed

OPENED = Label("已打开:{}\n页面上方可换到回放、试一试、我当主任。关闭:回到这个窗口按 Ctrl-C。",
               "Open at {}\nThe top of the page leads to the replay, the desk and the game. To stop, come back to this window and press Ctrl-C.")
NO_ANSWER = Label("Voila 没有启动;它说:\n{}", "Voila did not start; it says:\n{}")
WAIT = Label("正在打开,请稍候……", "Opening, please wait …")
PAGES = {
    "replay": (Label("回放:看队伍怎样动", "Replay: watch the lines move"), "import xnsim as xn\nxn.replay({office!r}, plays=True)"),
    "desk": (Label("试一试:哪些制度真的管用", "Try it: which reforms really work"), "import xnsim as xn\nxn.explore({office!r})"),
    "game": (Label("我当主任", "I am the director"), "from xnsim.widgets.director_desk import DirectorDesk\nDirectorDesk(lang={lang!r})"),
}
"""What can be opened: each page's name on the screen, and the one call that makes it."""
FIRST = "replay"
THRIFT = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "1000000", "MALLOC_MMAP_THRESHOLD_": "1000000"}
"""Gives back to a Linux system at once what a run no longer needs: every page has a process of its own. Elsewhere it says nothing."""
LEFT_S = 180
"""After so many seconds a kernel whose page was left is ended."""
TEMPLATE = "xnsim"
PAGE = """{{%- extends 'lab/index.html.j2' -%}}
{{%- block notebook_css -%}}
{{{{ super() | replace('https://cdn.jsdelivr.net/npm/', 'data:text/css,') }}}}
<style>
  @font-face {{ font-family: "{family}"; src: url("/voila/static/{file}") format("woff2"); font-display: block; }}
  :root:root {{ --jp-ui-font-family: {stack}; --jp-content-font-family: {stack}; }}
  #rendered_cells {{ padding: 4px 8px 0; }}
  #rendered_cells > div {{ padding: 0; }}
  #rendered_cells .jp-OutputPrompt {{ display: none; }}
  #rendered_cells pre, #rendered_cells button, #rendered_cells input {{ font-family: {stack}; }}
  .xnsim-pages {{ display: flex; gap: 4px; padding: 4px 14px; font: 15px {stack}; background: #f2f5f8; border-bottom: 1px solid #dce1e6; }}
  .xnsim-pages a {{ padding: 4px 14px; border-radius: 6px; color: #1b2733; text-decoration: none; }}
  .xnsim-pages a[aria-current] {{ background: #0072b2; color: #ffffff; }}
  .xnsim-pages a:focus-visible {{ outline: 2px solid #0072b2; outline-offset: 2px; }}
  .jp-OutputArea-output:not(:has(*)):empty {{ display: none; }}
  .jp-OutputArea-output:not(:has(*)) {{ font-size: 0; }}
  .jp-OutputArea-output:not(:has(*))::after {{ content: "{wait}"; font: 15px {stack}; padding: 8px; }}
  #loading {{ font-family: {stack} !important; }}
</style>
{{%- endblock notebook_css -%}}
{{%- block body_header -%}}
{{{{ super() | replace('<div id="loading"', '{nav}<div id="loading"') | replace('Running ' ~ nb_title ~ '...', '{wait}') | replace('text ?? defaultText', '"{wait}"') }}}}
{{%- endblock body_header -%}}
"""
"""Voila's own page without the icons it would fetch from another machine, with the way to the other pages, waiting in the reader's language."""
INDEX = """<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/voila/render/{first}.ipynb"><title>xnsim</title>"""
HERE = """<script>
for (const page of document.querySelectorAll(".xnsim-pages a")) if (location.pathname.endsWith(page.getAttribute("href"))) page.setAttribute("aria-current", "page");
new MutationObserver((_, watch) => {
  const tried = Number(sessionStorage.getItem(location.pathname) ?? 0);
  if (document.querySelector(".xnsim, .widget-button")) { sessionStorage.removeItem(location.pathname); watch.disconnect(); }
  else if (tried < 3 && document.getElementById("rendered_cells")?.textContent.includes("Error displaying widget")) {
    watch.disconnect();
    sessionStorage.setItem(location.pathname, tried + 1);
    location.reload();
  }
}).observe(document.documentElement, { childList: true, subtree: true });
</script>"""
"""Marks the page one is on; a page whose process answered too late for its widgets, as when a whole class opens at once, is asked for again."""


def open_app(scenario: str, host: str = LOCALHOST, port: int | None = None, browser: bool = True, lang: Lang = "zh") -> int:
    """Open the pages of an office in the browser, wait until they are stopped, and return Voila's exit code."""
    with start_app(scenario, host, port, lang) as app:
        return app.until_stopped(OPENED(lang), browser)


def start_app(scenario: str, host: str = LOCALHOST, port: int | None = None, lang: Lang = "zh") -> Lab:
    """Start Voila on the pages of an office and return when it answers; its address is that of the replay.

    ``host`` other than 127.0.0.1 lets other machines see the pages. ``port`` None takes a free one.
    Raises ``LabDidNotStart`` without an answer.
    """
    chosen = port or free_port()
    folder = Path(tempfile.mkdtemp(prefix="xnsim-app-"))
    settings = folder / "settings"
    settings.mkdir()
    pages = write_pages(folder, scenario, lang)
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command(pages, host, chosen), env=environment(settings, lang), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    app = Lab(process, page_at(f"http://{LOCALHOST if host == '0.0.0.0' else host}:{chosen}/", FIRST), folder)
    try:
        _wait_for(app, lang)
    except BaseException:
        app.stop()
        raise
    return app


def page_at(address: str, page: str) -> str:
    """Return where a page is found, from the address of Voila or of another page."""
    return f"{address.split('voila/render/')[0]}voila/render/{page}.ipynb"


def write_pages(folder: Path, scenario: str, lang: Lang) -> Path:
    """Write the pages and what surrounds them into a folder, and return where the pages lie."""
    around = folder / "data" / "voila" / "templates" / TEMPLATE
    around.mkdir(parents=True)
    links = "".join(f'<a href="{name}.ipynb">{printed(title(lang), lang)}</a>' for name, (title, _) in PAGES.items())
    nav = f'<nav class="xnsim-pages">{links}</nav>{HERE}'.replace("'", "\\'")
    (around / "static").mkdir()
    shutil.copyfile(WOFF2, around / "static" / WOFF2.name)
    (around / "conf.json").write_text('{"base_template": "lab"}', encoding="utf-8")
    (around / "index.html.j2").write_text(PAGE.format(stack=STACK, family=FAMILY, file=WOFF2.name, nav=nav, wait=printed(WAIT(lang), lang)), encoding="utf-8")
    (around / "tree.html").write_text(INDEX.format(first=FIRST), encoding="utf-8")
    pages = folder / "pages"
    pages.mkdir()
    for name, (_, code) in PAGES.items():
        (pages / f"{name}.ipynb").write_text(json.dumps(_notebook(code.format(office=scenario, lang=lang))), encoding="utf-8")
    return pages


def command(pages: Path, host: str, port: int) -> list[str]:
    """Return the command that starts Voila on the pages, sources stripped, asking no other machine for anything.

    A page that was left ends its kernel some minutes later: Voila's own farewell is refused by its server.
    """
    return [sys.executable, "-m", "voila", str(pages), "--no-browser", f"--Voila.ip={host}", f"--port={port}", "--strip_sources=True",
            f"--template={TEMPLATE}", "--classic-tree", f"--MappingKernelManager.cull_idle_timeout={LEFT_S}",
            f"--MappingKernelManager.cull_interval={LEFT_S // 2}"]


def environment(settings: Path, lang: Lang) -> dict[str, str]:
    """Return the environment of Voila: none of the user's own settings, text in UTF-8, boards in the language asked for."""
    return {**THRIFT, **os.environ, "JUPYTER_CONFIG_DIR": str(settings),
            "JUPYTER_PATH": os.pathsep.join(filter(None, [str(settings.with_name("data")), os.environ.get("JUPYTER_PATH")])), "PYTHONUTF8": "1", "XNSIM_LANG": lang}


def _notebook(code: str) -> dict[str, object]:
    cell = {"cell_type": "code", "execution_count": None, "id": "page", "metadata": {}, "outputs": [], "source": code}
    return {"cells": [cell], "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}


def _wait_for(app: Lab, lang: Lang) -> None:
    """Return once Voila's port answers; the page itself is rendered when it is asked for. No proxy is asked."""
    ask = build_opener(ProxyHandler({})).open
    until = time.monotonic() + START_S
    while app.process.poll() is None and time.monotonic() < until:
        try:
            ask(app.url.split("voila/render/")[0] + "voila/api/shutdown/none", timeout=2).close()
            return
        except URLError as error:
            if hasattr(error, "code"):      # it answers, though it does not know this address
                return
            time.sleep(0.1)
        except OSError:
            time.sleep(0.1)
    raise LabDidNotStart(NO_ANSWER(lang).format((app.settings / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:]))
