"""The words on the boards that belong to no policy and no indicator."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies import Stage

NOW = Label("现状", "Now")
THIS = Label("当前方案", "This plan")
PINNED = (Label("方案甲", "Plan A"), Label("方案乙", "Plan B"))

STAGES = {
    Stage.DEMAND: Label("来件", "Demand"),
    Stage.ROUTE: Label("流程", "Route"),
    Stage.PEOPLE: Label("人手", "People"),
    Stage.LIMITS: Label("时限", "Limits"),
    Stage.CONSEQUENCES: Label("到期后果", "At expiry"),
    Stage.MEASUREMENT: Label("计量", "Measurement"),
}

WORDS = {
    "title": Label("试一试:哪些制度真的管用", "Try it: which reforms really work"),
    "reforms": Label("制度", "Reforms"),
    "hint": Label("勾选制度,拖动滑块,右边立即重算", "tick a reform, move a slider; the right side is worked out anew"),
    "clear": Label("全部取消", "Clear"),
    "pin": Label("留下这个方案作比较", "Keep this plan to compare"),
    "unpin": Label("去掉", "Remove"),
    "nothing": Label("还没有勾选制度:现在看到的是现状。", "No reform is ticked: what you see is the office as it is."),
    "official": Label("官方口径", "as the office counts"),
    "lawful": Label("法定时钟,计入超时在办", "lawful clock, overdue cases counted"),
    "now": Label("现状", "now"),
    "interval": Label("95% 区间", "95 % interval"),
    "indicator": Label("指标", "Indicator"),
    "change": Label("与现状相比(同一批申请人)", "Against now (same applicants)"),
    "preview": Label("预览", "Preview"),
    "final": Label("正式", "Final"),
    "trial": Label("试算", "Trial"),
    "working": Label("重算中", "Working"),
    "starting": Label("正在运行现状,请稍候", "Running the office as it is, please wait"),
    "slow": Label("第一次使用要先编译引擎,约一两分钟;此间先给出试算。",
                  "On first use the engine is compiled, a minute or two; meanwhile you are shown a trial."),
    "unfit": Label("不适合这个单位的制度(写明原因,仍可勾选再调)", "Not suited to this office (why; can still be ticked and tuned)"),
    "runs": Label("次重复", "replications"),
    "unset": Label("不设", "not set"),
    "more": Label("更多", "more"),
    "all": Label("全部", "all"),
    "tradeoff": Label("代价", "Cost"),
    "perverse": Label("反效果", "Goes wrong"),
    "source": Label("依据", "Source"),
    "failed": Label("没有算出来", "This failed"),
    "failedHint": Label("这一步没有算出来;屏幕上仍是上一次的数字。请把刚才的改动退回,再试别的。",
                        "This could not be worked out; the numbers on the screen are those from before. Please undo the last change and try another."),
    "better": Label("变好", "better"),
    "worse": Label("变差", "worse"),
    "changed": Label("有变化", "changed"),
    "same": Label("相同", "same"),
    "unclear": Label("不显著", "not significant"),
    "average": Label("平均", "mean"),
}
