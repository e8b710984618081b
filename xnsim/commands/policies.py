"""``xnsim policies``: which institutions can be tried, and what each can be told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xnsim.commands.asked import no_such
from xnsim.commands.declare import JSON, Argument, Command, Option
from xnsim.commands.places import check_places, write_whole
from xnsim.commands.screen import paragraph, say, show_json, table
from xnsim.labels import Label, Lang
from xnsim.policies.base import Policy
from xnsim.presets import institution_name, institution_studies
from xnsim.punctuation import printed

LIST = (Label("编号", "no."), Label("名字", "key"), Label("制度", "policy"), Label("参数", "knobs"))
KNOBS = (Label("参数", "knob"), Label("含义", "meaning"), Label("默认", "default"), Label("范围", "bounds"), Label("单位", "unit"))
MORE = Label("看一项制度的全部参数:xnsim policies 名字", "All knobs of one: xnsim policies KEY")
DATES = Label("每项制度都可写 from、to(日期),只在这段时间实行。", "Every policy takes from and to (dates): it is in force between them.")
PARTS = (("help", Label("是什么", "What it is")), ("tradeoff", Label("代价", "What it costs")), ("perverse", Label("反效果", "How it goes wrong")), ("legal_note", Label("法律提示", "Legal note")))
SOURCES, WHY, TRY = Label("依据", "Sources"), Label("默认值的理由", "Why these defaults"), Label("试一试", "Try it")
MOVES, GAMED = Label("推动", "What it moves"), Label("做成样子时", "When it is gamed")
CARRIED_BY = Label("靠什么起作用", "What carries it")
WHAT = Label("制度", "policy")


def policies(lang: Lang, key: str | None, reference: str | None, as_json: bool) -> None:
    """List the policies, show one of them whole, or write the reference page."""
    from xnsim.policies import called, names_of, registry

    if reference is not None:
        from xnsim.report.reference import reference as page

        text = page(lang)
        check_places({"--reference": reference}, ours=text.split("\n", 1)[0])
        write_whole(Path(reference), lambda place: place.write_text(text, encoding="utf-8", newline="\n"))
        return
    known = registry()
    one = None if key is None else called(key, known)
    if key is not None and one is None:
        raise no_such(WHAT, key, names_of(known), "xnsim policies")
    chosen = list(known.values()) if one is None else [one]
    if as_json:
        show_json([_data(policy) for policy in chosen])
    elif key is None:
        rows = [[policy.institution, policy.key, printed(policy.label(lang), lang), ", ".join(policy.knobs())] for policy in chosen]
        print(table([heading(lang) for heading in LIST], rows))
        say(lang, f"\n{DATES(lang)}\n{MORE(lang)}")
    else:
        print(_page(chosen[0], lang))


def _page(policy: type[Policy], lang: Lang) -> str:
    knobs = policy.knobs()
    rows = [[name, printed(knob.label(lang), lang), _default(policy, name), _bounds(policy, name, lang), printed(knob.unit(lang), lang) if knob.unit else ""]
            for name, knob in knobs.items()]
    parts = [printed(f"{policy.label(lang)} ({policy.key})", lang)]
    parts += [_headed(heading, paragraph(said(lang), lang, "  "), lang) for part, heading in PARTS if (said := getattr(policy, part))]
    parts += [_headed(heading, paragraph(moved, lang, "  "), lang) for heading, moved in _moves(policy, lang) if moved]
    parts.append(table([heading(lang) for heading in KNOBS], rows))
    parts.append(_headed(WHY, table(["", ""], [["  " + name, printed(knob.why(lang), lang)] for name, knob in knobs.items()]), lang))
    parts.append(_headed(SOURCES, "\n".join(paragraph(source(lang), lang, "  ") for source in policy.source), lang))
    parts.append(_headed(TRY, "\n".join(f"  xnsim compare {words}" for words in _tries(policy)), lang))
    return "\n\n".join(parts)


def _tries(policy: type[Policy]) -> list[str]:
    """Its own small office first, then the county centre."""
    own = [institution_name(policy.key)] if policy.key in institution_studies() else []
    return [*own, f"county_centre --policy {policy.key}"]


def _moves(policy: type[Policy], lang: Lang) -> list[tuple[Label, str]]:
    from xnsim.report.reference import CARRIED, moves

    return [(MOVES, moves(policy.moves, lang)), (GAMED, moves(policy.perverse_moves, lang)), (CARRIED_BY, CARRIED[policy.carried_by](lang))]


def _headed(heading: Label, body: str, lang: Lang) -> str:
    return f"{printed(heading(lang) + ':', lang)}\n{body}"


def _default(policy: type[Policy], name: str) -> str:
    value = policy.model_fields[name].default
    return "–" if value is None or value == () else str(value).lower() if isinstance(value, bool) else str(value)


def _bounds(policy: type[Policy], name: str, lang: Lang) -> str:
    """Say between which values a knob may be set, or which words it takes."""
    knob = policy.knobs()[name]
    if knob.words:
        return printed("; ".join(f"{word} {says(lang)}" for word, says in knob.words.items()), lang)
    if isinstance(policy.model_fields[name].default, bool):
        return "true, false"
    if knob.low is None and knob.high is None:
        return ""
    low, high = (f"{bound:g}" if bound is not None else "" for bound in (knob.low, knob.high))
    return f"{low} … {high}"


def _data(policy: type[Policy]) -> dict[str, Any]:
    knobs = [{"knob": name, "label": knob.label.both(), "why": knob.why.both(), "unit": knob.unit and knob.unit.both(), "low": knob.low,
              "high": knob.high, "step": knob.step, "words": {word: says.both() for word, says in knob.words.items()}, "default": policy.model_fields[name].default} for name, knob in policy.knobs().items()]
    words = {part: getattr(policy, part).both() for part in ("label", "help", "tradeoff", "perverse")}
    sources = [{"law": source.law.both(), "article": source.article, "mark": source.mark} for source in policy.source]
    return {"key": policy.key, **words, "institution": policy.institution, "stage": policy.stage.name.lower(),
            "carried_by": policy.carried_by, "moves": policy.moves, "perverse_moves": policy.perverse_moves, "knobs": knobs, "sources": sources}


COMMAND = Command(
    "policies",
    Label("列出可以试行的制度。写出一项的名字,就看它的参数、范围、默认值的理由、法律依据、代价和反效果。",
          "List the institutions one can try. Name one to read its knobs, bounds, reasons, legal sources, costs and perverse effects."),
    policies,
    (Argument("key", "KEY", Label("制度的名字,例如 time_limit", "the key of a policy, e.g. time_limit"), "?"),
     Option("reference", "--reference", Label("把全部制度写成一页(Markdown)", "write all institutions on one page (Markdown)"), "FILE"), JSON),
    ("xnsim policies", "xnsim policies time_limit"),
)
