"""The quiz's key, found by running the offices of its questions: ``python -m xnsim.course.keys`` finds it anew.

Each question is asked of an office that the simulator runs ``RUNS`` times; the mean and its interval go
to ``keys.json`` with every single run, so that any of them can be run again and compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache

from xnsim.course.items import FORMS, STORED, Form, Item, Key
from xnsim.course.questions import ITEMS
from xnsim.lessons.one_desk import SEED
from xnsim.lessons.textbook import watched
from xnsim.program import Program, lower
from xnsim.proof.absence import post
from xnsim.proof.desks import desk
from xnsim.proof.office import at_random, exponential, limit, matter, office, serve
from xnsim.proof.parallel import at_the_same_time, both_ways
from xnsim.proof.priorities import ranked
from xnsim.proof.seen import Seen
from xnsim.proof.variability import law
from xnsim.scenario.model import Scenario
from xnsim.stats import interval

RUNS = 20
TOGETHER = 0.95     # every interval of both forms holds at once with this chance (Bonferroni)
WINDOW, FREE = 0.8, {"officers": "unlimited"}   # how busy the reception of "backlog" is; desks without a line
MINUTES = 60.0      # in the questions about minutes a day of the run stands for an hour
CYCLE = 10.0        # days from one breakdown to the next
Reader = Callable[[Seen], float]


@dataclass(frozen=True)
class Asked:
    """An office, how long it runs (days before, in and after the measurement), and what is read off it."""

    there: Scenario
    read: Reader
    days: float
    settle: float = 200.0

    def program(self) -> Program:
        """Return the office made ready to run."""
        return lower(self.there.lasting(self.settle, self.days, self.settle))


def _time(seen: Seen) -> float:
    return seen.mean_time()


def _window(came: float, can: float, days: float, officers: int = 1) -> Asked:
    return Asked(desk(came, exponential(1 / can), officers), _time, days)


def _minutes(came: float, can: float, hours: float, officers: int = 1) -> Asked:
    return Asked(desk(came, exponential(1 / can), officers), lambda seen: MINUTES * seen.mean_time(), hours)


def _beds(came: float, days: float) -> Asked:
    return Asked(office({"ward": FREE}, {"patient": matter(at_random(came), serve("ward", law(days, 0.5)))}), lambda seen: seen.mean_present(), 400)


def _held(closed: float, held: float) -> Asked:
    """A window and specialists behind it, so that as many files are open as the question says."""
    at_window = WINDOW / (1 - WINDOW)
    route = [serve("window", exponential(WINDOW / closed)), serve("specialists", exponential((held - at_window) / closed))]
    return Asked(office({"window": {}, "specialists": FREE}, {"file": matter(at_random(closed), *route)}), _time, 1500)


def _spread(cs2: float) -> Asked:
    return Asked(desk(0.8, law(1.0, cs2)), lambda seen: seen.mean_wait(), 40_000, 2000)


def _at_once(k: float, days: float) -> Asked:
    both = both_ways({f"desk{n + 1}": exponential(days) for n in range(int(k))}, at_random(1.0))
    return Asked(both, lambda seen: seen.mean_time("parallel"), 4000)


def _parts(k: float, share: float) -> Asked:
    """Suppliers with lines to nobody; their times are uniform and the promise is where their share of on time ends."""
    names = [f"supplier{n + 1}" for n in range(int(k))]
    fan = at_the_same_time({name: [serve(name, f"uniform(1 s, {round(86_400 / share)} s)")] for name in names})
    return Asked(office({name: FREE for name in names}, {"car": {**matter(at_random(5.0), fan), "limits": {"promised": limit(1.0)}}}), lambda seen: seen.on_time_share(), 3000, 20)


def _promised(came: float, can: float, before: float, now: float) -> Asked:
    return Asked(desk(came, exponential(1 / can), within=now), lambda seen: seen.on_time_share(), 8000)


def _sent_back(came: float, can: float, back: float) -> Asked:
    again = {"return": {"step": "again", "probability": back, "turnaround": "0 s"}}
    there = office({"window": {}}, {"file": matter(at_random(came), serve("window", exponential(1 / can)), again)})
    return Asked(there, _time, 8000)


def _down(came: float, can: float, away: float) -> Asked:
    return Asked(post(came, can, CYCLE * (1 - away), CYCLE * away, 0.0), _time, 12_000)


def _urgent(load: float, share: float) -> Asked:
    there = ranked([load * share, load * (1 - share)], [1.0, 1.0], [1.0, 1.0])
    return Asked(there, lambda seen: seen.mean_wait("class1"), 50_000, 1000)


ASKED: dict[str, Callable[..., tuple[Asked, ...]]] = {
    "little": lambda came, days: (_beds(came, days),),
    "backlog": lambda closed, held: (_held(closed, held),),
    "load": lambda can, few, many: (_window(many, can, 6000), _window(few, can, 2000)),
    "teller": lambda can, came: (_minutes(came, can, 6000),),
    "pooling": lambda c, came, can: (_minutes(c * came, can, 1500, int(c)),),
    "variety": lambda cs2: (_spread(cs2), _spread(0.0)),
    "parallel": lambda k, days: (_at_once(k, days),),
    "weakest": lambda k, share: (_parts(k, share),),
    "limit": lambda *numbers: (_promised(*numbers),),
    "return": lambda came, can, back: (_sent_back(came, can, back), _window(came, can, 2000)),
    "absence": lambda came, can, away: (_down(came, can, away), _window(came, can, 4000)),
    "urgent": lambda load, few, many: (_urgent(load, many), _urgent(load, few)),
}
"""The offices of each question, from its numbers; where there are two, the answer is how many times the second's figure the first's is."""


@cache
def _programs(key: str, numbers: tuple[float, ...]) -> tuple[tuple[Program, Reader], ...]:
    return tuple((asked.program(), asked.read) for asked in ASKED[key](*numbers))


def value_of(item: Item, form: Form, replication: int) -> float:
    """Run the offices of a question once and return the answer read off them."""
    found = [read(watched(program, replication)) for program, read in _programs(item.key, item.numbers[form])]
    return found[0] / found[1] if len(found) == 2 else found[0]


def found(item: Item, form: Form) -> Key:
    """Run a question's offices as often as the key asks and return what was found."""
    return told([value_of(item, form, replication) for replication in range(RUNS)], item.unit.en == "%")


def told(values: Sequence[float], rate: bool) -> Key:
    """Return mean and interval of a question's runs; all intervals together hold with 95 %."""
    each = interval(values, 1 - (1 - TOGETHER) / (len(FORMS) * len(ITEMS)), rate)
    return Key(each.mean, each.low, each.high, each.n, SEED, tuple(values))


if __name__ == "__main__":
    STORED.write_text(json.dumps({item.key: {form: asdict(found(item, form)) for form in FORMS} for item in ITEMS}, indent=1) + "\n", encoding="utf-8")
