"""Around every page that opens by double-click: our typeface cut to what the page says, and a rule that lets it ask nobody."""

from __future__ import annotations

import base64
from html import escape, unescape

from xnsim.fonts import FAMILY, TTF
from xnsim.fonts.cut import cut
from xnsim.labels import Lang

ASCII = "".join(map(chr, range(0x20, 0x7F)))
NO_REQUEST = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
"""What a page without scripts may do."""
OWN_SCRIPTS = NO_REQUEST + "; script-src 'unsafe-inline'"
"""What a page may do that works with its own scripts."""


def document(title: str, inside: str, style: str, lang: Lang = "zh", rule: str = NO_REQUEST, says: str | None = None) -> str:
    """Return a whole HTML page that needs nothing but itself.

    ``title`` is plain text, ``inside`` what stands in the body, ``style`` its CSS. ``rule`` is
    the content security policy the browser keeps. ``says`` are the characters the page may
    draw, where they are not all written in ``inside``.
    """
    return f"""<!DOCTYPE html>
<html lang="{'zh-CN' if lang == 'zh' else 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{rule}">
<title>{escape(title)}</title>
<style>
{_typeface(title + (unescape(inside) if says is None else says))}
{style}</style>
</head>
<body>
{inside}
</body>
</html>
"""


def _typeface(text: str) -> str:
    """The typeface with only these characters, inside the page."""
    signs = "".join(sorted(sign for sign in set(text + ASCII) if sign >= " "))
    data = base64.b64encode(cut(TTF, signs, "woff")).decode("ascii")
    return f'@font-face {{ font-family: "{FAMILY}"; src: url(data:font/woff;base64,{data}) format("woff"); }}'
