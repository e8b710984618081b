"""Chinese punctuation as it is printed: full-width marks beside Chinese characters.

Labels and messages are typed with the keyboard's narrow marks; figures, pages and files for
Chinese readers show the wide ones of the standard GB/T 15834.
"""

from __future__ import annotations

import re

from xnsim.labels import Lang

HAN = "\u3001-\u303f\u4e00-\u9fff\uff00-\uffef"
WIDE = {ord(mark): ord(mark) + 0xFEE0 for mark in ",;:?!()"}

_BRACKETS = re.compile(rf"(?P<before>[{HAN}] ?)?\((?P<inner>[^()]*)\)")
_FOLD = re.compile(rf"(?<=[{HAN},;:?!]) (?=[{HAN}])")
_MARK = re.compile(rf"(?<=[{HAN}])[,;:?!] ?|[,;:?!] ?(?=[{HAN}])")


def printed(text: str, lang: Lang) -> str:
    """Return a text as it is printed in a language: Chinese with its wide punctuation."""
    return full_width(text) if lang == "zh" else text


def full_width(text: str) -> str:
    """Return the text with wide marks where Chinese characters stand beside them.

    Marks inside numbers, times and Latin words (``1,312``, ``13:30``) stay as they are.
    """
    before = ""
    while before != text:       # a bracket within a bracket is widened first, then the one around it
        before, text = text, _BRACKETS.sub(_widen_brackets, text)
    return _MARK.sub(lambda found: found.group().strip().translate(WIDE), text)


def unfolded(text: str) -> str:
    """Return a text that was broken into lines in a file, without the blanks that the breaks left between Chinese characters."""
    return _FOLD.sub("", text)


def _widen_brackets(found: re.Match[str]) -> str:
    if not found["before"] and not re.search(f"[{HAN}]", found["inner"]):
        return found.group()
    return f"{(found['before'] or '').strip()}{chr(0xFF08)}{found['inner']}{chr(0xFF09)}"
