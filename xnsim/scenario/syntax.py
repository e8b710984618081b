"""What is wrong with a file that is no YAML, in the words of somebody who never learnt YAML."""

from __future__ import annotations

import re
from dataclasses import replace

from xnsim.labels import Label
from xnsim.scenario.problems import Problem

_WIDE_KEY = re.compile(r"^\s*(?:- )*[^\s#\"':\uff1a]+\uff1a")
_TIGHT_KEY = re.compile(r"^\s*(?:- )*(?!\d)\w+:[^\s/]")
_NEAR = 3  # lines after a slip on which the parser stumbles over it
_TAB = re.compile(r"^ *\t")

_UNCLOSED = Label("引号没有配对;请补上后一个引号", "a quotation mark is not closed; add the second one")
# (what the parser says, ours); the first that occurs is taken
_SENTENCES: tuple[tuple[str, Label], ...] = (
    ("mapping values are not allowed", Label(
        "这里不该有冒号;请检查上一行是否缺冒号、缩进是否对齐,文字中含“: ”的请加引号",
        "a colon is not expected here; look for a missing colon on the line before, align the indentation, "
        "and put quotes around text that contains “: ”")),
    ("could not find expected ':'", Label(
        "缺少冒号;请写成“键: 值”,冒号为半角,后面留一个空格",
        "a colon is missing; write “key: value”, with a blank after the colon")),
    ("unexpected end of stream", _UNCLOSED),
    ("while parsing a flow sequence", Label(
        "方括号 [ ] 没有配对,或缺少逗号;请补上,含逗号或“: ”的值请加引号",
        "a bracket [ ] is not closed, or a comma is missing; add it, "
        "and put quotes around values with a comma or “: ”")),
    ("while parsing a flow mapping", Label(
        "花括号 { } 没有配对,或缺少逗号;请补上,含逗号或“: ”的值请加引号",
        "a brace { } is not closed, or a comma is missing; add it, "
        "and put quotes around values with a comma or “: ”")),
    ("while parsing a flow node", Label("括号没有配对;请补上后一个括号", "a bracket is not closed; add the second one")),
    ("expected <block end>", Label(
        "缩进没有对齐;同一层的各行请从同一列开始,列表每项以“- ”开头",
        "the indentation is not aligned; begin the lines of one level in the same column, and each item of a list with “- ”")),
    ("undefined alias", Label("以 * 开头的文字请加引号", "put quotes around text that begins with *")),
    ("expected a single document", Label("一个文件只写一份内容;请删去“---”之后的部分", "one file holds one document; delete what follows “---”")),
    ("cannot start any token", Label("文字不能以 % @ ` 等符号开头;请给它加引号", "text cannot begin with %, @ or `; put quotes around it")),
    ("found unknown escape", Label("双引号里的反斜杠 \\ 有特殊含义;请改用单引号",
                                   "a backslash \\ is special within double quotes; use single quotes")),
)


def syntax_problems(text: str, error: Exception, file: str) -> list[Problem]:
    """Return what keeps the text from being YAML: every tab, wide colon and missing blank, or the parser's own point."""
    lines = text.splitlines()
    problems = [Problem("", Label("缩进用了 Tab 键;请改用空格", "this line is indented with a tab; use blanks"), i, file)
                for i, line in enumerate(lines, 1) if _TAB.match(line)]
    problems += [Problem("", Label("用了全角冒号“\uff1a”;请改为半角冒号加一个空格“: ”",
                                   "a wide colon “\uff1a” is used here; write a narrow one and a blank, “: ”"), i, file)
                 for i, line in enumerate(lines, 1) if _WIDE_KEY.match(line)]
    problems += [Problem("", Label("冒号后面要留一个空格", "leave a blank after the colon"), i, file)
                 for i, line in enumerate(lines, 1) if _TIGHT_KEY.match(line)]
    general = _general(text, error, file)
    general = replace(general, line=min(general.line, max(len(lines), 1)))
    if not any(0 <= general.line - problem.line <= _NEAR for problem in problems):
        problems.append(general)
    return sorted(problems, key=lambda problem: problem.line)


def _general(text: str, error: Exception, file: str) -> Problem:
    if isinstance(error, RecursionError):
        return Problem("", Label("层次太深,无法读取;请减少嵌套", "nested too deeply to be read; nest less"), 1, file)
    said = " ".join(str(part) for part in (getattr(error, "context", None), getattr(error, "problem", None)) if part)
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if "unexpected end of stream" in said or "while parsing a flow" in said:
        mark = opened or mark
    if mark is None:
        at = getattr(error, "position", 0)
        return Problem("", Label("文件里有不可见的控制字符;请删去这一行并重新输入",
                                 "this line holds an invisible control character; delete it and type it again"),
                       text[:at].count("\n") + 1, file)
    odd = _odd_quotes(text, mark.line + 1)
    if "expected <block end>" in said and odd:      # the quote was closed by the next one in the file, and the parser stumbles behind it
        return Problem("", _UNCLOSED, odd, file)
    for sign, says in _SENTENCES:
        if sign in said:
            return Problem("", says, mark.line + 1, file)
    return Problem("", Label(f"不是正确的 YAML 写法;请检查这一行的缩进、冒号和引号({said})",
                             f"this is not correct YAML; check indentation, colons and quotes of this line ({said})"), mark.line + 1, file)


def _odd_quotes(text: str, upto: int) -> int:
    """Return the first line up to ``upto`` in which a double quote is opened and not closed, 0 where there is none."""
    bare = (line.replace('\\"', "").partition(" #")[0] for line in text.splitlines()[:upto])
    return next((i for i, line in enumerate(bare, 1) if line.count('"') % 2), 0)
