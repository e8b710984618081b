"""A comparison in several worlds: every alternative where limits move nobody, and where people pace their work by them.

Each world is a comparison of its own on the same applicants; what is shown of all of them
together (tables, sentences, figure) says the world, and marks are given for all at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.indicators import INDICATORS
from xnsim.labels import Label, Lang
from xnsim.scenario import InputError, Problem
from xnsim.scenario.finding import unknown
from xnsim.scenario.response import NAMES
from xnsim.study import files, words
from xnsim.study.asked import Asked
from xnsim.study.comparison import Comparison, Readings, comparison_of
from xnsim.version import VERSION

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

WORLD = Label("世界", "world")


@dataclass(frozen=True)
class InWorlds:
    """The same alternatives on the same applicants in several worlds; ``worlds`` maps each to its comparison."""

    worlds: dict[str, Comparison]

    def __getitem__(self, world: str) -> Comparison:
        """Return what was found in one world; ``InputError`` for one that was not run."""
        if world not in self.worlds:
            raise InputError([Problem("world", unknown((), WORLD, world, self.worlds).says)])
        return self.worlds[world]

    @property
    def _any(self) -> Comparison:
        return next(iter(self.worlds.values()))

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the alternatives, the same in every world."""
        return self._any.alternatives

    @property
    def status_quo(self) -> str:
        """What the others are compared with."""
        return self._any.status_quo

    @property
    def indicators(self) -> tuple[str, ...]:
        """The keys of the indicators that were read."""
        return self._any.indicators

    @property
    def replications(self) -> int:
        """How often every alternative was run in each world."""
        return self._any.replications

    @property
    def seed(self) -> int:
        """The seed of all draws."""
        return self._any.seed

    # ---- tables --------------------------------------------------------------------

    @property
    def table(self) -> DataFrame:
        """One row an indicator, alternative and world, named in Chinese; see ``frame``."""
        return self.frame("zh")

    def frame(self, lang: Lang = "zh") -> DataFrame:
        """Return one row an indicator, alternative and world: what ``Comparison.frame`` holds, and the world."""
        frame = self._below({world: found.frame(lang) for world, found in self.worlds.items()}, lang)
        order = {key: place for place, key in enumerate(self.indicators)}
        return frame.sort_values("indicator", key=lambda column: column.map(order), kind="stable", ignore_index=True)

    def paired(self, a: str, b: str | None = None, lang: Lang = "zh") -> DataFrame:
        """Return a minus b on the same applicants in each world: one row an indicator and world, by the indicator's key."""
        return self._below({world: found.paired(a, b, lang).reset_index() for world, found in self.worlds.items()}, lang).set_index("indicator")

    def _below(self, frames: Mapping[str, DataFrame], lang: Lang) -> DataFrame:
        from pandas import concat

        for world, frame in frames.items():
            frame.insert(0, "world", world)
            frame.insert(1, "world_label", NAMES[world](lang))
        return concat(list(frames.values()), ignore_index=True)

    def shown(self, lang: Lang = "zh") -> DataFrame:
        """Return the means as they are read: an indicator's worlds below each other, alternatives in columns."""
        from pandas import concat

        parts = []
        for world, found in self.worlds.items():
            part = found.shown(lang)
            part.insert(1, WORLD(lang), NAMES[world](lang))
            parts.append(part.assign(place=range(len(part))))
        return concat(parts).sort_values("place", kind="stable", ignore_index=True).drop(columns="place")

    # ---- words ---------------------------------------------------------------------

    def sentences(self, lang: Lang = "zh") -> list[str]:
        """Say how every alternative differs from the status quo in each world, and through which channels limits acted there."""
        return [says for found in self.worlds.values() for says in found.sentences(lang)]

    def note(self, lang: Lang = "zh") -> str:
        """Say whose cases the figures are taken from, and what each world is."""
        return " ".join([words.note(lang), *(words.world_heading(world, lang) for world in self.worlds)])

    # ---- to take away --------------------------------------------------------------

    @property
    def stamp(self) -> dict[str, Any]:
        """What it takes to make these figures again: version, scenario of each alternative in each world, seed, replications."""
        digests = {world: dict(found.digests) for world, found in self.worlds.items()}
        return {"version": VERSION, "worlds": list(self.worlds), "scenario": digests, "seed": self.seed, "replications": self.replications}

    def stamp_line(self, lang: Lang = "zh") -> str:
        """Return the stamp as the line that stands under figures and tables."""
        digests = {words.in_world(name, world, lang): digest for world, found in self.worlds.items() for name, digest in found.digests.items()}
        return words.stamp_line(self.replications, self.seed, digests, lang)

    def figure(self, lang: Lang = "zh", title: str | None = None) -> Figure:
        """Draw the worlds beside each other, an indicator a pair of panels on one scale."""
        from xnsim.plots import worlds_figure

        twins = {key: INDICATORS[key].twin for key in self.indicators if INDICATORS[key].twin}
        return worlds_figure(self.frame(lang), title or words.title(lang), self.stamp_line(lang), lang, self.status_quo, twins)

    def html(self, path: str | Path, lang: Lang = "zh", title: str | None = None, intro: str = "") -> Path:
        """Write one page that opens by double-click, without a network: sentences, figure, table, stamp."""
        return files.write_page(self, Path(path), lang, title or words.title(lang), intro)

    def to_csv(self, path: str | Path, lang: Lang = "zh") -> Path:
        """Write the table with its stamp in every row; opens in a Chinese Excel as it is."""
        frame = self.frame(lang).assign(seed=self.seed, replications=self.replications, version=VERSION)
        digests = {(world, name): digest for world, found in self.worlds.items() for name, digest in found.digests.items()}
        frame["scenario"] = [digests[place] for place in zip(frame["world"], frame["alternative"], strict=True)]
        frame.to_csv(Path(path), index=False, encoding=files.BOM_UTF8)
        return Path(path)

    def to_excel(self, path: str | Path, lang: Lang = "zh") -> Path:
        """Write a workbook: an overview to be read, means, differences, the value of every replication, and the stamp."""
        differences = self._below({world: files.differences(found, lang) for world, found in self.worlds.items()}, lang)
        values = self._below({world: files.values(found) for world, found in self.worlds.items()}, lang)
        digests = {words.in_world(name, world, lang): digest for world, found in self.worlds.items() for name, digest in found.digests.items()}
        return files.write_book(Path(path), self, differences, values, files.stamp_rows(self._any, digests, lang), self._any.level, lang)

    def _repr_html_(self) -> str:
        return files.notebook_html(self)


def comparison_in(asked: Asked, rows: Mapping[str, Sequence[Readings]]) -> Comparison | InWorlds:
    """Put together what was read off each replication: one comparison, or one a world with marks given for all of them."""
    if not asked.worlds:
        return comparison_of(asked, rows)
    found = {world: _in_one(asked, rows, world) for world in asked.worlds}
    return InWorlds({world: replace(one, beside=tuple(other for name, other in found.items() if name != world)) for world, one in found.items()})


def _in_one(asked: Asked, rows: Mapping[str, Sequence[Readings]], world: str) -> Comparison:
    own = asked.within(world)
    return replace(comparison_of(own, {name: rows[key] for name, key in asked.keys_in(world).items()}), world=world)
