"""Several departments at once: how much is saved, how reliable the whole is, which chain decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from xnsim.theory import single_desk


def harmonic(k: int) -> float:
    """1 + 1/2 + ... + 1/k."""
    return sum(1 / i for i in range(1, k + 1))


def series_mean(k: int, mu: float) -> float:
    """k departments one after another, each exponential, no queue."""
    return k / mu


def parallel_mean(k: int, mu: float) -> float:
    """The same k departments at once: the file moves on when the slowest has finished.

    Source: order statistics, Renyi (1953).
    """
    return harmonic(k) / mu


def saved_share(k: int) -> float:
    """What share of the time is saved by asking k equal departments at once: far from 1 - 1/k."""
    return 1 - harmonic(k) / k


def weakest_link_share(shares: Sequence[float]) -> float:
    """Share of files on time when every department must be, independently."""
    return prod(shares)


def share_each_must_reach(target: float, k: int) -> float:
    """How punctual each of k departments must be for the whole to reach the target."""
    return target ** (1 / k)


def fork_join_two(lam: float, mu: float) -> float:
    """How long a file takes when two departments, each with its line, examine it at once.

    Source: Flatto & Hahn (1984), SIAM J. Appl. Math. 44:1041-1053; Nelson & Tantawi (1988).
    """
    return (12 - lam / mu) / 8 * single_desk.mean_time(lam, mu)


def fork_join(k: int, lam: float, mu: float) -> float:
    """The same for k departments; exact for one and two, else an approximation low by 1 to 2 %.

    Source: Nelson & Tantawi (1988), IEEE Trans. Computers 37:739-743.
    """
    if k == 1:
        return single_desk.mean_time(lam, mu)
    growth = harmonic(k) / harmonic(2)
    return (growth + (1 - growth) * 4 / 11 * lam / mu) * fork_join_two(lam, mu)


def fork_join_bounds(k: int, lam: float, mu: float) -> tuple[float, float]:
    """Between what the time of k departments must lie: no queue at all, and independent queues.

    Source: Nelson & Tantawi (1988).
    """
    return harmonic(k) / mu, harmonic(k) * single_desk.mean_time(lam, mu)


def series_mean_time(k: int, lam: float, mu: float) -> float:
    """k departments one after another, each with its line. Source: Jackson (1957)."""
    return k * single_desk.mean_time(lam, mu)


def finish_times(days: Mapping[str, float], after: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """When each step of a plan is finished if every step starts as soon as those before it are done.

    ``after[step]`` names the steps that must come first, in any order of writing. A plan that waits for
    itself or for an unknown step is refused. Source: critical path method, Kelley & Walker (1959).
    """
    done: dict[str, float] = {}
    waiting = list(days)
    while waiting:
        ready = [step for step in waiting if all(earlier in done for earlier in after.get(step, ()))]
        if not ready:
            names = "、".join(waiting)
            raise ValueError(
                f"先后关系走不通({names}):有环,或引用了不存在的环节;请改 after。"
                f" / These steps wait for each other or for an unknown step: {names}; correct their `after`."
            )
        for step in ready:
            done[step] = days[step] + max((done[earlier] for earlier in after.get(step, ())), default=0)
        waiting = [step for step in waiting if step not in done]
    return done


def critical_path(days: Mapping[str, float], after: Mapping[str, Sequence[str]]) -> float:
    """The shortest time a plan can take, however many departments work at once."""
    return max(finish_times(days, after).values(), default=0)


def slowest(days: Sequence[float]) -> float:
    """Fixed times at once: the longest decides."""
    return max(days, default=0)
