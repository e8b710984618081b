"""The first figures within seconds: one replication of each, a short one where the kernel is still being compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from xnsim.commands.screen import padded, say
from xnsim.labels import Label, Lang
from xnsim.plots.words import columns, number
from xnsim.punctuation import printed
from xnsim.scenario.values import Span

if TYPE_CHECKING:
    from xnsim.policies import Policy
    from xnsim.scenario import Scenario

PREVIEWED = ("on_time_rate", "verified_on_time_rate", "mean_workdays", "p90_workdays")
DAYS = {"warm_up": 10, "measure": 5, "drain": 5}

WHOLE = Label("预览:只重复 1 次,没有区间;正式结果随后。", "Preview: 1 replication, no interval; the real figures follow.")
SHORT = Label("预览:缩短为 {} 个工作日,只重复 1 次,没有区间;正式结果随后。", "Preview: cut to {} working days, 1 replication, no interval; the real figures follow.")
ALTERNATIVE = Label("方案", "alternative")


def preview(office: Scenario, alternatives: Mapping[str, Sequence[Policy]], seed: int, quick: bool, lang: Lang) -> None:
    """Print a row an alternative as soon as it is known; ``quick`` where the compiled kernel can be called."""
    from xnsim.indicators import INDICATORS, UNITS
    from xnsim.study import simulate

    shown = office if quick else shortened(office)
    say(lang, WHOLE(lang) if quick else SHORT(lang).format(sum(DAYS.values())))
    heads = [printed(INDICATORS[key].label(lang), lang) for key in PREVIEWED]
    first = max(map(columns, [ALTERNATIVE(lang), *alternatives]))
    print(padded(ALTERNATIVE(lang), first) + "".join("  " + head for head in heads), flush=True)
    for name, chosen in alternatives.items():
        read = simulate(shown, chosen, seed, engine="auto" if quick else "lists").indicators(PREVIEWED, lang=lang)
        cells = [number(value, UNITS[INDICATORS[key].unit](lang)) for key, value in read["value"].items()]
        print(padded(name, first) + "".join("  " + padded(cell, columns(head), True) for cell, head in zip(cells, heads)), flush=True)
    print(flush=True)


def shortened(office: Scenario) -> Scenario:
    """Return the office with a month cut to days, for a first look in plain Python."""
    return office.changed(("horizon", office.horizon.changed(*((part, Span(days, "wd")) for part, days in DAYS.items()))))
