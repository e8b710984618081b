"""One run of the toy office under three policies, told in plain numbers; imports nothing heavy itself."""

from __future__ import annotations

from typing import Any

from policy_office import office

from xnsim.engines import Engine, run
from xnsim.indicators import INDICATORS, measure_all
from xnsim.policies import registry, timeline
from xnsim.program import lower
from xnsim.scenario.files import dump, loads

POLICIES = ("ab_cover", "parallel_approval", "time_limit")


def told(engine: Engine) -> dict[str, Any]:
    """Both tables, column by column, and every indicator; what cannot be computed is None."""
    program = lower(timeline(loads(dump(office())), [registry()[key]() for key in POLICIES]))
    made = run(program, seed=4, replication=1, engine=engine)
    values = {key: value for key, (value, _) in measure_all(made, INDICATORS).items()}
    tables = {f"{kind}.{name}": [int(value) for value in table[name]]
              for kind, table in (("cases", made.cases), ("services", made.services)) for name in table}
    return {"engine": made.engine, "tables": tables, "indicators": {key: float(v) if v == v else None for key, v in values.items()}}
