"""How sure a figure is: intervals over replications, paired differences, simultaneous marks.

One replication gives one value; replications are independent, cases of one run are not.
So every interval here is taken over replications, and says its n and its method.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from xnsim.indicators import UNITS, Better, Unit
from xnsim.labels import Label, Lang
from xnsim.student import two_sided_quantile, two_sided_tail

Method = Literal["t", "logit", "rule_of_three", "constant", "none"]

NAN = math.nan
NEAR_THE_EDGE = 0.1  # a mean rate below this, or above 1 minus this, goes to the logit scale
POINTS = Label("个百分点", "percentage points")


@dataclass(frozen=True)
class Interval:
    """A mean over replications and the interval around it.

    ``method``: *t* is Student's interval; *logit* the same on the logit scale; *rule_of_three*
    a one-sided bound where every replication gave 0 or every one 1; *constant* says that all
    replications agreed, so no spread was seen; *none* that n < 2 and nothing can be said.
    ``undefined`` replications had no value (an empty denominator) and are not in n.
    """

    mean: float
    low: float
    high: float
    n: int
    method: Method
    level: float = 0.95
    undefined: int = 0

    @property
    def half_width(self) -> float:
        """Half the length of the interval; on the logit scale its two arms differ."""
        return (self.high - self.low) / 2


def interval(
    values: Sequence[float], level: float = 0.95, rate: bool = False, denominators: Sequence[float] | None = None
) -> Interval:
    """Return the mean of one indicator over replications with its interval.

    With ``rate`` and all values in [0, 1]: the logit scale is used when the mean is nearer
    than 0.1 to 0 or 1, or when Student's interval would leave [0, 1]. When every replication
    gave exactly 1 (or 0) the spread is 0 and would promise certainty; then the bound is
    1 - (1-level)^(1/N), the rule of three (about 3/N): the largest share of exceptions
    under which N cases show none. N is the sum of ``denominators``, which takes the cases for
    independent and so is the optimistic end; without them N is the number of replications,
    which needs no such assumption. Nan values are counted as undefined and left out.
    """
    kept = [float(value) for value in values if not math.isnan(value)]
    n, undefined = len(kept), len(values) - len(kept)
    if n < 2:
        return Interval(kept[0] if kept else NAN, NAN, NAN, n, "none", level, undefined)
    mean, error = _mean_and_error(kept)
    is_share = rate and min(kept) >= 0 and max(kept) <= 1
    if is_share and min(kept) == max(kept) and mean in (0.0, 1.0):
        trials = n if denominators is None else math.fsum(d for d in denominators if d > 0)
        low, high, method = _rule_of_three(mean, trials, level)
    elif error == 0:
        low, high, method = mean, mean, "constant"
    else:
        low, high, method = _student(mean, error, n, level, is_share)
    return Interval(mean, low, high, n, method, level, undefined)


def _mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean and its standard error; equal values have exactly no error."""
    n = len(values)
    if min(values) == max(values):
        return values[0], 0.0
    mean = math.fsum(values) / n
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (n - 1) / n)


def _rule_of_three(mean: float, trials: float, level: float) -> tuple[float, float, Method]:
    margin = 1 - (1 - level) ** (1 / trials)
    return (1 - margin, 1.0, "rule_of_three") if mean == 1 else (0.0, margin, "rule_of_three")


def _student(mean: float, error: float, n: int, level: float, is_share: bool) -> tuple[float, float, Method]:
    arm = t_quantile(n - 1, level) * error
    leaves = mean - arm < 0 or mean + arm > 1
    if not is_share or not (leaves or min(mean, 1 - mean) < NEAR_THE_EDGE):
        return mean - arm, mean + arm, "t"
    centre, reach = math.log(mean / (1 - mean)), arm / (mean * (1 - mean))
    return _share_of(centre - reach), _share_of(centre + reach), "logit"


def _share_of(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit > -700 else 0.0


def t_quantile(freedom: int, level: float) -> float:
    """Return the two-sided Student quantile: level 0.95 and 9 degrees of freedom give 2.262."""
    try:
        from scipy.special import stdtrit
    except ModuleNotFoundError:     # in a browser
        return two_sided_quantile(freedom, level)
    return float(stdtrit(freedom, (1 + level) / 2))


# ---- differences on the same applicants --------------------------------------------


@dataclass(frozen=True)
class Difference:
    """How much one alternative differs from another on the same applicants, a minus b.

    ``p`` is two-sided, nan where n < 2. ``adjusted_p`` and ``significant`` take the ``family``
    comparisons made at once into account (Holm); the interval is the single one.
    """

    mean: float
    low: float
    high: float
    n: int
    p: float
    level: float = 0.95
    dropped: int = 0
    family: int = 1
    adjusted_p: float = NAN

    @property
    def significant(self) -> bool:
        """Whether the difference stands at this level among all its family."""
        return self.adjusted_p <= 1 - self.level

    @property
    def identical(self) -> bool:
        """Whether both alternatives gave the same value in every replication."""
        return self.n > 0 and self.mean == self.low == self.high == 0

    @property
    def largest_compatible(self) -> float:
        """The largest difference, either way, that the interval still holds."""
        return max(abs(self.low), abs(self.high))


def paired_difference(a: Sequence[float], b: Sequence[float], level: float = 0.95) -> Difference:
    """Compare two alternatives replication by replication (same seeds, same applicants).

    A pair with a nan on either side is dropped and counted. Raises ValueError when the
    lengths differ, for then the values cannot be pairs.
    """
    if len(a) != len(b):
        raise ValueError(f"pairs need equal numbers of replications, got {len(a)} and {len(b)}")
    gaps = [float(x) - float(y) for x, y in zip(a, b) if not (math.isnan(x) or math.isnan(y))]
    n, dropped = len(gaps), len(a) - len(gaps)
    if n < 2:
        return Difference(gaps[0] if gaps else NAN, NAN, NAN, n, NAN, level, dropped)
    mean, error = _mean_and_error(gaps)
    arm = t_quantile(n - 1, level) * error
    p = _two_sided_p(mean, error, n)
    return Difference(mean, mean - arm, mean + arm, n, p, level, dropped, 1, p)


def _two_sided_p(mean: float, error: float, n: int) -> float:
    if error == 0:
        return 1.0 if mean == 0 else 0.0
    try:
        from scipy.special import stdtr
    except ModuleNotFoundError:
        return two_sided_tail(n - 1, abs(mean) / error)
    return float(2 * stdtr(n - 1, -abs(mean) / error))


def holm(p_values: Sequence[float]) -> list[float]:
    """Return Holm's adjusted p-values in the order given; nan means not tested and stays nan.

    Comparing an adjusted value with alpha keeps the chance of any false mark at most alpha.
    """
    tested = sorted((p, place) for place, p in enumerate(p_values) if not math.isnan(p))
    adjusted, least = [NAN] * len(p_values), 0.0
    for rank, (p, place) in enumerate(tested):
        least = max(least, min(1.0, (len(tested) - rank) * p))
        adjusted[place] = least
    return adjusted


def mark_simultaneously(differences: Sequence[Difference]) -> list[Difference]:
    """Return the same differences with their p-values adjusted for being looked at together."""
    adjusted = holm([difference.p for difference in differences])
    family = sum(not math.isnan(p) for p in adjusted)
    return [replace(difference, adjusted_p=p, family=max(family, 1)) for difference, p in zip(differences, adjusted)]


# ---- in words ----------------------------------------------------------------------


def sentence(
    difference: Difference, what: Label, unit: Unit, better: Better, a: Label | str, b: Label | str, lang: Lang = "zh"
) -> str:
    """Say a difference in one sentence: direction, size, unit, interval and n, or why not.

    ``what`` names the indicator, ``a`` and ``b`` the alternatives (a minus b was taken).
    """
    names = tuple(name(lang) if isinstance(name, Label) else name for name in (a, b))
    if difference.n < 2:
        return _choose(lang, f"{what.zh}:成对重复只有 {difference.n} 次,无法判断「{names[0]}」与「{names[1]}」的差异。",
                       f"{what.en}: with {difference.n} paired replications nothing can be said about {names[0]} and {names[1]}.")
    if difference.identical:
        return _choose(lang, f"{what.zh}:「{names[0]}」与「{names[1]}」在全部 {difference.n} 次成对重复中完全相同。",
                       f"{what.en}: {names[0]} and {names[1]} are identical in all {difference.n} paired replications.")
    if difference.significant:
        return _significant(difference, what, unit, better, names, lang)
    return _not_significant(difference, what, unit, names, lang)


def _significant(d: Difference, what: Label, unit: Unit, better: Better, names: tuple[str, ...], lang: Lang) -> str:
    low, high = sorted((abs(d.low), abs(d.high)))
    size, stated = _sized(d, abs(d.mean), unit, lang), _stated(d, low, high, unit, lang)
    up = d.mean > 0
    verdict = "" if better == "none" else _choose(lang, *(("更好;", "better; ") if up == (better == "higher") else ("更差;", "worse; ")))
    return _choose(lang, f"{what.zh}:「{names[0]}」比「{names[1]}」{'高' if up else '低'} {size}({verdict}{stated})。",
                   f"{what.en}: {names[0]} is {size} {'higher' if up else 'lower'} than {names[1]} ({verdict}{stated}).")


def _not_significant(d: Difference, what: Label, unit: Unit, names: tuple[str, ...], lang: Lang) -> str:
    size, stated = _sized(d, d.largest_compatible, unit, lang), _stated(d, d.low, d.high, unit, lang)
    alone = d.p <= 1 - d.level
    zh = f"{what.zh}:「{names[0]}」与「{names[1]}」差异不显著,数据仍容得下最大 {size}的差异({stated})。"
    en = (f"{what.en}: no significant difference between {names[0]} and {names[1]}; the data still allow a difference "
          f"of up to {size} ({stated}).")
    if alone:
        zh += "单看这一项显著,放在一起比较则不显著。"
        en += " Taken alone it would be significant; among all comparisons made at once it is not."
    return _choose(lang, zh, en)


def _stated(d: Difference, low: float, high: float, unit: Unit, lang: Lang) -> str:
    level, shown = f"{100 * d.level:g}", (_number(d, low, unit), _number(d, high, unit))
    zh = f"{level}% 区间 {shown[0]} 至 {shown[1]},成对重复 n = {d.n}"
    en = f"{level} % interval {shown[0]} to {shown[1]}, n = {d.n} paired replications"
    if d.family > 1:
        zh, en = f"{zh},同时比较 {d.family} 项", f"{en}, {d.family} comparisons at once"
    return _choose(lang, zh, en)


def _sized(d: Difference, size: float, unit: Unit, lang: Lang) -> str:
    name = (POINTS if unit == "rate" else UNITS[unit])(lang)
    return f"{_number(d, size, unit)} {name}".strip()


def _number(d: Difference, value: float, unit: Unit) -> str:
    """Write a number as finely as its interval deserves: two digits of the half-width."""
    scale = 100 if unit == "rate" else 1
    width = scale * (d.high - d.low) / 2
    if width <= 0:
        return f"{scale * value:.4g}"
    return f"{scale * value:.{min(8, max(0, 1 - math.floor(math.log10(width))))}f}"


def _choose(lang: Lang, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


# ---- warm-up and the number of replications ------------------------------------------


@dataclass(frozen=True)
class WarmUp:
    """What MSER-5 advises: leave out the first ``cut`` observations.

    ``trusted`` is False when the best cut lies in the middle of the series: then it is too
    short to tell a transient from the rest, and wants to be longer.
    """

    cut: int
    observations: int
    trusted: bool

    def covers(self, left_out: int) -> bool:
        """Whether a warm-up of so many observations is long enough."""
        return self.trusted and left_out >= self.cut


def mser5(series: Sequence[float]) -> WarmUp:
    """Find where a series in time settles: the cut that makes the rest's mean surest.

    Batches of five; the cut d minimises sum (x - mean)^2 / (m-d)^2 over the m-d batches
    left, for d up to half of them. Give it one series, best averaged over replications
    (open cases a day, or times in order of decision). White, Cobb & Spratt 2000.
    Raises ValueError for fewer than 50 observations.
    """
    if len(series) < 50:
        raise ValueError(f"MSER-5 needs at least 50 observations, got {len(series)}")
    batches = [math.fsum(series[at:at + 5]) / 5 for at in range(0, len(series) - 4, 5)]
    m, centre = len(batches), math.fsum(batches) / len(batches)
    total = squares = 0.0
    best, cut = math.inf, 0
    for d in range(m - 1, -1, -1):
        x = batches[d] - centre
        total, squares = total + x, squares + x * x
        score = max(0.0, squares - total * total / (m - d)) / (m - d) ** 2
        if d <= m // 2 and score <= best:
            best, cut = score, d
    return WarmUp(5 * cut, len(series), cut < m // 2)


def advised_replications(values: Sequence[float], half_width: float, level: float = 0.95) -> int:
    """Return how many replications would give the wanted half-width, judged by a pilot's spread.

    The smallest n >= 2 with t(n-1) * s / sqrt(n) <= half_width, s from the pilot's values
    (nan left out; at least 2 others needed). A small pilot knows its s poorly: check again.
    """
    if half_width <= 0:
        raise ValueError(f"a half-width is above 0, got {half_width}")
    kept = [float(value) for value in values if not math.isnan(value)]
    if len(kept) < 2:
        raise ValueError(f"a pilot has at least 2 replications with a value, got {len(kept)}")
    spread = _mean_and_error(kept)[1] * math.sqrt(len(kept))
    enough = 2
    while t_quantile(enough - 1, level) * spread > half_width * math.sqrt(enough):
        enough *= 2
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (enough + too_few) // 2
        if t_quantile(middle - 1, level) * spread > half_width * math.sqrt(middle):
            too_few = middle
        else:
            enough = middle
    return enough
