"""A desk at which nobody sits: a tray for a signature, a mailbox in the hall; those of another desk come over for what lies there."""

from __future__ import annotations

import datetime as dt

from xnsim.labels import Label
from xnsim.program.horizon import last_day
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Absence, Desk, KnownAbsence, Officer


def empty_chair(scenario: Scenario, desk: str, office: str, name: Label) -> Desk:
    """Return a desk in an office whose only officer of its own is never there."""
    never = Absence(known=(KnownAbsence.model_validate({"from": scenario.calendar.start, "to": last_day(scenario) + dt.timedelta(days=1)}),))
    return Desk(office=office, name=name, officers=(Officer(name=f"{desk}/nobody", absence=never),))
