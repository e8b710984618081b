"""What the boards tell by colour can be told apart by eyes without a red or a green cone, on the paper it is drawn on."""

from __future__ import annotations

from itertools import combinations

import pytest
from policy_office import office

from xnsim.widgets import explore
from xnsim.widgets.player import STATES

EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no green cone": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no red cone": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
"""Machado, Oliveira and Fernandes (2009), severity 1: what becomes of linear red, green and blue."""
DESK = "#F2F5F8"
APART = 18.0        # in CIE Lab; 2.3 is just noticed
ON_PAPER = 3.0      # WCAG 2.1, 1.4.11: graphics against what is beside them

Triple = tuple[float, float, float]


def light(colour: str) -> Triple:
    """Return the linear red, green and blue of ``#RRGGBB``."""
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def seen(colour: str, eye: str) -> Triple:
    """Return what an eye sees of a colour."""
    return tuple(min(1.0, max(0.0, sum(a * b for a, b in zip(row, light(colour))))) for row in EYES[eye])


def lab(colour: Triple) -> Triple:
    """Return the place of a colour in CIE Lab, daylight D65."""
    rows = ((0.4124564, 0.3575761, 0.1804375, 0.95047), (0.2126729, 0.7151522, 0.0721750, 1.0), (0.0193339, 0.1191920, 0.9503041, 1.08883))
    x, y, z = (sum(a * b for a, b in zip(row[:3], colour)) / row[3] for row in rows)
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else 841 / 108 * t + 4 / 29 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def gap(one: str, other: str, eye: str) -> float:
    """Return how far apart two colours are for an eye."""
    return sum((a - b) ** 2 for a, b in zip(lab(seen(one, eye)), lab(seen(other, eye)))) ** 0.5


def contrast(one: str, other: str, eye: str) -> float:
    """Return the ratio of two colours' luminance for an eye, as WCAG counts it."""
    dark, bright = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (seen(one, eye), seen(other, eye)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_knows_red_and_green():
    """A red and an olive that most eyes tell apart at once are one colour to an eye without green cones."""
    assert gap("#C00000", "#6B6B00", "all cones") > 3 * APART and gap("#C00000", "#6B6B00", "no green cone") < APART / 3
    assert contrast("#000000", "#FFFFFF", "all cones") == pytest.approx(21)


@pytest.mark.parametrize("eye", EYES)
def test_states_of_a_limit_are_told_apart(eye):
    """In the replay: no limit, within, near, over; each also stands out from the desk it lies on."""
    assert min(gap(STATES[a], STATES[b], eye) for a, b in combinations(STATES, 2)) > APART
    assert min(contrast(colour, DESK, eye) for colour in STATES.values()) > ON_PAPER


@pytest.mark.parametrize("eye", EYES)
def test_alternatives_are_told_apart(eye):
    """On the desk: the office as it is, this plan, two kept plans; each also stands out from paper."""
    colours = explore(office(), [], replications=2, engine="lists").spec["colours"]
    assert len(colours) == 4
    assert min(gap(a, b, eye) for a, b in combinations(colours.values(), 2)) > APART
    assert min(contrast(colour, "#FFFFFF", eye) for colour in colours.values()) > ON_PAPER
