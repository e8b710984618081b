"""成本: the whole bill, not the budget line only. Prices stand in the scenario's field ``costs``."""

from __future__ import annotations

from xnsim.cases import count
from xnsim.indicators.base import Indicator
from xnsim.indicators.load import overtime_s
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.scenario.prices import Costs
from xnsim.worktime import DAY_S

HOUR_S = 3600


def _staff_yuan(view: View) -> float:
    """Who is present is paid, busy or not; overtime comes on top."""
    costs = view.run.program.costs
    hours = (sum(view.run.program.officer_present_s) + costs.overtime_factor * overtime_s(view)) / HOUR_S
    return costs.staff_hour * hours


def _applicant_yuan(view: View) -> float:
    """What visits, fees and days of waiting cost the applicants of the ended cases."""
    costs, rows = view.run.program.costs, view.done & (view.handed_over >= 0)
    days = (view.handed_over - view["received"])[rows].sum() / DAY_S
    return costs.trip * view["trips"][view.done].sum() + costs.fee * count(view.done) + costs.delay_day * days


def _indicator(key: str, label: Label, twin: str, of: object, definition: Label) -> Indicator:
    """Return a cost a case: some parts of it, over the cases ended."""
    return Indicator(key=key, label=label, unit="yuan", better="lower", twin=twin, cohort="completion",
                     measure=lambda view: (sum(part(view) for part in of), count(view.done)), definition=definition, priced=Costs)


cost_per_case = _indicator(
    "cost_per_case", Label("每件总成本", "total cost a case"), "staff_cost_per_case", (_staff_yuan, _applicant_yuan),
    Label("(测量期内在岗人员工时与加班 + 申请人的跑动、收费和等待)÷ 办结件。价格见情景的 costs,均为可改的假设。",
          "(Hours of the staff present in the window and their overtime + the applicants' visits, fees and days) ÷ cases ended. Prices: the scenario's costs, "
          "assumed and yours to change."))

staff_cost_per_case = _indicator(
    "staff_cost_per_case", Label("每件人员成本", "staff cost a case"), "applicant_cost_per_case", (_staff_yuan,),
    Label("(测量期内在岗工时 + 加班工时 × 倍数)× 工时价格 ÷ 办结件。",
          "(Hours present in the window + hours of overtime × their factor) × price of an hour ÷ cases ended."))

applicant_cost_per_case = _indicator(
    "applicant_cost_per_case", Label("每件申请人成本", "applicant's cost a case"), "staff_cost_per_case", (_applicant_yuan,),
    Label("(跑动次数 × 每次 + 收费 + 全程日历天数 × 每天)÷ 办结件:预算里没有,但有人付。",
          "(Visits × price of one + fee + calendar days in all × price of one) ÷ cases ended: in no budget, but somebody pays it."))
