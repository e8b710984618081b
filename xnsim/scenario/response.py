"""How people answer a limit that draws near: curves over the share of the limit that is used up.

A curve is a row of knots ``[share of the limit used, factor]``, straight lines between
them and level beyond both ends; a share of 1 is the last second of the limit. Nothing
responds unless a curve is written. Two curves have names: ``none`` 无反应 and ``paced`` 赶限.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from xnsim.labels import Label
from xnsim.scenario.values import wrong

MOST_KNOTS, MOST_SHARE, MOST_FACTOR = 9, 100.0, 100.0
Curve = tuple[tuple[float, float], ...]

NONE: Curve = ()
# Share of the open files that a week closes in the receipt log of five Dutch municipalities (limit 56 days): days 35-42 17 %, 42-49
# 24 %, 49-56 37 %, 56-63 35 %, then 16 % and 14 %. With p of them closed a week the work goes at the rate -ln(1-p); the effort is
# divided by how much faster that is than in days 35-42. Each knot stands in the middle of its week, as a share of the 56 days.
PACED: Curve = ((0.6875, 1.0), (0.8125, 0.679), (0.9375, 0.403), (1.0625, 0.433), (1.1875, 1.069), (1.3125, 1.235))
RESPONSES: dict[str, Curve] = {"none": NONE, "paced": PACED}
NAMES = {"none": Label("无反应", "no response"), "paced": Label("赶限", "work paced by the limit")}
WHY = {
    "none": Label("时限本身不改变任何人的快慢(默认)", "a limit by itself changes nobody's pace (the default)"),
    "paced": Label(
        "荷兰收件日志(时限56天):在办件每周办结的比例,第35–42天17%,42–49天24%,49–56天37%,56–63天35%,此后16%、14%。"
        "假定快慢全由用时造成:用时按该周办结速率相对第35–42天的倍数缩短;35天以前没有数据,取1",
        "Dutch receipt log (limit 56 days), share of open cases closed in a week: 17 % in days 35–42, 24 % in 42–49, 37 % in 49–56, 35 % in "
        "56–63, then 16 % and 14 %. Assumed that all of it is effort: divided by how much faster cases close than in days 35–42; no data "
        "before day 35, taken as 1"),
}


def _curve(value: Any) -> Any:
    """Read a curve by its name in either language, or knot by knot."""
    if isinstance(value, str):
        for name, curve in RESPONSES.items():
            if value in (name, NAMES[name].zh):
                return curve
    if not isinstance(value, (list, tuple)) or any(not isinstance(knot, (list, tuple)) or len(knot) != 2 for knot in value):
        raise wrong("曲线要写成 [[已用时限的份额, 倍数], …],如 [[0.5, 1], [1, 0.6]],或写 none、paced(赶限)",
                    "a curve is [[share of the limit used, factor], …] such as [[0.5, 1], [1, 0.6]], or none, or paced")
    if any(isinstance(number, bool) or not isinstance(number, (int, float)) or number - number != 0 for knot in value for number in knot):
        raise wrong("曲线里只能写数字;请写成 [[0.5, 1], [1, 0.6]]", "a curve holds numbers only; write it as [[0.5, 1], [1, 0.6]]")
    _check_knots(value)
    return tuple((float(share), float(factor)) for share, factor in value)


def _check_knots(knots: Any) -> None:
    shares = [knot[0] for knot in knots]
    if len(knots) > MOST_KNOTS:
        raise wrong(f"曲线最多 {MOST_KNOTS} 个点,现有 {len(knots)} 个;请删去几个", f"a curve has at most {MOST_KNOTS} knots, here {len(knots)}; take some out")
    if shares != sorted(set(shares)):
        raise wrong("曲线各点的份额要由小到大,不能重复;请调整顺序", "the shares of a curve must rise from knot to knot; put them in order")
    if any(not 0 <= share <= MOST_SHARE or not 0 <= factor <= MOST_FACTOR for share, factor in knots):
        raise wrong(f"曲线的份额在 0 至 {MOST_SHARE:g} 之间,倍数在 0 至 {MOST_FACTOR:g} 之间;请改到界内",
                    f"shares of a curve lie between 0 and {MOST_SHARE:g}, factors between 0 and {MOST_FACTOR:g}; bring them within")


_SCHEMA = {"anyOf": [
    {"enum": [*RESPONSES, *(name.zh for name in NAMES.values())]},
    {"type": "array", "maxItems": MOST_KNOTS,
     "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number", "minimum": 0}}}]}
CurveField = Annotated[tuple[tuple[float, float], ...], BeforeValidator(_curve), WithJsonSchema(_SCHEMA)]
