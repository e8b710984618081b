"""The rows of one matter's steps put together to its route: a number with a point stands within the row of the number before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xnsim.labels import Label
from xnsim.scenario.route import VERBS
from xnsim.scenario.sheet import Where
from xnsim.scenario.shape import fields
from xnsim.scenario.workbook_names import Names, key_of, put
from xnsim.scenario.workbook_rows import Row
from xnsim.scenario.workbook_steps import BRANCH, KINDS, STEPS

if TYPE_CHECKING:
    from xnsim.scenario.workbook import Workbook

Number = tuple[str, ...]
OF_BRANCH = {"parallel": ("after", "lead"), "choose": ("share", "cls", "channel")}


@dataclass
class _Open:
    """A row that holds others: what it is, where its rows go, and how its branches are called."""

    kind: str
    where: Where
    into: Any
    inner: dict[str, Any] = field(default_factory=dict)    # of At once: what else is said about it
    keys: dict[str, str] = field(default_factory=dict)     # what a branch is called -> its key
    waits: list[tuple[Row, str, Where]] = field(default_factory=list)


class Routes:
    """Builds the route of one matter."""

    def __init__(self, book: Workbook, names: Names, matter: str, words: Callable[[Label], str]) -> None:
        self.book, self.names, self.matter, self.words = book, names, matter, words
        self.open: dict[Number, _Open] = {}
        self.numbers: dict[Number, int] = {}
        self.gates: list[tuple[Number, dict[str, Any]]] = []

    def built(self, rows: list[Row]) -> list[Any]:
        """Return the route as the file would have it."""
        top = _Open("series", ("matters", self.matter, "route"), [])
        self._learn(rows)
        for k, row in enumerate(rows, 1):
            kind, number = row.of_role("kind"), self._number(row, k)
            if kind not in KINDS:
                self._refuse_kind(row, kind)
                self._hole(row, top)
                continue
            holder = self._holder(row, number, top)
            if holder is not None:
                self._add(row, kind, number, holder)
            else:
                self._hole(row, top)
        self._after()
        return top.into

    def _learn(self, rows: list[Row]) -> None:
        """Learn what the steps are called before any of them is named."""
        for row in rows:
            names = [value for column, value in row.values.items() if column.at[:1] == ("name",)]
            key = row.of_role("key") or (key_of(names[0]) if names else None)
            if key is not None and row.of_role("kind") != BRANCH:
                self.names.learn("steps", key, names, ("matters", self.matter))

    def _tell(self, row: Row, role: str, zh: str, en: str) -> None:
        self.book.tell(row.spot_of(role), Label(zh, en), self._about(row, role))

    def _about(self, row: Row, role: str) -> str:
        column = next((column for column in STEPS.columns if column.role == role), None)
        return f"{self._named(row)} {self.words(column.says) if column else ''}".strip()

    @staticmethod
    def _named(row: Row) -> str:
        return str(next((value for column, value in row.values.items() if column.at[:1] == ("name",)), ""))

    def _number(self, row: Row, k: int) -> Number:
        said = row.of_role("number")
        parts = tuple(re.sub(r"\s", "", str(said)).strip(".、").split(".")) if said is not None else (f"row {k}",)
        if said is not None and parts in self.numbers:
            self._tell(row, "number", f"序号 {said} 重复,第 {self.numbers[parts]} 行已有;请改成不同的序号", f"No. {said} is there twice, first in row {self.numbers[parts]}; number the rows differently")
        self.numbers.setdefault(parts, row.spot.row)
        return parts

    def _refuse_kind(self, row: Row, kind: Any) -> None:
        zh, en = "、".join(label.zh for label in KINDS.values()), ", ".join(label.en for label in KINDS.values())
        if any(column.role == "kind" for column in row.untold):
            return
        if kind is None:
            self._tell(row, "kind", f"没有写种类;请从下拉表里选一个:{zh}", f"no kind is given; choose one of: {en}")
        else:
            self._tell(row, "kind", f"没有“{kind}”这个种类;请从下拉表里选一个:{zh}", f"there is no kind “{kind}”; choose one of: {en}")

    def _hole(self, row: Row, top: _Open) -> None:
        """Keep the place of a row that could not be placed, so that nothing is concluded from its absence."""
        spot = row.spot_of("kind")
        self.book.place((*top.where, len(top.into)), spot)
        self.book.refused.add(str(spot))
        top.into.append({"?": {}})

    def _holder(self, row: Row, number: Number, top: _Open) -> _Open | None:
        """Return what this row stands within; None and a problem where that is not there."""
        if len(number) == 1:
            return top
        holder, parent = self.open.get(number[:-1]), ".".join(number[:-1])
        if holder is None and number[:-1] in self.numbers:
            self._tell(row, "number", f"{parent} 的种类不是 依次、同时、择一 或 分支,里面不能再有 {'.'.join(number)};请改种类或序号",
                       f"the kind of {parent} is not In turn, At once, One of or Branch, so {'.'.join(number)} cannot stand within; change the kind or the number")
        elif holder is None:
            self._tell(row, "number", f"有 {'.'.join(number)},上面却没有 {parent};请补上 {parent} 这一行,或改序号", f"there is {'.'.join(number)} but no {parent} above it; add a row {parent}, or change the number")
        return holder

    def _add(self, row: Row, kind: str, number: Number, holder: _Open) -> None:
        """Put a row into what holds it; within At once and One of a step alone is a branch of its own."""
        if holder.kind in ("parallel", "choose"):
            route, where = self._branch(row, kind, holder)
            if kind == BRANCH:
                self.open[number] = _Open("series", where, route)
                self._refuse_others(row, BRANCH, OF_BRANCH[holder.kind])
                return
        elif kind == BRANCH:
            self._tell(row, "kind", "“分支”只能放在“同时”或“择一”里面;请改序号或种类", "a Branch stands within At once or One of; change its number or kind")
            self.open[number] = _Open("series", holder.where, holder.into)
            return
        else:
            route, where = holder.into, holder.where
        allowed = OF_BRANCH.get(holder.kind, ())
        self._node(row, kind, number, route, (*where, len(route)), allowed)

    def _branch(self, row: Row, kind: str, holder: _Open) -> tuple[list[Any], Where]:
        """Open a branch of At once, or an option of One of."""
        names = [value for column, value in row.values.items() if column.at[:1] == ("name",)]
        key = row.of_role("key") or (key_of(names[0]) if names else f"row{row.spot.row}")
        route: list[Any] = []
        thing: dict[str, Any] = {"route": route}
        if holder.kind == "parallel":
            if key in holder.into:
                self._tell(row, "name", f"同时办的分支里有两个“{key}”;请改名", f"two branches are called “{key}”; rename one")
                key = f"{key}_{row.spot.row}"
            where = (*holder.where, key)
            holder.into[key] = thing
            holder.keys |= {str(name): key for name in [key, *names]}
            holder.waits.append((row, key, where))
        else:
            where = (*holder.where, len(holder.into))
            holder.into.append(thing)
            self._group(row, thing, where, OF_BRANCH["choose"])
        self.book.place(where, row.spot, self._named(row))
        return route, (*where, "route")

    def _group(self, row: Row, thing: dict[str, Any], where: Where, wanted: tuple[str, ...]) -> None:
        for column, spot in row.spots.items():
            if column.role == "group" and column.at[0] in wanted:
                self.book.place((*where, *column.at), spot, f"{self._named(row)} {self.words(column.says)}", column)
                if column in row.values:
                    put(thing, column.at, self.names.meant(column.refers, row.values[column], self.matter) if column.refers else row.values[column])

    def _node(self, row: Row, kind: str, number: Number, route: list[Any], where: Where, allowed: tuple[str, ...]) -> None:
        self.book.place(where, row.spot_of("kind"), self._named(row) or self.words(KINDS[kind]))
        inner: dict[str, Any] = {}
        at = (*where, kind)
        self.book.place(at, row.spot_of("kind"), self._named(row) or self.words(KINDS[kind]))
        if kind == "series":
            items: list[Any] = []
            route.append({"series": items})
            self.open[number] = _Open("series", at, items)
            self._refuse_others(row, kind, allowed)
            return
        route.append({kind: inner})
        if kind in ("parallel", "choose"):
            name = "branches" if kind == "parallel" else "options"
            inner[name] = {} if kind == "parallel" else []
            self.open[number] = _Open(kind, (*at, name), inner[name], inner)
        self._fields(row, kind, inner, at)
        if "needs" in inner:
            self.gates.append((number, inner))
        self._refuse_others(row, kind, allowed)

    def _fields(self, row: Row, kind: str, inner: dict[str, Any], at: Where) -> None:
        """Write what the columns of a row say into its step."""
        self._step(row, kind, inner, at)
        for column, spot in row.spots.items():
            way = column.by_kind.get(kind)
            if way is None:
                continue
            for n in range(1, len(way)):
                self.book.cells.setdefault((*at, *way[:n]), (spot, self._named(row), column))
            self.book.place((*at, *way), spot, f"{self._named(row)} {self.words(column.says)}".strip(), column)
            own_name = column.at[:1] == ("name",) and inner.get("step") == row.values.get(column) and row.of_role("key") is None and self._names(row) == 1
            if column in row.values and not own_name:
                value = row.values[column]
                put(inner, way, self.names.meant(column.refers, value, self.matter) if column.refers else value)

    @staticmethod
    def _names(row: Row) -> int:
        return sum(column.at[:1] == ("name",) for column in row.values)

    def _step(self, row: Row, kind: str, inner: dict[str, Any], at: Where) -> None:
        """Let a step go by its key, or by its name."""
        if kind not in VERBS or "step" not in fields(VERBS[kind]):
            return
        column = next((column for column in (*row.values, *row.spots) if column.at[:1] == ("name",)), None)
        key = next((column for column in row.values if column.role == "key"), None)
        if key is not None or column in row.values:
            inner["step"] = row.values[key] if key is not None else key_of(row.values[column])
        shown = key or column
        if shown is not None:
            self.book.place((*at, "step"), row.spots[shown], f"{self._named(row)} {self.words(shown.says)}".strip(), shown)

    def _refuse_others(self, row: Row, kind: str, allowed: tuple[str, ...]) -> None:
        """Tell what stands in a column that this kind of step has no use for."""
        for column in row.values:
            free = column.role in ("matter", "number", "kind", "key") or column.at[:1] == ("name",)
            if free or kind in column.by_kind or (column.role == "group" and column.at[0] in allowed):
                continue
            users = [label for other, label in KINDS.items() if other in column.by_kind]
            zh = f"“{KINDS[kind].zh}”用不着“{column.says.zh}”;" + (f"它属于:{'、'.join(each.zh for each in users)}。" if users else "它属于“同时”或“择一”里面的分支。") + "请清空,或改种类"
            en = f"{KINDS[kind].en} has no use for “{column.says.en}”; " + (f"it belongs to {', '.join(each.en for each in users)}. " if users else "it belongs to branches within At once or One of. ") + "Clear it, or change the kind"
            self.book.tell(row.spots[column], Label(zh, en), f"{self._named(row)} {self.words(column.says)}".strip())

    def _after(self) -> None:
        """Which branches wait for which, and which of them leads: known once all are there."""
        for number, inner in self.gates:
            around = [self.open[number[:n]] for n in range(len(number) - 1, 0, -1) if number[:n] in self.open and self.open[number[:n]].kind == "parallel"]
            called = around[0].keys if around else {}
            inner["needs"] = [called.get(str(name), str(name)) for name in inner["needs"]]
        for holder in self.open.values():
            for row, key, where in holder.waits:
                thing = holder.into[key]
                if row.of_role("kind") != "gate":   # what a meeting needs is told in the same column
                    self._group(row, thing, where, ("after",))
                if "after" in thing:
                    thing["after"] = [holder.keys.get(str(name), str(name)) for name in thing["after"]]
                lead = next((column for column in row.values if column.at == ("lead",)), None)
                if lead is not None and row.values[lead]:
                    holder.inner["lead"] = key
                    self.book.place((*where[:-2], "lead"), row.spots[lead], f"{self._named(row)} {self.words(lead.says)}", lead)
