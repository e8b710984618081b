"""An office described in an Excel workbook: plain sheets in the trade's words, turned into what a YAML file would say.

Nothing is judged here but the shape of the sheets: what the values mean, and all that is
wrong with them, is found out where YAML is read, and each problem then names its cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xnsim.labels import Label
from xnsim.scenario.finding import unknown
from xnsim.scenario.problems import Problem
from xnsim.scenario.sheet import Sheet, Where, one_problem, where_text
from xnsim.scenario.workbook_names import DESK, MATTER, Names, key_of, put
from xnsim.scenario.workbook_open import open_grids
from xnsim.scenario.workbook_page import Column, Page
from xnsim.scenario.workbook_pages import ARRIVALS, DESKS, MATTERS, OFFICE, OFFICERS, PAGES
from xnsim.scenario.workbook_route import Routes
from xnsim.scenario.workbook_rows import Row, Spot, Tables, read_tables
from xnsim.scenario.workbook_said import in_words_of_the_sheet
from xnsim.scenario.workbook_steps import STEPS

NEEDED = (OFFICE, DESKS, MATTERS, STEPS)
QUIET = "?"
NAMED = ("offices", "desks", "sessions", "matters", "steps", "classes", "channels")
NO_SUCH = re.compile("没有[^“]*“([^”]*)”;(?=是不是|已有)")
SPAWNED = ("引出", "spawned")


@dataclass
class Workbook(Sheet):
    """What a workbook says: plain data as of a YAML file, and the cell of every key and item."""

    cells: dict[Where, tuple[Spot, str, Column | None]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    own: set[Problem] = field(default_factory=set)
    english: bool = False
    names: Names = field(default_factory=Names)

    def told(self) -> list[Problem]:
        """Return all problems; of a cell that could not be read only why."""
        own = [problem for problem in self.problems if problem in self.own]
        return own + [problem for problem in self.problems if problem not in self.own and problem.cell not in self.refused]

    def place(self, where: Where, spot: Spot, about: str = "", column: Column | None = None) -> None:
        """Remember the cell of a key, and of what holds it unless that has one."""
        self.cells[where] = (spot, about, column)

    def renamed(self, where: Where, name: str) -> None:
        """Let the cells of a place and of everything below it go by another name."""
        n, new = len(where), (*where[:-1], name)
        self.cells = {(*new, *at[n:]) if at[:n] == where else at: cell for at, cell in self.cells.items()}

    def problem(self, where: Where, says: Label) -> Problem:
        """Return a problem that knows its file and cell, in the words of the sheet."""
        at, exact = where, where in self.cells
        while at and at not in self.cells:
            at = at[:-1]
        if not at:
            return Problem(where_text(where), says, 0, self.file)
        spot, about, column = self.cells[at]
        if column is not None and exact and column.refers in NAMED:
            says = self._by_names(says, column.refers, str(where[1]) if len(where) > 1 else "")
        return self.at(spot, in_words_of_the_sheet(says, where, column, exact), about or where_text(where))

    def _by_names(self, says: Label, kind: str, matter: str) -> Label:
        """Say of a name that is not known which ones there are as the sheets have them, not by their keys."""
        found = NO_SUCH.match(says.zh)
        if found is None:
            return says
        guess = unknown((), Label("", ""), found[1], self.names.called(kind, matter)).says
        return Label(says.zh[: found.end()] + guess.zh.partition("”;")[2], says.en.partition("”; ")[0] + "”; " + guess.en.partition("”; ")[2])

    def tell(self, spot: Spot, says: Label, about: str = "") -> None:
        """Note a problem of the sheets themselves."""
        self.own.add(self.at(spot, says, about))
        self.problems.append(self.at(spot, says, about))

    def at(self, spot: Spot, says: Label, about: str = "") -> Problem:
        """Return a problem of one cell."""
        return Problem(about, says, 0, self.file, str(spot), (spot.sheet * 10**6 + spot.row) * 10**4 + spot.column)


def read_workbook(path: str | Path) -> Workbook:
    """Read a workbook; raises ``InputError`` when nothing of it can be read."""
    tables = read_tables(open_grids(path))
    if not tables.spots:
        raise one_problem(str(path), "工作簿里没有一张认识的表(基本情况、岗位、事项、环节……);空白的样子:xnsim scenarios --to 样表.xlsx",
                          "no sheet of this workbook is known (Office, Desks, Matters, Steps …); what they look like: xnsim scenarios --to sample.xlsx")
    book = Workbook(str(path), english=next(iter(tables.spots.values()), Spot(0, 0, 0)).title.isascii())
    book.own |= {book.at(note.spot, note.says, note.about) for note in tables.notes}
    book.problems += sorted(book.own, key=lambda problem: problem.rank)
    book.refused |= {str(row.spots[column]) for rows in tables.rows.values() for row in rows for column in row.untold}
    return _Builder(book, tables).built()


class _Builder:
    """Puts the rows together to the data of one scenario."""

    def __init__(self, book: Workbook, tables: Tables) -> None:
        self.book, self.tables, self.names = book, tables, book.names
        self.data: dict[str, Any] = {"schema": 1}

    def built(self) -> Workbook:
        """Return the workbook with its data."""
        self._office()
        for page in PAGES:
            self._missing_page(page)
        keyed = {page.says.zh: self._keys(page) for page in PAGES if page.how == "named" and not page.in_matter}
        for page in PAGES:
            if page.how == "named" and not page.in_matter:
                self.data[page.at[0]] = {key: self._thing(row, (page.at[0], key), skip=self._own_key(row, key)) for key, row in keyed[page.says.zh].items()}
        self._people()
        self.names.learn_officers(self.data.get("desks", {}))
        self._of_matters()
        for page in PAGES:
            if page.how == "listed" and not page.in_matter:
                self.data[page.at[0]] = [self._thing(row, (page.at[0], i)) for i, row in enumerate(self._rows(page))]
        self._sources()
        self.book.data = {key: value for key, value in self.data.items() if value or key in ("desks", "matters", "calendar", "horizon") and self._has(key)}
        return self.book

    def _has(self, key: str) -> bool:
        page = next((page for page in PAGES if page.at == (key,)), OFFICE)
        return page.says.zh in self.tables.spots

    def _rows(self, page: Page) -> list[Row]:
        return self.tables.rows.get(page.says.zh, [])

    def _words(self, label: Label) -> str:
        return label.en if self.book.english else label.zh

    def _quiet(self, where: Where) -> None:
        """What is missing here was told already, in the words of the sheets."""
        self.book.place(where, Spot(0, 0, 0, QUIET))
        self.book.refused.add(QUIET)

    def _missing_page(self, page: Page) -> None:
        spot = self.tables.spots.get(page.says.zh)
        if spot is not None and page.at and not page.in_matter:
            self.book.place(page.at, spot, spot.title)
        elif spot is None and page in NEEDED:
            self.book.tell(Spot(0, 0, 0), Label(f"没有“{page.says.zh}”这张表;请补上。空白的样子:xnsim scenarios --to 样表.xlsx",
                                                f"the sheet {page.says.en} is missing; add it. What it looks like: xnsim scenarios --to sample.xlsx"))
            for key in page.at or ("name", "calendar", "horizon"):
                self._quiet((key,))

    def _office(self) -> None:
        """The first sheet: name, calendar, horizon and prices."""
        spot = self.tables.spots.get(OFFICE.says.zh)
        self.data |= {"name": {}, "calendar": {}, "horizon": {}} if spot is not None else {}
        for row in self._rows(OFFICE):
            self.data |= self._thing(row, (), {key: {} for key in ("name", "calendar", "horizon")})
        if not self.data.get("name"):
            self.data.pop("name", None)
        for column in OFFICE.columns:
            for n in range(1, len(column.at) + 1):
                if spot is not None:
                    self.book.cells.setdefault(column.at[:n], (spot, self._words(column.says), column if n == len(column.at) else None))

    def _keys(self, page: Page, where: Where | None = None, rows: list[Row] | None = None, kind: str = "") -> dict[str, Row]:
        """Return the rows of a page by their keys; a key that is there already is told."""
        found: dict[str, Row] = {}
        for row in self._rows(page) if rows is None else rows:
            names = [value for column, value in row.values.items() if column.at[:1] == ("name",)]
            key = row.of_role("key") or (key_of(names[0]) if names else "")
            spots = [spot for column, spot in row.spots.items() if column.at[:1] == ("name",)]
            at = next((row.spots[column] for column in row.values if column.at[:1] == ("name",)), min(spots, default=row.spot))
            if not key:
                self.book.tell(at, Label("这一行没有名称;请填上,或清空这一行", "this row has no name; fill it in, or clear the row"))
                continue
            if key in found:
                said = Label(f"“{names[0] if names else key}”重复,第 {found[key].spot.row} 行已有;请合并或改名", f"“{names[0] if names else key}” is written twice, first in row {found[key].spot.row}; merge the two or rename one")
                self.book.tell(at, said, self._words(page.columns[0].says))
                continue
            found[key] = row
            self.book.place((*(where or (page.at[0],)), key), at, str(names[0] if names else key))
            self.names.learn(kind or page.at[0], key, names, where)
        return found

    def _people(self) -> None:
        """Officers who differ from the others of their desk: added to its list, or to what stands there of them."""
        desks = self.data.get("desks", {})
        for desk, rows in self._by_matter(OFFICERS, desks, "desks", DESK).items():
            thing = desks[desk]
            for row in rows:
                officers = thing.setdefault("officers", [])
                name = next((value for column, value in row.values.items() if column.at == ("name",)), None)
                if not isinstance(officers, list):
                    self.book.tell(row.spot_of("matter"), Label(f"“岗位”表里这个岗位写的是人数({officers});请改写名单,或删去这一行", f"the sheet Desks gives this desk a number of officers ({officers}); list their names there, or delete this row"))
                    continue
                i = next((i for i, each in enumerate(officers) if each.get("name") == name), len(officers))
                officers[i:i + 1] = [self._thing(row, ("desks", desk, "officers", i))]

    def _own_key(self, row: Row, key: str) -> tuple[Column, ...]:
        """The name of a thing whose key is the very same word is no label of its own."""
        names = [(column, value) for column, value in row.values.items() if column.at[:1] == ("name",)]
        return (names[0][0],) if len(names) == 1 and row.of_role("key") is None and names[0][1] == key else ()

    def _thing(self, row: Row, where: Where, into: dict[str, Any] | None = None, skip: tuple[Column, ...] = (), matter: str = "") -> dict[str, Any]:
        """Return what a row says, each value under its keys; every column's cell is remembered."""
        thing: dict[str, Any] = {} if into is None else into
        about = str(next((value for column, value in row.values.items() if column.at[:1] == ("name",)), "")) if where else ""
        for spot, column in sorted(((spot, column) for column, spot in row.spots.items() if column.at), key=lambda each: each[0]):
            self._place(where, column.at, spot, f"{about} {self._words(column.says)}".strip(), column)
            if column in row.values and column not in skip:
                put(thing, column.at, self._meant(column, row.values[column], matter))
        return thing

    def _place(self, where: Where, at: tuple[str, ...], spot: Spot, about: str, column: Column) -> None:
        for n in range(1, len(at)):
            self.book.cells.setdefault((*where, *at[:n]), (spot, about, column))
        self.book.place((*where, *at), spot, about, column)

    def _meant(self, column: Column, value: Any, matter: str) -> Any:
        return self.names.meant(column.refers, value, matter) if column.refers else value

    def _of_matters(self) -> None:
        """What stands on sheets of its own and belongs to a matter: classes, channels, the route, and the rest, which may name its steps."""
        matters = self.data.get("matters", {})
        inside = [page for page in PAGES if page.in_matter and page.how != "sources"]
        for page in inside:
            if page.how == "named":
                for matter, rows in self._by_matter(page, matters).items():
                    where = ("matters", matter, *page.at)
                    keyed = self._keys(page, where, rows, page.at[0])
                    matters[matter][page.at[0]] = {key: self._thing(row, (*where, key), skip=self._own_key(row, key)) for key, row in keyed.items()}
        self._routes(matters)
        for page in inside:
            if page.how == "listed":
                for matter, rows in self._by_matter(page, matters).items():
                    matters[matter][page.at[0]] = [self._thing(row, ("matters", matter, *page.at, i), matter=matter) for i, row in enumerate(rows)]

    def _routes(self, matters: dict[str, Any]) -> None:
        page = self.tables.spots.get(STEPS.says.zh)
        found = self._by_matter(STEPS, matters)
        for matter in matters:
            routes = Routes(self.book, self.names, matter, self._words)
            matters[matter]["route"] = routes.built(found.get(matter, []))
            if not found.get(matter):
                del matters[matter]["route"]
                spot = self.book.cells[("matters", matter)][0]
                if page is not None:
                    self.book.tell(spot, Label(f"事项“{self._called(matter)}”没有环节;请在“环节”表里写出它的各个环节,一行一个",
                                               f"the matter “{self._called(matter)}” has no steps; write them in the sheet Steps, one a row"), self._called(matter))
                self._quiet(("matters", matter, "route"))

    def _called(self, matter: str) -> str:
        return self.book.cells[("matters", matter)][1]

    def _by_matter(self, page: Page, matters: dict[str, Any], kind: str = "matters", what: Label = MATTER) -> dict[str, list[Row]]:
        """Return the rows of each matter (or desk); a row without one goes with the one above it, one that is not known is told once."""
        found: dict[str, list[Row]] = {}
        matter, told = None, set()
        for row in self._rows(page):
            said = row.of_role("matter")
            if said is not None:
                matter = self.names.meant(kind, said, "")
            if matter in matters:
                found.setdefault(matter, []).append(row)
            elif matter not in told:
                told.add(matter)
                says = unknown((), what, str(said), self.names.called(kind)).says if said is not None else Label(
                    f"没有写是哪个{what.zh};请填上“{what.zh}”", f"it is not said which {what.en} this belongs to; fill it in")
                self.book.tell(row.spot_of("matter"), says, self._words(page.columns[0].says))
        return found

    def _sources(self) -> None:
        """Who comes: the rate on the sheet of matters, and more sources on one of their own."""
        matters = self.data.get("matters", {})
        for matter, thing in matters.items():
            rate = thing.get("arrivals", {}).get("poisson")
            if rate in SPAWNED:
                thing["arrivals"] = SPAWNED[1]
        for matter, rows in self._by_matter(ARRIVALS, matters).items():
            thing = matters[matter]
            first = [thing["arrivals"]] if "arrivals" in thing else []
            many = len(first) + len(rows) > 1
            made = [self._thing(row, ("matters", matter, "arrivals", *((i,) if many else ())), matter=matter) for i, row in enumerate(rows, len(first))]
            if first and many:
                at = ("matters", matter, "arrivals")
                self.book.cells |= {(*at, 0, *where[3:]): cell for where, cell in list(self.book.cells.items()) if where[:3] == at and where[3:4] == ("poisson",)}
            thing["arrivals"] = [*first, *made] if many else made[0]

