"""Desk after desk, and desks that send files back."""

from __future__ import annotations

from collections.abc import Sequence

from xnsim.proof import spread
from xnsim.proof.facts import Case
from xnsim.proof.office import at_random, exponential, limit, matter, office, serve
from xnsim.proof.trial import Proof, Reader, Trial, Ways, steady
from xnsim.scenario import Scenario
from xnsim.theory import networks, reading

SEVERAL = 2.5    # queues in a row: spread of a share, against one queue


def in_series(lam: float, rates: Sequence[float], within: float | None = None) -> Scenario:
    """A line of desks with one officer each."""
    names = [f"desk{k + 1}" for k in range(len(rates))]
    visit = matter(at_random(lam), *(serve(name, exponential(1 / mu)) for name, mu in zip(names, rates, strict=True)))
    if within is not None:
        visit["limits"] = {"promised": limit(within)}
    return office({name: {} for name in names}, {"visit": visit})


def desk_after_desk(case: Case) -> Proof:
    """The mean time through all desks, or the share through them within a limit."""
    p = case.numbers
    lam, mu = p["lam"], p["mu"]
    rates = mu if isinstance(mu, list) else [mu] * int(p["n"] if "n" in p else p["K"])
    slowest = min(rates)
    load, within = lam / slowest, p.get("limit")
    settle = spread.settling(load, 1 / slowest) * len(rates)
    if within is None:
        trial = steady(in_series(lam, rates), lambda seen: [seen.mean_time()], lam, spread.queue_mean(load), settle)
        return Proof(case, (trial,))
    late = 1 - networks.tandem_on_time_share(lam, rates, within)
    if reading.says(case.indicator, "超时"):
        read: Reader = lambda seen: [1 - seen.on_time_share()]
        wide = SEVERAL * spread.queue_share(load, late)
    else:
        read, wide = lambda seen: [seen.on_time_share()], SEVERAL * spread.rest_share(load, late)
    return Proof(case, (steady(in_series(lam, rates, within), read, lam, max(2.0, wide), settle, spread.queue_mean(load) * len(rates)),))


def sent_back(case: Case) -> Proof:
    """A desk after which a file goes back to its own tail; one probability or several in turn."""
    p = case.numbers
    back = p["p_return"] if isinstance(p["p_return"], list) else [p["p_return"]]
    busy = reading.says(case.indicator, "利用率")
    return Proof(case, tuple(_loop(p["lam"], reading.service_mean(p), probability, busy) for probability in back))


def _loop(lam: float, service: float, probability: float, busy: bool) -> Trial:
    visit = matter(at_random(lam), serve("desk", exponential(service)),
                   {"return": {"step": "sent_back", "probability": probability, "turnaround": "0 s"}})
    load = lam * service / (1 - probability)
    read: Reader = (lambda seen: [seen.busy_share()]) if busy else (lambda seen: [seen.mean_time()])
    wide = 2 / (1 - load) if busy else spread.queue_mean(load)
    return steady(office({"desk": {}}, {"visit": visit}), read, lam, wide, spread.settling(load, service / (1 - probability)))


def clock_reset(case: Case) -> Proof:
    """The office's clock starts anew at each return, the applicant's does not; nobody queues."""
    p = case.numbers
    service, back = reading.service_mean(p), p["p_return"]
    visit = matter(at_random(1.0), serve("desk", exponential(service)),
                   {"return": {"step": "sent_back", "probability": back, "turnaround": "0 s", "clock": "reset"}})
    visit["limits"] = {"promised": limit(p["limit"])}
    true = networks.true_on_time_share(1 / service, p["limit"], back)
    read: Reader = lambda seen: [seen.on_time_share(), seen.time_share_beyond(0) - seen.time_share_beyond(p["limit"])]
    hall = office({"desk": {"officers": "unlimited"}}, {"visit": visit})
    return Proof(case, (steady(hall, read, 1.0, max(1.0, spread.alone_share(true)), 40 * service / (1 - back)),))


WAYS: Ways = (
    (r"clock reset", clock_reset),
    (r"feedback", sent_back),
    (r"tandem|^serial \d+ stages", desk_after_desk),
)
