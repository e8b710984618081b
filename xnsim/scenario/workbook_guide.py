"""The first sheet of a workbook: how to fill it in, what each sheet, kind of step and column is for. It is not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xnsim.labels import Label, Lang
from xnsim.punctuation import printed
from xnsim.scenario.workbook_page import Column, Page
from xnsim.scenario.workbook_pages import GUIDE, OFFICE, PAGES
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
    Label("这里没有的词(快慢随日期、赶限曲线等)要用 YAML:xnsim check 这个文件.xlsx --to 文件.yaml,再在 YAML 里写。", "Words that have no column (pace by date, response curves …) are written in YAML: xnsim check THIS.xlsx --to FILE.yaml, then go on there."),
)
SHEETS, KINDS_HEAD, COLUMNS_HEAD = Label("各张表", "The sheets"), Label("环节的种类", "Kinds of steps"), Label("各列怎么填", "The columns")
ADDED = Label("需要时另加", "add if needed")
HEADS = (Label("表", "sheet"), Label("列", "column"), Label("怎么填", "how to fill it in"), Label("例", "example"))
WIDE = {"zh": (16, 22, 72, 26), "en": (18, 24, 84, 28)}


def lines(shown: list[Page], lang: Lang) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the guide: one word is a title, four are a row, none an empty line."""
    yield (TITLE(lang),)
    yield from ((text(lang), "", "", "") for text in STEPS_OF)
    yield ()
    yield (SHEETS(lang),)
    yield from ((page.says(lang), "" if page in shown else ADDED(lang), page.help(lang), "") for page in PAGES)
    yield ()
    yield (KINDS_HEAD(lang),)
    for kind, label in KINDS.items():
        used = [column.says(lang) for column in STEPS.columns if kind in column.by_kind and column.at[:1] != ("name",)]
        yield label(lang), "", MEANS[kind](lang), ("、" if lang == "zh" else ", ").join(used)
    yield ()
    yield (COLUMNS_HEAD(lang),)
    yield tuple(head(lang) for head in HEADS)
    for page in (page for page in PAGES if page is not OFFICE):
        for column in page.columns:
            yield page.says(lang), column.says(lang), _how(page, column, lang), column.example(lang)


def _how(page: Page, column: Column, lang: Lang) -> str:
    words = [label(lang) for label in column.choices.values()] if column.role != "kind" else []
    added = page.usual and not column.stands_in(lang)
    parts = [column.help(lang), ("、" if lang == "zh" else ", ").join(words), ADDED(lang) if added else ""]
    return (";" if lang == "zh" else "; ").join(part for part in parts if part)


def write_guide(book: Book, shown: list[Page], lang: Lang) -> None:
    """Write the guide as the first sheet."""
    from openpyxl.styles import Alignment, Font

    from xnsim.scenario.workbook_look import DARK, FONT, _border

    sheet = book.create_sheet(GUIDE(lang))
    for k, wide in enumerate(WIDE[lang]):
        sheet.column_dimensions["ABCD"[k]].width = wide
    for number, line in enumerate(lines(shown, lang), 1):
        for k, text in enumerate(line, 1):
            cell = sheet.cell(number, k, printed(text, lang) or None)
            cell.font = Font(name=FONT[lang], size=14 if number == 1 else 12 if len(line) == 1 else 10, bold=len(line) == 1 or line == tuple(head(lang) for head in HEADS), color=DARK if len(line) == 1 else None)
            cell.alignment = Alignment(vertical="top", wrap_text=len(line) == 4 and bool(line[2]))
            if len(line) == 4 and line[2]:
                cell.border = _border()
            if isinstance(cell.value, str) and cell.value[:1] == "=":
                cell.data_type = "s"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
