"""Where a command is going to write: looked at before the work begins, so that nothing is worked out in vain and nothing of the user's is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from xnsim.commands.mistakes import about_file
from xnsim.labels import Label
from xnsim.scenario.problems import InputError, Problem

UNFINISHED = ".unfinished"
BOM = "\ufeff"

NO_FOLDER = Label("没有文件夹 {0};请先建好这个文件夹,或换一个地方", "there is no folder {0}; make it first, or write somewhere else")
IS_FOLDER = Label("这是文件夹,不是文件;请写到文件名为止", "this is a folder, not a file; write the file's name too")
IS_FILE = Label("{0} 是文件,不是文件夹;请另写一个文件夹", "{0} is a file, not a folder; name a folder")
REFUSED = Label("写不进去({0});请换一个地方,或关闭正打开它的程序", "this cannot be written ({0}); write somewhere else, or close the program that holds it open")
FOREIGN = Label("已有这个文件,而且不是 xnsim 写的这种表;请换一个名字,或先把它移走",
                "this file is there already and is no such table of xnsim's; choose another name, or move it away first")


def check_places(files: dict[str, str | None], folder: tuple[str, str | None] | None = None, ours: str = "") -> None:
    """Raise ``InputError`` with all that is wrong about the places to write to.

    ``files`` and ``folder`` are options with what was typed after them (None: not asked for). A
    file that is there already may only be written over when its text begins with ``ours``.
    """
    asked = [(flag, typed, _file_fault(Path(typed), ours)) for flag, typed in files.items() if typed is not None]
    if folder is not None and folder[1] is not None:
        asked.append((folder[0], folder[1], _folder_fault(Path(folder[1]))))
    problems = [Problem(f"{flag} {typed}".strip(), fault) for flag, typed, fault in asked if fault is not None]
    if problems:
        raise InputError(problems)


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let a file appear whole or not at all: it is written under another name first."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        write(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _file_fault(path: Path, ours: str) -> Label | None:
    if path.is_dir():
        return IS_FOLDER
    if not path.exists():
        return _filled(NO_FOLDER, str(path.parent)) if not path.parent.exists() else _folder_fault(path.parent)
    try:
        with path.open("r+b") as there:
            begins = there.read(len((BOM + ours).encode()))
    except OSError as error:
        return _refused(error)
    text = begins.decode("utf-8", errors="replace").removeprefix(BOM)
    return None if not begins or text.startswith(ours) else FOREIGN


def _folder_fault(path: Path) -> Label | None:
    """Say why nothing can be put into a folder, or into the one it would be made in."""
    there = next(place for place in (path, *path.absolute().parents) if place.exists())
    if not there.is_dir():
        return _filled(IS_FILE, str(there))
    try:
        with tempfile.TemporaryFile(dir=there):
            return None
    except OSError as error:
        return _refused(error)


def _refused(error: OSError) -> Label:
    return _filled(REFUSED, about_file(error))


def _filled(says: Label, what: Label | str) -> Label:
    zh, en = (what, what) if isinstance(what, str) else (what.zh, what.en)
    return Label(says.zh.format(zh), says.en.format(en))
