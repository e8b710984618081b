"""Notes for lessons 9 to 12: urgent files, meetings, silence as consent, scores."""

from __future__ import annotations

from xnsim.course.notes import Note, Role
from xnsim.labels import Label

NOTES: tuple[Note, ...] = (
    Note(9, Label("特急与公平", "Urgent files and fairness"), (
        Label("画一条队,红点插到前面;在每个被越过的点下面加一笔", "Draw a line, put a red dot to the front, and a stroke under every dot it passed"),
        Label("写教员的错:“特急只有两成,普通件还是等 4 天”", "The trainer's mistake: “only two in ten are urgent, the ordinary still wait 4 days”"),
        Label("写:特急件数 × 特急等候 + 普通件数 × 普通等候 = 不变", "Write: urgent files × their wait + ordinary files × theirs = the same"),
        Label("三格:特急|普通|全部。运行以后填", "Three cells: urgent | ordinary | all. Filled after the run")), (
        Role(Label("企业甲", "firm A"), Label("项目等着开工,您要“特急”章。用一分钟说服主任。", "The project waits to start, you want the stamp. One minute to persuade the director.")),
        Role(Label("居民乙", "citizen B"), Label("普通件,孩子等入学证明。也有一分钟。主任批甲以后,问窗口:我要多等几天?", "An ordinary file: a child needs the paper for school. One minute, too. Then ask the window how many days more you wait.")),
        Role(Label("窗口丙", "window C"), Label("谁盖了章先办谁。不许评论。用滑块报出乙的天数。", "Whoever has the stamp goes first; no comment. Read B's days off the slider.")),
        Role(Label("主任丁", "director D"), Label("章由谁盖、每月最多盖几个,您定。月底汇报只有一页:写特急件的用时,还是写谁的?", "You decide who stamps and how often. The month's report has one page: whose times go on it?"))), (
        Label("谁有权说“特急”?哪些事项根本不许插队(行政许可法第五十七条)?", "Who may say “urgent”? Where is going first not allowed at all (Administrative Licensing Law, art. 57)?"),
        Label("只报特急件的平均用时,漏掉了谁?旁边该放哪个数?", "Who is missing from a report on urgent files alone, and which figure should stand beside it?"),
        Label("章盖到八成的时候,特急还剩下什么?", "With eight in ten stamped, what is left of being urgent?"))),
    Note(10, Label("会议与督查节奏", "Meetings and the rhythm of inspection"), (
        Label("画一排会议日,中间随便点几个提交的日子;量每一个到下一次会的距离", "Draw the days of meetings and some days of submission between; measure each to the next meeting"),
        Label("写教员的错:“只办三天,时限二十天:100%”", "The trainer's mistake: “three days of work, a limit of twenty: 100 %”"),
        Label("写:等会 = 间隔 ÷ 2(席位够);席位不够,再加被挤下来的", "Write: wait for the meeting = interval ÷ 2 with seats enough; else add those left over"),
        Label("写:经办的三天一点没变", "Write: the three days of work have not changed")), (
        Role(Label("会议秘书", "secretary"), Label("您排议程。席位是死的。用滑块报出:间隔、席位、平均等几天。", "You make the agenda; seats are fixed. Read off the slider: interval, seats, mean days.")),
        Role(Label("分管领导", "leader"), Label("您一周只有半天开会。多开会、加席位、还是放权给科室不再上会?选一样,说代价。", "Half a day a week for meetings. More meetings, more seats, or fewer matters that need one? Choose and say the price.")),
        Role(Label("申请人", "applicant"), Label("您昨天刚错过一次会。听完方案,只说:等得起,还是等不起。", "You missed the meeting by a day. Hear the plan, then say only whether you can wait.")),
        Role(Label("督查员", "inspector"), Label("您每月底读一次数。说出:月底那几天办得特别快,您会怎么记?", "You read the figures at the month's end. The last days are always fast: how do you write that down?"))), (
        Label("会议该取消,还是该缩短间隔?哪些事项不必上会?", "Abolish meetings or hold them oftener? Which matters need none?"),
        Label("一月一督查的单位,为什么月底那几天办得最快?其余的日子呢?", "Where inspection comes once a month, why are its last days fastest, and the others?"),
        Label("没有一个人拖拉,还是有两成多超时:责任算谁的?", "Nobody dawdled and more than a fifth are late: whose responsibility is it?"))),
    Note(11, Label("超时默认与质量", "Silence as consent, and quality"), (
        Label("画一条队,到期的件从旁边一扇门出去;问:门外有没有人看过它?", "Draw a line with a side door for expired files. Has anybody looked at what leaves by it?"),
        Label("写教员的错:“超时的都变成默认,一样多”", "The trainer's mistake: “the late ones become deemed ones, as many”"),
        Label("两列一起填:按时率|误批率。只许两个一起读", "Two columns filled together: on time | wrongly approved; never read alone"),
        Label("写:默认批准不等于审过", "Write: approved by silence is not examined")), (
        Role(Label("申请人", "applicant"), Label("第十九天了。您盼它到期,还是怕它到期?说理由。", "Day nineteen. Do you hope for the limit or fear it? Say why.")),
        Role(Label("审批员", "officer"), Label("难件放着不批,到期自动过,您不用签字。说一说:放着不办,对您有什么坏处?", "Hard files lapse by themselves and you sign nothing. Say what lapsing costs you.")),
        Role(Label("隔壁居民", "neighbour"), Label("楼下的油烟是“默认”批的。您去问谁?要什么?", "The kitchen below was approved by silence. Whom do you ask, and for what?")),
        Role(Label("法制科长", "head of the legal section"), Label("定一条规矩,让“放着”不再划算。说清楚:由谁发现,由谁补审。", "Make one rule after which lapsing no longer pays. Say who finds out and who examines afterwards."))), (
        Label("哪些事项“具备条件”?备案、餐饮、危险化学品,误批一件的代价各是多少?", "Which matters “meet the conditions”? What does one wrong approval cost: a filing, a restaurant, chemicals?"),
        Label("默认以后发现错了,撤销谁来赔?", "Who pays when a deemed approval is revoked?"),
        Label("默认件该不该与按时办结率写在同一行?不写,谁看得见?", "Should the deemed share stand in the same line as the on-time rate? If not, who sees it?"))),
    Note(12, Label("考核与会战", "Scores and campaigns"), (
        Label("写二十个一样的单位,各掷一次;排出名次,圈出末位。再掷一次", "Write down twenty equal units, throw for each, rank them, ring the last. Throw again"),
        Label("写教员的错:“一样的单位考出来也一样”", "The trainer's mistake: “alike in truth, alike in the table”"),
        Label("画积压线:会战时往下,收兵后往上;两段各写斜率(余量)", "Draw the backlog: down in the campaign, up afterwards; write each slope, what is to spare"),
        Label("两列:考核数|孪生数。每个考核数旁边必须有一个", "Two columns: the scored figure | its twin. None without one")), (
        Role(Label("考核办", "appraisal office"), Label("写一条加分规则,写清楚分母。", "Write a rule that earns points; say what is divided by what.")),
        Role(Label("被考单位", "the unit"), Label("三分钟内想出一个不改进工作也能拿分的办法。先不说出来,写在卡背面。", "Within three minutes find how to earn the points without better work. Write it on the back, say nothing yet.")),
        Role(Label("群众", "citizen"), Label("说自己这个月等了几天。分数涨了,您的天数变了吗?", "Say how many days you waited. The score rose: did your days change?")),
        Role(Label("督查员", "inspector"), Label("给这条规则配一个孪生指标,让卡背面的办法露馅。翻开来看,配对了没有?", "Give the rule a twin that shows the trick on the back of the card. Turn it over: did it?"))), (
        Label("末位的单位做错了什么?下个月还会是它吗?", "What did the unit in last place do wrong? Will it be last next month?"),
        Label("会战抽走的人,原来那一摊谁在办?收兵以后,要几个人才守得住?", "Who does the work of those lent to the campaign? How many does it take to hold the ground afterwards?"),
        Label("达到三个 100% 的,是办事的人,还是办不了的件不再受理?", "Three times 100 %: is it the officers, or an office that no longer accepts what it cannot do?"))),
)
