"""Cases that come during the run, in the fast walk: spawned by others, or the next request of a closed circle.

The same sentences as ``simpy_spawn``. Who gives rise to cases leaves one row in a table of
what is asked for; all rows of a second are received together, in the order of who gave rise
to them. A born case has its row behind those that were dealt, and its first draws are made
as it is received, into the room of its slot.
"""

from __future__ import annotations

from xnsim.draws import case_key, first_hash, next_hash, uniform
from xnsim.engines.kernel_bells import (
    B_FIELDS, B_LAST, B_SINCE, B_TIMES, F_FIELDS, F_LOST, F_OPEN, F_PATIENCE, F_WAIT, N_ASKED, N_BELLS, N_BORN, N_COMING, N_DEALT, N_DRAWN,
    N_FREE, N_FREE_AT, N_NAMES, N_WAITS, U_FIELDS, U_HEAD, U_UP, V_FIELDS, V_RAISED, V_WARNED, WORKING, alarm, later,
)
from xnsim.engines.kernel_parts import (
    C_BRANCHES, C_END, C_HEAP, C_OPEN, C_SHIFT, C_STREAMS, C_WINDOW_FROM, C_WINDOW_TO, NEWCOMER, Q_STREAMS, Q_WIDE, RETURNED, R_FIELDS,
    R_TRIPS, S_DRAWS, S_FIELDS, T_BITS, T_ORDER, T_PLACE, T_STATE, T_UNTIL, WAITING, X_A, X_B, X_C, X_D, X_E, X_F, X_WIDE, heap_pop,
    heap_push,
)
from xnsim.engines.kernel_seldom import draw_again
from xnsim.engines.kernel_traits import weighed
from xnsim.engines.kernel_urge import draw, lies_at, raise_up
from xnsim.inverses import law_value
from xnsim.tape import RAISED, SINCE, WAITS
from xnsim.worktime import FAR

# fields of a row that asks for cases: who gives rise to them (in the order of these), how many, what they will be, who waits
(A_PARENT, A_BRANCH, A_STEP, A_SERIAL, A_COUNT, A_MATTER, A_SOURCE, A_NAME, A_TOKEN, A_WAIT, A_AT, A_NEXT, A_FIELDS) = range(13)
# fields of a born case
I_PARENT, I_TOKEN, I_WAIT, I_AT, I_FIELDS = range(5)


def ask_for(w, case, branch, step, serial, count, matter, source, name, token, wait, at, when, m):
    """Cases will be received at ``when``, later than now; after the end of the run nobody is."""
    if when >= w.control[C_END]:
        return
    row = m.counts[N_ASKED]
    if m.counts[N_FREE] > 0:
        row = m.counts[N_FREE_AT]
        m.counts[N_FREE_AT] = m.asked[row * A_FIELDS + A_NEXT]
        m.counts[N_FREE] -= 1
    else:
        m.counts[N_ASKED] += 1
    a = row * A_FIELDS
    m.asked[a + A_PARENT] = case
    m.asked[a + A_BRANCH] = branch
    m.asked[a + A_STEP] = step
    m.asked[a + A_SERIAL] = serial
    m.asked[a + A_COUNT] = count
    m.asked[a + A_MATTER] = matter
    m.asked[a + A_SOURCE] = source
    m.asked[a + A_NAME] = name
    m.asked[a + A_TOKEN] = token
    m.asked[a + A_WAIT] = wait
    m.asked[a + A_AT] = at
    m.counts[N_COMING] += count
    w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], when, (NEWCOMER << 40) + row, row)


def serial_of(s, name, count, m):
    """Count how many cases a case has given rise to under a name; returns how many before these."""
    at = s * m.counts[N_NAMES] + name
    serial = m.sons[at]
    m.sons[at] = serial + count
    return serial


# who gives rise to others ----------------------------------------------------------------------------------------------------

def give_rise(t, f, w, rows, k, s, r, case, got, place, now, m):
    """The file gives rise to cases; returns the place where it goes on, -1 where it waits for them."""
    pp, born, row = place * X_WIDE, 0, case * R_FIELDS
    for _ in range(t.ops[pp + X_C]):
        if m.response[place] > 0:
            at = s * w.control[C_STREAMS] + t.ops[pp + X_A]
            w.rounds[at] += 1
            born += weighed(t, f, w, rows, s, r, row, got, now, place, w.rounds[at] - 1, m)
        else:
            born += draw(t, f, w, r, case, s, t.ops[pp + X_A], m)
    if born == 0:
        return place + 1
    wait = 0
    if t.ops[pp + X_E] == WAITS:
        m.counts[N_WAITS] += 1
        wait = m.counts[N_WAITS]
        m.fil[(k >> T_BITS) * F_FIELDS + F_WAIT] = wait
        m.fil[(k >> T_BITS) * F_FIELDS + F_OPEN] = born
        w.tok[k + T_STATE] = WAITING
        w.tok[k + T_UNTIL] = FAR
        w.tok[k + T_PLACE] = place + 1
    name = t.ops[pp + X_F]
    ask_for(w, case, w.tok[k + T_ORDER] & 63, t.ops[pp + X_D], serial_of(s, name, born, m), born, t.ops[pp + X_B], -1, name, k, wait,
            lies_at(t, w, s), now + 1, m)
    if t.ops[pp + X_E] == RAISED:
        raise_up(t, f, w, rows, s, r, case, m)
    return -1 if wait > 0 else place + 1


def bell_spawns(t, w, s, case, x, now, m):
    """A timer of a case gives rise to another."""
    name = m.timer_spawn[x]
    ask_for(w, case, 0, m.timer_step[x], serial_of(s, name, 1, m), 1, m.timer_matter[x], -1, name, -1, 0, lies_at(t, w, s), now + 1, m)


def came_to_light(w, case, quality, when, m):
    """A wrong decision will come to light at ``when``: another case begins in the second after it."""
    ask_for(w, case, 0, -1, 0, 1, m.quality_matter[quality], -1, m.quality_spawn[quality], -1, 0, -1, when + 1, m)


def closed(t, f, w, case, now, m):
    """A case is closed: who waited for it is told; a member of a closed circle comes again after a pause."""
    if case >= m.counts[N_DEALT]:
        i = (case - m.counts[N_DEALT]) * I_FIELDS
        k, wait = m.kin[i + I_TOKEN], m.kin[i + I_WAIT]
        if wait > 0:
            if m.fil[(k >> T_BITS) * F_FIELDS + F_WAIT] == wait and w.tok[k + T_STATE] == WAITING:
                one_closed(w, k, now, m)
    source = f.source[case]
    if source >= 0:
        if m.source_pause[source] >= 0:
            law, key = m.source_pause[source], case_key(f.key[case], 0)
            length = law_value(t.law_kind[law], t.law_at[law], uniform(first_hash(f.trait_base[3], key)), t.law_par)
            when = later(t, now, length if length > 1 else 1, m.source_pause_open[source])
            ask_for(w, case, -1, -1, 0, 1, m.source_matter[source], source, -1, -1, 0, -1, when, m)


def one_closed(w, k, now, m):
    """One of the cases a file waits for is closed; the second after the last of them it goes on."""
    at = (k >> T_BITS) * F_FIELDS
    m.fil[at + F_OPEN] -= 1
    if m.fil[at + F_OPEN] == 0:
        w.tok[k + T_UNTIL] = now + 1
        if now + 1 < w.control[C_END]:
            w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], now + 1, (RETURNED << 40) + w.tok[k + T_ORDER], k)


# who is received ---------------------------------------------------------------------------------------------------------------

def receive(t, f, w, now, m):
    """Give a number to everybody who comes in this second because of others; returns how many they are."""
    n, born = 0, 0
    while w.control[C_HEAP] > 0 and w.h_time[0] == now and w.h_order[0] >> 40 == NEWCOMER:
        row = w.h_token[0]
        w.control[C_HEAP] = heap_pop(w.h_time, w.h_order, w.h_token, w.control[C_HEAP])
        j = n
        while j > 0 and before(row, m.queue[j - 1], m):
            m.queue[j] = m.queue[j - 1]
            j -= 1
        m.queue[j] = row
        n += 1
    for i in range(n):
        row = m.queue[i]
        a = row * A_FIELDS
        m.counts[N_COMING] -= m.asked[a + A_COUNT]
        m.asked[a + A_NEXT] = m.counts[N_FREE_AT]
        m.counts[N_FREE_AT] = row
        m.counts[N_FREE] += 1
        r = route_now(m.asked[a + A_MATTER], now, m)
        if r >= 0:
            born += m.asked[a + A_COUNT]
            number(t, f, w, a, r, now, m)
    return born


def before(row, other, m):
    """Say whether one row comes before another: by parent, branch, step, and how many that gave rise to before."""
    a, b = row * A_FIELDS, other * A_FIELDS
    for x in range(A_PARENT, A_SERIAL):
        if m.asked[a + x] != m.asked[b + x]:
            return m.asked[a + x] < m.asked[b + x]
    return m.asked[a + A_SERIAL] < m.asked[b + A_SERIAL]


def route_now(matter, now, m):
    """Return the route in force for a matter; -1 before its first day."""
    x = m.matter_route_at[matter] + m.matter_route_n[matter] - 1
    while x >= m.matter_route_at[matter]:
        if m.matter_route_from[x] <= now:
            return m.matter_route[x]
        x -= 1
    return -1


def number(t, f, w, a, r, now, m):
    """Give their numbers and names to the cases of one row."""
    parent, source = m.asked[a + A_PARENT], m.asked[a + A_SOURCE]
    if source >= 0:
        key = case_key(f.key[parent], 0)
    else:
        key = first_hash(m.spawn_key[m.asked[a + A_NAME]], f.key[parent])
        for _ in range(m.asked[a + A_SERIAL]):
            key = next_hash(key)
    for _ in range(m.asked[a + A_COUNT]):
        case = m.counts[N_DEALT] + m.counts[N_BORN]
        f.received[case] = now
        f.route[case] = r
        f.source[case] = source
        f.key[case] = key
        f.cls[case] = class_of(f, r, key, m)
        i = m.counts[N_BORN] * I_FIELDS
        m.kin[i + I_PARENT] = parent if source < 0 else -1
        m.kin[i + I_TOKEN] = m.asked[a + A_TOKEN]
        m.kin[i + I_WAIT] = m.asked[a + A_WAIT]
        m.kin[i + I_AT] = m.asked[a + A_AT]
        m.counts[N_BORN] += 1
        if w.control[C_WINDOW_FROM] <= now < w.control[C_WINDOW_TO]:
            w.control[C_OPEN] += 1
        key = next_hash(key)


def class_of(f, r, key, m):
    """Return the class of a born case: its luck has a name."""
    x, last = m.route_class_at[r], m.route_class_at[r] + m.route_class_n[r] - 1
    u = uniform(first_hash(f.trait_base[2], key))
    while x < last and u >= m.class_upto[x]:
        x += 1
    return m.class_number[x]


def enter(t, f, w, rows, s, r, case, now, m):
    """Somebody is received: nothing of him was drawn or counted before, and his timers are set."""
    streams, source = w.control[C_STREAMS], f.source[case]
    for x in range(s * streams, s * streams + streams):
        w.rounds[x] = 0
    for x in range(s * m.counts[N_NAMES], (s + 1) * m.counts[N_NAMES]):
        m.sons[x] = 0
    m.own[s * U_FIELDS + U_UP] = 0
    m.own[s * U_FIELDS + U_HEAD] = 0
    k = s << w.control[C_SHIFT]
    for x in range(k >> T_BITS, (k >> T_BITS) + w.control[C_BRANCHES]):
        m.fil[x * F_FIELDS + F_PATIENCE] = FAR
        m.fil[x * F_FIELDS + F_LOST] = 0
        m.fil[x * F_FIELDS + F_WAIT] = 0
    m.told[case * V_FIELDS + V_WARNED] = 0
    m.told[case * V_FIELDS + V_RAISED] = 0
    if source < 0:
        rows[case * R_FIELDS + R_TRIPS] = 0     # nobody comes to the counter for what the office itself sets going
    if case >= m.counts[N_DEALT]:
        w.slots[s * S_FIELDS + S_DRAWS] = m.counts[N_DRAWN] + s * streams
        for x in range(t.rts[r * Q_WIDE + Q_STREAMS]):
            f.drawn[m.counts[N_DRAWN] + s * streams + x] = draw_again(t, f, r, case, x, 0, m)
    if source >= 0:
        for x in range(len(m.begin_source)):
            if m.begin_source[x] == source and m.begin_route[x] == r:
                w.tok[k + T_PLACE] = m.begin_place[x]
    for x in range(m.route_timer_at[r], m.route_timer_at[r] + m.route_timer_n[r]):
        at = (s * m.counts[N_BELLS] + x - m.route_timer_at[r]) * B_FIELDS
        m.bells[at + B_TIMES] = 0
        m.bells[at + B_LAST] = -1
        if m.timer_form[x] == SINCE:
            length = draw(t, f, w, r, case, s, m.timer_amount[x], m)
            m.bells[at + B_SINCE] = later(t, now, length if length > 1 else 1, m.timer_unit[x] == WORKING)


def patient(t, f, w, k, s, r, case, place, now, n_heap, m):
    """An applicant begins to wait at a desk, for so long at most; returns the size of the heap."""
    m.fil[(k >> T_BITS) * F_FIELDS + F_PATIENCE] = FAR
    if m.patience[place] > 0:
        until = later(t, now, draw(t, f, w, r, case, s, m.patience[place] - 1, m), m.patience_open[place])
        m.fil[(k >> T_BITS) * F_FIELDS + F_PATIENCE] = until
        n_heap = alarm(w, s, until, now, n_heap)
    return n_heap


def at_parent(case, desks, m):
    """Return the number of the desk at which the parent of a case lay, the number after the last where none did."""
    at = -1
    if case >= m.counts[N_DEALT]:
        at = m.kin[(case - m.counts[N_DEALT]) * I_FIELDS + I_AT]
    return at if at >= 0 else desks
