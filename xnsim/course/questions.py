"""The twelve questions of the quiz. The four marked ``transfer`` leave the office: a hospital, a bank, a repair shop."""

from __future__ import annotations

from xnsim.course.items import Item, Wrong
from xnsim.labels import Label
from xnsim.theory import absence, networks, parallel, priorities, single_desk, variability, windows

DAYS, MINUTES, BEDS, TIMES, SHARE = Label("天", "days"), Label("分钟", "minutes"), Label("张", "beds"), Label("倍", "times"), Label("%", "%")

LINEAR = Label("按比例:以为队列是直线", "in proportion: as if a line were linear")
SAME = Label("以为没有影响", "as if nothing changed")
NO_LINE = Label("能力够就不用等", "enough capacity, so nobody waits")
EMPTY = Label("和空着的时候比", "compared with an empty window")
HALF_WAY = Label("只算一半", "half of it only")
ONE_OVER_K = Label("K 家一起办就是 K 分之一", "K at once, so one K-th")
WORK_STAYS = Label("工作量没变,时间也不变", "the work is the same, so is the time")
AVERAGE = Label("用各家的平均代替全体", "the average of the parts for the whole")
FULL = Label("以为能做到 100%", "as if 100 % could be reached")
MOVES_TIME = Label("以为时限能改变用时", "as if a limit moved time")


def _growth(can: float, few: float, many: float) -> float:
    return single_desk.mean_time(many, can) / single_desk.mean_time(few, can)


def _absent_ratio(lam: float, mu: float, away: float) -> float:
    return absence.absent_mean_time(lam, mu, 10 * (1 - away), 10 * away) / single_desk.mean_time(lam, mu)


def _urgent_ratio(load: float, few: float, many: float) -> float:
    return priorities.urgent_share_waits(load, 1.0, many)[0] / priorities.urgent_share_waits(load, 1.0, few)[0]


ITEMS: tuple[Item, ...] = (
    Item("little", Label("一所医院每天收治 {0:g} 名病人,平均每人住院 {1:g} 天。平均占用多少张病床?",
                         "A hospital admits {0:g} patients a day; each stays {1:g} days on average. How many beds are taken on average?"),
         {"a": (24, 5.5), "b": (36, 4.5)}, BEDS, single_desk.open_files,
         Label("每天进来的人都要待上几天,在里面的人数是两者相乘", "everyone who comes in stays for days: inside are arrivals times days"), (
        Wrong(Label("除反了", "divided instead"), lambda came, days: came / days, Label("住得越久,周转越慢,所以要除以天数", "the longer the stay the slower the turnover, so divide by the days")),
        Wrong(Label("只看当天", "one day only"), lambda came, days: came, Label("当天收当天的,占用的就是一天收治的人数", "a day's patients take a day's beds")),
        Wrong(HALF_WAY, lambda came, days: came * days / 2, Label("在院的人平均住到一半,所以只占乘积的一半", "whoever is inside is half-way through on average, so half the product"))),
         "hospital"),
    Item("backlog", Label("一个科室每天收 {0:g} 件、办结 {0:g} 件,手上平均有 {1:g} 件在办。一件平均几天办完?",
                          "An office receives {0:g} files a day and closes {0:g}; {1:g} are open on average. How many days does a file take on average?"),
         {"a": (8, 44), "b": (12, 54)}, DAYS, lambda closed, held: single_desk.open_files(1 / closed, held),
         Label("积压是时间:在办件除以每天办结的件数", "a backlog is a time: open files divided by files closed a day"), (
        Wrong(Label("只看当天", "one day only"), lambda closed, held: 1.0, Label("每天收的都办完了,所以一天就能办完", "all that comes is closed, so a file takes a day")),
        Wrong(HALF_WAY, lambda closed, held: held / closed / 2, Label("一件平均排在中间,所以只等一半的积压", "a file stands in the middle on average, so half the backlog is ahead of it")),
        Wrong(Label("先减当天的", "today's taken off"), lambda closed, held: (held - closed) / closed, Label("先减去当天办结的,再除以每天办结的件数", "take off today's files first, then divide by those closed a day")))),
    Item("load", Label("一个窗口每天能办 {0:g} 件。来件从每天 {1:g} 件增加到 {2:g} 件,平均用时(等候加办理)变成原来的几倍?",
                       "A window can close {0:g} files a day. Arrivals grow from {1:g} to {2:g} a day. How many times as long does a file take (waiting and service)?"),
         {"a": (10, 8, 9), "b": (20, 16, 18.4)}, TIMES, _growth,
         Label("时间看余量:余量缩到几分之一,时间就放大几倍", "time depends on what is to spare: as that shrinks, time grows"), (
        Wrong(LINEAR, lambda can, few, many: many / few, Label("来件多百分之几,时间就多百分之几", "so many per cent more files, so many per cent more time")),
        Wrong(NO_LINE, lambda can, few, many: 1.0, Label("没有超过能力,就不会变慢", "below capacity nothing slows down")),
        Wrong(EMPTY, lambda can, few, many: can / (can - many),
              Label("窗口这样忙,用时是窗口空着时的许多倍,这就是倍数", "so busy a window takes many times what an empty one takes, and that is the factor"))), digits=2),
    Item("teller", Label("银行一个柜员每小时能办 {0:g} 位,平均来 {1:g} 位,到来和办理都有早有晚、有长有短。一位顾客平均要花几分钟(排队加办理)?",
                         "A bank teller can serve {0:g} customers an hour; {1:g} come, at random, with services long and short. How many minutes does a customer spend, line and service?"),
         {"a": (12, 11), "b": (10, 9.2)}, MINUTES, lambda can, came: 60 * single_desk.mean_time(came, can),
         Label("余量很小,偶然的拥挤要很久才消化完", "little is to spare, so a chance crowd takes long to clear"), (
        Wrong(NO_LINE, lambda can, came: 60 / can, Label("来得没有办得快,所以不用排队,只有办理的时间", "fewer come than can be served, so there is no line, only service")),
        Wrong(Label("最多等一位", "one ahead at most"), lambda can, came: 60 / can * (1 + came / can),
              Label("平均前面有不到一位,最多等一位的时间", "on average less than one is ahead, so the wait is one service at most")),
        Wrong(Label("一位接一位", "one after the other"), lambda can, came: 60 / came, Label("一位接一位,每人花的时间就是两位之间的间隔", "one follows the other, so each takes the time between two of them"))), "bank"),
    Item("pooling", Label("{0:g} 个窗口各排各的队,每个每小时能办 {2:g} 位、来 {1:g} 位,长短随机。改为排一条队、谁空谁办,平均用时是几分钟?",
                          "{0:g} windows have a line each; each can serve {2:g} an hour and {1:g} come, at random. Now all stand in one line and go to whoever is free. "
                          "How many minutes does it take on average?"),
         {"a": (3, 8, 10), "b": (4, 10, 12)}, MINUTES, lambda c, came, can: 60 * windows.mean_time(c * came, can, int(c)),
         Label("不会再有人等着而另一个窗口空着,等候大减,办理时间不变", "nobody waits while a window is idle: waits shrink, service does not"), (
        Wrong(WORK_STAYS, lambda c, came, can: 60 * single_desk.mean_time(came, can), Label("人手和来人都没有变,时间也不变", "same staff, same customers, same time")),
        Wrong(NO_LINE, lambda c, came, can: 60 / can, Label("总有一个窗口空着,所以不用等", "some window is always free, so nobody waits")),
        Wrong(ONE_OVER_K, lambda c, came, can: 60 * single_desk.mean_time(came, can) / c, Label("几个窗口一起办,时间就是原来的几分之一", "so many windows together, so the time is divided by as many")))),
    Item("variety", Label("两个窗口来件相同、平均办理时间相同。甲的每件一样长;乙的有长有短(变异系数平方为 {0:g})。乙的平均等候是甲的几倍?",
                          "Two windows have the same arrivals and the same mean service. At A every file takes equally long; at B some are long, some short "
                          "(squared coefficient of variation {0:g}). How many times A's mean wait is B's?"),
         {"a": (3,), "b": (5,)}, TIMES, lambda cs2: variability.mean_wait(0.8, 1.0, cs2) / variability.mean_wait(0.8, 1.0, 0.0),
         Label("长件后面堵着许多件;等候在甲的底数上随离散程度增长,不只看平均", "many stand behind a long file: on top of A's, waits grow with the spread, not only the mean"), (
        Wrong(Label("只看平均", "the mean alone"), lambda cs2: 1.0, Label("平均一样,忙的程度一样,等候就一样", "same mean, same load, same wait")),
        Wrong(Label("忘了甲也要等", "forgets that A waits too"), lambda cs2: cs2, Label("离散程度是几,就多等几倍,整齐的不用等", "as many times the spread, as many times the wait; the even ones do not wait")),
        Wrong(Label("用变异系数,没有平方", "the coefficient, not its square"), lambda cs2: cs2**0.5,
              Label("长的和短的互相抵消一部分,所以只按变异系数放大", "long and short ones cancel in part, so it grows with the coefficient only"))), digits=2),
    Item("parallel", Label("一个项目要 {0:g} 个部门审查,各平均 {1:g} 天,长短相互独立(指数分布),没有排队。由先后审查改为同时审查,平均要几天?",
                           "A project is reviewed by {0:g} departments, {1:g} days each on average, independently (exponential), without queues. "
                           "One after the other becomes all at once: how many days on average?"),
         {"a": (4, 6), "b": (5, 5)}, DAYS, lambda k, days: parallel.parallel_mean(int(k), 1 / days),
         Label("要等最慢的一家,而最慢的一家比平均慢", "all wait for the slowest, which is slower than the average"), (
        Wrong(ONE_OVER_K, lambda k, days: days, Label("同时办,时间就是一家的平均时间", "at once means the time of one department")),
        Wrong(WORK_STAYS, lambda k, days: k * days, Label("工作量没有变,总时间也不变", "the work is the same, so is the time")),
        Wrong(Label("取两者的中间", "halfway between the two"), lambda k, days: (k + 1) / 2 * days,
              Label("快的要等慢的,所以在一家的时间和先后办的时间之间取中间", "the quick wait for the slow, so it lies halfway between one department's time and the row's")))),
    Item("weakest", Label("修车要等 {0:g} 种配件,来自 {0:g} 家供应商,每家 {1:.0%} 准时,互不相干。全部准时到齐的有多少?",
                          "A repair needs {0:g} parts from {0:g} suppliers; each is on time for {1:.0%}, independently. What share of repairs has all its parts on time?"),
         {"a": (5, 0.95), "b": (8, 0.96)}, SHARE, lambda k, share: parallel.weakest_link_share([share] * int(k)),
         Label("一家迟到就不齐:各家的准时率要相乘", "one late part is enough: the shares multiply"), (
        Wrong(AVERAGE, lambda k, share: share, Label("每家都是这么多,合起来也是这么多", "each reaches this share, so does the whole")),
        Wrong(FULL, lambda k, share: 1 - (1 - share) ** k, Label("各家的迟到互相弥补,合起来差不多全部准时", "they make up for each other's delays, so nearly all is on time")),
        Wrong(Label("迟到从不撞在一起", "delays never coincide"), lambda k, share: 1 - k * (1 - share),
              Label("各家迟到不会碰在同一辆车上,把迟到率加起来扣掉", "two never delay the same car, so add the shares of delays and take them off"))), "repair shop"),
    Item("limit", Label("一个窗口每天来 {0:g} 件、能办 {1:g} 件。承诺时限从 {2:g} 天压缩到 {3:g} 天,别的什么都不变。按时率变成多少?",
                        "{0:g} files a day come to a window that can close {1:g}. The promise is cut from {2:g} to {3:g} days, nothing else. What is the on-time share now?"),
         {"a": (3.5, 4, 6, 3), "b": (2.6, 3, 8, 4)}, SHARE, lambda came, can, before, now: single_desk.on_time_share(came, can, now),
         Label("时限是一把尺子:实际用时没有变,只是更多的件量出来超了", "a limit is a measuring line: true times are the same, more of them come out late"), (
        Wrong(MOVES_TIME, lambda came, can, before, now: single_desk.on_time_share(came, can, before), Label("时限短了,人就快了,按时率不变", "with a shorter limit people are faster, the share stays")),
        Wrong(LINEAR, lambda came, can, before, now: single_desk.on_time_share(came, can, before) * now / before,
              Label("时限减几成,按时率就减几成", "so much shorter a limit, so much lower a share")),
        Wrong(FULL, lambda came, can, before, now: 1.0, Label("承诺了就必须做到,所以是百分之百", "a promise must be kept, so all are on time")))),
    Item("return", Label("一个窗口每天来 {0:g} 件、能办 {1:g} 件次。原来一次办成,现在每次办完有 {2:.0%} 要退回来重新排队。平均用时变成原来的几倍?",
                         "{0:g} files a day come to a window that can handle {1:g}. Before, once was enough; now {2:.0%} must come back and join the line after each handling. "
                         "How many times as long does a file take?"),
         {"a": (6, 10, 0.2), "b": (5, 10, 0.3)}, TIMES,
         lambda came, can, back: networks.feedback_mean_time(came, can, back) / single_desk.mean_time(came, can),
         Label("退件又占用窗口,余量更小,每一次排队都更久", "what comes back takes the window again: less to spare, every wait longer"), (
        Wrong(LINEAR, lambda came, can, back: 1 + back, Label("退多少,时间就多多少", "so many come back, so much more time")),
        Wrong(EMPTY, lambda came, can, back: networks.feedback_mean_time(came, can, back) * can,
              Label("用时是一次办理时间的许多倍,这就是倍数", "it takes many times one handling, and that is the factor")),
        Wrong(Label("只乘办理次数", "handlings alone"), lambda came, can, back: 1 / (1 - back), Label("只要按平均办理次数放大", "multiply by the mean number of handlings"))), digits=2),
    Item("absence", Label("医院一台检查设备每天能查 {1:g} 人、来 {0:g} 人。现在它有 {2:.0%} 的时间停机,平均十天一个来回。病人的平均用时变成原来的几倍?",
                          "A hospital scanner can examine {1:g} patients a day; {0:g} come. Now it is down {2:.0%} of the time, once in ten days on average. "
                          "How many times as long does a patient take?"),
         {"a": (3.5, 5, 0.1), "b": (3, 5, 0.15)}, TIMES, _absent_ratio,
         Label("停机时队伍在长,恢复以后要很久才消化,远不止少了这一成能力", "the line grows while it is down and clears slowly: far more than the capacity lost"), (
        Wrong(LINEAR, lambda came, can, away: 1 / (1 - away), Label("停多少时间,就慢多少", "so much time lost, so much slower")),
        Wrong(EMPTY, lambda came, can, away: _absent_ratio(came, can, away) * single_desk.mean_time(came, can) * can,
              Label("用时是查一次的许多倍,这就是倍数", "it takes many times one examination, and that is the factor")),
        Wrong(Label("把停机当成慢一点", "downtime taken for a slower pace"), lambda came, can, away: single_desk.mean_time(came, can * (1 - away)) / single_desk.mean_time(came, can),
              Label("只相当于能力打了折,按打折后的能力算", "it is as if capacity were cut by that share, nothing more"))), "hospital", digits=2),
    Item("urgent", Label("一个岗位忙到 {0:.0%},特急件优先。特急件由全部来件的 {1:.0%} 增加到 {2:.0%},来件总数不变。特急件自己的平均等候变成原来的几倍?",
                         "A post is busy {0:.0%} of the time; urgent files go first. Their share grows from {1:.0%} to {2:.0%} of all files; the total is the same. "
                         "How many times as long do urgent files themselves wait?"),
         {"a": (0.8, 0.05, 0.8), "b": (0.85, 0.1, 0.7)}, TIMES, _urgent_ratio,
         Label("人人都急,急件就要排在急件后面", "when all are urgent, urgent files stand behind urgent files"), (
        Wrong(SAME, lambda load, few, many: 1.0, Label("急件总是先办,等候不变", "urgent files always go first, their wait is the same")),
        Wrong(LINEAR, lambda load, few, many: many / few, Label("急件多几倍,就慢几倍", "so many times more, so many times slower")),
        Wrong(Label("只加多出来的那一份", "only the added share"), lambda load, few, many: 1 + many - few,
              Label("多出来的急件占几成,就多等几成", "so many more of all files, so much longer a wait"))), digits=2),
)
