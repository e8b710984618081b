"""By which road a published case can be checked, and why that one.

``simulate``: a queue model of the office gives the number; ``search``: the number is a setting, found or
confirmed by runs at it; ``look-up``: the calendar gives it; ``arithmetic``: an identity, a rule of thumb or
a rule of points, which no run can confirm or refute.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from xnsim.labels import Label

Road = Literal["simulate", "search", "look-up", "arithmetic"]

LOOKED_UP = frozenset({"legal clock (working-day calendar)"})


@dataclass(frozen=True)
class Way:
    """A road and its reason, for models that match the pattern and have, or lack, a parameter."""

    pattern: str
    road: Road
    reason: Label
    needs: str = ""
    lacks: str = ""

    def fits(self, model: str, parameters: Mapping[str, Any]) -> bool:
        """Whether this way is the one for such a case."""
        if self.needs and self.needs not in parameters or self.lacks and self.lacks in parameters:
            return False
        return re.search(self.pattern, model) is not None


WAYS: tuple[Way, ...] = (
    Way("legal clock", "look-up", Label(
        "查工作日历即得,见 worktime", "read off the working calendar, see worktime")),
    Way("slower generalists", "search", Label(
        "所求为服务率:在给出的答案上仿真,比较合设与分设的总时长",
        "a service rate is sought: run at the answer and compare pooled with separate total time")),
    Way("staffing|M/M/c|M/M/inf|M/G/inf", "search", Label(
        "所求为最少数目:在答案与少一个处各仿真一次", "a least number is sought: run at the answer and at one less"),
        needs="target", lacks="c"),
    Way("capacity needed", "search", Label(
        "所求为服务率:在答案上仿真,核对按时率",
        "a service rate is sought: run at the answer and check the on-time share")),
    Way("quantile", "search", Label(
        "所求为分位数:反复仿真取时长的分位数,或在答案上核对按时率",
        "a quantile is sought: take it over repeated runs, or check the on-time share at the answer")),
    Way("Little", "arithmetic", Label(
        "恒等式 L=λW,给出两数得第三数;仿真只能印证恒等式本身",
        "an identity: two numbers give the third; a run can only show that the identity holds")),
    Way("Kingman|Allen", "arithmetic", Label(
        "近似公式,未指明分布,只核对算式", "a rule of thumb that names no distribution: only the formula is checked")),
    Way("weakest link", "arithmetic", Label(
        "由整体目标反算各部门应达比例,只是开方", "what each department must reach follows from the target by a root"),
        needs="target"),
    Way("class mixture", "arithmetic", Label("各类按时率的加权平均", "a weighted mean of the classes' shares")),
    Way("加减分|scorecard", "arithmetic", Label("按规则计分,不涉及排队", "points by a rule; no queue in it")),
    Way("fork-join.*bounds", "simulate", Label(
        "仿真值须落在两界之间", "the simulated value must lie between the two bounds")),
    Way("Nelson", "simulate", Label(
        "近似值,按 5 % 误差核对(已知偏低 1–2 %)", "an approximation, checked within 5 % (known to be low by 1 to 2 %)")),
    Way("fork-join", "simulate", Label(
        "各分支在同一秒进入各自队列", "all branches enter their lines in the same second")),
    Way("weakest link|parallel|precedence", "simulate", Label(
        "并联后会合,不限人数;先后关系写作 after:", "branches at once without queues; precedence is said by after:")),
    Way("absence|random environment", "simulate", Label(
        "空闲时也会缺勤,手中件放回原位续办,交接不费时,B 无本职且不缺勤",
        "absences also while idle, the file in hand is resumed; "
        "instant hand-over, B has no work or absence of his own")),
    Way("availability", "simulate", Label(
        "只看出勤日志,各人缺勤相互独立", "from the diaries alone, absences independent")),
    Way("vacations", "simulate", Label(
        "以一件永远在队尾的后台件表示离岗", "the walk is a background file that is always last in line")),
    Way("例会", "simulate", Label(
        "定期会议 GATE,座位不限,间隔为精确跨度", "a GATE at equal spans with unlimited seats")),
    Way("简易件优先|non-preemptive|preemptive", "simulate", Label(
        "按类别优先,不是按件时长优先", "priority by class, not by the length of the single file")),
    Way("conservation", "simulate", Label(
        "先算各类等候再按负荷加权", "the classes' waits weighted by their loads")),
    Way("clock reset", "simulate", Label(
        "不排队,退件后时钟归零,往返不费时", "no queue, the clock is reset on return, the turnaround takes no time")),
    Way("feedback", "simulate", Label(
        "退件排到队尾,每次重新抽取工作量,次数不限", "a returned file joins the tail, fresh work each pass, no limit of passes")),
    Way("deadline on", "simulate", Label(
        "时限为精确跨度,含等候与办理,到时放手", "the limit is an exact span over wait and work, the file is let go at expiry")),
    Way("silent approval", "simulate", Label(
        "用 CHOOSE 标明问题件与查出与否", "CHOOSE marks bad files and whether they are found out")),
    Way("M/M/c/K|M/M/c/c", "simulate", Label(
        "容量含办理中的人,被拒者也记一行", "capacity counts those in service, and a refused case is a row")),
    Way(r"M/M/c\+M", "simulate", Label("等候者按指数耐心离去", "those who wait leave after an exponential patience")),
    Way(r"\bD/M/1", "simulate", Label("等间隔预约,无爽约", "appointments at equal spans, nobody fails to come")),
    Way("M/G/1", "simulate", Label(
        "须指明分布(平衡 H2 或 gamma);对数正态收敛很慢",
        "the law must be named (balanced H2 or gamma); a lognormal converges slowly")),
    Way("machine repair", "simulate", Label("封闭总体,项目办完再重新申请", "a closed population that asks again")),
    Way("fluid|rebound", "simulate", Label(
        "到达与办理均定时,误差不超过一次办理", "arrivals and services at equal spans, right within one service")),
    Way("busy period", "simulate", Label(
        "以初始积压开始的多次独立仿真", "many independent runs that start with the backlog")),
    Way("M/G/inf", "simulate", Label("不限人数的岗位", "a desk without limit of officers")),
    Way("promised limit|同参数无默认制|sojourn", "simulate", Label(
        "时限用精确跨度,不用工作日,且只作记录", "the limit is an exact span, not working days, and only records")),
)

ORDINARY = Way("", "simulate", Label("按模型直接仿真,连续日历", "simulated as the model says, on a continuous calendar"))


def _way(case: Mapping[str, Any]) -> Way:
    fitting = (way for way in WAYS if way.fits(case["model"], case["parameters"]))
    return next(fitting, ORDINARY)


def how(case: Mapping[str, Any]) -> Road:
    """By which road a case with ``model`` and ``parameters`` can be checked."""
    return _way(case).road


def why(case: Mapping[str, Any]) -> Label:
    """The reason for that road, or what the simulation must take care of."""
    return _way(case).reason
