"""How a comparison is put into words, punctuated as each language prints it."""

from __future__ import annotations

from collections.abc import Mapping

from xnsim.indicators import Indicator
from xnsim.labels import Label, Lang
from xnsim.plots import stamp_text
from xnsim.punctuation import printed
from xnsim.stats import Difference, sentence
from xnsim.version import VERSION

TITLE = Label("方案比较", "Alternatives compared")
NOTE = Label(
    "表中各数按各指标自己的口径(多为测量期内办结的件);差异按测量期内收到的件逐次配对,各方案面对的是同一批申请人。",
    "Means are told in each indicator's own cohort (mostly the cases ended in the measuring window); differences are paired "
    "over the cases received in it, who are the same applicants under every alternative.")


def title(lang: Lang) -> str:
    """Return the heading of a comparison that was given none."""
    return TITLE(lang)


def note(lang: Lang) -> str:
    """Say whose cases the means and the differences are taken from."""
    return printed(NOTE(lang), lang)


def sentence_of(difference: Difference, indicator: Indicator, a: str, b: str, lang: Lang) -> str:
    """Say a difference in one sentence as it is printed."""
    return printed(sentence(difference, indicator.label, indicator.unit, indicator.better, a, b, lang), lang)


def stamp_line(replications: int, seed: int, digests: Mapping[str, str], lang: Lang) -> str:
    """Return the stamp in one line; where alternatives differ in their scenario, each is named."""
    alone = len(set(digests.values())) == 1
    hashes = next(iter(digests.values())) if alone else ("、" if lang == "zh" else ", ").join(f"{name} {digest}" for name, digest in digests.items())
    line = stamp_text(replications, seed, "\0", VERSION, lang)
    return printed(line.replace("\0", hashes), lang)
