"""Reads the rows the fast walk wrote into columns, a few dozen rows at a time (compiled with arrays).

So many rows stay at hand while column after column is written, each in one stretch; a column
that is the same in every row is filled as a whole.
"""

from __future__ import annotations

from xnsim.cases import CASE_FIELDS
from xnsim.engines.kernel_parts import (
    LOG_FIELDS, R_ACCEPTED, R_APPLICANT_S, R_ASKED, R_CLOCK, R_CLOSED, R_DECIDED, R_DEEMED, R_DELIVERED, R_EXTENDED,
    R_FIELDS, R_LAWFUL_PROMISED, R_LAWFUL_S, R_LEFT_HALL, R_LOST_OPEN, R_LOST_PROMISED, R_LOST_S, R_LOST_STATUTORY,
    R_OUTCOME, R_PAUSED_S, R_PROMISED_DUE, R_RESETS, R_RETURNS, R_SPELLS, R_STATUTORY_DUE, R_TRIPS, R_VERIFIED_DUE, X_A, X_D, X_WIDE,
)
from xnsim.worktime import FAR

BEYOND = 2**31 - 1
DAY = 86400
CASES_AT_ONCE, SPELLS_AT_ONCE = 16, 64      # rows read together: they and the ends of all columns fit the nearest cache

_STAMPS = {"accepted": R_ACCEPTED, "decided": R_DECIDED, "delivered": R_DELIVERED, "closed": R_CLOSED, "clock_start": R_CLOCK, "asked": R_ASKED}
_DUES = {"promised_due": R_PROMISED_DUE, "statutory_due": R_STATUTORY_DUE, "verified_due": R_VERIFIED_DUE}
_COUNTS = {"outcome": R_OUTCOME, "returns": R_RETURNS, "trips": R_TRIPS, "spells": R_SPELLS, "deemed": R_DEEMED, "extended": R_EXTENDED,
           "resets": R_RESETS, "lost_s": R_LOST_S, "lost_open_s": R_LOST_OPEN, "lost_promised": R_LOST_PROMISED,
           "lost_statutory": R_LOST_STATUTORY, "lawful_promised": R_LAWFUL_PROMISED, "lawful_s": R_LAWFUL_S,
           "applicant_s": R_APPLICANT_S, "paused_s": R_PAUSED_S}
CASE_COLUMN = {field.key: place for place, field in enumerate(CASE_FIELDS)}
STAMPS, DUES, COUNTS = (tuple((field, CASE_COLUMN[name]) for name, field in kind.items()) for kind in (_STAMPS, _DUES, _COUNTS))
(CASE, MATTER, SOURCE, CLS, RECEIVED, INHALL, ONSPOT, MEASURED) = (
    CASE_COLUMN[name] for name in ("case", "matter", "source", "cls", "received", "inhall", "onspot", "measured"))
AT_REST = tuple((CASE_COLUMN[field.key], field.absent or 0) for field in CASE_FIELDS if field.key in (
    "parent", "warned", "raised", "channel", "eligible", "wrong", "discovered", "extraneous_s"))


def unpack_spells(log, count, received, ops, case, branch, step, round_, spell, officer, desk, start, end, worked, done, how):
    """Write one row a spell from the packed log."""
    for first in range(0, count, SPELLS_AT_ONCE):
        last = first + SPELLS_AT_ONCE if first + SPELLS_AT_ONCE < count else count
        write_logged(log, first, last, 0, case)
        write_logged(log, first, last, 3, worked)
        write_logged(log, first, last, 4, done)
        write_span(log, first, last, received, start, end)
        write_place(log, first, last, ops, step, desk, officer)
        write_pass(log, first, last, branch, round_, spell, how)


def write_logged(log, first, last, field, column):
    """Copy a column that is as the walk logged it."""
    for i in range(first, last):
        column[i] = log[i * LOG_FIELDS + field]


def write_span(log, first, last, received, start, end):
    """Turn offsets from receipt into the seconds in which the officer begins and stops."""
    for i in range(first, last):
        at = i * LOG_FIELDS
        got = received[log[at]]
        start[i] = got + log[at + 1]
        end[i] = got + log[at + 2]


def write_place(log, first, last, ops, step, desk, officer):
    """Write the step, the desk and who works there."""
    for i in range(first, last):
        row = (log[i * LOG_FIELDS + 5] >> 16) * X_WIDE
        step[i] = ops[row + X_D]
        desk[i] = ops[row + X_A]
    for i in range(first, last):
        officer[i] = (log[i * LOG_FIELDS + 5] & 65535) - 1


def write_pass(log, first, last, branch, round_, spell, how):
    """Write in which pass through the step, on which branch, the spell was, and how it ended."""
    for i in range(first, last):
        packed = log[i * LOG_FIELDS + 6]
        branch[i] = packed >> 25
        round_[i] = (packed >> 14) & 2047
        spell[i] = (packed >> 2) & 4095
        how[i] = packed & 3


def unpack_cases(rows, count, received, source, cls, route, route_matter, begin, end, limited, out):
    """Write one row a case: who came, his stamps, his counts, and what follows from them; columns of later words are at rest.

    ``limited``: 1 where the rows say when limits end, 0 where no route knows one.
    """
    for column, value in AT_REST:
        write_rest(count, value, out[column])
    if not limited:
        for field, column in DUES:
            write_rest(count, FAR, out[column])
    for first in range(0, count, CASES_AT_ONCE):
        last = first + CASES_AT_ONCE if first + CASES_AT_ONCE < count else count
        for field, column in STAMPS:
            write_moments(rows, first, last, field, received, out[column])
        if limited:
            for field, column in DUES:
                write_last_days(rows, first, last, field, received, out[column])
        for field, column in COUNTS:
            write_counts(rows, first, last, field, out[column])
        write_who(first, last, received, source, cls, route, route_matter, begin, end, out)
        write_where(rows, first, last, received, out[INHALL], out[ONSPOT])


def write_moments(rows, first, last, field, received, column):
    """Turn offsets from receipt into seconds from the start; -1 stays."""
    for case in range(first, last):
        offset = rows[case * R_FIELDS + field]
        column[case] = received[case] + offset if offset >= 0 else -1


def write_last_days(rows, first, last, field, received, column):
    """Turn due offsets into seconds from the start; what lies beyond the table is FAR."""
    for case in range(first, last):
        offset = rows[case * R_FIELDS + field]
        column[case] = received[case] + offset if offset != BEYOND else FAR


def write_counts(rows, first, last, field, column):
    """Copy a column that is as the walk wrote it."""
    for case in range(first, last):
        column[case] = rows[case * R_FIELDS + field]


def write_rest(count, value, column):
    """Fill a column that is the same in every row: of a word that nobody used, of a limit that no route knows."""
    for case in range(count):
        column[case] = value


def write_who(first, last, received, source, cls, route, route_matter, begin, end, out):
    """Write who came, when, for what, and whether he is counted."""
    number, matter, came, of, kind, measured = out[CASE], out[MATTER], out[RECEIVED], out[SOURCE], out[CLS], out[MEASURED]
    for case in range(first, last):
        number[case] = case
        came[case] = received[case]
        of[case] = source[case]
        kind[case] = cls[case]
        matter[case] = route_matter[route[case]]
        measured[case] = 1 if begin <= received[case] < end else 0


def write_where(rows, first, last, received, inhall, onspot):
    """Say whether the file never left the hall, and whether all was done on the first visit."""
    for case in range(first, last):
        row = case * R_FIELDS
        got, decided = received[case], rows[row + R_DECIDED]
        hall = rows[row + R_LEFT_HALL] == 0 and decided >= 0
        inhall[case] = 1 if hall else 0
        onspot[case] = 1 if hall and rows[row + R_RETURNS] == 0 and (got + decided) // DAY == got // DAY else 0
