"""Every institution 制度 the five policy documents name: its number, its name, where it stands, and what says it here.

A policy names the numbers it stands for (``Policy.institution``); what no policy stands for is
said by an indicator, a study, a word of the scenario file or a scenario, named in ``said_by``.
"""

from __future__ import annotations

from typing import NamedTuple

from xnsim.labels import Label


PRIMITIVES = {
    1: Label("岗位", "station"), 2: Label("归口与授权", "routing and pooling"), 3: Label("时钟与时限", "clock and deadline"),
    4: Label("急缓", "priority"), 5: Label("补正与退件", "rework"), 6: Label("在岗与备岗", "availability and backup"),
    7: Label("退出与默认", "exit rule"), 8: Label("串并联", "precedence and fork"), 9: Label("例会", "batch gate"),
    10: Label("到达", "demand"), 11: Label("监察督办", "monitoring"), 12: Label("质量", "decision quality"),
    13: Label("指标", "measurement"), 14: Label("人力与会战", "capacity and surge"), 15: Label("行为", "behaviour"),
}


class Institution(NamedTuple):
    """One institution; ``seeds`` are the numbers of the documents that name it, ``said_by`` what else says it here.

    ``primitives`` are the numbers of the elements it is made of (the essential ones).
    """

    number: str
    label: Label
    seeds: tuple[int, ...] = ()
    said_by: Label | None = None
    primitives: tuple[int, ...] = ()


INSTITUTIONS = (
    Institution("M1", Label("首问负责制", "First contact answers"), (0, 1, 4), primitives=(2, 10)),
    Institution("M2", Label("一次性告知制", "One-time notice"), (0, 1), primitives=(5,)),
    Institution("M3", Label("限时办结制", "Time limits"), (0, 1, 4), primitives=(3, 13)),
    Institution("M4", Label("延期", "Extension"), (1,), primitives=(3, 13)),
    Institution("M5", Label("超时默认制", "Silence counts as consent"), (1,), primitives=(3, 7, 12)),
    Institution("M6", Label("特急件、急事急办", "Urgent cases first"), (1, 3), primitives=(4,)),
    Institution("M7", Label("AB角工作制、AB岗代理", "AB cover"), (0, 4), primitives=(1, 6)),
    Institution("M8", Label("主办协办(A牵头B协办)", "Lead and assisting departments"), (0, 4), primitives=(2, 8)),
    Institution("M9", Label("并联审批、联办、一窗办结", "Parallel approval"), (4,), primitives=(2, 3, 8)),
    Institution("M10", Label("集中审批、现场审批、联审会", "Joint sessions and on-site teams"), (4,), primitives=(9,)),
    Institution("M11", Label("综合审批", "Merged review"), (1,), primitives=(1, 2)),
    Institution("M12", Label("首席代表制、两集中两到位、三集中三到位", "Chief representatives with full authority"), (0, 1, 2, 3, 4), primitives=(2,)),
    Institution("M13", Label("一站式、应进必进", "One-stop halls"), (0, 1, 3), primitives=(2, 10, 13)),
    Institution("M14", Label("现场办结率", "Share decided on the spot"), (1,), primitives=(13,)),
    Institution("M15", Label("四办:代办、联办、诺办、督办", "Four forms of service"), (2,), primitives=(3, 5, 8, 11)),
    Institution("M16", Label("上门办、预约办、陪同办", "Home visits, appointments, escorts"), (2,), primitives=(10, 14)),
    Institution("M17", Label("网上审批、市县乡联网", "Online service and linked levels"), (0, 2, 3, 4), primitives=(2, 10)),
    Institution("M18", Label("电子监察(预警、黄牌、红牌)", "Electronic monitoring"), (1, 2, 4), primitives=(3, 11, 13, 15)),
    Institution("M19", Label("一级督一级", "Each level supervises the next"), (0, 4), primitives=(4, 11)),
    Institution("M20", Label("限时督办、分级催办", "Chasing by class"), (0, 3), primitives=(4, 11)),
    Institution("M21", Label("责任追究、首长问责、过错追究", "Accountability"), (0, 1), primitives=(12, 13, 15)),
    Institution("M22", Label("效能投诉、直查快办", "Efficiency complaints"), (1, 2), primitives=(3, 10, 13)),
    Institution("M23", Label("满意度评议、末位问责", "Ratings and last place"), (1, 2), primitives=(13, 15)),
    Institution("M24", Label("绩效考核", "Performance appraisal"), (0, 1, 2), primitives=(13, 15)),
    Institution("M25", Label("简政放权:取消、下放、减环节", "Cancel, delegate, cut steps"), (0, 1, 3), primitives=(1, 2, 8, 10, 12)),
    Institution("M26", Label("公文办理时限", "Time limits of papers"), (3,), primitives=(1, 3, 11)),
    Institution("M27", Label("会议、会签、前置征求意见", "Meetings, countersigning, prior consultation"), (3, 4), primitives=(8, 9)),
    Institution("M28", Label("一月一督查、一季一通报", "Periodic inspection and bulletins"), (0, 3), primitives=(9, 11, 13, 15)),
    Institution("M29", Label("项目式管理、督查台账", "Project management and ledgers"), (3, 4), primitives=(1, 3, 8, 11)),
    Institution("M30", Label("百日大会战、工作专班", "Hundred-day campaigns"), (0,), primitives=(4, 14)),
    Institution("M31", Label("行政复议", "Administrative review"), (4,), primitives=(1, 3, 11, 13)),
    Institution("M32", Label("建议提案、领导批示、限时办结与回告", "Suggestions, proposals and instructions"), (3, 4), primitives=(1, 3, 11, 13)),
    Institution("M33", Label("应急值守、限时反馈", "Emergency duty"), (0, 3), primitives=(1, 3, 4, 6, 11)),
    Institution("M34", Label("三个百分之百", "Three times one hundred per cent"), (4,), primitives=(13, 15)),
    Institution("M35", Label("会议文件控量", "Fewer meetings and papers"), (1, 3), primitives=(6,)),
    Institution("M36", Label("告知承诺、容缺受理", "Promise-based approval, missing papers later"), primitives=(5, 12)),
    Institution("N1", Label("分阶段实施", "Dates of effect and staged roll-out"), (0, 1), Label(
        "每项制度都有 from / to,并可只对部分事项、岗位实施", "every policy has from / to and may reach some matters or desks only")),
    Institution("N2", Label("减少签批层级", "Fewer layers of sign-off"), (0,), primitives=(2, 5)),
    Institution("N3", Label("百章工程", "A hundred seals"), (1,), primitives=(2, 7)),
    Institution("N4", Label("告知办结时间", "A date quoted at intake"), (1,), primitives=(13,)),
    Institution("N5", Label("标准化", "Standard work"), (2, 4), primitives=(1, 12)),
    Institution("N6", Label("办事公示", "Published guide"), (1, 4), primitives=(5, 10)),
    Institution("N7", Label("导办、收件信息共享", "Floor guide and shared intake"), (2,), primitives=(2, 5)),
    Institution("N8", Label("相对集中检查", "Pooled inspection"), (0, 4), primitives=(2, 10)),
    Institution("N9", Label("查处指标", "A quota of punished cases"), (2,), primitives=(12, 13)),
    Institution("N10", Label("百家企业评议", "A hundred firms rate"), (2,), primitives=(13,)),
    Institution("N11", Label("明查暗访、节点督查、交叉互查", "Forms of inspection"), (2,), primitives=(11, 15)),
    Institution("N12", Label("跟踪回访", "Call-backs"), (2, 3), primitives=(11, 12)),
    Institution("N14", Label("顶替值守", "Unqualified stand-ins"), (0,), primitives=(6,)),
    Institution("N15", Label("择利执行", "Work in the order of benefit"), (0,), primitives=(4, 15)),
    Institution("N16", Label("无人牵头与一个主管部门", "No lead, or a single lead"), (0, 1), primitives=(2,)),
    Institution("N17", Label("会议文件负荷", "The load of meetings and papers"), (1, 3), primitives=(6, 14)),
    Institution("N18", Label("集中复议", "Pooled review"), (4,), primitives=(2,)),
    Institution("N19", Label("重大决策程序", "Procedure of major decisions"), (4,), Label(
        "情景 major_decision:征求意见、专家论证、风险评估、合法性审查、集体审议;制度 prior_consultation 在它上面试",
        "the scenario major_decision: consultation, experts, risk, legality, collective deliberation; prior_consultation is tried on it"), primitives=(9, 8)),
    Institution("N20", Label("正当理由", "Late with and without reason"), (1,), primitives=(3, 13)),
    Institution("N21", Label("成本", "Costs"), (1, 3, 4), Label(
        "情景的 costs 和成本指标:工时、加班、跑动、收费、逾期一天", "the scenario's costs and the cost indicators: staff hour, overtime, trip, fee, day of delay"), primitives=(13,)),
)
