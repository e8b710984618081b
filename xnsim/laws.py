"""How long things take: the laws a scenario may name, lowered to a kind and a few numbers.

Every length is in seconds. A ``Law`` is plain data; ``inverses.law_value`` turns it and one
uniform number into whole seconds, and says what the numbers of each kind mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import fsum, sqrt

from xnsim.elementary import exp, gamma_function, ln
from xnsim.inverses import (
    BERNOULLI, CHOICE, CONSTANT, EMPIRICAL, EXPONENTIAL, HYPER, LOGNORMAL, LONGEST, TABLE,
    TRIANGULAR, UNIFORM, WEIBULL, law_value,
)
from xnsim.labels import Label
from xnsim.quantile_tables import beta_table, gamma_table, table_mean

__all__ = [
    "BERNOULLI", "CHOICE", "CONSTANT", "EMPIRICAL", "EXPONENTIAL", "HYPER", "LOGNORMAL", "TABLE",
    "TRIANGULAR", "UNIFORM", "WEIBULL", "Law", "LawError", "bernoulli", "choice", "constant",
    "empirical", "erlang", "exponential", "flatten", "gamma", "hyper", "law_value", "lognormal",
    "mean_of", "pert", "triangular", "uniform", "weibull",
]

ABOVE_ONE = 2.0  # the upper end of the last branch: no uniform number reaches it
SHORTEST = 1e-3  # a mean of no seconds at all makes no law

MEAN = Label("平均时长(秒)", "mean length in seconds")
LENGTH = Label("时长(秒)", "length in seconds")
CV = Label("变异系数", "coefficient of variation")
SHAPE = Label("形状参数", "shape")
SHARE = Label("份额", "share")
PROBABILITY = Label("概率", "probability")


class LawError(ValueError):
    """A law that cannot be: ``label`` says why, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep both sentences; the message shows the Chinese one first."""
        super().__init__(f"{zh} / {en}")
        self.label = Label(zh, en)


@dataclass(frozen=True)
class Law:
    """A length, a yes or no, or a choice, as chance deals it out: a kind and its numbers."""

    kind: int
    p: tuple[float, ...]


def constant(seconds: float) -> Law:
    """It always takes the same time."""
    _check(LENGTH, seconds, 0.0, LONGEST)
    return Law(CONSTANT, (float(seconds),))


def exponential(mean: float) -> Law:
    """Many short ones and few long ones; how long it has lasted says nothing of what is left."""
    _check(MEAN, mean, SHORTEST, LONGEST)
    return Law(EXPONENTIAL, (float(mean),))


def uniform(low: float, high: float) -> Law:
    """Any length between two, each as likely."""
    _check_rising(low, high)
    return Law(UNIFORM, (float(low), float(high)))


def triangular(low: float, mode: float, high: float) -> Law:
    """At least, mostly, at most."""
    _check_rising(low, mode, high)
    if low == high:
        return constant(low)
    return Law(TRIANGULAR, (float(low), float(mode), float(high)))


def weibull(mean: float, shape: float) -> Law:
    """A hazard that falls (shape below 1) or rises (above 1) with the time already taken."""
    _check(MEAN, mean, SHORTEST, LONGEST)
    _check(SHAPE, shape, 0.1, 100.0)
    return Law(WEIBULL, (mean / gamma_function(1.0 + 1.0 / shape), float(shape)))


def lognormal(mean: float, cv: float) -> Law:
    """The product of many small causes: what service times in offices mostly look like.

    ``cv`` is the standard deviation divided by the mean.
    """
    _check(MEAN, mean, SHORTEST, LONGEST)
    _check(CV, cv, 0.0, 1000.0)
    if cv == 0.0:
        return constant(mean)
    variance = ln(1.0 + cv * cv)
    return Law(LOGNORMAL, (ln(mean) - 0.5 * variance, sqrt(variance)))


def gamma(mean: float, shape: float) -> Law:
    """The gamma law of this mean; cv = 1 / sqrt(shape)."""
    _check(MEAN, mean, SHORTEST, LONGEST)
    _check(SHAPE, shape, 0.05, 10_000.0)
    return Law(TABLE, tuple(mean * value for value in gamma_table(float(shape))))


def erlang(k: int, mean: float) -> Law:
    """``k`` equal exponential pieces of work, one after the other, ``mean`` seconds together."""
    return exponential(mean) if k == 1 else gamma(mean, k)


def hyper(branches: Sequence[tuple[float, float]]) -> Law:
    """Quick and slow files mixed: pairs (share, mean seconds), each kind exponential."""
    for _, mean in branches:
        _check(MEAN, mean, SHORTEST, LONGEST)
    shares = _shares([share for share, _ in branches])
    means = [mean for _, mean in branches]
    rising = sorted((mean, share) for mean, share in zip(means, shares, strict=True) if share > 0.0)
    if len(rising) == 1:
        return exponential(rising[0][0])
    ends = [*list(accumulate(share for _, share in rising))[:-1], 1.0]
    numbers = [float(len(rising))]
    for end, (mean, share) in zip(ends, rising, strict=True):
        numbers += [end, share, float(mean)]
    return Law(HYPER, tuple(numbers))


def pert(low: float, mode: float, high: float) -> Law:
    """At least, mostly, at most, as planners say it: a beta law with mean (a + 4m + b) / 6."""
    _check_rising(low, mode, high)
    if low == high:
        return constant(low)
    span = high - low
    table = beta_table(1.0 + 4.0 * (mode - low) / span, 1.0 + 4.0 * (high - mode) / span)
    return Law(TABLE, tuple(low + span * value for value in table))


def empirical(observed: Sequence[float] | Sequence[tuple[float, float]]) -> Law:
    """One of the observed lengths, each as often as it was seen: values or (value, weight)."""
    weights: dict[float, float] = {}
    for item in observed:
        value, weight = item if isinstance(item, Sequence) else (item, 1.0)
        _check(LENGTH, value, 0.0, LONGEST)
        weights[float(value)] = weights.get(float(value), 0.0) + weight
    values = sorted(weights)
    shares = _shares([weights[value] for value in values])
    return Law(EMPIRICAL, (float(len(values)), *_upper_ends(shares), *values))


def bernoulli(p: float) -> Law:
    """It happens (1) with probability ``p``, or it does not (0)."""
    _check(PROBABILITY, p, 0.0, 1.0)
    return Law(BERNOULLI, (float(p),))


def choice(shares: Sequence[float]) -> Law:
    """Which of several ways: 0 with the first share, 1 with the second, and so on."""
    return Law(CHOICE, (float(len(shares)), *_upper_ends(_shares(shares))))


def mean_of(law: Law) -> float:
    """What a law takes on average, in seconds, before rounding to whole ones.

    Exact but for tables, whose own mean it is (within 1e-5 of the law's); of a choice, the
    average index.
    """
    p = law.p
    if law.kind in (CONSTANT, EXPONENTIAL, BERNOULLI):
        return p[0]
    if law.kind == UNIFORM:
        return 0.5 * (p[0] + p[1])
    if law.kind == TRIANGULAR:
        return (p[0] + p[1] + p[2]) / 3.0
    if law.kind == WEIBULL:
        return p[0] * gamma_function(1.0 + 1.0 / p[1])
    if law.kind == LOGNORMAL:
        return exp(p[0] + 0.5 * p[1] * p[1])
    if law.kind == HYPER:
        return fsum(share * mean for share, mean in zip(p[2::3], p[3::3], strict=True))
    if law.kind == TABLE:
        return table_mean(p)
    n = int(p[0])
    ends = [0.0, *(min(end, 1.0) for end in p[1:1 + n])]
    values = p[1 + n:] if law.kind == EMPIRICAL else range(n)
    parts = zip(pairwise(ends), values, strict=True)
    return fsum((end - start) * value for (start, end), value in parts)


def flatten(laws: Iterable[Law]) -> tuple[list[int], list[int], list[float]]:
    """All laws of a program in a row: their kinds, where each begins, and all their numbers.

    Laws with the same numbers share them.
    """
    kinds: list[int] = []
    at: list[int] = []
    par: list[float] = []
    known: dict[tuple[float, ...], int] = {}
    for law in laws:
        if law.p not in known:
            known[law.p] = len(par)
            par.extend(law.p)
        kinds.append(law.kind)
        at.append(known[law.p])
    return kinds, at, par


def _upper_ends(shares: Sequence[float]) -> list[float]:
    """Where in u each share ends; the last one that is not empty takes all the rest."""
    last = max(k for k, share in enumerate(shares) if share > 0.0)
    return [end if k < last else ABOVE_ONE for k, end in enumerate(accumulate(shares))]


def _shares(weights: Sequence[float]) -> list[float]:
    """Weights as parts of 1."""
    for weight in weights:
        _check(SHARE, weight, 0.0, LONGEST)
    total = fsum(weights)
    if not total > 0.0:
        raise LawError("至少要有一个正的份额。", "at least one share must be positive.")
    return [weight / total for weight in weights]


def _check(what: Label, value: float, low: float, high: float) -> None:
    """Refuse a number that makes no law, and say which numbers would."""
    if not low <= value <= high:
        raise LawError(
            f"{what.zh} {value:g} 不成立;请取 {low:g} 到 {high:g} 之间的数。",
            f"{what.en} {value:g} makes no law; take a number from {low:g} to {high:g}.",
        )


def _check_rising(*values: float) -> None:
    """The least, the usual and the most must stand in this order."""
    for value in values:
        _check(LENGTH, value, 0.0, LONGEST)
    if list(values) != sorted(values):
        said = ", ".join(f"{value:g}" for value in values)
        raise LawError(f"{said} 应从小到大排列。", f"{said} must be given from least to most.")
