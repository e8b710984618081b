"""Timers: a limit they can read, a matter they can spawn, an effect that can act."""

from __future__ import annotations

from collections.abc import Iterator

from xnsim.labels import Label
from xnsim.scenario.check_limits import NAMES, limit_length
from xnsim.scenario.check_office import no_months
from xnsim.scenario.finding import Finding, found, is_zero, says, surely_not_shorter, unknown
from xnsim.scenario.matter import Matter
from xnsim.scenario.route import Transfer
from xnsim.scenario.sheet import Where
from xnsim.scenario.timers import After, Timer
from xnsim.scenario.walk import Stop

MATTER = Label("事项", "matter")


def timer_findings(matter: Matter, at: Where, matters: list[str], stops: list[Stop]) -> Iterator[Finding]:
    """Check the timers of one matter; ``matters`` are the names that may be spawned."""
    if not matter.timers:
        return
    taken = {str(stop.step): (*stop.where, "step") for stop in stops if stop.step is not None}
    for i, timer in enumerate(matter.timers):
        where = (*at, "timers", i)
        if timer.name in taken:
            yield found((*where, "name"), f"名称“{timer.name}”已被本事项的环节或另一个计时器使用;请改名(抽签按名称进行)",
                        f"the name “{timer.name}” is used by a step or another timer of this matter; rename one (draws are found by name)",
                        [taken[timer.name]])
        taken.setdefault(timer.name, (*where, "name"))
        yield from _after(timer.after, matter, at, (*where, "after"))
        yield from _again(timer, where)
        yield from _effect(timer, where, matters)
        yield from _extends(timer, i, matter, at)
        if timer.do == "find" and not any(isinstance(stop.node, Transfer) and stop.node.lost > 0 for stop in stops):
            yield found((*where, "do"), "路线上没有会丢件的 transfer,无件可找;请给 transfer 写 lost,或改 do",
                        "nothing can get lost on this route; give a transfer the share lost, or change do", [stop.where for stop in stops])


def limit_of(after: After, matter: Matter) -> str:
    """Return which limit a timer reads: the one named, else the promised one, else the statutory one."""
    return after.of or ("promised" if matter.limits.promised is not None else "statutory")


def _after(after: After, matter: Matter, at: Where, where: Where) -> Iterator[Finding]:
    stated = [key for key in ("share", "before", "span") if getattr(after, key) is not None]
    if len(stated) != 1:
        yield found(where, f"share、before、span 要写且只写一个,现有 {'、'.join(stated) or '(无)'};请改为如 {{share: 0.8, of: promised}}",
                    f"write exactly one of share, before and span, here {', '.join(stated) or 'none'}; e.g. {{share: 0.8, of: promised}}")
    elif stated == ["span"]:
        if after.of is not None:
            yield found((*where, "of"), "span 自收件起算,与时限无关;请删去 of", "a span runs from receipt, not along a limit; delete of")
    else:
        yield from _limited(after, matter, at, where)


def _limited(after: After, matter: Matter, at: Where, where: Where) -> Iterator[Finding]:
    key = limit_of(after, matter)
    limit, (zh, en), base = getattr(matter.limits, key), NAMES[key], (*at, "limits", key)
    if limit is None:
        yield found(where, f"本事项没有写{zh},计时器无从起算;请在 limits 里写 {key},或改用 span",
                    f"{en} of this matter is not given, the timer has nothing to read; write {key} under limits, or use span", [base])
        return
    if after.before is not None:
        if after.before.unit == "mo" and limit.unit != "mo":
            yield from no_months(after.before, (*where, "before"))
        elif surely_not_shorter(after.before, limit):
            yield found((*where, "before"), f"提前 {says(after.before)},不短于{zh} {says(limit)};请改小",
                        f"{says(after.before, 'en')} ahead is not shorter than {en} of {says(limit, 'en')}; lower it", [base])


def _again(timer: Timer, where: Where) -> Iterator[Finding]:
    if timer.every is not None:
        yield from no_months(timer.every, (*where, "every"))
        if timer.every.amount == 0:
            yield found((*where, "every"), "重复间隔为 0;请改为正数,如 2 wd", "the time between repetitions is 0; make it positive, e.g. 2 wd")
    elif timer.at_most is not None and timer.at_most > 1:
        yield found((*where, "at_most"), "没有 every 就只响一次;请写 every,或删去 at_most",
                    "without every it goes off once; write every, or delete at_most", [(*where, "every")])


def _effect(timer: Timer, where: Where, matters: list[str]) -> Iterator[Finding]:
    if timer.do == "spawn":
        if timer.matter is None:
            yield found((*where, "matter"), "do: spawn 要写 matter(产生哪个事项);请补上", "do: spawn wants a matter; say which one")
        elif timer.matter not in matters:
            yield unknown((*where, "matter"), MATTER, timer.matter, matters)
    elif timer.matter is not None:
        yield found((*where, "matter"), f"matter 只用于 do: spawn,现为 {timer.do};请删去 matter,或改 do",
                    f"matter goes with do: spawn, here it is {timer.do}; delete matter, or change do", [(*where, "do")])


def _extends(timer: Timer, i: int, matter: Matter, at: Where) -> Iterator[Finding]:
    where = (*at, "timers", i)
    if timer.do != "extend":
        for key in ("by", "approval"):
            if getattr(timer, key) is not None:
                yield found((*where, key), f"{key} 只用于 do: extend,现为 {timer.do};请删去",
                            f"{key} goes with do: extend, here it is {timer.do}; delete it", [(*where, "do")])
        return
    earlier = [j for j, other in enumerate(matter.timers[:i]) if other.do == "extend"]
    if matter.extension is not None or earlier:
        other = (*at, "extension") if matter.extension is not None else (*at, "timers", earlier[0])
        yield found((*where, "do"), "延期只能写一处;请删去 extension 或其余的 do: extend",
                    "an extension is said in one place; delete extension or the other do: extend", [other])
    limit = matter.limits.promised or matter.limits.statutory
    if limit is None:
        yield found((*where, "do"), "没有时限,无从延期;请在 limits 里写 statutory 或 promised",
                    "without a limit nothing can be extended; write statutory or promised under limits", [(*at, "limits")])
    elif timer.by is None:
        yield found((*where, "by"), "do: extend 要写延长多少;请补上,如 by: 10 wd", "do: extend wants to know by how much; e.g. by: 10 wd")
    else:
        yield from limit_length(timer.by, (*where, "by"))
        yield from _same_unit(timer, matter, at, where)
    if timer.approval is not None and is_zero(timer.approval):
        yield found((*where, "approval"), "批准用时为 0;请至少写 1 s", "the approval takes no time; give at least 1 s")


def _same_unit(timer: Timer, matter: Matter, at: Where, where: Where) -> Iterator[Finding]:
    """An extension lengthens both limits, so both must be counted as it is."""
    for key in ("statutory", "promised"):
        limit = getattr(matter.limits, key)
        if limit is not None and timer.by is not None and limit.unit != timer.by.unit:
            yield found((*where, "by"), f"延长 {says(timer.by)}与{NAMES[key][0]} {says(limit)}单位不同;请改用同一单位",
                        f"an extension by {says(timer.by, 'en')} and {NAMES[key][1]} of {says(limit, 'en')} differ in unit; use the same",
                        [(*at, "limits", key)])
            return
