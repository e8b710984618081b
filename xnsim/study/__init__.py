"""The two sentences everyone uses: simulate an office once, compare what could be tried on it.

Alternatives are always compared on the same applicants: replication r of every alternative
draws from (seed, r) by name, so a difference is the policy's and not the luck's.
"""

from __future__ import annotations

from xnsim.study.advice import WarmUpVerdict, advise, warm_up_check
from xnsim.study.asked import MAIN, load_study
from xnsim.study.replications import Interrupted, compare, compare_stream
from xnsim.study.comparison import Comparison
from xnsim.study.simulated import Simulated, simulate

__all__ = [
    "MAIN", "Comparison", "Interrupted", "Simulated", "WarmUpVerdict", "advise", "compare", "compare_stream", "load_study",
    "simulate", "warm_up_check",
]
