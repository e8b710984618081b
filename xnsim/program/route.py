"""A matter's route becomes operations on the tape."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xnsim import laws, tape as t
from xnsim.program.laws_of import law_of
from xnsim.program.limits import Units, units_of
from xnsim.program.rules import rule_row
from xnsim.program.sessions import notice_of
from xnsim.program.sheet import Sheet
from xnsim.program.timers import spawn_row, works
from xnsim.scenario import route as r
from xnsim.scenario.matter import Matter
from xnsim.scenario.values import Dist
from xnsim.worktime import SPAN

if TYPE_CHECKING:
    from xnsim.scenario.model import Scenario

ORDERS = {"fifo": t.FIFO, "priority": t.PRIORITY, "due_first": t.DUE_FIRST, "shortest": t.SHORTEST}
PAUSES = {"runs": 0, "lawful_pause": 1, "unlawful_pause": 2, "reset": 0}
CALENDARS = {"civil": 0, "working": 1}
WAITED_FOR = {"office": 0, "applicant": 1, "extraneous": 2}
REFUSALS = {"wait": t.WAIT_ALL, "cancel": t.CANCEL, "hold": t.HOLD}
PARENTS = {"goes_on": t.GOES_ON, "waits": t.WAITS, "raised": t.RAISED}
MOST_DEFECTS = 60
AT_PARENT = -3      # CHOOSE: by the desk at which the parent lies


class RouteWriter:
    """Writes one matter's route of one phase; knows where each step stands."""

    def __init__(self, sheet: Sheet, scenario: "Scenario", matter: Matter, desks: dict[str, int]) -> None:
        self.sheet, self.scenario, self.matter, self.desks = sheet, scenario, matter, desks
        self.places: dict[str, int] = {}
        self.firsts: dict[str, int] = {}      # where the operations of a step begin
        self.matters: dict[str, int] = {}
        self.streams = 0
        self.branches = 1
        self.counters = 0
        self.forks = 0
        self.branch_rows: dict[int, int] = {}
        self.siblings: dict[int, dict[str, int]] = {}
        self.deliver_place = -1
        self.accept_next = -1
        self.last_step = -1
        self.looping = False
        self.examined = -1      # the stream by which one sees who came to the step of ``quality.discovery.examined``

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
            self.firsts.setdefault(str(getattr(node, "step", "")), self.sheet.here)
            getattr(self, f"_{r.VERB_OF[type(node)]}")(node, branch)

    def _series(self, node: r.Series, branch: int) -> None:
        self.nodes(node.steps, branch)

    def _serve(self, node: r.Serve, branch: int) -> None:
        if node.at_parent:
            self._serve_at_parent(node, branch)
            return
        names = luck_of(node)
        first = [self.duration(*names[i], work) for i, work in enumerate(node.effort)][0]
        desk = self.scenario.desks[node.desk]
        limit = self._step_limit(node.limit)
        place = self.sheet.op(t.SERVE, self.desks[node.desk], first, len(node.effort), self.sheet.step(node.step), limit,
                              rule_row(self.sheet, node, desk), order=ORDERS[desk.order], trips=node.trips)
        self.sheet.patch("response", place, self.sheet.curve(node.response))
        if node.patience is not None:
            self.sheet.patch("patience", place, 1 + self.duration(node.step, "patience", node.patience))
            self.sheet.patch("patience_open", place, works(node.patience))
        quality = self.matter.quality
        later = quality.discovery if quality is not None else None
        if later is not None and later.examined is not None and later.examined.step == node.step:
            self.examined, self.looping = first, True
        self.sheet.patch("review", place, 1 if quality is not None and node.step in (quality.review or (node.step,)) else 0)
        self.places[node.step] = self.last_step = place

    def _serve_at_parent(self, node: r.Serve, branch: int) -> None:
        """Write the step once for each desk, and a choice by where the parent lies; the last way is the step's own desk."""
        place, ends, starts = self.sheet.op(t.CHOOSE, AT_PARENT, 0, len(self.desks) + 1), [], []
        for name in (*self.desks, node.desk):
            starts.append(self.sheet.here)
            self._serve(node.changed(("at_parent", False), ("desk", name if name in self.scenario.desks else node.desk)), branch)
            ends.append(self.sheet.op(t.GOTO, 0))
        for end in ends:
            self.sheet.patch("a", end, self.sheet.here)
        self.sheet.patch("b", place, len(self.sheet.columns["target"]))
        self.sheet.columns["target"].extend(starts)
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

    def _gate(self, node: r.Gate, branch: int) -> None:
        first = len(self.sheet.columns["need"])
        self.sheet.columns["need"].extend(self.siblings[branch][name] for name in node.needs)
        place = self.sheet.op(t.GATE, self.sheet.sessions[node.session], first, len(node.needs), self.sheet.step(node.step),
                              *notice_of(node, self.sheet.day_seconds))
        self.places[node.step] = self.last_step = place

    def _wait(self, node: r.Wait, branch: int) -> None:
        who = WAITED_FOR[node.who]
        held = node.clock != "runs" or who
        if held:
            self.sheet.op(t.CLOCK, t.PAUSE, PAUSES[node.clock], who)
        if node.until is not None:
            self.sheet.op(t.WAIT, -1, 0, self.sheet.step(node.step), round(node.until.share * 1000), 1 if node.until.of == "statutory" else 0)
        else:
            self.sheet.op(t.WAIT, self.duration(node.step, "wait", node.length), CALENDARS[node.calendar], self.sheet.step(node.step))
        if held:
            self.sheet.op(t.CLOCK, t.RESUME, PAUSES[node.clock], who)

    def _return(self, node: r.Return, branch: int) -> None:
        form, law_base, luck = t.BY_CHANCE, 0, node.luck or node.step
        if node.defects is None:
            stream = self.stream(luck, "return", laws.bernoulli(node.probability or 0.0))
        else:
            form = t.DEFECTS_ALL if node.defects.notice == "all" else t.DEFECTS_ONE
            stream = self.stream(luck, "defects", _poisson(node.defects.mean))
            law_base = self._seen_laws(node.defects.seen)
            self.stream(luck, "seen", self.sheet.laws[law_base])
        at_most = -1 if node.at_most is None else node.at_most
        back = self.places[node.to] if node.to else self.last_step
        place = self.sheet.op(t.RETURN, stream, 0, at_most, self.counters, form, law_base, trips=node.trips)
        self.sheet.patch("response", place, self.sheet.curve(node.response))
        self.counters += 1
        self.looping = True
        self.sheet.op(t.CLOCK, t.PAUSE, PAUSES[node.clock], 1)
        self.sheet.op(t.WAIT, self.duration(luck, "turnaround", node.turnaround), CALENDARS[node.calendar], self.sheet.step(node.step))
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

    def _spawn(self, node: r.Spawn, branch: int) -> None:
        chance = self.stream(node.step, "spawn", laws.bernoulli(node.probability))
        place = self.sheet.op(t.SPAWN, chance, self.matters[node.matter], node.count, self.sheet.step(node.step), PARENTS[node.parent],
                              spawn_row(self.sheet, node.step))
        self.sheet.patch("response", place, self.sheet.curve(node.response))

    def _transfer(self, node: r.Transfer, branch: int) -> None:
        step, calendar = self.sheet.step(node.step), CALENDARS[node.calendar]
        self.sheet.op(t.WAIT, self.duration(node.step, "transfer", node.length), calendar, step)
        if node.lost > 0 and node.found_after is not None:
            place = self.sheet.op(t.REFUSE, self.stream(node.step, "lost", laws.bernoulli(node.lost)), 0)
            self.sheet.op(t.WAIT, self.duration(node.step, "found", node.found_after), calendar, step, 0, 0, 1)
            self.sheet.patch("b", place, self.sheet.here)

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
        if node.do == "set_limit":
            self._set_limit(node)
            return
        what = {"pause": t.PAUSE, "resume": t.RESUME, "reset": t.RESET}[node.do]
        self.sheet.op(t.CLOCK, what, 1 if node.lawful else 2, 0)

    def _set_limit(self, node: r.Clock) -> None:
        units, most = units_of(node.promised, self.sheet), units_of(self.matter.limits.statutory, self.sheet)
        desk = per_file = 0
        if node.backlog is not None:
            span = node.backlog.per_file
            desk = self.desks[node.backlog.desk] + 1
            per_file = round(1000 * (span.seconds(self.sheet.day_seconds) if units.kind == SPAN else span.amount))
        self.sheet.op(t.CLOCK, t.SET_LIMIT, units.kind, units.units, desk, per_file, most.units if most.kind == units.kind else 0)

    def _end(self, node: r.End, branch: int) -> None:
        self.sheet.op(t.END, r.OUTCOMES.index(node.outcome))

    def _refuse(self, node: r.Refuse, branch: int) -> None:
        stream = self.stream(node.step, "refuse", laws.bernoulli(node.probability))
        place = self.sheet.op(t.REFUSE, stream, 0)
        self.sheet.patch("response", place, self.sheet.curve(node.response))
        self.sheet.op(t.END, t.REFUSED)
        self.sheet.patch("b", place, self.sheet.here)

    def _choose(self, node: r.Choose, branch: int) -> None:
        if node.options[0].cls is not None:
            stream = -1
        elif node.options[0].channel is not None:
            stream = -2
        else:
            stream = self.stream(node.step, "choice", laws.choice([o.share or 0.0 for o in node.options]))
        place = self.sheet.op(t.CHOOSE, stream, 0, 0)
        self.sheet.patch("response", place, self.sheet.curve(node.response))
        starts, ends = [], []
        for option in node.options:
            starts.append(self.sheet.here)
            self.nodes(option.route, branch)
            ends.append(self.sheet.op(t.GOTO, 0))
        for end in ends:
            self.sheet.patch("a", end, self.sheet.here)
        self._targets(place, node, starts, stream)

    def _targets(self, place: int, node: r.Choose, starts: list[int], stream: int) -> None:
        """Write where each way begins; by class or channel, one for each that the program knows."""
        if stream < 0:
            named = {option.cls or option.channel: start for option, start in zip(node.options, starts, strict=True)}
            starts = [named.get(name, self.sheet.here) for name in (self.sheet.class_names if stream == -1 else self.sheet.channel_names)]
        self.sheet.patch("b", place, len(self.sheet.columns["target"]))
        self.sheet.patch("c", place, len(starts))
        self.sheet.columns["target"].extend(starts)

    def _parallel(self, node: r.Parallel, branch: int) -> None:
        names = list(node.branches)
        fork = self.sheet.add("fork_parent", branch)
        self.sheet.add("fork_next", 0)
        self.sheet.add("fork_refusal", REFUSALS[node.on_refusal or "wait"])
        first = len(self.sheet.columns["branch_id"])
        place = self.sheet.op(t.FORK, first, len(names), fork, self.forks)
        self.forks += 1
        for name in names:
            self._branch_row(fork, names, node, name)
        rows = {name: first + i for i, name in enumerate(names)}
        self.siblings.update({self.sheet.columns["branch_id"][row]: rows for row in rows.values()})
        for i, name in enumerate(names):
            self.sheet.patch("branch_start", first + i, self.sheet.here)
            self.nodes(node.branches[name].route, self.sheet.columns["branch_id"][first + i])
            self.sheet.patch("branch_join", first + i, self.sheet.op(t.JOIN, fork, 0, 0, self.sheet.columns["d"][place]))
        self.sheet.patch("fork_next", fork, self.sheet.here)
        self.last_step = -1

    def _branch_row(self, fork: int, names: list[str], node: r.Parallel, name: str) -> None:
        add, columns = self.sheet.add, self.sheet.columns
        first = len(columns["branch_id"]) - names.index(name)
        then = [first + i for i, other in enumerate(names) if name in node.before(other)]
        row = add("branch_id", self.branches)
        self.branch_rows[self.branches] = row
        self.sheet.branch_names.append(name)
        self.branches += 1
        add("branch_start", 0)
        add("branch_join", 0)
        add("branch_after", len(node.before(name)))
        add("branch_then_at", len(columns["branch_then"]))
        add("branch_then_n", len(then))
        columns["branch_then"].extend(then)
        add("branch_fork", fork)


def luck_of(node: r.Serve) -> list[tuple[str, str]]:
    """Return the name and the purpose by which each work of a step is drawn: the step's own, or those it was given."""
    given = [name.partition("#") for name in node.luck or ()][: len(node.effort)]
    own = range(len(given), len(node.effort))
    return [(step, f"effort#{k}" if k else "effort") for step, _, k in given] + [(node.step, f"effort#{i}" if i else "effort") for i in own]


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
