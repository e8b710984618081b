"""指标: what is read off a run. One small file a family; the folder is the registry.

``INDICATORS`` maps key to ``Indicator``. To add one, write it into its family's file.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules

from xnsim.indicators.base import OUR_DEFINITION, UNITS, Better, Indicator, Parts, Unit
from xnsim.indicators.view import Cohort, Run, View

__all__ = [
    "INDICATORS", "OUR_DEFINITION", "UNITS", "Better", "Cohort", "Indicator", "Parts", "Reading", "Run", "Unit", "View",
    "find", "measure_all",
]

Reading = tuple[float, Parts]


def _collect() -> dict[str, Indicator]:
    """Gather the indicators of every file of this folder; two of one name are a fault."""
    found: dict[str, Indicator] = {}
    for name in sorted(module.name for module in iter_modules(__path__)):
        for thing in vars(import_module(f"{__name__}.{name}")).values():
            if isinstance(thing, Indicator) and found.setdefault(thing.key, thing) is not thing:
                raise ValueError(f"two indicators are called {thing.key}")
    return found


INDICATORS: dict[str, Indicator] = _collect()


def find(key: str) -> Indicator:
    """Return the indicator of that name; KeyError with the nearest name when there is none."""
    if key in INDICATORS:
        return INDICATORS[key]
    near = get_close_matches(key, INDICATORS, n=1)
    hint = f"是否指 {near[0]}?did you mean {near[0]}?" if near else f"可用 known: {', '.join(INDICATORS)}"
    raise KeyError(f"没有指标 no indicator '{key}';{hint}")


def measure_all(run: Run, keys: Iterable[str] | None = None, cohort: Cohort | None = None) -> dict[str, Reading]:
    """Read several indicators off one run at once: key -> (value, parts).

    ``cohort`` None leaves each indicator its own; masks common to them are made once.
    """
    views: dict[str, View] = {}
    readings: dict[str, Reading] = {}
    for key in INDICATORS if keys is None else keys:
        indicator = find(key)
        chosen = cohort or indicator.cohort
        view = views.setdefault(chosen, View(run, chosen))
        parts = indicator.parts_in(view)
        readings[key] = (indicator.from_parts(parts), parts)
    return readings
