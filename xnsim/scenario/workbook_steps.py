"""The sheet of steps 环节: a step a row; 4.1 and 4.2 stand within 4, which says whether they come in turn, at once or one of them."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.scenario.workbook_page import Column, Page

BRANCH = "branch"       # a row that opens one of several ways; in the file a key or an option, no verb
HOLDS = ("series", "parallel", "choose", BRANCH)
KINDS = {
    "serve": Label("办理", "Work"), "return": Label("退回补正", "Return"), "accept": Label("受理", "Accept"), "decide": Label("决定", "Decide"),
    "deliver": Label("送达", "Deliver"), "series": Label("依次", "In turn"), "parallel": Label("同时", "At once"), "choose": Label("择一", "One of"),
    BRANCH: Label("分支", "Branch"), "wait": Label("等候", "Wait"), "transfer": Label("移送", "Transfer"), "gate": Label("上会", "Meeting"),
    "refuse": Label("不予许可", "Refuse"), "spawn": Label("引出另一件", "Spawn"), "clock": Label("改时钟", "Clock"), "end": Label("结案", "End"),
}
MEANS = {
    "serve": Label("在一个岗位排队、由一位经办人办", "queue at a desk and be served by an officer"),
    "return": Label("材料不齐退回,申请人补好再来", "papers go back to the applicant and come again"),
    "accept": Label("受理:官方的时钟从这里起算", "accepted: the official clock starts here"),
    "decide": Label("作出决定:官方的时钟到这里为止", "decided: the official clock stops here"),
    "deliver": Label("送达申请人", "handed over to the applicant"),
    "series": Label("里面的环节一个接一个(“并联审批”可以把它们改成同时)", "the steps within come one after the other (parallel approval may take them at once)"),
    "parallel": Label("里面的环节同时开始,等最慢的一个", "the steps within begin at once, the slowest is waited for"),
    "choose": Label("里面的几条路只走一条,按占比、类别或渠道", "one of the ways within, by share, class or channel"),
    BRANCH: Label("同时或择一里的一条路,有几个环节时用", "one way within At once or One of, where it has several steps"),
    "wait": Label("没有人在办的时间:鉴定、听证、公示", "time without an officer: an appraisal, a hearing, a notice"),
    "transfer": Label("送到另一级、另一处,可能丢", "on its way to another house; it may be lost"),
    "gate": Label("等下一次例会(先填“例会”表)", "wait for the next session (fill in the sheet Sessions)"),
    "refuse": Label("以一定概率不予许可", "refused with a probability"),
    "spawn": Label("引出另一件:投诉、复议、抽查", "another case begins: a complaint, a review, an inspection"),
    "clock": Label("停表、续表、改承诺", "pause or resume the clock, give another promise"),
    "end": Label("到此结案", "the case is closed here"),
}
ALSO = {"并联": "parallel", "串联": "series", "补正": "return", "退回": "return", "不予": "refuse", "等待": "wait", "at the same time": "parallel"}
CALENDAR = {"civil": Label("日历时间", "civil"), "working": Label("工作时间", "working")}
CLOCK = {"runs": Label("照走", "runs"), "lawful_pause": Label("依法停", "lawful pause"), "unlawful_pause": Label("违规停", "unlawful pause"), "reset": Label("重新计", "reset")}
WHO = {"office": Label("机关", "office"), "applicant": Label("申请人", "applicant"), "extraneous": Label("两不相干", "extraneous")}
OUTCOME = {"approved": Label("批准", "approved"), "refused": Label("不予许可", "refused"), "deemed_approved": Label("视为批准", "deemed approved"),
           "deemed_renewed": Label("视为延续", "deemed renewed"), "lapsed": Label("失效", "lapsed"), "withdrawn": Label("撤回", "withdrawn"), "turned_away": Label("请回", "turned away")}
NOTICE = {"all": Label("一次说完", "all"), "one": Label("一次一处", "one")}
PARENT = {"goes_on": Label("照走", "goes on"), "waits": Label("等它", "waits"), "raised": Label("提前", "raised")}
REFUSAL = {"wait": Label("其余照走", "wait"), "cancel": Label("其余取消", "cancel"), "hold": Label("其余停住", "hold")}
STEP_EXIT = {"record": Label("只记录", "record"), "deemed_consent": Label("视为同意", "deemed consent")}
IN_HAND = {"let_go": Label("放下", "let go"), "finish": Label("办完", "finish")}
DO = {"pause": Label("停表", "pause"), "resume": Label("续表", "resume"), "reset": Label("重计", "reset"), "set_limit": Label("改承诺", "set limit")}
LIMIT = {"promised": Label("承诺", "promised"), "statutory": Label("法定", "statutory")}

_NAMED = ("serve", "return", "wait", "transfer", "gate", "spawn")
_ZH, _EN = dict.fromkeys(_NAMED, ("name", "zh")), dict.fromkeys(_NAMED, ("name", "en"))

STEPS = Page(Label("环节", "Steps"), ("route",), "steps", (
    Column(Label("事项", "Matter"), help=Label("“事项”表里的名称;空着即同上一行", "a name from the sheet Matters; the one above where left empty"), role="matter", refers="matters", wide=18),
    Column(Label("序号", "No."), help=Label("从上到下依次走。4.1、4.2 放在 4 里面,4 的种类写 依次、同时 或 择一", "from top to bottom. 4.1 and 4.2 stand within 4, whose kind is In turn, At once or One of"), example=Label("4.1", "4.1"), role="number", wide=8),
    Column(Label("种类", "Kind"), reads="choice", help=Label("从下拉表里选", "choose from the list"), choices=KINDS, also=ALSO, role="kind", wide=12),
    Column(Label("名称", "Chinese name"), ("name", "zh"), help=Label("这个环节叫什么;受理、决定、送达可不填", "in Chinese"), usual="zh", by_kind=_ZH, wide=20),
    Column(Label("英文名称", "Name"), ("name", "en"), help=Label("英文报告里用,可不填", "what the step is called; may stay empty for Accept, Decide, Deliver"), usual="en", by_kind=_EN, wide=24),
    Column(Label("岗位", "Desk"), ("desk",), help=Label("由“岗位”表里的哪个岗位办(办理)", "which desk does it (Work)"), refers="desks", by_kind={"serve": ("desk",)}, wide=20),
    Column(Label("用时", "Time"), ("effort",), "amount", Label(
        "办理:动手的时间;退回补正:申请人用多久;等候、移送、送达:要多久。平均22分钟 = exp(22 min),有快有慢;25分钟 = 每件都一样;lognormal(25 min, cv 1) = 平均25分钟、有快有慢但少有极快的",
        "Work: hands on the file; Return: the applicant's time; Wait, Transfer, Deliver: how long. exp(22 min): 22 on average, some quick, some slow; 25 min: always the same; lognormal(25 min, cv 1): seldom very quick"),
        Label("平均22分钟", "exp(22 min)"),
        by_kind={"serve": ("effort",), "return": ("turnaround",), "wait": ("length",), "transfer": ("length",), "deliver": ("takes",)}, wide=28),
    Column(Label("概率", "Probability"), ("probability",), "share", Label("退回补正、不予许可、引出另一件:可能性;移送:丢失的可能", "of Return, Refuse, Spawn; of being lost for Transfer"), Label("30%", "0.3"),
           by_kind={"return": ("probability",), "refuse": ("probability",), "spawn": ("probability",), "transfer": ("lost",)}, wide=10),
    Column(Label("期限(工作日)", "Within (wd)"), ("within",), "amount", Label("送达的期限,或这个环节的时限", "the limit to deliver, or of this step"), Label("10", "10"), unit=" wd",
           by_kind={"deliver": ("within",), "serve": ("limit", "within")}, wide=12),
    Column(Label("先办完", "After"), reads="list", help=Label("同时办时:哪几个分支办完才轮到它;上会:会前要办完的分支", "at once: which branches must end first; Meeting: branches it needs"), example=Label("用地、环评", "land, ecology"),
           by_kind={"gate": ("needs",)}, role="group", at=("after",), usual="seldom", wide=18),
    Column(Label("占比", "Share"), ("share",), "share", Label("择一时:走这一条的比例", "one of: the share that goes this way"), Label("40%", "0.4"), "seldom", role="group", wide=10),
    Column(Label("只限类别", "Class only"), ("cls",), help=Label("择一时:只有这一类走这一条", "one of: for one class"), usual="seldom", role="group", refers="classes"),
    Column(Label("只限渠道", "Channel only"), ("channel",), help=Label("择一时:只有这个渠道走这一条", "one of: for one channel"), usual="seldom", role="group", refers="channels"),
    Column(Label("牵头", "Lead"), ("lead",), "yes", Label("同时办时:由它汇总,等别的都办完", "at once: it collates and starts when all others have ended"), Label("是", "yes"), "seldom", role="group", wide=8),
    Column(Label("一家不同意", "On refusal"), ("on_refusal",), "choice", Label("同时办时:其余怎么办", "at once: what the others do"), usual="seldom", choices=REFUSAL, by_kind={"parallel": ("on_refusal",)}),
    Column(Label("时间算法", "Calendar"), ("calendar",), "choice", Label("退回、等候、移送的时间按日历还是按工作时间;不填即日历", "civil or working time; civil where left empty"), usual="seldom", choices=CALENDAR,
           by_kind=dict.fromkeys(("return", "wait", "transfer"), ("calendar",))),
    Column(Label("时钟", "Clock"), ("clock",), "choice", Label("这段时间里官方时钟怎样;不填即照走", "what the official clock does meanwhile; runs where left empty"), usual="seldom", choices=CLOCK, by_kind=dict.fromkeys(("return", "wait"), ("clock",))),
    Column(Label("等谁", "Who"), ("who",), "choice", usual="seldom", choices=WHO, by_kind={"wait": ("who",)}),
    Column(Label("例会", "Session"), ("session",), usual="seldom", refers="sessions", by_kind={"gate": ("session",)}, wide=18),
    Column(Label("提前交", "Notice"), ("notice",), "amount", Label("会前多久交材料", "papers in so long before"), Label("2个工作日", "2 wd"), "seldom", by_kind={"gate": ("notice",)}),
    Column(Label("退到", "Back to"), ("to",), help=Label("退回后从哪个环节重来", "the step from which it begins again"), usual="seldom", refers="steps", by_kind={"return": ("to",)}),
    Column(Label("最多几次", "At most"), ("at_most",), "whole", usual="seldom", by_kind={"return": ("at_most",)}, wide=10),
    Column(Label("缺陷数", "Defects"), ("defects", "mean"), "number", Label("平均几处缺陷;代替概率", "on average; in the place of a probability"), usual="seldom", by_kind={"return": ("defects", "mean")}, wide=9),
    Column(Label("看出的比例", "Seen"), ("defects", "seen"), "share", usual="seldom", by_kind={"return": ("defects", "seen")}),
    Column(Label("怎样告知", "Told"), ("defects", "notice"), "choice", usual="seldom", choices=NOTICE, by_kind={"return": ("defects", "notice")}),
    Column(Label("跑几趟", "Trips"), ("trips",), "whole", Label("申请人另外跑几趟;-1 为不用来", "visits beyond the first; -1: need not come"), usual="seldom", by_kind=dict.fromkeys(("serve", "return"), ("trips",)), wide=9),
    Column(Label("几人同办", "Together"), ("officers",), "whole", usual="seldom", by_kind={"serve": ("officers",)}, wide=10),
    Column(Label("耐心", "Patience"), ("patience",), "amount", Label("等多久没人理就走", "who has waited so long leaves"), Label("平均15分钟", "exp(15 min)"), "seldom", by_kind={"serve": ("patience",)}),
    Column(Label("超期怎样", "Past limit"), ("exit",), "choice", usual="seldom", choices=STEP_EXIT, by_kind={"serve": ("limit", "exit")}),
    Column(Label("手上的活", "In hand"), ("in_hand",), "choice", usual="seldom", choices=IN_HAND, by_kind={"serve": ("limit", "in_hand")}),
    Column(Label("跟着原件", "At parent"), ("at_parent",), "yes", usual="seldom", by_kind={"serve": ("at_parent",)}),
    Column(Label("压到时限的", "Until share"), ("until", "share"), "number", usual="seldom", by_kind={"wait": ("until", "share")}),
    Column(Label("压哪个时限", "Until of"), ("until", "of"), "choice", usual="seldom", choices=LIMIT, by_kind={"wait": ("until", "of")}),
    Column(Label("找回", "Found after"), ("found_after",), "amount", Label("丢了以后多久找到", "how long until it turns up"), Label("平均10个工作日", "exp(10 wd)"), "seldom", by_kind={"transfer": ("found_after",)}, wide=16),
    Column(Label("引出的事项", "Spawned matter"), ("matter",), usual="seldom", refers="matters", by_kind={"spawn": ("matter",)}, wide=18),
    Column(Label("原件", "Parent"), ("parent",), "choice", usual="seldom", choices=PARENT, by_kind={"spawn": ("parent",)}),
    Column(Label("引出几件", "Count"), ("count",), "whole", usual="seldom", by_kind={"spawn": ("count",)}),
    Column(Label("时钟动作", "Clock does"), ("do",), "choice", usual="seldom", choices=DO, by_kind={"clock": ("do",)}),
    Column(Label("依法", "Lawful"), ("lawful",), "yes", usual="seldom", by_kind={"clock": ("lawful",)}),
    Column(Label("改为(工作日)", "New promise (wd)"), ("promised",), "amount", usual="seldom", unit=" wd", by_kind={"clock": ("promised",)}),
    Column(Label("结果", "Outcome"), ("outcome",), "choice", usual="seldom", choices=OUTCOME, by_kind={"end": ("outcome",)}),
    Column(Label("代号", "Key"), help=Label("程序里用的短名,不填即用名称", "a short name for the program; the name itself where left empty"), usual="seldom", role="key", wide=18),
), Label("怎么办:每行一个环节,从上到下", "how it is done: a step a row, from top to bottom"))
