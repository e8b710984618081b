"""The commands of ``xnsim``, one file each, in the order in which they are listed."""

from __future__ import annotations

from xnsim.commands import app, batch, bench, check, compare, course, demo, game, handout, indicators, lab, pack, policies, quarters, quiz, report, run, scenarios, search, theory
from xnsim.commands.declare import Command

COMMANDS: tuple[Command, ...] = (
    demo.COMMAND, run.COMMAND, compare.COMMAND, report.COMMAND, search.COMMAND, quarters.COMMAND, check.COMMAND, policies.COMMAND, scenarios.COMMAND, indicators.COMMAND, batch.COMMAND,
    theory.COMMAND, lab.COMMAND, app.COMMAND, handout.COMMAND, quiz.COMMAND, course.COMMAND, pack.COMMAND, game.COMMAND, bench.COMMAND,
)
