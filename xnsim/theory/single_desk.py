"""One desk, files arriving at random, files of random length: the M/M/1 queue.

``lam`` is the arrival rate and ``mu`` the service rate, in files per unit of time; times come back in
that unit. Source of all unless said otherwise: Kleinrock, Queueing Systems vol. 1 (1975) ch. 3, sec. 5.7.
"""

from __future__ import annotations

from math import exp, expm1, inf, log


def utilisation(lam: float, mu: float) -> float:
    """Share of the day the desk is busy, while the desk can keep up."""
    return lam / mu


def mean_time(lam: float, mu: float) -> float:
    """How long a file is in the office on average, waiting and in hand (W)."""
    return 1 / (mu - lam) if lam < mu else inf


def mean_wait(lam: float, mu: float) -> float:
    """How long a file lies in the line before it is taken up (Wq)."""
    return lam / mu / (mu - lam) if lam < mu else inf


def mean_present(lam: float, mu: float) -> float:
    """How many files are in the office on average, in hand or in line (L)."""
    return lam / (mu - lam) if lam < mu else inf


def on_time_share(lam: float, mu: float, limit: float) -> float:
    """Share of files closed within the limit when the desk takes them in order of arrival."""
    return -expm1(-(mu - lam) * limit) if lam < mu else 0.0


def late_share(lam: float, mu: float, limit: float) -> float:
    """Share of files closed after the limit, when nothing happens to them at the limit."""
    return exp(-(mu - lam) * limit) if lam < mu else 1.0


def limit_for(lam: float, mu: float, share: float) -> float:
    """The shortest limit an office may promise so that this share of its files keeps it."""
    return -log(1 - share) / (mu - lam) if lam < mu else inf


def service_rate_for(lam: float, limit: float, share: float) -> float:
    """How fast the desk must become so that this share of its files keeps the limit."""
    return lam - log(1 - share) / limit


def open_files(throughput: float, mean_time: float) -> float:
    """Files under way = files closed a day times days a file takes, whatever the office is like.

    Source: Little (1961), Oper. Res. 9:383-387.
    """
    return throughput * mean_time
