"""The short walk, for plain desks: always staffed, one line each, first come first served.

Many offices, and nearly all of queueing theory, have no absences, no cover, no doors and no
limits that act. For them an officer is simply free or not, so a second in which one thing
happens needs no settling: the free officer takes the head of his line, the file goes to a free
officer of the next desk or to the end of its line. Where several things meet in a second, all
of them settle first and officers are given out last, as ever. Same tables as ``kernel.walk``,
same rows written, and equal to it in every column (``plain_desks`` says where it may be used).
"""

from __future__ import annotations

from typing import Any

from xnsim import tape as tp
from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines.kernel_parts import (
    B_AFTER, B_ID, B_JOIN, B_START, B_THEN_AT, B_THEN_N, B_WIDE, C_ARRIVED, C_BRANCHES, C_COUNTERS, C_END, C_FORKS, C_FREE,
    C_HEAP, C_LOG, C_LOG_ROOM, C_OPEN, C_READY, C_ROOT, C_SECOND, C_SHIFT, C_SLOTS, C_STREAMS, C_SWIFT, C_WINDOW_FROM,
    C_WINDOW_TO, LEAF, LOG_FIELDS, MORE_ROOM, OVER, Q_END, Q_START, Q_STREAMS, Q_STREAM_AT, Q_WIDE, R_ACCEPTED, R_ASKED,
    R_APPLICANT_S, R_CLOCK, R_CLOSED, R_DECIDED, R_DELIVERED, R_FIELDS, R_LEFT_HALL, R_OUTCOME, R_RETURNS, R_SPELLS, R_TRIPS,
    S_ANSWER_FROM, S_APPLICANT, S_CASE, S_FIELDS, S_GOT, S_LAWFUL, S_LEFT, S_MARK, S_PAUSES, S_ROUTE, S_SPELLS,
    T_AFTER, T_BEFORE, T_BITS, T_LEFT, T_PLACE, T_QUEUED, T_ROUND, T_WAITS, T_WIDE, X_A, X_B, X_C, X_D, X_E, X_F, X_RARE, X_TRIPS,
    X_VERB, X_WIDE, first_bit, heap_pop, heap_push, put_hand,
)
from xnsim.inverses import law_value
from xnsim.program import Program
from xnsim.tape import (
    ACCEPT, ASK_AGAIN, CHOOSE, CLOCK, DECIDE, DELIVER, END, FORK, GOTO, JOIN, LAPSED, PAUSE, RETURN, SERVE, TURNED_AWAY,
    WAIT, WITHDRAWN,
)
from xnsim.worktime import FAR

MOST_OFFICERS = 60      # at one desk: they are the bits of a number
BITS = 12               # a draw in waiting: its value, and in these bits how often its stream was used
AGAIN = 1 << BITS
NEVER_DONE = 1 << 41     # what nobody's file would take
WIDE = 8                # fields of an officer and of a desk
O_TOKEN, O_BEGIN, O_DESK, O_BIT, O_SPEED = range(5)
LINE = T_WIDE // WIDE     # from the place of a desk to the place of its line
D_FREE, D_FIRST, D_HALL = range(3)      # who is free (a bit each), the first officer, in the hall or not
# A line is a ring of files; between its last and its first stands a file of nobody, number ``d`` of the table of files.


def walk_plain(t, f, w, rows, log):
    """Walk all cases through all seconds; returns OVER, or MORE_ROOM when a table is full (see ``kernel.walk``)."""
    control = w.control
    ops, brn, off, dsk, tok, rts = t.ops, t.brn, w.off, w.dsk, w.tok, t.rts
    received, route, draw_at, drawn = f.received, f.route, f.draw_at, f.drawn
    hands, h_time, h_order, h_token = w.due_of, w.h_time, w.h_order, w.h_token
    slots, free, luck, backs, joins, ready, lines = w.slots, w.free, w.rounds, w.backs, w.joins, w.ready, w.dirty

    n_cases, shift = len(received), control[C_SHIFT]
    branches, forks, counters, streams = control[C_BRANCHES], control[C_FORKS], control[C_COUNTERS], control[C_STREAMS]
    window_from, window_to, end = control[C_WINDOW_FROM], control[C_WINDOW_TO], control[C_END]
    log_guard = control[C_LOG_ROOM] - branches * control[C_SLOTS] - 8
    arrived, n_log, n_heap, n_free, n_open = control[C_ARRIVED], control[C_LOG], control[C_HEAP], control[C_FREE], control[C_OPEN]
    last_second, root, swift = control[C_SECOND], control[C_ROOT], control[C_SWIFT] > 0
    leaf_mask, within = (1 << LEAF) - 1, (1 << shift) - 1
    next_arrival = received[arrived] if arrived < n_cases else FAR
    next_back = h_time[0] if n_heap > 0 else FAR
    over = end if n_open > 0 or window_to >= end else window_to + 1
    result, short = OVER, False
    k = s = at = case = got = place = r = row = 0

    while True:
        now = root >> LEAF
        if next_arrival < now:
            now = next_arrival
        if next_back < now:
            now = next_back
        if now >= over:
            break
        coming = arrived
        if next_arrival == now:
            coming += 1
            while coming < n_cases and received[coming] == now:
                coming += 1
            short = short or coming - arrived > n_free
        if short or n_log > log_guard:
            control[C_READY] = coming - arrived
            result = MORE_ROOM
            break
        last_second = now
        n_ready = 0
        n_lines = 0

        # work that ends
        while root >> LEAF == now:
            o = root & leaf_mask
            oo = o * WIDE
            k = off[oo + O_TOKEN]
            begin = off[oo + O_BEGIN]
            dd = off[oo + O_DESK]
            nobody = dd * LINE
            x = tok[nobody + T_AFTER]
            # who stands first came before this second: he is taken at once (nobody, for ever)
            following = tok[x + T_AFTER]
            tok[nobody + T_AFTER] = following
            tok[following + T_BEFORE] = nobody
            off[oo + O_TOKEN] = x
            off[oo + O_BEGIN] = now
            dsk[dd + D_FREE] += off[oo + O_BIT] if x == nobody else 0
            need = tok[x + T_LEFT]
            if off[oo + O_SPEED] != 1000:
                need = (need * 1000 + off[oo + O_SPEED] - 1) // off[oo + O_SPEED]
            root = put_hand(hands, o, ((now + need) << LEAF) + o if now + need < end else FAR)
            s = k >> shift
            at = s * S_FIELDS
            case = slots[at + S_CASE]
            got = slots[at + S_GOT]
            place = tok[k + T_PLACE]
            slots[at + S_SPELLS] += 1
            x = n_log * LOG_FIELDS
            log[x] = case
            log[x + 1] = begin - got
            log[x + 2] = now - got
            log[x + 3] = now - begin
            log[x + 4] = tok[k + T_LEFT]
            log[x + 5] = place * 65536 + o + 1
            log[x + 6] = ((k & within) >> T_BITS) * 33554432 + tok[k + T_ROUND] * 16384
            n_log += 1
            place += 1
            tok[k + T_PLACE] = place
            ready[n_ready] = k
            n_ready += 1
        alone = swift and n_ready + coming - arrived == 1 and next_back != now

        fresh = n_ready == 0
        carried = alone and not fresh       # the file that moves is known already
        if carried:
            r = slots[at + S_ROUTE]
            row = case * R_FIELDS
        else:
            s = -1
        while True:
            if fresh:
                # waits that end, and arrivals
                n_ready = 0
                while next_back == now:
                    ready[n_ready] = h_token[0]
                    n_ready += 1
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    next_back = h_time[0] if n_heap > 0 else FAR
                while arrived < coming:
                    r = route[arrived]
                    n_free -= 1
                    s = free[n_free]
                    at = s * S_FIELDS
                    slots[at + S_CASE] = arrived
                    slots[at + S_ROUTE] = r
                    slots[at + S_GOT] = now
                    slots[at + S_SPELLS] = 0
                    slots[at + S_LEFT] = 0
                    slots[at + S_PAUSES] = 0
                    slots[at + S_LAWFUL] = 0
                    slots[at + S_APPLICANT] = 0
                    slots[at + S_MARK] = now
                    slots[at + S_ANSWER_FROM] = now
                    x = draw_at[arrived]
                    y = s * streams
                    for i in range(rts[r * Q_WIDE + Q_STREAMS]):
                        luck[y + i] = drawn[x + i] * AGAIN
                    for i in range(s * counters, s * counters + counters):
                        backs[i] = 0
                    row = arrived * R_FIELDS
                    rows[row + R_ACCEPTED] = -1
                    rows[row + R_DECIDED] = -1
                    rows[row + R_DELIVERED] = -1
                    rows[row + R_CLOSED] = -1
                    rows[row + R_CLOCK] = -1
                    rows[row + R_ASKED] = -1
                    rows[row + R_TRIPS] = 1
                    k = s << shift
                    tok[k + T_PLACE] = rts[r * Q_WIDE + Q_START]
                    ready[n_ready] = k
                    n_ready += 1
                    arrived += 1
                    next_arrival = received[arrived] if arrived < n_cases else FAR
                s = -1

            if n_ready > 1 and branches > 1:
                for i in range(1, n_ready):
                    k = ready[i]
                    j = i
                    while j > 0 and ready[j - 1] > k:
                        ready[j] = ready[j - 1]
                        j -= 1
                    ready[j] = k

            i_ready = 0
            group = 0       # up to here stands what belongs to the present event
            while i_ready < n_ready:
                if i_ready > 0 or not carried:
                    k = ready[i_ready]
                    place = tok[k + T_PLACE]
                    if k >> shift != s:
                        s = k >> shift
                        at = s * S_FIELDS
                        case = slots[at + S_CASE]
                        got = slots[at + S_GOT]
                        r = slots[at + S_ROUTE]
                        row = case * R_FIELDS
                i_ready += 1
                if group < i_ready:
                    group = i_ready
                while True:
                    pp = place * X_WIDE
                    v = ops[pp + X_VERB]
                    if v == SERVE:
                        dd = ops[pp + X_A] * WIDE
                        x = s * streams + ops[pp + X_B]
                        left = luck[x]
                        luck[x] = left + 1
                        used = left & (AGAIN - 1)
                        left >>= BITS
                        if ops[pp + X_RARE]:
                            for y in range(x + 1, x + ops[pp + X_C]):
                                left += luck[y] >> BITS
                                luck[y] += 1
                            rows[row + R_TRIPS] += ops[pp + X_TRIPS]
                            if dsk[dd + D_HALL] == 0 and rows[row + R_DECIDED] < 0:
                                slots[at + S_LEFT] = 1
                        tok[k + T_PLACE] = place
                        tok[k + T_LEFT] = left
                        tok[k + T_ROUND] = used
                        if alone and dsk[dd + D_FREE] != 0:
                            root = take(hands, off, dsk, tok, dd, k, now, end)
                            break
                        tok[k + T_QUEUED] = now
                        nobody = dd * LINE
                        x = tok[nobody + T_BEFORE]
                        while tok[x + T_QUEUED] == now and (
                                slots[(x >> shift) * S_FIELDS + S_CASE] > case or (x >> shift == s and x > k)):
                            x = tok[x + T_BEFORE]
                        j = tok[x + T_AFTER]
                        tok[k + T_BEFORE] = x
                        tok[k + T_AFTER] = j
                        tok[x + T_AFTER] = k
                        tok[j + T_BEFORE] = k
                        if not alone:
                            lines[n_lines] = dd
                            n_lines += 1
                        break
                    elif v == JOIN:
                        if ops[pp + X_RARE]:
                            # other branches wait for this one
                            x = t.route_branch_row[r * branches + ((k & within) >> T_BITS)]
                            first = brn[x * B_WIDE + B_THEN_AT]
                            for j in range(first, first + brn[x * B_WIDE + B_THEN_N]):
                                y = (s << shift) + brn[t.branch_then[j] * B_WIDE + B_ID] * T_WIDE
                                tok[y + T_WAITS] -= 1
                                if tok[y + T_WAITS] == 0:
                                    tok[y + T_PLACE] = brn[t.branch_then[j] * B_WIDE + B_START]
                                    for i in range(n_ready, group, -1):
                                        ready[i] = ready[i - 1]
                                    ready[group] = y
                                    group += 1
                                    n_ready += 1
                        x = s * forks + ops[pp + X_D]
                        joins[x] -= 1
                        if joins[x] > 0:
                            break
                        y = ops[pp + X_E]
                        k = (s << shift) + y * T_WIDE
                        if rows[row + R_OUTCOME] == 0:
                            place = ops[pp + X_F]
                        elif y == 0:
                            place = rts[r * Q_WIDE + Q_END]
                        else:
                            place = brn[t.route_branch_row[r * branches + y] * B_WIDE + B_JOIN]
                    elif v == FORK:
                        first = ops[pp + X_A]
                        joins[s * forks + ops[pp + X_D]] = ops[pp + X_B]
                        for x in range(first, first + ops[pp + X_B]):
                            y = (s << shift) + brn[x * B_WIDE + B_ID] * T_WIDE
                            tok[y + T_WAITS] = brn[x * B_WIDE + B_AFTER]
                            if brn[x * B_WIDE + B_AFTER] == 0:
                                tok[y + T_PLACE] = brn[x * B_WIDE + B_START]
                                for j in range(n_ready, group, -1):
                                    ready[j] = ready[j - 1]
                                ready[group] = y
                                group += 1
                                n_ready += 1
                        break
                    elif v == CLOCK:
                        what = ops[pp + X_A]
                        if what == ACCEPT:
                            if rows[row + R_CLOCK] < 0:
                                rows[row + R_ACCEPTED] = now - got
                                rows[row + R_CLOCK] = now - got
                                if rows[row + R_ASKED] < 0:
                                    rows[row + R_ASKED] = now - got
                        elif what == DECIDE:
                            if rows[row + R_DECIDED] < 0:
                                rows[row + R_DECIDED] = now - got
                        elif what == DELIVER:
                            rows[row + R_DELIVERED] = now - got
                        elif what != ASK_AGAIN:
                            # the applicant's time begins or ends; the office's clock runs on
                            if slots[at + S_APPLICANT] > 0:
                                rows[row + R_APPLICANT_S] += now - slots[at + S_MARK]
                            slots[at + S_MARK] = now
                            slots[at + S_APPLICANT] += ops[pp + X_C] if what == PAUSE else -ops[pp + X_C]
                        place += 1
                    elif v == GOTO:
                        place = ops[pp + X_A]
                    elif v == END:
                        y = (k & within) >> T_BITS
                        if y != 0:
                            if ops[pp + X_A] > rows[row + R_OUTCOME]:
                                rows[row + R_OUTCOME] = ops[pp + X_A]
                            place = brn[t.route_branch_row[r * branches + y] * B_WIDE + B_JOIN]
                            continue
                        outcome = rows[row + R_OUTCOME]
                        if outcome == 0 and ops[pp + X_A] >= 0:
                            outcome = ops[pp + X_A]
                            rows[row + R_OUTCOME] = outcome
                        rows[row + R_SPELLS] = slots[at + S_SPELLS]
                        rows[row + R_LEFT_HALL] = slots[at + S_LEFT]
                        if outcome != LAPSED and outcome != WITHDRAWN and outcome != TURNED_AWAY:
                            if rows[row + R_DECIDED] < 0:
                                rows[row + R_DECIDED] = now - got
                            if rows[row + R_DELIVERED] < 0:
                                rows[row + R_DELIVERED] = now - got
                        rows[row + R_CLOSED] = now - got
                        if window_from <= got < window_to:
                            n_open -= 1
                            if n_open == 0 and window_to < end:
                                over = window_to + 1
                        slots[at + S_CASE] = -1
                        free[n_free] = s
                        n_free += 1
                        break
                    elif v == CHOOSE and ops[pp + X_A] < 0:
                        place = t.target[ops[pp + X_B] + f.cls[case]]
                    else:
                        # the verbs that draw
                        x = s * streams + ops[pp + X_A]
                        value = luck[x]
                        luck[x] = value + 1
                        value >>= BITS
                        if v == RETURN:
                            x = s * counters + ops[pp + X_D]
                            if value == 0 or (ops[pp + X_C] >= 0 and backs[x] >= ops[pp + X_C]):
                                place = ops[pp + X_B]
                            else:
                                backs[x] += 1
                                rows[row + R_RETURNS] += 1
                                rows[row + R_TRIPS] += ops[pp + X_TRIPS]
                                if rows[row + R_CLOCK] < 0 and rows[row + R_ASKED] < 0:
                                    rows[row + R_ASKED] = now - got
                                draw_again(t, f, luck, s * streams, r, case)
                                place += 1
                        elif v == WAIT:
                            place += 1
                            if value > 0:
                                tok[k + T_PLACE] = place
                                if now + value < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, now + value, case * 64 + ((k & within) >> T_BITS), k)
                                    next_back = h_time[0]
                                break
                        elif v == CHOOSE:
                            place = t.target[ops[pp + X_B] + value]
                        elif value > 0:
                            place += 1      # REFUSE: refused
                        else:
                            place = ops[pp + X_B]
            if fresh or (next_back != now and coming == arrived):
                break
            fresh = True
            carried = False

        # several things met: now that all has settled, the officers take up files
        for i in range(n_lines):
            dd = lines[i]
            nobody = dd * LINE
            k = tok[nobody + T_AFTER]
            while k != nobody and dsk[dd + D_FREE] != 0:
                root = take(hands, off, dsk, tok, dd, k, now, end)
                k = tok[k + T_AFTER]
                tok[nobody + T_AFTER] = k
                tok[k + T_BEFORE] = nobody

    control[C_SECOND] = last_second
    control[C_ROOT] = root
    control[C_ARRIVED] = arrived
    control[C_LOG] = n_log
    control[C_HEAP] = n_heap
    control[C_FREE] = n_free
    control[C_OPEN] = n_open
    return result


def take(hands, off, dsk, tok, dd, k, now, end):
    """The first listed free officer of a desk takes up a file; returns the next moment in anybody's hands."""
    bits = dsk[dd + D_FREE]
    dsk[dd + D_FREE] = bits & (bits - 1)
    o = dsk[dd + D_FIRST] + first_bit(bits)
    oo = o * WIDE
    need = tok[k + T_LEFT]
    if off[oo + O_SPEED] != 1000:
        need = (need * 1000 + off[oo + O_SPEED] - 1) // off[oo + O_SPEED]
    off[oo + O_TOKEN] = k
    off[oo + O_BEGIN] = now
    return put_hand(hands, o, ((now + need) << LEAF) + o if now + need < end else FAR)


def draw_again(t, f, luck, first, r, case):
    """A file goes back: draw the next round of all it has used; luck has a name, so it is found, not remembered."""
    for i in range(t.rts[r * Q_WIDE + Q_STREAMS]):
        used = luck[first + i] & (AGAIN - 1)
        if used > 0:
            row = t.rts[r * Q_WIDE + Q_STREAM_AT] + i
            hashed = first_hash(f.base[row], f.key[case])
            for _ in range(used):
                hashed = next_hash(hashed)
            law = t.stream_law[row]
            luck[first + i] = law_value(t.law_kind[law], t.law_at[law], uniform(hashed), t.law_par) * AGAIN + used


def plain_desks(program: Program) -> bool:
    """Say whether the short walk may be used: every officer at one desk and always there, nothing that acts by itself."""
    if "plain" not in program.spaces:
        program.spaces["plain"] = _plain_desks(program)
    return program.spaces["plain"]


def _plain_desks(program: Program) -> bool:
    t, people = program.tape, program.people
    present = not any(away.present or away.known for rows in people.away for away in rows)
    always = all(t.hours_n[h] == 1 and t.hours_open[t.hours_at[h]] == 0 and t.hours_close[t.hours_at[h]] >= program.end
                 for h in {*t.officer_hours, *t.desk_hours, 0})
    posts = all(t.post_always) and not any(t.post_rank) and all(n == 1 for n in t.officer_desk_n)
    desks = not (any(t.desk_unlimited) or any(t.desk_closing) or any(t.desk_roster_n)) and max(t.desk_post_n, default=0) <= MOST_OFFICERS
    in_a_row = all(t.post_officer[t.desk_post_at[d] + i] == t.post_officer[t.desk_post_at[d]] + i
                   for d in range(len(t.desk_hall)) for i in range(t.desk_post_n[d]))
    return not program.words and always and posts and desks and in_a_row and not any(t.route_acts) and present and all(map(_plain_operation, *_columns(t)))


def branches_in_order(program: Program) -> bool:
    """Say whether the branches of a case reach their desks in branch order: no fork in a fork, none that waits for another.

    Otherwise two of them may join one line in the wrong order, and even a lonely event has to settle.
    """
    return not any(program.tape.fork_parent) and not any(program.tape.branch_after)


def plain_people(program: Program) -> tuple[list[int], list[int]]:
    """Lay out desks and officers for the short walk, a row each."""
    t = program.tape
    dsk, off = [0] * (len(t.desk_hall) * WIDE), [0] * (len(t.officer_hours) * WIDE)
    for d in range(len(t.desk_hall)):
        first, count = t.desk_post_at[d], t.desk_post_n[d]
        dsk[d * WIDE:d * WIDE + 3] = [(1 << count) - 1, t.post_officer[first] if count else 0, t.desk_hall[d]]
        for i in range(count):
            o = t.post_officer[first + i]
            off[o * WIDE:o * WIDE + 5] = [d * T_WIDE, 0, d * WIDE, 1 << i, t.post_speed[first + i]]
    return dsk, off


def empty_lines(tok: Any, desks: int) -> None:
    """Let the line of every desk be a ring of nobody."""
    for place in range(0, desks * T_WIDE, T_WIDE):
        tok[place + T_AFTER] = tok[place + T_BEFORE] = place
        tok[place + T_QUEUED] = -1
        tok[place + T_LEFT] = NEVER_DONE


def _columns(t: tp.Tape) -> tuple[Any, ...]:
    return t.verb, t.a, t.b, t.e, t.order


def _plain_operation(verb: int, a: int, b: int, e: int, order: int) -> bool:
    if verb == SERVE:
        return e < 0 and order == tp.FIFO
    if verb == RETURN:
        return e == tp.BY_CHANCE
    return verb != CLOCK or a in (ACCEPT, DECIDE, DELIVER, ASK_AGAIN) or (a in (PAUSE, tp.RESUME) and b == 0)
