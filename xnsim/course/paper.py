"""Pages of the course that print on A4: one file, our typeface inside, no request to anybody."""

from __future__ import annotations

import base64
from html import escape, unescape

from xnsim.fonts import FAMILY, TTF
from xnsim.fonts.cut import cut
from xnsim.labels import Lang

ASCII = "".join(map(chr, range(0x20, 0x7F)))
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data:"
STYLE = """\
* { box-sizing: border-box; }
body { margin: 0; color: #1b2733; background: #fff; font: 16px/1.6 "Xnsim Sans SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
main { max-width: 860px; margin: 0 auto; padding: 20px 18px 40px; }
h1 { font-size: 26px; font-weight: 400; border-bottom: 3px solid #0072b2; margin: 0 0 8px; }
h2 { font-size: 20px; font-weight: 400; color: #0072b2; margin: 22px 0 6px; }
h3 { font-size: 16px; font-weight: 400; margin: 12px 0 4px; }
p { margin: 4px 0; }
section { break-inside: avoid; border-bottom: 1px solid #dce1e6; padding: 8px 0; }
.page { break-before: page; }
.row label { display: inline-block; margin-right: 22px; }
label { cursor: pointer; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 1px solid #8b96a0; padding: 5px 8px; text-align: left; font-weight: 400; vertical-align: top; }
.blank td { height: 34px; }
.code output { font-family: Consolas, Menlo, monospace; font-size: 20px; }
@page { size: A4; margin: 14mm; }
@media print { body { font-size: 10.5pt; } main { max-width: none; padding: 0; } }
"""


def document(title: str, body: str, lang: Lang) -> str:
    """Return a whole page around its body; ``title`` is plain text, ``body`` HTML."""
    text = "".join(sorted(set(unescape(body) + title + ASCII)))
    font = base64.b64encode(cut(TTF, text, "woff")).decode("ascii")
    return f"""<!DOCTYPE html>
<html lang="{'zh-CN' if lang == 'zh' else 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(title)}</title>
<style>
@font-face {{ font-family: "{FAMILY}"; src: url(data:font/woff;base64,{font}) format("woff"); }}
{STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
