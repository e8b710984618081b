"""The commands of ``xnsim``, one file each, in the order in which they are listed."""

from __future__ import annotations

from xnsim.commands import bench, check, indicators, policies, scenarios
from xnsim.commands.declare import Command

COMMANDS: tuple[Command, ...] = (
    check.COMMAND, policies.COMMAND, scenarios.COMMAND, indicators.COMMAND, bench.COMMAND,
)
