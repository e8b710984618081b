"""Reads YAML as scenario files are mostly written, ten times as fast as the full reader.

Maps and lists by indentation or within brackets, words, numbers, quoted text on one line,
folded text (``>-``), comments. ``read_plain`` answers for nothing else: at the first thing
it is not sure of (a mistake, an anchor, a doubled key …) it gives up, and ``scenario.sheet``
reads the file with the full reader, which also says what is wrong.
"""

from __future__ import annotations

import re
from typing import Any

Where = tuple[str | int, ...]
LONGEST = 200_000   # characters; larger files are read, and refused, by the full reader
DEEPEST = 50

_STRANGE = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_START = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~\\.+0-9]|-?[0-9]|\.\.?/)"                 # what a plain word or number may begin with
_KEY = re.compile(rf"({_START}[^\s:#,\[\]{{}}'\"]*(?: [^\s:#,\[\]{{}}'\"]+)*):(?: +|$)")
_QUOTED = r"\"([^\"\\\n]*)\"|'([^'\n]*)'"
_PIECE = re.compile(rf"{_QUOTED}|({_START}(?:[^,\[\]{{}}#:\n]|:(?=[^\s,\[\]{{}}\"']))*)")     # within brackets
_WORDS_PAIR = re.compile(rf"({_START}[^,\[\]{{}}#:\n]*): +({_START}[^,\[\]{{}}#:\n]*)(?:, (?=[^ \n#}}])|(?=}}))")   # most pairs: two plain words
_VALUE = re.compile(rf"(?:{_QUOTED}|({_START}(?:[^:# ]|:(?=[^ ])|(?<! )#| +(?![# ]))*?)) *(?:(?<= )#.*)?")  # to the end of a line
_BLANK = re.compile(r"(?:[ \n]|(?<=[ \n])#[^\n]*)*")
_END = re.compile(r" *(?:(?<= )#.*)?")
_INT, _FLOAT = re.compile(r"-?[0-9]{1,18}"), re.compile(r"-?[0-9]+\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ODD_NUMBER = re.compile(r"-?[0-9][-+0-9_.eE]*|-?0[xobXOB].*")
_WORDS = {word: value for words, value in ((("true", "True", "TRUE"), True), (("false", "False", "FALSE"), False),
                                           (("null", "Null", "NULL"), None)) for word in words}


class Unsure(Exception):
    """This is for the full reader."""


def read_plain(text: str) -> tuple[Any, dict[Where, int]] | None:
    """Return what the text says and the line of every key and item; None where the full reader is needed."""
    text = text.replace("\r\n", "\n")
    if len(text) > LONGEST or _STRANGE.search(text):
        return None
    reader = _Reader(text)
    try:
        data = reader.block(0, (), -1)
        return (data, reader.lines) if reader.at == len(reader.rows) else None
    except Unsure:
        return None


def _scalar(text: str) -> Any:
    """Return what a plain word means."""
    if text[0] not in "-0123456789":
        return _WORDS.get(text, text)
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _ODD_NUMBER.fullmatch(text) and not _DATE.fullmatch(text):
        raise Unsure
    return text


class _Reader:
    """Goes down the lines; ``at`` is the row that is read next."""

    def __init__(self, text: str) -> None:
        self.raw = text.split("\n")
        self.rows = [(number, len(line) - len(rest), rest) for number, line in enumerate(self.raw)
                     if (rest := line.lstrip(" ")) and rest[0] != "#"]      # (line from 0, indentation, what it says)
        self.lines: dict[Where, int] = {}
        self.at = 0

    def block(self, depth: int, where: Where, outside: int) -> Any:
        """Read a map or a list whose lines begin right of column ``outside``."""
        if self.at >= len(self.rows) or depth > DEEPEST:
            raise Unsure
        _, indent, rest = self.rows[self.at]
        if indent <= outside:
            raise Unsure
        return self.items(depth, where, indent) if rest[0] == "-" else self.pairs(depth, where, indent)

    def pairs(self, depth: int, where: Where, indent: int) -> dict[str, Any]:
        """Read a map, a key a line; the first line may stand behind the dash of a list."""
        found: dict[str, Any] = {}
        while self.at < len(self.rows):
            number, column, rest = self.rows[self.at]
            if column < indent:
                break
            match = _KEY.match(rest) if column == indent else None
            if match is None or match[1] in found:
                raise Unsure
            key = match[1]
            place = (*where, key)
            self.lines[place] = number + 1
            found[key] = self.value(depth, place, number, indent, rest[match.end():], True)
        return found

    def items(self, depth: int, where: Where, indent: int) -> list[Any]:
        """Read a list, a dash an item."""
        found: list[Any] = []
        while self.at < len(self.rows):
            number, column, rest = self.rows[self.at]
            if column < indent or (column == indent and rest[0] != "-"):
                break
            content = rest[1:].lstrip(" ")
            if column > indent or rest[1:2] != " " or not content or content[0] in "-#":
                raise Unsure
            place = (*where, len(found))
            self.lines[place] = number + 1
            if _KEY.match(content):
                inner = indent + len(rest) - len(content)
                self.rows[self.at] = (number, inner, content)
                found.append(self.pairs(depth + 1, place, inner))
            else:
                found.append(self.value(depth, place, number, indent, content, False))
        return found

    def value(self, depth: int, where: Where, number: int, indent: int, rest: str, of_key: bool) -> Any:
        """Read what stands behind a key or a dash, on this line or below it."""
        self.at += 1
        if not rest or rest[0] == "#":
            return self.below(depth, where, indent, of_key)
        if rest[0] in "[{":
            found = self.bracket(depth, where, number, indent, rest)
        elif rest[0] == ">":
            return self.folded(number, indent, rest)
        else:
            match = _VALUE.fullmatch(rest)
            if match is None:
                raise Unsure
            found = match[match.lastindex] if match.lastindex < 3 else _scalar(match[3])
        if self.at < len(self.rows) and self.rows[self.at][1] > indent:     # it goes on below
            raise Unsure
        return found

    def below(self, depth: int, where: Where, indent: int, of_key: bool) -> Any:
        """Read the block below a key; nothing, where the next line stands no deeper."""
        if self.at < len(self.rows):
            _, column, rest = self.rows[self.at]
            if column > indent:
                return self.block(depth + 1, where, indent)
            if of_key and column == indent and rest[0] == "-":
                return self.items(depth + 1, where, indent)
        return None

    def folded(self, number: int, indent: int, rest: str) -> str:
        """Read the lines of a folded text as one."""
        lines, first = [], 0
        for line in self.raw[number + 1:] if rest == ">-" else ():
            column = len(line) - len(line.lstrip(" "))
            if line and column <= indent:
                break
            first = first or column
            lines.append(line)
        while lines and not lines[-1]:
            lines.pop()
        if not lines or any(len(line) - len(line.lstrip(" ")) != first or line[-1] == " " for line in lines):
            raise Unsure
        last = number + len(lines)
        while self.at < len(self.rows) and self.rows[self.at][0] <= last:
            self.at += 1
        return " ".join(line[first:] for line in lines)

    def bracket(self, depth: int, where: Where, number: int, indent: int, rest: str) -> Any:
        """Read a map or a list in brackets, on one line or several."""
        last = number
        while rest.count("[") + rest.count("{") > rest.count("]") + rest.count("}"):
            last += 1
            if last >= len(self.raw) or (self.raw[last].strip() and not self.raw[last].startswith(" " * (indent + 1))):
                raise Unsure
            rest += "\n" + self.raw[last]
        while self.at < len(self.rows) and self.rows[self.at][0] <= last:
            self.at += 1
        flow = _Flow(rest, number + 1, self.lines)
        found, end = flow.read(0, where, depth)
        if not _END.fullmatch(rest, end):
            raise Unsure
        return found


class _Flow:
    """What stands in one pair of brackets; positions count from the first of them."""

    def __init__(self, text: str, line: int, lines: dict[Where, int]) -> None:
        self.text, self.first, self.lines = text, line, lines
        self.one_line = "\n" not in text

    def line(self, at: int) -> int:
        """The line of the file at which a place in the text stands."""
        return self.first if self.one_line else self.first + self.text.count("\n", 0, at)

    def blank(self, at: int) -> int:
        """Skip blanks and comments; returns where something stands."""
        if self.text[at:at + 1] > "#":      # mostly: no blank, no new line, no comment, not the end
            return at
        end = _BLANK.match(self.text, at).end()
        if end >= len(self.text):
            raise Unsure
        return end

    def read(self, at: int, where: Where, depth: int, of_key: bool = False) -> tuple[Any, int]:
        """Read what begins here; returns it and where it ends. Behind a key commas may stand within a call."""
        if depth > DEEPEST:
            raise Unsure
        mark = self.text[at]
        if mark == "{":
            return self.pairs(at, where, depth)
        if mark == "[":
            return self.items(at, where, depth)
        match = _PIECE.match(self.text, at)
        if match is None:
            raise Unsure
        if match.lastindex < 3:
            return match[match.lastindex], match.end()
        opened = open_brackets(match[3]) if of_key else 0
        return self.call(match, opened) if opened > 0 else (_scalar(match[3].rstrip(" ")), match.end())

    def separated(self, at: int, closing: str) -> tuple[int, bool]:
        """Step over a comma, or see that the bracket closes; returns where and whether it closes."""
        at = self.blank(at)
        if self.text[at] == ",":
            at = self.blank(at + 1)
        elif self.text[at] != closing:
            raise Unsure
        return at, self.text[at] == closing

    def items(self, at: int, where: Where, depth: int) -> tuple[list[Any], int]:
        """Read ``[a, b]``; returns the list and the place after it."""
        found: list[Any] = []
        at = self.blank(at + 1)
        closed = self.text[at] == "]"
        while not closed:
            place = (*where, len(found))
            self.lines[place] = self.line(at)
            item, at = self.read(at, place, depth + 1)
            found.append(item)
            at, closed = self.separated(at, "]")
        return found, at + 1

    def pairs(self, at: int, where: Where, depth: int) -> tuple[dict[str, Any], int]:
        """Read ``{a: 1, b: 2}``; returns the mapping and the place after it."""
        found: dict[str, Any] = {}
        at = self.blank(at + 1)
        closed = self.text[at] == "}"
        while not closed:
            words = _WORDS_PAIR.match(self.text, at) if depth < DEEPEST else None
            if words is None or open_brackets(words[2]) > 0:
                at, closed = self.pair(found, at, where, depth)
                continue
            key = words[1].rstrip(" ")
            self.note(found, key, at, where)
            found[key], at = _scalar(words[2].rstrip(" ")), words.end()
            closed = self.text[at] == "}"
        return found, at + 1

    def pair(self, found: dict[str, Any], at: int, where: Where, depth: int) -> tuple[int, bool]:
        """Read one pair of a map, whatever it holds; returns where the next one stands and whether the bracket closes instead."""
        match = _PIECE.match(self.text, at)
        if match is None or self.text[match.end():match.end() + 2] not in (": ", ":\n"):
            raise Unsure
        key = match[match.lastindex].rstrip(" ") if match.lastindex == 3 else match[match.lastindex]
        self.note(found, key, at, where)
        found[key], at = self.read(self.blank(match.end() + 1), (*where, key), depth + 1, True)
        return self.separated(at, "}")

    def note(self, found: dict[str, Any], key: str, at: int, where: Where) -> None:
        """Note the line of a key; twice the same key is for the full reader."""
        if key in found:
            raise Unsure
        self.lines[*where, key] = self.line(at)

    def call(self, match: re.Match[str], depth: int) -> tuple[str, int]:
        """Read a call such as ``lognormal(25 min, cv 1)`` whole, as ``scenario.sheet`` puts it together."""
        parts = [match[3].rstrip(" ")]
        while depth > 0:
            if self.text[match.end()] != ",":
                raise Unsure
            match = _PIECE.match(self.text, self.blank(match.end() + 1))
            if match is None or match.lastindex != 3:
                raise Unsure
            parts.append(match[3].rstrip(" "))
            depth += open_brackets(match[3])
        if depth < 0 or self.text[self.blank(match.end())] not in ",}":
            raise Unsure
        return ", ".join(parts), match.end()


def open_brackets(text: str) -> int:
    """Return how many round brackets, narrow or wide, are opened and not closed."""
    return text.count("(") + text.count("\uff08") - text.count(")") - text.count("\uff09")
