"""The live page before any browser: what goes into it, what it answers, and what is said when it cannot be made."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from keyboard import OFFICE

import xnsim as xn
from xnsim.game import play, read_plan
from xnsim.live import fetch
from xnsim.live.days import YEARS, stand_in
from xnsim.live.desk import Desk
from xnsim.live.own import QUESTIONS, REFORMS, WrongAnswers, loads_of, office_file, read_answers, remarks
from xnsim.live.page import suitable
from xnsim.live.stock import OFFICE as OFFICE_FILE
from xnsim.live.stock import _own, office_text
from xnsim.policies import TimeLimit
from xnsim.presets import institutions, scenarios
from xnsim.scenario import load
from xnsim.scenario.files import loads
from xnsim.scenario.model import Scenario
from xnsim.student import two_sided_quantile, two_sided_tail
from xnsim.widgets.figures import MAIN

pytest_plugins = ("keyboard",)

N, FIVE = 3, {"arrivals": "6", "windows": "1", "back": "2", "minutes": "60", "promised": "3"}
ASKED = (
    {"room": "reforms", "generation": 1, "on": ["time_limit"], "knobs": {"time_limit": {"factor": 0.45}}},
    {"room": "own", "generation": 2, "typed": FIVE},
    {"room": "game", "generation": 3, "seed": 1, "code": "F5N"},
)
ALONE = """
import json, sys
from importlib.machinery import PathFinder

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("xnsim."):       # rooms of the page only, not those of a checkout that is installed
            found = PathFinder.find_spec(name, path)
            if found is None:
                raise ModuleNotFoundError("no module named " + name, name=name)
            return found
        if name.partition(".")[0] in ("numpy", "pandas", "scipy", "numba", "matplotlib", "ruamel", "fontTools", "anywidget", "traitlets", "ipywidgets", "tqdm", "click"):
            raise ModuleNotFoundError("no module named " + name, name=name)

sys.meta_path.insert(0, Wall())
from xnsim.live.talk import Talk
import holidays, xnsim

assert "site-packages" not in xnsim.__file__ + holidays.__file__
setting, asked = json.loads(sys.stdin.read())
talk = Talk(json.dumps(setting))
print(json.dumps([json.loads(list(talk.ask(json.dumps(each)))[-1]) for each in asked]))
"""


@pytest.fixture(scope="module")
def talked(tmp_path_factory) -> list[dict]:
    """The last answers to a question in each room, by an interpreter that has only what the page has."""
    place = tmp_path_factory.mktemp("page")
    for path in _own():
        inside = place / path.relative_to(Path(xn.__file__).parents[1])
        inside.parent.mkdir(parents=True, exist_ok=True)
        inside.write_bytes(path.read_bytes())
    (place / "holidays.py").write_text(stand_in(["cn"]), encoding="utf-8")
    (place / OFFICE_FILE).write_text(office_text(loads(OFFICE)), encoding="utf-8")
    setting = {"file": OFFICE_FILE, "scenario": "office.yaml", "replications": N, "seed": 1}
    run = subprocess.run([sys.executable, "-c", ALONE], cwd=place, input=json.dumps([setting, ASKED]), capture_output=True, text=True, encoding="utf-8", check=False,
                         env={**os.environ, "PYTHONPATH": str(place), "PYTHONUTF8": "1"})
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


def test_the_desk_says_what_compare_says(talked):
    """With no package but those of the page: means and intervals of a knob at any value are those of ``xn.compare``."""
    told = talked[0]
    found = xn.compare(loads(OFFICE), {"now": [], "plan": [TimeLimit(factor=0.45)]}, N, 1, MAIN, engine="lists")
    assert (told["stage"], told["n"]) == ("final", N)
    for name in ("now", "plan"):
        for key, three in zip(MAIN, told[name]["v"], strict=True):
            mean = found.mean(name, key)
            assert three == pytest.approx([mean.mean, mean.low, mean.high], rel=1e-9, abs=1e-12), (name, key)
    assert told["typed"] == f'xnsim compare office.yaml --policy "time_limit:factor=0.45" --replications {N} --seed 1'


def test_our_own_office_is_a_file_that_says_the_same(talked):
    """The office of five answers, run from the file that the page shows, gives the page's figures for now and three reforms."""
    told = talked[1]
    found = xn.compare(loads(told["file"]), {"now": [], **{key: [policy] for key, policy in REFORMS.items()}}, told["n"], 1, ["verified_on_time_rate", "backlog"], engine="lists")
    for place, key in ((1, "verified_on_time_rate"), (7, "backlog")):
        for name in ("now", *REFORMS):
            shown = told["now"] if name == "now" else told["reforms"][name]
            assert shown["v"][place][0] == pytest.approx(found.mean(name, key).mean, rel=1e-12), (name, key)


def test_the_game_says_what_the_game_says(talked):
    """Code and board of a quarter are those of ``xnsim.game.play``."""
    told, there = talked[2], play(read_plan("F5N"), engine="lists")
    assert told["code"] == there.plan.code and told["board"]["total"] == there.official[0].total


def test_a_newer_setting_finds_what_was_run():
    """Going back to a setting runs nothing again: its last answer comes first."""
    desk = Desk(loads(OFFICE), "office.yaml", N, 1)
    first, again = list(desk.answers(ASKED[0])), list(desk.answers(ASKED[0]))
    assert [each["stage"] for each in first].count("working") == 2 * N and [each["stage"] for each in again] == ["final"]
    assert again[-1]["plan"] == first[-1]["plan"]


def test_a_contradiction_is_told_and_not_run():
    """A knob out of its bounds and a policy that does not fit are answered in both languages."""
    desk = Desk(loads(OFFICE), "office.yaml", N, 1)
    for asked in ({"on": ["time_limit"], "knobs": {"time_limit": {"factor": 9}}}, {"on": ["one_time_notice"], "knobs": {}}):
        (told,) = desk.answers(asked)
        assert told["stage"] == "refused" and told["why"][0]["zh"] and told["why"][0]["en"]


# ---- five questions --------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "typed", "says"), [
    ("arrivals", "很多", "应填一个数"), ("arrivals", "", "没有填"), ("arrivals", "-3", "之间"), ("windows", "1.5", "整数"),
    ("promised", "50", "1 到 20"), ("minutes", "nan", "应填一个数"), ("minutes", "1e9", "之间"), ("returned", "95", "之间")])
def test_a_bad_answer_is_told_with_its_question(key, typed, says):
    """Every bad answer is refused in words, in both languages, under the question it belongs to."""
    with pytest.raises(WrongAnswers) as error:
        read_answers({**FIVE, key: typed})
    ((where, why),) = error.value.wrong
    assert where == key and says in why.zh and "“" in why.en


def test_all_bad_answers_are_told_at_once():
    """Three mistakes, three sentences."""
    with pytest.raises(WrongAnswers) as error:
        read_answers({**FIVE, "arrivals": "x", "back": "0", "promised": ""})
    assert [key for key, _ in error.value.wrong] == ["arrivals", "back", "promised"]


def test_five_answers_make_an_office():
    """Full-width digits, a comma and a percent sign are read; the office has what was answered."""
    given = read_answers({**FIVE, "arrivals": "６", "minutes": "1,200", "returned": "20%"})
    office = loads(office_file(given))
    assert (given["arrivals"], given["minutes"], given["returned"]) == (6, 1200, 20)
    assert office.desks["back"].officers == 2 and office.matters["case"].limits.promised.amount == 3
    assert [each.key for each in QUESTIONS if not each.assumed] == list(FIVE)


def test_the_load_is_told_before_any_run():
    """Six cases of an hour for two officers: 6 hours of work, 12.6 hours of hands; twice as many cases are too many to bear."""
    given = read_answers(FIVE)
    work, hands = loads_of(given)["back"]
    assert (work, hands) == pytest.approx((6.0, 2 * 7 * 0.9))
    assert len(remarks(given)) == 2 and "一直变长" in remarks({**given, "arrivals": 15.0})[-1].zh


# ---- what goes into it -------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*scenarios().values(), *list(institutions().values())[::7]], ids=lambda path: path.stem)
def test_an_office_survives_its_packing(path):
    """Written for the page and read there, an office is the same office."""
    office = load(path)
    assert Scenario.model_validate(json.loads(office_text(office))) == office


@pytest.mark.parametrize("code", ["CN", "NL"])
def test_the_days_of_the_table_are_the_days(code):
    """The stand-in answers every question about every day from 2000 to 2040 as the package ``holidays`` does."""
    from holidays import country_holidays

    here: dict = {}
    exec(stand_in([code.lower()]), here)
    there, ours = country_holidays(code, years=YEARS), here["country_holidays"](code, YEARS)
    for day in (dt.date(YEARS[0], 1, 1) + dt.timedelta(k) for k in range(366 * len(YEARS))):
        if day.year <= YEARS[-1]:
            assert (day in ours, ours.is_working_day(day), day in ours.weekend_workdays) == (day in there, there.is_working_day(day), day in there.weekend_workdays), day
    assert sorted(ours.special_public_holidays) == sorted(getattr(there, "special_public_holidays", ()))
    with pytest.raises(ValueError, match="2000-2040"):
        here["country_holidays"](code, range(2039, 2043))


def test_student_without_scipy():
    """Quantile and tail in plain Python agree with SciPy's to ten digits."""
    from scipy.special import stdtr, stdtrit

    for freedom in (1, 2, 3, 9, 19, 49, 199, 9999):
        for level in (0.5, 0.9, 0.95, 0.999):
            assert two_sided_quantile(freedom, level) == pytest.approx(float(stdtrit(freedom, (1 + level) / 2)), rel=1e-10)
        for t in (0.01, 1.0, 2.2, 12.0):
            assert two_sided_tail(freedom, t) == pytest.approx(float(2 * stdtr(freedom, -t)), rel=1e-10)
    assert two_sided_tail(5, 0.0) == 1 and math.isclose(two_sided_quantile(9, 0.95), 2.2621571628540993)


def test_suitable_reforms_are_those_an_office_does_not_refuse():
    """A window alone has nothing to run in parallel; what is named is kept whatever it is."""
    keys = {policy.key for policy in suitable(load(scenarios()["single_window"]))}
    assert "time_limit" in keys and "parallel_approval" not in keys
    assert [policy.key for policy in suitable(load(scenarios()["single_window"]), [TimeLimit()])] == ["time_limit"]


# ---- what is said when it cannot be made ---------------------------------------------------------


def test_without_npm_it_says_so(xnsim, office, monkeypatch):
    """Exit code 2, both languages, and the way out: --pyodide."""
    monkeypatch.setattr(fetch.shutil, "which", lambda name: None)
    for lang, word in (("zh", "没有 npm"), ("en", "no npm")):
        code, _, err = xnsim("handout", "office.yaml", "--live", "--lang", lang)
        assert code == 2 and word in err and "--pyodide" in err
    assert not (office / "handout.html").exists()


@pytest.mark.parametrize(("fails", "says"), [("npm", "npm 没有取到"), ("pip", "pip 没有取到")])
def test_without_a_network_it_says_so(xnsim, office, monkeypatch, fails, says):
    """A registry that cannot be reached is told with its client's last words."""
    def ran(words, where):
        if fails == "pip" and where is not None:
            with tarfile.open(where / "pyodide-1.tgz", "w:gz") as archive:
                for name in fetch.PARTS:
                    (where / name).write_bytes(b"")
                    archive.add(where / name, f"package/{name}")
            return subprocess.CompletedProcess(words, 0, "", "")
        return subprocess.CompletedProcess(words, 1, "", "ENOTFOUND somewhere")

    monkeypatch.setattr(fetch.shutil, "which", lambda name: "/bin/" + name)
    monkeypatch.setattr(fetch, "_run", ran)
    code, _, err = xnsim("handout", "office.yaml", "--live")
    assert code == 2 and says in err and "ENOTFOUND" in err


@pytest.mark.parametrize(("words", "says"), [
    (("--live", "--pyodide", "."), "pyodide.asm.wasm"), (("--live", "--grid", "time_limit.factor=1"), "--grid"),
    (("--policy", "time_limit", "--pyodide", "."), "--live"), (("--live", "--policy", "time_limt"), "time_limit")])
def test_what_does_not_go_together_is_refused(xnsim, office, words, says):
    """A folder without Pyodide, a grid for a live page, a folder for an ordinary page, a misspelt policy: exit code 2 and the way out."""
    code, _, err = xnsim("handout", "office.yaml", *words)
    assert code == 2 and says in err
