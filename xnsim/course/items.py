"""The twelve questions of the quiz: each asks for a number and for the reason, in two forms with other numbers.

No answer is typed: right and wrong choices are formulas of ``xnsim.theory`` and of the misconceptions the lessons
meet. The four marked ``transfer`` leave the office: a hospital, a bank, a repair shop.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from xnsim.labels import Label
from xnsim.theory import absence, networks, parallel, priorities, single_desk, variability, windows

Form = Literal["a", "b"]
FORMS: tuple[Form, Form] = ("a", "b")
Formula = Callable[..., float]

DAYS, MINUTES, BEDS, TIMES, SHARE = Label("天", "days"), Label("分钟", "minutes"), Label("张", "beds"), Label("倍", "times"), Label("%", "%")


@dataclass(frozen=True)
class Item:
    """One question: a story with the numbers of each form, the formula of the answer, three wrong ones, and four reasons (the first is right)."""

    key: str
    story: Label
    numbers: dict[Form, tuple[float, ...]]
    unit: Label
    answer: Formula
    wrong: tuple[Formula, Formula, Formula]
    reasons: tuple[Label, Label, Label, Label]
    transfer: str = ""
    digits: int = 1

    def ask(self, form: Form) -> Label:
        """Return the question with the numbers of a form."""
        shown = [f"{100 * value:.0f}%" if 0 < value < 1 and self.key in SHARES else f"{value:g}" for value in self.numbers[form]]
        return Label(self.story.zh.format(*shown), self.story.en.format(*shown))

    def choices(self, form: Form) -> list[float]:
        """Return the four numbers to choose from, the smallest first, so that the place of the right one varies."""
        return sorted(rule(*self.numbers[form]) for rule in (self.answer, *self.wrong))

    def right_choice(self, form: Form) -> int:
        """Return the place of the right number, from 0."""
        return self.choices(form).index(self.answer(*self.numbers[form]))

    def reasons_in(self, form: Form) -> list[Label]:
        """Return the four reasons in the order of a form."""
        turn = self._turn(form)
        return [*self.reasons[turn:], *self.reasons[:turn]]

    def right_reason(self, form: Form) -> int:
        """Return the place of the right reason, from 0."""
        return (4 - self._turn(form)) % 4

    def _turn(self, form: Form) -> int:
        return (sum(map(ord, self.key)) + FORMS.index(form)) % 4

    def said(self, value: float) -> str:
        """Return a choice as it is read."""
        return f"{100 * value:.1f}%" if self.unit is SHARE else f"{value:.{self.digits}f}"


SHARES = frozenset({"weakest", "return", "urgent", "absence"})


def _absent_ratio(lam: float, mu: float, away: float) -> float:
    return absence.absent_mean_time(lam, mu, 10 * (1 - away), 10 * away) / single_desk.mean_time(lam, mu)


def _urgent_ratio(few: float, many: float) -> float:
    return priorities.urgent_share_waits(0.8, 1.0, many)[0] / priorities.urgent_share_waits(0.8, 1.0, few)[0]


ITEMS: tuple[Item, ...] = (
    Item("little", Label("一所医院每天收治 {0} 名病人,平均每人住院 {1} 天。平均占用多少张病床?",
                         "A hospital admits {0} patients a day; each stays {1} days on average. How many beds are taken on average?"),
         {"a": (24, 5.5), "b": (36, 4.5)}, BEDS, single_desk.open_files,
         (lambda came, days: came / days, lambda came, days: came, lambda came, days: came + days), (
        Label("每天进来的人都要待上几天,在里面的人数是两者相乘", "everyone who comes in stays for days: inside are arrivals times days"),
        Label("当天收当天的,占用的就是一天收治的人数", "a day's patients take a day's beds"),
        Label("住得越久,周转越慢,所以要除以天数", "the longer the stay the slower the turnover, so divide by the days"),
        Label("要看病人到来的分布,否则算不出来", "without the distribution of arrivals nothing can be said")), "hospital"),
    Item("backlog", Label("一个科室每天收 {0} 件、办结 {0} 件,手上共有 {1} 件在办。一件平均几天办完?",
                          "An office receives {0} files a day and closes {0}; {1} are open. How many days does a file take on average?"),
         {"a": (8, 44), "b": (12, 54)}, DAYS, lambda closed, held: single_desk.open_files(1 / closed, held),
         (lambda closed, held: closed * held / 10, lambda closed, held: 1.0, lambda closed, held: (held - closed) / closed), (
        Label("积压是时间:在办件除以每天办结的件数", "a backlog is a time: open files divided by files closed a day"),
        Label("每天收的都办完了,所以一天就能办完", "all that comes is closed, so a file takes a day"),
        Label("先减去当天的件,再除以每天办结的件数", "take off today's files first, then divide"),
        Label("件数和用时没有关系,要看每件的难度", "numbers of files say nothing about time; it depends on each file"))),
    Item("load", Label("一个窗口每天能办 {0} 件。来件从每天 {1} 件增加到 {2} 件,平均用时(等候加办理)变成原来的几倍?",
                       "A window can close {0} files a day. Arrivals grow from {1} to {2} a day. How many times as long does a file take (waiting and service)?"),
         {"a": (10, 9, 9.5), "b": (20, 18, 19.2)}, TIMES, lambda can, few, many: single_desk.mean_time(many, can) / single_desk.mean_time(few, can),
         (lambda can, few, many: many / few, lambda can, few, many: 1.0, lambda can, few, many: (many / few) ** 6), (
        Label("时间看余量:余量缩小几倍,时间就放大几倍", "time depends on what is to spare: as that shrinks, time grows"),
        Label("来件多百分之几,时间就多百分之几", "so many per cent more files, so many per cent more time"),
        Label("没有超过能力,就不会变慢", "below capacity nothing slows down"),
        Label("忙了以后人会加快,抵消一部分", "busy people work faster, which takes back a part")), digits=2),
    Item("teller", Label("银行一个柜员每小时能办 {0} 位,平均来 {1} 位,到来和办理都有早有晚、有长有短。一位顾客平均要花几分钟(排队加办理)?",
                         "A bank teller can serve {0} customers an hour; {1} come, at random, with services long and short. How many minutes does a customer spend, line and service?"),
         {"a": (12, 11), "b": (10, 9.5)}, MINUTES, lambda can, came: 60 * single_desk.mean_time(came, can),
         (lambda can, came: 60 / can, lambda can, came: 60 / can * (1 + came / can), lambda can, came: 0.0), (
        Label("余量很小,偶然的拥挤要很久才消化完", "little is to spare, so a chance crowd takes long to clear"),
        Label("来得没有办得快,所以不用排队,只有办理的时间", "fewer come than can be served, so there is no line, only service"),
        Label("平均前面有不到一位,最多等一位的时间", "on average less than one is ahead, so the wait is one service at most"),
        Label("柜员空着的时候可以提前办,时间可以省下", "the teller works ahead when idle, so the time is saved")), "bank"),
    Item("pooling", Label("{0} 个窗口各排各的队,每个每小时能办 {2} 位、来 {1} 位。改为排一条队、谁空谁办,平均用时是几分钟?",
                          "{0} windows have a line each; each can serve {2} an hour and {1} come. Now all stand in one line and go to whoever is free. How many minutes does it take on average?"),
         {"a": (3, 9, 10), "b": (4, 11, 12)}, MINUTES, lambda c, came, can: 60 * windows.mean_time(c * came, can, int(c)),
         (lambda c, came, can: 60 * single_desk.mean_time(came, can), lambda c, came, can: 60 / can,
          lambda c, came, can: 45 * single_desk.mean_time(came, can)), (
        Label("不会再有人等着而另一个窗口空着,等候大减,办理时间不变", "nobody waits while a window is idle: waits shrink, service does not"),
        Label("人手和来人都没有变,时间也不变", "same staff, same customers, same time"),
        Label("一条队比几条队长,时间多少会省一点,但有限", "one line is longer than several, so only a little is saved"),
        Label("总有一个窗口空着,所以不用等", "some window is always free, so nobody waits"))),
    Item("variety", Label("两个窗口来件相同、平均办理时间相同。甲的每件一样长;乙的有长有短(变异系数平方为 {0})。乙的平均等候是甲的几倍?",
                          "Two windows have the same arrivals and the same mean service. At A every file takes equally long; at B some are long, some short (squared coefficient of variation {0}). How many times A's mean wait is B's?"),
         {"a": (3,), "b": (5,)}, TIMES, lambda cs2: variability.mean_wait(0.8, 1.0, cs2) / variability.mean_wait(0.8, 1.0, 0.0),
         (lambda cs2: 1.0, lambda cs2: cs2, lambda cs2: math.sqrt(1 + cs2)), (
        Label("长件后面堵着许多件;等候随离散程度增长,不只看平均", "many stand behind a long file: waits grow with the spread, not only the mean"),
        Label("平均一样,忙的程度一样,等候就一样", "same mean, same load, same wait"),
        Label("长的和短的会互相抵消一部分", "long and short ones cancel in part"),
        Label("差几倍就多等几倍,规则的也要等同样的底数", "as many times the spread, as many times the wait"))),
    Item("parallel", Label("一个项目要 {0} 个部门审查,各平均 {1} 天,长短相互独立(指数分布),没有排队。由先后审查改为同时审查,平均要几天?",
                           "A project is reviewed by {0} departments, {1} days each on average, independently (exponential), without queues. One after the other becomes all at once: how many days on average?"),
         {"a": (4, 6), "b": (5, 5)}, DAYS, lambda k, days: parallel.parallel_mean(int(k), 1 / days),
         (lambda k, days: days, lambda k, days: k * days, lambda k, days: (k + 1) / 2 * days), (
        Label("要等最慢的一家,而最慢的一家比平均慢", "all wait for the slowest, which is slower than the average"),
        Label("同时办,时间就是一家的平均时间", "at once means the time of one department"),
        Label("工作量没有变,总时间也不变", "the work is the same, so is the time"),
        Label("快的会等慢的,所以正好省一半", "the fast wait for the slow, so half is saved"))),
    Item("weakest", Label("修车要等 {0} 种配件,来自 {0} 家供应商,每家 {1} 准时,互不相干。全部准时到齐的有多少?",
                          "A repair needs {0} parts from {0} suppliers; each is on time for {1}, independently. What share of repairs has all its parts on time?"),
         {"a": (5, 0.95), "b": (8, 0.96)}, SHARE, lambda k, share: parallel.weakest_link_share([share] * int(k)),
         (lambda k, share: share, lambda k, share: 1 - (1 - share) ** 2, lambda k, share: share**2), (
        Label("一家迟到就不齐:各家的准时率要相乘", "one late part is enough: the shares multiply"),
        Label("每家都是这么多,合起来也是这么多", "each reaches this share, so does the whole"),
        Label("各家的迟到互相抵消,整体更好", "delays cancel out, so the whole is better"),
        Label("取决于最差的两家", "it depends on the worst two")), "repair shop"),
    Item("limit", Label("一个窗口每天来 {0} 件、能办 {1} 件。承诺时限从 {2} 天压缩到 {3} 天,别的什么都不变。按时率变成多少?",
                        "{0} files a day come to a window that can close {1}. The promise is cut from {2} to {3} days, nothing else. What is the on-time share now?"),
         {"a": (3.5, 4, 6, 3), "b": (2.6, 3, 8, 4)}, SHARE, lambda came, can, before, now: single_desk.on_time_share(came, can, now),
         (lambda came, can, before, now: single_desk.on_time_share(came, can, before), lambda came, can, before, now: now / before,
          lambda came, can, before, now: 1.0), (
        Label("时限是一把尺子:实际用时没有变,只是更多的件量出来超了", "a limit is a measuring line: true times are the same, more of them come out late"),
        Label("时限短了,人就快了,按时率不变", "with a shorter limit people are faster, the share stays"),
        Label("时限减几成,按时率就减几成", "so much shorter a limit, so much lower a share"),
        Label("承诺了就必须做到,所以是百分之百", "a promise must be kept, so all are on time"))),
    Item("return", Label("一个窗口每天来 {0} 件、能办 {1} 件次。原来一次办成,现在每次办完有 {2} 要退回来重办。平均用时变成原来的几倍?",
                         "{0} files a day come to a window that can handle {1}. Before, once was enough; now {2} must come back after each handling. How many times as long does a file take?"),
         {"a": (6, 10, 0.2), "b": (5, 10, 0.3)}, TIMES,
         lambda came, can, back: networks.feedback_mean_time(came, can, back) / single_desk.mean_time(came, can),
         (lambda came, can, back: 1 + back, lambda came, can, back: 1.0, lambda came, can, back: 1 / (1 - back)), (
        Label("退件又占用窗口,余量更小,每一次排队都更久", "what comes back takes the window again: less to spare, every wait longer"),
        Label("退多少,时间就多多少", "so many come back, so much more time"),
        Label("退件是申请人的事,窗口的用时不变", "returns are the applicant's affair; the window is the same"),
        Label("只要按平均办理次数放大", "multiply by the mean number of handlings")), digits=2),
    Item("absence", Label("医院一台检查设备每天能查 {1} 人、来 {0} 人。现在它 {2} 的时间停机(每次不短)。病人的平均用时变成原来的几倍?",
                          "A hospital scanner can examine {1} patients a day; {0} come. Now it is down {2} of the time, for a good while each time. How many times as long does a patient take?"),
         {"a": (3.5, 5, 0.1), "b": (3, 5, 0.15)}, TIMES, _absent_ratio,
         (lambda came, can, away: 1 / (1 - away), lambda came, can, away: 1.0,
          lambda came, can, away: single_desk.mean_time(came, can * (1 - away)) / single_desk.mean_time(came, can)), (
        Label("停机时队伍在长,恢复以后要很久才消化,远不止少了这一成能力", "the line grows while it is down and clears slowly: far more than the capacity lost"),
        Label("停多少时间,就慢多少", "so much time lost, so much slower"),
        Label("能力仍然大于来人,没有影响", "capacity is still above arrivals, so nothing changes"),
        Label("只相当于能力打了折,按打折后的能力算", "it is as if capacity were cut by that share, nothing more")), "hospital", digits=2),
    Item("urgent", Label("特急件优先。特急件由全部来件的 {0} 增加到 {1},来件总数不变。特急件自己的平均等候变成原来的几倍?",
                         "Urgent files go first. Their share grows from {0} to {1} of all files; the total is the same. How many times as long do urgent files themselves wait?"),
         {"a": (0.05, 0.8), "b": (0.1, 0.7)}, TIMES, _urgent_ratio,
         (lambda few, many: 1.0, lambda few, many: many / few, lambda few, many: 0.5), (
        Label("人人都急,急件就要排在急件后面", "when all are urgent, urgent files stand behind urgent files"),
        Label("急件总是先办,等候不变", "urgent files always go first, their wait is the same"),
        Label("多几倍就慢几倍", "so many times more, so many times slower"),
        Label("大家都重视急件,所以更快", "everybody minds urgent files, so they are faster")), digits=2),
)
