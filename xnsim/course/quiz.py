"""The quiz as text and as a page that prints, or is filled in on the screen and then shows the learner's code."""

from __future__ import annotations

import json
from html import escape

from xnsim.course.codes import LETTERS, PHASES, Phase
from xnsim.course.items import Form, Item
from xnsim.course.questions import ITEMS
from xnsim.course.paper import document, text
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed

ABCD = "ABCD"
TITLES = {"pre": Label("课前问卷", "Quiz before the course"), "post": Label("课后问卷", "Quiz after the course"), "late": Label("回访问卷", "Quiz some weeks later")}
FORM = Label("{} 卷", "form {}")
LEAD = Label("十二题,每题先选数,再选理由;两样都对才算对。不计入考核,不写姓名,只写座位号。约 25 分钟。",
             "Twelve questions; choose the number, then the reason; both must be right. No grade, no name, only the seat. About 25 minutes.")
SEAT, CODE = Label("座位号", "Seat"), Label("答卷代码", "Your code")
NUMBER, WHY = Label("选一个数", "the number"), Label("因为", "because")
KEY = Label("第 {n} 题  {choice}{reason}  {value}{unit} · 仿真 {mean}(区间 {low} 至 {high};重复 {times} 次,种子 {seed})",
            "{n}  {choice}{reason}  {value}{unit} · simulated {mean} (interval {low} to {high}; n = {times}, seed {seed})")
BEHIND = Label("      其余各项背后的想法:{}", "      what the others come from: {}")
JOINT = Label("答案由仿真定:离仿真均值最近的一项。区间对两卷全部题目同时以 95% 成立;每题只有对的一项落在区间里。",
              "The key is the simulator's: the number nearest to its mean. The intervals hold together for both forms with 95 %; only the right number lies inside.")

SCRIPT = """'use strict';
const set = JSON.parse(document.getElementById('set').textContent);
const show = () => {
  let body = '';
  for (let k = 0; k < set.items; k++) {
    const [one, two] = ['n', 'w'].map((part) => document.querySelector(`input[name="${part}${k}"]:checked`));
    body += one && two ? (4 * Number(one.value) + Number(two.value)).toString(16).toUpperCase() : 'X';
  }
  const whole = set.head + body;
  let sum = 0;
  for (let k = 0; k < whole.length; k++) sum += (k + 1) * whole.charCodeAt(k);
  document.getElementById('code').textContent = [set.head, ...body.match(/.{4}/g), set.letters[sum % set.letters.length]].join('-');
};
document.addEventListener('change', show);
show();
"""


def quiz_text(phase: Phase, form: Form, lang: Lang = "zh") -> str:
    """Return the quiz as Markdown."""
    lines = [f"# {TITLES[phase](lang)} · {FORM(lang).format(form.upper())}", "", LEAD(lang), ""]
    for n, item in enumerate(ITEMS, 1):
        lines += [f"**{n}.** {item.ask(form)(lang)}", ""]
        lines += ["  ".join(f"{ABCD[k]} {item.said(value)}{_unit(item, lang)}" for k, value in enumerate(item.choices(form))), "", f"{WHY(lang)}:", ""]
        lines += [f"- {ABCD[k]} {reason(lang)}" for k, reason in enumerate(item.reasons_in(form))] + [""]
    return printed("\n".join(lines), lang)


def quiz_page(phase: Phase, form: Form, lang: Lang = "zh") -> str:
    """Return the quiz as one HTML page; nothing on it tells the answers."""
    title = f"{TITLES[phase](lang)} · {FORM(lang).format(form.upper())}"
    items = "\n".join(_item(n, item, form, lang) for n, item in enumerate(ITEMS))
    data = json.dumps({"items": len(ITEMS), "head": PHASES[phase] + form.upper(), "letters": LETTERS})
    foot = f'<p class=code>{text(CODE, lang)} <output id=code></output></p>\n<script type="application/json" id="set">{data}</script>\n<script>{SCRIPT}</script>'
    return document(title, f"<h1>{escape(title)}</h1>\n<p>{text(LEAD, lang)}</p>\n<p>{text(SEAT, lang)} ________</p>\n{items}\n{foot}", lang)


def key_of(form: Form, lang: Lang = "zh") -> str:
    """Return the trainer's key: an item's letters, number and interval, and the misconceptions behind the other numbers."""
    lines = [line for n, item in enumerate(ITEMS, 1) for line in _keyed(n, item, form, lang)]
    return printed("\n".join([JOINT(lang), *lines]), lang)


def _keyed(n: int, item: Item, form: Form, lang: Lang) -> list[str]:
    found, right = item.found(form), item.right_choice(form)
    mean, low, high = (item.said(value, finer=1) for value in (found.mean, found.low, found.high))
    behind = [f"{ABCD[k]} {name(lang)}" for k, name in enumerate(item.misconceptions(form)) if name is not None]
    return [KEY(lang).format(n=n, choice=ABCD[right], reason=ABCD[item.right_reason(form)], value=item.said(item.choices(form)[right]), unit=_unit(item, lang),
                             mean=mean, low=low, high=high, times=found.n, seed=found.seed),
            BEHIND(lang).format(" / ".join(behind))]


def _item(n: int, item: Item, form: Form, lang: Lang) -> str:
    numbers = "".join(_option("n", n, k, item.said(value) + _unit(item, lang)) for k, value in enumerate(item.choices(form)))
    reasons = "".join(f"<div>{_option('w', n, k, printed(reason(lang), lang))}</div>" for k, reason in enumerate(item.reasons_in(form)))
    return (f"<section><p><b>{n + 1}.</b> {text(item.ask(form), lang)}</p>\n<p class=row>{numbers}<span class=quiet>{text(WHY, lang)}</span></p>\n"
            f"<div class=why>{reasons}</div></section>")


def _option(part: str, n: int, k: int, says: str) -> str:
    return f'<label><input type=radio name="{part}{n}" value="{k}"> {ABCD[k]} {escape(says)}</label> '


def _unit(item: Item, lang: Lang) -> str:
    return "" if item.unit.en == "%" else f" {item.unit(lang)}"

