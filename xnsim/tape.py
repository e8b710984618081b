"""The tape: the verbs a route is made of, and the flat tables both engines read.

A *tape* is a row of operations; a token (a case, or one of its branches) walks along
it. Every table is a plain sequence of whole numbers, so the same walk runs on lists
and, compiled, on arrays.
"""

from __future__ import annotations

from typing import NamedTuple, Sequence

# verbs -------------------------------------------------------------- a, b, c, d, e, f
SERVE = 1     # desk, first stream, number of works, step, step limit (row or -1), rule (row: team, batch, pre-emption)
WAIT = 2      # stream (-1: until a share of a limit), calendar (0 civil, 1 working), step, per mille of the limit, 1: the statutory one; f 1: what is lost until it is found
FORK = 3      # first branch row, number of branches, fork number
JOIN = 4      # (end of a branch) fork number
CHOOSE = 5    # stream (-1: by class, -2: by channel, -3: by the number of the desk at which the parent lay, the last way where none), first row of targets, number of targets
RETURN = 6    # stream, go on at if not returned, at most (-1 never ends), counter, form, base law of `seen`
CLOCK = 7     # what is done to the clocks (below); SET_LIMIT: kind and units of the new promise, desk + 1 whose line adds to it (0: none), thousandths of a unit a file, units at most (0: any)
GOTO = 8      # place
END = 9       # outcome (-1: the one the case already has)
REFUSE = 10   # stream, place of the END or JOIN where the refused go
SPAWN = 11    # stream of chance, matter, how many, step, parent (below), row of its name in spawn_key
GATE = 13     # session, first row of needs, number of needs, step, notice in seconds, 1: notice counts working time

ACCEPT, DECIDE, DELIVER, PAUSE, RESUME, RESET, ASK, ASK_AGAIN, ASK_OVER, SET_LIMIT = range(10)   # CLOCK: a; b lawful; c 1 applicant waits, 2 extraneous
BY_CHANCE, DEFECTS_ALL, DEFECTS_ONE = range(3)                                      # RETURN: form
FIFO, PRIORITY, DUE_FIRST, SHORTEST = range(4)                                       # order of a line
SUSPEND, FINISH, SERVE_OUT, TURN_AWAY = range(4)                                     # closing rules
OFFICIAL, ACCEPTANCE, STEP = range(3)                                                # which clock a limit reads
DONE, CUT, LET_GO, MOOT = range(4)                                                   # how a spell ended
GOES_ON, WAITS, RAISED = range(3)                                                    # SPAWN: what the file does that gave rise to the case
SHARE, BEFORE, SINCE = range(3)                                                      # timers: form
WARN, RAISE, TO_HEAD, GIVE_RISE, EXTEND, LAPSE, ABANDON, FIND = range(8)             # timers: what they do
WAIT_ALL, CANCEL, HOLD = range(3)                                                    # FORK: the other branches after a refusal

OPEN, APPROVED, REFUSED, DEEMED_APPROVED, DEEMED_RENEWED, LAPSED, WITHDRAWN, TURNED_AWAY = range(8)
DEEMED_BIT = {"deemed_accepted": 1, "deemed_consent": 2, "deemed_approved": 4, "deemed_renewed": 8, "lapsed": 16, "refused": 32}

FIRST_LAST = 2**31 - 1      # an int32 offset that means: no limit, or beyond the table
NEVER = 2**62

# what a walk writes about a case, as offsets from `received` where it is a moment (-1: not reached)
CASE_ROW = ("accepted", "decided", "delivered", "closed", "outcome", "returns", "trips", "spells", "deemed", "extended",
            "resets", "clock_start", "lost_s", "lost_open_s", "lost_promised", "lost_statutory", "lawful_promised", "lawful_s", "asked",
            "applicant_s", "paused_s", "left_hall", "promised_due", "statutory_due", "verified_due")


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
    route_acts: Sequence[int]       # 1 if a limit of the case acts, an extension may be asked for, or a timer runs
    route_branch_row: Sequence[int]  # per route * max_branches + branch number: branch row
    route_priority: Sequence[int]   # per route * number of classes in all + class: place in a priority line (smaller first)
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
    # words that came later: teams, batches, pre-emption, refusals in a fork, sessions
    fork_refusal: Sequence[int]     # per fork: WAIT_ALL, CANCEL, HOLD
    rule_team: Sequence[int]        # per rule of a SERVE (row 0: the plain one): officers taken together
    rule_batch: Sequence[int]       # files taken in one spell at most
    rule_batch_sum: Sequence[int]   # 1: the spell takes the sum of their works, 0: the longest
    rule_preempt: Sequence[int]     # 1: the file stops work on a file of a lower class
    rule_resume_cost: Sequence[int]  # standard seconds of work that such a stop adds to the file put away
    session_at: Sequence[int]       # meetings of a session, in order
    session_n: Sequence[int]
    meeting_when: Sequence[int]     # second
    meeting_seats: Sequence[int]    # files heard at most (NEVER: all)
    meeting_quorum: Sequence[int]   # files that could be heard without which it is not held (1: any)
    need: Sequence[int]             # GATE: branch rows that must have ended

    # words that came later: quality, response, pace, when_line
    response: Sequence[int]         # per operation (SERVE, RETURN, CHOOSE, REFUSE, SPAWN): row of its curve, plus 1 (0: none)
    review: Sequence[int]           # per operation (SERVE): 1 when its minutes count for the quality of the decision
    curve_at: Sequence[int]         # curves: knots in order
    curve_n: Sequence[int]
    curve_share: Sequence[int]      # per mille of the limit used (of the standard effort, for `quality_minutes`)
    curve_factor: Sequence[int]     # per mille
    route_quality: Sequence[int]    # per route: quality row (-1: none)
    quality_eligible: Sequence[int]  # law (BERNOULLI): meets the conditions; `Fate.trait_base[1]` is its stream
    quality_approve: Sequence[int]  # law (BERNOULLI): who does not is approved all the same
    quality_refuse: Sequence[int]   # law (BERNOULLI): who does is refused
    quality_minutes: Sequence[int]  # curve over minutes worked, plus 1 (0: none)
    quality_pressure: Sequence[int]  # curve over the share of the limit used, plus 1 (0: none)
    quality_error: Sequence[int]    # stream of the route: is the decision wrong
    quality_found: Sequence[int]    # stream: does a wrong one come to light (-1: never)
    quality_exam: Sequence[int]     # stream of the step at which cases are examined afterwards (-1: none)
    quality_exam_found: Sequence[int]  # law (BERNOULLI): does a wrong one come to light that was examined there
    quality_after: Sequence[int]    # stream: how long after the close
    quality_after_open: Sequence[int]  # 1: counted in working time
    quality_matter: Sequence[int]   # matter that then begins (-1: none)
    quality_spawn: Sequence[int]    # row of its name in spawn_key (-1: none)
    channel_at: Sequence[int]       # per route: its channels
    channel_n: Sequence[int]        # (0: the matter has none)
    channel_name: Sequence[int]     # number of the channel in the program
    channel_upto: Sequence[float]   # running share: the first one above the uniform number is the case's
    channel_always: Sequence[int]   # 1: comes at any hour
    post_when_line: Sequence[int]   # per post: only while so many stand in the desk's line (0: always)
    post_pace: Sequence[int]        # per post: pace row (-1: the standard pace)
    desk_pace: Sequence[int]        # per desk: pace row of work without an officer (unlimited desks; -1: the standard pace)
    pace_at: Sequence[int]          # pace rows: one entry a civil day of the calendar
    pace: Sequence[int]             # per mille; a spell's speed is max(1, (post speed · pace + 500) // 1000), pace of the day it begins

    # words that came later: spawn, timers, patience, capacity, population, at_step
    patience: Sequence[int]         # per operation (SERVE): stream of how long the applicant waits to be taken up, plus 1 (0: without end)
    patience_open: Sequence[int]    # per operation (SERVE): 1: it runs in working time
    spawn_key: Sequence[int]        # per name of a SPAWN or timer (unsigned 64 bit): the k-th case of a parent has the key next_hash^k(first_hash(it, parent's key))
    matter_route_at: Sequence[int]  # per matter: its routes, by the second from which a case received walks them
    matter_route_n: Sequence[int]
    matter_route_from: Sequence[int]
    matter_route: Sequence[int]
    route_class_at: Sequence[int]   # per route: its classes; `Fate.trait_base[2]` is the stream of the class
    route_class_n: Sequence[int]
    class_number: Sequence[int]
    class_upto: Sequence[float]     # running share: the first one above the uniform number (else the last) is the case's
    route_timer_at: Sequence[int]   # per route: its timers
    route_timer_n: Sequence[int]
    timer_form: Sequence[int]       # SHARE, BEFORE (end of a limit), SINCE (receipt)
    timer_statutory: Sequence[int]  # SHARE, BEFORE: 1: of the statutory limit, 0: of the promised one
    timer_amount: Sequence[int]     # SHARE: per mille; BEFORE: units of the limit or seconds; SINCE: stream
    timer_unit: Sequence[int]       # BEFORE: 0 units of the limit, 1 civil seconds, 2 working seconds; SINCE: 1 civil, 2 working
    timer_every: Sequence[int]      # seconds until it goes off again (0: never)
    timer_every_open: Sequence[int]  # 1: they are working time
    timer_most: Sequence[int]       # how often it goes off (-1: without end)
    timer_do: Sequence[int]         # WARN, RAISE, ...
    timer_chance: Sequence[int]     # stream (BERNOULLI): does the effect follow, a round each time it goes off
    timer_matter: Sequence[int]     # GIVE_RISE: matter (-1)
    timer_step: Sequence[int]       # number of its name among the steps, for the order of cases spawned in one second
    timer_spawn: Sequence[int]      # GIVE_RISE: row in spawn_key (-1)
    timer_approval: Sequence[int]   # EXTEND: stream of how long the approval takes (-1: none)
    desk_capacity_at: Sequence[int]  # per desk: its capacities by date
    desk_capacity_n: Sequence[int]  # (0: no limit on who may come in)
    capacity_from: Sequence[int]
    capacity_most: Sequence[int]    # waiting and at work (NEVER: all)
    source_matter: Sequence[int]    # per source
    source_pause: Sequence[int]     # per source: law of the pause of its closed population (-1: none); `Fate.trait_base[3]` is its stream, the new case's key its name
    source_pause_open: Sequence[int]  # 1: the pause is working time
    begin_source: Sequence[int]     # cases of this source ...
    begin_route: Sequence[int]      # ... on this route ...
    begin_place: Sequence[int]      # ... begin at this place (others at the route's start)


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
    trait_base: Sequence[int] = ()  # bases (unsigned 64 bit) of what is drawn by name from the case key: channel, eligible, class, pause
