"""Pages of the course that print on A4: one file, our typeface inside, no request to anybody."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xnsim.labels import Label, Lang
from xnsim.punctuation import printed
from xnsim.report import shell

STYLE = """\
* { box-sizing: border-box; }
body { margin: 0; color: #1b2733; background: #fff; font: 16px/1.6 "Xnsim Sans SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
main { max-width: 860px; margin: 0 auto; padding: 20px 18px 40px; }
h1 { font-size: 26px; font-weight: 400; border-bottom: 3px solid #0072b2; margin: 0 0 8px; }
h2 { font-size: 20px; font-weight: 400; color: #0072b2; margin: 22px 0 6px; }
h3 { font-size: 16px; font-weight: 400; margin: 12px 0 4px; }
p { margin: 4px 0; }
section { break-inside: avoid; border-bottom: 1px solid #dce1e6; padding: 8px 0; }
.sheet { break-before: page; }
.sheet:first-child { break-before: auto; }
ul, ol { margin: 2px 0 4px; padding-left: 22px; }
.quiet { color: #5f6b76; }
.figure b, b { font-weight: 600; }
.minutes td:nth-child(-n+2) { width: 72px; text-align: right; }
.unit { float: right; color: #5f6b76; }
.slip { padding-bottom: 14px; }
.slip + .slip { border-top: 1px dashed #5f6b76; padding-top: 6px; }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 0; }
.card { border: 1px dashed #5f6b76; padding: 12px 16px 20px; min-height: 300px; break-inside: avoid; font-size: 125%; }
.card h3 { font-size: 22px; color: #0072b2; }
.menu td:nth-child(1) { width: 52px; } .menu td:nth-child(3) { width: 84px; }
.best td:first-child { width: 92px; }
.times td:first-child { width: 60px; text-align: right; }
.lines { height: 120px; border-bottom: 1px solid #8b96a0; }
.row label { display: inline-block; margin-right: 22px; }
.why { display: grid; grid-template-columns: repeat(auto-fit, minmax(290px, 1fr)); gap: 0 18px; }
label { cursor: pointer; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 1px solid #8b96a0; padding: 5px 8px; text-align: left; font-weight: 400; vertical-align: top; }
.blank td { height: 34px; }
.blank td:first-child { width: 46%; }
.slip td { height: 64px; }
.year td:first-child { width: 84px; } .year td:nth-child(n+3) { width: 120px; }
.tall td { height: 96px; }
.tall td:first-child { width: 22%; }
.code output { font-family: Consolas, Menlo, monospace; font-size: 20px; }
@page { size: A4; margin: 14mm; }
@media print {
  body { font-size: 9.5pt; line-height: 1.45; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 20pt; } h2 { font-size: 15pt; margin-top: 0; } h3 { font-size: 11.5pt; margin: 8px 0 2px; }
  section { padding: 4px 0; } p { margin: 2px 0; } td, th { padding: 3px 7px; }
}
"""


def document(title: str, body: str, lang: Lang) -> str:
    """Return a whole page around its body; ``title`` is plain text, ``body`` HTML."""
    return shell.document(title, f"<main>\n{body}\n</main>", STYLE, lang, shell.OWN_SCRIPTS)


def sheet(inside: str, name: str) -> str:
    """Return one sheet of A4."""
    return f'<article class=sheet data-sheet="{name}">{inside}</article>'


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """Return a table; heads and cells are HTML already."""
    top = "<tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>" if any(heads) else ""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="{kind}">{top}{body}</table>'


def text(says: Label, lang: Lang) -> str:
    """Return words as HTML."""
    return escape(printed(says(lang), lang))
