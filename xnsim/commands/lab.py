"""``xnsim lab``: JupyterLab with the lessons, on this machine only."""

from __future__ import annotations

import socket
from importlib.util import find_spec

from xnsim.commands.declare import Argument, Command, Option, whole
from xnsim.commands.screen import whisper
from xnsim.labels import Label, Lang
from xnsim.scenario.problems import InputError, Problem

ABSENT = Label("没有安装 jupyterlab;请运行 pip install jupyterlab jupyterlab-language-pack-zh-CN。",
               "jupyterlab is not installed; run pip install jupyterlab jupyterlab-language-pack-zh-CN.")
TAKEN = Label("这个端口已被占用,或不许使用;请换一个,或不写 --port,由程序自选", "this port is taken or not allowed; name another, or leave --port out and a free one is chosen")
NO_NOTEBOOK = Label("没有这个笔记本;请检查路径。课件在源码文件夹的 notebooks/ 里", "there is no such notebook; check the path. The lessons are in notebooks/ of the source folder")


def lab(lang: Lang, notebook: str | None, port: int | None, no_browser: bool) -> int:
    """Open a notebook, by default the first lesson, and wait until JupyterLab is stopped."""
    from xnsim.lab import LabDidNotStart, first_lesson, open_lab

    if find_spec("jupyterlab") is None:
        whisper(lang, ABSENT(lang))
        return 1
    if port is not None and taken(port):
        raise InputError([Problem("--port", TAKEN)])
    chosen = first_lesson() if notebook is None else notebook
    try:
        return open_lab(chosen, port, not no_browser, lang)
    except FileNotFoundError:
        raise InputError([Problem(str(chosen), NO_NOTEBOOK)]) from None
    except LabDidNotStart as silent:
        whisper(lang, str(silent))
        return 1


def taken(port: int) -> bool:
    """Say whether somebody listens on a port of this machine, or it may not be used."""
    with socket.socket() as asked:
        try:
            asked.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


COMMAND = Command(
    "lab",
    Label("打开 JupyterLab 和课件(中文界面,只在本机可见)。", "Open JupyterLab with the lessons (visible on this machine only)."),
    lab,
    (Argument("notebook", "NOTEBOOK", Label("打开哪个笔记本,默认第一课", "which notebook, by default the first lesson"), "?"),
     Option("port", "--port", Label("端口(默认自选)", "the port (default: any free one)"), "N", whole(1, 65535)),
     Option("no_browser", "--no-browser", Label("不自动打开浏览器,只给出地址", "open no browser, only tell the address"))),
    ("xnsim lab", "xnsim lab my_notebook.ipynb"),
)
