"""The command line says what it does, in two languages, and what is wrong, all of it, without a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xnsim import presets
from xnsim.cli import language, main
from xnsim.commands import COMMANDS
from xnsim.commands.screen import table
from xnsim.plots.words import columns
from xnsim.version import VERSION

ROOT = Path(__file__).parents[1]
BROKEN = ROOT / "tests" / "broken"
NAMES = [command.name for command in COMMANDS]


@pytest.fixture
def xnsim(capsys, monkeypatch, tmp_path):
    """Type a command as a user would, in an empty folder: returns exit code, output, messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XNSIM_LANG", raising=False)

    def type_in(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return code, said.out, said.err

    return type_in


def process(*words: str, cwd: Path = ROOT, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, with a console of the encoding named."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0"}
    return subprocess.run([sys.executable, "-m", "xnsim", *words], cwd=cwd, env=environment, capture_output=True, check=False)


# ---- help, languages, the console --------------------------------------------------------


def test_every_command_of_the_design_is_there():
    """The commands that exist are the ones listed, and none that comes later."""
    assert NAMES == ["demo", "run", "compare", "check", "policies", "scenarios", "indicators", "batch", "theory", "lab", "bench"]


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


def test_wrong_policies_are_told_with_their_place(xnsim):
    """A misspelt policy, an unknown knob, a value out of bounds: all of them, each at its place."""
    code, _, err = xnsim("run", "county_centre", "--policy", "time_limit:factor=7,fctor=1", "--policy", "ab_covr", "--policy", "ab_cover:efficiency")
    assert code == 2
    for part in ("0.05 至 1", "fctor", "是不是 ab_cover?", "应写成 参数=值"):
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
    run = process("check", *presets.scenarios(), *presets.studies(), cwd=tmp_path)
    assert run.returncode == 0, run.stderr.decode()


def test_python_m_xnsim_is_the_same():
    """``python -m xnsim`` is the command line."""
    assert process("--version").stdout.decode().split() == ["xnsim", VERSION]
