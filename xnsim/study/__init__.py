"""The two sentences everyone uses: simulate an office once, compare what could be tried on it.

Alternatives are always compared on the same applicants: replication r of every alternative
draws from (seed, r) by name, so a difference is the policy's and not the luck's.
"""

from __future__ import annotations

from xnsim.study.advice import WarmUpVerdict, advise, warm_up_check
from xnsim.study.asked import MAIN, load_study
from xnsim.study.replications import Interrupted, compare, compare_stream
from xnsim.study.comparison import Comparison
from xnsim.study.feedback import quarters
from xnsim.study.quarters_found import Quarters
from xnsim.study.ranking import Ranking, ranking
from xnsim.study.search import Sought, officers, search
from xnsim.study.simulated import Simulated, simulate
from xnsim.study.traces import compare_gaming
from xnsim.study.worlds import InWorlds

__all__ = [
    "MAIN", "Comparison", "InWorlds", "Interrupted", "Quarters", "Ranking", "Simulated", "Sought", "WarmUpVerdict", "advise", "compare", "compare_gaming", "compare_stream",
    "load_study", "officers", "quarters", "ranking", "search", "simulate", "warm_up_check",
]
