"""A scenario written as a workbook that one likes to fill in: headings that stay, lists to choose from, a note on every column."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.labels import Label, Lang
from xnsim.punctuation import printed
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError, Problem
from xnsim.scenario.workbook_guide import write_guide
from xnsim.scenario.workbook_page import Column, Page
from xnsim.scenario.workbook_pages import OFFICE, OFFICERS, PAGES
from xnsim.scenario.workbook_rows import CONTENT, ITEM
from xnsim.scenario.workbook_table import Cells, as_a_workbook_has_it, lay_out

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.worksheet.worksheet import Worksheet

FREE_ROWS, LISTED_ROWS, WRAPPED = 15, 300, 20
DARK, PLAIN, LINE, GREY = "1F4E5F", "DCE8EC", "C5D0D4", "6B7780"
FONT = {"zh": "Microsoft YaHei", "en": "Calibri"}
HOW = Label("怎么填", "How to fill it in")
NEEDED = {("name", "zh"), ("name", "en"), ("calendar", "start"), ("horizon", "warm_up"), ("horizon", "measure"), ("officers",), ("arrivals", "poisson"), ("what", "zh"), ("what", "en"), ("a",), ("b",)}
YES_NO = Label("是,否", "yes,no")
OTHER = Label("工作簿写下后读回来不是同一个情景;请用 YAML 写这个情景", "read again, the workbook is not the same scenario; keep this one in YAML")


def workbook(scenario: Scenario, lang: Lang = "zh") -> bytes:
    """Return a scenario as an Excel workbook; raises ``InputError`` with every word that it has no place for."""
    from openpyxl import Workbook as Book

    laid = lay_out(scenario, lang)
    if laid.unsaid:
        raise InputError(laid.problems())
    book = Book()
    book.remove(book.active)
    shown = [page for page in PAGES if page.usual or laid.rows[page.says.zh]]
    write_guide(book, shown, lang)
    columns = {page.says.zh: _columns(page, laid.rows[page.says.zh], lang) for page in shown}
    for page in shown:
        sheet = book.create_sheet(page.says(lang))
        if page is OFFICE:
            _write_items(sheet, laid.rows[page.says.zh][0], lang)
        else:
            _write_rows(book, sheet, page, columns, laid.rows[page.says.zh], lang)
    out = BytesIO()
    book.active = 1
    book.save(out)
    return out.getvalue()


def write_workbook(scenario: Scenario, path: str | Path, lang: Lang = "zh") -> None:
    """Write a scenario as an Excel workbook that reads back to the same scenario, or raise ``InputError`` and write nothing."""
    from xnsim.scenario.files import understand
    from xnsim.scenario.workbook import read_workbook

    path = Path(path)
    path.write_bytes(workbook(scenario, lang))
    try:
        same = understand(read_workbook(path)).digest() == as_a_workbook_has_it(scenario).digest()
    except InputError:
        same = False
    if not same:
        path.unlink()
        raise InputError([Problem("", OTHER, 0, str(path))])


def _columns(page: Page, rows: list[Cells], lang: Lang) -> list[Column]:
    """The usual columns of a language, and those that the scenario needs; of rare sheets only these."""
    used = {column for row in rows for column in row}
    ordered = own_language_first(page.columns, lang)
    if not page.usual:
        return [column for column in ordered if column in used or (column.usual == lang and column.at[:1] == ("name",))]
    return [column for column in ordered if column.stands_in(lang) or column in used]


def own_language_first(columns: Iterable[Column], lang: Lang) -> list[Column]:
    """Return the columns with each name in the workbook's language before that in the other: from the first one the key is made."""
    ordered = list(columns)
    for k in range(len(ordered) - 1):
        here, there = ordered[k], ordered[k + 1]
        if here.at[:-1] == there.at[:-1] and (here.at[-1:], there.at[-1:]) == (("zh",), ("en",)) and lang == "en":
            ordered[k], ordered[k + 1] = there, here
    return ordered


@cache
def _font(lang: Lang, size: float = 10, bold: bool = False, color: str | None = None) -> Any:
    from openpyxl.styles import Font

    return Font(name=FONT[lang], size=size, bold=bold, color=color)


def _heading(cell: Any, column: Column, lang: Lang) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, PatternFill

    needed = is_needed(column, lang)
    cell.font = _font(lang, bold=True, color="FFFFFF" if needed else "1F2A30")
    cell.fill = PatternFill("solid", start_color=DARK if needed else PLAIN)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = _border()
    text = told(column, lang)
    if text:
        cell.comment = Comment(text, "xnsim", height=40 + 18 * (len(text) // (18 if lang == "zh" else 34) + 1), width=260)


def is_needed(column: Column, lang: Lang) -> bool:
    """Say whether a column or item has to be filled in."""
    return column.stands_in(lang) and (column.at in NEEDED or column.role in ("matter", "kind"))


def high(texts: list[tuple[str, float]], least: float = 18.0) -> float:
    """Return how high a row is whose texts are broken within these widths; a Chinese character is two wide."""
    lines = [sum(max(1, -(-sum(2 if ord(sign) > 0x2e7f else 1 for sign in part) // max(int(wide) - 1, 1))) for part in text.split("\n")) for text, wide in texts]
    return max(least, 14.5 * max(lines, default=1) + 4)


def told(column: Column, lang: Lang) -> str:
    """Return what is said of a column: how to fill it in, an example, the words to choose from."""
    words = "、".join(label.zh for label in column.choices.values()) if lang == "zh" else ", ".join(label.en for label in column.choices.values())
    parts = [column.help(lang), Label(f"可选:{words}", f"one of: {words}")(lang) if words else "", Label(f"例:{column.example.zh}", f"e.g. {column.example.en}")(lang) if column.example.zh else ""]
    return printed(("。" if lang == "zh" else ". ").join(part for part in parts if part), lang)


@cache
def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side("thin", color=LINE)
    return Border(side, side, side, side)


def _write_rows(book: Book, sheet: Worksheet, page: Page, columns: dict[str, list[Column]], rows: list[Cells], lang: Lang) -> None:
    own = columns[page.says.zh]
    for k, column in enumerate(own, 1):
        cell = sheet.cell(1, k, _titled(column, lang))
        _heading(cell, column, lang)
        sheet.column_dimensions[cell.column_letter].width = max(column.wide, 9)
        last = max(len(rows) + FREE_ROWS, LISTED_ROWS) + 1
        _list_of(sheet, column, columns, f"{cell.column_letter}2:{cell.column_letter}{last}", lang)
    for number in range(2, len(rows) + FREE_ROWS + 2):
        row = rows[number - 2] if number - 2 < len(rows) else {}
        for k, column in enumerate(own, 1):
            _write(sheet.cell(number, k), column, row.get(column), lang)
        sheet.row_dimensions[number].height = high([(str(value), column.wide) for column, value in row.items() if column.wide >= WRAPPED])
        if number > 2 and row and own[0].role == "matter" and page is not OFFICERS and row.get(own[0]) != rows[number - 3].get(own[0]):
            _parted(sheet, number, len(own))
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = sheet.cell(2, _kept(own) + 1)
    _page_set(sheet)
    sheet.print_title_rows = "1:1"


def _parted(sheet: Worksheet, number: int, wide: int) -> None:
    """Draw a line above the first row of another matter."""
    from openpyxl.styles import Border, Side

    thin = Side("thin", color=LINE)
    for k in range(1, wide + 1):
        sheet.cell(number, k).border = Border(thin, thin, Side("medium", color=DARK), thin)


def _kept(own: list[Column]) -> int:
    """How many columns stay when one moves to the right: up to the name."""
    return next((k for k, column in enumerate(own, 1) if column.at[:1] == ("name",)), 0 if own[0].at in (("a",), ("what", "zh"), ("what", "en")) else 1)


def _titled(column: Column, lang: Lang) -> str:
    text = column.says(lang)
    return printed(text, lang).replace("(", "\n(").replace("\uff08", "\n\uff08").replace(" \n", "\n")


def _write(cell: Any, column: Column, value: Any, lang: Lang) -> None:
    from openpyxl.styles import Alignment

    cell.value = value
    if isinstance(value, str) and value[:1] == "=":
        cell.data_type = "s"    # a text that begins so is no formula
    cell.font, cell.border = _font(lang), _border()
    middle = column.reads in ("choice", "yes", "whole", "number", "share", "date") or column.role in ("number", "kind") or column.unit
    cell.alignment = Alignment(vertical="center", horizontal="center" if middle else None, wrap_text=column.wide >= WRAPPED)
    cell.number_format = _format(column, value)
    if column.role == "number" and isinstance(value, str):
        number = float(value) if value.count(".") < 2 else None
        cell.value = int(number) if number == int(number or 0) and "." not in value else number if str(number) == value else value


def _format(column: Column, value: Any) -> str:
    if column.reads == "share":
        return "0.00%" if isinstance(value, float) and round(value * 100) != round(value * 100, 6) else "0%"
    if column.reads == "date":
        return "yyyy-mm-dd"
    return "General" if column.reads in ("whole", "number") or column.unit or column.role == "number" else "@"


def _list_of(sheet: Worksheet, column: Column, columns: dict[str, list[Column]], cells: str, lang: Lang) -> None:
    """Let a column be chosen from a list: its words, or the names on another sheet."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    formula = None
    if column.choices:
        formula = '"' + ",".join(label(lang) for label in column.choices.values()) + '"'
    elif column.reads == "yes":
        formula = f'"{YES_NO(lang)}"'
    elif column.refers:
        page = next((page for page in PAGES if page.at == (column.refers,) and not page.in_matter and page.how == "named"), None)
        own = columns.get(page.says.zh, []) if page is not None else []
        k = next((k for k, other in enumerate(own, 1) if other.at[:1] == ("name",)), 0)
        formula = f"'{page.says(lang)}'!${get_column_letter(k)}$2:${get_column_letter(k)}${LISTED_ROWS}" if page is not None and k else None
    if formula is not None:
        chosen = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=bool(column.choices), errorStyle="warning")
        sheet.add_data_validation(chosen)
        chosen.add(cells)


def _write_items(sheet: Worksheet, cells: Cells, lang: Lang) -> None:
    """The first sheet: an item a line, its content, how to fill it in."""
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    for k, (label, wide) in enumerate(((ITEM, 22), (CONTENT, 44), (HOW, 58)), 1):
        cell = sheet.cell(1, k, label(lang))
        cell.font, cell.fill, cell.border = _font(lang, bold=True, color="FFFFFF"), PatternFill("solid", start_color=DARK), _border()
        cell.alignment = Alignment(vertical="center", horizontal="center")
        sheet.column_dimensions[cell.column_letter].width = wide
    for number, column in enumerate((column for column in own_language_first(OFFICE.columns, lang) if column.stands_in(lang) or column in cells), 2):
        name, content, how = (sheet.cell(number, k) for k in (1, 2, 3))
        name.value, how.value = column.says(lang), told(column, lang)
        _write(content, column, cells.get(column), lang)
        name.font, how.font = _font(lang, bold=is_needed(column, lang)), _font(lang, color=GREY, size=9)
        name.fill = PatternFill("solid", start_color=PLAIN)
        name.border = how.border = _border()
        name.alignment, how.alignment = Alignment(vertical="center"), Alignment(vertical="center", wrap_text=True)
        content.alignment = Alignment(vertical="center", wrap_text=True, horizontal="left")
        sheet.row_dimensions[number].height = high([(str(content.value or ""), 44), (how.value, 64)], 22)
        if column.reads == "yes":
            chosen = DataValidation("list", formula1=f'"{YES_NO(lang)}"', allow_blank=True)
            sheet.add_data_validation(chosen)
            chosen.add(content.coordinate)
    sheet.freeze_panes = "A2"
    _page_set(sheet)


def _page_set(sheet: Worksheet) -> None:
    """Printed lying down, as wide as a page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
