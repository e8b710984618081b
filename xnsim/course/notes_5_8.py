"""Notes for lessons 5 to 8: standing in, limits, returns, parallel approval."""

from __future__ import annotations

from xnsim.course.notes import Note, Role
from xnsim.labels import Label

NOTES: tuple[Note, ...] = (
    Note(5, Label("AB角", "Standing in"), (
        Label("画一条时间轴:在岗十八天,离岗两天;在离岗的两天里画来件的台阶", "Draw a time line, eighteen days in and two away; draw the stairs of files in the two days"),
        Label("写教员的错:“少一成的人,慢一成多一点”", "The trainer's mistake: “a tenth less officer, a tenth more time”"),
        Label("三格:没人顶|闲着的 B(理想值)|相互顶岗。运行以后填,填区间", "Three cells: nobody | an idle B (the ideal) | mutual cover. Filled after the run, with intervals"),
        Label("写:有人顶,比顶得多好更要紧", "Write: that somebody is there matters more than how good he is")), (
        Role(Label("A", "A"), Label("您今天离岗。有五分钟交接:写下交什么、授什么权。走了就不再说话。", "You leave today. Five minutes to hand over: write what you pass on and which authority. Then say nothing more.")),
        Role(Label("B", "B"), Label("您自己桌上有三件。接不接、先办谁的,您定;办到要签字的地方,看 A 给没给授权。", "Three files of your own. You decide whether and whose first; where a signature is due, look whether A gave you the authority.")),
        Role(Label("科长", "head of section"), Label("整个过程您只有一句话可以说。想好什么时候说。", "You may say one sentence in all. Choose the moment.")),
        Role(Label("申请人", "applicant"), Label("每两分钟问一次:“我的件谁在办?”记下三个时刻:A 走、B 第一次碰件、您第一次得到答复。",
                                             "Every two minutes ask who has your file. Note three moments: A left, B first touched it, you first had an answer."))), (
        Label("名义上的 B 为什么总是有?没有培训、没有授权,在图上是哪一点?", "Why do nominal Bs persist? Untrained and without authority: which point of the picture is that?"),
        Label("理想值和相互顶岗差多少?差在谁的件上?", "How far is the ideal from mutual cover, and whose files pay the difference?"),
        Label("哪个数字能让名义上的 B 露馅?(到岗率看得见吗?)", "Which figure shows up a nominal B? Would attendance?"))),
    Note(6, Label("限时办结", "Limits"), (
        Label("画一把尺子和一排长短不齐的件;把尺子截短,问:哪一件变短了?", "Draw a ruler and files of different length; cut the ruler and ask which file has become shorter"),
        Label("写教员的错:“时限压缩 85%,用时也压缩 85%”", "The trainer's mistake: “85 % less limit, 85 % less time”"),
        Label("两列:无反应|赶限。每个数都填两遍:按时率、用时、在办件", "Two columns: no response | paced by the limit. Every figure twice: on time, days, open files"),
        Label("写:每多一个 9,再加一截;100% 到不了", "Write: every further 9 costs the same again; 100 % is not reached")), (
        Role(Label("主任", "director"), Label("年度承诺要写一个天数,越短越好看。说一个数,说理由。", "The yearly promise wants a number of days, and short looks good. Say one and why.")),
        Role(Label("经办人", "officer"), Label("您知道平均 2 天,也知道最长的一件办了多久。主任说的数,您做得到几成?", "You know the mean, 2 days, and the longest file. What share could you keep of the director's number?")),
        Role(Label("督查员", "inspector"), Label("您只看按时率。问主任:不达标怎么办?再想一想,他会先改什么?", "You look at the on-time rate only. Ask what happens below target, and think what he will change first.")),
        Role(Label("申请人", "applicant"), Label("您要订机票。您需要的是哪个数:平均,还是十个人里九个人能拿到的天数?", "You have a flight to book. Which do you need: the mean, or the days within which nine in ten have it?"))), (
        Label("承诺是给谁的?不让任何人变快,它还有什么用?", "What is a promise for? If it makes nobody quicker, what is it good for?"),
        Label("一个单位按时率 100%,您先问哪一句?", "An office reports 100 % on time: what do you ask first?"),
        Label("两个世界里结论不同的是哪个数?您的单位更像哪一个,凭什么说?", "Which figure differs between the two worlds? Which is your office more like, and how do you know?"))),
    Note(7, Label("一次告知", "Told once"), (
        Label("画一条回头的箭头:从窗口回到队尾。问:它只拖慢自己吗?", "Draw the arrow back from the window to the end of the line. Does it delay only itself?"),
        Label("写教员的错:“每件审 1.54 次,时间也是 1.54 倍”", "The trainer's mistake: “1.54 reviews a file, 1.54 times as long”"),
        Label("画三只钟:一直走、补正时停、每退一次归零。同一件,三个读数", "Draw three clocks: never stops, stops while papers are mended, starts anew. One file, three readings"),
        Label("写:一次说全 = 多一个窗口", "Write: told all at once = a window more")), (
        Role(Label("窗口", "window"), Label("您有十项材料的清单。第一轮:发现缺一项就退,只说这一项。第二轮:一次说全。", "You have a list of ten papers. First round: send back at the first missing one, naming that only. Second: name all at once.")),
        Role(Label("申请人", "applicant"), Label("您缺三项,自己不知道。被退就走到教室后面再回来。数自己跑了几趟。", "Three of yours are missing and you do not know. When sent back, walk to the back of the room. Count your trips.")),
        Role(Label("计时员", "timekeeper"), Label("记两个数:从第一次上门到办完几分钟;系统上(每退归零)几分钟。两轮都记。", "Note two numbers: minutes from the first visit to the end, and minutes by the system, starting anew at each return. Both rounds."))), (
        Label("设计一只骗不了人的钟:从哪一刻走起,什么时候可以停,谁说了算,停了留下什么?", "Design a clock that cannot be gamed: when does it start, when may it stop, who decides, what trace is left?"),
        Label("收件以前“先看看”,在您的钟上看得见吗?", "Would papers “looked at” before receipt show on your clock?"),
        Label("少退几成顶得上多几个人?这笔账在编制表上看得见吗?", "So many returns fewer are worth how many people? Does any staffing table show it?"))),
    Note(8, Label("并联审批", "Parallel approval"), (
        Label("画五条并排的横线,长短不一,右端画一道竖线:等到最长的一条", "Draw five bars side by side, unlike in length, and an upright line at the longest"),
        Label("写教员的错:“五家一起办,五分之一”", "The trainer's mistake: “five at once, a fifth”"),
        Label("写:各家 95% 准时,五家都准时 ____(相乘,不是平均)", "Write: each 95 % on time, all five ____ (multiplied, not averaged)"),
        Label("画一张前后关系图,描粗最长的一条链", "Draw what must come before what, and thicken the longest chain")), (
        Role(Label("牵头人", "lead"), Label("把同一份材料发给五家,记下每件最大的点数。十件以后算平均,再和五家点数之和的平均比。",
                                         "Hand the same papers to five departments and note the largest throw. After ten files compare its mean with the mean of the sum.")),
        Role(Label("部门一至五(五张)", "departments one to five (five cards)"), Label("每件掷一枚骰子,点数就是天数。", "Throw a die for each file: the points are the days.")),
        Role(Label("能否决的部门", "the department that may refuse"), Label("前五件照办。第六件起,掷出 1 就退件。其他四家白办的天数,请牵头人记下。",
                                                                      "The first five as the others. From the sixth on, a throw of 1 refuses. The lead notes the days the other four worked in vain.")),
        Role(Label("投资人", "investor"), Label("每件问一次:“现在等的是谁?”数一数,最慢的一家换了几次。", "At each file ask for whom it is waiting now. Count how often the slowest one changed."))), (
        Label("谁来牵头?只考核牵头的按时率,协办的会怎样?", "Who should be lead? If only the lead's rate is scored, what will the others do?"),
        Label("把谁的时限压短,全程才会变短?把谁的压短,一天也不少?", "Whose limit must be cut for the whole to become shorter, and whose cut gains not a day?"),
        Label("五家都说自己 95% 准时,项目方说四次里有一次晚。谁说错了?", "All five say 95 % on time, the investor says one in four is late. Who is wrong?"))),
)
