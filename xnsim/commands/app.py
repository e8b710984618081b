"""``xnsim app``: replay, desk and game as pages without code, on this machine only unless asked otherwise."""

from __future__ import annotations

from importlib.util import find_spec

from xnsim.commands.declare import Argument, Command, Option, whole
from xnsim.commands.lab import TAKEN, taken
from xnsim.commands.screen import whisper
from xnsim.labels import Label, Lang
from xnsim.presets import scenario_file
from xnsim.scenario.problems import InputError, Problem

ABSENT = Label("没有安装 voila;请运行 pip install voila。", "voila is not installed; run pip install voila.")
SEEN = Label("注意:同一网络里的人都能打开这一页,没有密码。", "Mind: everybody on the same network can open this page; there is no password.")
LOCAL = "127.0.0.1"
USUAL = "county_centre"


def app(lang: Lang, scenario: str | None, host: str, port: int | None, no_browser: bool) -> int:
    """Open the pages of an office, by default the county centre, and wait until they are stopped."""
    from xnsim.app import open_app
    from xnsim.lab import LabDidNotStart
    from xnsim.scenario import load

    path = scenario_file(scenario or USUAL)
    load(path)      # what is wrong with the file is said here, not on the page
    if find_spec("voila") is None:
        whisper(lang, ABSENT(lang))
        return 1
    if port is not None and taken(port):
        raise InputError([Problem("--port", TAKEN)])
    if host != LOCAL:
        whisper(lang, SEEN(lang))
    try:
        return open_app(str(path.resolve()), host, port, not no_browser, lang)
    except LabDidNotStart as silent:
        whisper(lang, str(silent))
        return 1


COMMAND = Command(
    "app",
    Label("把回放、教员的桌面和「我当主任」打开成网页(没有代码,默认只在本机可见)。",
          "Open the replay, the trainer's desk and the game as pages without code (visible on this machine only by default)."),
    app,
    (Argument("scenario", "FILE", Label("情景文件或自带情景的名字,默认 county_centre", "a scenario file or the name of one, by default county_centre"), "?"),
     Option("host", "--host", Label("给谁看:127.0.0.1 只有本机(默认),0.0.0.0 为同一网络", "who sees it: 127.0.0.1 this machine only (default), 0.0.0.0 the whole network"), "ADDRESS", str, LOCAL),
     Option("port", "--port", Label("端口(默认自选)", "the port (default: any free one)"), "N", whole(1, 65535)),
     Option("no_browser", "--no-browser", Label("不自动打开浏览器,只给出地址", "open no browser, only tell the address"))),
    ("xnsim app", "xnsim app single_window"),
)
