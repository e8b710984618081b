"""The desk in the page: alternatives are run on the same applicants, replication by replication, and what was run is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from xnsim.handout.figures import LANGS, both, means, point
from xnsim.handout.page import typed
from xnsim.labels import Label
from xnsim.plots.style import stamp_text
from xnsim.policies import Policy, registry
from xnsim.punctuation import printed
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError
from xnsim.study.asked import ask
from xnsim.study.comparison import Comparison, Readings, comparison_of
from xnsim.study.replications import read, stages_of
from xnsim.version import VERSION
from xnsim.widgets.controls import turned
from xnsim.widgets.figures import MAIN

NOW, PLAN = "now", "plan"
LEVEL = 0.95
ENGINE = "lists"
KEPT = 200
"""Alternatives whose readings are kept, so that going back to a setting shows its figures at once."""
BAD_KNOB = Label("参数不对:{}", "a knob is wrong: {}")

Told = dict[str, Any]


class Runs:
    """Runs alternatives of one office and tells what is known after 2, 3, 5, … and all replications."""

    def __init__(self, office: Scenario, replications: int, seed: int) -> None:
        self.office, self.replications, self.seed = office, replications, seed
        self._kept: dict[str, list[Readings]] = {}

    def stream(self, alternatives: Mapping[str, Sequence[Policy]]) -> Iterator[tuple[int, int, Comparison | None]]:
        """Yield (runs done, runs in all, comparison) after every run; the comparison is None between the stages.

        The figures are those ``xn.compare`` gives for as many replications. Raises ``InputError``.
        """
        asked = ask(self.office, alternatives, MAIN, None, self.replications, self.seed, LEVEL, 1, ENGINE)
        rows = {name: self._rows(program.digest) for name, program in asked.programs.items()}
        stages, of, known = stages_of(self.replications), self.replications * len(rows), min(map(len, rows.values()))
        for n in range(1, self.replications + 1):
            for name, program in asked.programs.items():
                if len(rows[name]) < n:
                    rows[name].append(read(program, self.seed, n - 1, asked.wanted, ENGINE))
                    yield sum(map(len, rows.values())), of, None
            if n in stages and n >= known:
                yield n * len(rows), of, comparison_of(asked, {name: each[:n] for name, each in rows.items()})

    def _rows(self, digest: str) -> list[Readings]:
        while len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        return self._kept.setdefault(digest, [])


class Desk:
    """Answers which reforms were ticked and how their knobs stand."""

    def __init__(self, office: Scenario, scenario: str, replications: int, seed: int) -> None:
        self.scenario, self.runs = scenario, Runs(office, replications, seed)

    def answers(self, asked: Mapping[str, Any]) -> Iterator[Told]:
        """Yield what is known so far: ``on`` are keys of policies, ``knobs`` their values by key and name."""
        try:
            chosen = [turned(registry()[key], None, asked["knobs"].get(key, {})) for key in asked["on"]]
        except ValidationError as error:
            yield {"stage": "refused", "why": [_knob_fault(error)]}
            return
        try:
            for done, of, found in self.runs.stream({NOW: [], PLAN: chosen} if chosen else {NOW: []}):
                yield {"stage": "working", "done": done, "of": of} if found is None else self._told(found, chosen, done == of)
        except InputError as error:
            yield {"stage": "refused", "why": [both(problem.says) for problem in error.problems]}

    def _told(self, found: Comparison, chosen: Sequence[Policy], final: bool) -> Told:
        told = told_of(found, final) | {"typed": typed_command(self.scenario, chosen, self.runs)}
        return told | {"plan": point(found, PLAN)} if chosen else told


def told_of(found: Comparison, final: bool) -> Told:
    """Return the office as it is, and the stamp, of what was found so far."""
    digest = found.digests[found.status_quo]
    return {"stage": "final" if final else "preview", "n": found.replications, "now": {"v": means(found, found.status_quo)},
            "stamp": {lang: printed(stamp_text(found.replications, found.seed, digest, VERSION, lang), lang) for lang in LANGS}}


def typed_command(scenario: str, chosen: Sequence[Policy], runs: Runs) -> str:
    """Return what is typed on a PC with xnsim to get the same figures."""
    words = "+".join(f"{policy.key}:{knobs}" if (knobs := typed(policy)) else policy.key for policy in chosen)
    policy = f' --policy "{words}"' if words else ""
    return f"xnsim compare {scenario}{policy} --replications {runs.replications} --seed {runs.seed}"


def _knob_fault(error: ValidationError) -> dict[str, str]:
    where = "; ".join(f"{'.'.join(map(str, each['loc']))} = {each['input']!r}" for each in error.errors())
    return {lang: BAD_KNOB(lang).format(where) for lang in LANGS}
