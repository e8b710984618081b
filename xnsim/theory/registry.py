"""Which formula answers a published case: found by the name of its model, for any numbers.

``answer(case)`` for a whole case; ``FORMULAS[model](parameters)`` for the indicator usual with the model,
``FORMULAS[model](parameters, indicator)`` for another. ``how(case)`` says by which road a simulator can
check it. Legal-calendar cases are looked up in ``worktime``, not computed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xnsim.theory import (
    absence,
    deadlines,
    networks,
    parallel,
    populations,
    priorities,
    reading,
    scorecard,
    single_desk,
    variability,
)
from xnsim.theory.reading import Answer, Parameters
from xnsim.theory.ways import LOOKED_UP, how, why

__all__ = ["FAMILIES", "FORMULAS", "LOOKED_UP", "Formula", "NoFormula", "answer", "formula", "how", "why"]

WAIT, WAIT_MINUTES = "平均等候 Wq", "平均等候 Wq (分钟)"
TIME, ON_TIME = "平均在办时长 W (工作日)", "按时办结率"
ON_TOTAL_TIME = "M/M/1, deadline on total time, overdue item deemed approved and leaves (finite-dam workload)"


class NoFormula(LookupError):
    """No formula is known for a model, or a parameter it needs is missing."""


@dataclass(frozen=True)
class Formula:
    """How a model is answered, and the indicator meant when none is named."""

    read: Callable[[Parameters, str], Answer]
    usual: str = ""

    def __call__(self, parameters: Parameters, indicator: str = "") -> Answer:
        """Return the value, or the list of values in the order of the indicator."""
        return self.read(parameters, indicator or self.usual)


def _weakest(p: Parameters, _: str) -> Answer:
    if "target" in p:
        return parallel.share_each_must_reach(p["target"], p["K"])
    shares = p["p"] if isinstance(p["p"], list) else [p["p"]] * p["K"]
    return parallel.weakest_link_share(shares)


def _at_once(p: Parameters, _: str) -> Answer:
    k = int(p["K"])
    return [parallel.series_mean(k, p["mu"]), parallel.parallel_mean(k, p["mu"]), parallel.saved_share(k)]


def _fork(p: Parameters, _: str) -> Answer:
    return parallel.fork_join(int(p.get("K", 2)), p["lam"], p["mu"])


def _plan(p: Parameters, _: str) -> Answer:
    days = {step: act["days"] for step, act in p["acts"].items()}
    after = {step: act.get("after", []) for step, act in p["acts"].items()}
    return [sum(days.values()), parallel.critical_path(days, after), parallel.slowest(list(days.values()))]


def _there(p: Parameters, _: str) -> Answer:
    if "n" in p:
        return absence.someone_there_share(p["A"], p["n"])
    return [absence.someone_there_share(p["A"], officers) for officers in (1, 2, 3)]


def _clock_reset(p: Parameters, _: str) -> Answer:
    official = networks.reset_on_time_share(p["mu"], p["limit"])
    return [official, networks.true_on_time_share(p["mu"], p["limit"], p["p_return"])]


def _points(p: Parameters, _: str) -> Answer:
    names = ("warn_streak3", "yellow", "red", "early_share", "promise_compression")
    return scorecard.points(*(p.get(name, 0) for name in names))


FORMULAS: dict[str, Formula] = {
    "M/M/1": Formula(reading.one_desk, TIME),
    "M/M/1 sojourn distribution": Formula(reading.one_desk, ON_TIME),
    "M/M/1 sojourn quantile": Formula(reading.one_desk),
    "M/M/1 utilisation curve": Formula(reading.one_desk, TIME),
    "Little's law": Formula(
        lambda p, _: single_desk.open_files(p["throughput_per_day"], p["mean_time_days"])
    ),
    "M/M/c": Formula(reading.several_windows, WAIT_MINUTES),
    "5 x M/M/1 (部门分设窗口)": Formula(
        lambda p, text: reading.one_desk({"lam": p["lam_each"], "mu": p["mu"]}, text), WAIT_MINUTES
    ),
    "M/M/5 (综合窗口/一窗通办)": Formula(reading.several_windows, WAIT_MINUTES),
    "pooling with slower generalists": Formula(reading.pooled_break_even),
    "M/M/c staffing": Formula(reading.several_windows),
    "M/M/c/K (限号/满座离去)": Formula(reading.full_hall, "被限号拒绝比例 p_K"),
    "M/M/c/c (12345 座席 Erlang B)": Formula(reading.telephone),
    "M/M/c+M (Erlang A)": Formula(reading.impatient, WAIT_MINUTES),
    "D/M/1 (预约办, 定时到达)": Formula(reading.spaced_arrivals, WAIT_MINUTES),
    "M/M/1 对照": Formula(reading.one_desk, WAIT_MINUTES),
    "M/D/1": Formula(lambda p, text: reading.any_service({"cs2": 0.0, **p}, text), WAIT),
    "M/G/1 cs2=4": Formula(reading.any_service, WAIT),
    "M/H2/1 (90%简单件0.5天+10%复杂件5.5天混排)": Formula(reading.two_kinds, WAIT),
    "Kingman VUT (G/G/1)": Formula(
        lambda p, text: variability.kingman_mean_wait(p["lam"], reading.service_mean(p), p["ca2"], p["cs2"])
        * reading.unit(text)
    ),
    "Allen-Cunneen G/G/c": Formula(
        lambda p, text: variability.allen_cunneen_mean_wait(p["lam"], p["mu"], p["c"], p["ca2"], p["cs2"])
        * reading.unit(text),
        WAIT_MINUTES,
    ),
    "M/M/1 non-preemptive 2 classes": Formula(reading.urgent_first, "[Wq1, Wq2]"),
    "FIFO 对照": Formula(reading.any_service, WAIT),
    "conservation law": Formula(lambda p, _: priorities.conserved_wait(*reading.classes(p))),
    "M/M/1 non-preemptive, urgent share sweep": Formula(reading.urgent_first, "[Wq1, Wq2]"),
    "简易件优先 (两类M/M)": Formula(reading.urgent_first, "[Wq1, Wq2, 总平均Wq]"),
    "M/M/1 无缺勤": Formula(reading.one_desk, TIME),
    "M/M/1 with server absence (preemptive-resume, absences also while idle)": Formula(reading.absent_officer),
    "M/M/1 random environment, B fills in at efficiency e": Formula(reading.absent_officer),
    "availability": Formula(_there),
    "M/M/1 multiple vacations (空闲即离岗, deterministic 0.5)": Formula(reading.idle_walks, WAIT),
    "例会集中审议 (间隔T=22工作日, 一次清零)": Formula(reading.meeting),
    "例会集中审议, 服务时间另加Exp(均值3日)": Formula(reading.meeting, ON_TIME),
    "例会间隔改为5工作日": Formula(reading.meeting, ON_TIME),
    "Jackson tandem 3 stages (受理-审查-决定)": Formula(reading.desk_after_desk),
    "tandem n equal stages": Formula(reading.desk_after_desk),
    "M/M/1 Bernoulli feedback (退件重报)": Formula(reading.sent_back),
    "feedback utilisation": Formula(reading.sent_back, "岗位利用率"),
    "feedback sweep": Formula(reading.sent_back),
    "clock reset on return (无排队)": Formula(_clock_reset),
    "parallel, no queue: max of K iid Exp(1)": Formula(_at_once),
    "parallel deterministic": Formula(lambda p, _: [sum(p["days"]), parallel.slowest(p["days"])]),
    "weakest link": Formula(_weakest),
    "fork-join K=2": Formula(_fork),
    "fork-join Nelson-Tantawi": Formula(_fork),
    "fork-join K=5 bounds": Formula(
        lambda p, _: list(parallel.fork_join_bounds(int(p["K"]), p["lam"], p["mu"]))
    ),
    "serial 5 stages same load": Formula(reading.desk_after_desk),
    ON_TOTAL_TIME: Formula(lambda p, _: deadlines.default_share(p["lam"], p["mu"], p["tau"])),
    "同参数无默认制": Formula(reading.one_desk, "超时率"),
    "silent approval risk": Formula(reading.silent_approval),
    "M/G/inf": Formula(reading.never_queue),
    "machine repair M/M/1//N (20个重点项目, 1名代办员)": Formula(reading.projects, "[项目数, 时长]"),
    "fluid surge (百日大会战)": Formula(lambda p, _: populations.days_to_clear(p["backlog"], p["lam"], p["cap"])),
    "M/M/1 busy period from n": Formula(
        lambda p, _: populations.expected_days_to_clear(p["n"], p["lam"], p["mu"])
    ),
    "surge rebound": Formula(
        lambda p, _: populations.backlog_after(p["backlog"], p["lam"], p["cap_after"], p["days"])
    ),
    "M/M/1, promised limit cut, capacity unchanged": Formula(reading.one_desk, ON_TIME),
    "capacity needed": Formula(lambda p, _: single_desk.service_rate_for(p["lam"], p["limit"], p["target"])),
    "on-time by class mixture": Formula(lambda p, _: deadlines.mixed_share(p["share"], p["ontime"])),
    "precedence network (deterministic CPM)": Formula(_plan),
    "电子监察绩效量化加减分规则": Formula(_points),
}

FAMILIES: tuple[tuple[str, Formula], ...] = (
    (r"M\^X/M/1|(?:成批|批量)到达", Formula(reading.bundles, TIME)),
    (r"absence|random environment", Formula(reading.absent_officer)),
    (r"(?<!non-)preemptive|(?<!非)抢占", Formula(reading.urgent_interrupts, "[W1, W2]")),
    (r"SPT|SJF|shortest|最短", Formula(reading.shortest_first, WAIT)),
    (r"non-preemptive|优先|非抢占", Formula(reading.urgent_first, "[Wq1, Wq2]")),
    (
        r"deadline on wait|M/M/1\+D",
        Formula(lambda p, _: deadlines.unheard_share(p["lam"], p["mu"], p["tau"])),
    ),
    (r"deadline", FORMULAS[ON_TOTAL_TIME]),
    (r"vacations?(?:.*?(?P<V>[a-z]+ [\d.]+))?", Formula(reading.idle_walks, WAIT)),
    (r"例会", Formula(reading.meeting)),
    (r"machine repair|//N", Formula(reading.projects, "[项目数, 时长]")),
    (r"fork-join.*bounds", FORMULAS["fork-join K=5 bounds"]),
    (r"fork-join(?: K=(?P<K>\d+))?", Formula(_fork)),
    (r"tandem|serial (?P<n>\d+) stages", Formula(reading.desk_after_desk)),
    (r"parallel, no queue", Formula(_at_once)),
    (r"feedback", Formula(reading.sent_back)),
    (r"M/G/inf|M/M/inf", Formula(reading.never_queue)),
    (r"M/M/c\+M|Erlang A", Formula(reading.impatient, WAIT_MINUTES)),
    (r"M/M/c/c|Erlang B", Formula(reading.telephone)),
    (r"M/M/c/K|M/M/\d+/\d+", Formula(reading.full_hall, "p_K")),
    (r"\bE(?P<k>\d+)/M/1|D/M/1", Formula(reading.spaced_arrivals, WAIT_MINUTES)),
    (
        r"M/E(?P<k>\d+)/1",
        Formula(lambda p, text: reading.any_service({"cs2": 1 / p["k"], **p}, text), WAIT),
    ),
    (r"M/D/1", FORMULAS["M/D/1"]),
    (r"M/G/1(?: cs2=(?P<cs2>[\d.]+))?", Formula(reading.any_service, WAIT)),
    (r"M/H2/1", Formula(reading.two_kinds, WAIT)),
    (r"busy period", FORMULAS["M/M/1 busy period from n"]),
    (r"\d+ x M/M/1", FORMULAS["5 x M/M/1 (部门分设窗口)"]),
    (r"M/M/1", Formula(reading.one_desk, TIME)),
    (r"M/M/c|M/M/(?P<c>\d+)", Formula(reading.several_windows, WAIT_MINUTES)),
)


def formula(model: str) -> tuple[Formula, dict[str, str]]:
    """The formula of a model, by its name or else its family, and the numbers the name itself tells."""
    if model in FORMULAS:
        return FORMULAS[model], {}
    for pattern, found in FAMILIES:
        match = re.search(pattern, model)
        if match:
            return found, {name: text for name, text in match.groupdict().items() if text}
    raise NoFormula(f"没有“{model}”的公式 / no formula for the model {model!r}")


def answer(case: Mapping[str, Any]) -> Answer:
    """What theory says about a case with ``model``, ``parameters``, ``indicator``, unrounded."""
    found, told = formula(case["model"])
    numbers = {name: text if name == "V" else float(text) for name, text in told.items()}
    try:
        return found({**numbers, **case["parameters"]}, case.get("indicator", ""))
    except KeyError as missing:
        raise NoFormula(
            f"“{case['model']}”缺少参数 {missing} / the model {case['model']!r} needs the parameter {missing}"
        ) from missing
