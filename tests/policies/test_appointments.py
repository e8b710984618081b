"""Appointments: even arrivals for a wait beforehand; or a wait that is counted nowhere."""

from math import isnan

import pytest
from paired import assert_moves, comes, office_of, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.indicators import find
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.matter import Arrivals
from xnsim.scenario.model import Scenario
from xnsim.scenario.session import Session

WINDOW = office_of("appointments")


def walked(scenario: Scenario, *policies: p.Policy) -> Told:
    return Told(run(lower(p.timeline(scenario, policies)), engine="simpy"))


def test_slots_by_hand():
    """Seven a day booked without spare slots are an hour apart: two who come at 9:05 are let in at 10:00 and 11:00."""
    scenario = Scenario.model_validate(toy({"w": {}}, {"m": matter(["05 09:05", "05 09:05"], [serve("take", "w", "10 min")])}))
    rated = scenario.changed(("matters", {"m": scenario.matters["m"].changed(("arrivals", Arrivals.model_validate({"poisson": "7/wd"})))}))
    booked = p.Appointments(slots=1, no_show=0).apply(rated)
    again = booked.changed(("matters", {"m": booked.matters["m"].changed(("arrivals", scenario.matters["m"].arrivals))}))
    assert booked.sessions == {"slots_m": Session.model_validate({"every": "0.142857143 wd", "seats": 1, "name": booked.sessions["slots_m"].name})}
    assert [moment[:8] for moment in walked(again).stamps("closed")] == ["05 10:10", "05 11:10"]


def test_unlimited_slots_change_next_to_nothing():
    """Slots a second apart, for all who come: each case is done within two seconds a booking of when it was."""
    free = small({"w": {"officers": "unlimited"}}, {"m": comes("16/wd", [serve("take", "w", "5 min")])}, {"horizon": {"warm_up": "0 wd", "measure": "2 wd", "drain": "2 wd"}})
    booked = p.Appointments(no_show=0).apply(free)
    often = booked.changed(("sessions", {"slots_m": Session.model_validate({"every": "1 s", "seats": 100})}))
    plain, slots = walked(free).run.cases, walked(often).run.cases
    assert len(plain["closed"]) > 20 and all(0 <= b - a <= 2 for a, b in zip(plain["closed"], slots["closed"]))


def test_refused_where_no_rate_is_known():
    """Slots follow from a rate; what comes by a table is named and refused."""
    tabled = office(("matters.renewal.arrivals", {"table": ["2026-01-06T10:00"]}))
    assert "slots_renewal" not in p.Appointments().apply(tabled).sessions
    with pytest.raises(PolicyRefused, match="poisson"):
        p.Appointments(matters=("renewal",)).apply(tabled)


def test_even_arrivals_shorten_the_line_at_the_window():
    """With slots the window's own line is shorter (B16 in the small); the slots' is long."""
    def at_the_window(*policies: p.Policy) -> float:
        told = walked(WINDOW, *policies)
        taken = {row["case"]: row for row in told.services if told.run.lowered.steps[row["step"]] == "take"}
        came = [told.run.cases["received"][case] for case in taken]
        return sum(row["start"] - at for row, at in zip(taken.values(), came)) / len(came)

    hidden = p.Appointments(hidden=True, slots=1, no_show=0)
    assert at_the_window(hidden) < at_the_window() / 2 and at_the_window(p.Appointments(no_show=0)) > at_the_window(hidden)


def test_hiding_the_slots_betters_the_figures_only():
    """With too few slots, counted from the booking, time and backlog are worse than with enough: what the record that begins at the visit hides."""
    counted = p.Appointments(slots=p.Appointments.perverse_knobs["slots"])
    assert_moves(WINDOW, [p.Appointments()], [counted], ("+total_days", "+backlog"))


def test_the_wait_for_a_slot_is_measured_unless_it_is_hidden():
    """Counted from the booking, few slots mean days of waiting; hidden, nobody knows when anybody booked, and the window's own wait is short."""
    enough, few, hidden = (walked(WINDOW, p.Appointments(slots=slots, hidden=hide)).run for slots, hide in ((1.1, False), (0.8, False), (0.8, True)))
    waited = [find("booking_wait_days").value(made) for made in (enough, few, hidden)]
    assert waited[0] < 1 < 5 < waited[1] and isnan(waited[2]) and find("mean_wait_minutes").value(hidden) < 15


def test_dated_slots_count_from_their_day():
    """Slots from the second month on: who came before did not book, and is in no figure of booking."""
    dated = walked(WINDOW, p.Appointments.model_validate({"from": "2026-01-26"})).run
    booked = find("booking_wait_days").parts(dated).denominator
    assert 0 < booked < find("mean_wait_minutes").parts(dated).denominator
