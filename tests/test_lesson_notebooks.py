"""The notebooks of the lessons: no logic in cells, both languages, ninety minutes, no answer given away, quotations word for word."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys

import pytest
from house_source import PACKAGE, ROOT

from xnsim.lessons import aloud

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LESSONS = [path for path in NOTEBOOKS if int(path.stem[:2]) <= 12]       # the thirteenth is the game
EXAMPLES = sorted((PACKAGE / "examples").glob("*.py"))


def _cells(notebook, kind):
    return [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def _source(cell):
    return "".join(cell["source"])


# ---- examples and notebooks ------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_an_example_prints_what_stands_beside_it(example):
    """Run by itself, an example prints its .out, letter for letter; so it does in a notebook."""
    out = example.with_suffix(".out").read_text(encoding="utf-8")
    ran = subprocess.run([sys.executable, "-X", "utf8", str(example)], capture_output=True, text=True, encoding="utf-8", check=True)
    assert ran.stdout == out == aloud.output_of(example.stem)


def test_the_twenty_lines_are_twenty():
    """The queue to be read aloud has at most twenty lines that are not empty, and real SimPy in them."""
    lines = [line for line in (PACKAGE / "examples" / "twenty_lines.py").read_text(encoding="utf-8").split("\n") if line.strip()]
    assert len(lines) <= 20 and any("simpy" in line for line in lines)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_lesson_holds_no_logic(notebook):
    """A code cell is an import or one call with plain values, and its code is folded away."""
    for cell in _cells(notebook, "code"):
        assert cell["metadata"]["jupyter"]["source_hidden"] is True
        statements = ast.parse(_source(cell)).body
        imports = [each for each in statements if isinstance(each, (ast.Import, ast.ImportFrom))]
        calls = [each for each in statements if isinstance(each, ast.Expr) and isinstance(each.value, ast.Call)]
        assert len(imports) + len(calls) == len(statements) and len(calls) <= 1, _source(cell)
        for call in calls:
            values = [*call.value.args, *(word.value for word in call.value.keywords)]
            assert all(isinstance(value, (ast.Constant, ast.Call)) for value in values), _source(cell)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_lesson_speaks_both_languages(notebook):
    """Every cell of prose has a Chinese paragraph and an English line."""
    for cell in _cells(notebook, "markdown"):
        text = _source(cell)
        assert re.search("[\u4e00-\u9fff]", text) and re.search("[A-Za-z]{3,} [A-Za-z]{2,}", text), text


@pytest.mark.parametrize("notebook", LESSONS, ids=[path.stem for path in LESSONS])
def test_every_paragraph_has_its_english_line(notebook):
    """A Chinese paragraph, with its list, is followed by an English one; a quotation by its translation before the cell ends."""
    for cell in _cells(notebook, "markdown"):
        kinds = "".join(_kind(part.strip()) for part in _source(cell).split("\n\n") if part.strip())
        assert re.fullmatch("(-|C+L?E|Q+C?E|C?L?E)*", kinds), (kinds, _source(cell))


def _kind(paragraph):
    """Return what a paragraph is: quotation, list, English, a rule, or Chinese."""
    if paragraph.startswith(">"):
        return "Q"
    if re.match(r"(\d\.|-) ", paragraph) and re.search("[\u4e00-\u9fff]", paragraph):
        return "L"
    if re.search("[\u4e00-\u9fff]", paragraph):
        return "C"
    return "E" if re.search("[A-Za-z]{3}", paragraph) else "-"


@pytest.mark.parametrize("notebook", LESSONS, ids=[path.stem for path in LESSONS])
def test_the_minutes_add_up(notebook):
    """The sections take ninety minutes; the short version forty-five, from the sections marked with a star, in both languages, none longer than the whole."""
    texts = [_source(cell) for cell in _cells(notebook, "markdown")]
    sections = re.findall(r"^## ([一二三四五六七八九])( ★)?.*?（(\d+) 分钟", "\n".join(texts), re.M)
    whole = {number: int(minutes) for number, _, minutes in sections}
    short = dict(re.findall(r"([一二三四五六七八九]) (\d+)", re.search(r"各节（(.*?)）", texts[0])[1].replace("分钟", "")))
    english = dict(re.findall(r"(\d): (\d+)", texts[0][texts[0].index("minutes:"):]))
    assert sum(whole.values()) == 90 and sum(map(int, short.values())) == 45
    assert list(short) == [number for number, star, _ in sections if star] and list(short.values()) == list(english.values())
    assert ["一二三四五六七八九".index(number) + 1 for number in short] == list(map(int, english))
    assert all(int(minutes) <= whole[number] for number, minutes in short.items())


@pytest.mark.parametrize("notebook", LESSONS, ids=[path.stem for path in LESSONS])
def test_a_lesson_has_all_its_parts(notebook):
    """A passage, the trainer's own mistake, a prediction to make, exercises, roles, a discussion, one sentence of policy to write, and sources."""
    prose = "\n".join(_source(cell) for cell in _cells(notebook, "markdown"))
    code = "\n".join(_source(cell) for cell in _cells(notebook, "code"))
    assert all(re.search(part, prose) for part in ("念.*文件", "教员先错一次", "轮到您|先预测", "练习", "角色|扮一次", "讨论", "写一句制度", "您的一句话", "出处"))
    assert all(f"lessons.{call}(" in code for call in ("predict", "reveal", "check", "my_predictions"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_lesson_gives_no_answer_away(notebook):
    """Only cells whose output is checked keep one, and no answer of an exercise of theirs stands in the file."""
    text = notebook.read_text(encoding="utf-8")
    for cell in _cells(notebook, "code"):
        assert not cell["outputs"] or "NBVAL_CHECK_OUTPUT" in _source(cell)
    for wanted in ("1395.5", "1,395", "25.0 倍"):
        assert wanted not in text


@pytest.mark.parametrize("notebook", LESSONS, ids=[path.stem for path in LESSONS])
def test_a_lesson_quotes_the_documents_word_for_word(notebook):
    """The quoted passages stand in the policy documents, character by character; skipped where those are not at hand."""
    seeds = ROOT.parent / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the policy documents ../shared/seeds are not here")
    known = _bare("".join(path.read_text(encoding="utf-8") for path in seeds.glob("*.txt")))
    quoted = [line[2:] for cell in _cells(notebook, "markdown") for line in _source(cell).split("\n") if line.startswith("> ")]
    passages = [part for line in quoted for part in line.split("——")[0].split("……") if part.strip("> ")]
    assert passages and all(_bare(part) in known for part in passages)


def _bare(text):
    """Return a text's Chinese characters alone, without marks and emphasis."""
    return re.sub("[^\u4e00-\u9fff]", "", text)
