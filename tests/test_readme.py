"""README keeps its word: its files are sound, its commands and its Python run, its tables agree with the package."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import xnsim
from xnsim import presets
from xnsim.cli import main
from xnsim.commands import COMMANDS
from xnsim.scenario import load

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE, ENGLISH = TEXT.split("\n# English\n")
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = {name: body for _, name, body in BLOCK.findall(TEXT) if name}


def blocks(text: str, language: str) -> list[str]:
    """The unnamed snippets of a language, in order."""
    return [body for kind, name, body in BLOCK.findall(text) if kind == language and not name]


def commands(text: str) -> list[list[str]]:
    """The xnsim commands a reader is told to type, without those that set it up."""
    return [line.split()[1:] for body in blocks(text, "console") for line in body.splitlines() if line.startswith("xnsim ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that holds the files README tells one to write."""
    place = tmp_path_factory.mktemp("readme")
    for name, body in FILES.items():
        (place / name).write_text(body, encoding="utf-8")
    return place


@pytest.fixture
def there(folder, monkeypatch):
    """Stand in that folder."""
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder))
    return folder


def test_the_files_are_the_ones_named():
    """A scenario, a study, a design and a policy are written out in full."""
    assert list(FILES) == ["my_office.yaml", "my_study.yaml", "my_design.yaml", "more_officers.py"]


def test_its_files_are_sound(there):
    """``xnsim check`` finds nothing wrong with what README writes."""
    assert main(["check", *(name for name in FILES if name.endswith(".yaml"))]) == 0


def test_its_commands_run(there, capsys):
    """Every xnsim command of the Chinese part does what it says, as it is typed."""
    typed = commands(CHINESE)
    assert len(typed) == 14
    for words in typed:
        assert main(words) == 0, words
        assert capsys.readouterr().out
    for name in ("cases.csv", "results/comparison.html", "results/comparison.png", "design-results/manifest.json"):
        assert (there / name).stat().st_size > 500, name


def test_both_languages_tell_the_same_commands():
    """The English part tells the same commands and set-up as the Chinese one."""
    for kind in ("console", "bat"):
        assert blocks(CHINESE, kind) == blocks(ENGLISH, kind)


@pytest.mark.parametrize(("text", "number"), [(part, k) for part in (CHINESE, ENGLISH) for k in range(4)],
                         ids=[f"{lang}-{k}" for lang in ("zh", "en") for k in range(4)])
def test_its_python_runs(there, text, number):
    """Each Python snippet runs by itself in a folder that holds README's files and results."""
    snippets = blocks(text, "python")
    assert len(snippets) == 4
    if "design-results" in snippets[number] and not (there / "design-results").exists():
        assert main(["batch", "my_design.yaml", "design-results"]) == 0
    run = subprocess.run([sys.executable, "-c", snippets[number]], cwd=there, capture_output=True, check=False,
                         env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"})
    assert run.returncode == 0 and run.stdout.strip(), run.stderr.decode()


def test_its_policy_is_a_whole_policy(there):
    """The policy written out has everything a policy of the folder has, and refuses what it should."""
    from more_officers import MoreOfficers

    office = load("my_office.yaml")
    assert MoreOfficers(desk="director", added=2).apply(office).desks["director"].officers == 3
    with pytest.raises(xnsim.policies.PolicyRefused, match="逐个写明"):
        MoreOfficers(desk="land").apply(office)
    assert list(MoreOfficers.knobs()) == ["desk", "added"] and MoreOfficers.source and MoreOfficers.perverse.en


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_the_table_of_names_is_the_face(text):
    """The table of public names names each name of the package, and no other."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == xnsim.__all__


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_the_list_of_commands_is_the_program(text):
    """The commands named are the ones there are, in their order."""
    (listed,) = re.findall(r"`(demo [a-z ]+)`", text)
    assert listed.split() == [command.name for command in COMMANDS]


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_what_was_only_checked_is_said(text):
    """Each published figure that was left for checking stands in README with its value."""
    checks = [each.value for each in load(presets.scenarios()["county_centre"]).assumptions if each.role == "checks"]
    assert len(checks) == 3
    for value in checks:
        number = re.match(r"[\d.]+", value)
        assert number and re.search(rf"(?<![\d.]){re.escape(number.group())}(?![\d.])", text), value


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_the_figure_says_what_it_was_drawn_from(text):
    """n, seed and scenario under the figure are those of the demo; if they change, docs/*.png is drawn anew."""
    plan = xnsim.load_study(presets.studies()["county_centre"])
    (under,) = re.findall(r"^\*[^*]*demo[^*]*\*$", text, re.MULTILINE)
    assert f"n = {plan.replications}" in under and plan.scenario.digest() in under
    assert re.search(rf"(?:随机种子|seed) {plan.seed}\b", under)


def test_its_pictures_and_links_are_there():
    """Every relative link and picture leads to a file; every anchor to a heading."""
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        if target.startswith("#"):
            assert re.search(rf"^#+ {re.escape(target[1:])}$", TEXT, re.MULTILINE | re.IGNORECASE), target
        else:
            assert (ROOT / target).is_file(), target
