"""Channels: by which way somebody applies, drawn by name, and the hours at which he may come by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Sequence

from xnsim.draws import case_key, first_hash, name_key, uniform

if TYPE_CHECKING:
    from xnsim.program.lower import Program
    from xnsim.program.sheet import Sheet
    from xnsim.scenario.matter import Matter
    from xnsim.tape import Tape

CHANNEL, ELIGIBLE = name_key("trait", "channel"), name_key("trait", "eligible")
NOBODY = -1     # no channel


def write_channels(sheet: "Sheet", matter: "Matter") -> None:
    """Write the channels of one route, in the order of the file."""
    add, running = sheet.add, 0.0
    add("channel_at", len(sheet.columns["channel_name"]))
    add("channel_n", len(matter.channels))
    last = [name for name, channel in matter.channels.items() if channel.share > 0][-1:]
    for name, channel in matter.channels.items():
        running += channel.share
        add("channel_name", sheet.channel_names.index(name))
        add("channel_upto", 2.0 if [name] == last else running)
        add("channel_always", 1 if channel.hours == "always" else 0)


def channel_row(tape: "Tape", route: int, base: int, key: int) -> int:
    """Return the channel row of a case on a route (``base``, ``key`` unsigned): its luck has a name; -1 where there are none."""
    first, count = tape.channel_at[route], tape.channel_n[route]
    if count == 0:
        return NOBODY
    u = uniform(first_hash(base, key))
    return next(row for row in range(first, first + count) if u < tape.channel_upto[row])


def has_hours(program: "Program", source: int) -> bool:
    """Say whether some who come from a source may come at any hour."""
    tape = program.tape
    return any(tape.channel_always[row] for _, route in program.sources[source].routes
               for row in range(tape.channel_at[route], tape.channel_at[route] + tape.channel_n[route]))


def who_comes(program: "Program", source: int, base: int, keep_base: int,
              in_hours: Sequence[int], any_hour: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return when whom of a source comes, in order: (seconds, keys).

    The k-th applicant has two moments, one in office hours and one at any hour of the day
    or night; at each he asks himself by which channel he would come then, and he comes at
    the first of the two that his channel allows. So he stays the same person whatever the
    shares are.
    """
    stream, routes = program.sources[source].stream, program.sources[source].routes
    found: list[tuple[int, int, int]] = []
    for k in range(max(len(in_hours), len(any_hour))):
        key = case_key(stream.key, k)
        moments = [times[k] if k < len(times) else -1 for times in (in_hours, any_hour)]
        there = [when for free, when in enumerate(moments) if when >= 0 and _comes(program, routes, base, key, when, free)
                 and _still(stream.keep, keep_base, key, when)]
        if there:
            found.append((min(there), k, key))
    found.sort()
    return [when for when, _, _ in found], [key for _, _, key in found]


def _comes(program: "Program", routes: Sequence[tuple[int, int]], base: int, key: int, when: int, free: int) -> bool:
    """Say whether the channel he would take at this moment has these hours: ``free`` 1 any hour, 0 office hours."""
    route = [route for begin, route in routes if begin <= when or begin == routes[0][0]][-1]
    row = channel_row(program.tape, route, base, key)
    return (program.tape.channel_always[row] if row >= 0 else 0) == free


def _still(keep: Sequence[tuple[int, float]], base: int, key: int, when: int) -> bool:
    share = [share for begin, share in keep if begin <= when or begin == keep[0][0]][-1]
    return share >= 1.0 or uniform(first_hash(base, key)) < share
