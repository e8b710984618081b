"""The rivals of the benchmark simulate the same two offices, and say so honestly.

A desk can be computed by hand: files are taken in the order in which they became ready, by the
officer who is free first. Every start in every rival's log must be that very instant.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from heapq import heapify, heapreplace
from importlib import import_module
from math import sqrt
from statistics import fmean, stdev
from types import ModuleType

import pytest

from benchmarks import browser, browser_sessions, c_heap, contenders, handwritten_simpy, logs, ours, run, timing, whole_runs
from benchmarks import workloads as w
from benchmarks.figures import FIGURES, Figure
from benchmarks.logs import Log, ServiceRow
from benchmarks.timing import Spread
from xnsim.labels import Label, Lang

FORKED = ("handwritten_simpy", "asimpy_model", "c_heap")
EVERYBODY = (*FORKED, "ciw_model")
RUNS, PERMITS, VISITS = 30, 600, 2_400
SIGMAS = 4.0


def rival(name: str) -> ModuleType:
    """Return a rival's module, or skip saying why it is not here."""
    if name == "c_heap" and c_heap.missing():
        pytest.skip(c_heap.missing().en)
    if name.endswith("_model"):
        pytest.importorskip(name.removesuffix("_model"))
    return import_module(f"benchmarks.{name}")


def walk(log: Log) -> dict[int, dict[tuple[int, int], ServiceRow]]:
    """Return each case's services by (desk, round)."""
    cases: dict[int, dict[tuple[int, int], ServiceRow]] = defaultdict(dict)
    for row in log.services:
        assert (row.desk, row.round) not in cases[row.case]
        cases[row.case][row.desk, row.round] = row
    return cases


def permit_lines(log: Log, series: bool) -> dict[int, list[tuple[float, ServiceRow]]]:
    """Return, for each desk, every service with the instant at which its file became ready."""
    lines: dict[int, list[tuple[float, ServiceRow]]] = defaultdict(list)
    cases = walk(log)
    for row in log.cases:
        services, ready = cases[row.case], row.received
        for round_ in range(row.sent_back + 1):
            lines[w.RECEPTION].append((ready, services[w.RECEPTION, round_]))
            ready = services[w.RECEPTION, round_].end
            for desk in w.DEPARTMENTS:
                lines[desk].append((ready, services[desk, round_]))
                ready = services[desk, round_].end if series else ready
            ready = max(services[desk, round_].end for desk in w.DEPARTMENTS)
            lines[w.CHIEF].append((ready, services[w.CHIEF, round_]))
            ready = services[w.CHIEF, round_].end + w.SENT_BACK_AFTER_MIN
        lines[w.DELIVERY].append((services[w.CHIEF, row.sent_back].end, services[w.DELIVERY, 0]))
        assert row.delivered == services[w.DELIVERY, 0].end
        assert len(services) == 5 * (row.sent_back + 1) + 1
    return lines


def assert_served_in_order(line: list[tuple[float, ServiceRow]], officers: int) -> None:
    """First come, first served by whoever is free first: each start is known to the instant."""
    free = [0.0] * officers
    heapify(free)
    for ready, row in sorted(line, key=lambda pair: (pair[0], pair[1].start)):
        assert row.start == pytest.approx(max(ready, free[0]), rel=1e-12, abs=1e-6)
        heapreplace(free, row.end)


def mean_sojourns(module: ModuleType, simulate: Callable[[int], object], first_seed: int) -> list[float]:
    """Return the mean sojourn of each of ``RUNS`` independent runs."""
    seeds = range(first_seed, first_seed + RUNS)
    return [logs.mean_sojourn_min(module.log_of(simulate(seed))) for seed in seeds]


@cache
def simpy_sojourns(kind: str) -> list[float]:
    """Return what hand-written SimPy says, run once for all comparisons."""
    simulate = {
        "permit": lambda seed: handwritten_simpy.permit(PERMITS, seed),
        "series": lambda seed: handwritten_simpy.permit(PERMITS, seed, series=True),
        "mmc": lambda seed: handwritten_simpy.mmc(VISITS, seed),
    }
    return mean_sojourns(handwritten_simpy, simulate[kind], 1)


def assert_same_mean(a: list[float], b: list[float]) -> None:
    """Two samples of run means differ by no more than their statistical error."""
    error = sqrt(stdev(a) ** 2 / len(a) + stdev(b) ** 2 / len(b))
    assert abs(fmean(a) - fmean(b)) < SIGMAS * error
    assert error < 0.09 * fmean(a)  # strong enough to see a quarter; the hand computation sees everything else


def assert_mean(sample: list[float], exact: float) -> None:
    """A sample of run means agrees with theory within its statistical error."""
    error = stdev(sample) / sqrt(len(sample))
    assert abs(fmean(sample) - exact) < SIGMAS * error
    assert error < 0.03 * exact


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_permit_desk_serves_in_order_and_never_idles(name: str) -> None:
    """In every rival each permit file starts at the very instant a hand computation gives."""
    module = rival(name)
    log = module.log_of(module.permit(1_500, 7))
    assert sorted(row.case for row in log.cases) == list(range(1_500))
    assert max(row.sent_back for row in log.cases) == 1
    lines = permit_lines(log, series=name == "ciw_model")
    for desk, line in lines.items():
        assert_served_in_order(line, w.PERMIT_DESKS[desk].officers)
    assert sum(map(len, lines.values())) == len(log.services) == module.services(module.permit(1_500, 7))


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_counter_serves_in_order_and_never_idles(name: str) -> None:
    """In every rival the three clerks of W1 serve first come, first served."""
    module = rival(name)
    log = module.log_of(module.mmc(1_500, 7))
    services = walk(log)
    line = [(row.received, services[row.case][0, 0]) for row in log.cases]
    assert len(line) == 1_500
    assert_served_in_order(line, w.MMC_DESK.officers)


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_rival_draws_the_same_laws(name: str) -> None:
    """Gaps, efforts, returns and utilisations are those of the workload in every rival."""
    module, cases = rival(name), 8_000
    log = module.log_of(module.permit(cases, 3))
    gap = max(row.received for row in log.cases) / cases
    assert gap == pytest.approx(w.PERMIT_GAP_MIN, rel=SIGMAS / sqrt(cases))
    share = fmean(row.sent_back for row in log.cases)
    assert share == pytest.approx(w.SENT_BACK, abs=SIGMAS * sqrt(0.09 / cases))
    exact = w.permit_utilisations()
    for desk, facts in enumerate(w.PERMIT_DESKS):
        assert logs.mean_service_min(log, desk) == pytest.approx(facts.mean_min, rel=SIGMAS / sqrt(cases))
        assert logs.utilisation(log, desk, facts.officers) == pytest.approx(exact[desk], rel=0.05)


@pytest.mark.parametrize("name", EVERYBODY[1:])
def test_a_permit_takes_as_long_in_every_rival_as_in_simpy(name: str) -> None:
    """The mean sojourn of W2 agrees with SimPy's, for Ciw with departments in series."""
    module = rival(name)
    theirs = mean_sojourns(module, lambda seed: module.permit(PERMITS, seed), 101)
    assert_same_mean(theirs, simpy_sojourns("series" if name == "ciw_model" else "permit"))


@pytest.mark.parametrize("name", EVERYBODY[1:])
def test_a_visit_takes_as_long_in_every_rival_as_in_simpy(name: str) -> None:
    """The mean sojourn of W1 agrees with hand-written SimPy within statistical error."""
    module = rival(name)
    theirs = mean_sojourns(module, lambda seed: module.mmc(VISITS, seed), 101)
    assert_same_mean(theirs, simpy_sojourns("mmc"))


def test_c_agrees_with_erlang() -> None:
    """The C counter has the exact M/M/3 sojourn, and its permit the exact waits where theory has them."""
    module = rival("c_heap")
    sojourns = [logs.mean_sojourn_min(module.log_of(module.mmc(15_000, s))) for s in range(1, 21)]
    assert_mean(sojourns, w.mmc_sojourn_min())
    waits: dict[int, list[float]] = defaultdict(list)
    for seed in range(1, 21):
        log = module.log_of(module.permit(3_000, seed, sent_back=0.0))
        for desk, line in permit_lines(log, series=False).items():
            waits[desk].append(fmean(row.start - ready for ready, row in line))
    for desk in (w.RECEPTION, *w.DEPARTMENTS):  # by Burke's theorem each sees a Poisson stream
        exact = w.mean_wait_min(w.PERMIT_DESKS[desk], w.PERMIT_GAP_MIN)
        error = stdev(waits[desk]) / sqrt(len(waits[desk]))
        assert abs(fmean(waits[desk]) - exact) < SIGMAS * error


def test_the_exact_series_sojourn_is_simpys() -> None:
    """Long runs of SimPy's series permit come to the product-form sojourn."""
    long = [
        logs.mean_sojourn_min(handwritten_simpy.log_of(handwritten_simpy.permit(2_500, s, series=True)))
        for s in range(1, 13)
    ]
    assert abs(fmean(long) - w.series_sojourn_min()) < SIGMAS * stdev(long) / sqrt(len(long))


def test_without_a_compiler_the_c_rival_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without C compiler gets a sentence in both languages instead of a row."""
    monkeypatch.setattr(c_heap, "compiler", lambda: None)
    why = c_heap.missing()
    assert why is not None and "编译器" in why.zh and "compiler" in why.en
    present, absent = contenders.rivals("permit", 10)
    assert "c" not in [contender.key for contender in present] and why in absent


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_xnsims_face_the_rivals_still_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: Lang) -> None:
    """While xnsim cannot be measured its rows stay empty, and the reason is printed once; all in the reader's language."""
    monkeypatch.setattr(ours, "missing", lambda: Label("还不行", "not yet"))
    assert run.main(["--quick", "--cases", "100", "--turns", "1", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert told.count({"zh": "! 还不行", "en": "! not yet"}[lang]) == 1
    assert all(figure.label(lang) in told for figure in FIGURES) and contenders.HANDWRITTEN(lang) in told
    assert lang == "zh" or not re.search("[\u4e00-\u9fff]", told)


def test_without_a_browser_its_figures_stay_empty(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no Chromium nothing is measured in it, and the reason is said, by each benchmark that needs one."""
    monkeypatch.setattr(browser, "chromium", lambda: None)
    found = run.Findings({}, {}, [], [])
    run._in_browser(found, quick=True)
    assert found.absent == [browser.NO_BROWSER] and not found.measured
    assert browser.main() == 0 and browser_sessions.main([]) == 0
    assert capsys.readouterr().out.count(browser.NO_BROWSER.zh) == 2


@pytest.mark.browser
def test_what_is_measured_in_the_browser_really_happens() -> None:
    """Every move repaints four alternatives with figures of a new setting, the kernel's share within the whole; every frame draws over 2,000 files."""
    if browser.absent() is not None:
        pytest.skip(browser.absent().en)
    with browser.browser() as found:
        moved, lines = browser.slider(found, moves=3, anew=True)
        drawn, line = browser.replay(found, frames=12)
    assert len(moved["browser.slider"].values) == len(moved["browser.anew"].values) == 3 and min(moved["browser.slider"].values) > 0
    assert max(moved["browser.slider"].values) >= moved["browser.slider.p90"].middle
    assert len(drawn["browser.gap"].values) == 11 and drawn["browser.frame_cpu"].middle > 0
    assert [told.en.split(":")[0] for told in lines + line] == [
        "slider to repainted chart (four alternatives, the one in hand worked out)", "slider to repainted chart (four alternatives, three worked out anew)", "replay"]
    assert int(line[0].en.split()[1].replace(",", "")) > 2_000


def test_forty_are_computed_from_eight() -> None:
    """Two sessions of 100 MB and 2 s beside a Voila of 50 MB: forty need 4,050 MB, and 80 s of work."""
    one = browser_sessions.Session(100.0, 5.0, 2.0, 0.5, (80.0, 90.0))
    room = browser_sessions.Room((one, one), 50.0, 3.0, 9.0, 60.0)
    told = {what.en.split(",")[0]: (measured, computed) for what, measured, computed in browser_sessions.rows(room)}
    assert told["memory"] == ("250 MB", "4,050 MB")
    cores = os.cpu_count() or 1
    assert told["the whole class opens at once"] == (f"{4 / cores:.0f} s", f"{80 / cores:.0f} s")
    assert told["cores needed if everyone moves a slider every 20 s"] == ("0.1", "1.0")
    assert "40 人,推算 computed" in browser_sessions.table(room) and "2 人,实测 measured" in browser_sessions.table(room)


def test_a_ratio_compares_measurements_of_one_turn() -> None:
    """Ratios are taken turn by turn, and a bound is judged by their median."""
    measured = {"permit.simpy": Spread((8.0, 9.0, 20.0)), "permit.kernel": Spread((2.0, 3.0, 4.0))}
    figure = Figure(Label("甲", "a"), "permit.simpy", "permit.kernel", reach=4, aim=5)
    assert figure.value(measured).values == (4.0, 3.0, 5.0)
    assert figure.verdict(measured).en == "reached"
    slower = Figure(Label("乙", "b"), "permit.simpy", "permit.kernel", reach=3, bound="≤")
    assert slower.verdict(measured).en == "missed"
    assert Figure(Label("丙", "c"), "permit.gone").verdict(measured).en == "not measured"


def test_cases_are_counted_by_their_services() -> None:
    """Half a case's services cost half a case, so an open horizon flatters nobody."""
    begun: list[int] = []

    def work(seed: int) -> int:
        begun.append(seed)
        return sum(range(20_000))

    half = timing.Contender("x", Label("半", "half"), work, lambda _: 5, 10.0)
    whole = timing.Contender("y", Label("全", "whole"), work, lambda _: 10, 10.0)
    spreads = timing.alternate([half, whole], turns=3, at_least_s=0.02)
    assert spreads["x"].over(spreads["y"]).middle == pytest.approx(2.0, rel=0.5)
    assert begun[0] == 1 and 1001 in begun and 2001 in begun


def test_the_horizon_follows_the_number_of_cases() -> None:
    """The scenario file of a workload is written out with ten minutes for each case."""
    text = ours.scenario_file("permit", 1_234).read_text(encoding="utf-8")
    assert "measure: 12340 min" in text and "exp(16 min)" in text


def test_a_newcomers_process_tells_its_cpu_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cold starts get an empty compile cache each, warm starts the one just filled."""
    caches: list[str] = []

    def newcomer(cases: int, cache: str) -> dict[str, float]:
        caches.append(cache)
        return {"cpu_s": float(len(caches))}

    monkeypatch.setattr(whole_runs, "_newcomer", newcomer)
    spreads = whole_runs.first_results(turns=2)
    assert spreads["first.cold"].values == (1.0, 3.0) and spreads["first.warm"].values == (2.0, 4.0)
    assert caches[0] == caches[1] != caches[2] == caches[3]
