"""The two boards 两块榜: what the city publishes each quarter, and what applicants met, told when the year is over.

Both run from 0 to about 100. Every weight and scale is declared here with its unit and its
reason; none comes from a real office's appraisal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from xnsim.cases import where
from xnsim.draws import first_hash, name_key, stream_base, uniform
from xnsim.engines import Run
from xnsim.game.codes import Orders
from xnsim.game.orders import AUDIT_QUARTER
from xnsim.indicators import find
from xnsim.indicators.quality import WRONGLY_APPROVED
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.scenario import Scenario
from xnsim.theory.scorecard import points

FOUND, FINE = 0.3, 15       # a gaming move is found with this probability, and costs so many points: the handbook's
SAMPLE, WRONG_FINE = 0.05, 1.0  # share of decisions the audit of the fourth quarter looks at (handbook); points a wrong one costs (assumed)
OFFICIAL_SHARE = 0.4        # final = 0.4 official + 0.6 true: the handbook's, told to teams only as "both count"
MOST_CUT_POINTS = 9         # what the rule S01 gives for a promise cut by nine tenths


@dataclass(frozen=True)
class Part:
    """One line of a board: the indicator, and the points it can bring.

    ``half_at``: the value at which half the points are left (less is better there); none:
    the points times the value, a rate where more is better.
    """

    key: str
    weight: float
    why: Label
    half_at: float | None = None

    def points(self, value: float) -> float:
        """Return the points for a value; nothing measured brings nothing."""
        if value != value:
            return 0.0
        if self.half_at is None:
            return self.weight * value
        return self.weight * self.half_at / (self.half_at + value)


OFFICIAL: tuple[Part, ...] = (
    Part("on_time_rate", 40, Label("上榜的头一项,给四成", "the first figure on every board: two fifths")),
    Part("on_the_spot_rate", 20, Label("其余三项各两成", "the other three a fifth each")),
    Part("satisfaction_rate", 20, Label("只算评了的人", "of those who answered")),
    Part("promise_cut_by_matter", 20, Label("按记分规则 S01:压三成3分,每再压一成加1分,满分9分折成20分", "by the rule S01: 3 points for a cut of 30 %, one more for each further tenth; its 9 count as 20")),
)
TRUE: tuple[Part, ...] = (
    Part("total_days", 35, Label("申请人从第一次上门到拿到结果的日历天,没拿到的算到运行结束;7天得一半(约一周)", "calendar days from first visit to result, or so far; at 7, a week, half the points"), 7.0),
    Part("undetected_rate", 35, Label("误批而没查出的;1%得一半;办得对与办得快同样重", "wrongly approved and not found out; at 1 % half the points; right weighs as much as fast"), 0.01),
    Part("gini_total_time", 15, Label("各件用时的不均;基尼系数0.7得一半(各类件本来快慢不同)", "unequal times; at a Gini coefficient of 0.7 half the points, for kinds of cases differ anyway"), 0.7),
    Part("cost_per_case", 15, Label("人员、跑动与等待的成本;每件800元得一半", "staff, visits and waiting; at 800 yuan a case half the points"), 800.0),
)
TWINS = tuple((part.key, find(part.key).twin) for part in OFFICIAL)


@dataclass(frozen=True)
class Board:
    """One board: indicator → value, indicator → points, points lost to audits; ``total`` never below 0."""

    values: dict[str, float]
    points: dict[str, float]
    fines: dict[str, float]

    @property
    def total(self) -> float:
        """Points in all."""
        return max(0.0, sum(self.points.values()) - sum(self.fines.values()))


def promise_cut(there: Scenario) -> float:
    """Return how far the promises lie below the law, every matter counted once."""
    both = [(matter.limits.promised, matter.limits.statutory) for matter in there.matters.values() if matter.limits.promised and matter.limits.statutory]
    return 1 - sum(promised.amount for promised, _ in both) / sum(legal.amount for _, legal in both)


def read(view: View, parts: tuple[Part, ...], known: Mapping[str, float] = MappingProxyType({})) -> tuple[dict[str, float], dict[str, float]]:
    """Return indicator → value and indicator → points, the twins of the official ones among the values."""
    keys = [part.key for part in parts] + ([twin for _, twin in TWINS if twin] if parts is OFFICIAL else [])
    values = {key: known[key] if key in known else _value(view, key) for key in dict.fromkeys(keys)}
    return values, {part.key: _points(part, values[part.key]) for part in parts}


def official(run: Run, promised: Scenario, orders: Orders, k: int, seed: int) -> Board:
    """Return the board of quarter ``k`` as it is published: cases ended in the quarter, judged as it ends.

    ``promised`` is the office with the promises of the quarter, which the year's run begins without.
    """
    values, points_of = read(View(run, "completion"), OFFICIAL, {"promise_cut_by_matter": promise_cut(promised)})
    fines = {f"G{order.digit}": float(FINE) for order in orders if order.sign == "G" and is_found(seed, k, order.digit)}
    if k == AUDIT_QUARTER:
        fines["audit"] = WRONG_FINE * wrong_in_sample(run, seed)
    return Board(values, points_of, fines)


class Applicants(View):
    """Everyone who applied, whether the office has done with them or not.

    Only the matters the office was found with: an enquiry that was booked as a case is nobody's
    application. Who still waits when the run stops is counted with the days he has waited so far;
    else the office that never finishes its hard cases would have the shortest times.
    """

    def __init__(self, run: Run, real: Collection[str]) -> None:
        super().__init__(run, "arrival")
        self.real = {number for number, name in enumerate(run.lowered.matters) if name in real}

    def __getitem__(self, key: str) -> Any:
        found = super().__getitem__(key)
        return where(found < 0, self.asof, found) if key == "closed" else found

    @property
    def done(self) -> Any:
        """Mask: all of them; nobody drops out of a mean by waiting."""
        return self.received_in

    @property
    def applied(self) -> Any:
        """Mask: somebody applied."""
        found = View.applied.func(self)
        for number in set(range(len(self.run.lowered.matters))) - self.real:
            found = found & (self["matter"] != number)
        return found


def true(run: Run, real: Collection[str]) -> Board:
    """Return the hidden board of the year: everyone who applied in it for one of the ``real`` matters, as it ended for them or has lasted so far."""
    return Board(*read(Applicants(run, real), TRUE), {})


def is_found(seed: int, k: int, move: int) -> bool:
    """Whether the audit of quarter ``k`` finds a gaming move: drawn by its name, so the same for every team."""
    base = stream_base(seed, 0, name_key("game", "audit", f"quarter {k}"))
    return uniform(first_hash(base, name_key("move", str(move)))) < FOUND


def wrong_in_sample(run: Run, seed: int) -> int:
    """Count the wrong approvals among the decisions of the quarter that the audit draws, each case by its own name."""
    base = stream_base(seed, 0, name_key("game", "sample"))
    view = View(run, "completion")
    rows = (view.done & (view["wrong"] == WRONGLY_APPROVED)).tolist()
    return sum(uniform(first_hash(base, int(run.keys[case]))) < SAMPLE for case, wrong in enumerate(rows) if wrong)


def final(official_mean: float, true_total: float) -> float:
    """Return the final score."""
    return OFFICIAL_SHARE * official_mean + (1 - OFFICIAL_SHARE) * true_total


def _value(view: View, key: str) -> float:
    return find(key).from_parts(find(key).parts_in(view))


def _points(part: Part, value: float) -> float:
    if part.key == "promise_cut_by_matter":
        return part.weight * points(0, 0, 0, 0.0, value if value == value else 0.0) / MOST_CUT_POINTS
    return part.points(value)
