"""Urgent files go first; a file in hand is put away for them, or never."""

from __future__ import annotations

from collections.abc import Sequence

from xnsim.proof import spread
from xnsim.proof.desks import mean_of
from xnsim.proof.facts import Case
from xnsim.proof.office import at_random, matter, office, serve
from xnsim.proof.seen import Seen
from xnsim.proof.trial import Proof, Reader, Steady, Trial, Ways, steady
from xnsim.proof.variability import law, mixed
from xnsim.scenario import Scenario
from xnsim.theory import reading, variability, windows

PUSHED_BACK = 0.8     # the last class waits for the files of the others that come meanwhile: so much more spread


def ranked(lam: Sequence[float], service: Sequence[float], cs2: Sequence[float], officers: int = 1, preempt: bool = False) -> Scenario:
    """A desk where each class is a matter of its own; the first named goes first."""
    matters = {}
    for k, (rate, mean, wide) in enumerate(zip(lam, service, cs2, strict=True)):
        matters[f"class{k + 1}"] = {**matter(at_random(rate), serve("desk", law(mean, wide))), "priority": -k}
    return office({"desk": {"officers": officers, "order": "priority", "preempt": preempt}}, matters)


def waits(seen: Seen, classes: int) -> list[float]:
    """The mean wait of each class."""
    return [seen.mean_wait(f"class{k + 1}") for k in range(classes)]


def urgent_first(case: Case) -> Proof:
    """The waits of the classes that the indicator names."""
    lam = reading.classes(case.numbers)[0]

    def read(seen: Seen) -> list[float]:
        """The wait of each class that the case names."""
        told = reading.of_classes(case.indicator, lam, waits(seen, len(lam)))
        return told if isinstance(told, list) else [told]

    return _of_classes(case, read)


def urgent_interrupts(case: Case) -> Proof:
    """The times, or the waits, of the classes where the file in hand is put away and resumed."""
    lam, service, _ = reading.classes(case.numbers)
    off = service if reading.says(case.indicator, "Wq", "等候") else [0.0] * len(lam)

    def read(seen: Seen) -> list[float]:
        """The time, or the wait, of each class that the case names."""
        times = [seen.mean_time(f"class{k + 1}") - off[k] for k in range(len(lam))]
        told = reading.of_classes(case.indicator, lam, times)
        return told if isinstance(told, list) else [told]

    return _of_classes(case, read, preempt=True)


def conserved(case: Case) -> Proof:
    """The waits weighted by the loads."""
    lam, service, _ = reading.classes(case.numbers)
    loads = [a * s for a, s in zip(lam, service, strict=True)]
    return _of_classes(case, lambda seen: [sum(r * w for r, w in zip(loads, waits(seen, len(lam)), strict=True))])


def _of_classes(case: Case, read: Reader, preempt: bool = False) -> Proof:
    lam, service, given = reading.classes(case.numbers)
    cs2 = given or [1.0] * len(lam)
    officers, mean = int(case.numbers.get("c", 1)), sum(a * s for a, s in zip(lam, service, strict=True)) / sum(lam)
    second = sum(a * s * s * (1 + c) for a, s, c in zip(lam, service, cs2, strict=True)) / sum(lam)
    load, wide = sum(lam) * mean / officers, second / mean**2 - 1
    settle = spread.settling(load, mean / officers) * max(1.0, (1 + wide) / 2) + 20 * max(service)
    waits_at_all = windows.wait_probability(load * officers, 1.0, officers) if officers > 1 else 1.0
    last = spread.queue_wait(load, 1.0, wide) / waits_at_all * (1 + PUSHED_BACK * (load - lam[-1] * service[-1] / officers))
    length = Steady(sum(lam), last, settle)
    return Proof(case, (Trial(ranked(lam, service, cs2, officers, preempt), read, length),))


def shortest_first(case: Case) -> Proof:
    """The desk knows every length and takes the shortest."""
    p = case.numbers
    shares = [p["p"], 1 - p["p"]] if "mean_simple" in p else [1.0]
    means = [p["mean_simple"], p["mean_complex"]] if "mean_simple" in p else [reading.service_mean(p)]
    service, cs2 = variability.mixture(shares, means)
    effort = mixed(shares, means) if len(means) > 1 else law(service, 1.0)
    hall = office({"desk": {"order": "shortest"}}, {"visit": matter(at_random(p["lam"]), serve("desk", effort))})
    load = p["lam"] * service
    settle = 4 * spread.settling(load, service) * max(1.0, (1 + cs2) / 2)
    wide = 2 * spread.queue_wait(load, 1.0, cs2)
    return Proof(case, (steady(hall, mean_of(case.indicator), p["lam"], wide, settle),))


WAYS: Ways = (
    (r"conservation", conserved),
    (r"SPT|SJF|shortest|最短", shortest_first),
    (r"(?<!non-)preemptive|(?<!非)抢占", urgent_interrupts),
    (r"non-preemptive|非抢占|优先", urgent_first),
)
