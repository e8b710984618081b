"""Two sentences everyone uses: simulate once, compare on the same applicants; on a toy office of ten working days."""

from __future__ import annotations

import _thread
import math
import re
import threading
from dataclasses import replace
from html import escape

import pytest
from policy_office import office

from xnsim import policies as p
from xnsim.cases import first_difference
from xnsim.engines import run
from xnsim.indicators import INDICATORS, measure_all
from xnsim.program import lower
from xnsim.scenario import InputError
from xnsim.stats import advised_replications, interval, mark_simultaneously, paired_difference
from xnsim.study import MAIN, Comparison, Interrupted, advise, compare, compare_stream, load_study, simulate, warm_up_check
from xnsim.study import replications
from xnsim.study.comparison import Series
from xnsim.study.told import findings

OFFICE = office(("horizon", {"warm_up": "3 wd", "measure": "10 wd", "drain": "5 wd"}))
TRIED = {"现状": [], "并联审批": [p.ParallelApproval()], "岗位互补": [p.ABCover()]}
FEW = ("on_time_rate", "return_rate", "backlog")


def compared(n: int = 6, indicators=FEW, threads: int | None = None, tried=TRIED) -> Comparison:
    """The toy office's alternatives, walked in plain Python so that nothing is compiled."""
    return compare(OFFICE, tried, n, seed=7, indicators=indicators, threads=threads, engine="lists")


@pytest.fixture(scope="module")
def found() -> Comparison:
    """Six replications of the main list."""
    return compared(indicators=None)


# one run ------------------------------------------------------------------------------------------------------------

def test_simulate_leaves_both_tables():
    """The DataFrames are the run's own tables, and the stamp says where they come from."""
    once = simulate(OFFICE, TRIED["并联审批"], seed=7, replication=2, engine="lists")
    program = lower(p.timeline(OFFICE, TRIED["并联审批"]))
    again = run(program, 7, 2, "lists")
    assert first_difference(once.cases, again.cases) is None and first_difference(once.services, again.services) is None
    assert once.stamp == {"version": "0.1.0", "scenario": program.digest, "seed": 7, "replication": 2}


def test_simulate_reads_indicators():
    """Indicators of one run stand with numerator, denominator and twin; a misspelt one is refused with the nearest name."""
    once = simulate(OFFICE, engine="lists")
    read = once.indicators(["on_time_rate"]).loc["on_time_rate"]
    assert read["value"] == read["numerator"] / read["denominator"] and read["twin"] == "verified_on_time_rate"
    with pytest.raises(InputError, match="on_time_rate"):
        once.indicators(["on_time_rat"])


# comparing ----------------------------------------------------------------------------------------------------------

def test_values_are_those_of_single_runs():
    """Replication r of an alternative is what running it alone gives, in both cohorts."""
    found = compared(3)
    for name, policies in TRIED.items():
        runs = [run(lower(p.timeline(OFFICE, policies)), 7, r, "lists") for r in range(3)]
        for values, cohort in ((found.values, None), (found.arrivals, "arrival")):
            alone = [measure_all(each, FEW, cohort) for each in runs]
            assert values[name] == {key: [read[key][0] for read in alone] for key in FEW}


def test_threads_change_nothing(found):
    """One thread or five: every figure is the same to the bit."""
    assert compared(indicators=None, threads=1) == found == compared(indicators=None, threads=5)


def test_more_replications_keep_the_first(found):
    """What was asked for first is the beginning of what is asked for later, and other alternatives change nothing."""
    fewer = compared(4, None, tried={name: TRIED[name] for name in ("岗位互补", "现状")})
    for name, values in fewer.values.items():
        assert values == {key: found.values[name][key][:4] for key in MAIN}


def test_same_applicants_everywhere(found):
    """A policy that does not touch the papers leaves the returns of every replication alone."""
    assert found.arrivals["并联审批"]["return_rate"] == found.arrivals["现状"]["return_rate"]
    assert found.difference("并联审批", "现状", "return_rate").identical
    assert found.arrivals["并联审批"]["mean_workdays"] != found.arrivals["现状"]["mean_workdays"]


def test_table_holds_the_means(found):
    """A row an indicator and alternative, with the interval of its own cohort, n and the cases behind it."""
    table = found.table
    assert list(table["indicator"].unique()) == list(MAIN) and len(table) == 3 * len(MAIN)
    for row in table.to_dict("records"):
        about, values = INDICATORS[row["indicator"]], found.values[row["alternative"]][row["indicator"]]
        assert row["mean"] == pytest.approx(sum(values) / len(values)) and row["n"] == 6 and row["cohort"] == about.cohort
        assert row["low"] <= row["mean"] <= row["high"]
    assert set(found.frame("en")["unit"]) == {"%", "working days", "days", "visits", "cases"}


def test_a_perfect_rate_is_no_certainty(found):
    """Where every replication gave 100 %, the bound follows from all cases seen, three in N."""
    perfect = found.table[(found.table["indicator"] == "statutory_on_time_rate") & (found.table["alternative"] == "现状")].iloc[0]
    assert (perfect["mean"], perfect["high"], perfect["method"]) == (1, 1, "rule_of_three")
    assert perfect["low"] == pytest.approx(1 - 3 / perfect["denominator"], abs=1 / perfect["denominator"])


def test_seconds_are_not_counted_as_cases(found):
    """Officers busy all the time in every replication: six agreeing replications, not millions of cases."""
    busy = Series((1.0,) * 6, (20_000_000,) * 6, (20_000_000,) * 6)
    always = replace(found, series={"现状": {("utilisation", "completion"): busy}})
    assert always.mean("现状", "utilisation").low == interval([1.0] * 6, rate=True).low < 0.7


def test_only_what_is_asked_is_computed(monkeypatch):
    """Indicators that nobody asked for are not measured."""
    def never(view):
        raise AssertionError("measured, though nobody asked")

    for key in set(INDICATORS) - set(FEW):
        monkeypatch.setitem(INDICATORS, key, replace(INDICATORS[key], measure=never))
    assert set(compared(2).values["现状"]) == set(FEW)


def test_differences_are_paired_and_marked_together(found):
    """Every alternative against the status quo in every indicator is one family under Holm."""
    pairs = [(name, key) for name in ("并联审批", "岗位互补") for key in MAIN]
    marked = mark_simultaneously([paired_difference(found.arrivals[name][key], found.arrivals["现状"][key]) for name, key in pairs])
    for (name, key), expected in zip(pairs, marked, strict=True):
        assert found.difference(name, "现状", key) == expected
        row = found.paired(name).loc[key]
        assert (row["mean"], row["adjusted_p"], row["mark"]) == (expected.mean, expected.adjusted_p, expected.significant)
    assert marked[0].family == 2 * len(MAIN)


def test_a_difference_turned_round_is_the_same(found):
    """b minus a is minus (a minus b), with the same mark, whichever two are compared."""
    for a, b in (("现状", "岗位互补"), ("并联审批", "岗位互补")):
        one, other = found.difference(a, b, "backlog"), found.difference(b, a, "backlog")
        assert (one.mean, one.low, one.high, one.adjusted_p) == (-other.mean, -other.high, -other.low, other.adjusted_p)
    assert found.difference("并联审批", "岗位互补", "backlog").family == 3 * len(MAIN)


def test_sentences_are_printed_in_each_language(found):
    """A sentence a difference: wide marks in Chinese, no Chinese but the names in English."""
    zh, en = found.sentences("zh"), found.sentences("en")
    assert len(zh) == len(en) == 2 * len(MAIN)
    assert not [says for says in zh if re.search(r"[\u4e00-\u9fff][,;:()]|[,;:()][\u4e00-\u9fff]", says)]
    names = re.compile("|".join(TRIED))
    assert not [says for says in en if re.search(r"[\u3000-\uffef]", names.sub("", says))]
    assert found.sentence("并联审批", "现状", "backlog", "zh") in zh


def test_findings_are_told_together(found, tmp_path):
    """Under each alternative: what stands, then in a line each what never differed, what cannot be told, and what was not measured."""
    told = findings(found, "zh")
    assert list(told) == ["「并联审批」与「现状」相比（同一批申请人）", "「岗位互补」与「现状」相比（同一批申请人）"]
    for name, lines in zip(("并联审批", "岗位互补"), told.values(), strict=True):
        marked, people = found.paired(name), [line for line in lines if line.startswith("人手：")]
        assert bool(people) == (name == "岗位互补") and lines[: len(people)] == people
        lines = lines[len(people):]
        assert lines[: marked["mark"].sum()] == list(marked[marked["mark"]]["sentence"])
        rest = "".join(lines[marked["mark"].sum():])
        assert all(INDICATORS[key].label.zh in rest for key in marked[~marked["mark"]].index) and "nan" not in rest
    page = found.html(tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.split("</section>")[0].count("<h3>") == 2 and all(escape(line) in page for lines in told.values() for line in lines)


def test_what_was_not_measured_is_no_difference():
    """An indicator the office keeps no data for is said to be not measured: neither a difference nor none."""
    lines = findings(compared(2, ("on_time_rate", "wrong_rate")), "zh")["「并联审批」与「现状」相比（同一批申请人）"]
    assert any(line.startswith("未测量") and "错办率" in line for line in lines) and not any("nan" in line for line in lines)


def test_one_replication_says_so():
    """With a single replication there is a mean, no interval, and no sentence that claims a difference."""
    single = compared(1)
    assert single.table["half_width"].isna().all() and not single.paired("并联审批")["mark"].any()
    assert all("无法判断" in says for says in single.sentences())


def test_all_mistakes_at_once():
    """Numbers, names, kinds of policies and refusals are told together, each at its place, in both languages."""
    wrong = {"a": [p.ParallelApproval], "b": [p.TimeLimit(factor=0.5), p.TimeLimit(factor=0.6)]}
    with pytest.raises(InputError) as told:
        compare(OFFICE, wrong, 0, -1, ["backlogg", "backlog", "backlog"], status_quo="c", threads=0, engine="kernels", level=95)
    places = [problem.path for problem in told.value.problems]
    assert places == ["replications", "seed", "level", "indicators[0]", "indicators[2]", "threads", "engine", "status_quo", "alternatives.a", "alternatives.b"]
    assert "ParallelApproval()" in told.value.text("en") and "是不是 backlog?" in told.value.text("zh")


def test_a_policy_may_stand_without_brackets():
    """One policy alone is taken for a list of one."""
    assert compared(2, tried={"现状": [], "并联审批": p.ParallelApproval()}) == compared(2, tried={"现状": [], "并联审批": [p.ParallelApproval()]})


def test_a_study_file_is_one_argument(tmp_path):
    """``compare(*load_study(file))`` runs a study; an unknown indicator is told with its line."""
    from xnsim.scenario import dump

    (tmp_path / "office.yaml").write_text(dump(OFFICE), encoding="utf-8")
    study = tmp_path / "study.yaml"
    study.write_text("schema: 1\nscenario: office.yaml\nalternatives:\n  现状: []\n  并联审批: [{policy: parallel_approval}]\n"
                     "replications: 2\nseed: 7\nindicators: [backlog]\n", encoding="utf-8")
    found = compare(*load_study(study), engine="lists")
    assert found.values == compared(2, ["backlog"], tried={name: TRIED[name] for name in ("现状", "并联审批")}).values
    study.write_text(study.read_text(encoding="utf-8").replace("[backlog]", "[backlogs]"), encoding="utf-8")
    with pytest.raises(InputError, match="study.yaml:8"):
        load_study(study)


# as it comes in ---------------------------------------------------------------------------------------------------------

def test_a_stream_tells_more_and_more(found):
    """After 2, 3 and 5 replications, then all: each is what asking for so many gives; the last is ``compare``."""
    told = list(compare_stream(OFFICE, TRIED, 6, seed=7, engine="lists", threads=1))      # on more threads two stages may come at once
    assert [each.replications for each in told] == replications.stages_of(6) == [2, 3, 5, 6]
    assert told[1] == compared(3, None) and told[-1] == found


def test_a_stream_may_be_left():
    """Whoever stops reading leaves no thread behind."""
    stream = compare_stream(OFFICE, TRIED, 500, seed=7, indicators=FEW, engine="lists")
    assert 2 <= next(stream).replications < 500, "a first picture long before the end"
    stream.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("xnsim-replication")]


def test_ctrl_c_keeps_what_was_finished(monkeypatch):
    """Interrupted in the middle, the exception carries the comparison of the replications that were complete."""
    read = replications.read

    def slower(program, seed, replication, wanted, engine):
        if replication == 4:
            _thread.interrupt_main()
        return read(program, seed, replication, wanted, engine)

    monkeypatch.setattr(replications, "read", slower)
    with pytest.raises(Interrupted) as stopped:
        compared(200, threads=2)
    partial = stopped.value.partial
    assert 2 <= partial.replications < 200 and str(partial.replications) in stopped.value.says("en")
    monkeypatch.setattr(replications, "read", read)
    assert partial == compared(partial.replications)
    assert isinstance(stopped.value, KeyboardInterrupt)


def test_progress_shows_the_time_left(capsys):
    """The bar counts replications of all alternatives and says how long it will take."""
    compare(OFFICE, {"现状": []}, 2, indicators=FEW, progress=True, engine="lists")
    assert re.search(r"2/2 \[\d\d:\d\d<\d\d:\d\d", capsys.readouterr().err)


# to take away -----------------------------------------------------------------------------------------------------------

def test_everything_is_stamped(found, tmp_path):
    """Version, seed, replications and the scenario of each alternative stand in every file that leaves."""
    from openpyxl import load_workbook
    from pandas import read_csv

    digests = [lower(p.timeline(OFFICE, policies)).digest for policies in TRIED.values()]
    assert found.stamp == {"version": "0.1.0", "scenario": dict(zip(TRIED, digests)), "seed": 7, "replications": 6}
    table = read_csv(found.to_csv(tmp_path / "table.csv"))
    assert set(table["scenario"]) == set(digests) and set(table["seed"]) == {7} and set(table["replications"]) == {6}
    book = load_workbook(found.to_excel(tmp_path / "book.xlsx", "en"))
    assert book.sheetnames == ["overview", "means", "differences", "replications", "stamp"] and book["differences"].max_row == 1 + 2 * len(MAIN)
    assert {row[1].value for row in book["stamp"].iter_rows()} >= {7, 6, "0.1.0", *digests}
    read = load_workbook(found.to_excel(tmp_path / "read.xlsx"))["一览"]
    assert [cell.value for cell in read[1]] == ["指标", *TRIED] and read["A2"].value == "按时办结率 ↑" and re.fullmatch(r"[\d.]+% \[[\d.]+%, [\d.]+%\]", read["B2"].value)
    assert read.cell(read.max_row, 1).value == found.stamp_line()
    surer = load_workbook(replace(found, level=0.99).to_excel(tmp_path / "surer.xlsx", "en"))["overview"]
    assert "95% 区间" in read.cell(read.max_row - 2, 1).value and "99 % interval" in surer.cell(surer.max_row - 2, 1).value
    for lang in ("zh", "en"):
        page = found.html(tmp_path / f"{lang}.html", lang).read_text(encoding="utf-8")
        assert all(digest in page for digest in digests) and found.note(lang)[:20] in page


def test_a_notebook_shows_means_with_intervals(found):
    """What a notebook shows has every alternative, an interval in each cell, and the stamp."""
    page = found._repr_html_()
    assert all(name in page for name in TRIED) and found.stamp_line() in page
    cells = found.shown("en").iloc[:, 1:].to_numpy().ravel()
    assert all(re.fullmatch(r"[\d.,]+%? \[[\d.,−]+%?, [\d.,]+%?\]", cell) for cell in cells)


def test_names_are_checked(found):
    """A misspelt alternative or indicator is refused with the nearest name; nothing is compared with itself."""
    with pytest.raises(InputError, match="并联审批"):
        found.paired("并联审判")
    with pytest.raises(InputError, match="backlog"):
        found.difference("并联审批", "现状", "backlok")
    with pytest.raises(InputError, match="自己"):
        found.difference("现状", "现状", "backlog")


# advice -----------------------------------------------------------------------------------------------------------------

def test_advice_on_replications(found):
    """The least certain alternative decides; a difference on the same applicants needs fewer replications."""
    alone = max(advised_replications(values["backlog"], 2.0) for values in found.values.values())
    assert advise(found, "backlog", 2.0) == alone > advise(found, "backlog", 20.0)
    assert advise(found, "backlog", 2.0, against="现状") < alone
    with pytest.raises(InputError):
        advise(found, "backlogs", 2.0)


def queue(rate: str, warm_up: str = "0 wd", measure: str = "40 wd"):
    """One window, twenty minutes a case."""
    matter = {"arrivals": {"poisson": rate}, "route": [{"serve": {"step": "serve", "desk": "window", "effort": "exp(20 min)"}}]}
    return office(("horizon", {"warm_up": warm_up, "measure": measure, "drain": "1 wd"}), ("matters", {"one": matter}), ("cover", []),
                  ("desks", {"window": {"officers": 1}}))


def test_warm_up_is_judged():
    """A calm window settles within days; an overloaded one never; ten days are too few to tell."""
    calm = warm_up_check(queue("15/wd", "20 wd"), replications=6, engine="lists")
    assert calm.enough and calm.needed_workdays < 20 and "足够" in calm() and "enough" in calm("en")
    crowded = warm_up_check(queue("40/wd", "20 wd"), replications=2, engine="lists")
    assert not crowded.settled and not crowded.enough and "超载" in str(crowded)
    short = warm_up_check(queue("15/wd", "2 wd", "5 wd"), replications=2, engine="lists")
    assert math.isnan(short.needed_workdays) and not short.enough and "7.0" in short("en")
    with pytest.raises(InputError, match="replications"):
        warm_up_check(queue("15/wd"), replications=0)
