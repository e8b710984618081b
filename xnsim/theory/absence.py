"""When the officer is away: absences, the AB pair, leaving when idle, and waiting for a meeting."""

from __future__ import annotations

from math import exp, inf

from xnsim.theory import environment, variability


def absent_mean_time(lam: float, mu: float, mean_present: float, mean_absent: float) -> float:
    """One officer who is there and away by turns, also while nothing waits; nobody stands in.

    A file in hand waits and is resumed. Presence and absence are exponential.
    Source: White & Christie (1958), Oper. Res. 6:79-95; Avi-Itzhak & Naor (1963), Oper. Res. 11:303-320.
    """
    leave, back = 1 / mean_present, 1 / mean_absent
    spare = mu * back - lam * (leave + back)
    if spare <= 0:
        return inf
    return ((leave + back) ** 2 + mu * leave) / ((leave + back) * spare)


def covered_mean_time(lam: float, mu: float, mean_present: float, mean_absent: float, e: float) -> float:
    """The same, but B, who has no files of his own, fills in at ``e`` times A's speed.

    Hand-over is instant both ways. Source: matrix-geometric, Neuts (1981).
    """
    leave, back = 1 / mean_present, 1 / mean_absent
    return environment.mean_time(lam, [mu, e * mu], [[-leave, leave], [back, -back]])


def someone_there_share(present: float, officers: int) -> float:
    """Share of time at least one of several officers is there, absences independent."""
    return 1 - (1 - present) ** officers


def leaving_when_idle_wait(
    lam: float, service: float, cs2: float, mean_away: float, second_away: float
) -> float:
    """How long a file lies when the officer walks off whenever the line is empty, again and again.

    ``second_away`` = E[V^2] of the time away. Source: Levy & Yechiali (1975), Mgmt Sci 22:202-211;
    Doshi (1986): the M/G/1 wait plus E[V^2] / (2 E[V]).
    """
    return variability.mean_wait(lam, service, cs2) + second_away / (2 * mean_away)


def meeting_mean_wait(interval: float) -> float:
    """How long a file waits for the next regular meeting, which clears the whole table."""
    return interval / 2


def meeting_on_time_share(interval: float, mu: float, limit: float) -> float:
    """Share closed in time when a file waits for the meeting and then takes an exponential time.

    Uniform wait plus exponential of rate ``mu``; any limit, also one shorter than the interval.
    """
    heard = min(interval, limit)
    still_open = (exp(-mu * (limit - heard)) - exp(-mu * limit)) / mu
    return (heard - still_open) / interval
