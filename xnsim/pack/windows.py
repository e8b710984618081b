"""Fills a folder for a USB stick: wheels for Windows, start scripts, lessons, scenarios, the typeface, and how to begin."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from xnsim.fonts import LICENSE, TTF
from xnsim.labels import Label
from xnsim.pack.closure import PYTHON, unresolved
from xnsim.presets import folder as scenarios_folder
from xnsim.scenario.problems import InputError, Problem

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 6                  # how often requirements that only Windows has are fetched, each bringing its own
NO_SOURCE = Label("打包要在源码文件夹里进行(要有 pyproject.toml 和 notebooks)", "pack from the source folder (pyproject.toml and notebooks are needed)")
OCCUPIED = Label("文件夹里已有别的东西;请换一个空文件夹", "the folder holds something else; name an empty one")
README = "README.txt"
MARK = "xnsim 效能仿真 USB"

TEXT = f"""{MARK}

一、要求:64 位 Windows 10 或 11,并先装好 Python {PYTHON}(64 位)。安装程序要在有网络的地方从 python.org 下载好
   ({PYTHON} 最后一个带 Windows 安装程序的版本是 3.11.9:python-3.11.9-amd64.exe),放进本文件夹;双击,照默认安装。
二、双击 1-install.bat 安装到 %LOCALAPPDATA%\\xnsim,不联网,约两三分钟。
三、双击 2-lessons.bat 打开课件(放在个人文件夹的 xnsim-notebooks,改过的不会被盖掉);3-demo.bat 看演示,算完打开网页;
   4-app.bat 打开没有代码的三页;5-commands.bat 打开可以输入 xnsim 命令的窗口。
四、notebooks 是课件,scenarios 是情景文件,fonts 是字体(一般不必装)。
说明:本文件夹的组件已逐一核对能在 64 位 Windows 上安装;脚本本身没有在 Windows 上运行过。

1. You need 64-bit Windows 10 or 11 with Python {PYTHON} (64 bit) installed first. Fetch its installer from python.org where there is
   a network (3.11.9 is the last of {PYTHON} with one for Windows: python-3.11.9-amd64.exe), put it into this folder, double-click it
   and keep its defaults.
2. Double-click 1-install.bat: installs to %LOCALAPPDATA%\\xnsim without a network, two or three minutes.
3. Double-click 2-lessons.bat for the lessons (kept in xnsim-notebooks of your own folder; what you changed is not written over),
   3-demo.bat for a demonstration that ends in a page, 4-app.bat for three pages without code, 5-commands.bat for a window that
   takes xnsim commands.
4. notebooks holds the lessons, scenarios the offices, fonts the typeface (rarely needed).
Every package here was checked to resolve for 64-bit Windows; the scripts themselves were not run on Windows.
"""
SCRIPTS = {
    "1-install.bat": (f'py -{PYTHON} -m venv "%LOCALAPPDATA%\\xnsim" || goto failed',
                      '"%LOCALAPPDATA%\\xnsim\\Scripts\\python.exe" -m pip install --no-index --find-links "%~dp0wheels" xnsim || goto failed', "echo OK", "pause",
                      "exit /b 0", ":failed", f"echo Not installed. Install Python {PYTHON} (64 bit) first, then try again; see README.txt", 'start "" "%~dp0README.txt"', "pause", "exit /b 1"),
    "2-lessons.bat": ('xcopy /D /E /I /Y "%~dp0notebooks" "%USERPROFILE%\\xnsim-notebooks" >nul',
                      'for %%f in ("%USERPROFILE%\\xnsim-notebooks\\01*.ipynb") do "%LOCALAPPDATA%\\xnsim\\Scripts\\xnsim.exe" lab "%%f"', "pause"),
    "3-demo.bat": ('cd /d "%USERPROFILE%"', '"%LOCALAPPDATA%\\xnsim\\Scripts\\xnsim.exe" demo && start "" xnsim-demo\\comparison.html', "pause"),
    "4-app.bat": ('"%LOCALAPPDATA%\\xnsim\\Scripts\\xnsim.exe" app', "pause"),
    "5-commands.bat": ('cd /d "%USERPROFILE%"', 'set "PATH=%LOCALAPPDATA%\\xnsim\\Scripts;%PATH%"', "cmd /k xnsim --help"),
}

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


class NotFetched(RuntimeError):
    """pip could not fetch or build something; carries its last words."""


def pip(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run pip with these words and return what it said."""
    return subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words], capture_output=True, text=True, check=False)


def pack_windows(out: Path, run: Run = pip) -> list[str]:
    """Fill a folder with all that a Windows PC needs, and return the names of its wheels.

    Raises ``InputError`` for a folder that holds something else, and ``NotFetched`` when pip cannot fetch a wheel.
    """
    if not (ROOT / "pyproject.toml").is_file() or not (ROOT / "notebooks").is_dir():
        raise InputError([Problem(str(ROOT), NO_SOURCE)])
    if out.is_dir() and any(out.iterdir()) and not _is_ours(out):
        raise InputError([Problem(str(out), OCCUPIED)])
    wheels = out / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    (out / README).write_text(TEXT.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    _asked(run, ["wheel", "--no-deps", "-w", str(wheels), str(ROOT)])
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    _fetch(run, wheels, wanted)
    _copy(out)
    return sorted(path.name for path in wheels.glob("*.whl"))


def _fetch(run: Run, wheels: Path, wanted: list[str]) -> None:
    """Fetch wheels until every requirement that Windows reads in them is met."""
    asked = unresolved(wheels, wanted)
    for _ in range(ROUNDS):
        if not asked:
            return
        _asked(run, ["download", "--only-binary=:all:", "--platform", "win_amd64", "--implementation", "cp", "--python-version", PYTHON, "-d", str(wheels), *asked])
        asked = unresolved(wheels, wanted)
    if asked:
        raise NotFetched(", ".join(asked))


def _asked(run: Run, words: Sequence[str]) -> None:
    done = run(words)
    if done.returncode:
        raise NotFetched("\n".join(done.stderr.strip().splitlines()[-4:]))


def _copy(out: Path) -> None:
    for name, lines in SCRIPTS.items():
        (out / name).write_text("\r\n".join(["@echo off", "chcp 65001 >nul", "set PYTHONUTF8=1", *lines, ""]), encoding="ascii", newline="")
    shutil.copytree(ROOT / "notebooks", out / "notebooks", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copytree(scenarios_folder(), out / "scenarios", dirs_exist_ok=True)
    (out / "fonts").mkdir(exist_ok=True)
    for path in (TTF, LICENSE):
        shutil.copy(path, out / "fonts")


def _is_ours(out: Path) -> bool:
    readme = out / README
    return readme.is_file() and MARK in readme.read_text(encoding="utf-8-sig")
