"""From the parameters and the indicator of a published case to the right formula and unit.

Every function takes ``(parameters, indicator)``. Rates are as published; an indicator in 分钟 is answered
in minutes, the rates being per hour.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from xnsim.theory import (
    absence,
    deadlines,
    networks,
    populations,
    priorities,
    single_desk,
    variability,
    windows,
)

Parameters = Mapping[str, Any]
Answer = float | int | list[float] | list[int]

WAITED_MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:分钟|min)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SECOND_MOMENTS = {"det": 1.0, "const": 1.0, "exp": 2.0, "uniform": 4 / 3, "": 1.0}  # E[V^2] / E[V]^2
CLASS_NUMBER = re.compile(r"[WT]q?_?(\d+)")


def says(indicator: str, *words: str) -> bool:
    """Whether the indicator holds one of the words."""
    return any(word in indicator for word in words)


def unit(indicator: str) -> float:
    """60 where hours are asked for in minutes."""
    return 60.0 if says(indicator, "(分钟", "(分钟", "(min") else 1.0


def service_rate(p: Parameters) -> float:
    """The service rate, given as such or as a mean length."""
    return p["mu"] if "mu" in p else 1 / p["ES"]


def service_mean(p: Parameters) -> float:
    """The mean length, given as such or as a rate."""
    return p["ES"] if "ES" in p else 1 / p["mu"]


def span(p: Parameters, indicator: str) -> float | None:
    """The time an indicator compares with, from the parameters or, in minutes, from its own words."""
    for name in ("limit", "tau", "t"):
        if name in p:
            return p[name]
    if "t_min" in p:
        return p["t_min"] / 60
    found = WAITED_MINUTES.search(indicator)
    return float(found[1]) / 60 if found else None


def from_wait(indicator: str, lam: float, wait: float, service: float) -> float:
    """Wait, total time or numbers of files, whichever the indicator names."""
    if says(indicator, "Lq", "等候人数", "排队人数"):
        return lam * wait
    if says(indicator, "Wq", "等候", "排队", "等待时"):
        return wait * unit(indicator)
    if says(indicator, "在办件", "人数", "L ", "L=") and "时长" not in indicator:
        return lam * (wait + service)
    return (wait + service) * unit(indicator)


def any_service(p: Parameters, indicator: str) -> Answer:
    """One desk with lengths of any distribution."""
    lam, service = p["lam"], service_mean(p)
    if says(indicator, "利用率"):
        return lam * service
    return from_wait(indicator, lam, variability.mean_wait(lam, service, p.get("cs2", 1.0)), service)


def one_desk(p: Parameters, indicator: str) -> Answer:
    """One desk with exponential lengths: means, shares on time or late, the limit for a share."""
    if "on_time" in p:
        return single_desk.limit_for(p["lam"], service_rate(p), p["on_time"])
    limit = span(p, indicator)
    if limit is not None and says(indicator, "按时", "超时", "P("):
        late = says(indicator, "超时率", "超时件", ">", "＞")
        share = single_desk.late_share if late else single_desk.on_time_share
        return share(p["lam"], service_rate(p), limit)
    return any_service(p, indicator)


def several_windows(p: Parameters, indicator: str) -> Answer:
    """c windows and one line: Erlang C, means, shares beyond a time, or how many windows it takes."""
    lam, mu, t = p["lam"], service_rate(p), span(p, indicator)
    if "c" not in p:
        return windows.fewest_windows(lam, mu, t or 0.0, p["target"])
    if says(indicator, "Erlang C", "等待概率"):
        return windows.wait_probability(lam, mu, p["c"])
    if says(indicator, "利用率"):
        return lam / (p["c"] * mu)
    if t is not None and says(indicator, "P(", "率"):
        whole = says(indicator, "P(T", "P(W>", "P(W<", "逗留", "办结", "在厅")
        beyond = (windows.time_share_beyond if whole else windows.wait_share_beyond)(lam, mu, p["c"], t)
        return 1 - beyond if says(indicator, "<", "≤", "≦", "内") else beyond
    return from_wait(indicator, lam, windows.mean_wait(lam, mu, p["c"]), 1 / mu)


def pooled_break_even(p: Parameters, _: str) -> Answer:
    """The rate at which generalists take as long as the separate windows did, given or computed."""
    given = p.get("separate_Wq_W_min")
    apart = single_desk.mean_time(p["lam"] / p["c"], p["mu"]) if given is None else given / 60
    return windows.slowest_pooled_rate(p["lam"], p["c"], apart)


def full_hall(p: Parameters, indicator: str) -> Answer:
    """M/M/c/K: those refused a number, or what those who got one find."""
    lam, mu, c, places = p["lam"], service_rate(p), p["c"], p["K"]
    refused = windows.turned_away_share(lam, mu, c, places)
    if says(indicator, "p_K", "拒绝", "比例"):
        return refused
    admitted = lam * (1 - refused)
    if says(indicator, "吞吐", "有效到达"):
        return admitted
    if says(indicator, "利用率"):
        return admitted / (c * mu)
    return from_wait(indicator, admitted, windows.admitted_mean_wait(lam, mu, c, places), 1 / mu)


def telephone(p: Parameters, _: str) -> Answer:
    """Erlang B: the calls lost, or the lines needed for a given loss."""
    offered = p["offered_erlang"] if "offered_erlang" in p else p["lam"] / service_rate(p)
    return windows.erlang_b(offered, p["c"]) if "c" in p else windows.fewest_lines(offered, p["target"])


def impatient(p: Parameters, indicator: str) -> Answer:
    """Erlang A: the wait of all, those who give up, or those who must wait."""
    lam, mu, c, theta = p["lam"], service_rate(p), p["c"], p["theta"]
    if says(indicator, "弃", "放弃", "离去", "流失"):
        return windows.giving_up_share(lam, mu, c, theta)
    if says(indicator, "等待概率"):
        return sum(windows.patience_shares(lam, mu, c, theta)[c:])
    wait = windows.patient_mean_wait(lam, mu, c, theta)
    served = (1 - windows.giving_up_share(lam, mu, c, theta)) / mu
    return from_wait(indicator, lam, wait, served)


def spaced_arrivals(p: Parameters, indicator: str) -> Answer:
    """E_k/M/1, or D/M/1 where no k is named."""
    lam, mu = p["lam"], service_rate(p)
    even = windows.even_arrivals_mean_wait(lam, mu, int(p["k"])) if "k" in p else None
    wait = windows.appointment_mean_wait(lam, mu) if even is None else even
    return from_wait(indicator, lam, wait, 1 / mu)


def two_kinds(p: Parameters, indicator: str) -> Answer:
    """Simple and complex files in one line."""
    shares, means = [p["p"], 1 - p["p"]], [p["mean_simple"], p["mean_complex"]]
    service, cs2 = variability.mixture(shares, means)
    return any_service({"lam": p["lam"], "ES": service, "cs2": cs2}, indicator)


def bundles(p: Parameters, indicator: str) -> Answer:
    """M^X/M/1: bundles of a fixed size (``batch``), or ``EX`` and ``EX2`` given."""
    size = p["EX"] if "EX" in p else p["batch"]
    second = p["EX2"] if "EX2" in p else size * size
    present = variability.batch_mean_present(p["lam"], service_rate(p), size, second)
    files = p["lam"] * size
    return from_wait(indicator, files, present / files - service_mean(p), service_mean(p))


def rank(part: str, classes: int) -> int:
    """Which class a part of an indicator speaks of; -1 for all together."""
    if says(part, "总平均", "总体", "综合"):
        return -1
    number = CLASS_NUMBER.search(part)
    if number:
        return int(number[1]) - 1
    return 0 if says(part, "特急", "急件", "简易", "简单") else classes - 1


def of_classes(indicator: str, lam: Sequence[float], values: Sequence[float]) -> Answer:
    """The classes an indicator names, in its order; a single number unless it is a [list]."""
    everything = [*values, priorities.overall_wait(lam, values)]
    parts = [everything[rank(part, len(values))] for part in indicator.split(",")]
    parts = [part * unit(indicator) for part in parts]
    return parts if indicator.startswith("[") else parts[0]


def classes(p: Parameters) -> tuple[list[float], list[float], list[float] | None]:
    """Arrivals, lengths and spreads of the classes, given one by one or as a share of urgent files."""
    lam = p["lam"]
    if "urgent_share" in p:
        lam = [p["lam"] * p["urgent_share"], p["lam"] * (1 - p["urgent_share"])]
    lengths = p["ES"] if "ES" in p else p["mu"]
    many = lengths if isinstance(lengths, list) else [lengths] * len(lam)
    return lam, many if "ES" in p else [1 / rate for rate in many], p.get("cs2")


def urgent_first(p: Parameters, indicator: str) -> Answer:
    """Classes by rank at one desk or, with ``c``, at several; no file in hand is put away."""
    lam, service, cs2 = classes(p)
    if p.get("c", 1) > 1:
        waits = priorities.windows_mean_waits(lam, 1 / service[0], p["c"])
    else:
        waits = priorities.mean_waits(lam, service, cs2)
    return of_classes(indicator, lam, waits)


def shortest_first(p: Parameters, indicator: str) -> Answer:
    """The shortest file first, exponential lengths of one kind, or of two as in ``two_kinds``."""
    shares = [p["p"], 1 - p["p"]] if "mean_simple" in p else [1.0]
    means = [p["mean_simple"], p["mean_complex"]] if "mean_simple" in p else [service_mean(p)]
    wait = priorities.shortest_first_mean_wait(p["lam"], shares, means)
    return from_wait(indicator, p["lam"], wait, variability.mixture(shares, means)[0])


def urgent_interrupts(p: Parameters, indicator: str) -> Answer:
    """Classes by rank, the file in hand put away and resumed."""
    lam, service, cs2 = classes(p)
    times = priorities.interrupting_mean_times(lam, service, cs2)
    if says(indicator, "Wq", "等候"):
        times = [t - s for t, s in zip(times, service, strict=True)]
    return of_classes(indicator, lam, times)


def absent_officer(p: Parameters, indicator: str) -> Answer:
    """One officer away at times; with ``e`` B fills in."""
    present, absent = p["mean_present"], p["mean_absent"]
    if "e" in p:
        time = absence.covered_mean_time(p["lam"], p["mu"], present, absent, p["e"])
    else:
        time = absence.absent_mean_time(p["lam"], p["mu"], present, absent)
    return p["lam"] * time if says(indicator, "在办件") else time


def idle_walks(p: Parameters, indicator: str) -> Answer:
    """An officer who walks off when idle; ``V`` tells law and mean: 'deterministic 0.5'."""
    law, service = str(p["V"]).lower(), service_mean(p)
    away = float(NUMBER.findall(law)[-1])
    spread = next(factor for word, factor in SECOND_MOMENTS.items() if word in law)
    wait = absence.leaving_when_idle_wait(p["lam"], service, p.get("cs2", 1.0), away, spread * away**2)
    return from_wait(indicator, p["lam"], wait, service)


def meeting(p: Parameters, indicator: str) -> Answer:
    """Files that wait for a regular meeting, with or without work after it."""
    if "mu" in p and "limit" in p:
        on_time = absence.meeting_on_time_share(p["T"], p["mu"], p["limit"])
        return 1 - on_time if says(indicator, "超时") else on_time
    waited = absence.meeting_mean_wait(p["T"])
    return waited + 1 / p["mu"] if "mu" in p and not says(indicator, "等会") else waited


def desk_after_desk(p: Parameters, indicator: str) -> Answer:
    """A line of desks, alike (``n`` or ``K``) or each with its rate."""
    lam, mu = p["lam"], p["mu"]
    rates = mu if isinstance(mu, list) else [mu] * int(p["n"] if "n" in p else p["K"])
    if "limit" not in p:
        return networks.tandem_mean_time(lam, rates)
    on_time = networks.tandem_on_time_share(lam, rates, p["limit"])
    return 1 - on_time if says(indicator, "超时") else on_time


def sent_back(p: Parameters, indicator: str) -> Answer:
    """A desk that returns files: its load or the whole time, for one probability or a sweep of any length."""
    measure = networks.feedback_utilisation if says(indicator, "利用率") else networks.feedback_mean_time
    back = p["p_return"]
    if isinstance(back, list):
        return [measure(p["lam"], p["mu"], probability) for probability in back]
    return measure(p["lam"], p["mu"], back)


def silent_approval(p: Parameters, _: str) -> Answer:
    """[examined, with default] wrongly approved."""
    defaulted = deadlines.default_share(p["lam"], p["mu"], p["tau"])
    return list(deadlines.wrong_approval_shares(defaulted, p["bad_share"], p["detect"]))


def never_queue(p: Parameters, indicator: str) -> Answer:
    """M/G/inf: the mean number, the share of time above ``n``, or the number kept for a share of time."""
    mean = populations.mean_under_way(p["lam"], service_mean(p))
    if "n" in p:
        above = populations.more_than_share(mean, p["n"])
        return 1 - above if says(indicator, "<", "≤") else above
    for name in ("quantile", "target"):
        if name in p:
            return populations.fewest_places(mean, p[name])
    return mean


def projects(p: Parameters, indicator: str) -> Answer:
    """[projects held up, mean time of one request], or the one of them that is named."""
    given = p["N"], p["lam"], p["mu"], p.get("c", 1)
    held, time = populations.projects_held_up(*given), populations.project_mean_time(*given)
    if indicator.startswith("["):
        return [held, time]
    return time if says(indicator, "时长", "时间") else held
