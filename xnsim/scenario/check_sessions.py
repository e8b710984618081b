"""Standing sessions, and the files that wait for them: what does not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xnsim.labels import Label
from xnsim.scenario.check_office import no_months
from xnsim.scenario.finding import Finding, found, unknown
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Gate, Parallel
from xnsim.scenario.sheet import Where
from xnsim.scenario.values import Span
from xnsim.scenario.walk import Stop

SESSION, BRANCH = Label("例会", "session"), Label("分支", "branch")
SHORTEST_S, SHORTEST_DAY_S = 60, 3600     # between two sessions; no office works less than an hour a day


def session_findings(scenario: Scenario, routes: Mapping[str, list[Stop]]) -> Iterator[Finding]:
    """Check the sessions of an office, and every gate of every route."""
    for name, session in scenario.sessions.items():
        at: Where = ("sessions", name)
        for key, span in (("every", session.every), ("first", session.first)):
            yield from no_months(span, (*at, key))
            if span is not None and span.unit == "d" and not scenario.calendar.continuous:
                yield found((*at, key), f"“{span}”:例会按工作时间计,日历日(d)会被当作 24 个工作小时;请改用 wd 或 h",
                            f"“{span}”: sessions go by working time, a calendar day (d) would be 24 working hours; use wd or h", [("calendar", "continuous")])
        yield from _too_often(session.every, (*at, "every"))
        if session.seats is not None and session.quorum is not None and session.quorum > session.seats:
            yield found((*at, "quorum"), f"开会至少要有 {session.quorum} 件,却只审 {session.seats} 件;请改小 quorum,或改大 seats",
                        f"it takes {session.quorum} files to meet, but only {session.seats} are heard; lower quorum, or raise seats", [(*at, "seats")])
    for stops in routes.values():
        for stop in stops:
            if isinstance(stop.node, Gate):
                yield from _gate(stop, stop.node, stops, scenario)


def _too_often(every: Span, where: Where) -> Iterator[Finding]:
    """Say that a body cannot meet all the time."""
    if every.unit != "mo" and every.seconds(SHORTEST_DAY_S) < SHORTEST_S:
        yield found(where, f"例会间隔 {every} 太短;请至少写 1 min,随到随办请用 serve",
                    f"a session every {every} is too often; give at least 1 min, or use serve for what is heard at once")


def _gate(stop: Stop, gate: Gate, stops: list[Stop], scenario: Scenario) -> Iterator[Finding]:
    at = stop.where
    if gate.session not in scenario.sessions:
        yield unknown((*at, "session"), SESSION, gate.session, scenario.sessions, [("sessions",)])
    yield from no_months(gate.notice, (*at, "notice"))
    own = stop.branch[-2] if stop.branch else ""
    fork = next((other.node for other in stops if other.where == stop.branch[:-3]), None)
    siblings = fork.branches if isinstance(fork, Parallel) else {}
    for i, need in enumerate(gate.needs):
        where = (*at, "needs", i)
        if not stop.branch:
            yield found(where, "这里不在并联分支里,没有别的分支可等;请删去 needs,或把 gate 放进 parallel 的一个分支",
                        "this gate stands in no branch, there are no others to wait for; delete needs, or put the gate into a branch of a parallel")
        elif need == own:
            yield found(where, f"分支 {need} 不能等自己办完再上会;请改名或删去",
                        f"branch {need} cannot wait for its own end; change the name or delete it")
        elif need not in siblings:
            yield unknown(where, BRANCH, need, [name for name in siblings if name != own], [stop.branch[:-2]])
        elif need in gate.needs[:i]:
            yield found(where, f"分支 {need} 写了两次;请删去一个", f"branch {need} stands here twice; delete one")
