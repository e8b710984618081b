"""Which sheet is which, what each column is, and the rows with what stands in them; misspelt names are told and read as meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from xnsim.labels import Label
from xnsim.scenario.shape import nearest
from xnsim.scenario.workbook_open import Cell, Grid
from xnsim.scenario.workbook_page import Column, Page, bare
from xnsim.scenario.workbook_pages import GUIDE, PAGES, UNREAD
from xnsim.scenario.workbook_words import Unread, read_cell

HEADINGS_WITHIN = 6     # a title may stand above the headings
ITEM, CONTENT = Label("项目", "Item"), Label("内容", "Content")


@dataclass(frozen=True, order=True)
class Spot:
    """A cell as the user finds it: the number of its sheet, row, column (0: the whole sheet or row), and the sheet's title."""

    sheet: int
    row: int
    column: int
    title: str = ""

    def __str__(self) -> str:
        from openpyxl.utils import get_column_letter

        return self.title and f"{self.title}!{get_column_letter(self.column)}{self.row}" if self.row and self.column else f"{self.title}!{self.row}:{self.row}" if self.row else self.title


@dataclass
class Row:
    """One row: the values of its columns as YAML would have them, and where each column's cell is."""

    page: Page
    spot: Spot
    values: dict[Column, Any] = field(default_factory=dict)
    spots: dict[Column, Spot] = field(default_factory=dict)
    untold: set[Column] = field(default_factory=set)     # cells that were refused already

    def of_role(self, role: str) -> Any:
        """Return what stands in the column of a role, None where nothing does."""
        return next((value for column, value in self.values.items() if column.role == role), None)

    def spot_of(self, role: str) -> Spot:
        """Return where the column of a role stands, or the row."""
        return next((spot for column, spot in self.spots.items() if column.role == role), self.spot)


@dataclass(frozen=True)
class Note:
    """A problem of the sheets themselves."""

    spot: Spot
    says: Label
    about: str = ""


@dataclass
class Tables:
    """All rows of a workbook by page, the spot of each page, and what was wrong with sheets, headings and cells."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    columns: dict[str, dict[Column, Spot]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, spot: Spot, zh: str, en: str, about: str = "") -> None:
        """Keep a problem with its cell."""
        self.notes.append(Note(spot, Label(zh, en), about))


def read_tables(grids: list[Grid]) -> Tables:
    """Read every sheet that is known; others are refused unless their name says that they are for people."""
    tables = Tables()
    known = {bare(word): page for page in PAGES for word in (page.says.zh, page.says.en)}
    for number, grid in enumerate(grids, 1):
        name, spot = bare(grid.title), Spot(number, 0, 0, grid.title)
        if not grid.rows or name.startswith(UNREAD) or name in (GUIDE.zh, GUIDE.en.lower()):
            _remember_empty(tables, known.get(name), spot)
            continue
        page = known.get(name)
        if page is None:
            near = nearest(name, [each for each in known if known[each].says.zh not in tables.spots])
            _unknown_sheet(tables, spot, grid.title, near and _as_written(known[near], grid.title))
            page = known.get(near or "")
        if page is not None and page.says.zh in tables.spots:
            tables.note(spot, f"“{page.says.zh}”表有两张;请合成一张", f"there are two sheets {page.says.en}; put them together")
        elif page is not None:
            _read_page(tables, page, grid, spot)
    return tables


def _remember_empty(tables: Tables, page: Page | None, spot: Spot) -> None:
    if page is not None:
        tables.spots[page.says.zh], tables.rows[page.says.zh] = spot, []


def _as_written(page: Page, title: str) -> str:
    return page.says.en if title.isascii() else page.says.zh


def _unknown_sheet(tables: Tables, spot: Spot, title: str, near: str | None) -> None:
    zh, en = "、".join(page.says.zh for page in PAGES), ", ".join(page.says.en for page in PAGES)
    tables.note(spot, f"不认识的表“{title}”;{f'是不是 {near}?' if near else f'可有的表:{zh}。只给人看的表,名字请以“备注”开头'}",
                f"unknown sheet “{title}”; {f'did you mean {near}?' if near else f'there may be: {en}. Let the name of a sheet for people only begin with “Notes”'}")


def _read_page(tables: Tables, page: Page, grid: Grid, spot: Spot) -> None:
    name = page.says.zh
    tables.spots[name], tables.rows[name] = spot, []
    _refuse_merged(tables, page, grid, spot)
    if page.how == "items":
        tables.rows[name] = [_items(tables, page, grid, spot)]
        return
    at = _heading_row(page, grid)
    columns = _columns(tables, page, grid.rows[at], spot)
    tables.columns[name] = {column: Spot(spot.sheet, at, k, spot.title) for k, column in columns.items() if column is not None}
    missing = [column for column in page.columns if column.role in ("matter", "kind") and column not in columns.values()]
    for column in missing:
        tables.note(Spot(spot.sheet, at, 0, spot.title), f"缺少“{column.says.zh}”这一列;请在表头里补上", f"the column “{column.says.en}” is missing; add it to the headings")
    for number in (number for number in sorted(grid.rows) if number > at and not missing):
        row = _row(tables, page, grid.rows[number], columns, Spot(spot.sheet, number, 0, spot.title))
        if row is not None:
            tables.rows[name].append(row)


def _known(columns: Iterable[Column]) -> dict[str, Column]:
    return {bare(word): column for column in columns for word in (column.says.zh, column.says.en)}


def _heading_row(page: Page, grid: Grid) -> int:
    """Return the row that holds the headings: of the first ones, the one with most that are known."""
    known = _known(page.columns)
    first = sorted(grid.rows)[:HEADINGS_WITHIN]
    return max(first, key=lambda number: (sum(bare(cell.value) in known for cell in grid.rows[number]), -number))


def _columns(tables: Tables, page: Page, cells: list[Cell], spot: Spot) -> dict[int, Column | None]:
    """Return which column each heading is; None where it is for people only."""
    known, found = _known(page.columns), {}
    for cell in cells:
        name, at = bare(cell.value), Spot(spot.sheet, cell.row, cell.column, spot.title)
        column = known.get(name)
        if column is None and not name.startswith(UNREAD):
            free = [word for word, each in known.items() if each not in found.values() and all(bare(other.value) != word for other in cells)]
            near = nearest(name, free)
            column = known[near] if near else None
            said = {lang: near and (known[near].says.en if str(cell.value).isascii() else known[near].says.zh) for lang in ("zh", "en")}
            tables.note(at, f"不认识的列“{cell.value}”;{_which(said['zh'], page, 'zh')}", f"unknown column “{cell.value}”; {_which(said['en'], page, 'en')}")
        elif column is not None and column in found.values():
            tables.note(at, f"“{cell.value}”有两列;请删去一列", f"there are two columns “{cell.value}”; delete one")
            column = None
        found[cell.column] = column
    return found


def _which(near: str | None, page: Page, lang: str) -> str:
    if near:
        return f"是不是 {near}?" if lang == "zh" else f"did you mean {near}?"
    words = [column.says.zh if lang == "zh" else column.says.en for column in page.columns if column.stands_in(lang) or not page.usual]
    return (f"这里常有:{'、'.join(words)};其余的见“填表说明”,没有列的词写在 YAML 里(xnsim check 这个文件 --to 文件.yaml)。只给人看的,请以“备注”开头" if lang == "zh" else
            f"usual are: {', '.join(words)}; for the others see the sheet Guide; words without a column are written in YAML (xnsim check THIS --to FILE.yaml). Let what is for people only begin with “Notes”")


def _row(tables: Tables, page: Page, cells: list[Cell], columns: dict[int, Column | None], spot: Spot) -> Row | None:
    """Read one row; None where nothing stands in it but remarks."""
    if isinstance(cells[0].value, str) and cells[0].value.startswith("#"):
        return None
    row = Row(page, spot, {}, {column: Spot(spot.sheet, spot.row, k, spot.title) for k, column in columns.items() if column is not None})
    for cell in cells:
        at = Spot(spot.sheet, spot.row, cell.column, spot.title)
        if cell.column not in columns:
            tables.note(at, f"这一列没有表头,不知道“{cell.value}”是什么;请补上表头,或清空", f"this column has no heading, so “{cell.value}” cannot be placed; add a heading or clear it")
        elif columns[cell.column] is not None:
            _take(tables, row, columns[cell.column], cell, at)
    return row if row.values or row.untold else None


def _take(tables: Tables, row: Row, column: Column, cell: Cell, at: Spot) -> None:
    row.spots[column] = at
    try:
        if cell.wrong is not None:
            raise Unread(cell.wrong)
        row.values[column] = read_cell(cell.value, column)
    except Unread as unread:
        row.untold.add(column)
        row.values[column] = str(cell.value)    # so that it is not missed; what is said about it further on is not told again
        tables.notes.append(Note(at, unread.says, str(column.says.en if tables.spots[row.page.says.zh].title.isascii() else column.says.zh)))


def _items(tables: Tables, page: Page, grid: Grid, spot: Spot) -> Row:
    """Read the sheet that has an item a line: its name, its content, a remark."""
    known, row = _known(page.columns), Row(page, spot)
    for number, cells in sorted(grid.rows.items()):
        name, content = cells[0], next((cell for cell in cells if cell.column == cells[0].column + 1), None)
        at = Spot(spot.sheet, number, name.column, spot.title)
        word = bare(name.value)
        if word.startswith(UNREAD) or word in (bare(ITEM.zh), bare(ITEM.en)) or name.column > 2:
            continue
        column = known.get(word)
        if column is None:
            near = nearest(word, [each for each in known if known[each] not in row.spots])
            column = known[near] if near else None
            said = near and (known[near].says.en if str(name.value).isascii() else known[near].says.zh)
            tables.note(at, f"不认识的项目“{name.value}”;{_which(said, page, 'zh')}", f"unknown item “{name.value}”; {_which(said, page, 'en')}")
        elif column in row.spots:
            tables.note(at, f"“{name.value}”写了两次;请删去一行", f"“{name.value}” is written twice; delete one line")
            continue
        if column is not None:
            row.spots[column] = Spot(spot.sheet, number, name.column + 1, spot.title)
        if column is not None and content is not None:
            _take(tables, row, column, content, row.spots[column])
    return row


def _refuse_merged(tables: Tables, page: Page, grid: Grid, spot: Spot) -> None:
    """Merged cells are understood where a matter is written once for the rows below it; elsewhere it is not clear whose they are."""
    from openpyxl.utils import get_column_letter as letter

    at = _heading_row(page, grid) if page.how != "items" else 0
    headed = {cell.column: _known(page.columns).get(bare(cell.value)) for cell in grid.rows.get(at, ())}
    for top, left, bottom, right in sorted(grid.merged):
        column = headed.get(left)
        down = left == right and column is not None and column.role == "matter"
        if bottom <= at or down or not any(top <= cell.row <= bottom and left <= cell.column <= right for row in grid.rows.values() for cell in row):
            continue
        area = f"{letter(left)}{top}:{letter(right)}{bottom}"
        tables.note(Spot(spot.sheet, top, left, spot.title), f"{area} 是合并的单元格,看不出各行填的是什么;请取消合并,每格分别填写",
                    f"{area} are merged cells, so it is not clear what each row says; unmerge them and fill in each cell")
