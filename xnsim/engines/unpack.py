"""Reads the rows the fast walk wrote into columns, in one pass each (compiled with arrays)."""

from __future__ import annotations

from typing import Any, NamedTuple

from xnsim.engines.kernel_parts import (
    LOG_FIELDS, R_ACCEPTED, R_APPLICANT_S, R_ASKED, R_CLOCK, R_CLOSED, R_DECIDED, R_DEEMED, R_DELIVERED, R_EXTENDED,
    R_FIELDS, R_LAWFUL_PROMISED, R_LAWFUL_S, R_LEFT_HALL, R_LOST_OPEN, R_LOST_PROMISED, R_LOST_S, R_LOST_STATUTORY,
    R_OUTCOME, R_PAUSED_S, R_PROMISED_DUE, R_RESETS, R_RETURNS, R_SPELLS, R_STATUTORY_DUE, R_TRIPS, R_VERIFIED_DUE, X_A, X_D, X_WIDE,
)
from xnsim.worktime import FAR

BEYOND = 2**31 - 1
DAY = 86400


def unpack_spells(log, count, received, ops, case, branch, step, round_, spell, officer, desk, start, end, worked, done, how):
    """Write one row a spell from the packed log."""
    for i in range(count):
        at = i * LOG_FIELDS
        number = log[at]
        where_who = log[at + 5]
        packed = log[at + 6]
        got = received[number]
        case[i] = number
        start[i] = got + log[at + 1]
        end[i] = got + log[at + 2]
        worked[i] = log[at + 3]
        done[i] = log[at + 4]
        step[i] = ops[(where_who >> 16) * X_WIDE + X_D]
        desk[i] = ops[(where_who >> 16) * X_WIDE + X_A]
        officer[i] = (where_who & 65535) - 1
        branch[i] = packed >> 25
        round_[i] = (packed >> 14) & 2047
        spell[i] = (packed >> 2) & 4095
        how[i] = packed & 3


class CaseColumns(NamedTuple):
    """The columns of the case table that a walk fills, in the order of its rows, and what follows from them."""

    accepted: Any
    decided: Any
    delivered: Any
    closed: Any
    outcome: Any
    returns: Any
    trips: Any
    spells: Any
    deemed: Any
    extended: Any
    resets: Any
    clock_start: Any
    lost_s: Any
    lost_open_s: Any
    lost_promised: Any
    lost_statutory: Any
    lawful_promised: Any
    lawful_s: Any
    asked: Any
    applicant_s: Any
    paused_s: Any
    promised_due: Any
    statutory_due: Any
    verified_due: Any
    matter: Any
    inhall: Any
    onspot: Any
    measured: Any


def moment(offset, got):
    """Turn an offset from receipt into seconds from the start; -1 stays."""
    return got + offset if offset >= 0 else -1


def last_day(offset, got):
    """Turn a due offset into seconds from the start; what lies beyond the table is FAR."""
    return got + offset if offset != BEYOND else FAR


def unpack_cases(rows, count, received, route, route_matter, begin, end, out):
    """Write one row a case: its stamps, its counts, and what follows from them."""
    for case in range(count):
        row = case * R_FIELDS
        got = received[case]
        out.accepted[case] = moment(rows[row + R_ACCEPTED], got)
        out.decided[case] = moment(rows[row + R_DECIDED], got)
        out.delivered[case] = moment(rows[row + R_DELIVERED], got)
        out.closed[case] = moment(rows[row + R_CLOSED], got)
        out.outcome[case] = rows[row + R_OUTCOME]
        out.returns[case] = rows[row + R_RETURNS]
        out.trips[case] = rows[row + R_TRIPS]
        out.spells[case] = rows[row + R_SPELLS]
        out.deemed[case] = rows[row + R_DEEMED]
        out.extended[case] = rows[row + R_EXTENDED]
        out.resets[case] = rows[row + R_RESETS]
        out.clock_start[case] = moment(rows[row + R_CLOCK], got)
        out.lost_s[case] = rows[row + R_LOST_S]
        out.lost_open_s[case] = rows[row + R_LOST_OPEN]
        out.lost_promised[case] = rows[row + R_LOST_PROMISED]
        out.lost_statutory[case] = rows[row + R_LOST_STATUTORY]
        out.lawful_promised[case] = rows[row + R_LAWFUL_PROMISED]
        out.lawful_s[case] = rows[row + R_LAWFUL_S]
        out.asked[case] = moment(rows[row + R_ASKED], got)
        out.applicant_s[case] = rows[row + R_APPLICANT_S]
        out.paused_s[case] = rows[row + R_PAUSED_S]
        out.promised_due[case] = last_day(rows[row + R_PROMISED_DUE], got)
        out.statutory_due[case] = last_day(rows[row + R_STATUTORY_DUE], got)
        out.verified_due[case] = last_day(rows[row + R_VERIFIED_DUE], got)
        decided = rows[row + R_DECIDED]
        hall = rows[row + R_LEFT_HALL] == 0 and decided >= 0
        out.inhall[case] = 1 if hall else 0
        out.onspot[case] = 1 if hall and rows[row + R_RETURNS] == 0 and (got + decided) // DAY == got // DAY else 0
        out.measured[case] = 1 if begin <= got < end else 0
        out.matter[case] = route_matter[route[case]]
