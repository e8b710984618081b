"""Where the time went, as a table: rows are entries of the ledger, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from xnsim.engines import Run
from xnsim.labels import Label, Lang
from xnsim.ledger import ENTRIES, MEANING, Ledger, MatterLedger, NoSuchCase, where
from xnsim.scenario import InputError, Problem
from xnsim.scenario.route import Parallel, Serve
from xnsim.scenario.walk import walk

if TYPE_CHECKING:
    from pandas import DataFrame

WITHIN = Label("其中:", "of which: ")
HOUR_S = 3600


def frame_of(run: Run, case: int | None, lang: Lang) -> DataFrame:
    """Return the ledger of one case, or of every matter, one row an entry that is not nought.

    Columns: matter, matter_label, entry, entry_label, branch, seconds, hours, share, cases,
    sojourn_s. ``hours`` are a case's, on the mean; rows with a branch part the row
    ``slowest`` above them and are not to be added to the others. Raises ``InputError``.
    """
    from pandas import DataFrame

    try:
        found = where(run, case)
    except NoSuchCase as no_such:
        raise InputError([Problem("case", no_such.says)]) from None
    if isinstance(found, Ledger):
        name = run.lowered.matters[found.matter]
        accounts = [MatterLedger(found.matter, name, 1, int(found.is_open), found.sojourn_s, found.seconds, found.slowest)]
    else:
        accounts = list(found.values())
    return DataFrame([row for account in accounts for row in rows_of(run, account, lang)], columns=COLUMNS)


COLUMNS = ["matter", "matter_label", "entry", "entry_label", "branch", "seconds", "hours", "share", "cases", "still_open", "sojourn_s"]


def rows_of(run: Run, account: MatterLedger, lang: Lang) -> Iterator[dict[str, Any]]:
    """Yield the rows of one matter, the slowest branches below their sum."""
    said, branches = _named(run, account.name, lang), branches_of(run, account.name, lang)
    for entry, seconds in account.seconds.items():
        if not seconds:
            continue
        yield _row(account, said, entry, ENTRIES[entry](lang), "", seconds)
        for branch, spent in account.slowest.items() if entry == "slowest" else ():
            for part, amount in spent.items():
                yield _row(account, said, part, f"{WITHIN(lang)}{branches.get(branch, branch)} · {ENTRIES[part](lang)}", branch, amount)


def branches_of(run: Run, matter: str, lang: Lang) -> dict[str, str]:
    """Return what the branches of a matter are called: by the desk where one alone works on it and on no other branch, else by their own name."""
    at_desk: dict[str, str] = {}
    for phase in run.lowered.phases:
        for stop in walk(phase.scenario.matters[matter].route, ()):
            for name, branch in stop.node.branches.items() if isinstance(stop.node, Parallel) else ():
                desks = {inner.node.desk for inner in walk(branch.route, ()) if isinstance(inner.node, Serve)}
                at_desk[name] = desks.pop() if len(desks) == 1 else name
    desks_of = list(at_desk.values())
    return {name: _named(run, desk if desks_of.count(desk) == 1 else name, lang) for name, desk in at_desk.items()}


def meanings(entries: Iterable[str], lang: Lang) -> list[tuple[str, str]]:
    """Return entries of the ledger with what is booked under each, in the ledger's order."""
    told = set(entries)
    return [(ENTRIES[entry](lang), MEANING[entry](lang)) for entry in ENTRIES if entry in told]


def _named(run: Run, key: str, lang: Lang) -> str:
    label = run.lowered.labels.get(key)
    return label(lang) if label else key


def _row(account: MatterLedger, said: str, entry: str, label: str, branch: str, seconds: int) -> dict[str, Any]:
    return {"matter": account.name, "matter_label": said, "entry": entry, "entry_label": label, "branch": branch, "seconds": seconds,
            "hours": seconds / HOUR_S / account.cases, "share": seconds / account.sojourn_s, "cases": account.cases,
            "still_open": account.still_open, "sojourn_s": account.sojourn_s}
