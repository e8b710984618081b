"""A YAML file as its writer sees it: what it says, and on which line each thing stands.

YAML 1.2 through ruamel.yaml's composer; what is written the plain way is read faster, to
the same effect (``plain_yaml``). Scalars become text, whole numbers, numbers,
true/false or nothing; keys are always text; dates stay text until a field asks for one. Nothing here knows
what a scenario is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.labels import Label
from xnsim.scenario.plain_yaml import open_brackets, read_plain
from xnsim.scenario.problems import InputError, Problem
from xnsim.scenario.syntax import syntax_problems

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

Where = tuple[str | int, ...]
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xls", ".et", ".ods")  # the tables of spreadsheet programs: read, or refused with the way out
LARGEST = 200_000  # things in one file, repeated ones counted again
_TAG = "tag:yaml.org,2002:"
_NUMBER_BASES = {"0x": 16, "0o": 8, "0b": 2}


def where_text(where: Where) -> str:
    """Write a place as people do: ``matters.licence.route[2].serve.effort``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" if part else '[""]' for part in where)
    return text.removeprefix(".")


@dataclass
class Sheet:
    """What one file says: plain data, the line of every key and item, and what was wrong already."""

    file: str
    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """Return the line of a key or item; of what holds it where it is missing."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def renamed(self, where: Where, name: str) -> None:
        """Let the lines of a place and of everything below it go by another name."""
        n, new = len(where), (*where[:-1], name)
        self.lines = {(*new, *at[n:]) if at[:n] == where else at: line for at, line in self.lines.items()}

    def told(self) -> list[Problem]:
        """Return the problems that the user is to see."""
        return self.problems

    def problem(self, where: Where, says: Label) -> Problem:
        """Return a problem that knows its file and line."""
        return Problem(where_text(where), says, self.line(where), self.file)


def one_problem(file: str, zh: str, en: str, line: int = 0) -> InputError:
    """Return the error for a file of which nothing can be used."""
    return InputError([Problem("", Label(zh, en), line, file)])


def read_text(path: str | Path) -> str:
    """Read a UTF-8 text file; what stands in the way is said, with the way out."""
    return _decode(read_bytes(path), str(path))


def read_bytes(path: str | Path) -> bytes:
    """Read a file as it is; what stands in the way is said, with the way out."""
    path = Path(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        siblings = [p.name for p in path.parent.glob("*")] if path.parent.is_dir() else []
        near = get_close_matches(path.name, siblings, n=1)
        raise one_problem(str(path), f"没有这个文件;{f'是不是 {near[0]}?' if near else '请检查文件名和所在文件夹'}",
                          f"no such file; {f'did you mean {near[0]}?' if near else 'check its name and folder'}") from None
    except IsADirectoryError:
        raise one_problem(str(path), "这是文件夹,不是文件;请写到文件名为止",
                          "this is a folder, not a file; name the file in it") from None
    except PermissionError:
        raise one_problem(str(path), "没有读取权限,或文件正被其他程序占用;请关闭该程序或更改权限",
                          "this file may not be read, or another program holds it; close that program or change the permission") from None


def _decode(raw: bytes, file: str) -> str:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise one_problem(file, "这是 Excel 工作簿,文件名却不是;请把扩展名改成 .xlsx", "this is an Excel workbook by another name; let its name end in .xlsx")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise one_problem(file, "文件编码是 UTF-16;请另存为 UTF-8", "the file is encoded in UTF-16; save it as UTF-8", 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        raise one_problem(file, "文件编码不是 UTF-8;请用文本编辑器打开,另存为 UTF-8",
                          "the file is not encoded in UTF-8; open it in a text editor and save it as UTF-8", line) from None
    raise one_problem(file, "文件编码像是 GBK(ANSI);请另存为 UTF-8", "the file seems to be encoded in GBK (ANSI); save it as UTF-8", line)


def read_sheet(path: str | Path) -> Sheet:
    """Read a YAML file, or a workbook; raises ``InputError`` when nothing of it can be read."""
    if Path(path).suffix.lower() in WORKBOOKS:
        from xnsim.scenario.workbook import read_workbook

        return read_workbook(path)
    return parse_sheet(read_text(path), str(path))


def parse_sheet(text: str, file: str = "") -> Sheet:
    """Read YAML text; raises ``InputError`` when it is no YAML, or empty."""
    plain = read_plain(text)
    return parse_fully(text, file) if plain is None else Sheet(file, *plain)


def parse_fully(text: str, file: str = "") -> Sheet:
    """Read YAML text of any kind; raises as ``parse_sheet`` does."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, RecursionError) as error:
        raise InputError(syntax_problems(text, error, file)) from None
    if node is None:
        raise one_problem(file, "文件是空的;请至少写 schema、name、calendar、horizon、desks、matters",
                          "the file is empty; write at least schema, name, calendar, horizon, desks, matters", 1)
    reader = _Reader(Sheet(file))
    reader.sheet.data = reader.read(node, ())
    return reader.sheet


@dataclass
class _Reader:
    """Walks the composed nodes once and notes where everything stands."""

    sheet: Sheet
    open_nodes: set[int] = field(default_factory=set)
    seen: int = 0

    def read(self, node: Node, where: Where) -> Any:
        """The value of a node, whatever it is."""
        self.seen += 1
        if id(node) in self.open_nodes or self.seen > LARGEST:
            self.note(where, Label("内容引用了自身,或展开后过大;请把它直接写出来,不用 & 和 *",
                                   "this refers to itself or grows too large; write it out without & and *"))
            return None
        if node.id == "scalar":
            return self.scalar(node, where)
        if node.tag not in (_TAG + "map", _TAG + "seq"):
            self.note(where, Label(f"不使用类型标记“{node.tag}”;请删去", f"type tags such as “{node.tag}” are not used; delete it"))
        self.open_nodes.add(id(node))
        data = self.mapping(node, where) if node.id == "mapping" else self.sequence(node, where)
        self.open_nodes.discard(id(node))
        return data

    def note(self, where: Where, says: Label) -> None:
        """Keep a problem with its place."""
        self.sheet.problems.append(self.sheet.problem(where, says))

    def sequence(self, node: Node, where: Where) -> list[Any]:
        """The items of a list, each with its line."""
        for i, item in enumerate(node.value):
            self.sheet.lines[*where, i] = item.start_mark.line + 1
        return [self.read(item, (*where, i)) for i, item in enumerate(node.value)]

    def mapping(self, node: Node, where: Where) -> dict[str, Any]:
        """The keys and values of a mapping."""
        return dict(self.pairs(node, where))

    def pairs(self, node: Node, where: Where) -> Iterator[tuple[str, Any]]:
        """Each key with its value; a key written twice is told and left out."""
        first: dict[str, int] = {}
        for key_node, value in _whole_calls(node):
            line = key_node.start_mark.line + 1
            key = self.key(key_node, where, line)
            if key is None:
                continue
            if key in first:
                says = Label(f"“{key}”重复,第 {first[key]} 行已有;请合并或改名",
                             f"“{key}” is written twice, first on line {first[key]}; merge the two or rename one")
                self.sheet.problems.append(Problem(where_text((*where, key)), says, line, self.sheet.file))
                continue
            first[key] = line
            self.sheet.lines[*where, key] = line
            yield key, self.read(value, (*where, key))

    def key(self, node: Node, where: Where, line: int) -> str | None:
        """A key as one word, or nothing and a problem."""
        says = None
        if node.id != "scalar":
            says = Label("键必须是一个词;含 { } [ ] 的文字请加引号", "a key must be one word; put quotes around text with { } [ ]")
        elif node.tag == _TAG + "merge":
            says = Label("不支持 << 合并;请把内容直接写出来", "merging with << is not supported; write the content out")
        if says is not None:
            self.sheet.problems.append(Problem(where_text(where), says, line, self.sheet.file))
            return None
        return str(node.value)

    def scalar(self, node: Node, where: Where) -> Any:
        """A number, a yes or no, nothing, or a word."""
        tag, text = node.tag.removeprefix(_TAG), node.value
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() == "true"
        if tag == "int":
            return _whole(text)
        if tag == "float":
            return float(text.replace("_", "").replace(".inf",
                                                       "inf").replace(".nan", "nan").replace(".Inf", "inf").replace(".NaN", "nan"))
        if tag.startswith("!"):
            self.note(where, Label(f"不使用类型标记“{tag}”;文字以 ! 开头时请加引号",
                                   f"type tags such as “{tag}” are not used; put quotes around text that begins with !"))
        return text


def _whole_calls(node: Node) -> list[tuple[Node, Node]]:
    """Put together again what YAML cuts at commas within braces: ``{effort: lognormal(25 min, cv 1)}``.

    To YAML the rest, ``cv 1)``, is a key without a value. It is joined only where a
    bracket stands open before it and is closed by it.
    """
    pairs = list(node.value)
    if not node.flow_style:
        return pairs
    i = 0
    while i < len(pairs):
        key, value = pairs[i]
        end = _closing(pairs, i)
        if end > i:
            value.value = ", ".join([value.value, *(rest.value for rest, _ in pairs[i + 1: end + 1])])
            pairs[i: end + 1] = [(key, value)]
        i += 1
    return pairs


def _closing(pairs: list[tuple[Node, Node]], i: int) -> int:
    """Return the number of the pair that closes the bracket opened in pair i; i where none does."""
    value = pairs[i][1]
    depth = open_brackets(value.value) if value.id == "scalar" and value.style is None else 0
    for j in range(i + 1, len(pairs)):
        key, nothing = pairs[j]
        if depth <= 0 or key.id != "scalar" or nothing.id != "scalar" or nothing.value or nothing.style is not None:
            return i
        depth += open_brackets(key.value)
        if depth == 0:
            return j
    return i


def _whole(text: str) -> int:
    digits = text.replace("_", "")
    base = _NUMBER_BASES.get(digits.lstrip("+-")[:2].lower(), 10)
    return int(digits, base)
