"""The reference page: every institution of the five documents, with what says it here and what it moves.

It is made from the code, so it cannot say more than the code does: a test compares the page
kept in ``docs`` with what this file writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from xnsim.indicators import INDICATORS
from xnsim.labels import Label, Lang
from xnsim.policies import Policy, registry
from xnsim.policies.institutions import INSTITUTIONS, PRIMITIVES, Institution
from xnsim.punctuation import printed

TITLE = Label("制度一览", "The institutions")
ABOUT = Label("五份文件中的每一项制度:由哪个文件实现,用哪个小单位演示,推动什么,怎样被做成样子。本页由代码生成(xnsim policies --reference 文件)。",
              "Every institution of the five documents: which file says it, which small office shows it, what it moves, and how it can be gamed. "
              "Written by the code (xnsim policies --reference FILE).")
RISES, FALLS = Label("升", "rises"), Label("降", "falls")
ROWS = (
    ("file", Label("文件", "File")), ("office", Label("演示", "Shown in")), ("help", Label("是什么", "What it is")),
    ("moves", Label("推动", "Moves")), ("tradeoff", Label("代价", "What it costs")), ("perverse", Label("反效果", "How it goes wrong")),
    ("signature", Label("反效果的记号", "Its mark when gamed")), ("carried", Label("靠什么起作用", "What carries it")),
    ("legal", Label("法律提示", "Legal note")), ("sources", Label("依据", "Sources")),
)
CARRIED = {"mechanism": Label("机制:排队、流程和时钟", "mechanism: queues, routes and clocks"),
           "assumption": Label("假定:一个常数", "assumption: one constant")}
MADE_OF = Label("组成要素", "Made of")
MISSING = Label("尚未表达。", "Not expressed.")


def reference(lang: Lang = "zh") -> str:
    """Return the page as Markdown, ending in a line break."""
    lines = [f"# {TITLE(lang)}", "", printed(ABOUT(lang), lang), ""]
    for institution in INSTITUTIONS:
        lines += [f"## {institution.number} {printed(institution.label(lang), lang)}", "", *_body(institution, lang)]
    return "\n".join(lines).rstrip() + "\n"


def says(institution: Institution) -> list[type[Policy]]:
    """Return the policies that stand for an institution."""
    return [policy for policy in registry().values() if institution.number in policy.institution.split()]


def _body(institution: Institution, lang: Lang) -> Iterator[str]:
    chosen = says(institution)
    if institution.primitives:
        made = ("、" if lang == "zh" else ", ").join(printed(PRIMITIVES[number](lang), lang) for number in institution.primitives)
        yield from (f"{printed(MADE_OF(lang) + ':', lang)}{' ' if lang == 'en' else ''}{made}", "")
    if institution.said_by is not None:
        yield from (printed(institution.said_by(lang), lang), "")
    elif not chosen:
        yield from (MISSING(lang), "")
    for policy in chosen:
        yield from (f"### {printed(policy.label(lang), lang)} `{policy.key}`", "")
        cells = _cells(policy, lang)
        yield from (f"- {printed(heading(lang) + ':', lang)}{' ' if lang == 'en' else ''}{cells[key]}" for key, heading in ROWS if cells[key])
        yield ""


def _cells(policy: type[Policy], lang: Lang) -> dict[str, str]:
    said = {key: printed(getattr(policy, key)(lang), lang) for key in ("help", "tradeoff", "perverse")}
    knobs = ", ".join(f"{knob}: {_value(value)}" for knob, value in policy.perverse_knobs.items())
    marks = moves(policy.perverse_moves, lang)
    return {
        **said, "file": f"`xnsim/policies/{policy.key}.py`", "office": f"`scenarios/institutions/{policy.key}.yaml`",
        "moves": moves(policy.moves, lang), "signature": f"{marks} ({knobs})" if marks else "",
        "carried": printed(CARRIED[policy.carried_by](lang), lang),
        "legal": printed(policy.legal_note(lang), lang) if policy.legal_note else "",
        "sources": printed((";" if lang == "zh" else "; ").join(source(lang) for source in policy.source), lang),
    }


def moves(signed: tuple[str, ...], lang: Lang) -> str:
    """Say which indicators rise and which fall."""
    words = {"+": RISES(lang), "-": FALLS(lang)}
    return ("；" if lang == "zh" else "; ").join(f"{printed(INDICATORS[move[1:]].label(lang), lang)} {words[move[0]]}" for move in signed)


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
