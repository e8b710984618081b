"""A bad file is refused with all its problems at once, each with its line, its path and the way out.

Toy: ``broken/toy_office.yaml`` is sound; every other file there has what its ``.out`` says, a problem a line:
line | path | a word of the Chinese | a word of the English. A path in another file begins with that file's name.
"""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, PolicyRefused, Stage, knob
from xnsim.policies.study_spec import load_study
from xnsim.scenario import InputError, Scenario, load
from xnsim.scenario.check import check
from xnsim.scenario.files import loads
from xnsim.scenario.sheet import read_sheet
from xnsim.scenario.values import Span

HERE = Path(__file__).parent
BROKEN = HERE / "broken"
EXPECTED = {path.with_suffix(".yaml").name: [(int(line), *rest) for line, *rest in (told.split(" | ") for told in path.read_text(encoding="utf-8").splitlines())]
            for path in sorted(BROKEN.glob("*.out"))}
WORDS = Label("样例", "toy")
INDICATORS = ["on_time_rate", "late_cases"]


class MoreHands(Policy):
    """A toy policy: more officers at one desk."""

    key, label, stage, source = "more_hands", Label("增加人手", "More hands"), Stage.PEOPLE, ()
    help = tradeoff = perverse = WORDS
    officers: int = knob(1, Knob(Label("增加人数", "Officers added"), WORDS, Label("人", "persons"), 1, 50, 1))
    desk: str = "window"

    def apply(self, scenario):
        """Add the officers, or refuse a desk that is not there."""
        if self.desk not in scenario.desks:
            raise PolicyRefused(Label(f"没有岗位“{self.desk}”", f"no desk “{self.desk}”"))
        desk = scenario.desks[self.desk]
        more = desk.changed(("officers", desk.officers + self.officers))
        return scenario.changed(("desks", {**scenario.desks, self.desk: more}))


class Promise(Policy):
    """A toy policy: one promised limit for all matters."""

    key, label, stage, source = "promise", Label("承诺", "Promise"), Stage.LIMITS, ()
    help = tradeoff = perverse = WORDS
    workdays: int = knob(7, Knob(Label("承诺", "Promised"), WORDS, Label("工作日", "working days"), 1, 60, 1))

    def apply(self, scenario):
        """Set the promised limit of every matter."""
        limit = ("promised", Span(self.workdays, "wd"))
        return scenario.changed(("matters", {
            name: matter.changed(("limits", matter.limits.changed(limit))) for name, matter in scenario.matters.items()}))


TOYS = {policy.key: policy for policy in (MoreHands, Promise)}


def _problems(name):
    path = BROKEN / name
    with pytest.raises(InputError) as caught:
        load_study(path, INDICATORS, TOYS) if name.startswith("t") else load(path)
    return caught.value


def _place(problem, name):
    return problem.path if Path(problem.file).name == name else f"{Path(problem.file).name}: {problem.path}"


def test_every_broken_file_is_expected():
    """Beside every file of the folder stands what is wrong with it; there are at least 28, each with something wrong."""
    assert {path.name for path in BROKEN.glob("*.yaml")} == {*EXPECTED, "toy_office.yaml"}
    assert len(EXPECTED) >= 28 and all(EXPECTED.values())


@pytest.mark.parametrize("name", EXPECTED)
def test_all_problems_are_told_at_once(name):
    """Exactly the expected problems are found, each at its line and path."""
    found = [(problem.line, _place(problem, name)) for problem in _problems(name).problems]
    assert sorted(found) == sorted((line, path) for line, path, _, _ in EXPECTED[name])


@pytest.mark.parametrize("name", EXPECTED)
def test_problems_speak_both_languages(name):
    """Each problem says the expected word in Chinese and in English, and is one line."""
    error = _problems(name)
    said = {(problem.line, _place(problem, name), problem.says.zh, problem.says.en) for problem in error.problems}
    for line, path, zh, en in EXPECTED[name]:
        at = [(a, b) for number, place, a, b in said if (number, place) == (line, path)]
        assert any(zh in a and en in b for a, b in at), f"{name}:{line} {path}: wanted {zh!r} / {en!r} in {at}"
    assert len(error.text("zh").splitlines()) == len(error.text("en").splitlines()) == len(error.problems)


def test_a_problem_reads_as_file_line_path_reason_way_out():
    """The sentence of the house style: who, where, what, and the way out."""
    first = _problems("s20_limits.yaml").problems[0]
    assert first("zh") == (f"{BROKEN / 's20_limits.yaml'}:10: matters.same_unit.limits.promised: "
                           "承诺时限 30 个工作日长于法定时限 20 个工作日;请改小承诺时限")


def test_the_toy_office_and_a_sound_study_are_accepted(tmp_path):
    """What is right is read: the study gives the scenario, the policies, the numbers."""
    (tmp_path / "toy.yaml").write_text((BROKEN / "toy_office.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "study.yaml").write_text(
        "schema: 1\nscenario: toy.yaml\nalternatives:\n  现状: []\n  两样: [{policy: more_hands, officers: 2}, {policy: promise, from: 2026-01-12}]\n"
        "replications: 20\nseed: 7\nindicators: [on_time_rate]\n", encoding="utf-8")
    study = load_study(tmp_path / "study.yaml", INDICATORS, TOYS)
    scenario, alternatives, replications, seed, indicators, worlds = study
    assert scenario == load(BROKEN / "toy_office.yaml")
    assert alternatives["现状"] == []
    assert [policy.key for policy in alternatives["两样"]] == ["more_hands", "promise"]
    assert (replications, seed, indicators, worlds) == (20, 7, ("on_time_rate",), ())


@pytest.mark.parametrize("name, zh, en", [
    ("toy_ofice.yaml", "是不是 toy_office.yaml?", "did you mean toy_office.yaml?"),
    ("nowhere/at/all.yaml", "没有这个文件", "no such file"),
    (".", "这是文件夹", "this is a folder"),
])
def test_a_file_that_is_not_there(name, zh, en):
    """A missing file is said with the nearest name; a folder is no file."""
    with pytest.raises(InputError) as caught:
        load(BROKEN / name)
    (problem,) = caught.value.problems
    assert zh in problem("zh") and en in problem("en")


def test_a_scenario_built_without_a_file_is_checked_too():
    """``check`` says of an object what it says of a file, with its path."""
    office = load(BROKEN / "toy_office.yaml")
    assert check(office) == []
    broken = office.changed(("desks", {"window": office.desks["window"]}))
    assert [problem.path for problem in check(broken)] == ["matters.permit.route[2].serve.desk"]


@pytest.mark.parametrize("text", ["“exp\uff083 h\uff09”", "“lognormal\uff0825 min\uff0ccv 1\uff09”"])
def test_the_wide_marks_of_a_chinese_keyboard_are_read(text):
    """Wide brackets and commas in a distribution count as narrow ones."""
    toy = (BROKEN / "toy_office.yaml").read_text(encoding="utf-8")
    narrow = text.strip("“”").replace("\uff08", "(").replace("\uff09", ")").replace("\uff0c", ", ")
    assert loads(toy.replace("exp(20 min)", f'"{text.strip("“”")}"')) == loads(toy.replace("exp(20 min)", f'"{narrow}"'))


RICH = read_sheet(HERE / "rich_office.yaml").data
JUNK = st.sampled_from([None, "", "?", 0, -1, 2.5, True, [], {}, [1], {"a": 1}, "exp(1 h)",
                        "window", "20 wd", "0 d", "1/wd", "reception", "a b", float("inf")])


def _places(data, way=()):
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*way, key)
        yield from _places(value, (*way, key))


PLACES = list(_places(RICH))


def _spoilt(data, where, how, junk):
    """Put junk in a place, drop it, or misspell its key (repeat it in a list); a place already spoilt stays."""
    *way, last = where
    try:
        for part in way:
            data = data[part]
        value = data[last]
    except (KeyError, IndexError, TypeError):
        return
    if isinstance(data, dict):
        del data[last]
        data |= {"put": {last: junk}, "drop": {}, "rename": {last[:-1] or "x": value}}[how]
    elif isinstance(data, list):
        data[last: last + 1] = {"put": [junk], "drop": [], "rename": [value, value]}[how]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(["put", "drop", "rename"]), JUNK), min_size=1, max_size=4))
def test_no_file_ends_in_a_traceback(spoils):
    """Whatever is spoilt in a rich office, it is either read or refused in both languages with lines."""
    data = copy.deepcopy(RICH)
    for where, how, junk in spoils:
        _spoilt(data, where, how, copy.deepcopy(junk))
    try:
        assert isinstance(loads(json.dumps(data, ensure_ascii=False, indent=1).replace("Infinity", ".inf")), Scenario)
    except InputError as error:
        assert error.problems
        assert all(problem.line >= 1 and problem.says.zh and problem.says.en for problem in error.problems)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet=" \t\n-:{}[]'\"#&*!|>%@`,?ab1\uff1a~<.", max_size=40))
def test_no_text_ends_in_a_traceback(text):
    """Text that is no scenario, or no YAML at all, is refused in words."""
    with pytest.raises(InputError) as caught:
        loads(text)
    assert all(problem.says.zh and problem.says.en for problem in caught.value.problems)


def test_reading_needs_no_arrays():
    """Scenario and study files are read where numpy, pandas, scipy and numba do not exist."""
    code = ("import sys\nfor name in ('numpy', 'pandas', 'scipy', 'numba'): sys.modules[name] = None\n"
            "from xnsim.policies.study_spec import load_study\nfrom xnsim.scenario import dump, load\n"
            f"print(len(dump(load({str(HERE / 'rich_office.yaml')!r}))) > 1000)")
    run = subprocess.run([sys.executable, "-c", code], cwd=HERE.parent, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (run.stdout.strip(), run.returncode) == ("True", 0), run.stderr
