"""What a comparison found: means with intervals, differences on the same applicants, and where they come from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xnsim.indicators import INDICATORS, UNITS, Cohort, Indicator, Reading
from xnsim.labels import Label, Lang
from xnsim.policies.worlds import LimitsAt
from xnsim.scenario import InputError, Problem
from xnsim.scenario.finding import unknown
from xnsim.stats import Difference, Interval, interval, mark_simultaneously, paired_difference
from xnsim.study import files, words
from xnsim.study.asked import ALTERNATIVE, INDICATOR, Asked
from xnsim.study.unmoved import unmoved
from xnsim.version import VERSION

if TYPE_CHECKING:
    from xnsim.policies.base import Policy
    from xnsim.scenario import Scenario
    from matplotlib.figure import Figure
    from pandas import DataFrame

Readings = dict[tuple[str, Cohort], Reading]
Pair = tuple[str, str]

SHARES_OF_TIME = frozenset({"utilisation", "overtime_share"})  # rates over seconds: their denominators count no cases


class Series(NamedTuple):
    """One indicator of one alternative, an entry a replication; parts are what a rate was made of."""

    values: tuple[float, ...]
    numerators: tuple[float, ...]
    denominators: tuple[float, ...]


@dataclass(frozen=True)
class Comparison:
    """Several alternatives on the same applicants, replication by replication.

    Means are told in each indicator's own cohort (the official view: mostly the cases ended
    in the measuring window). Differences are taken among the arrivals of the window, who
    are the same persons under every alternative.
    """

    alternatives: tuple[str, ...]
    status_quo: str
    indicators: tuple[str, ...]
    replications: int
    seed: int
    level: float
    digests: dict[str, str]
    series: dict[str, dict[tuple[str, Cohort], Series]]
    limits: dict[str, LimitsAt] = field(default_factory=dict)
    scenario: Scenario | None = None
    tried: dict[str, tuple[tuple[Policy, ...], int]] = field(default_factory=dict)
    """The office, and what each alternative consists of with its number of officers: what a page says of them."""
    world: str = ""
    beside: tuple[Comparison, ...] = ()
    """The same alternatives in other worlds, shown with these: their differences are marked together."""

    # ---- means ---------------------------------------------------------------------

    @property
    def table(self) -> DataFrame:
        """One row an indicator and alternative, named in Chinese; see ``frame``."""
        return self.frame("zh")

    def frame(self, lang: Lang = "zh") -> DataFrame:
        """Return one row an indicator and alternative: mean, low, high, half_width, n.

        Rates are shares (0.93). ``cohort`` says whose cases; ``denominator`` how many of them
        in all replications; ``undefined`` how many replications had none; ``method`` how the
        interval was made (see ``stats.Interval``).
        """
        from pandas import DataFrame

        return DataFrame([self._row(key, name, lang) for key in self.indicators for name in self.alternatives])

    def _row(self, key: str, name: str, lang: Lang) -> dict[str, Any]:
        indicator, found = INDICATORS[key], self.mean(name, key)
        below = self.series[name][key, indicator.cohort].denominators
        return {
            "indicator": key, "indicator_label": indicator.label(lang), "twin": indicator.twin, "unit": UNITS[indicator.unit](lang),
            "better": indicator.better, "cohort": indicator.cohort, "alternative": name, "mean": found.mean, "low": found.low,
            "high": found.high, "half_width": found.half_width, "n": found.n, "undefined": found.undefined, "method": found.method,
            "denominator": math.fsum(below),
        }

    def mean(self, alternative: str, indicator: str) -> Interval:
        """Return the mean over replications with its interval, in the indicator's own cohort."""
        about = self._known(indicator)
        series = self.series[self._alternative(alternative)][indicator, about.cohort]
        counted = _counts_cases(about, series)
        return interval(series.values, self.level, about.unit == "rate", series.denominators if counted else None)

    @cached_property
    def values(self) -> dict[str, dict[str, list[float]]]:
        """The value of every replication, in each indicator's own cohort: alternative, indicator, list."""
        return {name: {key: list(found[key, INDICATORS[key].cohort].values) for key in self.indicators} for name, found in self.series.items()}

    @cached_property
    def arrivals(self) -> dict[str, dict[str, list[float]]]:
        """The same for the cases received in the window, from whom the differences are taken."""
        return {name: {key: list(found[key, "arrival"].values) for key in self.indicators} for name, found in self.series.items()}

    # ---- differences ---------------------------------------------------------------

    def difference(self, a: str, b: str, indicator: str) -> Difference:
        """Return how much a differs from b on the same applicants, marked for all that is looked at together.

        Compared with the status quo, its family is every (alternative, indicator) shown
        against it; any other pair is judged among all pairs of alternatives.
        """
        self._known(indicator)
        for name in (a, b):
            self._alternative(name)
        if a == b:
            says = Label(f"“{a}”不能与自己比较;请写两个不同的方案", f"“{a}” cannot be compared with itself; name two alternatives")
            raise InputError([Problem("alternatives", says)])
        if self.status_quo in (a, b):
            marked, other = self._against_status_quo, a if b == self.status_quo else b
            return _turned(marked[other, self.status_quo][indicator], a == self.status_quo)
        pair = (a, b) if (a, b) in self._every_pair else (b, a)
        return _turned(self._every_pair[pair][indicator], pair != (a, b))

    @cached_property
    def _against_status_quo(self) -> dict[Pair, dict[str, Difference]]:
        return self._marked([(name, self.status_quo) for name in self.alternatives if name != self.status_quo])

    @cached_property
    def _every_pair(self) -> dict[Pair, dict[str, Difference]]:
        return self._marked(list(combinations(self.alternatives, 2)))

    def _marked(self, pairs: Sequence[Pair]) -> dict[Pair, dict[str, Difference]]:
        """Take the differences of these pairs in every indicator and mark them simultaneously."""
        places = [(pair, key) for pair in pairs for key in self.indicators]
        found = mark_simultaneously([each._single(*pair, key) for each in (self, *self.beside) for pair, key in places])[:len(places)]
        made: dict[Pair, dict[str, Difference]] = {pair: {} for pair in pairs}
        for (pair, key), difference in zip(places, found, strict=True):
            made[pair][key] = difference
        return made

    def _single(self, a: str, b: str, key: str) -> Difference:
        return paired_difference(self.series[a][key, "arrival"].values, self.series[b][key, "arrival"].values, self.level)

    def paired(self, a: str, b: str | None = None, lang: Lang = "zh") -> DataFrame:
        """Return a minus b (default: the status quo) on the same applicants: one row an indicator, by its key.

        ``mark`` is true where the difference stands among all that is looked at together
        (Holm, see ``difference``); ``sentence`` says it in words.
        """
        from pandas import DataFrame

        base = self.status_quo if b is None else b
        rows = {key: self._paired_row(a, base, key, lang) for key in self.indicators}
        return DataFrame.from_dict(rows, orient="index").rename_axis("indicator")

    def _paired_row(self, a: str, b: str, key: str, lang: Lang) -> dict[str, Any]:
        about, found = INDICATORS[key], self.difference(a, b, key)
        return {
            "indicator_label": about.label(lang), "unit": UNITS[about.unit](lang), "better": about.better, "cohort": "arrival",
            "mean": found.mean, "low": found.low, "high": found.high, "half_width": (found.high - found.low) / 2, "p": found.p,
            "adjusted_p": found.adjusted_p, "mark": found.significant, "n": found.n, "sentence": self.sentence(a, b, key, lang),
        }

    def sentence(self, a: str, b: str, indicator: str, lang: Lang = "zh") -> str:
        """Say in one sentence how a differs from b: direction, size, interval and n, or why nothing can be said."""
        return words.sentence_of(self.difference(a, b, indicator), INDICATORS[indicator], a, b, lang, self.world)

    def sentences(self, lang: Lang = "zh") -> list[str]:
        """Say how every alternative differs from the status quo, an indicator a sentence; then how limits acted, and why nothing moved."""
        others = [name for name in self.alternatives if name != self.status_quo]
        told = [self.sentence(name, self.status_quo, key, lang) for name in others for key in self.indicators]
        return told + [says for name in others for says in (*self.limit_sentences(name, lang), *unmoved(self, name, lang))]

    def limit_sentences(self, alternative: str, lang: Lang = "zh") -> list[str]:
        """Say through which channel the limits of an alternative acted, or that they only measured; nothing where it leaves limits alone."""
        at, base = (self.limits.get(name) for name in (self._alternative(alternative), self.status_quo))
        return [] if at is None or base is None else words.of_limits(at, base, alternative, lang, self.world)

    def note(self, lang: Lang = "zh") -> str:
        """Say whose cases the means and the differences are taken from."""
        return words.note(lang)

    # ---- to take away --------------------------------------------------------------

    @property
    def stamp(self) -> dict[str, Any]:
        """What it takes to make these figures again: version, scenario of each alternative, seed, replications."""
        return {"version": VERSION, "scenario": dict(self.digests), "seed": self.seed, "replications": self.replications}

    def stamp_line(self, lang: Lang = "zh") -> str:
        """Return the stamp as the line that stands under figures and tables."""
        return words.stamp_line(self.replications, self.seed, self.digests, lang)

    def shown(self, lang: Lang = "zh") -> DataFrame:
        """Return the means as they are read: indicators in rows, alternatives in columns, each with its interval."""
        return files.shown(self, lang)

    def to_csv(self, path: str | Path, lang: Lang = "zh") -> Path:
        """Write the table with its stamp in every row; opens in a Chinese Excel as it is."""
        return files.write_csv(self, Path(path), lang)

    def to_excel(self, path: str | Path, lang: Lang = "zh") -> Path:
        """Write a workbook: an overview to be read, means, differences, the value of every replication, and the stamp."""
        return files.write_excel(self, Path(path), lang)

    def figure(self, lang: Lang = "zh", title: str | None = None) -> Figure:
        """Draw the alternatives beside each other, each indicator beside its twin."""
        from xnsim.plots import compare_figure

        twins = {key: INDICATORS[key].twin for key in self.indicators if INDICATORS[key].twin}
        return compare_figure(self.frame(lang), title or words.title(lang), self.stamp_line(lang), lang, self.status_quo, twins)

    def html(self, path: str | Path, lang: Lang = "zh", title: str | None = None, intro: str = "") -> Path:
        """Write one page that opens by double-click, without a network: sentences, figure, table, stamp."""
        return files.write_page(self, Path(path), lang, title or words.title(lang), intro)

    def _repr_html_(self) -> str:
        return files.notebook_html(self)

    # ---- names ---------------------------------------------------------------------

    def _known(self, indicator: str) -> Indicator:
        if indicator not in self.indicators:
            raise InputError([Problem("indicator", unknown((), INDICATOR, indicator, self.indicators).says)])
        return INDICATORS[indicator]

    def _alternative(self, name: str) -> str:
        if name not in self.series:
            raise InputError([Problem("alternative", unknown((), ALTERNATIVE, name, self.alternatives).says)])
        return name


def comparison_of(asked: Asked, rows: Mapping[str, Sequence[Readings]]) -> Comparison:
    """Put together what was read off each replication of each alternative, in the order of replications."""
    first = rows[asked.status_quo]
    return Comparison(
        tuple(asked.programs), asked.status_quo, asked.indicators, len(first), asked.seed, asked.level,
        {name: program.digest for name, program in asked.programs.items()},
        {name: {place: _series_of(found, place) for place in first[0]} for name, found in rows.items()}, dict(asked.limits),
        asked.scenario, dict(asked.tried))


def _series_of(rows: Sequence[Readings], place: tuple[str, Cohort]) -> Series:
    read = [row[place] for row in rows]
    return Series(tuple(value for value, _ in read), tuple(parts.numerator for _, parts in read), tuple(parts.denominator for _, parts in read))


def _counts_cases(indicator: Indicator, series: Series) -> bool:
    """Whether a rate is a share of cases: both parts are counts, and not of seconds."""
    counts = all(isinstance(part, int) for part in (*series.numerators, *series.denominators))
    return indicator.form == "ratio" and counts and indicator.key not in SHARES_OF_TIME


def _turned(difference: Difference, around: bool) -> Difference:
    """Return b minus a from a minus b."""
    return replace(difference, mean=-difference.mean, low=-difference.high, high=-difference.low) if around else difference
