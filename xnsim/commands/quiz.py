"""``xnsim quiz``: twelve two-step questions before, after and some weeks after the course."""

from __future__ import annotations

from pathlib import Path

from xnsim.commands.declare import Argument, Command, Option, one_of
from xnsim.commands.places import check_places, write_whole
from xnsim.commands.screen import say
from xnsim.labels import Label, Lang
from xnsim.scenario.problems import InputError, Problem

USUAL = {"pre": "a", "post": "b", "late": "a"}
ONLY = Label("应为 pre(课前)、post(课后)或 late(回访),现为“{0}”", "must be pre, post or late, not “{0}”")
SHAPE = Label("应为 {0} 组字母,如 bc,ad,-,…(先数后理由,没答写 -),现为“{1}”", "wants {0} pairs of letters such as bc,ad,-,… (number, then reason; - left open), not “{1}”")
DONE = Label("问卷已写好:{};可打印,也可在屏幕上作答,页末给出代码。", "The quiz is at {}; print it, or fill it in on the screen: the code stands at its end.")
OURS = "<!DOCTYPE html>"


def quiz(lang: Lang, phase: str, form: str | None, out: str | None, answers: str | None, key: bool) -> None:
    """Show a quiz, write it as a page, turn answers on paper into a code, or show the key."""
    from xnsim.course import Answers, key_of, quiz_page, quiz_text, written_code

    if phase not in USUAL:
        raise InputError([Problem("PHASE", Label(ONLY.zh.format(phase), ONLY.en.format(phase)))])
    check_places({"--out": out}, ours=OURS)
    chosen = form or USUAL[phase]
    if answers is not None:
        print(written_code(Answers(phase, chosen, _given(answers))))
    elif key:
        say(lang, key_of(chosen, lang))
    elif out is None:
        print(quiz_text(phase, chosen, lang))
    else:
        write_whole(Path(out), lambda place: place.write_text(quiz_page(phase, chosen, lang), encoding="utf-8"))
        say(lang, DONE(lang).format(out))


def _given(typed: str) -> tuple[tuple[int, int] | None, ...]:
    from xnsim.course import ITEMS

    pairs = [each.strip().lower() for each in typed.replace("\uff0c", ",").split(",")]
    if len(pairs) != len(ITEMS) or any(each != "-" and (len(each) != 2 or set(each) - set("abcd")) for each in pairs):
        raise InputError([Problem("--answers", Label(SHAPE.zh.format(len(ITEMS), typed), SHAPE.en.format(len(ITEMS), typed)))])
    return tuple(None if each == "-" else ("abcd".index(each[0]), "abcd".index(each[1])) for each in pairs)


COMMAND = Command(
    "quiz",
    Label("问卷:十二道两步题(选数、选理由),课前、课后、回访各用一次;两卷题同数不同,答案由仿真算出。",
          "A quiz of twelve two-step questions (number and reason) before, after and late; two forms with other numbers, the key found by the simulator."),
    quiz,
    (Argument("phase", "pre|post|late", Label("哪一次:课前、课后、回访", "which: before, after, late")),
     Option("form", "--form", Label("哪一卷:a 或 b(默认课前 a、课后 b、回访 a)", "which form: a or b (default: a before, b after, a late)"), "FORM", one_of("a", "b")),
     Option("out", "--out", Label("写成网页,可打印,也可在屏幕上作答", "write a page to print or to fill in on the screen"), "FILE"),
     Option("answers", "--answers", Label("把纸上的答案变成代码:bc,ad,-,…", "turn answers on paper into a code: bc,ad,-,…"), "PAIRS"),
     Option("key", "--key", Label("给教员看答案", "show the trainer the key"))),
    ("xnsim quiz pre --out quiz.html", "xnsim quiz post --key"),
)
