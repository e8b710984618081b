"""The trainer's manual: two printable pages a lesson, with sheets for predictions and decisions, all from the lessons themselves."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xnsim.course.paper import document
from xnsim.labels import Label, Lang
from xnsim.lessons.base import Exercise, Prediction
from xnsim.lessons.catalogue import exercises, predictions
from xnsim.lessons.one_desk import SEED
from xnsim.punctuation import printed
from xnsim.stats import interval

TITLE, LESSON = Label("教员手册", "Trainer's manual"), Label("第 {} 课", "Lesson {}")
LEAD = Label("每课两页:第一页课前看,第二页课上看;后附预测单和决策单。预期答案由程序算出,不是抄来的。",
             "Two pages a lesson: one to read before, one to have at hand; sheets for predictions and decisions follow. Expected answers are worked out, not copied.")
TIMES = (
    (10, Label("宣读引文", "Read the passage aloud")), (15, Label("各自写下预测,交上来,再运行", "Everyone writes a prediction and hands it in; only then run")),
    (35, Label("仿真:拖滑块,看预测落在哪里", "Simulate: move the sliders, see where predictions fall")), (20, Label("练习与讨论", "Exercises and discussion")),
    (10, Label("每组写一句政策建议", "Each group writes one sentence of policy")),
)
SHORT = Label("只有 45 分钟时:引文 5、预测 10、仿真 20、讨论 10", "With 45 minutes only: passage 5, prediction 10, simulation 20, discussion 10")
MINUTES, WHAT = Label("分钟", "minutes"), Label("做什么", "what")
EXPECTED, ANSWERS, MISTAKES = Label("预测题与预期结果", "Predictions and what to expect"), Label("练习与答案", "Exercises and answers"), Label("常见的错", "Typical mistakes")
THEORY, RUN = Label("理论 {} {}", "theory {} {}"), Label("仿真 {} {}(95% 区间 {} 至 {};重复 {} 次,种子 {})", "simulated {} {} (95 % interval {} to {}; n = {}, seed {})")
DEBRIEF = Label("收尾", "Debrief")
QUESTIONS = (
    Label("谁的预测离区间最远?当时是怎么想的?(问想法,不问人)", "Whose prediction was farthest from the interval, and what was the thought? (ask for the thought, not the person)"),
    Label("哪个官方数字会让人看不见今天的结论?旁边该放哪个对照?", "Which official figure would hide today's finding, and which twin should stand beside it?"),
    Label("在您的单位,这个结论在什么条件下不成立?", "In your office, under which condition does it not hold?"),
)
PREDICTION_SHEET, DECISION_SHEET = Label("预测单(运行之前交)", "Prediction sheet (hand in before the run)"), Label("决策单(每组一张)", "Decision sheet (one a group)")
SEAT, QUESTION, MINE, BECAUSE = Label("座位号", "seat"), Label("问题", "question"), Label("我的预测", "my prediction"), Label("因为", "because")
DECISION = (Label("我们选哪项制度、取什么值", "which reform, at which value"), Label("预期哪个数变、变多少", "which figure will move, by how much"),
            Label("代价由谁承担", "who pays for it"), Label("看哪个对照数字才不受骗", "which twin keeps us honest"), Label("运行以后:对了吗", "after the run: was it so"))


def manual(lang: Lang = "zh", simulate: bool = True) -> str:
    """Return the manual as one HTML page; ``simulate`` runs every prediction's question, else theory alone is told."""
    numbers = sorted({int(key.split("-")[0]) for key in (*predictions(), *exercises())})
    parts = [f"<h1>{_text(TITLE, lang)}</h1>\n<p>{_text(LEAD, lang)}</p>"]
    for number in numbers:
        asked = [each for key, each in predictions().items() if key.split("-")[0] == str(number)]
        set_ = [each for key, each in exercises().items() if key.split("-")[0] == str(number)]
        parts += [_before(number, asked, simulate, lang), _at_hand(number, set_, lang), _prediction_sheet(number, asked, lang)]
    parts.append(_decision_sheet(lang))
    return document(TITLE(lang), "\n".join(parts), lang)


def _before(number: int, asked: Sequence[Prediction], simulate: bool, lang: Lang) -> str:
    rows = "".join(f"<tr><td>{minutes}</td><td>{_text(what, lang)}</td></tr>" for minutes, what in TIMES)
    found = "".join(f"<section><p><b>{each.key}</b> {_text(each.ask, lang)}</p><p>{escape(printed(_expected(each, simulate, lang), lang))}</p></section>" for each in asked)
    return (f'<h2 class=page>{_text(Label(LESSON.zh.format(number), LESSON.en.format(number)), lang)}</h2>\n<table><tr><th>{_text(MINUTES, lang)}</th><th>{_text(WHAT, lang)}</th></tr>'
            f"{rows}</table>\n<p>{_text(SHORT, lang)}</p>\n<h3>{_text(EXPECTED, lang)}</h3>\n{found}")


def _expected(asked: Prediction, simulate: bool, lang: Lang) -> str:
    unit = asked.unit(lang)
    said = [THEORY(lang).format(f"{asked.theory():,.{asked.digits}f}", unit)]
    if simulate:
        found = interval(asked.simulated())
        mean, low, high = (f"{value:,.{asked.digits}f}" for value in (found.mean, found.low, found.high))
        said.append(RUN(lang).format(mean, unit, low, high, found.n, SEED))
    return ";".join(said) if lang == "zh" else "; ".join(said)


def _at_hand(number: int, found: Sequence[Exercise], lang: Lang) -> str:
    items = "".join(_exercise(each, lang) for each in found)
    questions = "".join(f"<li>{_text(each, lang)}</li>" for each in QUESTIONS)
    head = Label(f"{LESSON.zh.format(number)}:{ANSWERS.zh}", f"{LESSON.en.format(number)}: {ANSWERS.en}")
    return f"<h2 class=page>{_text(head, lang)}</h2>\n{items}\n<h3>{_text(DEBRIEF, lang)}</h3>\n<ol>{questions}</ol>"


def _exercise(asked: Exercise, lang: Lang) -> str:
    mistakes = "".join(f"<li><b>{mistake.value():.4g}</b> {_text(mistake.hint, lang)}</li>" for mistake in asked.mistakes)
    return (f"<section><p><b>{asked.key}</b> {_text(asked.ask, lang)}</p><p><b>{asked.answer():.6g} {_text(asked.unit, lang)}</b> · {_text(asked.because, lang)}</p>"
            f"<p>{_text(MISTAKES, lang)}</p><ul>{mistakes}</ul></section>")


def _prediction_sheet(number: int, asked: Sequence[Prediction], lang: Lang) -> str:
    heads = "".join(f"<th>{_text(each, lang)}</th>" for each in (QUESTION, MINE, BECAUSE))
    rows = "".join(f"<tr><td>{each.key} {_text(each.ask, lang)}</td><td>{'&nbsp;' * 12}{_text(each.unit, lang)}</td><td>{'&nbsp;' * 24}</td></tr>" for each in asked)
    head = f"{_text(Label(LESSON.zh.format(number), LESSON.en.format(number)), lang)} · {_text(PREDICTION_SHEET, lang)}"
    return f"<h2 class=page>{head}</h2>\n<p>{_text(SEAT, lang)} ________</p>\n<table class=blank><tr>{heads}</tr>{rows}</table>"


def _decision_sheet(lang: Lang) -> str:
    heads = "<th></th>" + "".join(f"<th>{k}</th>" for k in range(1, 5))
    rows = "".join(f"<tr><td>{_text(each, lang)}</td>{'<td></td>' * 4}</tr>" for each in DECISION)
    return f"<h2 class=page>{_text(DECISION_SHEET, lang)}</h2>\n<table class=blank><tr>{heads}</tr>{rows}</table>"


def _text(says: Label, lang: Lang) -> str:
    return escape(printed(says(lang), lang))
