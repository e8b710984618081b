"""One report as a Word document: what an office hands upwards, to be read, printed and written on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from xnsim.labels import Label
from xnsim.plots import save
from xnsim.punctuation import printed
from xnsim.report.contents import ASSUMED, COLON, NOTHING, SETTING, STOP, Report
from xnsim.study.files import READ

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR = "xnsim"
FINDINGS, FIGURE, TABLE = Label("结论", "Findings"), Label("图", "Figure"), Label("各项指标", "All indicators")
MEASURES, SETTINGS = Label("试了什么,依据什么", "What was tried, and on whose authority"), Label("参数取值和理由", "Knobs, their values and why")
ASSUMPTIONS, CHECK = Label("情景里的假定", "What the scenario assumes"), Label("怎样复核", "How to check this report")
NONE_GIVEN = Label("情景文件没有列出假定(assumptions);请补上再下结论。", "The scenario file lists no assumptions; add them before you conclude anything.")
REMAKE = Label("数字来自模拟,不是统计数据。用同样的情景文件、种子和版本再运行一次,会得到同样的数字。",
               "The numbers come from a simulation, not from statistics. The same scenario file, seed and version give them again.")
NUMERALS = "一二三四五六七八九"
BODY, HEADING, LATIN = "宋体", "黑体", "Times New Roman"     # every Windows has them; elsewhere the reader's own take their place
PAPER_CM, MARGIN_CM, PICTURE_CM = (21.0, 29.7), 2.2, 16.4
BODY_PT, TABLE_PT, HEAD_PT, TITLE_PT = 11, 8.5, 14, 20
SHADE = "E8EEF4"
FITS_PT = 3.6           # type size for each centimetre of a column in which the widest interval, [100.0%, 100.0%], stands on one line
BESIDE_CM = 0.08        # what stays free left and right of the figures
LONGEST = 255           # signs that a property of a Word file may hold
NUMERIC = frozenset("0123456789.,%±+-−–[]()n=/ \u00a0\n")


def write_word(report: Report, path: Path) -> Path:
    """Write the report; A4, figures and tables inside, nothing linked. Returns the path.

    The same report gives the same words and pictures; who wrote it is told by the file's
    properties (``written_by_us``).
    """
    from docx import Document

    paper = Document()
    _set_up(paper, report)
    paper.add_heading(report.title, 0)
    _paragraphs(paper, report.scope, report.about)
    chapters: tuple[tuple[Label, Callable[[Document, Report], None]], ...] = (
        (FINDINGS, _findings), (FIGURE, _figure), (TABLE, _means), (MEASURES, _measures), (SETTINGS, _settings), (ASSUMPTIONS, _assumptions), (CHECK, _check))
    for number, (heading, write) in enumerate(chapters):
        sign = f"{NUMERALS[number]}、" if report.lang == "zh" else f"{number + 1}  "
        paper.add_heading(sign + printed(heading(report.lang), report.lang), 1)
        write(paper, report)
    paper.save(str(path))
    return path


def written_by_us(path: Path) -> bool:
    """Say whether a file is a report of ours that nobody has worked on since."""
    from docx import Document

    try:
        told = Document(str(path)).core_properties
    except Exception:  # whatever else it may be: a text, a picture, a locked or broken file
        return False
    return told.author == AUTHOR and told.last_modified_by == AUTHOR


def _findings(paper: Document, report: Report) -> None:
    for heading, said in report.findings.items():
        if heading:
            paper.add_heading(heading, 2)
        for sentence in said:
            paper.add_paragraph(sentence, style="List Bullet")


def _figure(paper: Document, report: Report) -> None:
    from docx.shared import Cm

    with TemporaryDirectory() as folder:
        drawn = save(report.figure, Path(folder) / "figure.png", report.lang)
        picture = paper.add_picture(str(drawn), width=Cm(PICTURE_CM))
    picture._inline.docPr.set("descr", f"{report.title} {report.stamp}")     # read aloud to who cannot see it
    _small(paper, report.stamp)


def _means(paper: Document, report: Report) -> None:
    heading, *rows = report.table
    first, others = 4.6, len(heading) - 1
    wide = (PICTURE_CM + 0.2 - first) / others
    _table(paper, heading, rows, (first, *[wide] * others), min(TABLE_PT, wide * FITS_PT))
    _small(paper, f"{printed(READ(report.lang), report.lang)} {report.note}")


def _measures(paper: Document, report: Report) -> None:
    for name, in_force in report.alternatives:
        told = in_force or [printed(NOTHING(report.lang), report.lang)]
        paper.add_paragraph(printed(f"{name}{COLON(report.lang)}{STOP(report.lang).join(told)}", report.lang), style="List Bullet")
    for measure in report.measures:
        paper.add_heading(measure.name, 2)
        _table(paper, (), measure.rows, (2.6, 14.0))


def _settings(paper: Document, report: Report) -> None:
    _table(paper, _headings(SETTING, report), report.settings, (2.8, 3.6, 3.0, 7.2))


def _assumptions(paper: Document, report: Report) -> None:
    if report.assumptions:
        _table(paper, _headings(ASSUMED, report), report.assumptions, (3.4, 4.2, 6.6, 2.4))
    else:
        _paragraphs(paper, printed(NONE_GIVEN(report.lang), report.lang))


def _check(paper: Document, report: Report) -> None:
    _paragraphs(paper, printed(REMAKE(report.lang), report.lang), report.stamp)


# ---- paper and type ----------------------------------------------------------------------

def _set_up(paper: Document, report: Report) -> None:
    from docx.shared import Cm, Pt

    sheet = paper.sections[0]
    sheet.page_width, sheet.page_height = (Cm(side) for side in PAPER_CM)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Cm(MARGIN_CM)
    for name, eastern, size in (("Normal", BODY, BODY_PT), ("Title", HEADING, TITLE_PT), ("Heading 1", HEADING, HEAD_PT), ("Heading 2", HEADING, BODY_PT + 1)):
        _type(paper.styles[name], eastern, Pt(size), black=name != "Normal")
        paper.styles[name].paragraph_format.keep_with_next = name != "Normal"
    told = paper.core_properties
    told.author = told.last_modified_by = AUTHOR
    told.title, told.comments = report.title[:LONGEST], report.stamp[:LONGEST]
    _page_number(sheet.footer.paragraphs[0])


def _type(style: Any, eastern: str, size: Any, black: bool) -> None:
    """Chinese in one typeface, letters and figures in another."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size = LATIN, size
    faces = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)
    faces.set(qn("w:eastAsia"), eastern)
    if black:
        style.font.color.rgb = RGBColor(0, 0, 0)


def _page_number(foot: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


def _paragraphs(paper: Document, *texts: str) -> None:
    for text in filter(None, texts):
        paper.add_paragraph(text)


def _small(paper: Document, text: str) -> None:
    from docx.shared import Pt

    paper.add_paragraph().add_run(text).font.size = Pt(TABLE_PT)


def _headings(labels: Sequence[Label], report: Report) -> tuple[str, ...]:
    return tuple(printed(label(report.lang), report.lang) for label in labels)


def _table(paper: Document, heading: Sequence[str], rows: Sequence[Sequence[str]], wide_cm: Sequence[float] = (), figures_pt: float = 0) -> None:
    """A table whose headings come again on every page; without headings the first column is one.

    With ``figures_pt`` it holds figures: set in that size, to the right, with little beside them.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    lines = [heading, *rows] if heading else list(rows)
    table = paper.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, not wide_cm
    if heading:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if figures_pt:
        beside = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), str(Cm(BESIDE_CM).twips))
            margin.set(qn("w:type"), "dxa")
            beside.append(margin)
        table._tbl.tblPr.append(beside)
    cells, columns = table._cells, len(lines[0])        # looked up once: python-docx walks the whole table each time it is asked for a cell
    for at, text in enumerate(cell for line in lines for cell in line):
        _fill(cells[at], str(text), at < columns if heading else at % columns == 0, figures_pt)
        if wide_cm:
            cells[at].width = Cm(wide_cm[at % columns])
    for column, width in zip(table.columns, wide_cm):
        column.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    paper.add_paragraph()


def _fill(cell: Any, text: str, first: bool, figures_pt: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(figures_pt or TABLE_PT), first or None
    if first:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    elif figures_pt and text and set(text) <= NUMERIC:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
