"""The lessons of this folder: their questions and exercises by key. A lesson is one file; the folder is the list."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from xnsim.lessons.base import Exercise, Prediction

PACKAGE = "xnsim.lessons"


@cache
def _lessons() -> tuple[Any, ...]:
    """Return the modules of this folder that are lessons, in their order."""
    folder = import_module(PACKAGE).__path__
    names = sorted(info.name for info in iter_modules(folder) if info.name.startswith("lesson_"))
    return tuple(import_module(f"{PACKAGE}.{name}") for name in names)


def predictions() -> dict[str, Prediction]:
    """Return every question to be answered before a run, by its key."""
    return {each.key: each for lesson in _lessons() for each in lesson.PREDICTIONS}


def exercises() -> dict[str, Exercise]:
    """Return every exercise, by its key."""
    return {each.key: each for lesson in _lessons() for each in lesson.EXERCISES}


def prediction(key: str) -> Prediction:
    """Return a question; ``KeyError`` with the nearest key where there is none."""
    return _found(key, predictions(), "预测题 prediction")


def exercise(key: str) -> Exercise:
    """Return an exercise; ``KeyError`` with the nearest key where there is none."""
    return _found(key, exercises(), "练习 exercise")


def _found(key: str, known: dict[str, Any], what: str) -> Any:
    """Return what has this key, or say which key was meant."""
    if key in known:
        return known[key]
    near = get_close_matches(key, known, n=1)
    raise KeyError(f"没有 no {what} '{key}';{f'是否指 did you mean {near[0]}?' if near else '可用 known: ' + ', '.join(known)}")
