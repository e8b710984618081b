"""The mistakes everyone makes at the keyboard: one answer in the reader's language, with the way out, before any work is done."""

from __future__ import annotations

import importlib.util
import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from xnsim.commands.asked import HAN, policies
from xnsim.policies import registry
from xnsim.commands.places import write_whole
from xnsim.policies import registry
from xnsim.presets import scenarios
from xnsim.punctuation import unfolded
from xnsim.scenario import load
from xnsim.widgets.controls import controls

pytest_plugins = ("keyboard",)
RUN = ("run", "office.yaml", "--engine", "lists")


# ---- where to write ------------------------------------------------------------------------


def test_a_place_that_cannot_be_written_is_told_before_the_run(xnsim, office):
    """A missing folder, a folder in the place of a file: both at once, exit code 2, nothing run and nothing written."""
    (office / "there").mkdir()
    code, out, err = xnsim(*RUN, "--out", "nowhere/cases.csv", "--services", "there")
    assert (code, out) == (2, "") and "没有文件夹 nowhere" in err and "这是文件夹" in err and "共 2 处" in err
    assert "make it first" in xnsim(*RUN, "--out", "nowhere/cases.csv", "--lang", "en")[2]
    assert not (office / "nowhere").exists()


def test_a_file_of_the_users_is_not_written_over(xnsim, office):
    """The scenario named after --out by mistake stays as it is; a table written by xnsim may be replaced."""
    before = (office / "office.yaml").read_bytes()
    code, _, err = xnsim(*RUN, "--out", "office.yaml")
    assert code == 2 and "换一个名字" in err and (office / "office.yaml").read_bytes() == before
    assert xnsim(*RUN, "--out", "cases.csv")[0] == 0 == xnsim(*RUN, "--seed", "2", "--out", "cases.csv")[0]
    assert sorted(path.name for path in office.glob("cases*")) == ["cases.csv"]


@pytest.mark.parametrize("words", [("compare", "study.yaml", "--out", "taken"), ("demo", "--out", "taken"), ("compare", "study.yaml", "--out", "taken/in/it")])
def test_a_file_in_the_place_of_a_folder(xnsim, office, words):
    """A comparison is not worked out in vain: the folder is looked at first."""
    (office / "taken").write_text("mine")
    code, out, err = xnsim(*words)
    assert (code, out) == (2, "") and "是文件,不是文件夹" in err and (office / "taken").read_text() == "mine"


def test_a_refusing_folder_is_told_with_its_reason(xnsim, office, monkeypatch):
    """No permission: said in the reader's language, with another place as the way out."""
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    code, out, err = xnsim("compare", "study.yaml", "--out", "results")
    assert (code, out) == (2, "") and "没有权限" in err and "换一个地方" in err and not (office / "results").exists()
    assert "permission denied" in xnsim("compare", "study.yaml", "--out", "results", "--lang", "en")[2]


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    """A disk that fills up half-way leaves the old file and no torn one."""
    there = tmp_path / "cases.csv"
    there.write_text("old")

    def torn(place: Path) -> None:
        place.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_whole(there, torn)
    assert there.read_text() == "old" and list(tmp_path.iterdir()) == [there]


def test_a_batch_without_its_component_leaves_no_folder(xnsim, office, monkeypatch):
    """Parquet is an extra: without it the command says how to get it, and makes nothing."""
    find = importlib.util.find_spec
    monkeypatch.setattr("xnsim.commands.batch.find_spec", lambda name: None if name == "pyarrow" else find(name))
    code, _, err = xnsim("batch", "design.yaml", "made")
    assert code == 1 and "-m pip install pyarrow" in err and not (office / "made").exists()


# ---- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("--lang", "xx"), ("run", "office.yaml", "--lang", "xx"), ("policies", "--lang=xx"), ("--lang",)])
def test_a_language_that_is_not_spoken(xnsim, words):
    """Told in both languages, for who asks for French may read neither."""
    code, out, err = xnsim(*words)
    assert (code, out) == (2, "") and "zh(中文)" in err and "takes zh or en" in err and len(err.splitlines()) == 1


def test_a_word_too_many(xnsim):
    """The word is named, in one language."""
    code, _, err = xnsim("run", "county_centre", "extra")
    assert code == 2 and "多写了“extra”" in err and "Got" not in err
    assert "one word too many" in xnsim("bench", "extra", "--lang", "en")[2]


def test_a_port_that_is_taken(xnsim):
    """Said before JupyterLab is started, instead of its log."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        code, out, err = xnsim("lab", "--port", str(other.getsockname()[1]))
    assert (code, out) == (2, "") and "端口已被占用" in err and len(err.splitlines()) == 1


@pytest.mark.parametrize(("words", "see"), [(("policies", "qqqq"), "xnsim policies"), (("indicators", "qqqq"), "xnsim indicators"),
                                            (("theory", "qqqq"), "xnsim theory"), (("run", "qqqq"), "xnsim scenarios")])
def test_a_name_like_no_other_is_sent_to_the_list(xnsim, words, see):
    """Sixty names are no answer; the command that lists them is."""
    code, _, err = xnsim(*words)
    assert code == 2 and see in err and len(err) < 120


def test_a_design_is_sent_to_batch(xnsim, office):
    """Compared by mistake, a design names the command that runs it."""
    code, _, err = xnsim("compare", "design.yaml")
    assert code == 2 and "xnsim batch" in err


def test_stopped_before_anything_was_finished(xnsim, office, monkeypatch):
    """Ctrl-C in the first second: no word of a result that is not there."""
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xnsim.study.replications.read", stopped)
    code, out, err = xnsim("compare", "study.yaml", "--engine", "lists")
    assert (code, out) == (130, "") and "没有结果" in err and "partial" not in err


# ---- what a reader sees ---------------------------------------------------------------------


def test_run_tells_twins_and_officers_in_words(xnsim, office):
    """The twin by its name, the officers' time in officer-days: no keys, no raw seconds."""
    _, out, _ = xnsim(*RUN)
    line = next(each for each in out.splitlines() if each.startswith("资源利用率"))
    assert "人日" in line and "人均办件量" in line and "cases_per" not in out
    told = {row["indicator"]: row for row in json.loads(xnsim(*RUN, "--json")[1])["indicators"]}
    share = told["utilisation"]["numerator"] / told["utilisation"]["denominator"]
    worked, present = (float(part.replace(",", "")) for part in line.split("%")[1].split("人日")[0].split("/"))
    assert worked / present == pytest.approx(share, abs=0.02)


def test_the_breaks_of_a_file_leave_no_blanks(xnsim):
    """What is told of the offices reads as one text: a line break of the file is no blank between two Chinese characters."""
    assert unfolded("许可事项 还没有,  进驻 36% 的, 事项") == "许可事项还没有,  进驻 36% 的,事项"
    told = {each["name"]: each["about"]["zh"] for each in json.loads(xnsim("scenarios", "--json")[1])}
    assert "许可事项 还没有" in told["city_centre"] and "许可事项还没有" in xnsim("scenarios")[1].replace("\n  ", "")


CHOICES = [(policy, name, get_args(field.annotation)) for policy in registry().values() for name, field in policy.model_fields.items()
           if name in policy.knobs() and get_origin(field.annotation) is Literal]


@pytest.mark.parametrize(("policy", "name", "keys"), CHOICES, ids=[f"{policy.key}-{name}" for policy, name, _ in CHOICES])
def test_every_choice_has_a_name_in_both_languages(xnsim, policy, name, keys):
    """What is chosen from a menu is called something, on the board and on the page of the policy."""
    words = policy.knobs()[name].words
    assert set(words) == set(keys) and all(says.zh != key and says.en for key, says in words.items())
    shown = next(each for each in controls(policy, None, load(scenarios()["single_window"])) if each["name"] == name)
    assert [key for key, _ in shown["options"]] == list(keys) and all(HAN.search(told) for _, told in shown["options"])
    page = xnsim("policies", policy.key)[1]
    assert all(f"{key} {words[key].zh}" in page for key in keys)


# ---- stopped before it began ---------------------------------------------------------------

STOPPED_AT_THE_DOOR = """
import sys

class Impatient:
    def find_spec(self, name, path=None, target=None):
        if name == "xnsim.cli":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Impatient())
from xnsim.__main__ import main
sys.exit(main(["scenarios"]))
"""


def test_stopped_while_the_command_line_is_opened():
    """Ctrl-C in the first moment is answered by a sentence and exit code 130, not by a traceback."""
    stopped = subprocess.run([sys.executable, "-c", STOPPED_AT_THE_DOOR], capture_output=True, text=True, encoding="utf-8",
                             cwd=Path(__file__).parents[1], check=False)
    assert stopped.returncode == 130 and "stopped" in stopped.stderr and "Traceback" not in stopped.stderr


@pytest.mark.parametrize("word", ["time_limit:factor=0.5", "限时办结:承诺时限变为原来的=0.5", "promised time limit:factor=0.5", "Time-Limit:factor=0.5"])
def test_a_policy_goes_by_its_key_or_its_name(word):
    """What stands on the screen may be typed: key or name, Chinese or English, the knob too."""
    (policy,) = policies([word])
    assert (policy.key, policy.factor) == ("time_limit", 0.5)


@pytest.mark.parametrize(("word", "near"), [("paralel_approval", "parallel_approval(并联审批)"), ("AB角", "ab_cover(AB岗)")])
def test_a_misspelt_policy_is_told_the_nearest_with_its_name(xnsim, word, near):
    """Nobody needs to know the keys: the nearest is told with its name."""
    code, out, err = xnsim("run", "single_window", "--policy", word)
    assert (code, out) == (2, "") and near in err


def test_no_two_policies_or_knobs_of_one_share_a_name():
    """A name typed means one thing only."""
    for lang in ("zh", "en"):
        names = [policy.label(lang) for policy in registry().values()]
        assert len(set(names)) == len(names)
        assert all(len({knob.label(lang) for knob in policy.knobs().values()}) == len(policy.knobs()) for policy in registry().values())
