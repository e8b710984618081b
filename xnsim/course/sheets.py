"""What is handed out on paper: prediction slips, role cards to be cut, decision sheets."""

from __future__ import annotations

from collections.abc import Sequence

from xnsim.course.notes import Note
from xnsim.course.paper import sheet, table, text
from xnsim.labels import Label, Lang
from xnsim.lessons.base import Prediction

PREDICTIONS, DECISIONS, ROLES = Label("预测单(运行之前交)", "Prediction slip (hand in before the run)"), Label("决策单(每组一张)", "Decision sheet (one a group)"), Label("角色卡(裁开)", "Role cards (to be cut)")
SEAT, QUESTION, MINE, BECAUSE = Label("座位号 ________", "seat ________"), Label("问题", "question"), Label("我的预测", "my prediction"), Label("因为", "because")
SLIPS = 2
GROUP = Label("第 ____ 课    组 ________", "lesson ____    group ________")
ROUND = Label("第 {} 次", "round {}")
DECISION = (Label("我们选哪项制度、取什么值", "which reform, at which value"), Label("预期哪个数变、变多少", "which figure will move, by how much"),
            Label("代价由谁承担", "who pays for it"), Label("看哪个对照数字才不受骗", "which twin keeps us honest"), Label("运行以后:对了吗(区间)", "after the run: was it so (interval)"))
SENTENCE = Label("写一句能写进文件的话:", "One sentence fit for a document:")


def prediction_sheet(lesson: str, asked: Sequence[Prediction], lang: Lang) -> str:
    """Return a page of prediction slips of one lesson, alike, to be cut apart."""
    heads = [text(each, lang) for each in (QUESTION, MINE, BECAUSE)]
    rows = [[f"<b>{each.key}</b> {text(each.ask, lang)}", f"<span class=unit>{text(each.unit, lang)}</span>", ""] for each in asked]
    slip = f"<div class=slip><h2>{lesson} · {text(PREDICTIONS, lang)}</h2><p>{text(SEAT, lang)}</p>{table(heads, rows, 'blank')}</div>"
    return sheet(slip * SLIPS, "predictions")


def role_cards(lesson: str, note: Note, lang: Lang) -> str:
    """Return a page of the lesson's role cards."""
    cards = "".join(f"<div class=card><p class=quiet>{lesson}</p><h3>{text(role.name, lang)}</h3><p>{text(role.card, lang)}</p></div>" for role in note.roles)
    return sheet(f"<h2>{lesson} · {text(ROLES, lang)}</h2><div class=cards>{cards}</div>", "roles")


def decision_sheet(lang: Lang) -> str:
    """Return the page on which a group writes what it decides and what it expects."""
    heads = ["", *(ROUND(lang).format(k) for k in range(1, 5))]
    rows = [[text(each, lang), "", "", "", ""] for each in DECISION]
    return sheet(f"<h2>{text(DECISIONS, lang)}</h2><p>{text(GROUP, lang)}</p>{table(heads, rows, 'blank tall')}<h3>{text(SENTENCE, lang)}</h3><p class=lines></p>", "decisions")
