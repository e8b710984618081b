"""Notes for lessons 1 to 4: reading a line, utilisation, variability, pooling."""

from __future__ import annotations

from xnsim.course.notes import Note, Role
from xnsim.labels import Label

NOTES: tuple[Note, ...] = (
    Note(1, Label("读懂一条队", "Reading a line"), (
        Label("写三个词,留出空格:在办 ____ 件 = 每天办结 ____ 件 × 平均用时 ____ 天", "Write three words with blanks: open ____ files = closed a day ____ × days each ____"),
        Label("先写教员的错:“办得完,所以没有在办件:0”,看完结果再划掉", "First the trainer's mistake: “we keep up, so nothing is open: 0”; strike it out after the run"),
        Label("画两条台阶线:来的、办结的。竖着量是件,横着量是天", "Draw two stairs, came and closed: upright is files, across is days"),
        Label("最后写:积压用天说,不用件说", "Last: say a backlog in days, not in files")), (
        Role(Label("申请人", "applicant"), Label("您只知道自己:几号来的、今天几号。问清楚“我等了几天”,报这个数。别人报件数时,您问:那是几天?",
                                             "You know only yourself: the day you came and today. Report your days. When others report files, ask: how many days is that?")),
        Role(Label("窗口", "window"), Label("您只数手上和面前的件,报“在办几件”。不许说“差不多”。", "You count what is in hand and before you, and report the open files. “About” is not allowed.")),
        Role(Label("统计员", "statistician"), Label("您只有一张台账:每天办结几件。报最近五天的平均。", "You have one ledger: files closed a day. Report the mean of the last five days.")),
        Role(Label("分管领导", "chief"), Label("您只能问一个数,然后用定律核对三个人的数。对不上时,指出最可能错的一个,并说怎么查。",
                                           "You may ask for one number, then check all three with the law. If they do not fit, name the likeliest wrong one and how to find out."))), (
        Label("“积压清零”要付出什么?在办接近 0 时,窗口大部分时间在做什么?", "What does a backlog of zero cost? With hardly anything open, what is the window doing most of the time?"),
        Label("您单位的报表上有在办、办结、用时里的哪两个?第三个算出来与报的相符吗?", "Which two of open, closed and days does your office report? Does the third, worked out, agree with what is reported?"),
        Label("办得完为什么还有队?空闲的时候为什么存不起来?", "Why is there a line where everything gets done? Why can idle hours not be stored?"))),
    Note(2, Label("利用率", "Utilisation"), (
        Label("写:平均用时 = 1 ÷ (能力 − 来件)。括号里的叫余量", "Write: days each = 1 ÷ (capacity − arrivals). What is in brackets is to spare"),
        Label("写教员的错:“活多六成,时间也多六成:1.6 倍”", "The trainer's mistake: “six tenths more work, six tenths more time: 1.6”"),
        Label("画横轴利用率、竖轴用时;先画一条直线(大家以为的),再按仿真描点", "Draw utilisation across and days upright; first the straight line everybody expects, then the simulated points"),
        Label("在右端写:越挤,越慢,也越说不准", "At the right end: fuller is slower, and less certain")), (
        Role(Label("审计", "auditor"), Label("您查到窗口有两成时间没有人。您的结论写的是“浪费”。用滑块找一个数,说明省掉这两成能省几个人。",
                                         "You found the window idle a fifth of the time and wrote “waste”. Find with the slider what taking that fifth away would save.")),
        Role(Label("群众代表", "people's delegate"), Label("您收到的意见都是“等得太久”。用滑块找出:等候减半,利用率要降到多少。",
                                                       "All you hear is “too long”. Find with the slider to what utilisation it must fall for half the wait.")),
        Role(Label("编办", "staffing office"), Label("您只批一个数:目标利用率。写下它,再写下它的代价:平均几天。两位都要能接受。",
                                                 "You grant one number, the utilisation aimed at. Write it down with its price in days; both others must be able to live with it."))), (
        Label("多少闲着的时间是正当的成本?谁来向审计解释它,用哪个数?", "How much idle time is a legitimate cost? Who explains it to the auditors, with which figure?"),
        Label("“人浮于事”和“提速提效”能同时要求同一个窗口吗?", "Can one window be asked both to have nobody idle and to be faster?"),
        Label("同样多两件,为什么在八成忙时没事,在九成五忙时就出事?", "Two files more: why is it nothing at 80 % busy and trouble at 95 %?"))),
    Note(3, Label("长短不齐", "Variability"), (
        Label("写:等候 = 忙的程度 × 长短不齐 × 每件用时(三样相乘)", "Write: wait = how busy × how unlike × how long (all three multiplied)"),
        Label("写教员的错:“都规范成一天,就不用排队:0”", "The trainer's mistake: “make them all one day and there is no line: 0”"),
        Label("画一条队:九个短件,一个长件,长件在前。问:后面的人等的是谁?", "Draw a line: nine short files and a long one, the long one in front. Whom are those behind waiting for?"),
        Label("两列:平均降了多少|谁多等了多少", "Two columns: how much the mean fell | who waits how much longer")), (
        Role(Label("带简易件的人", "one with a simple file"), Label("您的事十分钟就好。先听次序,再用滑块报出自己的等候。换一条次序,再报。", "Your business takes ten minutes. Hear the order, read your own wait off the slider; then again with another order.")),
        Role(Label("带复杂件的人", "one with a complex file"), Label("您的事要好几天。每换一条次序,问一句:“那我呢?”报出自己的等候。", "Yours takes days. At every order ask “and I?” and report your own wait.")),
        Role(Label("值班长", "head of the shift"), Label("宣布一条次序,说出理由;听完两人的数,再定一条补救(例如等满几天提到最前)。", "Announce an order and why; hear both numbers, then make one remedy, such as going first after so many days."))), (
        Label("先易后难什么时候不公平?复杂件等到第几天应当先办?", "When is easy-first unfair? After how many days should a complex file go first?"),
        Label("平均降了一半多,谁付的账?只报平均的报表看得见他吗?", "The mean fell by more than half: who paid? Does a report of the mean show him?"),
        Label("“规范化”减掉的是哪一半等候?另一半来自哪里?", "Which half of the wait does standardising take away, and where does the other come from?"))),
    Note(4, Label("并窗", "Pooling"), (
        Label("左边画五个窗口五条队,右边画五个窗口一条队;在左边圈出“有人等、有人闲”的一刻", "Left five windows with five lines, right five with one; ring on the left the moment when one waits and another is idle"),
        Label("写教员的错:“前面一般一个人,等 12 分钟”", "The trainer's mistake: “usually one person ahead, 12 minutes”"),
        Label("写两行:并窗省的是“空等”;并窗花的是“办得慢一些”和“长件堵短件”", "Two lines: merging saves idle waiting; it costs slower generalists and long files before short ones"),
        Label("留一格:慢到百分之几打平 ____", "Leave a blank: break-even at ____ % of the specialists' speed")), (
        Role(Label("大厅主任", "head of the hall"), Label("您要并窗。提出:哪些并、哪些不并、培训到多快为止;每一条说一个数。", "You want to merge. Propose what to merge, what not, and how fast generalists must become, each with a number.")),
        Role(Label("专办窗口的老手", "old hand at a special window"), Label("您怕办错。说出一种并到一起就容易出错的件,问主任:错了算谁的?", "You fear mistakes. Name a kind of file that goes wrong when merged, and ask whose mistake it will be.")),
        Role(Label("带长件的企业", "firm with a long file"), Label("算一算并窗前后您的等候,说赞成还是反对。", "Work out your wait before and after; say whether you are for it.")),
        Role(Label("带短件的居民", "resident with a short file"), Label("同样算一算。您和那家企业谁的人数多?请主任按人数再算一次平均。", "The same. Of which kind are there more? Ask the head to take the mean over people."))), (
        Label("并窗以后谁吃亏?他会出现在哪张报表上?", "Who loses when windows merge, and in which report would he appear?"),
        Label("同样的五个人,省下的时间是从哪里来的?", "The same five people: where does the time saved come from?"),
        Label("“一窗办结”的窗口背后如果还是五条队,今天的结论还成立吗?", "If behind the one window there are still five lines, does today's finding hold?"))),
)
