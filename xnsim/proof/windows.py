"""Several windows and one line, and applicants who come by appointment."""

from __future__ import annotations

from xnsim.proof import spread
from xnsim.proof.desks import desk, mean_of, wide_of
from xnsim.proof.facts import Case
from xnsim.proof.office import evenly, exponential, matter, office, serve
from xnsim.proof.trial import Proof, Reader, Trial, Ways, steady
from xnsim.theory import reading, single_desk, windows


def several(case: Case) -> Proof:
    """M/M/c: who must wait, how long, how many; or how many windows it takes."""
    p, text = case.numbers, case.indicator
    if "c" not in p:
        return fewest(case)
    lam, mu, c, t = p["lam"], reading.service_rate(p), int(p["c"]), reading.span(p, text)
    waits = windows.wait_probability(lam, mu, c)
    if reading.says(text, "Erlang C", "等待概率"):
        return Proof(case, (_hall(lam, mu, c, lambda seen: [seen.wait_share_beyond(0)], _share(lam, mu, c, waits)),))
    if reading.says(text, "利用率"):
        return Proof(case, (_hall(lam, mu, c, lambda seen: [seen.busy_share(c)], 2.0),))
    if t is not None and reading.says(text, "P(", "率"):
        return Proof(case, (_beyond(lam, mu, c, t, text),))
    wide = _mean(lam, mu, c) if reading.says(text, "Wq", "Lq", "等候", "排队") else spread.queue_mean(lam / mu / c)
    return Proof(case, (_hall(lam, mu, c, mean_of(text), wide),))


def _hall(lam: float, mu: float, c: int, read: Reader, wide: float, lumps: float = 0.0) -> Trial:
    settle = spread.settling(lam / mu / c, 1 / mu / c) + 20 / mu
    return steady(desk(lam, exponential(1 / mu), c), read, lam, wide, settle, lumps)


def _mean(lam: float, mu: float, c: int) -> float:
    """Waits are as long as at one desk of c times the rate, but fewer must wait."""
    return 1.1 * spread.queue_wait(lam / mu / c) / windows.wait_probability(lam, mu, c)


def _share(lam: float, mu: float, c: int, share: float) -> float:
    return max(2.0, spread.queue_share(lam / mu / c, share))


def _beyond(lam: float, mu: float, c: int, t: float, text: str) -> Trial:
    whole = reading.says(text, "P(T", "P(W>", "P(W<", "逗留", "办结", "在厅")
    late = (windows.time_share_beyond if whole else windows.wait_share_beyond)(lam, mu, c, t)
    rest = reading.says(text, "<", "≤", "≦", "内")

    def read(seen):
        """The share of visitors who wait, or stay, longer than t; or of those who do not."""
        beyond = (seen.time_share_beyond if whole else seen.wait_share_beyond)(t)
        return [1 - beyond if rest else beyond]

    wide = _share(lam, mu, c, late)
    return _hall(lam, mu, c, read, max(2.0, wide * (late / (1 - late)) ** 2) if rest else wide, spread.queue_mean(lam / mu / c))


def fewest(case: Case) -> Proof:
    """The least number of windows: run with the answer, and with one window less where it can keep up."""
    p = case.numbers
    lam, mu, t, least = p["lam"], reading.service_rate(p), reading.span(p, case.indicator) or 0.0, int(case.answers[0])
    numbers = [c for c in (least, least - 1) if c * mu > lam]
    trials = [_beyond(lam, mu, c, t, "P(等候<=t)") for c in numbers]
    return Proof(case, tuple(trials), "met", (p["target"],))


def slower_generalists(case: Case) -> Proof:
    """Pooled windows at the rate given as the answer: a visit takes as long as at separate windows."""
    p = case.numbers
    lam, c, rate = p["lam"], int(p["c"]), case.answers[0]
    given = p.get("separate_Wq_W_min")
    apart = 60 * single_desk.mean_time(lam / c, p["mu"]) if given is None else given
    trial = _hall(lam, rate, c, lambda seen: [seen.mean_time() * 60], spread.queue_mean(lam / rate / c))
    return Proof(case, (trial,), expected=(apart,))


def appointments(case: Case) -> Proof:
    """D/M/1: everybody comes, exactly at the booked moment."""
    p = case.numbers
    lam, mu = p["lam"], reading.service_rate(p)
    hall = office({"desk": {}}, {"visit": matter(evenly(lam), serve("desk", exponential(1 / mu)))})
    wide, settle = wide_of(case.indicator, lam / mu, ca2=0.3), spread.settling(lam / mu, 1 / mu)
    return Proof(case, (steady(hall, mean_of(case.indicator), lam, wide, settle),))


WAYS: Ways = (
    (r"slower generalists", slower_generalists),
    (r"\bD/M/1", appointments),
    (r"^M/M/c|^M/M/\d+", several),
)
