"""Limits of a matter, what happens when they run out, classes and their order.

行政许可法 art. 42 (limits, extension), 44 (delivery), 57 (order of acceptance where numbers are limited).
"""

from __future__ import annotations

from collections.abc import Iterator

from xnsim.scenario.finding import Finding, found, says, surely_longer, surely_not_shorter
from xnsim.scenario.matter import Limits, Matter
from xnsim.scenario.sheet import Where
from xnsim.scenario.values import Span

NAMES = {"statutory": ("法定时限", "the statutory limit"), "promised": ("承诺时限", "the promised limit"),
         "acceptance": ("受理时限", "the acceptance limit"), "warn_before": ("预警提前量", "the warning")}
WHOLE = ("d", "wd", "mo")
ORDINARY = "ordinary"  # the class of all cases that belong to no other


def limit_findings(matter: Matter, at: Where) -> Iterator[Finding]:
    """Check limits, expiry, extension and classes of one matter."""
    yield from _limits(matter.limits, (*at, "limits"))
    yield from _expiry(matter, at)
    yield from _extension(matter, at)
    yield from _classes(matter, at)


def limit_length(span: Span | None, where: Where, whole: bool = True) -> Iterator[Finding]:
    """Check that a limit is positive, and counted in whole days or months."""
    if span is None:
        return
    if span.amount == 0:
        yield found(where, "时限为 0;请改为正数,或删去", "a limit of 0; make it positive, or delete it")
    elif whole and span.unit in WHOLE and span.amount != int(span.amount):
        yield found(where, f"“{span}”:时限按整日、整月计;请改为整数,或改用小时(h)",
                    f"“{span}”: limits count whole days or months; use a whole number, or hours (h)")


def _limits(limits: Limits, at: Where) -> Iterator[Finding]:
    spans = {key: getattr(limits, key) for key in NAMES}
    for key, span in spans.items():
        yield from limit_length(span, (*at, key), whole=key != "warn_before")
    promised, statutory, warn = limits.promised, limits.statutory, limits.warn_before
    if promised and statutory and surely_longer(promised, statutory):
        yield found((*at, "promised"), f"承诺时限 {says(promised)}长于法定时限 {says(statutory)};请改小承诺时限",
                    f"the promised limit of {says(promised, 'en')} is longer than the statutory one of {says(statutory, 'en')}; lower the promised limit",
                    [(*at, "statutory")])
    watched, key = (promised, "promised") if promised else (statutory, "statutory")
    if warn is not None and watched is None:
        yield found((*at, "warn_before"), "没有时限,预警无从算起;请写 promised 或 statutory",
                    "there is no limit to warn of; give promised or statutory")
    elif warn is not None and warn.amount > 0 and surely_not_shorter(warn, watched):
        yield found((*at, "warn_before"), f"预警提前量 {says(warn)}不短于{NAMES[key][0]} {says(watched)};请改小",
                    f"a warning {says(warn, 'en')} ahead is not shorter than {NAMES[key][1]} of {says(watched, 'en')}; lower it", [(*at, key)])


def _expiry(matter: Matter, at: Where) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, expiry in enumerate(matter.on_expiry):
        where, (zh, en) = (*at, "on_expiry", i), NAMES[expiry.limit]
        if getattr(matter.limits, expiry.limit) is None:
            yield found((*where, "limit"), f"没有写{zh};请在 limits 里写 {expiry.limit},或删去此项",
                        f"{en} is not given; write {expiry.limit} under limits, or delete this item", [(*at, "limits", expiry.limit)])
        if expiry.limit in seen:
            yield found((*where, "limit"), f"{zh}届满的后果写了两次;请只留一项", f"what happens when {en} ends is said twice; keep one")
        seen.add(expiry.limit)
        if expiry.exit == "deemed_accepted" and expiry.limit != "acceptance":
            yield found((*where, "exit"), f"视为受理只能用于受理时限(acceptance),现为 {expiry.limit};请改 limit 或 exit",
                        f"deemed acceptance belongs to the limit acceptance, here it is {expiry.limit}; change limit or exit", [(*where, "limit")])


def _extension(matter: Matter, at: Where) -> Iterator[Finding]:
    extension, limit = matter.extension, matter.limits.statutory
    if extension is None:
        return
    where, base = (*at, "extension"), (*at, "limits", "statutory")
    if limit is None:
        yield found(where, "没有法定时限,无从延期;请在 limits 里写 statutory,或删去 extension",
                    "without a statutory limit nothing can be extended; write statutory under limits, or delete extension", [base])
        return
    yield from limit_length(extension.by, (*where, "by"))
    if extension.by.unit != limit.unit:
        yield found((*where, "by"), f"延长 {says(extension.by)}与法定时限 {says(limit)}单位不同;请改用同一单位",
                    f"an extension by {says(extension.by, 'en')} and a limit of {says(limit, 'en')} differ in unit; use the same", [base])
    promised = matter.limits.promised
    if promised is not None and promised.unit != extension.by.unit:
        yield found((*where, "by"), f"延长 {says(extension.by)}也延长承诺时限,而承诺时限 {says(promised)}单位不同;请改用同一单位",
                    f"an extension by {says(extension.by, 'en')} lengthens the promised limit of {says(promised, 'en')} too, in another unit; use the same",
                    [(*at, "limits", "promised")])
    if surely_not_shorter(extension.ask_before, limit):
        yield found((*where, "ask_before"), f"提前 {says(extension.ask_before)}申请延期,不短于法定时限 {says(limit)};请改小",
                    f"asking {says(extension.ask_before, 'en')} ahead is not shorter than the limit of {says(limit, 'en')}; lower it", [base])


def _classes(matter: Matter, at: Where) -> Iterator[Finding]:
    if ORDINARY in matter.classes:
        yield found((*at, "classes", ORDINARY), f"{ORDINARY} 已指其余的普通件;请给这一类另起名字",
                    f"{ORDINARY} already means all other cases; give this class another name")
    total = sum(spec.share for spec in matter.classes.values())
    if total > 1 + 1e-9:
        yield found((*at, "classes"), f"各类份额合计 {total:.6g},超过 1;请改小",
                    f"the shares of the classes add up to {total:.6g}, above 1; lower them")
    places = {spec.priority for spec in matter.classes.values() if spec.share > 0} | ({matter.priority} if total < 1 - 1e-9 else set())
    if matter.quota_order and len(places) > 1:
        yield found((*at, "quota_order"), "有数量限制的许可应按受理先后决定(行政许可法第五十七条),不能分先后级别;请让各类 priority 相同,或删去 quota_order",
                    "permits limited in number are decided in the order of acceptance (Administrative Licensing Law, art. 57), not by priority; "
                    "give all classes the same priority, or delete quota_order", [(*at, "classes"), (*at, "priority"),
                                                                                  *((*at, "classes", name, "priority") for name in matter.classes)])
