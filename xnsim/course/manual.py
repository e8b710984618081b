"""The trainer's manual: two printable pages a lesson, its sheets and cards for paper, and the game's pages; figures come from the lessons themselves."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xnsim.course.expected import expected
from xnsim.course.game_pages import game_page, game_sheet
from xnsim.course.notes import Note, notes
from xnsim.course.paper import document, sheet, table, text
from xnsim.course.sheets import decision_sheet, prediction_sheet, role_cards
from xnsim.course.timetable import SHORT, WHOLE, timetable
from xnsim.labels import Label, Lang
from xnsim.lessons.base import Exercise, Prediction
from xnsim.lessons.catalogue import exercises, predictions
from xnsim.punctuation import printed

TITLE = Label("教员手册", "Trainer's manual")
LEAD = Label("十二课,每课两页:第一页课前看,第二页课上看;后面是这一课的预测单和角色卡,可以裁开。最后是决策单和“我当主任”。",
             "Twelve lessons of two pages each: one to read before, one to have at hand; then the lesson's prediction sheets and role cards, to be cut. At the end decision sheets and the game.")
HOW = (Label("预测先交,再运行:没有写下的预测,看见结果就忘了。", "Predictions are handed in before the run: one that is not written down is forgotten once the result is seen."),
       Label("错的预测最有用。问想法,不问人。", "A wrong prediction is the useful one. Ask for the thought, not the person."),
       Label("每个数都有区间和重复次数;只报一个数的,请他补上。", "Every number has its interval and n; whoever gives a number alone is asked for them."),
       Label("官方数字旁边总放着它的对照。", "Beside every official figure stands its twin."),
       Label("预期答案是程序算的:理论按公式,仿真按重复运行;种子写在旁边,谁都可以再算。", "Expected answers are worked out: theory by formula, simulation by repeated runs; the seed stands there, and anybody can run it again."))
LESSON = Label("第 {} 课 {}", "Lesson {}: {}")
BEFORE, AT_HAND = Label("课前", "before"), Label("课上", "at hand")
MINUTES, IN_SHORT, WHAT = Label("{} 分钟", "{} min"), Label("短课 {}", "short {}"), Label("做什么", "what")
BOARD, EXPECTED, ANSWERS = Label("板书", "On the board"), Label("预测题与预期结果", "Predictions and what to expect"), Label("练习与答案", "Exercises and answers")
THEORY = Label("理论 {} {}", "theory {} {}")
RUN = Label("仿真 {} {}(95% 区间 {} 至 {};重复 {} 次,种子 {})", "simulated {} {} (95 % interval {} to {}; n = {}, seed {})")
MISTAKES, DEBRIEF = Label("常见的错:", "Typical mistakes:"), Label("收尾时问", "Ask at the end")
FARTHEST = Label("最后问:谁的预测离区间最远?当时是怎么想的?", "Last: whose prediction was farthest from the interval, and what was the thought?")


def manual(lang: Lang = "zh") -> str:
    """Return the manual as one HTML page, a sheet of A4 for each of its parts."""
    pages = [_cover(lang)]
    for number, note in notes().items():
        asked, set_ = (_of(number, each) for each in (predictions(), exercises()))
        pages += [_before(note, asked, lang), _at_hand(note, set_, lang), prediction_sheet(named(note, lang), asked, lang), role_cards(named(note, lang), note, lang)]
    pages += [decision_sheet(lang), game_page(lang), game_sheet(lang)]
    return document(TITLE(lang), "\n".join(pages), lang)


def named(note: Note, lang: Lang) -> str:
    """Return a lesson's number and name."""
    return escape(printed(LESSON(lang).format(note.number, note.title(lang)), lang))


def _of(number: int, all_of_them: dict) -> list:
    return [each for key, each in all_of_them.items() if key.split("-")[0] == str(number)]


def _cover(lang: Lang) -> str:
    rows = [[str(note.number), text(note.title, lang), " · ".join(str(part.minutes) for part in timetable(note.number))] for note in notes().values()]
    heads = ["", text(Label("课", "lesson"), lang), text(Label("各节分钟", "minutes of its parts"), lang)]
    said = "".join(f"<li>{text(each, lang)}</li>" for each in HOW)
    return sheet(f"<h1>{text(TITLE, lang)}</h1><p>{text(LEAD, lang)}</p><ul>{said}</ul>{table(heads, rows)}", "cover")


def _before(note: Note, asked: Sequence[Prediction], lang: Lang) -> str:
    rows = [[str(part.minutes), str(part.short or "–"), escape(part.what(lang))] for part in timetable(note.number)]
    heads = [escape(MINUTES(lang).format(WHOLE)), escape(IN_SHORT(lang).format(SHORT)), text(WHAT, lang)]
    board = "".join(f"<li>{text(line, lang)}</li>" for line in note.board)
    found = "".join(f"<section><p><b>{each.key}</b> {text(each.ask, lang)}</p><p class=figure>{escape(printed(_expected(each, lang), lang))}</p></section>" for each in asked)
    return sheet(f"<h2>{named(note, lang)} · {text(BEFORE, lang)}</h2>{table(heads, rows, 'minutes')}<h3>{text(BOARD, lang)}</h3><ol>{board}</ol>"
                 f"<h3>{text(EXPECTED, lang)}</h3>{found}", f"before-{note.number}")


def _expected(asked: Prediction, lang: Lang) -> str:
    told, unit = expected(asked), asked.unit(lang)
    theory, mean, low, high = (f"{value:,.{asked.digits}f}" for value in (told.theory, told.mean, told.low, told.high))
    return f"{THEORY(lang).format(theory, unit)}{'。' if lang == 'zh' else '; '}{RUN(lang).format(mean, unit, low, high, told.n, told.seed)}"


def _at_hand(note: Note, found: Sequence[Exercise], lang: Lang) -> str:
    items = "".join(_exercise(each, lang) for each in found)
    questions = "".join(f"<li>{text(each, lang)}</li>" for each in (*note.debrief, FARTHEST))
    return sheet(f"<h2>{named(note, lang)} · {text(AT_HAND, lang)}</h2><h3>{text(ANSWERS, lang)}</h3>{items}<h3>{text(DEBRIEF, lang)}</h3><ol>{questions}</ol>", f"at-hand-{note.number}")


def _exercise(asked: Exercise, lang: Lang) -> str:
    mistakes = "".join(f"<li><b>{mistake.value():.4g}</b> {text(mistake.hint, lang)}</li>" for mistake in asked.mistakes)
    return (f"<section><p><b>{asked.key}</b> {text(asked.ask, lang)}</p><p class=figure><b>{asked.answer():.6g} {text(asked.unit, lang)}</b> · {text(asked.because, lang)}</p>"
            f"<p class=quiet>{text(MISTAKES, lang)}</p><ul>{mistakes}</ul></section>")
