"""The game's pages of the manual: how it is run, the reference lines to hold teams against, and the decision sheet a team fills in."""

from __future__ import annotations

from html import escape
from itertools import groupby

from xnsim.course.paper import sheet, table, text
from xnsim.game.codes import Orders, read_plan
from xnsim.game.menu import BUDGET, ITEMS, KINDS, MENU, QUARTERS, Item
from xnsim.game.reference import TITLES, Line, references
from xnsim.game.told import BUDGETED, SHOCKS, TITLE, told_gaming
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed

GAME = Label("「我当主任」:教员页", "“I am the director”: the trainer's page")
SECRET = Label("不给学员看:真实榜四季结束才揭开。", "Not for the class: the true board is told when the year is over.")
MINUTES = ((15, Label("讲规则,发决策单;“两块榜都算”,权重不说", "explain, hand out the sheets; “both boards count”, the weights are not told")),
           (25, Label("第一季:各队写,教员敲码,当场公布官方榜", "quarter 1: teams write, the trainer types, the official board is published at once")),
           (75, Label("第二至四季,每季 25 分钟;每季开头念冲击", "quarters 2 to 4, 25 minutes each; each begins with its shock read aloud")),
           (15, Label("揭开真实榜,排名", "the true board is told, the ranking")),
           (50, Label("复盘:每队回答三个问题", "debrief: every team answers three questions")))
WAYS = (Label("只有一台机器:各队写在纸上,教员敲 xnsim game play 队名=决策码,念官方榜;最后 xnsim game rank codes.csv --debrief。",
              "One machine: teams write on paper, the trainer types xnsim game play TEAM=CODE and reads out the board; at the end xnsim game rank codes.csv --debrief."),
        Label("每队一台机器:打开第 13 个笔记本,点着玩;交决策码,教员在同一个笔记本里粘贴排名。",
              "A machine a team: open notebook 13 and click; hand in the code, the trainer pastes the codes into the same notebook."))
LINES = Label("参照线({n} 个种子,1 至 {n};均值和 95% 区间)", "Reference lines ({n} seeds, 1 to {n}; means and 95 % intervals)")
HEADS = (Label("怎么当的", "who"), Label("真实榜", "true board"), Label("官方榜(四季平均)", "official board (mean)"), Label("总分", "final"))
BEST = Label("搜索找到的最好一年(在另外的种子上试了 {} 种,爬坡搜索,只看真实榜;是找到的,不保证最好):",
             "The best year found by search ({} years tried on other seeds, by climbing, for the true board only; found, not proved best):")
AGAIN = Label("谁都可以核对:xnsim game play {}", "Anybody can check it: xnsim game play {}")
ASK = Label("复盘三问", "Three questions")
QUESTIONS = (Label("哪笔花费每分换来的真实时间最多?", "Which spending moved true time most per point?"), Label("官方榜没看见什么?", "What did the official board miss?"),
             Label("哪个对照指标会看见?", "Which twin would have shown it?"))
EXPECT = Label("常见的错", "Typical mistakes")
MISTAKES = (Label("钱都花在窗口,卡的却是后台", "all on windows while the back office is the bottleneck"), Label("先压承诺", "promises cut first"),
            Label("什么都列特急", "everything declared urgent"), Label("没有能力先买监察", "monitoring bought without capacity"))
NOTHING = Label("不买", "nothing")
NAMED = Label("队名 ____________    成员 ________________________    种子 ____", "team ____________    members ________________________    seed ____")
SIGN, WHAT, PRICE = Label("字母", "sign"), Label("买什么(后面写哪个数字)", "what (and which digit to write)"), Label("分", "points")
QUARTER, ORDERS, SPENT, OFFICIAL = Label("第 {} 季", "quarter {}"), Label("决策", "orders"), Label("花费", "spent"), Label("官方榜", "official board")
MOST = 6        # digits that go on in steps are told by the first two and the last
EACH = Label("{} × 数字", "{} × digit")


def game_page(lang: Lang) -> str:
    """Return the trainer's page of the game."""
    known = references()
    times = table(["", ""], [[str(minutes), text(what, lang)] for minutes, what in MINUTES], "times")
    rows = [[text(TITLES[line.name], lang), *(_span(each) for each in (line.true, line.official, line.final))] for line in known.lines]
    lists = [("".join(f"<li>{text(each, lang)}</li>" for each in said)) for said in (WAYS, QUESTIONS, MISTAKES)]
    return sheet(f"<h2>{text(GAME, lang)}</h2><p><b>{text(SECRET, lang)}</b></p>{times}<ul>{lists[0]}</ul>"
                 f"<h3>{escape(printed(LINES(lang).format(n=known.best.n), lang))}</h3>{table([text(head, lang) for head in HEADS], rows)}{_best(known.best, known.tried, lang)}"
                 f"<h3>{text(ASK, lang)}</h3><ol>{lists[1]}</ol><h3>{text(EXPECT, lang)}</h3><ul>{lists[2]}</ul>", "game")


def _best(line: Line, tried: int, lang: Lang) -> str:
    alike = [(orders, [k for k, _ in pairs]) for orders, pairs in groupby(enumerate(read_plan(line.code).quarters, 1), lambda pair: pair[1])]
    rows = [[escape(QUARTER(lang).format("–".join(str(k) for k in dict.fromkeys((ks[0], ks[-1]))))), escape(_in_words(orders, lang)) or text(NOTHING, lang)] for orders, ks in alike]
    return f"<p>{escape(printed(BEST(lang).format(tried), lang))}</p>{table(['', ''], rows, 'best')}<p>{escape(printed(AGAIN(lang), lang).format(line.code))}</p>"


def _in_words(orders: Orders, lang: Lang) -> str:
    """Name the orders of a quarter, those of one kind together: 增一个后台经办人:登记岗、设计审查岗."""
    kinds: dict[str, list[str]] = {}
    for order in orders:
        kinds.setdefault(order.sign, []).append(MENU[order.sign].choices[order.digit](lang) if MENU[order.sign].choices else "")
    colon, comma, stop = (":", "、", ";") if lang == "zh" else (": ", ", ", "; ")
    return printed(stop.join(f"{MENU[sign].label(lang)}{colon if any(what) else ''}{comma.join(what)}" for sign, what in kinds.items()), lang)


def _span(each: tuple[float, float, float]) -> str:
    return f"{each[0]:.1f} ({each[1]:.1f} – {each[2]:.1f})"


def game_sheet(lang: Lang) -> str:
    """Return the decision sheet of a team."""
    shocks = "".join(f"<li>{text(shock, lang)}</li>" for shock in SHOCKS)
    told = escape(printed(told_gaming(lang), lang))
    rows = []
    for kind, says in KINDS.items():
        rows.append(["", f"<b>{text(says, lang)}</b>", ""])
        rows += [_item(item, lang) for item in ITEMS if item.kind == kind]
    heads = [text(each, lang) for each in (SIGN, WHAT, PRICE)]
    blank = table(["", text(ORDERS, lang), text(SPENT, lang), text(OFFICIAL, lang)], [[escape(QUARTER(lang).format(k)), "", f"____ / {BUDGET}", ""] for k in range(1, QUARTERS + 1)], "blank year")
    menu = table(heads, rows, "menu")
    return sheet(f"<h2>{text(TITLE, lang)}</h2><p>{text(NAMED, lang)}</p><p>{escape(printed(BUDGETED(lang).format(BUDGET), lang))}</p><ul>{shocks}</ul>{menu}<p>{told}</p>{blank}", "game-sheet")


def _item(item: Item, lang: Lang) -> list[str]:
    price = EACH(lang).format(item.price) if item.per_digit else str(item.price)
    told = [f"<b>{digit}</b> {text(says, lang)}" for digit, says in item.choices.items()]
    choices = " · ".join(told if len(told) <= MOST else [*told[:2], "…", told[-1]])
    return [f"<b>{item.sign}{'_' if item.choices else ''}</b>", f"{text(item.label, lang)}{' — ' if choices else ''}{choices}", price]
