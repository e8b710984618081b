"""Two worlds: where a limit moves nobody, cutting a promise changes no stamp; where people pace their work by it, it does, and the report says how."""

from __future__ import annotations

import json
import re

import pytest
from policy_office import office
from toy_office import DAY_AND_NIGHT, Told, matter, serve, toy

import xnsim as xn
from xnsim import policies as p
from xnsim.batch import Design, points_of
from xnsim.batch.store import manifest_of
from xnsim.cli import main
from xnsim.engines import run
from xnsim.policies.study_spec import load_study
from xnsim.policies.worlds import CHANNELS, WORLDS, channels, in_world
from xnsim.program import lower
from xnsim.scenario import InputError, dump
from xnsim.scenario.model import Scenario
from xnsim.scenario.response import PACED
from xnsim.study import InWorlds, compare, compare_gaming, compare_stream, load_study as load_checked

OFFICE = office(("horizon", {"warm_up": "3 wd", "measure": "10 wd", "drain": "5 wd"}))
BOTH = ("none", "paced")
FEW = ("on_time_rate", "verified_on_time_rate", "mean_workdays")
CUT = {"现状": [], "压缩": [p.TimeLimit(factor=0.3)], "并联审批": [p.ParallelApproval()]}


def compared(n=4, worlds=BOTH, tried=CUT, scenario=OFFICE):
    """The toy office's alternatives in plain Python."""
    return compare(scenario, tried, n, 7, FEW, worlds, engine="lists")


@pytest.fixture(scope="module")
def found() -> InWorlds:
    """Four replications in both worlds."""
    return compared()


def curves(scenario: Scenario) -> dict[str, tuple]:
    """The response of every step at a desk."""
    from xnsim.policies.routes import serves

    return {f"{name}.{step.step}": step.response for name, matter in scenario.matters.items() for step in serves(matter.route)}


# the office in a world ---------------------------------------------------------------------------------------------

def test_paced_reaches_every_step_of_matters_with_a_limit():
    """Every step at a desk answers, also those a policy brings in; a matter without a limit has nothing to answer to."""
    scenario = office(("matters.renewal.limits", {}))
    (_, paced), = in_world(scenario, [p.TimeLimit(late_return=0.5)], "paced")
    told = curves(paced)
    assert all((curve == PACED) is name.startswith("licence") for name, curve in told.items()) and "renewal.intake" in told
    assert {name for name in told if name.startswith("licence")} > {"licence.land_exam", "licence.draw", "licence.sign"}


def test_a_curve_of_its_own_is_kept_in_one_world_and_gone_in_the_other():
    """What the office says of its own people holds where people respond; where nobody does it is left out; without worlds nothing is touched."""
    own = OFFICE.matters["licence"]
    first = own.route[0].changed(("response", ((0.5, 0.5),)))
    scenario = OFFICE.changed(("matters", {**OFFICE.matters, "licence": own.changed(("route", (first, *own.route[1:])))}))
    told = {world: curves(in_world(scenario, [], world)[0][1])["licence.reception"] for world in (None, *WORLDS)}
    assert told == {None: ((0.5, 0.5),), "none": (), "paced": ((0.5, 0.5),)}


def test_no_response_is_the_office_as_it_was():
    """Where nothing responds anyhow the first world is the office itself: the same hash, the same figures as without worlds."""
    plain = compare(OFFICE, CUT, 3, 7, FEW, engine="lists")
    none = compared(3)["none"]
    assert none.digests == plain.digests and none.series == plain.series
    assert in_world(OFFICE, [], "none") == in_world(OFFICE, [], None)


def test_the_policy_and_the_world_are_one_function():
    """赶限 tried as a policy in the first world is the status quo of the second, second by second."""
    tried = lower(in_world(OFFICE, [p.PacedByLimit()], "none"))
    world = lower(in_world(OFFICE, [], "paced"))
    assert tried.digest == world.digest
    a, b = (run(program, 1, 0, "lists") for program in (tried, world))
    assert a.cases == b.cases and a.services == b.services
    both = compared(2, tried={"现状": [], "赶限": [p.PacedByLimit()]})
    assert not both["none"].difference("赶限", "现状", "mean_workdays").identical and both["paced"].difference("赶限", "现状", "mean_workdays").identical


def test_by_hand_the_limit_acts_in_one_world_only():
    """An hour of work begun after 15 of 16 hours: an hour where nobody responds, 1458 s where people do (see test_word_response)."""
    route = [{"wait": {"step": "w", "length": "15 h"}}, serve("s", "a", "1 h")]
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], route, {"limits": {"promised": "16 h"}})}, DAY_AND_NIGHT))
    took = {world: Told(run(lower(in_world(scenario, [], world)), engine="lists")).services[0]["effort_done_s"] for world in WORLDS}
    assert took == {"none": 3600, "paced": 1458}


# comparing in both worlds ------------------------------------------------------------------------------------------

def test_a_promise_cut_moves_time_in_one_world_only(found):
    """Law 7: where nothing acts the cut changes no time in any replication; where people pace their work by it it does."""
    assert found["none"].difference("压缩", "现状", "mean_workdays").identical
    assert not found["paced"].difference("压缩", "现状", "mean_workdays").identical
    assert not found["none"].difference("压缩", "现状", "on_time_rate").identical


def test_the_sentence_says_the_channel(found):
    """In one world the promise only measures, in the other it acts through people's response; a policy that leaves limits alone gets no such sentence."""
    none, paced = (found[world].limit_sentences("压缩") for world in BOTH)
    assert len(none) == len(paced) == 1 and none[0].startswith("〔无反应〕时限") and "不改变实际用时" in none[0]
    assert paced[0].startswith("〔赶限〕时限") and "人的反应（赶限）" in paced[0]
    assert found["none"].limit_sentences("并联审批") == [] == found["none"].limit_sentences("现状")
    assert "move no true time" in found["none"].limit_sentences("压缩", "en")[0] and "response" in found["paced"].limit_sentences("压缩", "en")[0]


def test_every_sentence_says_its_world(found):
    """Two worlds, two alternatives, three indicators, and one sentence on limits each; no Chinese but names in English."""
    zh, en = found.sentences("zh"), found.sentences("en")
    assert len(zh) == len(en) == 2 * (2 * 3 + 1)
    assert [says[:5] for says in zh] == ["〔无反应〕"] * 7 + [says[:5] for says in zh[7:]] and all(says.startswith("〔赶限〕") for says in zh[7:])
    assert all(re.match(r"\[(no response|work paced by the limit)\] ", says) for says in en)
    names = re.compile("|".join(CUT))
    assert not [says for says in en if re.search(r"[\u3000-\uffef]", names.sub("", says))]


def test_marks_are_given_for_all_worlds_together(found):
    """What is shown in both worlds is one family: two alternatives, three indicators, two worlds."""
    assert {found[world].difference(name, "现状", key).family for world in BOTH for name in ("压缩", "并联审批") for key in FEW} <= {12}
    alone = compared(4, ("paced",))["paced"]
    pair = [each.difference("并联审批", "现状", "mean_workdays") for each in (found["paced"], alone)]
    assert pair[0].p == pair[1].p and pair[0].adjusted_p >= pair[1].adjusted_p and pair[1].family == 6


def test_tables_say_the_world(found):
    """A row an indicator, alternative and world; differences likewise; as it is read the worlds stand below each other."""
    table = found.table
    assert len(table) == 2 * 3 * 3 and list(table["world"].unique()) == list(BOTH) and list(table["world_label"].unique()) == ["无反应", "赶限"]
    assert list(table["indicator"].unique()) == list(FEW)
    assert set(found.paired("压缩").loc["mean_workdays", "world"]) == set(BOTH)
    shown = found.shown("en")
    assert list(shown["world"]) == ["no response", "work paced by the limit"] * 3 and list(shown.columns[2:]) == list(CUT)
    assert found.stamp["worlds"] == list(BOTH) and set(found.stamp["scenario"]["paced"]) == set(CUT)
    assert "现状〔赶限〕" in found.stamp_line() and "荷兰" in found.note() and "Dutch" in found.note("en")


def test_the_figure_shows_worlds_side_by_side(found):
    """A pair of panels an indicator, one a world, on one scale; the twin follows, and says that it is one."""
    figure = found.figure("zh")
    said = [text.get_text() for text in figure.texts]
    assert len(figure.axes) == 6
    for left, right in zip(figure.axes[::2], figure.axes[1::2], strict=True):
        assert left.get_xlim() == right.get_xlim()
    for head in ("按时办结率 · 无反应 ↑", "按时办结率 · 赶限 ↑", "核实按时率（对照） · 赶限 ↑"):
        assert head in said, said
    assert any("work paced by the limit" in text.get_text().replace("\n", " ") for text in found.figure("en").texts)


def test_files_carry_the_world(found, tmp_path):
    """Page, workbook and table say the world of every figure."""
    from openpyxl import load_workbook
    from pandas import read_csv

    table = read_csv(found.to_csv(tmp_path / "t.csv"))
    assert set(table["world"]) == set(BOTH) and table.groupby("world")["scenario"].nunique().eq(3).all()
    book = load_workbook(found.to_excel(tmp_path / "b.xlsx", "en"))
    assert book["means"]["A1"].value == "world" and book["differences"].max_row == 1 + 2 * 2 * 3 and book["replications"]["A1"].value == "world"
    page = found.html(tmp_path / "p.html", "zh").read_text(encoding="utf-8")
    assert "〔赶限〕" in page and "〔无反应〕" in page
    assert "无反应" in found._repr_html_()


def test_a_stream_ends_with_the_whole(found):
    """Streamed in both worlds, the last is what compare gives; each stage has both worlds at the same n."""
    told = list(compare_stream(OFFICE, CUT, 4, 7, FEW, BOTH, engine="lists"))
    assert told[-1] == found and all(len({each.replications for each in stage.worlds.values()}) == 1 for stage in told)


def test_traces_of_gaming_in_both_worlds():
    """The report on gaming names alternative and world."""
    told = compare_gaming(OFFICE, {"现状": []}, 2, worlds=BOTH, engine="lists")
    assert list(told["alternative"].unique()) == ["现状〔无反应〕", "现状〔赶限〕"] and set(told["world"]) == set(BOTH)


def test_unknown_worlds_are_refused(found):
    """A misspelt world, one named twice, one that was not run: told with the nearest name."""
    with pytest.raises(InputError) as refused:
        compare(OFFICE, CUT, 2, worlds=("pacd", "none", "none"), engine="lists")
    assert [problem.path for problem in refused.value.problems] == ["worlds[0]", "worlds[2]"] and "paced" in refused.value.text("en")
    with pytest.raises(InputError, match="none"):
        found["non"]


# channels ----------------------------------------------------------------------------------------------------------

def test_every_channel_by_hand():
    """Each way a limit can act is seen where it is open and nowhere else; warnings that only warn, and extensions, open none."""
    plain = {"limits": {"promised": "5 wd", "statutory": "20 wd"}}
    step = serve("s", "a", "1 h")

    def opened(more=None, route=(step,), desk=None):
        scenario = Scenario.model_validate(toy({"a": desk or {}}, {"m": matter(["05 09:00"], list(route), {**plain, **(more or {})})}))
        return channels(scenario, scenario.matters["m"])

    timer = {"name": "t", "after": {"share": 0.8}}
    assert opened() == opened({"timers": [timer | {"do": "warn"}]}) == []
    assert opened({"timers": [{"name": "t", "after": {"span": "3 d"}, "do": "abandon"}]}) == []
    assert opened({"limits": {}}, desk={"order": "due_first"}) == []
    assert opened(desk={"order": "due_first"}) == ["due_first"]
    assert opened({"timers": [timer | {"do": "raise"}]}) == ["threshold"]
    assert opened({"on_expiry": [{"limit": "promised", "exit": "deemed_approved"}]}) == ["exit"]
    assert opened(route=[serve("s", "a", "1 h", {"within": "1 wd", "exit": "deemed_consent"})]) == ["exit"]
    assert opened(route=[{"serve": {**step["serve"], "response": "paced"}}]) == ["response"]
    assert opened(route=[step, {"wait": {"step": "hold", "until": {"share": 0.9}}}]) == ["hold"]
    assert opened({"quality": {"eligible": 0.9, "pressure": [[0.5, 1], [1, 2]]}}) == ["haste"]
    assert all(label.zh and label.en for label in CHANNELS.values())


def test_a_policy_that_opens_a_channel_says_so():
    """诺办 promises and orders by due date; silence as consent opens an exit; people who respond leave the limits as they are."""
    tried = {"现状": [], "诺办": [p.PromiseService()], "默认": [p.SilentApproval(approval=True)], "赶限": [p.PacedByLimit()]}
    found = compare(OFFICE, tried, 2, 7, FEW, engine="lists")
    promise, silence, haste = (found.limit_sentences(name)[0] for name in ("诺办", "默认", "赶限"))
    assert "先到期的先办" in promise and "改了时限" in promise and "到期的后果" in silence
    assert "没有改时限" in haste and "人的反应" in haste and found.sentences()[-3:] == [promise, silence, haste]


def test_dates_do_not_make_a_change_of_limits():
    """A policy on routes that begins in the middle of the run changes no limit; a promise cut for some days does."""
    day = OFFICE.calendar.start.replace(day=12)
    found = compare(OFFICE, {"现状": [], "并联": [p.ParallelApproval(start=day)], "压缩": [p.TimeLimit(factor=0.3, start=day)]}, 2, 7, FEW, engine="lists")
    assert found.limit_sentences("并联") == [] and len(found.limit_sentences("压缩")) == 1


# a study file, a design, the command line ----------------------------------------------------------------------------

STUDY = ("schema: 1\nscenario: office.yaml\nalternatives:\n  现状: []\n  压缩: [{policy: time_limit, factor: 0.3}]\n"
         "replications: 2\nseed: 7\nindicators: [on_time_rate, mean_workdays]\nworlds: [none, paced]\n")


@pytest.fixture
def study(tmp_path):
    """A study that asks for both worlds."""
    (tmp_path / "office.yaml").write_text(dump(OFFICE), encoding="utf-8")
    path = tmp_path / "study.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return path


def test_a_study_names_its_worlds(study):
    """``compare(*load_study(file))`` runs both; a world there is none of is told with its line."""
    assert load_checked(study).worlds == BOTH
    found = compare(*load_checked(study), engine="lists")
    assert list(found.worlds) == list(BOTH) and found.replications == 2
    study.write_text(STUDY.replace("paced", "pased"), encoding="utf-8")
    with pytest.raises(InputError, match="study.yaml:9.*paced"):
        load_study(study)


def test_the_command_line_compares_in_worlds(study, capsys):
    """A world after the other, each headed by what it is; ``--worlds`` overrules the file; a program reads the world of each row."""
    assert main(["compare", str(study), "--engine", "lists"]) == 0
    out = capsys.readouterr().out
    assert out.index("世界：无反应") < out.index("世界：赶限") and out.count("按时办结率 ↑") == 2 and "〔赶限〕时限" in out
    assert main(["compare", str(study), "--engine", "lists", "--worlds", "paced", "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["world"] for row in told["means"]} == {row["world"] for row in told["differences"]} == {"paced"} == set(told["scenario"])
    assert main(["compare", str(study), "--engine", "lists", "--worlds", "none,passed"]) == 2
    assert "paced" in capsys.readouterr().err


def test_a_page_of_the_command_line(study, capsys, tmp_path):
    """``--out`` writes page, figure and tables of both worlds."""
    assert main(["compare", str(study), "--engine", "lists", "--out", str(tmp_path / "out")]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"comparison.html", "comparison.png", "comparison.xlsx", "comparison.csv"}
    capsys.readouterr()


def test_a_design_runs_every_point_in_each_world():
    """Two alternatives, a knob of two values, two worlds: six points, the world beside the knob in the manifest."""
    design = Design(OFFICE, {"现状": [], "压缩": [p.TimeLimit()]}, {"time_limit.factor": [0.3, 0.7]}, 2, worlds=BOTH)
    points = points_of(design)
    assert [point.factors for point in points] == [
        {"world": "none"}, {"world": "paced"}, *({"time_limit.factor": factor, "world": world} for factor in (0.3, 0.7) for world in BOTH)]
    assert manifest_of(design, points)["factors"] == {"time_limit.factor": [0.3, 0.7], "world": ["none", "paced"]}
    assert len({point.digest for point in points}) == 6 and points[0].digest == OFFICE.digest()
    with pytest.raises(InputError, match="paced"):
        points_of(Design(OFFICE, {"现状": []}, worlds=("pacd",)))


def test_the_face_returns_one_comparison_without_worlds():
    """Nobody who does not ask for worlds meets them."""
    plain = xn.compare(OFFICE, {"现状": []}, 2, indicators=FEW, engine="lists")
    assert plain.world == "" and "world" not in plain.table.columns
