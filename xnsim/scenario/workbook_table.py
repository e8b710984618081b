"""A scenario laid out on sheets: the way back from what a YAML file says to rows; what no column holds is named, not lost."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from xnsim.labels import Label, Lang
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import Problem
from xnsim.scenario.sheet import Where, where_text
from xnsim.scenario.workbook_names import Names, key_of
from xnsim.scenario.workbook_page import Column, Page
from xnsim.scenario.workbook_pages import ARRIVALS, MATTERS, OFFICE, OFFICERS, PAGES
from xnsim.scenario.workbook_steps import BRANCH, KINDS, STEPS
from xnsim.scenario.workbook_words import show_cell

Cells = dict[Column, Any]
UNSAID = Label("工作簿没有写这个词的地方;请用 YAML 写这个情景", "a workbook has no place for this word; keep this scenario in YAML")
SPAWNED = Label("引出", "spawned")
RATE = next(column for column in MATTERS.columns if column.at == ("arrivals", "poisson"))
ROLES = {column.role: column for column in STEPS.columns if column.role not in ("", "group")}


@dataclass
class Laid:
    """The rows of every sheet by its Chinese name, and the places in the scenario that no column holds."""

    rows: dict[str, list[Cells]] = field(default_factory=dict)
    unsaid: list[Where] = field(default_factory=list)

    def problems(self) -> list[Problem]:
        """Return what cannot be written, a problem each."""
        return [Problem(where_text(where), UNSAID) for where in self.unsaid]


def as_a_workbook_has_it(scenario: Scenario) -> Scenario:
    """Return the same office with one source of applicants as itself, not as a list of one: a workbook knows no difference."""
    return scenario.changed(("matters", {name: matter.changed(("arrivals", matter.arrivals[0])) if isinstance(matter.arrivals, tuple) and len(matter.arrivals) == 1 else matter
                                         for name, matter in scenario.matters.items()}))


def lay_out(scenario: Scenario, lang: Lang) -> Laid:
    """Return a scenario as rows, names first in the given language."""
    data = deepcopy(scenario.to_dict())
    data.pop("schema")
    if not scenario.calendar.continuous:    # what holds anyway, where one will want to change it
        data["calendar"] = {"holidays": scenario.calendar.holidays, "hours": list(scenario.calendar.hours)} | data["calendar"]
    for key, desk in data["desks"].items():
        if "hall" in data.get("offices", {}):
            desk.setdefault("office", scenario.desks[key].office)
        desk.setdefault("officers", len(scenario.officers_of(key)))
    return _Layer(data, lang).laid()


class _Layer:
    """Takes the data apart, column by column; what is left at the end has no place."""

    def __init__(self, data: dict[str, Any], lang: Lang) -> None:
        self.data, self.lang, self.names, self.out = data, lang, _Called(data, lang), Laid()

    def laid(self) -> Laid:
        """Return all rows."""
        rows = self.out.rows
        rows[OFFICE.says.zh] = [self._cells(OFFICE, self.data)]
        rows[OFFICERS.says.zh] = [cells for key, desk in self.data["desks"].items() for cells in self._people(key, desk)]
        for page in PAGES:
            if page.how == "named" and page is not MATTERS and not page.in_matter:
                rows[page.says.zh] = [self._named(page, key, thing) for key, thing in self.data.pop(page.at[0], {}).items()]
        for page in (page for page in PAGES if page.in_matter or page is STEPS or page is MATTERS):
            rows[page.says.zh] = []
        for matter, thing in self.data.pop("matters").items():
            self._matter(matter, thing)
        for page in PAGES:
            if page.how == "listed" and not page.in_matter:
                rows[page.says.zh] = [self._listed(page, thing, (page.at[0], i)) for i, thing in enumerate(self.data.pop(page.at[0], []))]
        self.out.unsaid += sorted(_leaves(self.data, ()), key=str)
        return self.out

    def _people(self, key: str, desk: dict[str, Any]) -> Iterator[Cells]:
        """The officers of a desk of whom more than the name is said, each on a row of his own; the names stay beside the desk."""
        officers = desk.get("officers")
        for i, each in enumerate(officers if isinstance(officers, list) else ()):
            if set(each) > {"name"}:
                person = {**each}
                yield {OFFICERS.columns[0]: self.names.of("desks", key), **self._listed(OFFICERS, person, ("desks", key, "officers", i))}
                for word in ("absence", "hours"):
                    each.pop(word, None)

    def _cells(self, page: Page, thing: dict[str, Any], matter: str = "", where: Where = ()) -> Cells:
        """Take what the columns of a page hold out of a thing."""
        found: Cells = {}
        for column in page.fields():
            value = _take(thing, column.at)
            if value is not None:
                found[column] = self._shown(column, value, matter)
        self._one_name(found)
        return found

    def _shown(self, column: Column, value: Any, matter: str = "") -> Any:
        if column.refers:
            value = [self.names.of(column.refers, each, matter) for each in value] if isinstance(value, list) else self.names.of(column.refers, value, matter)
        return show_cell(value, column, self.lang)

    def _one_name(self, cells: Cells) -> None:
        """A label that is the same in both languages is written once."""
        pairs = [column for column in cells if column.at and column.at[-1] in ("zh", "en") and not column.stands_in(self.lang)]
        for column in pairs:
            twin = next((other for other in cells if other.at[:-1] == column.at[:-1] and other is not column), None)
            if twin is not None and cells[twin] == cells[column]:
                del cells[column]

    def _named(self, page: Page, key: str, thing: dict[str, Any], where: Where = (), matter: str = "") -> Cells:
        cells = self._cells(page, thing, matter)
        self._key(page, cells, key)
        self._left(thing, (*(where or (page.at[0],)), key))
        return cells

    def _key(self, page: Page, cells: Cells, key: str) -> None:
        """A key is written only where the name does not make it."""
        name = next(column for column in page.columns if column.at[:1] == ("name",) and column.stands_in(self.lang))
        shown = cells.setdefault(name, key)
        if key_of(shown) != key:
            cells[next(column for column in page.columns if column.role == "key")] = key

    def _left(self, thing: Any, where: Where) -> None:
        self.out.unsaid += _leaves(thing, where)

    def _listed(self, page: Page, thing: Any, where: Where, matter: str = "") -> Cells:
        matter = matter or (thing.get("matter", "") if isinstance(thing, dict) else "")
        cells = self._cells(page, thing, matter)
        self._left(thing, where)
        return cells

    def _matter(self, matter: str, thing: dict[str, Any]) -> None:
        at: Where = ("matters", matter)
        called = self.names.of("matters", matter)
        first = self._sources(thing.pop("arrivals"), matter, called)
        route = thing.pop("route")
        for page in (page for page in PAGES if page.in_matter and page is not ARRIVALS):
            for key, inner in _pairs(thing.pop(page.at[0], ())):
                row = (self._named(page, key, inner, (*at, *page.at), matter) if page.how == "named" else self._listed(page, inner, (*at, *page.at, key), matter))
                self.out.rows[page.says.zh].append({page.columns[0]: called, **row})
        cells = self._named(MATTERS, matter, thing)
        self.out.rows[MATTERS.says.zh].append(cells | ({RATE: first} if first is not None else {}))
        for cells in self._route(route, (), (*at, "route"), matter):
            self.out.rows[STEPS.says.zh].append({ROLES["matter"]: called, **cells})

    def _sources(self, arrivals: Any, matter: str, called: str) -> Any:
        """Write a plain rate beside its matter and all else on the sheet of arrivals."""
        if arrivals == "spawned":
            return SPAWNED(self.lang)
        many = list(arrivals) if isinstance(arrivals, list) else [arrivals]
        first = show_cell(many.pop(0)["poisson"], RATE, self.lang) if set(many[0]) == {"poisson"} else None
        for i, source in enumerate(many):
            where = ("matters", matter, "arrivals", i)
            self.out.rows[ARRIVALS.says.zh].append({ARRIVALS.columns[0]: called, **self._listed(ARRIVALS, source, where, matter)})
        return first

    def _route(self, nodes: list[Any], number: tuple[int, ...], where: Where, matter: str) -> Iterator[Cells]:
        for i, node in enumerate(nodes):
            (verb, inner), = node.items()
            yield from self._step(verb, inner, (*number, i + 1), (*where, i, verb), matter, {})

    def _step(self, verb: str, inner: Any, number: tuple[int, ...], where: Where, matter: str, branch: Cells) -> Iterator[Cells]:
        """One step and what stands within it."""
        cells: Cells = {ROLES["number"]: ".".join(map(str, number)), ROLES["kind"]: KINDS[verb](self.lang), **branch}
        if verb == "series":
            yield cells
            yield from self._route(inner, number, where, matter)
            return
        branches = inner.pop("branches", {}) if verb == "parallel" else inner.pop("options", []) if verb == "choose" else {}
        lead = inner.pop("lead", None) if verb == "parallel" else None
        for column in STEPS.columns:
            if verb in column.by_kind and (value := _take(inner, column.by_kind[verb])) is not None:
                cells[column] = self._shown(column, value, matter)
        self._one_name(cells)
        if "step" in inner:
            self._key(STEPS, cells, inner.pop("step"))
        self._left(inner, where)
        yield cells
        for k, (key, thing) in enumerate(_pairs(branches), 1):
            at = (*where, "branches" if verb == "parallel" else "options", key)
            yield from self._branch(str(key), thing, (*number, k), at, matter, branches if verb == "parallel" else {}, lead)

    def _branch(self, key: str, thing: dict[str, Any], number: tuple[int, ...], where: Where, matter: str, siblings: dict[str, Any], lead: str | None) -> Iterator[Cells]:
        """A branch of one step alone is written as that step; others as a row with their steps below."""
        route, cells = thing.pop("route"), {}
        for column in (column for column in STEPS.columns if column.role == "group"):
            value = _take(thing, column.at)
            if value is not None:
                value = [_branch_name(siblings, each, self.names, matter) for each in value] if column.at == ("after",) else value
                cells[column] = self._shown(column, value, matter)
        if siblings and lead == key:
            cells[next(column for column in STEPS.columns if column.at == ("lead",))] = Label("是", "yes")(self.lang)
        self._left(thing, where)
        (verb, inner), = route[0].items() if len(route) == 1 else ((BRANCH, None),)
        alone = verb not in (BRANCH, "series", "parallel", "choose", "gate") and (not siblings or inner.get("step") == key)
        if alone:
            yield from self._step(verb, inner, number, (*where, "route", 0, verb), matter, cells)
            return
        head: Cells = {ROLES["number"]: ".".join(map(str, number)), ROLES["kind"]: KINDS[BRANCH](self.lang), **cells}
        if siblings:
            self._key(STEPS, head, key)
        yield head
        yield from self._route(route, number, (*where, "route"), matter)


class _Called:
    """How things are shown: by the name of the workbook's language where that is theirs alone, by key else."""

    def __init__(self, data: dict[str, Any], lang: Lang) -> None:
        self.lang, self.names = lang, Names()
        self.shown: dict[tuple[str, str, str], str] = {}
        for kind in ("offices", "desks", "sessions", "matters"):
            self._learn(kind, "", data.get(kind, {}))
        for matter, thing in data.get("matters", {}).items():
            for kind in ("classes", "channels"):
                self._learn(kind, matter, thing.get(kind, {}))
            self._learn("steps", matter, {inner["step"]: inner for inner in _steps(thing["route"])})

    def _learn(self, kind: str, matter: str, things: dict[str, Any]) -> None:
        where = ("matters", matter) if matter else None
        for key, thing in things.items():
            label = thing.get("name") or {}
            name = label.get(self.lang, key) if isinstance(label, dict) else key
            self.shown[kind, matter, key] = name
            self.names.learn(kind, key, [name, *(label.values() if isinstance(label, dict) else ())], where)

    def of(self, kind: str, key: Any, matter: str = "") -> Any:
        """Return what a thing is called in a cell that names it."""
        if kind == "officers":
            desk, stroke, number = str(key).rpartition("/")
            return f"{self.of('desks', desk)}/{number}" if stroke else key
        within = matter if kind in ("steps", "classes", "channels") else ""
        name = self.shown.get((kind, within, str(key)), key)
        return name if self.names.meant(kind, name, matter) == key else key


def _branch_name(siblings: dict[str, Any], key: str, names: _Called, matter: str) -> str:
    """Return what a branch goes by: its step's name where it is one step alone, its key else."""
    route = siblings.get(key, {}).get("route") or [{}]
    inner = next(iter(route[0].values()), None)
    return str(names.of("steps", key, matter)) if len(route) == 1 and isinstance(inner, dict) and inner.get("step") == key else key


def _steps(nodes: list[Any]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        (verb, inner), = node.items()
        if verb == "series":
            yield from _steps(inner)
            continue
        if "step" in inner:
            yield inner
        inside = inner.get("branches", {}).values() if verb == "parallel" else inner.get("options", ())
        for branch in inside:
            yield from _steps(branch["route"])


def _pairs(things: Any) -> list[tuple[Any, Any]]:
    return list(things.items()) if isinstance(things, dict) else list(enumerate(things))


def _take(thing: Any, at: tuple[str, ...]) -> Any:
    """Take a value out of a thing; what holds nothing else goes with it."""
    if not at or not isinstance(thing, dict) or at[0] not in thing:
        return None
    if len(at) == 1:
        return thing.pop(at[0])
    value = _take(thing[at[0]], at[1:])
    if thing[at[0]] == {}:
        del thing[at[0]]
    return value


def _leaves(thing: Any, where: Where) -> list[Where]:
    """Return the places of what is left, each word once."""
    if isinstance(thing, dict):
        return [place for key, value in thing.items() if value not in ({}, []) for place in _leaves(value, (*where, key)) if place] if thing else []
    return [where]
