"""What the fast walk writes down about work, in the order of its second, and which desks must look once more.

Work that ended stands in the log by officer, then by case and branch; what was let go comes after it.
"""

from __future__ import annotations

from xnsim.engines.kernel_parts import C_DIRTY, C_LOG, D_STIRRED, D_WIDE, LOG_FIELDS
from xnsim.tape import LET_GO


def stir(w, d):
    """Something has changed at a desk: when the second has settled, look who takes what."""
    if w.dsk[d * D_WIDE + D_STIRRED] == 0:
        w.dsk[d * D_WIDE + D_STIRRED] = 1
        w.dirty[w.control[C_DIRTY]] = d
        w.control[C_DIRTY] += 1


def write_spell(w, log, case, start, now, got, worked, done, where_who, packed):
    """Write one spell down."""
    at = w.control[C_LOG] * LOG_FIELDS
    log[at] = case
    log[at + 1] = start - got
    log[at + 2] = now - got
    log[at + 3] = worked
    log[at + 4] = done
    log[at + 5] = where_who
    log[at + 6] = packed
    w.control[C_LOG] += 1


def swap_rows(log, i):
    """Let two neighbours in the log, the spells ``i`` and the one before it, change places."""
    a, b = i * LOG_FIELDS, (i - 1) * LOG_FIELDS
    for x in range(LOG_FIELDS):
        kept = log[a + x]
        log[a + x] = log[b + x]
        log[b + x] = kept


def in_order(log, mark, n_log):
    """Write what was let go in this second in the order (case, branch)."""
    for i in range(mark + 1, n_log):
        j = i
        while j > mark and log[(j - 1) * LOG_FIELDS + 6] % 4 == LET_GO and log[j * LOG_FIELDS + 6] % 4 == LET_GO and (
                log[(j - 1) * LOG_FIELDS] > log[j * LOG_FIELDS] or (
                log[(j - 1) * LOG_FIELDS] == log[j * LOG_FIELDS] and log[(j - 1) * LOG_FIELDS + 6] > log[j * LOG_FIELDS + 6])):
            swap_rows(log, j)
            j -= 1


def in_place(f, log, mark, n_log, now):
    """A case leaves: what is let go by it, from row ``mark`` on, takes its place among what was let go in this second before."""
    for i in range(mark, n_log):
        while i > 0:
            a, b = i * LOG_FIELDS, (i - 1) * LOG_FIELDS
            if log[a + 6] % 4 != LET_GO or log[b + 6] % 4 != LET_GO or f.received[log[b]] + log[b + 2] != now or (
                    log[b] < log[a] or (log[b] == log[a] and log[b + 6] >> 25 <= log[a + 6] >> 25)):
                break
            swap_rows(log, i)
            i -= 1


def in_order_now(f, log, n_log, now):
    """Write what was let go in this second in the order (case, branch), whenever in the second it was."""
    if n_log == 0 or log[(n_log - 1) * LOG_FIELDS + 6] % 4 != LET_GO:
        return
    mark = n_log - 1
    while mark > 0 and f.received[log[(mark - 1) * LOG_FIELDS]] + log[(mark - 1) * LOG_FIELDS + 2] == now:
        mark -= 1
    in_order(log, mark, n_log)


def into_place(f, log, i, now):
    """A spell that is cut when the second has settled stands among those of its second as if it had ended with them."""
    while i > 0:
        a, b = i * LOG_FIELDS, (i - 1) * LOG_FIELDS
        if f.received[log[b]] + log[b + 2] != now or not (log[b + 6] % 4 == LET_GO or later_row(log, b, a)):
            return
        swap_rows(log, i)
        i -= 1


def later_row(log, b, a):
    """Say whether the row at ``b`` comes after the one at ``a``: by officer (nobody last), case, branch."""
    one, other = log[b + 5] & 65535, log[a + 5] & 65535
    if one != other:
        return one == 0 or other < one
    if log[b] != log[a]:
        return log[b] > log[a]
    return log[b + 6] >> 25 > log[a + 6] >> 25
