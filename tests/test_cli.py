"""The command line says what it does, in two languages, and what is wrong, all of it, without a traceback."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from xnsim import presets
from xnsim.cli import language
from xnsim.commands import COMMANDS
from xnsim.commands.screen import table
from xnsim.plots.words import columns
from xnsim.version import VERSION

ROOT = Path(__file__).parents[1]
pytest_plugins = ("keyboard",)
BROKEN = ROOT / "tests" / "broken"
NAMES = [command.name for command in COMMANDS]


def process(*words: str, cwd: Path = ROOT, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, with a console of the encoding named."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0"}
    return subprocess.run([sys.executable, "-m", "xnsim", *words], cwd=cwd, env=environment, capture_output=True, check=False)


# ---- help, languages, the console --------------------------------------------------------


def test_every_command_of_the_design_is_there():
    """The commands that exist are the ones listed, and none that comes later."""
    assert NAMES == ["demo", "run", "compare", "report", "search", "quarters", "check", "policies", "scenarios", "indicators", "batch", "theory", "lab", "app", "handout", "quiz", "course", "pack", "game", "bench"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_explains_itself_in_both_languages(xnsim, name, lang):
    """``--help`` names every option and is written in the language asked for only."""
    code, out, err = xnsim(name, "--help", "--lang", lang)
    assert code == 0 and not err
    assert all(option.flag in out for command in COMMANDS if command.name == name for option in command.options())
    own = out.replace("例", "")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in own) == (lang == "zh")


def test_alone_it_lists_its_commands(xnsim):
    """``xnsim`` without a word is its help, and no error."""
    code, out, _ = xnsim()
    assert code == 0 and all(f"  {name} " in out for name in NAMES)


def test_the_version(xnsim):
    """``--version`` says which."""
    assert xnsim("--version") == (0, f"xnsim {VERSION}\n", "")


def test_language_comes_from_the_words_or_the_environment():
    """``--lang`` counts wherever it stands; XNSIM_LANG where it is not given; Chinese otherwise."""
    assert language(["policies"], {}) == ("zh", ["policies"])
    assert language(["policies"], {"XNSIM_LANG": "en"}) == ("en", ["policies"])
    assert language(["--lang", "zh", "policies"], {"XNSIM_LANG": "en_US"}) == ("zh", ["policies"])
    assert language(["run", "a.yaml", "--lang=en", "--seed", "2"], {}) == ("en", ["run", "a.yaml", "--seed", "2"])
    assert language(["lab", "--", "--lang", "en"], {}) == ("zh", ["lab", "--", "--lang", "en"])


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
def test_any_console_gets_utf8(encoding):
    """A console of another code page never breaks the output, which is UTF-8."""
    run = process("policies", "no_such_policy", encoding=encoding)
    assert run.returncode == 2 and "没有制度" in run.stderr.decode("utf-8")
    run = process("policies", encoding=encoding)
    assert run.returncode == 0 and "并联审批" in run.stdout.decode("utf-8")


def test_chinese_columns_line_up():
    """A Chinese character takes two places, so what follows stands in one column."""
    drawn = table(["名", "n"], [["按时办结率", "1"], ["backlog", "22"]], {1}).splitlines()
    assert [columns(line) for line in (drawn[0], *drawn[2:])] == [14, 14, 14]
    assert drawn[2] == "按时办结率   1" and drawn[3] == "backlog     22"


def test_long_words_wrap_in_the_last_column(monkeypatch):
    """What is too wide for the screen goes on below, under its own column."""
    monkeypatch.setenv("COLUMNS", "60")
    drawn = table(["k", "says"], [["key", "word " * 20]]).splitlines()
    assert len(drawn) > 3 and all(line.startswith("     word") for line in drawn[3:]) and max(map(columns, drawn)) <= 60


# ---- wrong words --------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "zh", "en"), [
    (("polices",), "没有命令 polices;是不是 policies?", "no command polices; did you mean policies?"),
    (("check",), "缺少 FILE", "FILE is missing"),
    (("check", "--jsn", "x"), "没有选项 --jsn", "no option --jsn"),
    (("run", "county_centre", "--seed"), "--seed", "--seed"),
    (("run", "county_centre", "--seed", "abc"), "应为整数,现为“abc”", "a whole number is wanted, not “abc”"),
    (("run", "county_centre", "--engine", "fast"), "只能是 auto、kernel、lists、simpy", "must be one of auto, kernel, lists, simpy"),
    (("policies", "tim_limit"), "没有制度“tim_limit”;是不是 time_limit?", "no policy “tim_limit”; did you mean time_limit?"),
    (("policies", "限时办结制度"), "是不是 限时办结?", "did you mean 限时办结?"),
    (("compare", "county_centre", "--policy", "并连审批"), "没有制度“并连审批”;是不是 parallel_approval(并联审批)?", "did you mean parallel_approval (Parallel approval)?"),
    (("compare", "county_centre", "--policy", "nothing_like_it"), "写键名或中文名都行,见 xnsim policies", "go by key or by name, see xnsim policies"),
    (("indicators", "on_time"), "是不是 on_time_rate?", "did you mean on_time_rate?"),
    (("check", "county_center"), "是不是 county_centre?", "did you mean county_centre?"),
    (("check", "nowhere.yaml"), "没有这个文件", "no such file"),
])
def test_wrong_words_are_told_in_both_languages(xnsim, words, zh, en):
    """Exit code 2, one sentence, and the nearest word that would have been right."""
    assert (xnsim(*words)[0], xnsim(*words)[1]) == (2, "")
    assert zh in xnsim(*words)[2] and en in xnsim(*words, "--lang", "en")[2]


def test_all_wrong_options_are_told_at_once(xnsim):
    """Two wrong values give two messages."""
    code, _, err = xnsim("run", "county_centre", "--seed", "-1", "--engine", "x")
    assert code == 2 and "--seed" in err and "--engine" in err


def test_policies_and_knobs_may_be_called_by_their_names(xnsim):
    """By key or by name, in either language, with the colon and comma of a Chinese keyboard: the same policies with the same knobs."""
    from xnsim.commands.asked import alternatives

    by_key = alternatives(["time_limit:factor=0.5,from=2026-03-02+ab_cover"])
    assert by_key == alternatives(["限时办结：承诺时限变为原来的＝0.5，from=2026-03-02＋ab_cover"]) == alternatives(["promised time limit:factor=0.5,from=2026-03-02+AB cover"])
    assert xnsim("policies", "限时办结")[1] == xnsim("policies", "time_limit")[1]


def test_wrong_policies_are_told_with_their_place(xnsim):
    """A misspelt policy, an unknown knob, a value out of bounds: all of them, each at its place."""
    code, _, err = xnsim("run", "county_centre", "--policy", "time_limit:factor=7,fctor=1", "--policy", "ab_covr", "--policy", "ab_cover:efficiency")
    assert code == 2
    for part in ("0.05 至 1", "fctor", "是不是 ab_cover(AB岗)?", "应写成 参数=值"):
        assert part in err


def test_a_refused_policy_is_wrong_input(xnsim):
    """What an institution may not do here is said in its own words, with exit code 2."""
    code, _, err = xnsim("run", "county_centre", "--policy", "time_limit:workdays=60", "--lang", "en")
    assert code == 2 and "longer than the statutory one" in err


# ---- check ----------------------------------------------------------------------------------


def test_check_tells_everything_wrong(xnsim):
    """All errors of a file are listed with their lines, and counted."""
    code, out, err = xnsim("check", str(BROKEN / "s14_misspelt_keys.yaml"))
    assert (code, out) == (2, "") and err.count("s14_misspelt_keys.yaml:") == 15 and "共 15 处" in err


def test_check_passes_what_is_sound(xnsim):
    """A sound file is summed up in one line; several files may be named."""
    code, out, err = xnsim("check", str(BROKEN / "toy_office.yaml"), "county_centre")
    assert code == 0 and not err and out.count("没有问题") == 2


def test_check_for_a_program(xnsim):
    """``--json`` gives file, line, place and both languages of each problem."""
    code, out, _ = xnsim("check", str(BROKEN / "s20_limits.yaml"), str(BROKEN / "toy_office.yaml"), "--json")
    wrong, sound = json.loads(out)
    assert code == 2 and sound["ok"] and not wrong["ok"]
    assert {"file", "line", "path", "zh", "en"} == set(wrong["problems"][0]) and all(each["line"] > 0 for each in wrong["problems"])


# ---- lists ------------------------------------------------------------------------------------


def test_policies_show_what_they_can_be_told(xnsim):
    """One policy on one page: its knobs, bounds, reasons, sources, cost and perverse effects."""
    code, out, _ = xnsim("policies", "time_limit")
    assert code == 0
    for part in ("factor", "0.05 … 1", "代价", "反效果", "依据", "行政许可法", "默认值的理由"):
        assert part in out


@pytest.mark.parametrize("name", ["policies", "indicators", "scenarios"])
def test_lists_can_be_read_by_a_program(xnsim, name):
    """``--json`` holds every entry of the list with its names in both languages."""
    code, out, _ = xnsim(name, "--json")
    entries = json.loads(out)
    assert code == 0 and entries and all({"zh", "en"} <= set(entry["label"]) for entry in entries)


def test_scenarios_are_found_from_any_folder(tmp_path):
    """The offices that come with xnsim have names that work wherever one stands."""
    run = process("check", *presets.scenarios(), *presets.studies(), presets.institution_name("escort"), cwd=tmp_path)
    assert run.returncode == 0, run.stderr.decode()


def test_every_institution_has_a_small_office_by_name(xnsim):
    """It is listed with its number, named under the policy's page, and compared, run and checked by its name; a misspelt one is guessed."""
    _, listed, _ = xnsim("scenarios")
    assert re.search(r"M1 +institutions/first_contact +首问负责", listed)
    _, page, _ = xnsim("policies", "first_contact")
    assert "xnsim compare institutions/first_contact\n" in page
    code, out, _ = xnsim("compare", "institutions/escort", "--replications", "2", "--engine", "lists")
    assert code == 0 and "制度" in out and "退件率" in out
    assert xnsim("check", "institutions/escort")[0] == 0 and xnsim("run", "institutions/escort", "--engine", "lists")[0] == 0
    code, _, wrong = xnsim("compare", "institutions/escorts")
    assert code == 2 and "institutions/escort" in wrong


def test_python_m_xnsim_is_the_same():
    """``python -m xnsim`` is the command line."""
    assert process("--version").stdout.decode().split() == ["xnsim", VERSION]


# ---- runs and comparisons -----------------------------------------------------------------------

def test_run_tells_the_indicators_and_writes_every_case(xnsim, office):
    """One run: indicators with what they are made of, the stamp, and a table Excel opens."""
    code, out, err = xnsim("run", "office.yaml", "--engine", "lists", "--seed", "3", "--out", "cases.csv", "--services", "services.csv")
    assert code == 0 and not err
    for part in ("按时办结率", "核实按时率", "种子 3", "一次运行没有区间"):
        assert part in out
    written = (office / "cases.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfcase,") and "准予" in written.decode("utf-8-sig")
    assert (office / "services.csv").stat().st_size > 1000


def test_run_for_a_program_is_the_same_run(xnsim, office):
    """``--json`` gives the numbers and the stamp; the same seed gives them again, another seed others."""
    read = {seed: [json.loads(xnsim("run", "office.yaml", "--engine", "lists", "--seed", seed, "--json")[1]) for _ in range(2)] for seed in "12"}
    assert read["1"][0] == read["1"][1] and read["1"][0]["indicators"] != read["2"][0]["indicators"]
    assert read["1"][0]["seed"] == 1 and {"version", "scenario", "replication"} <= set(read["1"][0])


def test_a_promise_alone_moves_no_true_time(xnsim, office):
    """Policies typed by hand are in force: the on-time rate falls, the mean time stays."""
    def read(*more: str) -> dict[str, float]:
        told = json.loads(xnsim("run", "office.yaml", "--engine", "lists", "--json", *more)[1])["indicators"]
        return {row["indicator"]: row["value"] for row in told}

    before, after = read(), read("--policy", "time_limit:factor=0.5")
    assert after["on_time_rate"] < before["on_time_rate"] and after["mean_workdays"] == before["mean_workdays"]


def test_compare_tells_what_stands_and_what_does_not(xnsim, office):
    """A table with intervals, what is exactly the same, the stamp; page, figure and tables in a folder."""
    code, out, _ = xnsim("compare", "study.yaml", "--engine", "lists", "--out", "results")
    assert code == 0
    for part in ("承诺减半", "±", "每次重复都完全相同:", "平均办理时长", "重复 4 次", "随机种子 1"):
        assert part.replace(":", "：") in out or part in out
    page = (office / "results" / "comparison.html").read_text(encoding="utf-8")
    assert "承诺减半" in page and "<svg" in page
    assert all((office / "results" / f"comparison.{kind}").stat().st_size > 500 for kind in ("png", "xlsx", "csv"))


def test_compare_in_english_names_alternatives_in_english(xnsim, office):
    """Alternatives with Chinese names go by their policies where English is asked for."""
    code, out, _ = xnsim("compare", "study.yaml", "--engine", "lists", "--lang", "en", "--replications", "2")
    assert code == 0 and "status quo" in out and "Promised time limit" in out
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in out)


def test_compare_for_a_program(xnsim, office):
    """``--json`` holds means and differences with n, seed and interval."""
    code, out, _ = xnsim("compare", "study.yaml", "--engine", "lists", "--json", "--indicator", "on_time_rate", "--indicator", "mean_workdays")
    told = json.loads(out)
    assert code == 0 and told["replications"] == 4 and told["seed"] == 1 and told["status_quo"] == "现状"
    assert len(told["means"]) == 4 and {"mean", "low", "high", "n"} <= set(told["means"][0])
    assert [row["indicator"] for row in told["differences"]] == ["on_time_rate", "mean_workdays"]


def test_compare_tries_policies_named_by_hand(xnsim, office):
    """``--policy`` makes an alternative each; ``+`` puts several in force together."""
    code, out, _ = xnsim("compare", "office.yaml", "--engine", "lists", "--replications", "2", "--json", "--indicator", "on_time_rate",
                         "--policy", "ab_cover", "--policy", "ab_cover:efficiency=0.5+time_limit:factor=0.5")
    assert code == 0
    assert [row["alternative"] for row in json.loads(out)["means"]] == ["现状", "AB岗", "AB岗(efficiency=0.5) + 限时办结(factor=0.5)"]


def test_compare_without_a_study_tries_each_policy_alone(xnsim, office):
    """A scenario alone: every policy that fits is tried; the others are named with a word why not."""
    code, out, err = xnsim("compare", "office.yaml", "--engine", "lists", "--replications", "2", "--json", "--indicator", "on_time_rate")
    tried = {row["alternative"] for row in json.loads(out)["means"]}
    assert code == 0 and {"现状", "AB岗", "限时办结"} <= tried and "并联审批" not in tried
    assert "略去" in err and "并联审批" in err


def test_a_study_and_policies_by_hand_do_not_mix(xnsim, office):
    """A study says what is compared; ``--policy`` beside it is refused with the way out."""
    code, _, err = xnsim("compare", "study.yaml", "--policy", "ab_cover")
    assert code == 2 and "请去掉 --policy" in err


def test_batch_runs_and_resumes(xnsim, office):
    """A design fills its folder; a second run finds nothing missing and changes nothing."""
    pytest.importorskip("pyarrow")
    code, out, _ = xnsim("batch", "design.yaml", "made", "--engine", "lists")
    parts = {path: path.stat().st_mtime_ns for path in (office / "made").rglob("*.parquet")}
    assert code == 0 and "3 个设计点" in out and len(parts) == 3
    code, out, _ = xnsim("batch", "design.yaml", "made", "--engine", "lists", "--json")
    assert code == 0 and json.loads(out)["points"] == 3
    assert parts == {path: path.stat().st_mtime_ns for path in (office / "made").rglob("*.parquet")}


def test_check_knows_all_three_kinds_of_files(xnsim, office):
    """Scenario, study and design are each read as what they are."""
    code, out, _ = xnsim("check", "office.yaml", "study.yaml", "design.yaml")
    assert code == 0 and "1 个事项" in out and "2 个方案" in out and "3 个设计点" in out


# ---- the demo ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "preview", "first"), [("zh", "预览", "现状"), ("en", "Preview", "status quo")])
def test_demo_shows_a_preview_and_leaves_a_page(xnsim, tmp_path, lang, preview, first):
    """The demo, from any folder: preview, table, sentences, files, what to try next, and the clock at the end."""
    code, out, err = xnsim("demo", "--replications", "2", "--lang", lang)
    assert code == 0
    assert out.index(preview) < out.index(first) < out.index("xnsim-demo") < out.index("xnsim policies")
    assert out.rstrip().splitlines()[-1].rstrip("。.").endswith(("秒", " s"))
    page = (tmp_path / "xnsim-demo" / "comparison.html").read_text(encoding="utf-8")
    assert "<svg" in page and first in page and (tmp_path / "xnsim-demo" / "comparison.png").stat().st_size > 20_000


# ---- when it fails ---------------------------------------------------------------------------------


def test_a_failure_of_the_program_is_said_without_a_traceback(xnsim, monkeypatch):
    """What nobody foresaw ends with exit code 1 and a sentence; details only when asked for."""
    monkeypatch.setattr("xnsim.indicators.INDICATORS", None)
    code, _, err = xnsim("indicators")
    assert code == 1 and "运行失败" in err and "XNSIM_TRACEBACK" in err


def test_ctrl_c_says_what_is_kept(xnsim, monkeypatch):
    """Ctrl-C ends with 130 and a word about what was finished; a long work tells how far it came."""
    from xnsim.labels import Label
    from xnsim.study import Interrupted

    def stopped(error: BaseException):
        def act(*_: object, **__: object) -> None:
            raise error
        return act

    monkeypatch.setattr("xnsim.presets.scenarios", stopped(KeyboardInterrupt()))
    assert xnsim("check", "county_centre")[0::2] == (130, "\n\n已停止;已经算完并写出的结果保留。\n")
    monkeypatch.setattr("xnsim.presets.scenarios", stopped(Interrupted(Label("写好 3 个", "3 are written"))))
    assert "写好 3 个" in xnsim("check", "county_centre")[2]


def test_ctrl_c_tells_what_a_comparison_has_finished(xnsim, office, monkeypatch):
    """A comparison stopped half-way is told and written as far as it came, with exit code 130."""
    from xnsim import study
    from xnsim.labels import Label

    whole = study.compare

    def stopped(*asked: object, progress: bool, engine: str) -> None:
        partial = whole(asked[0], asked[1], 2, *asked[3:], engine=engine)
        raise study.Interrupted(Label("中断", "interrupted"), partial)

    monkeypatch.setattr(study, "compare", stopped)
    code, out, err = xnsim("compare", "study.yaml", "--engine", "lists", "--out", "half")
    assert code == 130 and "重复 2 次" in out and "2 次重复" in err and (office / "half" / "comparison.html").exists()


def test_bench_says_where_it_lives(xnsim, monkeypatch, tmp_path):
    """Without the repository the benchmarks are not there, and that is said."""
    monkeypatch.setattr("xnsim.commands.bench.ROOT", tmp_path)
    code, out, _ = xnsim("bench")
    assert code == 1 and "benchmarks/" in out


def test_lab_refuses_a_notebook_that_is_not_there(xnsim):
    """A misspelt notebook is wrong input, told before anything is started."""
    code, _, err = xnsim("lab", "nowhere.ipynb")
    assert code == 2 and "nowhere.ipynb" in err


def test_theory_says_whether_the_simulation_agrees(xnsim, monkeypatch):
    """A line a case and the counts; a case that disagrees gives exit code 1; JSON for a program."""
    from xnsim import proof

    code, out, _ = xnsim("theory", "K01")
    assert code == 0 and "K01" in out and "相符 1 例" in out
    code, out, _ = xnsim("theory", "K01", "--json", "--seed", "5")
    assert code == 0 and json.loads(out)["seed"] == 5 and json.loads(out)["cases"][0]["verdict"] == "met"
    wrong = proof.Verdict("A01", 0.5, (0.5,), (0.6,), (0.01,), 10, 2, "missed", 0.1, intervals=1)
    monkeypatch.setattr(proof, "prove_each", lambda *_: iter([wrong]))
    assert xnsim("theory", "A01", "--lang", "en")[0] == 1


def test_theory_knows_its_cases_and_seeds(xnsim):
    """An unknown case and a seed that is none are told with the way out."""
    assert "没有算例“A99”" in xnsim("theory", "A99")[2]
    code, _, err = xnsim("theory", "K01", "--seed", "newest")
    assert code == 2 and "fresh" in err
    assert json.loads(xnsim("theory", "K01", "--seed", "fresh", "--json")[1])["seed"] > 2**32
