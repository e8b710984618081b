"""``xnsim pack``: a folder for a USB stick, for Windows PCs without the internet."""

from __future__ import annotations

from pathlib import Path

from xnsim.commands.declare import Argument, Command, Option
from xnsim.commands.places import check_places
from xnsim.commands.screen import say, whisper
from xnsim.labels import Label, Lang
from xnsim.scenario.problems import InputError, Problem

NEEDED = Label("请写 --windows:目前只为 64 位 Windows 打包", "write --windows: at present it packs for 64-bit Windows only")
WORKING = Label("正在取 64 位 Windows 用的组件,约 200 MB,要联网……", "Fetching the packages for 64-bit Windows, about 200 MB; this needs a network …")
FAILED = Label("组件没有取到:多半是没有联网,或代理不通。pip 的话:\n{}", "The packages were not fetched: most likely there is no network, or a proxy refuses. pip says:\n{}")
DONE = Label("已打包到 {0}:{1} 个组件,共 {2:.0f} MB,全部能在 64 位 Windows 上安装,没有要编译的。没有在 Windows 上运行过。",
             "Packed in {0}: {1} wheels, {2:.0f} MB, all of which resolve on 64-bit Windows, none to be built. Not run on Windows.")


def pack(lang: Lang, out: str, windows: bool) -> int:
    """Fill the folder and say what is in it."""
    from xnsim.pack import NotFetched, pack_windows

    if not windows:
        raise InputError([Problem("--windows", NEEDED)])
    check_places({}, ("OUT", out))
    whisper(lang, WORKING(lang))
    try:
        wheels = pack_windows(Path(out))
    except NotFetched as error:
        whisper(lang, FAILED(lang).format(error))
        return 1
    size = sum(path.stat().st_size for path in Path(out).rglob("*") if path.is_file()) / 1e6
    say(lang, DONE(lang).format(out, len(wheels), size))
    return 0


COMMAND = Command(
    "pack",
    Label("打包到U盘:Windows 用的全部组件、启动脚本、课件、情景和字体;没有互联网的教室双击安装。",
          "Pack for a USB stick: all packages for Windows, start scripts, lessons, scenarios and the typeface; installs without the internet."),
    pack,
    (Argument("out", "OUT", Label("放在哪个文件夹", "the folder to fill")),
     Option("windows", "--windows", Label("为 64 位 Windows 打包", "pack for 64-bit Windows"))),
    ("xnsim pack --windows usb",),
)
