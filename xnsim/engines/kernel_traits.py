"""Channels, the quality of decisions, and people who look at the limit, in the fast walk.

The same sentences as ``simpy_traits`` and ``simpy_response``, on flat sequences. All that is
drawn here has a name, so it does not matter when it is drawn.
"""

from __future__ import annotations

from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines.kernel_parts import (
    C_STREAMS, K_CHANNEL, K_DISCOVERED, K_ELIGIBLE, K_EXTRANEOUS, K_EXTRANEOUS_S, K_PROMISED, K_SPENT, K_STANDARD, K_UNITS, K_VERDICT, K_WIDE,
    K_WRONG, Q_PROMISED, Q_PROMISED_UNITS, Q_STREAM_AT, Q_WIDE, R_FIELDS, R_OUTCOME, T_LEFT, T_PLACE, T_SPELLS, X_A, X_VERB, X_WIDE,
    hours_add, hours_row,
)
from xnsim.engines.kernel_promise import factor, share_used
from xnsim.engines.kernel_seldom import draw_again
from xnsim.inverses import law_value
from xnsim.tape import APPROVED, CHOOSE, DEEMED_APPROVED, DEEMED_RENEWED, OPEN, REFUSED

BY_CHANNEL = -2     # CHOOSE


def bring_traits(t, f, r, case, m):
    """Somebody is received: his channel, whether he meets the conditions, what he is promised."""
    at, key = case * K_WIDE, f.key[case]
    channel, eligible, quality = -1, -1, m.route_quality[r]
    if m.channel_n[r] > 0:
        row, u = m.channel_at[r], uniform(first_hash(f.trait_base[0], key))
        while u >= m.channel_upto[row]:
            row += 1
        channel = m.channel_name[row]
    if quality >= 0:
        eligible = 1 if uniform(first_hash(f.trait_base[1], key)) < t.law_par[t.law_at[m.quality_eligible[quality]]] else 0
    m.traits[at + K_CHANNEL] = channel
    m.traits[at + K_ELIGIBLE] = eligible
    m.traits[at + K_WRONG] = 0
    m.traits[at + K_DISCOVERED] = -1
    m.traits[at + K_EXTRANEOUS_S] = 0
    m.traits[at + K_EXTRANEOUS] = 0
    m.traits[at + K_PROMISED] = t.rts[r * Q_WIDE + Q_PROMISED]
    m.traits[at + K_UNITS] = t.rts[r * Q_WIDE + Q_PROMISED_UNITS]
    m.traits[at + K_VERDICT] = OPEN
    m.traits[at + K_STANDARD] = 0
    m.traits[at + K_SPENT] = 0


def luck(t, f, r, case, stream, used):
    """Return the uniform number of this case, this stream, this round."""
    hashed = first_hash(f.base[t.rts[r * Q_WIDE + Q_STREAM_AT] + stream], f.key[case])
    for _ in range(used):
        hashed = next_hash(hashed)
    return uniform(hashed)


# people who look at the limit --------------------------------------------------------------------------------------------

def weight(t, w, rows, s, r, row, got, now, place, m):
    """Return by how much (per mille) the limit changes what is done here."""
    if m.response[place] == 0:
        return 1000
    used = share_used(t, w, rows, s, r, row, got, now, m)
    return factor(m, m.response[place], used) if used >= 0 else 1000


def hurry(t, w, rows, k, s, r, row, got, now, m):
    """Somebody takes the file up for the first time: the limit says how much effort he will make."""
    if w.tok[k + T_SPELLS] == 0 and m.response[w.tok[k + T_PLACE]] > 0:
        left = (w.tok[k + T_LEFT] * weight(t, w, rows, s, r, row, got, now, w.tok[k + T_PLACE], m) + 500) // 1000
        w.tok[k + T_LEFT] = left if left > 1 else 1


def weighed(t, f, w, rows, s, r, row, got, now, place, used, m):
    """Draw a yes or no, or a way, whose chance the limit changes; ``used``: how often the stream was used before."""
    stream = t.ops[place * X_WIDE + X_A]
    law = t.stream_law[t.rts[r * Q_WIDE + Q_STREAM_AT] + stream]
    u, by = luck(t, f, r, row // R_FIELDS, stream, used), weight(t, w, rows, s, r, row, got, now, place, m)
    if t.ops[place * X_WIDE + X_VERB] != CHOOSE:
        return 1 if u * 1000 < t.law_par[t.law_at[law]] * by else 0
    first = t.law_par[t.law_at[law] + 1]
    chance = first * by / 1000
    if u < chance:
        return 0
    return law_value(t.law_kind[law], t.law_at[law], first + (u - chance) * (1 - first) / (1 - chance), t.law_par)


# right and wrong ---------------------------------------------------------------------------------------------------------

def judge(t, f, w, rows, s, r, row, got, now, m):
    """The decision is made, once: ``APPROVED`` or ``REFUSED``, right or wrong."""
    case = row // R_FIELDS
    at, quality = case * K_WIDE, m.route_quality[r]
    if quality < 0:
        return APPROVED
    if m.traits[at + K_VERDICT] == OPEN:
        minutes, law = 1000, m.quality_approve[quality]
        if m.traits[at + K_STANDARD] > 0:
            minutes = m.traits[at + K_SPENT] * 1000 // m.traits[at + K_STANDARD]
        if m.traits[at + K_ELIGIBLE] > 0:
            law = m.quality_refuse[quality]
        used = share_used(t, w, rows, s, r, row, got, now, m)
        by = factor(m, m.quality_minutes[quality], minutes) * (factor(m, m.quality_pressure[quality], used) if used >= 0 else 1000)
        wrong = luck(t, f, r, case, m.quality_error[quality], 0) * 1000000 < t.law_par[t.law_at[law]] * by
        m.traits[at + K_VERDICT] = APPROVED if (m.traits[at + K_ELIGIBLE] == 1) != wrong else REFUSED
    return m.traits[at + K_VERDICT]


def found_out(t, f, w, s, r, case, quality, m):
    """Does it come to light that this decision was wrong? More often, it may be, where the case was examined afterwards."""
    stream = m.quality_found[quality]
    law = t.stream_law[t.rts[r * Q_WIDE + Q_STREAM_AT] + stream]
    if m.quality_exam[quality] >= 0 and w.rounds[s * w.control[C_STREAMS] + m.quality_exam[quality]] > 0:
        law = m.quality_exam_found[quality]
    return luck(t, f, r, case, stream, 0) < t.law_par[t.law_at[law]]


def discover(t, f, w, rows, s, r, row, now, m):
    """A case is closed: was the answer wrong, and when does it come to light? Returns the row of its quality where another case may then begin, else -1."""
    at, quality, outcome = row // R_FIELDS * K_WIDE, m.route_quality[r], rows[row + R_OUTCOME]
    yes = outcome == APPROVED or outcome == DEEMED_APPROVED or outcome == DEEMED_RENEWED
    if m.traits[at + K_ELIGIBLE] == 0 and yes:
        m.traits[at + K_WRONG] = 1
    elif m.traits[at + K_ELIGIBLE] == 1 and outcome == REFUSED:
        m.traits[at + K_WRONG] = 2
    if quality < 0 or m.traits[at + K_WRONG] == 0 or m.quality_found[quality] < 0:
        return -1
    if not found_out(t, f, w, s, r, row // R_FIELDS, quality, m):
        return -1
    length = draw_again(t, f, r, row // R_FIELDS, m.quality_after[quality], 0, m)
    found = now + length
    if m.quality_after_open[quality] and length > 0:
        x, last = hours_row(t.hours_close, w.w_row[0], t.hrs[0] + t.hrs[1], now), t.hrs[0] + t.hrs[1]
        w.w_row[0] = x
        found = hours_add(t.hours_open, t.hours_close, x, last, now, length)
    m.traits[at + K_DISCOVERED] = found
    return quality if m.quality_matter[quality] >= 0 else -1
