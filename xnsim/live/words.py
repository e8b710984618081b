"""The words on the live page that belong to no policy, no indicator and no game."""

from __future__ import annotations

from xnsim.handout.words import WORDS as HANDOUT_WORDS
from xnsim.labels import Label
from xnsim.widgets.words import WORDS as DESK_WORDS

WORDS: dict[str, Label] = {
    **{key: DESK_WORDS[key] for key in ("unset", "all", "preview", "final", "failed", "starting")},
    **HANDOUT_WORDS,
    "lead": Label("勾选制度,拖动滑块;每个数都在这个网页里现算,用的是同一批申请人。不联网。", "Tick a reform, move a slider; every figure is worked out in this very page, on the same applicants. No network."),
    "reforms": Label("试制度", "Reforms"),
    "own": Label("算我们局", "Our own office"),
    "game": Label("我当主任", "I am the director"),
    "loading": Label("正在打开模拟器,约几秒,不联网……", "Opening the simulator, some seconds, without a network …"),
    "unpacking": Label("解开压缩", "unpacking"),
    "python": Label("启动 Python", "starting Python"),
    "packages": Label("装入模型", "loading the model"),
    "broken": Label("模拟器没有启动:{0}。请换用新版的 Edge、Chrome 或 Firefox。", "The simulator did not start: {0}. Please use a recent Edge, Chrome or Firefox."),
    "old": Label("浏览器太旧,缺少 {0}", "the browser is too old and lacks {0}"),
    "running": Label("正在算:{0} / {1} 次运行", "working: {0} of {1} runs"),
    "seed": Label("种子 {0}", "seed {0}"),
    "shown": Label("{0},重复 {1} 次", "{0}, {1} replications"),
    "along": Label("沿滑块(停过的各点):{0}", "along the slider (where it has stood): {0}"),
    "find": Label("找制度", "find a reform"),
    "clear": Label("全部取消", "clear"),
    "suitable": Label("适用于本情景的 {0} 项制度", "{0} reforms that suit this office"),
    "seldom": Label("更多参数", "more knobs"),
    "use": Label("改", "set"),
    # our own office
    "fiveLead": Label("回答五个问题,就有一个像你们局的模型;它先按现状算,再与三项制度比。", "Five answers make a model like your office; it is run as it is and compared with three reforms."),
    "assumedTitle": Label("没问的,这样假定(可改两项)", "what was not asked is assumed (two can be changed)"),
    "count": Label("算一算", "work it out"),
    "byHand": Label("按填的数直接算(不是模拟)", "straight from the answers (not simulated)"),
    "whatIf": Label("如果实行", "with"),
    "ownFile": Label("这个模型的情景文件:存为 our_office.yaml,可在装有 xnsim 的电脑上复算", "the scenario file of this model: saved as our_office.yaml it runs on any PC with xnsim"),
    "ownNote": Label("这是按五个数搭的简化模型,不是对任何单位的结论。", "A simple model of five numbers; no finding about any office."),
    # the game
    "gameLead": Label("四个季度,每季 {0} 分预算。点选措施,按“办这一季”;第四季之后揭晓真实榜。", "Four quarters of {0} points each. Click measures, press “run the quarter”; the true board is revealed after the fourth."),
    "seedOf": Label("种子(各队相同)", "seed (the same for all teams)"),
    "team": Label("团队", "team"),
    "quarter": Label("第{0}季", "quarter {0}"),
    "budget": Label("还剩 {0} 分", "{0} points left"),
    "over": Label("超支 {0} 分", "{0} points too many"),
    "orders": Label("本季决定", "this quarter"),
    "none": Label("什么也不买", "nothing"),
    "playQuarter": Label("办这一季", "run the quarter"),
    "reveal": Label("揭晓真实榜", "reveal the true board"),
    "again": Label("换一队,重新开始", "another team, from the start"),
    "officialBoard": Label("官方榜", "official board"),
    "trueBoard": Label("真实榜(全年)", "true board (the year)"),
    "points": Label("分", "points"),
    "code": Label("决策码(交给教员)", "code (for the trainer)"),
    "finalScore": Label("总分 = 0.4 官方 + 0.6 真实", "final = 0.4 official + 0.6 true"),
    "missed": Label("官方榜没看见的:", "What the official board missed:"),
    "bought": Label("已有", "there already"),
    "perYear": Label("一季一次模拟(n = 1,种子见上):这是游戏里发生的事,不是平均。", "one simulated year (n = 1, seed above): what happened in the game, no average."),
    "shocksTitle": Label("今年会发生", "What this year brings"),
    "price": Label("{0}分", "{0} points"),
    "each": Label("每档{0}分", "{0} points a step"),
    "free": Label("0分", "free"),
}
