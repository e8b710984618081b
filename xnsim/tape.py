"""The tape: the verbs a route is made of, and the flat tables both engines read.

A *tape* is a row of operations; a token (a case, or one of its branches) walks along
it. Every table is a plain sequence of whole numbers, so the same walk runs on lists
and, compiled, on arrays.
"""

from __future__ import annotations

from typing import NamedTuple, Sequence

# verbs -------------------------------------------------------------- a, b, c, d, e, f
SERVE = 1     # desk, first stream, number of works, step, step limit (row or -1)
WAIT = 2      # stream, calendar (0 civil, 1 working), step
FORK = 3      # first branch row, number of branches, fork number
JOIN = 4      # (end of a branch) fork number
CHOOSE = 5    # stream (-1: by class), first row of targets, number of targets
RETURN = 6    # stream, go on at if not returned, at most (-1 never ends), counter, form, base law of `seen`
CLOCK = 7     # what is done to the clocks (below)
GOTO = 8      # place
END = 9       # outcome (-1: the one the case already has)
REFUSE = 10   # stream, place of the END or JOIN where the refused go

ACCEPT, DECIDE, DELIVER, PAUSE, RESUME, RESET, ASK, ASK_AGAIN, ASK_OVER = range(9)   # CLOCK: a; b lawful; c applicant waits
BY_CHANCE, DEFECTS_ALL, DEFECTS_ONE = range(3)                                      # RETURN: form
FIFO, PRIORITY, DUE_FIRST, SHORTEST = range(4)                                       # order of a line
SUSPEND, FINISH, SERVE_OUT, TURN_AWAY = range(4)                                     # closing rules
OFFICIAL, ACCEPTANCE, STEP = range(3)                                                # which clock a limit reads
DONE, CUT, LET_GO, MOOT = range(4)                                                   # how a spell ended

OPEN, APPROVED, REFUSED, DEEMED_APPROVED, DEEMED_RENEWED, LAPSED, WITHDRAWN, TURNED_AWAY = range(8)
DEEMED_BIT = {"deemed_accepted": 1, "deemed_consent": 2, "deemed_approved": 4, "deemed_renewed": 8, "lapsed": 16, "refused": 32}

FIRST_LAST = 2**31 - 1      # an int32 offset that means: no limit, or beyond the table
NEVER = 2**62

# what a walk writes about a case, as offsets from `received` where it is a moment (-1: not reached)
CASE_ROW = ("accepted", "decided", "delivered", "closed", "outcome", "returns", "trips", "spells", "deemed", "extended",
            "resets", "clock_start", "lost_s", "lost_open_s", "lost_promised", "lost_statutory", "lawful_promised", "lawful_s", "asked",
            "applicant_s", "paused_s", "left_hall", "promised_due", "statutory_due", "verified_due")
SPELL_ROW = ("case", "start", "end", "worked_s", "effort_done_s", "step_officer", "branch_round_spell_how")


class Tape(NamedTuple):
    """The lowered scenario: what the engines know of the office, and nothing else."""

    # operations
    verb: Sequence[int]
    a: Sequence[int]
    b: Sequence[int]
    c: Sequence[int]
    d: Sequence[int]
    e: Sequence[int]
    f: Sequence[int]
    order: Sequence[int]            # SERVE: order of the line the file joins
    trips: Sequence[int]            # SERVE, RETURN: visits the applicant makes for it
    fork_parent: Sequence[int]      # per fork: branch number of the token that forked
    fork_next: Sequence[int]        # per fork: place after the join
    branch_id: Sequence[int]        # per branch row: its number in the case
    branch_start: Sequence[int]
    branch_join: Sequence[int]      # place of the JOIN that ends it
    branch_after: Sequence[int]     # how many branches must end first
    branch_then_at: Sequence[int]   # which branches may start when it has ended
    branch_then_n: Sequence[int]
    branch_then: Sequence[int]      # (branch rows)
    branch_fork: Sequence[int]
    target: Sequence[int]           # CHOOSE: places
    # routes
    route_start: Sequence[int]
    route_matter: Sequence[int]
    route_streams: Sequence[int]    # how many streams
    route_stream_at: Sequence[int]  # first row in the stream table
    route_loops: Sequence[int]      # 1 if a stream may be used more than once
    route_acts: Sequence[int]       # 1 if a limit of the case acts or an extension may be asked for
    route_branch_row: Sequence[int]  # per route * max_branches + branch number: branch row
    route_priority: Sequence[int]   # per route * max_classes + class: place in a priority line (smaller first)
    route_promised: Sequence[int]   # kind, units (2 a route; kind -1: none)
    route_statutory: Sequence[int]
    route_limit_at: Sequence[int]   # acting limits of the case
    route_limit_n: Sequence[int]
    route_extension: Sequence[int]  # by units, ask before units, stream of chance (-1: none), stream of approval
    route_end: Sequence[int]        # place of an END that keeps the outcome
    limit_clock: Sequence[int]
    limit_statutory: Sequence[int]  # 1: the pauses counted are those of the statutory limit
    limit_kind: Sequence[int]
    limit_units: Sequence[int]
    limit_outcome: Sequence[int]    # -1: none (deemed accepted, consent)
    limit_bit: Sequence[int]
    limit_to: Sequence[int]         # place where the file goes on (-1: after the step)
    limit_finish: Sequence[int]     # 1: the officer finishes the work in hand
    stream_law: Sequence[int]
    law_kind: Sequence[int]
    law_at: Sequence[int]
    law_par: Sequence[float]
    # desks and people
    desk_unlimited: Sequence[int]
    desk_hours: Sequence[int]
    desk_hall: Sequence[int]
    desk_closing: Sequence[int]
    desk_overtime: Sequence[int]
    desk_roster_at: Sequence[int]   # open counts by civil instant
    desk_roster_n: Sequence[int]
    roster_from: Sequence[int]
    roster_open: Sequence[int]
    desk_post_at: Sequence[int]     # posts: who may serve here, by rank, then as listed
    desk_post_n: Sequence[int]
    post_officer: Sequence[int]
    post_rank: Sequence[int]
    post_speed: Sequence[int]       # per mille
    post_cut: Sequence[int]         # 1: the file in hand is put back when the window of the post ends
    post_always: Sequence[int]      # 1: no window
    officer_hours: Sequence[int]
    officer_desk_at: Sequence[int]
    officer_desk_n: Sequence[int]
    officer_desk: Sequence[int]
    # hours tables: intervals [open, close) and the seconds worked before each
    hours_at: Sequence[int]
    hours_n: Sequence[int]
    hours_open: Sequence[int]
    hours_close: Sequence[int]
    hours_before: Sequence[int]
    # legal calendar
    origin: Sequence[int]           # proleptic ordinal of the first day
    closed_before_day: Sequence[int]
    day_close: Sequence[int]
    wd_closes: Sequence[int]
    day_due: Sequence[int]


class Fate(NamedTuple):
    """What one replication is dealt before it begins: who comes, with which luck, who is away when."""

    received: Sequence[int]
    route: Sequence[int]
    source: Sequence[int]
    cls: Sequence[int]
    key: Sequence[int]              # unsigned 64 bit
    draw_at: Sequence[int]
    drawn: Sequence[int]            # first-round draws, a row a case
    base: Sequence[int]             # per stream row: base of its names (unsigned 64 bit)
    away_at: Sequence[int]          # per officer
    away_n: Sequence[int]
    away_from: Sequence[int]
    away_to: Sequence[int]
    open_at: Sequence[int]          # per post: its windows
    open_n: Sequence[int]
    open_from: Sequence[int]
    open_to: Sequence[int]
