"""What a study of quarters found: official figures beside their twins, quarter by quarter, and the decisions taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xnsim.indicators import INDICATORS, UNITS, Indicator
from xnsim.labels import Label, Lang
from xnsim.policies import Policy, describe
from xnsim.punctuation import printed
from xnsim.scenario import InputError, Problem
from xnsim.stats import Difference, Interval, interval, mark_simultaneously, paired_difference, sentence
from xnsim.study import words
from xnsim.study.rules import Quarter
from xnsim.version import VERSION

if TYPE_CHECKING:
    from pandas import DataFrame

DATES = {"start": None, "end": None}
IN_QUARTER = Label("第{}季,{}", "quarter {}, {}")
UNLIKE = Label("只能与同一情景、同样季度和重复、同一种子的结果相比;请用同样的参数再运行一次",
               "only a result of the same scenario, quarters, replications and seed can be compared; run it again with the same arguments")


@dataclass(frozen=True)
class Quarters:
    """The quarters of every replication under one rule."""

    rule: str
    indicators: tuple[str, ...]
    histories: tuple[tuple[Quarter, ...], ...]
    seed: int
    level: float
    digest: str

    @property
    def table(self) -> DataFrame:
        """One row a quarter and indicator, named in Chinese; see ``frame``."""
        return self.frame("zh")

    def frame(self, lang: Lang = "zh", unit: str | None = None) -> DataFrame:
        """Return one row a quarter and indicator: the official figure and its twin, each with its interval.

        Of the cases received in the quarter, as they stand on its last day; ``unit``: of one
        matter. ``reacting`` is the share of replications in which something was decided for
        the quarter. ``n`` replications had a value (``twin_n``: of the twin).
        """
        from pandas import DataFrame

        return DataFrame([self._row(k, key, lang, unit) for k in range(self.quarters) for key in self.indicators])

    def _row(self, k: int, key: str, lang: Lang, unit: str | None) -> dict[str, Any]:
        about, here = INDICATORS[key], [history[k] for history in self.histories]
        row = {"quarter": k + 1, "from": here[0].first, "to": here[0].until, "indicator": key, "indicator_label": about.label(lang),
               "unit": UNITS[about.unit](lang), **self._told(about, k, unit, "official"), "twin_key": about.twin}
        if about.twin:
            twin = INDICATORS[about.twin]
            row |= {"twin_label": twin.label(lang), **self._told(twin, k, unit, "twin")}
        reacting = sum(bool(quarter.policies) for quarter in here) / len(here)
        return row | {"reacting": reacting, "rule": self.rule, "replications": len(here), "seed": self.seed}

    def _told(self, about: Indicator, k: int, unit: str | None, part: str) -> dict[str, Any]:
        found = self.mean(about.key, k + 1, unit)
        return {part: found.mean, f"{part}_low": found.low, f"{part}_high": found.high, "n" if part == "official" else "twin_n": found.n}

    def mean(self, indicator: str, quarter: int, unit: str | None = None) -> Interval:
        """Return the mean of a figure over replications in one quarter (from 1) with its interval."""
        return interval(self.values(indicator, quarter, unit), self.level, INDICATORS[indicator].unit == "rate")

    def values(self, indicator: str, quarter: int, unit: str | None = None) -> list[float]:
        """Return the figure of every replication in one quarter, of the office or of one matter."""
        here = [history[quarter - 1] for history in self.histories]
        return [(each.figures if unit is None else each.units[unit])[indicator] for each in here]

    @property
    def quarters(self) -> int:
        """How many quarters were run."""
        return len(self.histories[0])

    # ---- decisions -----------------------------------------------------------------

    def decisions(self, lang: Lang = "zh") -> DataFrame:
        """Return what was decided: one row a quarter and policy, in how many of the replications."""
        from pandas import DataFrame

        rows = []
        for k in range(self.quarters):
            counted = Counter(_name(policy, lang) for history in self.histories for policy in history[k].policies)
            rows += [{"quarter": k + 1, "policy": name, "times": times, "of": len(self.histories)} for name, times in counted.most_common()]
        return DataFrame(rows, columns=["quarter", "policy", "times", "of"])

    # ---- two rules on the same applicants ------------------------------------------------

    def against(self, other: Quarters, lang: Lang = "zh") -> DataFrame:
        """Return this rule minus another on the same applicants: a row a quarter and figure, official or twin.

        ``mark``: the difference stands among all in the table (Holm); ``sentence`` says it.
        """
        from pandas import DataFrame

        places = self._places(other)
        found = mark_simultaneously([paired_difference(self.values(key, k), other.values(key, k), self.level) for k, key, _ in places])
        rows = []
        for (k, key, part), difference in zip(places, found, strict=True):
            rows.append({"quarter": k, "indicator": key, "part": part, "mean": difference.mean, "low": difference.low, "high": difference.high,
                         "n": difference.n, "adjusted_p": difference.adjusted_p, "mark": difference.significant,
                         "sentence": self._sentence(difference, k, key, other.rule, lang)})
        return DataFrame(rows)

    def _places(self, other: Quarters) -> list[tuple[int, str, str]]:
        like = lambda each: (each.digest, each.seed, each.quarters, len(each.histories), each.indicators, each.histories[0][-1].until)
        if like(self) != like(other):
            raise InputError([Problem("other", UNLIKE)])
        keys = [(key, "official") for key in self.indicators] + [(twin, "twin") for key in self.indicators if (twin := INDICATORS[key].twin)]
        told = {key: part for key, part in reversed(keys)}
        return [(k, key, told[key]) for k in range(1, self.quarters + 1) for key in dict.fromkeys(key for key, _ in keys)]

    def _sentence(self, difference: Difference, k: int, key: str, other: str, lang: Lang) -> str:
        about = INDICATORS[key]
        what = Label(IN_QUARTER.zh.format(k, about.label.zh), IN_QUARTER.en.format(k, about.label.en))
        return printed(sentence(difference, what, about.unit, about.better, self.rule, other, lang), lang)

    def stamp_line(self, lang: Lang = "zh") -> str:
        """Return the stamp as the line that stands under figures and tables."""
        return words.stamp_line(len(self.histories), self.seed, {"": self.digest}, lang)

    @property
    def stamp(self) -> dict[str, Any]:
        """What it takes to make these figures again, given the rule."""
        return {"version": VERSION, "scenario": self.digest, "seed": self.seed, "replications": len(self.histories), "rule": self.rule}


def _name(policy: Policy, lang: Lang) -> str:
    """Return the name of a policy with its knobs; its dates are those of the quarter."""
    return printed(describe(policy.model_copy(update=DATES))(lang), lang)
