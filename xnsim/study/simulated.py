"""One run of an office, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xnsim.engines import Engine, Run, run
from xnsim.indicators import INDICATORS, UNITS, Cohort, measure_all
from xnsim.labels import Label, Lang
from xnsim.policies import Policy
from xnsim.program import Program
from xnsim.scenario import InputError, Scenario
from xnsim.study import time_spent, traces
from xnsim.study.asked import MAIN, check_indicators, check_numbers, check_seed, check_workers, program_of
from xnsim.version import VERSION

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

WHERE_TITLE = Label("{}:时间去哪儿了", "{}: where the time went")


class Simulated:
    """One replication of an office: what every case went through, and every spell of work.

    ``tables`` is the run as the engines left it; ``cases`` and ``services`` are the same as
    DataFrames, made when they are first asked for.
    """

    def __init__(self, tables: Run) -> None:
        self.tables = tables

    @cached_property
    def cases(self) -> DataFrame:
        """One row a case; times are seconds from the start of the calendar (columns: ``xnsim.cases``)."""
        return self.tables.cases.to_pandas()

    @cached_property
    def services(self) -> DataFrame:
        """One row a spell of work."""
        return self.tables.services.to_pandas()

    @property
    def stamp(self) -> dict[str, Any]:
        """What it takes to make this run again."""
        return {"version": VERSION, **self.tables.stamp}

    def indicators(self, keys: Iterable[str] | None = None, cohort: Cohort | None = None, lang: Lang = "zh") -> DataFrame:
        """Return indicators of this one run by their key (default: the main list): value, numerator, denominator, cohort, twin.

        One run has no interval: compare replications before believing a difference.
        """
        from pandas import DataFrame

        wanted = MAIN if keys is None else tuple(keys)
        problems = list(check_indicators(wanted))
        if problems:
            raise InputError(problems)
        read = measure_all(self.tables, wanted, cohort)
        rows = {key: {"indicator_label": INDICATORS[key].label(lang), "value": value, "numerator": parts.numerator,
                      "denominator": parts.denominator, "unit": UNITS[INDICATORS[key].unit](lang), "cohort": cohort or INDICATORS[key].cohort,
                      "twin": INDICATORS[key].twin} for key, (value, parts) in read.items()}
        return DataFrame.from_dict(rows, orient="index").rename_axis("indicator")

    def where(self, case: int | None = None, lang: Lang = "zh") -> DataFrame:
        """Return where the time went: of every matter's closed cases received in the window, or of one case.

        Own queue, in hand, off hours, absence, the applicant, pauses, meetings, the slowest
        branch and so on; the seconds sum exactly to the sojourn (see ``xnsim.ledger``).
        """
        return time_spent.frame_of(self.tables, case, lang)

    def where_figure(self, replications: int = 5, lang: Lang = "zh") -> Figure:
        """Draw ``where()``: a bar a matter, parted into where the days of a case went, with the interval of the whole.

        This run and the next ``replications`` - 1 of the same seed; with 1 there is no interval.
        """
        from xnsim.plots import stamp_text, where_figure

        problems = list(check_numbers(replications, self.tables.seed))
        if problems:
            raise InputError(problems)
        made, program = self.tables, self.tables.lowered
        others = [run(program, made.seed, made.replication + k, made.engine) for k in range(1, replications)]
        title = WHERE_TITLE(lang).format(program.scenario.name(lang))
        return where_figure([time_spent.frame_of(each, None, lang) for each in (made, *others)], title,
                            stamp_text(replications, made.seed, program.digest, VERSION, lang), lang)

    def gaming(self, lang: Lang = "zh") -> DataFrame:
        """Return official and true figures side by side, and the traces that managing a figure leaves (see ``xnsim.gaming``)."""
        return traces.frame_of(self.tables, lang)

    def __repr__(self) -> str:
        stamp = " ".join(f"{name}={value}" for name, value in self.stamp.items())
        return f"<Simulated: {self.tables.cases.rows} cases, {self.tables.services.rows} spells of work; {stamp}>"


def simulate(scenario: Scenario, policies: Sequence[Policy] | Policy = (), seed: int = 1, replication: int = 0,
             engine: Engine = "auto") -> Simulated:
    """Run an office once with these policies in force and keep both of its tables.

    Raises ``InputError`` with what any policy refuses.
    """
    problems = [*check_seed(seed, replication), *check_workers(None, engine)]
    program = program_of(scenario, policies, ("policies",))
    if not isinstance(program, Program):
        problems += program
    if problems:
        raise InputError(problems)
    return Simulated(run(program, seed, replication, engine))
