"""One desk, files at random, random lengths: M/M/1, alone or several of them side by side."""

from __future__ import annotations

from xnsim.proof import spread
from xnsim.proof.facts import Case
from xnsim.proof.office import at_random, exponential, limit, matter, office, serve
from xnsim.proof.trial import Proof, Reader, Trial, Ways, steady
from xnsim.scenario import Scenario
from xnsim.theory import reading, single_desk

STEP_BELOW = 0.97   # a rate one step below the answer: three per cent slower

SURE = 100.0        # spread at which that step can be told from the answer


def mean_of(indicator: str) -> Reader:
    """Read the wait, the total time or a number of files, whichever the indicator names."""
    minutes = reading.unit(indicator)
    if reading.says(indicator, "Lq", "等候人数", "排队人数"):
        return lambda seen: [seen.mean_waiting()]
    if reading.says(indicator, "Wq", "等候", "排队", "等待时"):
        return lambda seen: [seen.mean_wait() * minutes]
    if reading.says(indicator, "在办件", "人数", "L ", "L=") and "时长" not in indicator:
        return lambda seen: [seen.mean_present()]
    return lambda seen: [seen.mean_time() * minutes]


def wide_of(indicator: str, load: float, ca2: float = 1.0, cs2: float = 1.0) -> float:
    """The spread of what ``mean_of`` reads."""
    waits = reading.says(indicator, "Lq", "Wq", "等候", "排队", "等待时")
    return (spread.queue_wait if waits else spread.queue_mean)(load, ca2, cs2)


def desk(lam: float, effort: str, officers: int = 1, within: float | None = None) -> Scenario:
    """A desk with so many officers and one line; with a limit that only records."""
    visit = matter(at_random(lam), serve("desk", effort))
    if within is not None:
        visit["limits"] = {"promised": limit(within)}
    return office({"desk": {"officers": officers}}, {"visit": visit})


def one_desk(case: Case) -> Proof:
    """M/M/1: a mean, a share on time or late, the time that a share keeps, or the load."""
    p, text = case.numbers, case.indicator
    lam, service = p["lam"], reading.service_mean(p)
    load, within = lam * service, reading.span(p, text)
    settle, effort = spread.settling(load, service), exponential(service)
    if "on_time" in p:
        wide = spread.quantile_of(load, 1 - p["on_time"])
        return Proof(case, (steady(desk(lam, effort), lambda seen: [seen.time_quantile(p["on_time"])], lam, wide, settle),))
    if within is not None and reading.says(text, "按时", "超时", "P("):
        return Proof(case, (_limited(lam, service, within, reading.says(text, "超时率", "超时件", ">", "＞")),))
    if reading.says(text, "利用率"):
        return Proof(case, (steady(desk(lam, effort), lambda seen: [seen.busy_share()], lam, 2.0, settle),))
    return Proof(case, (steady(desk(lam, effort), mean_of(text), lam, wide_of(text, load), settle),))


def _limited(lam: float, service: float, within: float, late: bool) -> Trial:
    load = lam * service
    share = single_desk.late_share(lam, 1 / service, within)
    wide = (spread.queue_share if late else spread.rest_share)(load, share)
    read = (lambda seen: [1 - seen.on_time_share()]) if late else (lambda seen: [seen.on_time_share()])
    return steady(desk(lam, exponential(service), within=within), read, lam, wide, spread.settling(load, service), spread.queue_mean(load))


def apart(case: Case) -> Proof:
    """Departments with a window each: who comes for one cannot be served at another."""
    p = case.numbers
    lam, mu, n = p["lam_each"], p["mu"], int(p["n"])
    names = [f"window{k + 1}" for k in range(n)]
    hall = office({name: {} for name in names},
                  {f"for_{name}": matter(at_random(lam), serve(name, exponential(1 / mu))) for name in names})
    load = lam / mu
    return Proof(case, (steady(hall, mean_of(case.indicator), n * lam, wide_of(case.indicator, load), spread.settling(load, 1 / mu)),))


def fast_enough(case: Case) -> Proof:
    """The rate at which the limit is kept: run at the answer, and three per cent below it."""
    p = case.numbers
    rates = (case.answers[0], case.answers[0] * STEP_BELOW)
    trials = [_limited(p["lam"], 1 / rate, p["limit"], False) for rate in rates]
    return Proof(case, tuple(map(_surer, trials)), "met", (p["target"],))


def _surer(trial: Trial) -> Trial:
    """So long that a quarter more late files, one step below the answer, can be told."""
    return steady(trial.office, trial.read, trial.length.flow, SURE, trial.length.settle, trial.lumps)


WAYS: Ways = (
    (r"^\d+ x M/M/1", apart),
    (r"^capacity needed", fast_enough),
    (r"^M/M/1(?!\d)|^同参数无默认制|^FIFO 对照", one_desk),
)
