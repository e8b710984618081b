"""Two worlds beside each other: an indicator is a pair of panels, the office where limits move nobody and the one where they do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xnsim.labels import Lang
from xnsim.plots.compare import EMPTY_TABLE, NOTES, TWIN, compare_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

AT = "\x1f"


def worlds_figure(table: DataFrame, title: str, stamp: str, lang: Lang = "zh", status_quo: str | None = None,
                  twins: Mapping[str, str] | None = None) -> Figure:
    """Draw an indicator once a world, side by side and on one scale; an indicator's twin follows it.

    ``table`` is what ``compare_figure`` takes, with the columns ``world`` and ``world_label``.
    """
    if len(table) == 0:
        raise ValueError(EMPTY_TABLE(lang))
    worlds, keys = list(dict.fromkeys(table["world"])), _in_order(list(dict.fromkeys(table["indicator"])), twins or {})
    order = {key: place for place, key in enumerate(keys)}
    behind = {key for official, key in (twins or {}).items() if key in order and order[key] == order.get(official, len(order)) + 1}
    rows = table.sort_values("indicator", key=lambda column: column.map(order), kind="stable")
    label = [_name(row.indicator_label, row.indicator in behind, row.world_label, lang) for row in rows.itertuples()]
    rows = rows.assign(indicator=rows["indicator"] + AT + rows["world"], indicator_label=label)
    beside = {f"{key}{AT}{worlds[0]}": f"{key}{AT}{worlds[1]}" for key in keys} if len(worlds) == 2 else {}
    return compare_figure(rows, title, stamp, lang, status_quo, None, beside)


def _name(indicator: str, is_twin: bool, world: str, lang: Lang) -> str:
    head = NOTES(lang).format(indicator, TWIN(lang)) if is_twin else indicator
    return f"{head} · {world}"


def _in_order(keys: list[str], twins: Mapping[str, str]) -> list[str]:
    """Put each indicator's twin behind it."""
    found: list[str] = []
    for key in keys:
        for each in (key, twins.get(key)):
            if each in keys and each not in found:
                found.append(each)
    return found
