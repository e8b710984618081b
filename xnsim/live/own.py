"""算我们局: five answers make an office; it is run as it is and with three reforms, on the same applicants.

What the five questions do not ask is assumed, and each assumption is told with its unit and reason; two of them can be changed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from xnsim.handout.figures import both, point
from xnsim.labels import Label
from xnsim.live.desk import Runs, Told, told_of
from xnsim.policies import ABCover, OneTimeNotice, Policy, TimeLimit
from xnsim.scenario.files import loads
from xnsim.scenario.problems import InputError

NOW = "now"
REPLICATIONS = 12
DAY_MINUTES, PRESENT = 420, 0.9        # seven hours; 18 working days of 20 at the post
FULL, BUSY = 1.0, 0.85
REFORMS: dict[str, Policy] = {"notice": OneTimeNotice(), "cover": ABCover(), "promise": TimeLimit(factor=0.5)}
CALLED = {
    "notice": OneTimeNotice.label, "cover": Label("AB岗(顶岗)", "AB cover (stand-in)"),
    "promise": Label("承诺减半", "promise halved"),
}
FILE = "our_office.yaml"


@dataclass(frozen=True)
class Question:
    """One question: its words, unit, what may be answered, and what stands there at first. ``assumed``: asked only of those who unfold it."""

    key: str
    says: Label
    unit: Label
    why: Label
    low: float
    high: float
    default: float
    whole: bool = False
    assumed: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question("arrivals", Label("一个工作日来多少件", "Cases a working day"), Label("件/工作日", "a working day"),
             Label("看一个月的收件登记,除以工作日数", "a month of the register, divided by its working days"), 0.5, 150, 20),
    Question("windows", Label("窗口有几个人", "Officers at the windows"), Label("人", "officers"),
             Label("同时坐在窗口收件的人", "those who sit at a window at the same time"), 1, 40, 2, whole=True),
    Question("back", Label("后台有几个经办人", "Officers behind the windows"), Label("人", "officers"),
             Label("审查、决定的人;领导签字算在每件用时里", "those who examine and decide; a signature counts as work of the case"), 1, 150, 4, whole=True),
    Question("minutes", Label("后台办一件要多少分钟", "Minutes of work a case behind the windows"), Label("分钟", "minutes"),
             Label("真正动手的时间,不算等的时间", "hands on the file; waiting does not count"), 1, 2400, 70),
    Question("promised", Label("承诺几个工作日办结", "Working days promised"), Label("工作日", "working days"),
             Label("从受理到决定;不得长于法定20个工作日(行政许可法第42条)", "from acceptance to decision; at most the 20 of the statute (Administrative Licensing Law, art. 42)"), 1, 20, 3, whole=True),
    Question("window_minutes", Label("窗口收一件要多少分钟", "Minutes a case at the window"), Label("分钟", "minutes"),
             Label("假定15分钟", "assumed: 15 minutes"), 1, 240, 15, assumed=True),
    Question("returned", Label("材料不齐、要补正的占多少", "Share sent back for missing papers"), Label("%", "%"),
             Label("假定30%,补正平均3个工作日", "assumed: 30 %, mended in 3 working days on average"), 0, 80, 30, assumed=True),
)
ASSUMED = (
    Label("每人每天7小时;每20个工作日平均有2天不在岗(假定)", "seven hours a day each; away 2 of every 20 working days on average (assumed)"),
    Label("来得随机(泊松);用时有快有慢(对数正态,变异系数1,假定)", "arrivals at random (Poisson); some quick, some slow (lognormal, coefficient of variation 1, assumed)"),
    Label("预热20、计量60、收尾20个工作日;2026年1月5日起,按国务院放假安排", "20 working days to warm up, 60 measured, 20 to finish; from 5 January 2026, with China's days off"),
)

EMPTY = Label("“{}”没有填", "“{}” is empty")
NO_NUMBER = Label("“{}”应填一个数,现为“{}”", "“{}” wants a number, here “{}”")
RANGE = Label("“{}”应在 {} 到 {} 之间({}),现为 {}", "“{}” lies between {} and {} ({}), here {}")
WHOLE = Label("“{}”应是整数,现为 {}", "“{}” is a whole number, here {}")
LOAD = Label("{place}:每个工作日来 {work:.1f} 小时的活,有 {hands:.1f} 小时的人手,忙 {share:.0%}。", "{place}: {work:.1f} hours of work come in a day, there are {hands:.1f} hours of hands: {share:.0%} busy.")
TOO_MUCH = Label("活比人手多:队伍会一直变长,下面只是头几个月的样子,等得越久越差。", "More work than hands: the line grows without end; what follows is only how the first months look.")
TIGHT = Label("已经很紧:再多一点件,等待就会多很多。", "It is tight already: a few more cases make a long wait.")
PLACES = {"window": Label("窗口", "Windows"), "back": Label("后台", "Behind")}


def read_answers(typed: Mapping[str, Any]) -> dict[str, float]:
    """Return the answers as numbers; raises ``ValueError`` carrying a label for everything that is wrong."""
    found, wrong = {}, []
    for question in QUESTIONS:
        value = _number(question, str(typed.get(question.key, question.default if question.assumed else "")))
        if isinstance(value, Label):
            wrong.append((question.key, value))
        else:
            found[question.key] = value
    if wrong:
        raise WrongAnswers(wrong)
    return found


class WrongAnswers(ValueError):
    """Answers of which no office can be made; ``wrong`` holds the key of each question and what is wrong with it."""

    def __init__(self, wrong: list[tuple[str, Label]]) -> None:
        self.wrong = wrong
        super().__init__("; ".join(f"{says.zh} / {says.en}" for _, says in wrong))


def _number(question: Question, text: str) -> float | Label:
    says = question.says
    plain = normalize("NFKC", text).strip().removesuffix("%").replace(",", "").strip()
    if not plain:
        return Label(EMPTY.zh.format(says.zh), EMPTY.en.format(says.en))
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        return Label(NO_NUMBER.zh.format(says.zh, text.strip()), NO_NUMBER.en.format(says.en, text.strip()))
    if not question.low <= value <= question.high:
        bounds = f"{question.low:g}", f"{question.high:g}"
        return Label(RANGE.zh.format(says.zh, *bounds, question.unit.zh, plain), RANGE.en.format(says.en, *bounds, question.unit.en, plain))
    if question.whole and value != round(value):
        return Label(WHOLE.zh.format(says.zh, plain), WHOLE.en.format(says.en, plain))
    return value


def office_file(given: Mapping[str, float]) -> str:
    """Return the office that the answers describe, as a scenario file: what the page runs and what a PC with xnsim can run."""
    a = {key: f"{value:g}" for key, value in given.items()}
    chance = f"{given['returned'] / 100:g}"
    return f"""schema: 1
name: {{zh: 我们局, en: Our bureau}}
calendar: {{start: 2026-01-05, holidays: cn, hours: ["09:00-12:00", "13:30-17:30"]}}
horizon: {{warm_up: 20 wd, measure: 60 wd, drain: 20 wd}}
offices:
  hall: {{name: {{zh: 大厅, en: Hall}}, hall: true}}
  bureau: {{name: {{zh: 局机关, en: Bureau}}}}
desks:
  window: {{office: hall, name: {{zh: 窗口, en: Windows}}, officers: {a["windows"]}, absence: {{present: exp(18 wd), away: exp(2 wd)}}}}
  back: {{office: bureau, name: {{zh: 后台, en: Behind the windows}}, officers: {a["back"]}, absence: {{present: exp(18 wd), away: exp(2 wd)}}}}
matters:
  case:
    name: {{zh: 办件, en: Case}}
    arrivals: {{poisson: {a["arrivals"]}/wd}}
    limits: {{statutory: 20 wd, promised: {a["promised"]} wd, acceptance: 5 wd}}
    route:
      - serve: {{step: reception, desk: window, effort: "lognormal({a["window_minutes"]} min, cv 1)"}}
      - return: {{step: supplement, probability: {chance}, turnaround: "lognormal(3 wd, cv 1)", calendar: working}}
      - accept: {{}}
      - serve: {{step: review, desk: back, effort: "lognormal({a["minutes"]} min, cv 1)"}}
      - decide: {{}}
      - deliver: {{within: 10 wd}}
"""


def loads_of(given: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Return hours of work that come in a working day and hours of hands there are, at the windows and behind."""
    hands = DAY_MINUTES / 60 * PRESENT
    return {
        "window": (given["arrivals"] / (1 - given["returned"] / 100) * given["window_minutes"] / 60, given["windows"] * hands),
        "back": (given["arrivals"] * given["minutes"] / 60, given["back"] * hands),
    }


def remarks(given: Mapping[str, float]) -> list[Label]:
    """Say how much work there is for how many hands: worked out from the answers, not simulated."""
    found, most = [], 0.0
    for key, (work, hands) in loads_of(given).items():
        about = {"work": work, "hands": hands, "share": work / hands}
        found.append(Label(LOAD.zh.format(place=PLACES[key].zh, **about), LOAD.en.format(place=PLACES[key].en, **about)))
        most = max(most, work / hands)
    return found + ([TOO_MUCH] if most >= FULL else [TIGHT] if most >= BUSY else [])


class Own:
    """Answers what was filled in; the office of the last answers is kept."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._runs: dict[str, Runs] = {}

    def answers(self, asked: Mapping[str, Any]) -> Iterator[Told]:
        """Yield what is known so far of the office that ``typed`` describes, or all that is wrong with it."""
        try:
            given = read_answers(asked["typed"])
        except WrongAnswers as error:
            yield {"stage": "refused", "wrong": {key: both(says) for key, says in error.wrong}}
            return
        text = office_file(given)
        if text not in self._runs:
            self._runs = {text: Runs(loads(text, FILE), REPLICATIONS, self.seed)}
        beside = {"remarks": [both(says) for says in remarks(given)], "file": text}
        yield {"stage": "working", "done": 0, "of": 1, **beside}
        try:
            for done, of, found in self._runs[text].stream({NOW: [], **{key: [policy] for key, policy in REFORMS.items()}}):
                if found is None:
                    yield {"stage": "working", "done": done, "of": of}
                else:
                    yield told_of(found, done == of) | beside | {"reforms": {key: point(found, key, CALLED[key]) for key in REFORMS}}
        except InputError as error:
            yield {"stage": "refused", "why": [both(problem.says) for problem in error.problems]}
