"""Makes the golden tables anew: ``python tests/golden_update.py`` where xnsim is installed.

One table a study of ``scenarios/studies``: a row an indicator, a column an alternative, the
mean over a few replications. Look at the difference before you keep it: a table that moves
without a change of meaning is a fault.
"""

from __future__ import annotations

import csv
from pathlib import Path
from statistics import fmean

from xnsim.engines import Engine, run
from xnsim.indicators import INDICATORS, measure_all
from xnsim.policies.compose import timeline
from xnsim.policies.study_spec import StudyPlan, load_study
from xnsim.program import lower

HERE = Path(__file__).parent
STUDIES = sorted((HERE.parent / "scenarios" / "studies").glob("*.yaml"))
REPLICATIONS = 3

Golden = dict[str, dict[str, str]]


def golden_file(study: Path) -> Path:
    """Return where the golden table of a study lies."""
    return HERE / "golden" / f"{study.stem}.csv"


def table_of(study: Path, engine: Engine = "auto") -> Golden:
    """Run a study a few times and return alternative -> (seed, digest and each indicator -> its text)."""
    plan = load_study(study, INDICATORS)
    replications = min(plan.replications, REPLICATIONS)
    return {name: _column(plan, name, replications, engine) for name in plan.alternatives}


def _column(plan: StudyPlan, name: str, replications: int, engine: Engine) -> dict[str, str]:
    program = lower(timeline(plan.scenario, plan.alternatives[name]))
    runs = [measure_all(run(program, plan.seed, number, engine), plan.indicators) for number in range(replications)]
    means = {key: fmean(readings[key][0] for readings in runs) for key in plan.indicators}
    return {"seed": str(plan.seed), "replications": str(replications), "digest": program.digest, **{key: repr(mean) for key, mean in means.items()}}


def read(path: Path) -> Golden:
    """Read a golden table: alternative -> row name -> text."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {name: {row[0]: row[place] for row in rows} for place, name in enumerate(header) if place}


def write(path: Path, golden: Golden) -> None:
    """Write a golden table, one column an alternative."""
    path.parent.mkdir(exist_ok=True)
    names = list(golden)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["indicator", *names])
        lines.writerows([row, *(golden[name][row] for name in names)] for row in golden[names[0]])


if __name__ == "__main__":
    for each in STUDIES:
        write(golden_file(each), table_of(each))
        print(golden_file(each).relative_to(HERE.parent).as_posix())
