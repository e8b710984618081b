"""The sheets of a workbook in the trade's words, each column declared once: reading, writing, notes and lists are made from here."""

from __future__ import annotations

from dataclasses import replace

from xnsim.labels import Label
from xnsim.scenario.prices import Costs, Price
from xnsim.scenario.ratings import Ratings
from xnsim.scenario.workbook_page import NOTHING, Column, Page
from xnsim.scenario.workbook_steps import STEPS

EXP = Label("平均18个工作日", "exp(18 wd)")
DAY = Label("2026-01-05", "2026-01-05")
KEY_HELP = Label("程序里用的短名,不填即用名称", "a short name for the program; the name itself where left empty")
UNIT_ANY = Label("时间长度要带单位:25分钟、3小时、20个工作日、30个日历日", "a length of time with its unit: 25 min, 3 h, 20 wd (working days), 30 d (calendar days)")
ORDER = {"fifo": Label("先来先办", "first come"), "priority": Label("按急缓", "priority"), "due_first": Label("先到期先办", "due first"),
         "shortest": Label("先易后难", "shortest first")}
CLOSING = {"suspend": Label("搁到次日", "suspend"), "finish": Label("办完手上的", "finish"), "serve_out": Label("办完在场的", "serve out"),
           "turn_away": Label("请回", "turn away")}
WHEN = {"office_hours": Label("办公时间", "office hours"), "always": Label("任何时候", "always")}
LIMIT = {"statutory": Label("法定", "statutory"), "promised": Label("承诺", "promised"), "acceptance": Label("受理", "acceptance")}
EXIT = {"deemed_accepted": Label("视为受理", "deemed accepted"), "deemed_approved": Label("视为批准", "deemed approved"),
        "deemed_renewed": Label("视为延续", "deemed renewed"), "lapsed": Label("失效", "lapsed"), "refused": Label("不予许可", "refused")}
GO_TO = {"deliver": Label("送达", "deliver"), "end": Label("结案", "end")}
IN_HAND = {"let_go": Label("放下", "let go"), "finish": Label("办完", "finish")}
EFFECT = {"warn": Label("预警", "warn"), "raise": Label("提前一位", "raise"), "to_head": Label("插到最前", "to head"), "spawn": Label("引出另一件", "spawn"),
          "extend": Label("申请延期", "extend"), "lapse": Label("失效", "lapse"), "abandon": Label("放弃", "abandon"), "find": Label("找回", "find")}
HAND_BACK = {"at_once": Label("立即", "at once"), "when_done": Label("办完再交", "when done")}
BATCH_WORK = {"longest": Label("最长的一件", "longest"), "sum": Label("相加", "sum")}
MARK = {"L": Label("法条", "statute"), "P": Label("公布的数", "published"), "S": Label("政策文件", "policy document"), "M": Label("凭记忆", "from memory"),
        "A": Label("假定", "assumed")}
ROLE = {"sets": Label("用来设定", "sets"), "checks": Label("只用来核对", "checks")}


PRESENT = Column(Label("在岗", "Present"), ("absence", "present"), "amount", Label("平均连续在岗多久;与“离岗”一起填,不缺勤就都不填", "how long one is present on end; with Away, or both empty"), EXP, wide=16)
AWAY = Column(Label("离岗", "Away"), ("absence", "away"), "amount", Label("平均一次离岗多久(开会、出差、休假)", "how long one is away (meetings, travel, leave)"), Label("平均2个工作日", "exp(2 wd)"), wide=16)
LEAVE = Column(Label("已知离岗", "Known leave"), ("absence", "known"), "stays", Label("事先知道的休假、培训:起~止,几段之间用逗号", "leave known beforehand: from~to, commas between several"),
               Label("2026-02-02~2026-02-13", "2026-02-02~2026-02-13"), "seldom", wide=26)


def _names(zh: Label = NOTHING, wide: int = 20) -> tuple[Column, Column]:
    """The name of a thing in both languages; each workbook shows its own first."""
    return (Column(Label("名称", "Chinese name"), ("name", "zh"), help=zh, usual="zh", wide=wide),
            Column(Label("英文名称", "Name"), ("name", "en"), help=Label("英文报告里用,可不填", zh.en or "the name shown in reports"), usual="en", wide=wide + 4))


KEY = Column(Label("代号", "Key"), help=KEY_HELP, usual="seldom", role="key", wide=16)
MATTER = Column(Label("事项", "Matter"), help=Label("“事项”表里的名称;空着即同上一行", "a name from the sheet Matters; the one above where left empty"), role="matter", refers="matters", wide=18)


def _priced(where: str, prices: dict[str, Price]) -> tuple[Column, ...]:
    return tuple(Column(price.label, (where, key), "whole" if key == "asked" else "number",
                        Label(f"{price.unit.zh};{price.why.zh}", f"{price.unit.en}; {price.why.en}"), usual="seldom") for key, price in prices.items())


OFFICE = Page(Label("基本情况", "Office"), (), "items", (
    Column(Label("单位名称", "Chinese name"), ("name", "zh"), help=Label("这个单位或大厅叫什么", "what the office is called in Chinese"), example=Label("我们局", "the same in Chinese"), usual="zh"),
    Column(Label("英文名称", "Name"), ("name", "en"), help=Label("英文报告里用,可不填", "what the office is called"), example=Label("Our bureau", "Our bureau"), usual="en"),
    Column(Label("简介", "About in Chinese"), ("about", "zh"), help=Label("根据什么写的、哪些是假定", "what it is taken from, in Chinese"), usual="seldom"),
    Column(Label("英文简介", "About"), ("about", "en"), help=Label("英文报告里用,可不填", "what it is taken from and what is assumed"), usual="seldom"),
    Column(Label("起始日", "First day"), ("calendar", "start"), "date", Label("从哪一天开始算", "the day on which the run begins"), DAY),
    Column(Label("节假日", "Holidays"), ("calendar", "holidays"), help=Label("cn 按国务院放假安排(含调休);none 只休周末", "cn: China's days off and make-up days; none: weekends only; or a country code"), example=Label("cn", "cn")),
    Column(Label("办公时间", "Office hours"), ("calendar", "hours"), "hours", Label("几段时间,中间用逗号", "spans of the day, commas between"), Label("09:00-12:00, 13:30-17:30", "09:00-12:00, 13:30-17:30")),
    Column(Label("昼夜不停", "Never closes"), ("calendar", "continuous"), "yes", Label("值班室、理论算例:填 是", "yes for a duty room or a case of theory"), usual="seldom"),
    Column(Label("预热", "Warm-up"), ("horizon", "warm_up"), "amount", Label("开头不计的一段,让队伍先排起来;只写数字即工作日", "not measured: the lines fill first; a bare number is working days"), Label("20个工作日", "20 wd"), unit=" wd"),
    Column(Label("计量", "Measured"), ("horizon", "measure"), "amount", Label("看结果的一段;只写数字即工作日", "the window that is looked at; a bare number is working days"), Label("60个工作日", "60 wd"), unit=" wd"),
    Column(Label("收尾", "Drain"), ("horizon", "drain"), "amount", Label("计量之后再跑多久,让收进来的办完;不填为60个工作日", "time after it for what came in to finish; 60 wd where left empty"), Label("20个工作日", "20 wd"), unit=" wd"),
    *_priced("costs", Costs.prices()), *_priced("ratings", Ratings.prices()),
), Label("每行一项;右边是怎么填", "an item a line; on the right how to fill it in"))

OFFICES = Page(Label("部门", "Departments"), ("offices",), "named", (
    *_names(Label("部门、大厅或乡镇的名称", "the name of a department, hall or township")),
    Column(Label("大厅", "Hall"), ("hall",), "yes", Label("对外的办事大厅填 是", "yes for the public hall"), Label("是", "yes"), wide=8),
    Column(Label("办公时间", "Office hours"), ("hours",), "hours", Label("与全单位不同时才填", "only where they differ from the office's"), Label("09:00-12:00", "09:00-12:00"), "seldom", wide=26), KEY,
), Label("有哪些部门;只有一个部门时可以不填", "which departments there are; may stay empty where there is one only"))

DESKS = Page(Label("岗位", "Desks"), ("desks",), "named", (
    *_names(Label("一个岗位或一组窗口:一支队伍,几个人", "a post or a group of windows: one line, some officers")),
    Column(Label("部门", "Department"), ("office",), help=Label("“部门”表里的名称", "a name from the sheet Departments"), refers="offices", wide=20),
    Column(Label("人数或名单", "Officers"), ("officers",), "officers", Label("人数,如 5;或姓名,中间用顿号;不限人数写 不限", "how many, e.g. 5; or their names with commas; or unlimited"), Label("甲、乙、丙", "5"), wide=26),
    PRESENT, AWAY,
    LEAVE,
    Column(Label("排队次序", "Order"), ("order",), "choice", Label("不填即先来先办", "first come where left empty"), choices=ORDER, wide=13),
    Column(Label("下班时", "At closing"), ("closing",), "choice", Label("到点没办完怎么办;不填即搁到次日", "what is unfinished at closing; suspended until the next day where left empty"), choices=CLOSING, wide=13),
    Column(Label("加班上限", "Overtime at most"), ("overtime_max",), "amount", UNIT_ANY, Label("2小时", "2 h"), "seldom"),
    Column(Label("开窗安排", "Windows open"), ("open_by_hour",), "opening", Label("几点起开几个窗口", "how many windows from which time on"), Label("08:00 3, 18:00 2", "08:00 3, 18:00 2"), "seldom", wide=26),
    Column(Label("限号", "Capacity"), ("capacity",), "whole", Label("等的和在办的最多几件,满了请回", "at most so many waiting and at work; who finds it full leaves"), Label("40", "40"), "seldom", wide=9),
    Column(Label("一次几件", "Batch"), ("batch",), "whole", Label("几件一起办", "so many files in one spell"), Label("5", "5"), "seldom", wide=9),
    Column(Label("合办用时", "Batch work"), ("batch_work",), "choice", Label("几件一起办用多久", "how long several at once take"), usual="seldom", choices=BATCH_WORK),
    Column(Label("急件打断", "Pre-empts"), ("preempt",), "yes", Label("急件来了放下手上的", "an urgent file stops the work in hand"), Label("是", "yes"), "seldom", wide=10),
    Column(Label("重新上手", "Resuming costs"), ("resume_cost",), "amount", UNIT_ANY, Label("5分钟", "5 min"), "seldom"), KEY,
), Label("谁在办:每行一个岗位或一组窗口", "who works: a post or a group of windows a line"))

OFFICERS = Page(Label("经办人", "Officers"), ("officers",), "people", (
    Column(Label("岗位", "Desk"), help=Label("“岗位”表里的名称", "a name from the sheet Desks"), refers="desks", role="matter", wide=20),
    Column(Label("姓名", "Name"), ("name",), help=Label("与“人数或名单”里的一致,或只写在这里", "as in the list of the desk, or here only"), wide=14),
    PRESENT, AWAY, replace(LEAVE, usual="always"), Column(Label("办公时间", "Office hours"), ("hours",), "hours", Label("与岗位不同时才填", "only where they differ from the desk's"), Label("09:00-12:00", "09:00-12:00"), wide=26),
), Label("各人的缺勤或办公时间不同时,一人一行;其余的人写在“岗位”表就够了", "officers whose absence or hours differ, one a row; the others need the sheet Desks only"), usual=False)

MATTERS = Page(Label("事项", "Matters"), ("matters",), "named", (
    *_names(Label("一类事,如 建设许可", "a kind of business, e.g. Building licence")),
    Column(Label("来件(件/工作日)", "Arrivals (a working day)"), ("arrivals", "poisson"), "amount", Label("平均每个工作日来几件;别的单位写明,如 20件/小时。只由别的件引起的写 引出", "cases a working day on average; other units written out, e.g. 20/h; spawned: only other cases give rise to it"), Label("12", "12"), unit="/wd", wide=15),
    Column(Label("法定时限(工作日)", "Statutory limit (wd)"), ("limits", "statutory"), "amount", Label("只写数字即工作日;日历日、月要写明,如 60个日历日、3个月", "a bare number is working days; else 60 d, 3 mo"), Label("20", "20"), unit=" wd", wide=14),
    Column(Label("承诺时限(工作日)", "Promised limit (wd)"), ("limits", "promised"), "amount", Label("对外承诺几天办结,不得长于法定", "what is promised; never longer than the statutory limit"), Label("7", "7"), unit=" wd", wide=14),
    Column(Label("受理时限(工作日)", "Acceptance limit (wd)"), ("limits", "acceptance"), "amount", Label("收件后几天内答复受理与否(行政许可法第32条为5天)", "days to accept or answer (5 by art. 32)"), Label("5", "5"), unit=" wd", wide=14),
    Column(Label("预警提前(工作日)", "Warn before (wd)"), ("limits", "warn_before"), "amount", Label("到期前几天提示", "days ahead of the limit"), Label("1", "1"), "seldom", unit=" wd", wide=14),
    Column(Label("急缓", "Priority"), ("priority",), "whole", Label("整数,大的先办;岗位按急缓排队时才起作用", "a whole number, higher goes first where the desk's order is priority"), Label("1", "1"), "seldom", wide=9),
    Column(Label("数量有限制", "Limited in number"), ("quota_order",), "yes", Label("有数量限制的许可,按受理先后决定(行政许可法第57条),不分急缓", "a licence limited in number: decided in the order of acceptance (art. 57), nothing goes first"), Label("是", "yes"), "seldom"),
    Column(Label("结果", "Outcome"), ("outcome",), "choice", Label("办完是什么结果;不填即批准", "what the end is; approved where left empty"), usual="seldom",
           choices={"approved": Label("批准", "approved"), "refused": Label("不予许可", "refused"), "withdrawn": Label("撤回", "withdrawn")}),
    Column(Label("延期多久(工作日)", "Extended by (wd)"), ("extension", "by"), "amount", UNIT_ANY, Label("10", "10"), "seldom", unit=" wd"),
    Column(Label("延期提前(工作日)", "Asked before (wd)"), ("extension", "ask_before"), "amount", Label("到期前多久提出", "how long before the limit"), Label("3", "3"), "seldom", unit=" wd"),
    Column(Label("延期概率", "Extension probability"), ("extension", "probability"), "share", example=Label("5%", "0.05"), usual="seldom"),
    Column(Label("延期审批", "Extension approval"), ("extension", "approval"), "amount", UNIT_ANY, Label("平均2个工作日", "exp(2 wd)"), "seldom"),
    Column(Label("符合条件的比例", "Eligible"), ("quality", "eligible"), "share", Label("多少申请该批", "the share that deserves a yes"), Label("90%", "0.9"), "seldom"),
    Column(Label("错批概率", "Approved wrongly"), ("quality", "approve_wrong"), "share", example=Label("2%", "0.02"), usual="seldom"),
    Column(Label("错拒概率", "Refused wrongly"), ("quality", "refuse_wrong"), "share", example=Label("1%", "0.01"), usual="seldom"), KEY,
), Label("办什么:每行一类事项,来多少件、时限多长", "what is done: a matter a line, how many come and what the limits are"))

COVER = Page(Label("AB岗", "AB cover"), ("cover",), "listed", (
    Column(Label("A岗", "A"), ("a",), help=Label("谁不在时要人顶(姓名,或 岗位/1 指第一个人)", "who is stood in for: a name, or desk/1 for the first officer"), refers="officers", wide=18),
    Column(Label("B岗", "B"), ("b",), help=Label("由谁来顶", "who stands in"), refers="officers", wide=18),
    Column(Label("效率", "Efficiency"), ("efficiency",), "number", Label("B办A的事有多快,1为一样快", "how fast B does A's work; 1: as fast"), Label("0.7", "0.7"), wide=10),
    Column(Label("交接", "Delay"), ("delay",), "amount", Label("A走后多久B才接上", "how long after A has left B takes over"), Label("2小时", "2 h"), wide=12),
    Column(Label("交还", "Hand back"), ("hand_back",), "choice", choices=HAND_BACK, usual="seldom"),
), Label("A不在时由B顶;没有就空着", "B serves A's desk while A is away; leave empty where there is none"))

ASSUMPTIONS = Page(Label("依据", "Assumptions"), ("assumptions",), "listed", (
    Column(Label("哪个数", "What in Chinese"), ("what", "zh"), help=Label("没有公布来源的数,都写在这里", "in Chinese"), usual="zh", wide=24),
    Column(Label("哪个数·英文", "What"), ("what", "en"), help=Label("可不填", "every number that nobody published stands here"), usual="en", wide=24),
    Column(Label("取值", "Value"), ("value",), help=Label("数和单位", "the number with its unit"), example=Label("0.3", "0.3"), wide=22),
    Column(Label("为什么", "Why in Chinese"), ("why", "zh"), help=Label("从哪里来、为什么取这个数", "in Chinese"), usual="zh", wide=46),
    Column(Label("为什么·英文", "Why"), ("why", "en"), help=Label("可不填", "where it comes from and why this one"), usual="en", wide=46),
    Column(Label("来源", "Source"), ("mark",), "choice", Label("不填即假定", "assumed where left empty"), choices=MARK, wide=12),
    Column(Label("用途", "Use"), ("role",), "choice", Label("不填即用来设定", "sets a number where left empty"), choices=ROLE, wide=12),
), Label("每个数从哪里来;报告会照登", "where every number comes from; the report prints it"))

SESSIONS = Page(Label("例会", "Sessions"), ("sessions",), "named", (
    *_names(Label("会议的名称", "the name of the meeting")),
    Column(Label("多久一次", "Every"), ("every",), "amount", UNIT_ANY, Label("5个工作日", "5 wd")), Column(Label("首次", "First"), ("first",), "amount", UNIT_ANY, Label("5个工作日", "5 wd")),
    Column(Label("席位", "Seats"), ("seats",), "whole", Label("一次最多审几件", "how many files it hears"), Label("8", "8")),
    Column(Label("够几件才开", "Quorum"), ("quorum",), "whole", example=Label("3", "3")), KEY,
), Label("定期开的会;环节“上会”等它", "bodies that meet; the step Meeting waits for them"), usual=False)

ARRIVALS = Page(Label("来件", "Arrivals"), ("arrivals",), "sources", (
    MATTER,
    Column(Label("到达率", "Rate"), ("poisson",), "amount", Label("如 12件/工作日", "e.g. 12/wd"), Label("12件/工作日", "12/wd"), unit="/wd"),
    Column(Label("时段", "When"), ("profile",), "choice", choices=WHEN), Column(Label("按钟点", "By hour"), ("by_hour",), "by_hour", example=Label("9: 2, 10: 1.5", "9: 2, 10: 1.5"), wide=40),
    Column(Label("按星期", "By weekday"), ("by_weekday",), "by_weekday", example=Label("一: 1, 六: 0", "mon: 1, sat: 0"), wide=30),
    Column(Label("一起来几人", "Together"), ("batch",), "whole"), Column(Label("预约间隔", "Slots every"), ("appointments", "every"), "amount", UNIT_ANY, Label("12分钟", "12 min")),
    Column(Label("爽约", "No-show"), ("appointments", "no_show"), "share", example=Label("10%", "0.1")), Column(Label("逐件时刻", "Moments"), ("table",), "moments", example=Label("2026-01-05 09:30", "2026-01-05 09:30"), wide=30),
    Column(Label("期初在办", "At the start"), ("initial",), "whole", Label("开始时已有几件", "so many lie there at the start"), Label("40", "40")),
    Column(Label("仍来的比例", "Keep"), ("keep",), "share"), Column(Label("固定的人数", "Circle"), ("population", "size"), "whole"),
    Column(Label("隔多久再来", "Pause"), ("population", "pause"), "amount", UNIT_ANY), Column(Label("从哪个环节起", "At step"), ("at_step",), refers="steps"),
), Label("一类事项有几路来件、预约、期初在办时,每路一行", "where a matter has several sources, slots or cases at the start: a source a line"), usual=False, in_matter=True)

CLASSES = Page(Label("类别", "Classes"), ("classes",), "named", (
    MATTER, *_names(Label("如 特急", "e.g. urgent")), Column(Label("占比", "Share"), ("share",), "share", example=Label("10%", "0.1")),
    Column(Label("急缓", "Priority"), ("priority",), "whole", Label("大的先办", "higher goes first")), KEY,
), Label("一类事项里的急件、平件", "urgent and plain cases of a matter"), usual=False, in_matter=True)

CHANNELS = Page(Label("渠道", "Channels"), ("channels",), "named", (
    MATTER, *_names(Label("如 网上", "e.g. online")), Column(Label("占比", "Share"), ("share",), "share", example=Label("30%", "0.3")),
    Column(Label("时段", "When"), ("hours",), "choice", choices=WHEN), KEY,
), Label("从哪里来:网上、大厅", "ways to apply: online, in the hall"), usual=False, in_matter=True)

EXPIRY = Page(Label("超时", "Expiry"), ("on_expiry",), "listed", (
    MATTER, Column(Label("哪个时限", "Limit"), ("limit",), "choice", choices=LIMIT), Column(Label("到期怎样", "Exit"), ("exit",), "choice", choices=EXIT),
    Column(Label("接着", "Go to"), ("go_to",), "choice", choices=GO_TO), Column(Label("手上的活", "In hand"), ("in_hand",), "choice", choices=IN_HAND),
), Label("时限到了怎么办", "what happens when a limit runs out"), usual=False, in_matter=True)

TIMERS = Page(Label("计时器", "Timers"), ("timers",), "listed", (
    MATTER, Column(Label("名称", "Name"), ("name",)), Column(Label("用到时限的", "After share"), ("after", "share"), "number", example=Label("80%", "0.8")),
    Column(Label("到期前", "Before"), ("after", "before"), "amount", UNIT_ANY), Column(Label("收件后", "After receipt"), ("after", "span"), "amount", UNIT_ANY, wide=26),
    Column(Label("按哪个时限", "Of limit"), ("after", "of"), "choice", choices=LIMIT), Column(Label("做什么", "Does"), ("do",), "choice", choices=EFFECT),
    Column(Label("每隔", "Every"), ("every",), "amount", UNIT_ANY), Column(Label("最多几次", "At most"), ("at_most",), "whole"), Column(Label("概率", "Probability"), ("probability",), "share"),
    Column(Label("引出的事项", "Spawned matter"), ("matter",), refers="matters"), Column(Label("延多久", "By"), ("by",), "amount", UNIT_ANY), Column(Label("审批", "Approval"), ("approval",), "amount", UNIT_ANY),
), Label("到时做什么:预警、提前、放弃", "what time sets off: a warning, a place up, giving up"), usual=False, in_matter=True)

HELPS = Page(Label("帮忙", "Helps"), ("helps",), "listed", (
    Column(Label("经办人", "Officer"), ("officer",), refers="officers"), Column(Label("岗位", "Desk"), ("desk",), refers="desks"), Column(Label("次序", "Rank"), ("rank",), "whole"),
    Column(Label("效率", "Efficiency"), ("efficiency",), "number"), Column(Label("起", "From"), ("from",), "date"), Column(Label("止", "To"), ("to",), "date"),
    Column(Label("排到几件", "When line"), ("when_line",), "whole"),
), Label("自己的岗位之外还能办哪个岗位的事", "who may serve at another desk too"), usual=False)

SECONDMENTS = Page(Label("抽调", "Secondments"), ("secondments",), "listed", (
    Column(Label("经办人", "Officer"), ("officer",), refers="officers"), Column(Label("岗位", "Desk"), ("desk",), refers="desks"),
    Column(Label("起", "From"), ("from",), "date"), Column(Label("止", "To"), ("to",), "date"), Column(Label("效率", "Efficiency"), ("efficiency",), "number"),
), Label("一段时间里调到另一个岗位", "moved to another desk for a while"), usual=False)

OPEN_CASES = Page(Label("在办件", "Open cases"), ("open_cases",), "listed", (
    Column(Label("事项", "Matter"), ("matter",), refers="matters"), Column(Label("环节", "Step"), ("step",), refers="steps"), Column(Label("收件时刻", "Received"), ("received",), "moment", wide=20),
), Label("开始那天已在办的件,一件一行", "what lies there on the first day, a case a line"), usual=False)

PAGES: tuple[Page, ...] = (OFFICE, OFFICES, DESKS, MATTERS, STEPS, COVER, ASSUMPTIONS, OFFICERS, SESSIONS, ARRIVALS, CLASSES, CHANNELS, EXPIRY, TIMERS, HELPS, SECONDMENTS, OPEN_CASES)
GUIDE = Label("填表说明", "Guide")
UNREAD = ("说明", "填表说明", "备注", "草稿", "guide", "notes", "#")
"""Sheets and columns whose names begin so are for people only."""
