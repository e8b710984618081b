"""The best year found by search 搜出来的最好一年, for the trainer's reference line on the true board.

``python -m xnsim.game.search`` searches anew (ten minutes of one core) and keeps what it finds among
the reference lines. It climbs from the taught year: in an order dealt by a seed it tries to
write an order into one quarter or into all, to strike one, or to put one in another's place
where points are short; a change stays if the true board of the search's seeds is surely
better for it, and by enough to be worth telling. When none of all these changes is, it has
arrived. A climb finds a good year, not certainly the best of all; gaming moves are left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from statistics import fmean

from xnsim.game.codes import Order, Orders, Plan, body_of, read_plan, spent
from xnsim.game.directors import TAUGHT
from xnsim.game.menu import BUDGET, ITEMS, MENU
from xnsim.game.play import true_board
from xnsim.scenario.problems import InputError
from xnsim.stats import paired_difference

SEEDS = tuple(range(1001, 1011))   # not those on which years are compared in tests and in the manual
GLANCE, LOST = 2, -0.2      # so many seeds are looked at first; a change that loses more than so many points there is dropped
SURE, LEAST = 0.9, 0.25     # a change stays if this interval of what it brings lies above zero, and it is worth telling a class: a quarter of a point
ORDERS = tuple(Order(item.sign, digit) for item in ITEMS if item.kind != "gaming" for digit in (item.choices or {0: item.label}))
Year = tuple[Orders, ...]


class Climb:
    """A search by small changes; ``score`` remembers what was played."""

    def __init__(self, seeds: Sequence[int] = SEEDS) -> None:
        self.seeds, self.played, self.years = tuple(seeds), {}, set()

    def score(self, year: Year, seed: int) -> float:
        """Return the true board of a year on one seed."""
        key = (body_of(year), seed)
        self.years.add(key[0])
        if key not in self.played:
            self.played[key] = true_board(Plan("", year), seed).total
        return self.played[key]

    def is_better(self, year: Year, than: Year) -> bool:
        """Say whether a year is surely better on the search's seeds; most are dropped at a glance."""
        first = self.seeds[:GLANCE]
        if fmean(self.score(year, seed) - self.score(than, seed) for seed in first) < LOST:
            return False
        found = paired_difference([self.score(year, seed) for seed in self.seeds], [self.score(than, seed) for seed in self.seeds], SURE)
        return found.low > 0 and found.mean >= LEAST

    def top(self, start: Year, rng: random.Random) -> Year:
        """Climb from a year until no change is surely better."""
        year, goes_on = start, True
        while goes_on:
            goes_on = False
            tried = {body_of(year)}
            for other in _dealt(year, rng):
                body = body_of(other)
                if body not in tried and self.is_better(other, year):
                    year, goes_on = other, True
                tried.add(body)
                if goes_on:
                    break
        return year


def _dealt(year: Year, rng: random.Random) -> list[Year]:
    """Return every change of a year that is allowed, those of the whole year first."""
    whole, single = [list(kind) for kind in (_whole_year(year), _single(year))]
    rng.shuffle(whole)
    rng.shuffle(single)
    return [each for each in (*whole, *single) if _is_allowed(each)]


def _whole_year(year: Year) -> Iterator[Year]:
    for order in ORDERS:
        if MENU[order.sign].kind == "people":
            yield tuple(_with(orders, order) for orders in year)
            yield tuple(_less(orders, order) for orders in year)
        else:
            yield (_with(year[0], order), *(_less(orders, order) for orders in year[1:]))
    for old in sorted({order for orders in year for order in orders}):
        for new in ORDERS:
            if MENU[old.sign].kind == MENU[new.sign].kind != "rule" and new != old:
                yield tuple(_with(_less(orders, old), new) if old in orders else orders for orders in year)


def _single(year: Year) -> Iterator[Year]:
    for k, orders in enumerate(year):
        for order in ORDERS:
            more = _with(orders, order)
            yield _put(year, k, more)
            if spent(more) > BUDGET:
                yield from (_put(year, k, _less(more, old)) for old in set(orders) if old.cost)
        yield from (_put(year, k, _less(orders, old)) for old in set(orders))


def _with(orders: Orders, order: Order) -> Orders:
    """Return a quarter with an order more; what may be written once takes the place of its like."""
    item = MENU[order.sign]
    alone = item.kind == "rule" or item.per_digit or order.sign == "S"
    kept = orders if item.many else tuple(each for each in orders if (each.sign != order.sign if alone else each != order))
    return (*kept, order)


def _less(orders: Orders, order: Order) -> Orders:
    """Return a quarter with an order less, one of them where there are several."""
    return tuple(each for place, each in enumerate(orders) if order not in orders or place != orders.index(order))


def _put(year: Year, k: int, orders: Orders) -> Year:
    return (*year[:k], orders, *year[k + 1:])


def _is_allowed(year: Year) -> bool:
    try:
        read_plan(body_of(year))
    except InputError:
        return False
    return True


def search(seeds: Sequence[int] = SEEDS, starts: Sequence[str] = (TAUGHT,), deal: int = 1) -> tuple[Plan, int]:
    """Climb from each start and return the best year reached, with how many years were tried."""
    climb = Climb(seeds)
    tops = [climb.top(read_plan(start).quarters, random.Random(deal)) for start in starts]
    highest = max(tops, key=lambda year: fmean(climb.score(year, seed) for seed in climb.seeds))
    return Plan("best_found", highest), len(climb.years)


if __name__ == "__main__":
    from xnsim.game.reference import keep, run_lines

    keep(run_lines(*search()))
