"""What a thing is called, in both languages, and where a rule comes from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
Mark = Literal["L", "P", "S", "M", "A", "none"]

MARKS = {
    "L": ("法条原文已读", "statute read in full"),
    "P": ("网页开头已读", "opening of a web page read"),
    "S": ("政策文件", "policy document"),
    "M": ("凭记忆,未核实", "from memory, not confirmed"),
    "A": ("本软件的假定", "assumed here"),
    "none": ("没有法律依据", "no legal source"),
}


def spoken(environment: Mapping[str, str] | None = None) -> Lang:
    """Return the language a reader has asked for with the variable XNSIM_LANG; Chinese where nothing was asked."""
    asked = (os.environ if environment is None else environment).get("XNSIM_LANG", "")
    return "en" if asked.lower().startswith("en") else "zh"


@dataclass(frozen=True)
class Label:
    """The name of a thing as a Chinese and as an English reader know it."""

    zh: str
    en: str

    def __call__(self, lang: Lang = "zh") -> str:
        """Return the name in one language."""
        return self.zh if lang == "zh" else self.en

    def both(self) -> dict[str, str]:
        """Return the name in both languages, as a file or a program reads it."""
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True)
class Source:
    """Where a rule stands: law, article, and how far our reading of it can be trusted.

    ``mark`` is one of ``MARKS``; a rule without legal basis says ``none``.
    """

    law: Label
    article: str = ""
    mark: Mark = "none"

    def __call__(self, lang: Lang = "zh") -> str:
        """Return the source as one short phrase."""
        trust = MARKS[self.mark][0 if lang == "zh" else 1]
        parts = [part for part in (self.law(lang), self.article) if part]
        return f"{' '.join(parts)}({trust})" if lang == "zh" else f"{' '.join(parts)} ({trust})"


NO_SOURCE = Source(Label("无专门法律依据", "no specific legal basis"))
