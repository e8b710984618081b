"""One desk whose files differ in length, or come in bundles: M/G/1 and M^X/M/1."""

from __future__ import annotations

from math import sqrt

from xnsim.proof import spread
from xnsim.proof.desks import desk, mean_of, wide_of
from xnsim.proof.facts import Case
from xnsim.proof.office import at_random, constant, exponential, matter, office, serve, span
from xnsim.proof.trial import Proof, Ways, steady
from xnsim.theory import reading, variability


def law(mean: float, cs2: float) -> str:
    """A law of this mean and spread: constant, gamma, exponential or, above, two kinds mixed.

    The two kinds carry the same load each (balanced means); a lognormal of so wide a spread
    would converge too slowly to be checked.
    """
    if cs2 == 0:
        return constant(mean)
    if cs2 == 1:
        return exponential(mean)
    if cs2 < 1:
        return f"gamma({span(mean)}, shape {1 / cs2!r})"
    quick = (1 + sqrt((cs2 - 1) / (cs2 + 1))) / 2
    return mixed([quick, 1 - quick], [mean / quick / 2, mean / (1 - quick) / 2])


def mixed(shares: list[float], means: list[float]) -> str:
    """Files of several kinds, each exponential."""
    return "hyper(" + ", ".join(f"{share!r}: {span(mean)}" for share, mean in zip(shares, means, strict=True)) + ")"


def any_length(case: Case) -> Proof:
    """M/G/1 by mean and spread of the lengths."""
    p = case.numbers
    cs2 = p["cs2"] if "cs2" in p else 1 / p["k"] if "k" in p else 0.0
    return _one_line(case, p["lam"], reading.service_mean(p), cs2, law(reading.service_mean(p), cs2))


def two_kinds(case: Case) -> Proof:
    """Simple and complex files in one line."""
    p = case.numbers
    shares, means = [p["p"], 1 - p["p"]], [p["mean_simple"], p["mean_complex"]]
    service, cs2 = variability.mixture(shares, means)
    return _one_line(case, p["lam"], service, cs2, mixed(shares, means))


def _one_line(case: Case, lam: float, service: float, cs2: float, effort: str) -> Proof:
    load = lam * service
    settle = spread.settling(load, service) * max(1.0, (1 + cs2) / 2)
    return Proof(case, (steady(desk(lam, effort), mean_of(case.indicator), lam, wide_of(case.indicator, load, 1.0, max(0.5, cs2)), settle),))


def bundles(case: Case) -> Proof:
    """Files that come several at a time, always as many."""
    p = case.numbers
    size = int(p["EX"] if "EX" in p else p["batch"])
    lam, service = p["lam"], reading.service_mean(p)
    load = lam * size * service
    hall = office({"desk": {}}, {"visit": matter({**at_random(lam), "batch": size}, serve("desk", exponential(service)))})
    wide = wide_of(case.indicator, load, ca2=float(size))
    return Proof(case, (steady(hall, mean_of(case.indicator), lam * size, wide, spread.settling(load, service) * size),))


WAYS: Ways = (
    (r"M\^X/M/1|(?:成批|批量)到达", bundles),
    (r"M/H2/1", two_kinds),
    (r"M/D/1|M/G/1|M/E\d+/1", any_length),
)
