"""The Word report: what an office hands upwards says what was found, how sure it is, what was tried, on whose authority, and what was assumed."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from xnsim.presets import scenario_file
from xnsim.report import write_report
from xnsim.report.contents import report_of
from xnsim.report.word import AUTHOR, BODY, write_word, written_by_us
from xnsim.policies import ABCover, TimeLimit
from xnsim.scenario import load
from xnsim.study import compare

pytest_plugins = ("keyboard",)
HEADINGS = {"zh": ["一、结论", "二、图", "三、各项指标", "四、试了什么，依据什么", "五、参数取值和理由", "六、情景里的假定", "七、怎样复核"],
            "en": ["1  Findings", "2  Figure", "3  All indicators", "4  What was tried, and on whose authority", "5  Knobs, their values and why",
                   "6  What the scenario assumes", "7  How to check this report"]}
ASK = ("report", "office.yaml", "--policy", "time_limit:factor=0.5", "--engine", "lists", "--replications", "3")


@pytest.fixture(scope="module")
def tried():
    """A small comparison: as it is, and a promise cut from a day on."""
    office = load(scenario_file("single_window"))
    alternatives = {"现状": [], "压缩": [TimeLimit.model_validate({"factor": 0.5, "from": "2026-02-02"})]}
    return compare(office, alternatives, 3, 1, ("on_time_rate", "mean_workdays"), engine="lists"), office, alternatives


def text_of(path: Path) -> str:
    """Everything that can be read in a document, tables too."""
    paper = Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_is_there(tried, tmp_path: Path, lang):
    """Seven chapters in order; findings, n and seed, the policy with its turned knob and date, every source, every assumption and why; one picture with words."""
    found, office, alternatives = tried
    path = write_report(found, office, alternatives, tmp_path / "r.docx", lang)
    paper, said = Document(str(path)), text_of(path)
    assert [each.text for each in paper.paragraphs if each.style.name == "Heading 1"] == HEADINGS[lang]
    assert found.stamp_line(lang) in said and ("2026-02-02" in said) and "0.5" in said
    report = report_of(found, office, alternatives, lang)
    for sentences in report.findings.values():
        assert all(sentence in said for sentence in sentences)
    assert report.measures[0].name in said and all(text in said for _, text in report.measures[0].rows)
    assert len(report.assumptions) == len(office.assumptions) > 3 and all(cell in said for row in (*report.settings, *report.assumptions, *report.table) for cell in row)
    pictures = paper.inline_shapes
    assert len(pictures) == 1 and report.stamp in pictures[0]._inline.docPr.get("descr")
    assert not any(relation.is_external for relation in paper.part.rels.values())


def test_chinese_has_a_typeface_and_the_paper_is_a4(tried, tmp_path: Path):
    """Chinese is set in a face every Windows has, on A4; headings come again on every page of a table."""
    paper = Document(str(write_report(*tried, tmp_path / "r.docx")))
    assert paper.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == BODY
    assert (round(paper.sections[0].page_width.cm, 1), round(paper.sections[0].page_height.cm, 1)) == (21.0, 29.7)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in paper.tables if len(table.columns) > 2)


def test_a_knob_is_told_as_it_is_read(tried):
    """Words by their names, yes and no, units; what is left to xnsim is left out."""
    found, office, _ = tried
    zh = {row[1]: row[2] for row in report_of(found, office, {"a": [ABCover(never_both_away=True)]}).settings}
    en = {row[1]: row[2] for row in report_of(found, office, {"a": [ABCover(never_both_away=True)]}, "en").settings}
    assert "是" in zh.values() and "yes" in en.values() and not any("true" in value.lower() or "_" in value for value in (*zh.values(), *en.values()))


def test_without_assumptions_it_says_so(tried, tmp_path: Path):
    """A scenario that lists no assumption is told to, rather than left empty."""
    found, office, alternatives = tried
    path = write_report(found, office.changed(("assumptions", ())), alternatives, tmp_path / "r.docx")
    assert "没有列出假定" in text_of(path)


def test_a_report_that_somebody_worked_on_is_not_written_over(tried, tmp_path: Path):
    """Ours is known by its properties; once saved by another hand, or no document at all, it is not ours."""
    path = write_word(report_of(*tried), tmp_path / "r.docx")
    assert written_by_us(path)
    paper = Document(str(path))
    paper.core_properties.last_modified_by = "科长"
    paper.save(str(path))
    (tmp_path / "t.docx").write_text("PK", encoding="utf-8")
    assert AUTHOR == paper.core_properties.author and not written_by_us(path) and not written_by_us(tmp_path / "t.docx")


def test_from_the_keyboard(xnsim, office):
    """Written, and written again over our own; not over another's; the name must be a Word file's; nothing half-written."""
    code, out, err = xnsim(*ASK)
    assert code == 0 and "report.docx" in out and "种子 1" in out and "限时办结" in text_of(Path("report.docx"))
    assert xnsim(*ASK, "--lang", "en")[0] == 0 and "Promised time limit" in text_of(Path("report.docx"))
    Path("other.docx").write_text("mine", encoding="utf-8")
    for place, says in (("other.docx", "有人改过"), ("report.html", ".docx"), ("nowhere/report.docx", "没有文件夹")):
        code, out, err = xnsim(*ASK, "--out", place)
        assert (code, out) == (2, "") and says in err
    assert Path("other.docx").read_text(encoding="utf-8") == "mine" and not list(Path.cwd().glob("*.unfinished"))


@pytest.mark.parametrize(("lang", "simulated", "costs"), [("zh", "不是统计数据", "要付的代价"), ("en", "not from statistics", "What it costs")])
def test_who_reads_only_the_first_page_knows_what_it_is_and_costs(tried, tmp_path: Path, lang, simulated, costs):
    """Before the findings it is said that the numbers are simulated; at their end stands the price of every institution tried; no interval is broken."""
    report = report_of(*tried, lang)
    said = [each.text for each in Document(str(write_word(report, tmp_path / "r.docx"))).paragraphs]
    before, after = said.index(HEADINGS[lang][0]), said.index(HEADINGS[lang][1])
    assert any(simulated in text for text in said[:before]) and "3" in report.scope
    assert costs in said[before:after] and len(report.findings[costs]) == len(report.measures) == 1
    assert all(cell.count("\n[") == cell.count("[") and " " not in cell.partition("[")[2] for row in report.table[1:] for cell in row)
