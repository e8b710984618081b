"""The readable engine does nothing that nobody needs: nobody looks in vain, and who is gone is forgotten."""

import gc

import simpy
from toy_office import matter, serve, toy

from xnsim.engines import space_of
from xnsim.engines.simpy_case import Case
from xnsim.engines.simpy_engine import Office
from xnsim.program import lower
from xnsim.program.fate import deal
from xnsim.scenario.model import Scenario

PARALLEL = {"parallel": {"branches": {name: {"route": [serve(name, name, "20 min")]} for name in ("a", "b")}}}


class Watched(Office):
    """An office in which every look at the lines is noted."""

    def settle(self):
        """Note the second, then look."""
        self.looks.append(self.env.now)
        super().settle()


def walked(desks, arrivals, route):
    """The office after its run, and the hours of the first day at which somebody looked who takes what."""
    program = lower(Scenario.model_validate(toy(desks, {"m": matter(arrivals, route)})))
    office = Watched(program, deal(program, 1, 0, space_of("lists"), ahead=False), simpy.Environment())
    office.looks = []
    office.run()
    return office, [look % 86400 / 3600 for look in office.looks]


def test_nobody_looks_where_nobody_waits():
    """Two applicants who never meet: one look each, as he comes; none as his work ends."""
    _, looks = walked({"a": {}}, ["05 09:00", "05 10:00"], [serve("s", "a", "30 min")])
    assert looks == [9, 10]


def test_nobody_looks_while_all_are_busy():
    """Three come within the first one's half hour: the others are looked for when he is done, not as they come."""
    _, looks = walked({"a": {}}, ["05 09:00", "05 09:06", "05 09:12"], [serve("s", "a", "30 min")])
    assert looks == [9, 9.5, 10]


def test_a_closed_case_is_forgotten():
    """When all are gone only their rows are left, and nothing waits for the collector of circular rubbish."""
    gc.collect()
    gc.disable()
    try:
        office, _ = walked({"a": {}, "b": {}}, ["05 09:00", "05 09:06", "05 09:12"], [PARALLEL])
        left = [thing for thing in gc.get_objects() if isinstance(thing, Case)]
    finally:
        gc.enable()
    assert (len(office.written), office.open, left) == (3, {}, [])
