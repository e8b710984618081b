"""What one replication is dealt before it begins: who comes when, with which luck, who is away.

Every engine walks on the same fate; none of them draws arrivals or absences itself.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import accumulate
from typing import Any, Protocol, Sequence

from xnsim import tape as t
from xnsim.draws import case_key, first_hash, name_key, stream_base, uniform
from xnsim.laws import Law, flatten, law_value, mean_of
from xnsim.program.channels import CHANNEL, ELIGIBLE, has_hours, who_comes
from xnsim.program.lower import Program
from xnsim.program.newcomers import PAUSE, first_requests
from xnsim.program.people import Away, joined
from xnsim.worktime import FAR, Calendar

CLASS, KEEP, GAPS = name_key("trait", "class"), name_key("trait", "keep"), name_key("arrivals", "gap")
STATE, RESIDUAL, SPAN = name_key("state"), name_key("residual"), name_key("span")


class Space(Protocol):
    """Where numbers are kept: Python lists, or arrays when the compiled walk is used."""

    functions: Any
    block: int          # how many uniform numbers are drawn in one go; 0: one by one

    def ints(self, values: Sequence[int]) -> Sequence[int]: ...
    def words(self, values: Sequence[int]) -> Sequence[int]: ...
    def floats(self, values: Sequence[float]) -> Sequence[float]: ...
    def zeros(self, kind: str, count: int) -> Any: ...
    def names(self, keys: Any) -> Any: ...


def deal(program: Program, seed: int, replication: int, space: Space, ahead: bool = True) -> t.Fate:
    """Deal the fate of one replication (``seed``, ``replication`` counted from 0).

    ``ahead``: draw the first round of every stream now; draws are found by name, so that
    changes nothing but the time it takes.
    """
    received, route, source, key, cls = _applicants(program, seed, replication, space)
    base = space.words([stream_base(seed, replication, name) for name in program.stream_names])
    draw_at, drawn = _first_draws(program, route, key, base, space) if ahead else (space.ints([]), space.ints([]))
    away = [absences(program, officer, seed, replication) for officer in range(len(program.people.officers))]
    postpone(program, away)
    windows = [_windows(program, post, away) for post in program.people.posts]
    return t.Fate(received, route, source, cls, key, draw_at, drawn, base, *_flat(away, space), *_flat(windows, space),
                  space.words([stream_base(seed, replication, trait) for trait in (CHANNEL, ELIGIBLE, CLASS, PAUSE)]))


def _flat(rows: list[list[tuple[int, int]]], space: Space) -> tuple[Any, Any, Any, Any]:
    at, spans = [0], [span for row in rows for span in row]
    for row in rows:
        at.append(at[-1] + len(row))
    begins, ends = [span[0] for span in spans], [span[1] for span in spans]
    return space.ints(at[:-1]), space.ints([len(row) for row in rows]), space.ints(begins), space.ints(ends)


# who comes -----------------------------------------------------------------------------------------------------------

def _applicants(program: Program, seed: int, replication: int, space: Space) -> tuple[Any, Any, Any, Any, Any]:
    """Draw every source's instants and merge them in the order (received, source, k)."""
    streams = [source.stream for source in program.sources]
    instants = [space.ints(first_requests(program, i, seed, replication)) if stream.population
                else _instants(program, stream, seed, replication, space) for i, stream in enumerate(streams)]
    any_hour = _any_hour(program, instants, seed, replication, space)
    counts = [len(any_hour[i][0]) if i in any_hour else len(times) for i, times in enumerate(instants)]
    total, functions = sum(counts), space.functions
    times, keys = space.zeros("int64", total), space.zeros("uint64", total)
    first = [sum(counts[:i]) for i in range(len(counts))]
    keep_base = stream_base(seed, replication, KEEP)
    for i, stream in enumerate(streams):
        if i in any_hour:
            times[first[i]:first[i] + counts[i]], keys[first[i]:first[i] + counts[i]] = any_hour[i]
            continue
        cuts, shares = [begin for begin, _ in stream.keep], [share for _, share in stream.keep]
        counts[i] = functions.fill_source(instants[i], counts[i], stream.batch, space.words([stream.key])[0], space.words([keep_base])[0],
                                          space.ints(cuts), space.floats(shares), times, keys, first[i])
    kept = sum(counts)
    received, route, source, key = (space.zeros(kind, kept) for kind in ("int64", "int64", "int64", "uint64"))
    change_at, change_from, change_to = _route_changes(program, space)
    functions.merge(space.ints(first), space.ints(counts), times, keys, change_at, change_from, change_to, received, route, source, key,
                    space.zeros("int64", len(counts)), space.zeros("int64", len(counts)))
    cls = space.zeros("int64", kept)
    if any(len(rows) > 1 for rows in program.classes):
        at, names, limits = _class_table(program, space)
        functions.classes(route, key, space.words([stream_base(seed, replication, CLASS)])[0], at, names, limits, cls)
    return received, route, source, key, cls


def _any_hour(program: Program, instants: list[Any], seed: int, replication: int, space: Space) -> dict[int, tuple[list[int], list[int]]]:
    """Who comes when (seconds, keys) from the sources of which some may come at any hour."""
    bases = [stream_base(seed, replication, name) for name in (CHANNEL, KEEP)]
    found = {}
    for i in range(len(instants)):
        if has_hours(program, i):
            stream = program.sources[i].stream
            free = instants[i] if stream.cumulative[-1] <= 0 else _poisson(program, stream, stream.any_breaks, stream.any_cumulative,
                                                                           seed, replication, space)
            found[i] = who_comes(program, i, *bases, instants[i], free)
    return found


def _instants(program: Program, stream: Any, seed: int, replication: int, space: Space) -> Any:
    if stream.cumulative[-1] <= 0:
        return space.ints([x for x in stream.instants for _ in range(stream.batch)])
    return _poisson(program, stream, stream.breaks, stream.cumulative, seed, replication, space)


def _poisson(program: Program, stream: Any, breaks: Sequence[float], cumulative: Sequence[float], seed: int, replication: int,
             space: Space) -> Any:
    expected = cumulative[-1]
    room = int(expected + 8 * expected ** 0.5 + 32)
    out = space.zeros("int64", room)
    base = space.words([stream_base(seed, replication, GAPS)])[0]
    asked = base, space.words([stream.key])[0], space.floats(breaks), space.floats(cumulative), program.end, out
    count = space.functions.arrivals_ahead(*asked, space.zeros("float64", space.block)) if space.block else space.functions.arrival_instants(*asked)
    poisson = out[:count]
    if stream.batch == 1:
        return poisson
    return space.ints([x for x in poisson for _ in range(stream.batch)])


def fill_source(instants, count, batch, key, keep_base, cuts, shares, times, keys, first):
    """Give every applicant of a source his key; leave out those who no longer come. Returns how many stay."""
    kept, phase = 0, 0
    for k in range(count):
        while phase + 1 < len(cuts) and cuts[phase + 1] <= instants[k]:
            phase += 1
        name = case_key(key, k)
        if shares[phase] >= 1.0 or uniform(first_hash(keep_base, name)) < shares[phase]:
            times[first + kept] = instants[k]
            keys[first + kept] = name
            kept += 1
    return kept


def merge(first, counts, times, keys, change_at, change_from, change_to, received, route, source, key, cursor, phase):
    """Merge the sources by (received, source) and note the route in force on the day."""
    n = len(counts)
    for case in range(len(received)):
        best, when = -1, FAR
        for i in range(n):
            if cursor[i] < counts[i] and times[first[i] + cursor[i]] < when:
                best, when = i, times[first[i] + cursor[i]]
        at = change_at[best]
        while at + phase[best] + 1 < change_at[best + 1] and change_from[at + phase[best] + 1] <= when:
            phase[best] += 1
        received[case] = when
        source[case] = best
        key[case] = keys[first[best] + cursor[best]]
        route[case] = change_to[at + phase[best]]
        cursor[best] += 1


def _route_changes(program: Program, space: Space) -> tuple[Any, Any, Any]:
    at, begins, routes = [0], [], []
    for source in program.sources:
        begins += [begin for begin, _ in source.routes]
        routes += [route for _, route in source.routes]
        at.append(len(begins))
    return space.ints(at), space.ints(begins), space.ints(routes)


def _class_table(program: Program, space: Space) -> tuple[Any, Any, Any]:
    at, names, limits = [0], [], []
    for rows in program.classes:
        running = 0.0
        for name, share in rows:
            running += share
            names.append(name)
            limits.append(running)
        at.append(len(names))
    return space.ints(at), space.ints(names), space.floats(limits)


def classes(route, key, base, at, names, limits, cls):
    """Draw the class of every case from its route's shares."""
    for case in range(len(route)):
        row, last = at[route[case]], at[route[case] + 1] - 1
        u = uniform(first_hash(base, key[case]))
        while row < last and u >= limits[row]:
            row += 1
        cls[case] = names[row]


# luck ----------------------------------------------------------------------------------------------------------------

def _first_draws(program: Program, route: Any, key: Any, base: Any, space: Space) -> tuple[Any, Any]:
    """Draw round 0 of every stream of every case, a row a case."""
    tape, functions = program.tape, space.functions
    routes = len(tape.route_start)
    counts = space.zeros("int64", routes)
    draw_at, grouped = space.zeros("int64", len(route)), space.zeros("uint64", len(route))
    streams = space.ints(tape.route_streams)
    functions.group_by_route(route, key, counts, streams, draw_at, grouped, *(space.zeros("int64", routes) for _ in range(3)))
    drawn = space.zeros("int32", sum(int(counts[r]) * tape.route_streams[r] for r in range(routes)))
    par, first, done = space.floats(tape.law_par), 0, 0
    scratch = space.zeros("float64", space.block)
    for r in range(routes):
        count, width = int(counts[r]), tape.route_streams[r]
        names = space.names(grouped[done:done + count])
        for s in range(width if count else 0):
            row = tape.route_stream_at[r] + s
            law = tape.stream_law[row]
            functions.draw_block(base[row], names, count, tape.law_kind[law], tape.law_at[law], par,
                                 drawn, first + s, width, scratch)
        first += count * width
        done += count
    return draw_at, drawn


def group_by_route(route, key, counts, streams, draw_at, grouped, place, block, seen):
    """Sort the cases by route: where each case's draws will stand, and the keys in that order."""
    for case in range(len(route)):
        counts[route[case]] += 1
    for r in range(1, len(counts)):
        place[r] = place[r - 1] + counts[r - 1]
        block[r] = block[r - 1] + counts[r - 1] * streams[r - 1]
    for case in range(len(route)):
        r = route[case]
        grouped[place[r] + seen[r]] = key[case]
        draw_at[case] = block[r] + seen[r] * streams[r]
        seen[r] += 1


# who is away ---------------------------------------------------------------------------------------------------------

def absences(program: Program, officer: int, seed: int, replication: int) -> list[tuple[int, int]]:
    """Return when an officer is away, as sorted civil intervals [from, to)."""
    people = program.people
    if not people.away[officer]:
        return []
    name = list(people.officers)[officer]
    calendar = people.calendars[people.officer_hours[officer]]
    spans: list[tuple[int, int]] = []
    for away in people.away[officer]:
        drawn = _process(away, name, calendar, program.end, seed, replication)
        for begin, end in [*drawn, *away.known]:
            begin, end = max(begin, away.begin), min(end, away.end)
            if begin < end:
                spans.append((begin, end))
    return joined(spans)


def _process(away: Away, name: str, calendar: Calendar, end: int, seed: int, replication: int) -> list[tuple[int, int]]:
    """Alternate present and away in working time, and say it in civil time."""
    if away.present is None or away.away is None:
        return []
    spans = ((calendar.instant(a), calendar.instant(b)) for a, b in _worked_spans(away.present, away.away, name, calendar.working(end), seed, replication))
    return [(a, b) for a, b in spans if a < b]


@lru_cache(maxsize=1024)
def _worked_spans(present: Law, away: Law, name: str, last: int, seed: int, replication: int) -> list[tuple[int, int]]:
    """When somebody is away up to an open second, in open seconds, started in the stationary state.

    Kept, because the regimes of a study ask for the same people one after the other.
    """
    base = stream_base(seed, replication, name_key("absence", name))
    luck = lambda what, k: uniform(first_hash(base, case_key(what, k)))
    mean_in, mean_out = mean_of(present), mean_of(away)
    is_away = luck(STATE, 0) < mean_out / (mean_in + mean_out)
    now = 0
    span = _residual(away if is_away else present, luck(RESIDUAL, 0), luck(RESIDUAL, 1))
    laws = _lowered(present), _lowered(away)
    spans, k = [], 0
    while now <= last:
        if is_away and span > 0:
            spans.append((now, now + span))
        now += span
        is_away, k = not is_away, k + 1
        kind, at, par = laws[is_away]
        span = law_value(kind, at, luck(SPAN, k), par)
    return spans


@lru_cache(maxsize=256)
def _lowered(law: Law) -> tuple[int, int, list[float]]:
    kinds, at, par = flatten([law])
    return kinds[0], at[0], par


def _value(law: Law, u: float) -> int:
    kind, at, par = _lowered(law)
    return law_value(kind, at, u, par)


@lru_cache(maxsize=256)
def _biased(law: Law) -> tuple[list[int], list[int]]:
    """The law's quantiles on 2,048 equal steps and their running sum."""
    values = [_value(law, (i + 0.5) / 2048) for i in range(2048)]
    return values, list(accumulate(values))


def _residual(law: Law, u: float, v: float) -> int:
    """Draw from the equilibrium law: a length-biased span, of which a uniform part is left."""
    values, running = _biased(law)
    return max(1, round(values[min(bisect_left(running, u * running[-1]), 2047)] * v))


def postpone(program: Program, away: list[list[tuple[int, int]]]) -> None:
    """Never both away: who would leave while a partner is away waits for his return, working time kept.

    One pass in time over all rules at once, so that pairs that share an officer do not undo
    each other; a rule holds for absences that would begin while it is in force.
    """
    people, rules = program.people, program.people.never_both
    if not rules:
        return
    bound = sorted({officer for group, _, _ in rules for officer in group})
    queue = [(begin, officer, end) for officer in bound for begin, end in away[officer]]
    heapify(queue)
    placed: dict[int, list[tuple[int, int]]] = {officer: [] for officer in bound}
    while queue:
        begin, officer, end = heappop(queue)
        others = {other for group, since, until in rules if officer in group and since <= begin < until for other in group}
        busy = max((placed[other][-1][1] for other in others | {officer} if placed[other]), default=0)
        if busy > begin:
            heappush(queue, (busy, officer, _later(people.calendars[people.officer_hours[officer]], begin, end, busy)))
        elif begin < end:
            placed[officer].append((begin, end))
    for officer in bound:
        away[officer] = joined(placed[officer])


def _later(calendar: Calendar, begin: int, end: int, start: int) -> int:
    """Return when an absence [begin, end) ends that begins at ``start`` instead: as much working time is missed."""
    missed = calendar.working(end) - calendar.working(begin)
    return calendar.instant(calendar.working(start) + missed) if missed > 0 else start


def _windows(program: Program, post: Any, away: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Return when a post is open: its dates, and for cover only while A is away and the file is handed over."""
    if post.while_away < 0:
        return post.windows
    calendar = program.people.calendars[program.people.officer_hours[post.while_away]]
    found = []
    for begin, end in joined([*away[post.while_away], *program.people.seconded.get(post.while_away, [])]):
        begin = calendar.instant(calendar.working(begin) + post.delay) if post.delay_works else begin + post.delay
        for first, last in post.windows:
            if max(begin, first) < min(end, last):
                found.append((max(begin, first), min(end, last)))
    return found
