"""A workbook opened: every cell that holds something, with what Excel computed for it; what cannot be opened is said with the way out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.labels import Label
from xnsim.scenario.problems import InputError
from xnsim.scenario.sheet import LARGEST, one_problem, read_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SECRET = "EncryptedPackage".encode("utf-16-le")
LOCKS = ("~$", ".~lock.")

FORMULA = Label("这里是公式,文件里没有它算出的数;请在 Excel 或 WPS 里打开、存盘一次,或直接写数",
                "this is a formula whose value is not in the file; open and save it in Excel once, or write the number itself")
FAULTY = Label("公式出错({});请改正公式,或直接写数", "the formula fails ({}); mend it, or write the number itself")


@dataclass(frozen=True)
class Cell:
    """One filled cell: row and column from 1, its value, and what is wrong with it already."""

    row: int
    column: int
    value: Any
    wrong: Label | None = None


@dataclass(frozen=True)
class Grid:
    """One sheet: its title, the filled cells by row, and the merged areas (first row, first column, last row, last column)."""

    title: str
    rows: dict[int, list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...]


def open_grids(path: str | Path) -> list[Grid]:
    """Return the sheets of a workbook; raises ``InputError`` when it cannot be opened."""
    path, file = Path(path), str(path)
    if path.name.startswith(LOCKS):
        raise one_problem(file, f"这是打开文件时留下的临时文件,不是工作簿;请改写 {_of_lock(path)}", f"this is a lock file that an open workbook leaves, no workbook; name {_of_lock(path)}")
    raw = read_bytes(path)
    _refuse_others(raw, path)
    if any(path.with_name(lock).exists() for lock in (f"~${path.name}", f".~lock.{path.name}#")):
        warnings.warn(f"{path.name} 正在 Excel 或 WPS 里打开;没有存盘的改动读不到。 / {path.name} is open in a spreadsheet program; changes not saved are not seen.", stacklevel=2)
    return _grids(raw, file)


def _of_lock(path: Path) -> str:
    return path.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")


def _refuse_others(raw: bytes, path: Path) -> None:
    """Refuse what is no .xlsx inside, whatever its name says."""
    file, suffix = str(path), path.suffix.lower()
    if not raw:
        raise one_problem(file, "文件是空的(0字节);请写出一份新的:xnsim scenarios --to 我的单位.xlsx", "the file is empty (0 bytes); write a new one: xnsim scenarios --to my_office.xlsx")
    if raw.startswith(OLE) and SECRET in raw:
        raise one_problem(file, "工作簿有打开密码;请在 Excel 或 WPS 里去掉密码再存盘", "the workbook has a password; take it off in Excel and save it again")
    if raw.startswith(OLE) or suffix in (".xls", ".et"):
        raise one_problem(file, "这是旧格式的工作簿(.xls 或 .et);请在 Excel 或 WPS 里另存为“Excel 工作簿(*.xlsx)”", "this is a workbook of the old format (.xls); save it as “Excel workbook (*.xlsx)”")
    if suffix == ".ods":
        raise one_problem(file, f"不读 {suffix} 文件;请另存为“Excel 工作簿(*.xlsx)”", f"{suffix} files are not read; save it as “Excel workbook (*.xlsx)”")
    if not raw.startswith(ZIP):
        raise one_problem(file, "这不是 Excel 工作簿,或已损坏;请在 Excel 或 WPS 里打开,另存为“Excel 工作簿(*.xlsx)”",
                          "this is no Excel workbook, or it is damaged; open it in Excel and save it as “Excel workbook (*.xlsx)”")


def _grids(raw: bytes, file: str) -> list[Grid]:
    written = _opened(raw, file, computed=False)
    formulas = any(cell.data_type == "f" for sheet in written for cell in _filled(sheet))
    computed = {sheet.title: sheet for sheet in _opened(raw, file, computed=True)} if formulas else {}
    grids = [_grid(sheet, computed.get(sheet.title)) for sheet in written]
    if sum(map(len, (row for grid in grids for row in grid.rows.values()))) > LARGEST:
        raise one_problem(file, f"工作簿太大:填了内容的格子超过 {LARGEST} 个;请删去不用的表", f"the workbook is too large: more than {LARGEST} filled cells; delete sheets that are not needed")
    return grids


def _opened(raw: bytes, file: str, computed: bool) -> list[Worksheet]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")     # what openpyxl does not carry over (newer lists, themes) is not read here
            return list(load_workbook(io.BytesIO(raw), data_only=computed).worksheets)
    except InputError:
        raise
    except Exception as error:      # a damaged file may fail anywhere in the reader: whatever it is, the user is told the same
        raise one_problem(file, f"工作簿打不开,可能已损坏;请在 Excel 或 WPS 里打开、修复、另存为“Excel 工作簿(*.xlsx)”({type(error).__name__})",
                          f"the workbook cannot be opened, it may be damaged; open it in Excel, repair it and save it as “Excel workbook (*.xlsx)” ({type(error).__name__})") from None


def _filled(sheet: Worksheet) -> Iterator[Any]:
    """The cells of a sheet that hold something; its size is not asked, for a whole row that was coloured has a million columns."""
    return (cell for _, cell in sorted(sheet._cells.items()) if cell.value is not None and str(cell.value).strip())


def _grid(sheet: Worksheet, computed: Worksheet | None) -> Grid:
    rows: dict[int, list[Cell]] = {}
    for cell in _filled(sheet):
        rows.setdefault(cell.row, []).append(_cell(cell, computed))
    merged = tuple((area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges)
    return Grid(sheet.title, rows, merged)


def _cell(cell: Any, computed: Worksheet | None) -> Cell:
    value, wrong = cell.value, None
    if cell.data_type == "f":
        found = computed.cell(cell.row, cell.column) if computed is not None else None
        value = found.value if found is not None else None
        wrong = FORMULA if value is None else _faulty(value) if found is not None and found.data_type == "e" else None
    elif cell.data_type == "e":
        wrong = _faulty(value)
    return Cell(cell.row, cell.column, value.strip().replace("\u00a0", " ") if isinstance(value, str) else value, wrong)


def _faulty(value: Any) -> Label:
    return Label(FAULTY.zh.format(value), FAULTY.en.format(value))
