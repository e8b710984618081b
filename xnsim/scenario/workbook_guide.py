"""The first sheet of a workbook: how to fill it in, what each sheet, kind of step and column is for. It is not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from xnsim.labels import Label, Lang
from xnsim.punctuation import printed
from xnsim.scenario.workbook_page import Column, Page
from xnsim.scenario.workbook_pages import GUIDE, PAGES
from xnsim.scenario.workbook_steps import KINDS, MEANS, STEPS

if TYPE_CHECKING:
    from openpyxl import Workbook as Book

TITLE = Label("把一个单位写进这张工作簿", "An office in a workbook")
STEPS_OF = (
    Label("1. 从“基本情况”起,一张一张往右填。现有的内容是样例,改成自己的;不用的行清空。", "1. Begin with Office and go on to the right. What stands here is a sample: put your own in its place, clear rows you do not need."),
    Label("2. 深色表头的列要填,浅色的不填就按惯例;表头上有批注,下拉表可以选。", "2. Columns with a dark heading are needed, of the others the usual holds; headings carry notes, lists open in the cells."),
    Label("3. 存盘后查错:xnsim check 这个文件.xlsx。错在哪张表、哪一格、怎么改,一次列全。", "3. Save it and check: xnsim check THIS.xlsx. All errors are listed at once, each with sheet, cell and the way out."),
    Label("4. 运行:xnsim run 这个文件.xlsx;比较制度:xnsim compare 这个文件.xlsx --policy parallel_approval。", "4. Run it: xnsim run THIS.xlsx; compare policies: xnsim compare THIS.xlsx --policy parallel_approval."),
    Label("时间要带单位:25分钟、3小时、20个工作日、30个日历日(“天”分不清是哪一种,不收)。", "A length of time has a unit: 25 min, 3 h, 20 wd (working days), 30 d (calendar days)."),
    Label("有快有慢的时间:平均22分钟,即 exp(22 min);其余写法如 lognormal(25 min, cv 1)、uniform(2 min, 5 min)、25分钟(每件一样)。",
          "Times with chance: exp(22 min) is 22 on average; others: lognormal(25 min, cv 1), uniform(2 min, 5 min); 25 min alone is always the same."),
    Label("表名以“备注”开头的表、表头以“备注”开头的列、# 开头的行只给人看,程序不读。", "Sheets and columns whose name begins with Notes, and rows that begin with #, are for people only."),
    Label("这里没有的词(快慢随日期、赶限曲线等)要用 YAML 写:先转过去,xnsim check 这个文件.xlsx --to 文件.yaml,再在 YAML 里写。", "Words that have no column (pace by date, response curves …) are written in YAML: xnsim check THIS.xlsx --to FILE.yaml, then go on there."),
)
SHEETS, KINDS_HEAD, COLUMNS_HEAD = Label("各张表", "The sheets"), Label("环节的种类", "Kinds of steps"), Label("各列怎么填", "The columns")
ADDED = Label("需要时另加", "add if needed")
HEADS = (Label("表", "sheet"), Label("列", "column"), Label("怎么填", "how to fill it in"), Label("例", "example"))
MORE_HEAD = Label("要用时另加的列和表:照这里的名字加一列(或一张表)即可", "More columns and sheets: add one under the name given here")
WIDE = {"zh": (14, 22, 78, 40), "en": (16, 24, 88, 44)}
SIZES, HIGH = {"title": 15, "part": 12}, {"title": 30, "part": 34, "text": 19, "heads": 20}


Line = tuple[str, tuple[str, ...]]     # how it is written (title, part, heads, text, row, nothing), and its words


def lines(shown: list[Page], lang: Lang) -> Iterator[Line]:
    """Yield the lines of the guide."""
    comma = "、" if lang == "zh" else ", "
    yield "title", (TITLE(lang),)
    yield from (("text", (text(lang),)) for text in STEPS_OF)
    yield "part", (SHEETS(lang),)
    for page in PAGES:
        yield "row", (page.says(lang), "" if page in shown or page.usual else ADDED(lang), page.help(lang), "")
    yield "part", (KINDS_HEAD(lang),)
    for kind, label in KINDS.items():
        used = [column.says(lang) for column in STEPS.columns if kind in column.by_kind and column.at[:1] != ("name",)]
        yield "row", (STEPS.says(lang), label(lang), MEANS[kind](lang), comma.join(used))
    yield "part", (COLUMNS_HEAD(lang),)
    yield from _columns(lang, lambda page, column: page.usual and column.stands_in(lang))
    yield "part", (MORE_HEAD(lang),)
    yield from _columns(lang, lambda page, column: not (page.usual and column.stands_in(lang)))


def _columns(lang: Lang, wanted: Callable[[Page, Column], bool]) -> Iterator[Line]:
    yield "heads", tuple(head(lang) for head in HEADS)
    for page in PAGES:
        for column in (column for column in page.columns if wanted(page, column)):
            yield "row", (page.says(lang), column.says(lang), _how(column, lang), column.example(lang))


def _how(column: Column, lang: Lang) -> str:
    words = [label(lang) for label in column.choices.values()] if column.role != "kind" else []
    parts = [column.help(lang), ("、" if lang == "zh" else ", ").join(words)]
    return ("。" if lang == "zh" else ". ").join(part for part in parts if part)


def write_guide(book: Book, shown: list[Page], lang: Lang) -> None:
    """Write the guide as the first sheet."""
    from openpyxl.styles import Alignment, Font, PatternFill

    from xnsim.scenario.workbook_look import DARK, FONT, PLAIN, _border, _page_set, high

    sheet = book.create_sheet(GUIDE(lang))
    for k, wide in enumerate(WIDE[lang]):
        sheet.column_dimensions["ABCD"[k]].width = wide
    for number, (how, words) in enumerate(lines(shown, lang), 1):
        for k, text in enumerate(words, 1):
            cell = sheet.cell(number, k, printed(text, lang) or None)
            cell.font = Font(name=FONT[lang], size=SIZES.get(how, 10), bold=how != "text" and (how != "row" or k == 2), color=DARK if how in SIZES else None)
            cell.alignment = Alignment(vertical="center" if how != "part" else "bottom", wrap_text=how == "row")
            if how in ("row", "heads"):
                cell.border = _border()
            if how == "heads":
                cell.fill = PatternFill("solid", start_color=PLAIN)
        sheet.row_dimensions[number].height = HIGH.get(how) or high(list(zip(words, WIDE[lang], strict=True)))
    sheet.sheet_view.showGridLines = False
    _page_set(sheet)
