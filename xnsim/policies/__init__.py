"""The institutions 制度 that can be tried on an office: one file each, and this folder is their list."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from xnsim.policies.base import Knob, Policy, PolicyRefused, Stage, knob
from xnsim.policies.compose import Timeline, combine, describe, timeline
from xnsim.policies.start_table import OpenCase, opening, read_open_cases

__all__ = ["Knob", "OpenCase", "Policy", "PolicyRefused", "Stage", "Timeline", "bare", "called", "combine", "describe", "knob", "names_of", "opening", "read_open_cases", "registry", "timeline"]


@cache
def _classes() -> tuple[type[Policy], ...]:
    """Gather the policies of every file of this folder, by their keys."""
    modules = [import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)]
    found = [value for module in modules for value in vars(module).values()
             if inspect.isclass(value) and issubclass(value, Policy) and value.__module__ == module.__name__]
    return tuple(sorted((policy for policy in found if not inspect.isabstract(policy)), key=lambda policy: policy.key))


def registry() -> dict[str, type[Policy]]:
    """Return every policy of this folder by its key, sorted."""
    return {policy.key: policy for policy in _classes()}


def called(name: str, known: Mapping[str, type[Policy]]) -> type[Policy] | None:
    """Return the policy a user means by its key, or by its name in either language."""
    meant = [policy for policy in known.values() if bare(name) in (bare(policy.key), *map(bare, policy.label.both().values()))]
    return known.get(name.strip()) or (meant[0] if len(meant) == 1 else None)


def bare(word: str) -> str:
    """Take away what the fingers leave out: capitals, spaces, hyphens, what stands in brackets at the end."""
    return re.sub(r"[\s_-]|[(（].*$", "", word).casefold()


def names_of(known: Mapping[str, type[Policy]]) -> list[str]:
    """Return by what policies may be called: keys first, then names in both languages."""
    return [*known, *(word for policy in known.values() for word in policy.label.both().values())]


def __getattr__(name: str) -> type[Policy]:
    """``policies.ParallelApproval`` without naming its file."""
    for policy in () if name.startswith("_") else _classes():
        if policy.__name__ == name:
            return policy
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, *(policy.__name__ for policy in _classes())])
