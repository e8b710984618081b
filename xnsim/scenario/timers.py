"""Timers of a matter 计时器: something happens after so much of a limit, before it ends, or so long after receipt."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from xnsim.scenario.base import Name, Part, Share
from xnsim.scenario.values import DistField, SpanField

Effect = Literal["warn", "raise", "to_head", "spawn", "extend", "lapse", "abandon", "find"]


class After(Part):
    """When a timer goes off: one of three.

    ``share`` of a limit has been used (0.8; 1.2 is a fifth beyond its end): of a limit in
    days, as the day closes by which at least so much is used. ``before`` the limit ends.
    ``span`` a length of time, drawn once a case, since the papers were handed in; with
    ``wd`` it is working time. ``of`` says which limit (the promised one, where there is one).
    A clock that stands still sets off no ``share`` and no ``before``.
    """

    share: Annotated[float, Field(gt=0, le=10)] | None = None
    before: SpanField | None = None
    span: DistField | None = None
    of: Literal["promised", "statutory"] | None = None


class Timer(Part):
    """One timer of every case of the matter, until the decision (``share``, ``before``) or the close (``span``).

    It goes off once; with ``every`` again and again, ``at_most`` so often; each time its
    effect follows with ``probability``. ``do``: ``warn`` is counted; ``raise`` a place up in
    lines by priority; ``to_head`` of every line; ``spawn`` another case of ``matter``;
    ``extend`` asks for the limit to be longer ``by`` so much, which ``approval`` time later
    is granted unless the limit has ended; ``lapse`` and ``abandon`` close the case; ``find``
    ends the wait of what was lost on the way (``transfer``).
    """

    name: Name
    after: After
    every: SpanField | None = None
    at_most: int | None = Field(None, ge=1, le=1000)
    do: Effect
    probability: Share = 1.0
    matter: Name | None = None
    by: SpanField | None = None
    approval: DistField | None = None
