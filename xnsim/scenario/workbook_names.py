"""What the cells of a workbook call things: by the name that stands in their row, in either language, or by key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from xnsim.labels import Label
from xnsim.scenario.sheet import Where

IN_MATTER = ("steps", "classes", "channels")
MATTER, DESK = Label("事项", "matter"), Label("岗位", "desk")


def key_of(name: object) -> str:
    """Return the key that a name makes where none is given: blanks, dots and strokes have no place in one."""
    return re.sub(r"[\s./\x1f]+", "_", str(name).strip())


class Names:
    """Every name of a workbook with the key it stands for; what has no key of its own is taken as written."""

    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], dict[str, None]] = {}
        self.first: dict[tuple[str, str, str], str] = {}
        self.words: dict[tuple[str, str], dict[str, str | None]] = {}

    def learn(self, kind: str, key: str, names: Iterable[object], where: Where | None = None) -> None:
        """Remember what a thing is called; two things of one name have to go by their keys."""
        at = (kind, str(where[1]) if where and where[0] == "matters" and len(where) > 1 else "")
        names = [str(name) for name in names]
        self.keys.setdefault(at, {})[key] = None
        self.first |= {(*at, key): names[0]} if names else {}
        words = self.words.setdefault(at, {})
        for name in dict.fromkeys(names):
            words[name] = key if words.get(name, key) == key else None

    def learn_officers(self, desks: dict[str, Any]) -> None:
        """Officers go by their own names, or by desk and number."""
        for desk in desks.values():
            for officer in desk["officers"] if isinstance(desk.get("officers"), list) else ():
                if isinstance(officer, dict) and "name" in officer:
                    self.learn("officers", str(officer["name"]), ())

    def called(self, kind: str, matter: str = "") -> list[str]:
        """Return what the things of a kind are called, each by the name that stands first in its row, else by its key."""
        at = (kind, matter if kind in IN_MATTER else "")
        return [self.first.get((*at, key), key) for key in self.keys.get(at, {})]

    def meant(self, kind: str, said: Any, matter: str = "") -> Any:
        """Return the key of what is called so; what nothing is called is left as it is, for the check of the scenario to tell."""
        if isinstance(said, list):
            return [self.meant(kind, each, matter) for each in said]
        at, text = (kind, matter if kind in IN_MATTER else ""), str(said)
        if text in self.keys.get(at, ()):
            return text
        found = self.words.get(at, {}).get(text)
        if found is None and kind == "officers" and re.search(r"/\d+$", text):
            desk, _, number = text.rpartition("/")
            return f"{self.meant('desks', desk)}/{number}"
        return text if found is None else found


def put(thing: dict[str, Any], at: tuple[str, ...], value: Any) -> None:
    """Put a value under its keys."""
    for part in at[:-1]:
        thing = thing.setdefault(part, {})
    thing[at[-1]] = value
