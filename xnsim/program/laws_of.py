"""From a distribution as it was written to the law both engines draw from."""

from __future__ import annotations

from xnsim import laws
from xnsim.scenario.values import Dist


def law_of(dist: Dist, day_seconds: int) -> laws.Law:
    """Return the law of a distribution, in whole seconds; a working day counts its open seconds."""
    span = [s.seconds(day_seconds) for s in dist.spans]
    match dist.name:
        case "constant":
            return laws.constant(span[0])
        case "exp":
            return laws.exponential(span[0])
        case "uniform":
            return laws.uniform(span[0], span[1])
        case "triangular":
            return laws.triangular(span[0], span[1], span[2])
        case "pert":
            return laws.pert(span[0], span[1], span[2])
        case "lognormal":
            return laws.lognormal(span[0], dist.number("cv"))
        case "gamma":
            return laws.gamma(span[0], dist.number("shape"))
        case "erlang":
            return laws.erlang(int(dist.number("k")), span[0])
        case "weibull":
            return laws.weibull(span[0], dist.number("shape"))
        case "hyper":
            return laws.hyper(list(zip(dist.weights, span, strict=True)))
        case "empirical":
            return laws.empirical(list(zip(span, dist.weights, strict=True)))
    raise ValueError(f"no law for {dist.name}")
