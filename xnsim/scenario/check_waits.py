"""Waits until a share of a limit, limits set on the way, and responses to limits: each needs the limit it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from xnsim.scenario.check_limits import NAMES, limit_length
from xnsim.scenario.finding import Finding, found, says, surely_longer
from xnsim.scenario.matter import Matter
from xnsim.scenario.route import Backlog, Choose, Clock, Refuse, Return, Serve, Spawn, Wait
from xnsim.scenario.sheet import Where
from xnsim.scenario.walk import Stop

LONGEST_PER_FILE_S = 20 * 86_400        # a thousand times as much still fits an int32


def wait_findings(matter: Matter, at: Where, stops: list[Stop]) -> Iterator[Finding]:
    """Check waits, limits set on the way, and response curves of one matter."""
    for stop in stops:
        if isinstance(stop.node, Wait):
            yield from _wait(stop, stop.node, matter, at)
        elif isinstance(stop.node, Clock):
            yield from _clock(stop, stop.node, matter, at)
        if isinstance(stop.node, (Serve, Return, Choose, Refuse, Spawn)) and stop.node.response:
            yield from _response(stop, stop.node, matter, at)


def _wait(stop: Stop, node: Wait, matter: Matter, at: Where) -> Iterator[Finding]:
    if node.length is None and node.until is None:
        yield found((*stop.where, "length"), "缺少“length”;请补上,例如 length: exp(3 d),或写 until: {share: 0.9, of: promised}",
                    "“length” is missing; add it, e.g. length: exp(3 d), or write until: {share: 0.9, of: promised}")
    if node.until is None:
        return
    where = (*stop.where, "until")
    if node.length is not None:
        yield found(where, "length 与 until 只能写一个;请删去一个", "length and until exclude each other; delete one", [(*stop.where, "length")])
    if getattr(matter.limits, node.until.of) is None:
        zh, en = NAMES[node.until.of]
        yield found((*where, "of"), f"没有写{zh};请在 limits 里写 {node.until.of},或改 of", f"{en} is not given; write {node.until.of} under limits, or change of",
                    [(*at, "limits", node.until.of)])
    if node.clock != "runs":
        yield found((*stop.where, "clock"), "停了表就等不到时限的份额;请写 clock: runs,或改用 length",
                    "with the clock stopped no share of the limit is ever used; write clock: runs, or use length", [where])
    if node.calendar != "civil":
        yield found((*stop.where, "calendar"), "until 按时限计,不分日历;请删去 calendar", "until counts as the limit does; delete calendar", [where])


def _clock(stop: Stop, node: Clock, matter: Matter, at: Where) -> Iterator[Finding]:
    where, base = (*stop.where, "promised"), (*at, "limits", "promised")
    if node.backlog is not None:
        yield from _backlog((*stop.where, "backlog"), node, node.backlog)
    if node.do != "set_limit":
        if node.promised is not None:
            yield found(where, f"promised 只用于 do: set_limit,现为 {node.do};请改 do,或删去 promised",
                        f"promised goes with do: set_limit, here it is {node.do}; change do, or delete promised", [(*stop.where, "do")])
        return
    if node.promised is None:
        yield found(where, "没有写新的承诺时限;请补上,例如 promised: 10 wd", "the new promised limit is missing; add it, e.g. promised: 10 wd")
        return
    yield from limit_length(node.promised, where)
    before, statutory = matter.limits.promised, matter.limits.statutory
    if before is None:
        yield found(where, "事项没有承诺时限,无从另定;请在 limits 里写 promised", "the matter has no promised limit to set anew; write promised under limits", [base])
    elif before.unit != node.promised.unit:
        yield found(where, f"新的承诺时限 {says(node.promised)}与原承诺时限 {says(before)}单位不同;请改用同一单位",
                    f"the new promised limit of {says(node.promised, 'en')} and the old one of {says(before, 'en')} differ in unit; use the same", [base])
    if statutory is not None and surely_longer(node.promised, statutory):
        yield found(where, f"承诺时限 {says(node.promised)}长于法定时限 {says(statutory)};请改小",
                    f"the promised limit of {says(node.promised, 'en')} is longer than the statutory one of {says(statutory, 'en')}; lower it",
                    [(*at, "limits", "statutory")])


def _backlog(where: Where, node: Clock, backlog: Backlog) -> Iterator[Finding]:
    per_file = backlog.per_file
    if node.do != "set_limit":
        yield found(where, f"backlog 只用于 do: set_limit,现为 {node.do};请改 do,或删去 backlog",
                    f"backlog goes with do: set_limit, here it is {node.do}; change do, or delete backlog", [(*where[:-1], "do")])
    if node.promised is not None and node.promised.unit != per_file.unit:
        yield found((*where, "per_file"), f"每件加 {says(per_file)},与告知的时限 {says(node.promised)}单位不同;请改用同一单位",
                    f"{says(per_file, 'en')} a file and the limit of {says(node.promised, 'en')} differ in unit; use the same", [(*where[:-1], "promised")])
    if per_file.unit == "mo":
        yield found((*where, "per_file"), "每件加的时间不能以月计;请把 promised 和 per_file 都改用 d 或 wd", "what a file adds is not counted in months; use d or wd for promised and per_file", [])
    elif per_file.amount == 0 or per_file.seconds(86_400) > LONGEST_PER_FILE_S:
        yield found((*where, "per_file"), f"每件加 {says(per_file)};请写一个大于 0、不超过 20 天的数",
                    f"{says(per_file, 'en')} a file; give an amount above 0 and not above 20 days", [])


def _response(stop: Stop, node: Serve | Return | Choose | Refuse | Spawn, matter: Matter, at: Where) -> Iterator[Finding]:
    where = (*stop.where, "response")
    if matter.limits.promised is None and matter.limits.statutory is None:
        yield found(where, "没有时限,谈不上对时限的反应;请在 limits 里写 promised 或 statutory,或删去 response",
                    "without a limit there is nothing to respond to; write promised or statutory under limits, or delete response", [(*at, "limits")])
    if isinstance(node, Return) and node.defects is not None:
        yield found(where, "反应曲线只改退件的概率,不能与 defects 同用;请改写 probability,或删去 response",
                    "a response changes the probability of a return and does not go with defects; write probability, or delete response",
                    [(*stop.where, "defects")])
    if isinstance(node, Return) and node.at_most is None and (node.probability or 0) * node.response[-1][1] >= 1 > (node.probability or 0):
        yield found(where, "过了曲线的最后一点,每次都退且次数不限,永远办不完;请改小最后一点的倍数,或写 at_most",
                    "past the last knot of the curve the case is sent back every time and without end, and never closes; lower the last factor, or give at_most",
                    [(*stop.where, "probability")])
    if isinstance(node, Choose) and (node.options[0].share is None or node.options[0].share >= 1):
        yield found(where, "反应曲线改第一条路的份额;请给各路写 share(第一条小于 1),或删去 response",
                    "a response changes the share of the first way; give the ways shares (the first below 1), or delete response",
                    [(*stop.where, "options")])
