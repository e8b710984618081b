"""The words on a hand-out that belong to no policy and no indicator."""

from __future__ import annotations

from xnsim.labels import Label

WORDS = {
    "title": Label("试一试这些制度", "Try these reforms"),
    "lead": Label("勾选制度,拖动滑块;每个数都是事先用同一批申请人算好的。", "Tick a reform, move a slider; every figure was worked out beforehand on the same applicants."),
    "now": Label("现状", "as it is now"),
    "plan": Label("这个方案", "this plan"),
    "official": Label("官方口径", "as the office counts"),
    "lawful": Label("对照:法定时钟,计入超时在办", "its twin: lawful clock, overdue cases counted"),
    "interval": Label("95% 区间", "95 % interval"),
    "indicator": Label("指标", "Indicator"),
    "change": Label("与现状相比", "Against now"),
    "along": Label("沿滑块:{0}", "along the slider: {0}"),
    "onoff": Label("现状与方案", "now and the plan"),
    "more": Label("代价、反效果、依据", "cost, side effects, sources"),
    "tradeoff": Label("代价", "Cost"),
    "perverse": Label("反效果", "Goes wrong"),
    "legal": Label("法律提示", "Legal note"),
    "source": Label("依据", "Source"),
    "nothing": Label("还没有勾选制度:现在看到的是现状。", "No reform is ticked: what you see is the office as it is."),
    "refused": Label("这一组合不成立,没有运行:", "This combination contradicts itself and was not run: "),
    "better": Label("变好", "better"),
    "worse": Label("变差", "worse"),
    "changed": Label("有变化", "changed"),
    "same": Label("相同", "same"),
    "unclear": Label("不显著", "not significant"),
    "check": Label("数字来自模拟,不是统计数据。复核:安装 xnsim 后运行", "The numbers come from a simulation, not from statistics. To check them with xnsim installed, run"),
}
