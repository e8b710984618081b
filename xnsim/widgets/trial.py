"""A first look where the real figures take seconds: the same office over fewer days, and said so on the screen."""

from __future__ import annotations

from math import ceil

from xnsim.labels import Label
from xnsim.program import Program
from xnsim.scenario.model import Scenario
from xnsim.scenario.values import Span

CASES = 1_000
"""Applicants of a trial: some tenths of a second in plain Python."""
SHORTER = 0.6
"""A trial that would take more than this share of the run is not worth its room on the screen."""
UNITS = {"wd": Label("个工作日", "working days"), "d": Label("天", "days"), "h": Label("小时", "hours"), "min": Label("分钟", "minutes"), "s": Label("秒", "seconds")}
TRIAL = Label("试算:只模拟预热 {}、计量 {}、收尾 {},用来先看方向;整段的数字正在算。",
              "A trial: only {} of warm-up, {} measured, {} to finish, for a first look; the figures of the whole run are on their way.")


def shortened(office: Scenario, program: Program) -> Scenario | None:
    """Return the office over as many days as bring about ``CASES`` applicants; None where that is most of the run anyway."""
    share = CASES / max(1.0, expected(program))
    if share > SHORTER:
        return None
    parts = {part: _cut(getattr(office.horizon, part), share) for part in ("warm_up", "measure", "drain")}
    return office.changed(("horizon", office.horizon.changed(*parts.items())))


def expected(program: Program) -> float:
    """Return how many applicants a run brings on the mean."""
    return sum(stream.batch * (stream.cumulative[-1] + len(stream.instants)) + stream.population for stream in (source.stream for source in program.sources))


def _cut(span: Span, share: float) -> Span:
    return Span(float(ceil(span.amount * share)), span.unit)


def said(office: Scenario) -> Label:
    """Say how long a trial lasts."""
    zh, en = ([_length(getattr(office.horizon, part), lang) for part in ("warm_up", "measure", "drain")] for lang in ("zh", "en"))
    return Label(TRIAL.zh.format(*zh), TRIAL.en.format(*en))


def _length(span: Span, lang: str) -> str:
    return f"{span.amount:g} {UNITS[span.unit](lang)}"
