"""How long a run must be: the relative variance a case adds to the mean over many dependent cases.

With spread v the mean of n cases has the relative variance v / n, so n = v (t / half-width)^2.
Source (from memory): the variance of a reflected Brownian motion's time average (Whitt 1989, Management Science
35:1341-1366), put into customers so that it is exact for the mean wait at M/M/1 near full load.
Factors with a name were measured once and rounded up.
"""

from __future__ import annotations

from math import log

LONG_TAIL = 1.5           # kinds of files mixed: so much above what the variance of the lengths tells
MOST_FOR_A_REST = 150.0


def queue_mean(load: float, ca2: float = 1.0, cs2: float = 1.0) -> float:
    """A mean wait or time at a queue: neighbours wait together, the longer the fuller the desk."""
    return (ca2 + cs2) * (1 + load) / (1 - load) ** 2


def queue_wait(load: float, ca2: float = 1.0, cs2: float = 1.0) -> float:
    """A mean wait, service left out; some files do not wait at all, so it varies more than the time.

    Source: Daley (1968), J. Austral. Math. Soc. 8:683-699, for M/M/1 (reference from memory).
    """
    exact = (2 + 5 * load - 4 * load**2 + load**3) / (load * (1 - load) ** 2)
    return exact * (ca2 + cs2) / 2 * (LONG_TAIL if cs2 > 1 else 1.0)


def queue_share(load: float, share: float) -> float:
    """A share of files that wait longer than some time, the wait being exponential."""
    if not 0 < share < 1:
        return 1.0
    return queue_mean(load) * (1 - share + share * log(share)) / share


def rest_share(load: float, share: float) -> float:
    """The share on time, ``share`` being late: the same variance on a larger number.

    Where next to all are on time two per cent would say little: then the late ones count, to two fifths.
    """
    late = queue_share(load, share)
    return max(1.0, late * (share / (1 - share)) ** 2, min(late / 400, MOST_FOR_A_REST)) if share < 1 else 1.0


def quantile_of(load: float, share: float) -> float:
    """The time that only this share of files exceeds."""
    return queue_share(load, share) / log(share) ** 2


def alone_share(share: float) -> float:
    """A share of files that do not touch each other."""
    return (1 - share) / share


def settling(load: float, service: float) -> float:
    """Days until a queue that began empty has forgotten it: twenty relaxation times.

    Source: handbook, 20 / (1 - load)^2 services.
    """
    return 20 * service / (1 - load) ** 2
