"""``xnsim quarters``: last quarter's figures decide what holds in the next, beside the same quarters in which nothing follows from them."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from xnsim.commands import asked
from xnsim.commands.declare import ENGINE, FILE, JSON, POLICY, SEED, Command, Option, number, one_of, whole
from xnsim.commands.screen import paragraph, say, show_json, table, whisper
from xnsim.labels import Label, Lang
from xnsim.plots.words import number as shown
from xnsim.plots.words import wrap
from xnsim.presets import scenario_file
from xnsim.punctuation import printed
from xnsim.scenario.problems import InputError, Problem

if TYPE_CHECKING:
    from xnsim.scenario import Scenario
    from xnsim.study import Quarters
    from xnsim.study.rules import Reaction, Rule

REPLICATIONS, QUARTERS, LENGTH, INDICATOR = 20, 4, "62 wd", "on_time_rate"
TARGET, SHARE = 0.95, 0.5
RULES = {"last_place": Label("末位问责", "last place answers"), "below_target": Label("达标考核", "target missed, unit answers")}
REACTIONS = {"pressed": Label("退件重计", "sent back, counted afresh"), "paced": Label("赶限", "work paced by the limit")}
NOTHING = Label("只看不罚", "read, nothing follows")
READING = Label("每季末看各事项的“{figure}”:{picks}下一季{reaction}。与“{nothing}”比,同一批申请人。",
                "At the end of each quarter {figure} of each matter is read: {picks} answers in the next quarter by {reaction}. Beside “{nothing}”, on the same applicants.")
PICKS = {"last_place": Label("最差的一个", "the worst of them"), "below_target": Label("不到 {} 的", "each that missed {}")}
WAIT = Label("每次重复要走 {} 遍,请稍候……", "{} walks a replication, please wait …")
HEADINGS = (Label("季", "quarter"), Label("起", "from"), Label("做法", "rule"), Label("{}", "{}"), Label("{}(对照)", "{} (twin)"), Label("有人受罚的重复", "replications that react"))
DECIDED = Label("谁受了罚(几次重复中有几次):", "Who had to answer (in how many of the replications):")
IN_QUARTER = Label("第 {} 季", "quarter {}")
STANDS, NONE_STANDS = Label("两种做法之差(同一批申请人):", "The difference, on the same applicants:"), Label("没有显著的差异。", "No difference stands.")


def quarters(lang: Lang, file: str, policies: tuple[str, ...], rule: str, reaction: str, share: float, target: float, indicator: str, count: int, length: str,
             replications: int, seed: int, engine: str, as_json: bool) -> None:
    """Run the quarters twice, with the rule and without, and set official figures beside their twins."""
    from xnsim.scenario import load
    from xnsim.study import quarters as walk
    from xnsim.study.rules import no_reaction

    if not 0 < share <= 1:
        raise InputError([Problem("--share", Label(f"应在 0 与 1 之间,现为 {share:g}", f"must lie between 0 and 1, not {share:g}"))])
    chosen, office = asked.policies(policies), load(scenario_file(file))
    if sys.stderr.isatty():
        whisper(lang, WAIT(lang).format(2 * count))
    try:
        with_rule, without = (walk(office, each, count, length, replications, seed, (indicator,), chosen, engine, name=name) for each, name in (
            (_rule(rule, reaction, share, target, indicator), RULES[rule](lang)), (no_reaction, NOTHING(lang))))
    except InputError as error:
        raise InputError([_as_typed(problem) for problem in error.problems]) from None
    if as_json:
        show_json(_data(with_rule, without, lang))
        return
    say(lang, office.name(lang) + "\n")
    print(paragraph(_reading(rule, reaction, target, indicator, lang), lang) + "\n")
    _show(with_rule, without, _answered(with_rule, office, reaction, lang), lang)


def _rule(rule: str, reaction: str, share: float, target: float, indicator: str) -> Rule:
    from xnsim.study.rules import BelowTarget, LastPlace, Pressed, paced

    react: Reaction = Pressed(share) if reaction == "pressed" else paced
    return LastPlace(react, 1, indicator) if rule == "last_place" else BelowTarget(target, react, indicator)


def _reading(rule: str, reaction: str, target: float, indicator: str, lang: Lang) -> str:
    from xnsim.indicators import INDICATORS

    about = INDICATORS[indicator]
    goal = f"{100 * target:g}%" if about.unit == "rate" else f"{target:g}"
    return READING(lang).format(figure=about.label(lang), picks=PICKS[rule](lang).format(goal), reaction=REACTIONS[reaction](lang), nothing=NOTHING(lang))


def _as_typed(problem: Problem) -> Problem:
    """Name the option where the study names its argument."""
    path = "indicator" if problem.path.startswith("indicators") else problem.path
    is_option = path in ("quarters", "length", "replications", "seed", "engine", "indicator")
    return Problem(f"--{path}" if is_option else path, problem.says, problem.line, problem.file)


def _answered(found: Quarters, office: Scenario, reaction: str, lang: Lang) -> list[list[str]]:
    """Count, quarter by quarter, the replications in which a matter had to answer."""
    counted = Counter((k, name) for history in found.histories for k, quarter in enumerate(history) for policy in quarter.policies
                      for name in getattr(policy, "matters", ()))
    told = {name: matter.name(lang) if matter.name else name for name, matter in office.matters.items()}
    return [["  " + IN_QUARTER(lang).format(k + 1), f"{times} / {len(found.histories)}", printed(f"{told[name]}: {REACTIONS[reaction](lang)}", lang)]
            for (k, name), times in sorted(counted.items(), key=lambda each: (each[0][0], -each[1]))]


def _show(with_rule: Quarters, without: Quarters, answered: list[list[str]], lang: Lang) -> None:
    frames = [found.frame(lang).to_dict("records") for found in (without, with_rule)]
    first = frames[0][0]
    names = (first["indicator_label"], first.get("twin_label", "–"))
    heads = [printed(heading(lang).format(name), lang) for heading, name in zip(HEADINGS, ("", "", "", *names, ""), strict=True)]
    rows = [[str(row["quarter"]), str(row["from"]), printed(row["rule"], lang), _cell(row, "official"), _cell(row, "twin"), f"{100 * row['reacting']:.0f}%"]
            for pair in zip(*frames, strict=True) for row in pair]
    print(table(heads, rows, {0, 3, 4, 5}))
    if answered:
        say(lang, "\n" + DECIDED(lang))
        print(table(["", "", ""], answered))
    say(lang, "\n" + STANDS(lang))
    told = [row["sentence"] for row in with_rule.against(without, lang).to_dict("records") if row["mark"]]
    for sentence in told or [NONE_STANDS(lang)]:
        print("  · " + wrap(sentence, 96).replace("\n", "\n    "))
    say(lang, "\n" + with_rule.stamp_line(lang))


def _cell(row: dict[str, Any], part: str) -> str:
    if f"{part}_low" not in row:
        return "–"
    mean, low, high = (shown(row[name], row["unit"]) for name in (part, f"{part}_low", f"{part}_high"))
    return f"{mean} [{low}, {high}]"


def _data(with_rule: Quarters, without: Quarters, lang: Lang) -> dict[str, Any]:
    return {**with_rule.stamp, "quarters": [row for found in (without, with_rule) for row in found.frame(lang).to_dict("records")],
            "decisions": with_rule.decisions(lang).to_dict("records"), "differences": with_rule.against(without, lang).to_dict("records")}


COMMAND = Command(
    "quarters",
    Label("上季的数字定下季的事:末位问责或达标考核,一季一季走下去,官方数字旁边是对照数字。",
          "Last quarter's figures decide the next: who came last or missed the target answers for it, quarter by quarter, with the twin beside the official figure."),
    quarters,
    (FILE,
     Option("rule", "--rule", Label("规则:last_place 末位问责、below_target 达标考核", "the rule: last_place, or below_target"), "NAME", one_of(*RULES), "last_place"),
     Option("target", "--target", Label("达标考核的目标,例如 95%", "the target of below_target, e.g. 95%"), "VALUE", number, TARGET),
     Option("reaction", "--reaction", Label("受罚的事项下一季怎样应付:pressed 到期前退件、时钟重计,paced 赶限", "how a matter answers: pressed sends files back before the limit and counts afresh, paced hurries near it"),
            "NAME", one_of(*REACTIONS), "pressed"),
     Option("share", "--share", Label("pressed 退回的比例(假定,没有公布的数)", "share sent back under pressed (assumed; nothing is published)"), "VALUE", number, SHARE),
     Option("indicator", "--indicator", Label("按哪个指标", "by which indicator"), "KEY", default=INDICATOR),
     Option("count", "--quarters", Label("几季", "how many quarters"), "N", whole(1, 40), QUARTERS),
     Option("length", "--length", Label("一季多长,例如 62 wd(一年 248 个工作日的四分之一)、91 d", "how long a quarter is, e.g. 62 wd (a quarter of 248 working days) or 91 d"), "SPAN", default=LENGTH),
     POLICY,
     Option("replications", "--replications", Label("重复次数", "replications"), "N", whole(1, 100_000), REPLICATIONS), SEED, ENGINE, JSON),
    ("xnsim quarters county_centre --replications 5", "xnsim quarters my_office.yaml --rule below_target --target 90% --reaction paced"),
)
