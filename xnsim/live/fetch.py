"""Fetches what the page needs from the public registries when it is built: Pyodide by npm, a few wheels by pip. Nothing of it is kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

from xnsim.labels import Label
from xnsim.scenario.problems import InputError, Problem

PYODIDE = "314.0.7"
PYTHON, PLATFORM = "3.14", "pyemscripten_2026_0_wasm32"
WHEELS = ("pydantic", "simpy")
"""What the rooms in the page import besides this package; pip adds what these need."""
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
MINUTES = 10

FLAG = "--pyodide"
NO_NPM = Label("这台机器没有 npm;请安装 Node.js(自带 npm),或用 --pyodide 指明一个文件夹,里面是解开的 npm 包 pyodide {0} 和它的轮子(*.whl)",
               "there is no npm on this machine; install Node.js (npm comes with it), or name a folder with --pyodide that holds the unpacked npm package pyodide {0} and the wheels (*.whl)")
NPM_SAYS = Label("npm 没有取到 pyodide {0}:多半是没有联网,或代理不通;有网的机器上取好后可用 --pyodide 指明文件夹。npm 的话:{1}",
                 "npm did not fetch pyodide {0}: most likely there is no network, or a proxy refuses; once fetched elsewhere, name the folder with --pyodide. npm says: {1}")
PIP_SAYS = Label("pip 没有取到网页里要用的轮子({0});可在有网的机器上取好,放进 --pyodide 的文件夹。pip 的话:{1}",
                 "pip did not fetch the wheels for the page ({0}); once fetched elsewhere, put them into the folder of --pyodide. pip says: {1}")
LACKS = Label("文件夹里缺 {0};应是解开的 npm 包 pyodide {1}", "the folder lacks {0}; it should be the unpacked npm package pyodide {1}")


def stock(folder: Path | None, place: Path) -> Path:
    """Return a folder with Pyodide's five files and the wheels: the one that was named, or one filled under ``place``.

    A named folder without wheels gets them from pip. Raises ``InputError`` when something cannot be had.
    """
    found = _checked(folder) if folder is not None else _from_npm(place)
    if not wheels(found):
        _from_pip(place / "wheels")
        return _beside(found, place)
    return found


def wheels(folder: Path) -> list[Path]:
    """Return the wheels of a folder, or of ``wheels`` in it."""
    return sorted([*folder.glob("*.whl"), *folder.glob("wheels/*.whl")], key=lambda path: path.name)


def _checked(folder: Path) -> Path:
    place = folder / "package" if (folder / "package").is_dir() else folder
    lacking = [name for name in PARTS if not (place / name).is_file()]
    if lacking:
        raise InputError([Problem(f"{FLAG} {folder}", _filled(LACKS, ", ".join(lacking), PYODIDE))])
    return place


def _beside(found: Path, place: Path) -> Path:
    if found == place:
        return place
    for name in PARTS:
        shutil.copy(found / name, place / name)
    return place


def _from_npm(place: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise InputError([Problem(FLAG, _filled(NO_NPM, PYODIDE))])
    done = _run([npm, "pack", f"pyodide@{PYODIDE}", "--pack-destination", str(place), "--ignore-scripts"], place)
    packed = next(iter(place.glob("pyodide-*.tgz")), None)
    if done.returncode or packed is None:
        raise InputError([Problem(FLAG, _filled(NPM_SAYS, PYODIDE, _last_words(done)))])
    with tarfile.open(packed) as archive:
        for name in PARTS:
            source = archive.extractfile(f"package/{name}")
            (place / name).write_bytes(source.read() if source else b"")
    return place


def _from_pip(place: Path) -> None:
    words = ["download", "--only-binary=:all:", "--platform", PLATFORM, "--implementation", "cp", "--python-version", PYTHON, "--abi", f"cp{PYTHON.replace('.', '')}"]
    done = _run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words, "-d", str(place), *WHEELS], None)
    if done.returncode:
        raise InputError([Problem(FLAG, _filled(PIP_SAYS, ", ".join(WHEELS), _last_words(done)))])


def _run(words: Sequence[str], where: Path | None) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(words, cwd=where, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=60 * MINUTES, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(words, 1, "", str(error))


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip() and "npm warn" not in line]
    return " ".join(lines[-3:])[-400:]


def _filled(says: Label, *words: str) -> Label:
    return Label(says.zh.format(*words), says.en.format(*words))
