"""A reason given just before the limit ends, and a longer limit in return: 正当理由 and 说明情况."""

from __future__ import annotations

from xnsim.policies.base import Policy
from xnsim.policies.reach import refused
from xnsim.scenario.matter import Extension, Matter
from xnsim.scenario.values import Dist, Span

AT_ONCE = Dist("constant", (Span(1, "s"),))


def excused(policy: Policy, name: str, matter: Matter, share: float, by: int) -> Matter:
    """Return the matter in which so large a share of what is still open a day before its limit gets the limit lengthened.

    A matter with a promise alone counts it as its limit by rule too.
    """
    limit = matter.limits.promised or matter.limits.statutory
    if limit is None or limit.unit not in ("wd", "d") or limit.amount < 2:
        raise refused(policy, f"事项“{name}”没有至少2个工作日(或2日)的时限,到期前一天无从说明理由;请写 promised,或用 matters 只列其他事项",
                      f"matter “{name}” has no limit of at least 2 working days (or days) before whose end a reason could be given; write promised, or "
                      "list only other matters in matters")
    statutory = matter.limits.statutory or limit
    if statutory.unit != limit.unit:
        raise refused(policy, f"事项“{name}”的承诺时限与法定时限单位不同({limit.unit}、{statutory.unit}),无法一起延长;请改用同一单位",
                      f"the promised and the statutory limit of matter “{name}” count differently ({limit.unit}, {statutory.unit}) and cannot be lengthened together; "
                      "use one unit")
    longer = Extension(by=Span(by, limit.unit), ask_before=Span(1, limit.unit), probability=share, approval=AT_ONCE)
    return matter.changed(("limits", matter.limits.changed(("statutory", statutory))), ("extension", longer))
