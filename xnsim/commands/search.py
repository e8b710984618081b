"""``xnsim search``: how much is needed, such as how many officers for 95 % on time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, get_args

from xnsim.commands.asked import policies as in_force
from xnsim.commands.declare import ENGINE, FILE, JSON, SEED, Command, Option, number, whole
from xnsim.commands.screen import say, show_json, table
from xnsim.labels import Label, Lang
from xnsim.plots.words import number as shown
from xnsim.presets import scenario_file
from xnsim.scenario.problems import InputError, Problem

if TYPE_CHECKING:
    from xnsim.policies import Knob, Policy
    from xnsim.scenario import Scenario
    from xnsim.study import Sought

REPLICATIONS, INDICATOR = 20, "on_time_rate"
TIMES_TODAY = 4  # how far officers are looked for where no end is given
OPTIONS = ("knob", "low", "high", "target", "whole", "replications", "seed", "engine")

ONE_OF_TWO = Label("请写 --officers 岗位(找人数)或 --knob 制度.参数(找参数值),两者只写一个", "give --officers DESK (how many people) or --knob POLICY.KNOB (which value), one of the two")
NO_NUMBER = Label("这个参数不是数,没有大小可找;请换一个参数", "this knob is no number, there is nothing to search; name another")
NO_END = Label("这个参数没有写明的界限,请用 --low、--high 给出找的范围", "this knob has no bounds of its own; give --low and --high")
DESK, PEOPLE = Label("岗位", "desk"), Label("「{}」的人数", "the number of officers at {}")
VALUE_OF = Label("{}的“{}”", "“{1}” of {0}")
TRIED = (Label("所试的值", "value tried"), Label("平均", "mean"), Label("95% 区间", "95 % interval"), Label("重复", "n"))


def search(lang: Lang, file: str, officers: str | None, knob: str | None, low: float | None, high: float | None, target: float | None, indicator: str,
           policies: tuple[str, ...], replications: int, seed: int, engine: str, as_json: bool) -> None:
    """Find the least number of officers, or value of a knob, at which an indicator reaches a target."""
    from xnsim.scenario import load
    from xnsim.study import officers as people_at
    from xnsim.study import search as search_on

    if (officers is None) == (knob is None):
        raise InputError([Problem("", ONE_OF_TWO)])
    if target is None:
        raise InputError([Problem("--target", Label("缺少目标;例如 --target 95%", "the target is missing; for instance --target 95%"))])
    under = in_force(policies)
    office = load(scenario_file(file))
    ends = _of_desk(office, officers) if officers is not None else _of_knob(knob or "")
    least, most = (end if given is None else given for given, end in zip((low, high), ends[:2], strict=True))
    if least is None or most is None:
        raise InputError([Problem("--knob", NO_END)])
    try:
        found = search_on(office, knob if officers is None else people_at(officers), least, most, target, indicator, ends[2], None, replications, seed, engine,
                          name=_name(office, officers, knob, lang), under=under, progress=sys.stderr.isatty())
    except InputError as error:
        raise InputError([_as_typed(problem) for problem in error.problems]) from None
    if as_json:
        show_json(_data(found))
    else:
        _show(found, office, lang)


def _of_desk(office: Scenario, desk: str) -> tuple[float, float, bool]:
    """From one officer to four times those of today; only whole persons."""
    from xnsim.scenario.finding import unknown

    if desk not in office.desks:
        raise InputError([Problem("--officers", unknown((), DESK, desk, office.desks).says)])
    today = office.desks[desk].officers
    return 1, TIMES_TODAY * (today if isinstance(today, int) else len(today) if isinstance(today, tuple) else 1), True


def _of_knob(name: str) -> tuple[float | None, float | None, bool]:
    """From one bound of the knob to the other; whole values where it takes no others."""
    kind, about = _declared(name)
    if kind is None or about is None:
        return 0, 1, False  # what is wrong with the name is said by the search
    annotation = kind.model_fields[name.partition(".")[2]].annotation
    kinds = get_args(annotation) or (annotation,)
    if not {int, float} & set(kinds):
        raise InputError([Problem("--knob", NO_NUMBER)])
    return about.low, about.high, int in kinds


def _declared(name: str) -> tuple[type[Policy] | None, Knob | None]:
    from xnsim.policies import registry

    key, _, knob = name.partition(".")
    kind = registry().get(key)
    return kind, kind.knobs().get(knob) if kind is not None else None


def _name(office: Scenario, desk: str | None, knob: str | None, lang: Lang) -> str:
    if desk is not None:
        named = office.desks[desk].name
        return PEOPLE(lang).format(named(lang) if named else desk)
    kind, about = _declared(knob or "")
    return VALUE_OF(lang).format(kind.label(lang), about.label(lang)) if kind is not None and about is not None else knob or ""


def _as_typed(problem: Problem) -> Problem:
    """Name the option where the search names its argument."""
    if problem.path.startswith("knob = "):  # refused at one of the values tried, as a rule at the far end
        says = Label(f"{problem.says.zh};或用 --low、--high 缩小要找的范围", f"{problem.says.en}; or search a narrower range with --low and --high")
        return Problem(problem.path.replace("knob", "--knob"), says)
    path = "indicator" if problem.path.startswith("indicators") else problem.path
    return Problem(f"--{path}" if path.partition(" ")[0] in (*OPTIONS, "indicator") else path, problem.says, problem.line, problem.file)


def _show(found: Sought, office: Scenario, lang: Lang) -> None:
    from xnsim.indicators import INDICATORS, UNITS

    unit = UNITS[INDICATORS[found.indicator].unit](lang)
    say(lang, office.name(lang) + "\n")
    say(lang, found.sentence(lang) + "\n")
    rows = [[f"{value:g}", shown(told.mean, unit), f"{shown(told.low, unit)} – {shown(told.high, unit)}", str(told.n)] for value, told in found.tried]
    print(table([heading(lang) for heading in TRIED], rows, {0, 1, 2, 3}))
    say(lang, found.stamp_line(lang))


def _data(found: Sought) -> dict[str, Any]:
    fields = ("knob", "value", "low", "high", "indicator", "target", "at_least_tried", "replications", "seed", "level", "digest")
    return {name: getattr(found, name) for name in fields} | {"tried": found.table.to_dict("records")}


COMMAND = Command(
    "search",
    Label("找到达标至少要多少:几个人、几天的承诺才能让按时办结率到 95%。同一批申请人,逐次减半地找。",
          "Find how much it takes: how many officers, or how long a promise, for 95 % on time. The same applicants throughout, by halving."),
    search,
    (FILE,
     Option("officers", "--officers", Label("找这个岗位的人数", "how many officers this desk needs"), "DESK"),
     Option("knob", "--knob", Label("找一项制度的参数值,例如 time_limit.workdays;值越大,指标须越好", "the value of a policy's knob, e.g. time_limit.workdays; the figure must get better as it rises"), "POLICY.KNOB"),
     Option("target", "--target", Label("目标,例如 95% 或 3(个工作日)", "the target, e.g. 95% or 3 (working days)"), "VALUE", number),
     Option("low", "--low", Label("从多少找起(默认:人数 1,参数为其下限)", "where to begin (default: one officer, or the knob's lower bound)"), "VALUE", number),
     Option("high", "--high", Label("找到多少为止(默认:现有人数的四倍,参数为其上限)", "where to end (default: four times today's officers, or the knob's upper bound)"), "VALUE", number),
     Option("policies", "--policy", Label("找的时候已经实行的制度,例如 ab_cover", "policies in force meanwhile, e.g. ab_cover"), "WORDS", many=True),
     Option("indicator", "--indicator", Label("看哪个指标", "by which indicator"), "KEY", default=INDICATOR),
     Option("replications", "--replications", Label("每个值重复几次", "replications of each value"), "N", whole(1, 100_000), REPLICATIONS), SEED, ENGINE, JSON),
    ("xnsim search single_window --knob time_limit.workdays --high 20 --target 95%", "xnsim search my_office.yaml --officers land --target 95% --high 6"),
)
