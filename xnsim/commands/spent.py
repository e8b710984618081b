"""Where the time went, on the screen: a table a matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim.commands.screen import say, table
from xnsim.labels import Label, Lang
from xnsim.plots.words import number
from xnsim.punctuation import printed

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = Label("\n时间去哪儿了:{matter}({cases} 件已结,平均 {days} 天;另有 {open} 件未结,不计)",
              "\nWhere the time went: {matter} ({cases} cases closed, {days} days on the mean; {open} still open and left out)")
HEADINGS = (Label("去向", "entry"), Label("每件小时", "hours a case"), Label("占全程", "share"))
SUM = Label("合计(等于收件到结案)", "sum (receipt to closing)")
NOTE = Label("各项逐秒相加正好等于全程;并联时沿最后结束的分支计。", "The entries add up to the whole to the second; of branches at once the one that ended last is followed.")
PARTS = Label("“其中”各行是“等最慢分支”的拆分。", " Rows “of which” part the row “slowest branch”.")
LEGEND = Label("\n各项计什么:", "\nWhat is booked under each entry:")
DAY_H = 24


def show_where(spent: DataFrame, lang: Lang) -> None:
    """Print the ledger of every matter, and what is booked under each entry."""
    from xnsim.study.time_spent import meanings

    for _, part in spent.groupby("matter", sort=False):
        rows = part.to_dict("records")
        first = rows[0]
        hours = sum(row["hours"] for row in rows if not row["branch"])
        say(lang, TITLE(lang).format(matter=first["matter_label"], cases=f"{first['cases']:,}", days=number(hours / DAY_H, ""), open=first["still_open"]))
        body = [[printed(("  " if row["branch"] else "") + row["entry_label"], lang), number(row["hours"], ""), number(row["share"], "%")] for row in rows]
        print(table([heading(lang) for heading in HEADINGS], [*body, [printed(SUM(lang), lang), number(hours, ""), number(1.0, "%")]], {1, 2}))
    say(lang, NOTE(lang) + (PARTS(lang) if spent["branch"].any() else ""))
    say(lang, LEGEND(lang))
    print(table(["", ""], [["  " + printed(name, lang), printed(means, lang)] for name, means in meanings(spent["entry"], lang)]))
