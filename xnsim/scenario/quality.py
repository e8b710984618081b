"""Right and wrong decisions 办件质量: who deserves a yes, what haste does to the answer, and what comes to light later."""

from __future__ import annotations

from xnsim.scenario.base import Name, Part, Share
from xnsim.scenario.response import CurveField
from xnsim.scenario.values import DistField


class Examined(Part):
    """Whoever came to this step before the case was closed was examined: what is wrong comes to light with this probability."""

    step: Name
    probability: Share


class Discovery(Part):
    """A wrong decision comes to light: with a probability, so long after the case was closed; another matter may follow.

    ``examined``: for who was examined afterwards the probability is another one.
    """

    probability: Share
    after: DistField
    matter: Name | None = None
    examined: Examined | None = None


class Quality(Part):
    """The share that meets the conditions, and how often the decision is wrong.

    ``approve_wrong`` is the chance that who does not meet them is approved, ``refuse_wrong``
    that who does is refused. Both are multiplied by ``minutes`` (a curve over the minutes worked
    at the ``review`` steps, 1 being the standard effort; all steps at desks where none is
    named) and by ``pressure`` (a curve over the share of the limit used at the decision).
    """

    eligible: Share
    approve_wrong: Share = 0.0
    refuse_wrong: Share = 0.0
    review: tuple[Name, ...] = ()
    minutes: CurveField = ()
    pressure: CurveField = ()
    discovery: Discovery | None = None
