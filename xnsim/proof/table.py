"""The verdicts in words: one line a case, then how many were met and how many misses chance alone would bring."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xnsim.labels import Label
from xnsim.proof.facts import Case, published
from xnsim.proof.judge import PROVED, SAYS, Verdict
from xnsim.proof.trial import LEVEL, SMALL_WIDTH, WIDTH

HEADS = (Label("算例", "case"), Label("结论", "verdict"), Label("理论值", "theory"),
         Label("仿真值 ± 99.9% 半宽", "simulated ± 99.9 % half-width"),
         Label("件数", "files"), Label("秒", "s"), Label("模型与指标", "model and indicator"))
WIDTHS = (9, 16, 28, 46, 10, 6)
AT = Label("(在该值上应见 {})", " (at it: {})")


def theory_table(verdicts: Sequence[Verdict], lang: str = "zh", cases: Mapping[str, Case] | None = None, seed: int | None = None) -> str:
    """Return formula value beside simulated value, a line a case, with the summary."""
    return "\n".join(lines(verdicts, published() if cases is None else cases, seed, lang))


def lines(verdicts: Iterable[Verdict], cases: Mapping[str, Case], seed: int | None, lang: str) -> Iterator[str]:
    """Yield the heading, a line for each verdict as it comes, and the summary."""
    yield _row([head(lang) for head in HEADS])
    told = []
    for verdict in verdicts:
        told.append(verdict)
        yield _row(_cells(verdict, cases[verdict.id], lang))
    yield ""
    yield from summary(told, seed, lang)


def summary(verdicts: Sequence[Verdict], seed: int | None, lang: str) -> Iterator[str]:
    """Yield the counts, and the misses seen beside those expected by chance."""
    run = [each for each in verdicts if each.verdict not in ("waits", "formula")]
    small = [each.id for each in run if each.verdict == "met_small"]
    wrong = [f"{each.id}({SAYS[each.verdict](lang)})" for each in run if not each.proved]
    yield _say(lang, f"仿真或查日历 {len(run)} 例:相符 {sum(each.verdict in PROVED for each in run)} 例。",
               f"{len(run)} cases run or looked up: {sum(each.verdict in PROVED for each in run)} met.")
    if small:
        yield _say(lang, f"其中小样本 {len(small)} 例(半宽放宽到 {SMALL_WIDTH:.0%},全量须 --full):{' '.join(small)}",
                   f"{len(small)} of them at the small size (half-width up to {SMALL_WIDTH:.0%}; --full for {WIDTH:.0%}): {' '.join(small)}")
    yield _say(lang, f"未相符 {len(wrong)} 例{':' if wrong else '。'}{' '.join(wrong)}",
               f"{len(wrong)} not met{': ' if wrong else '.'}{' '.join(wrong)}")
    yield from _chance(run, seed, lang)
    for says in ("waits", "formula"):
        for why in dict.fromkeys(each.why for each in verdicts if each.verdict == says):
            ids = [each.id for each in verdicts if each.verdict == says and each.why == why]
            yield f"{SAYS[says](lang)} {' '.join(ids)}: {why(lang) if why else ''}"


def _chance(run: Sequence[Verdict], seed: int | None, lang: str) -> Iterator[str]:
    intervals, missed = sum(each.intervals for each in run), sum(each.verdict == "missed" for each in run)
    if not intervals:
        return
    expected = intervals * (1 - LEVEL)
    told = "" if seed is None else _say(lang, f"种子 {seed}:", f"Seed {seed}: ")
    yield told + _say(lang, f"{intervals} 个 99.9% 区间,单凭偶然预期有 {expected:.2g} 例不符,实见 {missed} 例。",
                      f"of {intervals} intervals at 99.9 % chance alone is expected to miss {expected:.2g}; {missed} missed.")


def _cells(verdict: Verdict, case: Case, lang: str) -> list[str]:
    pairs = [_number(x) + (f" ± {verdict.half_width[i]:.2g}" if verdict.half_width else "") for i, x in enumerate(verdict.simulated)]
    theory = verdict.formula if isinstance(verdict.formula, (list, tuple)) else (verdict.formula,)
    seen = ", ".join(pairs) or "-"
    if verdict.simulated and tuple(verdict.expected) != tuple(theory):
        seen += AT(lang).format(", ".join(map(_number, verdict.expected)))
    return [verdict.id, SAYS[verdict.verdict](lang), ", ".join(map(_number, theory)), seen, f"{verdict.n:,}" if verdict.n else "-",
            f"{verdict.seconds:.1f}" if verdict.simulated else "-", f"{case.model} | {case.indicator}"]


def _number(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:.6g}"


def _row(cells: Sequence[str]) -> str:
    *fixed, last = cells
    return " ".join(cell + " " * (width - _wide(cell)) for cell, width in zip(fixed, WIDTHS, strict=True)) + " " + last


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _say(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en
