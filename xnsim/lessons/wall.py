"""The prediction wall in class: the trainer types seats and numbers, everybody sees the dots, then the run drops its interval."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.catalogue import prediction
from xnsim.lessons.one_desk import SEED
from xnsim.plots.wall import wall_figure
from xnsim.scenario.problems import InputError, Problem
from xnsim.stats import interval
from xnsim.version import VERSION

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = Label("预测墙 {}", "Prediction wall {}")
SHAPE = Label("“{0}”应写成 座位 数字,例如 A3 4.5", "“{0}” should read seat number, such as A3 4.5")
TWICE = Label("座位 {0} 写了两次", "seat {0} stands there twice")
PAIR = re.compile(r"(\S+?)\s*[ =:\uff1a]\s*(-?\d+(?:\.\d+)?)")


def seats(typed: str) -> dict[str, float]:
    """Read what the trainer typed: ``A3 4.5, A4 8``; ``InputError`` with all that is wrong."""
    found: dict[str, float] = {}
    problems = []
    for each in filter(None, (part.strip() for part in re.split(r"[,\uff0c;\uff1b\n]", typed))):
        pair = PAIR.fullmatch(each)
        if pair is None:
            problems.append(Problem("seats", Label(SHAPE.zh.format(each), SHAPE.en.format(each))))
        elif pair[1] in found:
            problems.append(Problem("seats", Label(TWICE.zh.format(pair[1]), TWICE.en.format(pair[1]))))
        else:
            found[pair[1]] = float(pair[2])
    if problems:
        raise InputError(problems)
    return found


def prediction_wall(key: str, typed: str, run: bool = False, lang: Lang | None = None) -> Figure:
    """Draw the predictions of a class for one question; with ``run`` the question is run and its interval drawn."""
    asked, lang = prediction(key), lang or spoken()
    found = interval(asked.simulated()) if run else None
    return wall_figure(TITLE(lang).format(key), asked.unit(lang), seats(typed), found, SEED, f"xnsim {VERSION}", asked.digits, lang)
