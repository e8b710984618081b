"""A matter's route becomes operations on the tape."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xnsim import laws, tape as t
from xnsim.program.laws_of import law_of
from xnsim.program.limits import Units, units_of
from xnsim.program.sheet import Sheet
from xnsim.scenario import route as r
from xnsim.scenario.matter import Matter
from xnsim.scenario.values import Dist

if TYPE_CHECKING:
    from xnsim.scenario.model import Scenario

ORDERS = {"fifo": t.FIFO, "priority": t.PRIORITY, "due_first": t.DUE_FIRST, "shortest": t.SHORTEST}
PAUSES = {"runs": 0, "lawful_pause": 1, "unlawful_pause": 2, "reset": 0}
CALENDARS = {"civil": 0, "working": 1}
MOST_DEFECTS = 60


class RouteWriter:
    """Writes one matter's route of one phase; knows where each step stands."""

    def __init__(self, sheet: Sheet, scenario: "Scenario", matter: Matter, desks: dict[str, int]) -> None:
        self.sheet, self.scenario, self.matter, self.desks = sheet, scenario, matter, desks
        self.places: dict[str, int] = {}
        self.streams = 0
        self.branches = 1
        self.counters = 0
        self.forks = 0
        self.branch_rows: dict[int, int] = {}
        self.deliver_place = -1
        self.accept_next = -1
        self.last_step = -1
        self.looping = False

    def write(self) -> tuple[int, int]:
        """Write the route; return its first place and the place of the END that keeps the outcome."""
        start = self.sheet.here
        if not any(isinstance(node, r.Accept) for node in every_node(self.matter.route)):
            self.sheet.op(t.CLOCK, t.ACCEPT)
        self.nodes(self.matter.route, branch=0)
        self.sheet.op(t.END, r.OUTCOMES.index(self.matter.outcome))
        return start, self.sheet.op(t.END, -1)

    def stream(self, step: str, purpose: str, law: laws.Law) -> int:
        """Write a stream and return its number within the route."""
        self.sheet.stream(step, purpose, self.sheet.law(law))
        self.streams += 1
        return self.streams - 1

    def duration(self, step: str, purpose: str, dist: Dist) -> int:
        """Write the stream of a random length of time; a length of nothing is no event at all."""
        if dist.name == "constant" and dist.spans[0].amount == 0:
            return self.stream(step, purpose, laws.bernoulli(0.0))
        return self.stream(step, purpose, law_of(dist, self.sheet.day_seconds))

    def nodes(self, nodes: r.Route, branch: int) -> None:
        """Write a row of nodes, one after the other."""
        for node in nodes:
            getattr(self, f"_{r.VERB_OF[type(node)]}")(node, branch)

    def _series(self, node: r.Series, branch: int) -> None:
        self.nodes(node.steps, branch)

    def _serve(self, node: r.Serve, branch: int) -> None:
        first = [self.duration(node.step, f"effort#{i}" if i else "effort", work) for i, work in enumerate(node.effort)][0]
        desk = self.scenario.desks[node.desk]
        limit = self._step_limit(node.limit)
        place = self.sheet.op(t.SERVE, self.desks[node.desk], first, len(node.effort), self.sheet.step(node.step), limit,
                              order=ORDERS[desk.order], trips=node.trips)
        self.places[node.step] = self.last_step = place

    def _step_limit(self, limit: r.StepLimit | None) -> int:
        if limit is None or limit.exit == "record":
            return -1
        units = units_of(limit.within, self.sheet)
        return self.limit_row(t.STEP, units, -1, "deemed_consent", -1, limit.in_hand)

    def limit_row(self, clock: int, units: Units, outcome: int, name: str, to: int, in_hand: str, statutory: int = 0) -> int:
        """Write one acting limit and return its row."""
        add = self.sheet.add
        add("limit_clock", clock)
        add("limit_statutory", statutory)
        add("limit_kind", units.kind)
        add("limit_units", units.units)
        add("limit_outcome", outcome)
        add("limit_bit", t.DEEMED_BIT[name])
        add("limit_to", to)
        return add("limit_finish", 1 if in_hand == "finish" else 0)

    def _wait(self, node: r.Wait, branch: int) -> None:
        stream = self.duration(node.step, "wait", node.length)
        applicant = 1 if node.who == "applicant" else 0
        held = node.clock != "runs" or applicant
        if held:
            self.sheet.op(t.CLOCK, t.PAUSE, PAUSES[node.clock], applicant)
        self.sheet.op(t.WAIT, stream, CALENDARS[node.calendar], self.sheet.step(node.step))
        if held:
            self.sheet.op(t.CLOCK, t.RESUME, PAUSES[node.clock], applicant)

    def _return(self, node: r.Return, branch: int) -> None:
        form, law_base = t.BY_CHANCE, 0
        if node.defects is None:
            stream = self.stream(node.step, "return", laws.bernoulli(node.probability or 0.0))
        else:
            form = t.DEFECTS_ALL if node.defects.notice == "all" else t.DEFECTS_ONE
            stream = self.stream(node.step, "defects", _poisson(node.defects.mean))
            law_base = self._seen_laws(node.defects.seen)
            self.stream(node.step, "seen", self.sheet.laws[law_base])
        at_most = -1 if node.at_most is None else node.at_most
        back = self.places[node.to] if node.to else self.last_step
        place = self.sheet.op(t.RETURN, stream, 0, at_most, self.counters, form, law_base, trips=node.trips)
        self.counters += 1
        self.looping = True
        self.sheet.op(t.CLOCK, t.PAUSE, PAUSES[node.clock], 1)
        self.sheet.op(t.WAIT, self.duration(node.step, "turnaround", node.turnaround), CALENDARS[node.calendar], self.sheet.step(node.step))
        self.sheet.op(t.CLOCK, t.RESUME, PAUSES[node.clock], 1)
        if node.clock == "reset":
            self.sheet.op(t.CLOCK, t.RESET)
        self.sheet.op(t.CLOCK, t.ASK_AGAIN)
        self.sheet.op(t.GOTO, back)
        self.sheet.patch("b", place, self.sheet.here)

    def _seen_laws(self, seen: float) -> int:
        """Write how many of D defects a check sees, for D = 1, 2, …; return the row before the first."""
        self.sheet.laws.append(laws.bernoulli(0.0))
        base = len(self.sheet.laws) - 1
        self.sheet.laws.extend(_seen_of(seen))
        return base

    def _accept(self, node: r.Accept, branch: int) -> None:
        self.sheet.op(t.CLOCK, t.ACCEPT)
        self.accept_next = self.sheet.here

    def _decide(self, node: r.Decide, branch: int) -> None:
        self.sheet.op(t.CLOCK, t.DECIDE)

    def _deliver(self, node: r.Deliver, branch: int) -> None:
        self.deliver_place = self.sheet.op(t.CLOCK, t.DECIDE)
        if node.takes is not None:
            self.sheet.op(t.WAIT, self.duration("deliver", "takes", node.takes), CALENDARS["working"], self.sheet.step("deliver"))
        self.sheet.op(t.CLOCK, t.DELIVER)

    def _clock(self, node: r.Clock, branch: int) -> None:
        what = {"pause": t.PAUSE, "resume": t.RESUME, "reset": t.RESET}[node.do]
        self.sheet.op(t.CLOCK, what, 1 if node.lawful else 2, 0)

    def _end(self, node: r.End, branch: int) -> None:
        self.sheet.op(t.END, r.OUTCOMES.index(node.outcome))

    def _refuse(self, node: r.Refuse, branch: int) -> None:
        stream = self.stream(node.step, "refuse", laws.bernoulli(node.probability))
        place = self.sheet.op(t.REFUSE, stream, 0)
        self.sheet.op(t.END, t.REFUSED)
        self.sheet.patch("b", place, self.sheet.here)

    def _choose(self, node: r.Choose, branch: int) -> None:
        by_class = node.options[0].cls is not None
        stream = -1 if by_class else self.stream(node.step, "choice", laws.choice([o.share or 0.0 for o in node.options]))
        place = self.sheet.op(t.CHOOSE, stream, 0, 0)
        starts, ends = [], []
        for option in node.options:
            starts.append(self.sheet.here)
            self.nodes(option.route, branch)
            ends.append(self.sheet.op(t.GOTO, 0))
        for end in ends:
            self.sheet.patch("a", end, self.sheet.here)
        self._targets(place, node, starts, by_class)

    def _targets(self, place: int, node: r.Choose, starts: list[int], by_class: bool) -> None:
        if by_class:
            named = {option.cls: start for option, start in zip(node.options, starts, strict=True)}
            starts = [named.get(cls, self.sheet.here) for cls in ("ordinary", *self.matter.classes)]
        self.sheet.patch("b", place, len(self.sheet.columns["target"]))
        self.sheet.patch("c", place, len(starts))
        self.sheet.columns["target"].extend(starts)

    def _parallel(self, node: r.Parallel, branch: int) -> None:
        names = list(node.branches)
        fork = self.sheet.add("fork_parent", branch)
        self.sheet.add("fork_next", 0)
        first = len(self.sheet.columns["branch_id"])
        place = self.sheet.op(t.FORK, first, len(names), fork, self.forks)
        self.forks += 1
        for name in names:
            self._branch_row(fork, names, node, name)
        for i, name in enumerate(names):
            self.sheet.patch("branch_start", first + i, self.sheet.here)
            self.nodes(node.branches[name].route, self.sheet.columns["branch_id"][first + i])
            self.sheet.patch("branch_join", first + i, self.sheet.op(t.JOIN, fork, 0, 0, self.sheet.columns["d"][place]))
        self.sheet.patch("fork_next", fork, self.sheet.here)
        self.last_step = -1

    def _branch_row(self, fork: int, names: list[str], node: r.Parallel, name: str) -> None:
        add, columns = self.sheet.add, self.sheet.columns
        first = len(columns["branch_id"]) - names.index(name)
        then = [first + i for i, other in enumerate(names) if name in node.branches[other].after]
        row = add("branch_id", self.branches)
        self.branch_rows[self.branches] = row
        self.branches += 1
        add("branch_start", 0)
        add("branch_join", 0)
        add("branch_after", len(node.branches[name].after))
        add("branch_then_at", len(columns["branch_then"]))
        add("branch_then_n", len(then))
        columns["branch_then"].extend(then)
        add("branch_fork", fork)


def every_node(route: r.Route) -> list[r.Node]:
    """Return all nodes of a route, those inside branches and options too."""
    found: list[r.Node] = []
    for node in route:
        found.append(node)
        inner = [node.steps] if isinstance(node, r.Series) else []
        inner += [branch.route for branch in node.branches.values()] if isinstance(node, r.Parallel) else []
        inner += [option.route for option in node.options] if isinstance(node, r.Choose) else []
        for part in inner:
            found += every_node(part)
    return found


def _poisson(mean: float) -> laws.Law:
    """How many defects a file has; the tail beyond ``MOST_DEFECTS`` is negligible for means up to 20."""
    shares, share = [], 2.718281828459045 ** -mean
    for k in range(MOST_DEFECTS + 1):
        shares.append(share)
        share *= mean / (k + 1)
    return laws.choice([s / sum(shares) for s in shares])


@cache
def _seen_of(seen: float) -> tuple[laws.Law, ...]:
    """How many of 1, 2, … defects a check sees when each is seen with this chance."""
    return tuple(laws.choice(_binomial(d, seen)) for d in range(1, MOST_DEFECTS + 1))


def _binomial(n: int, p: float) -> list[float]:
    shares = [1.0]
    for _ in range(n):
        shares = [(shares[k] if k < len(shares) else 0.0) * (1 - p) + (shares[k - 1] * p if k else 0.0) for k in range(len(shares) + 1)]
    return shares
