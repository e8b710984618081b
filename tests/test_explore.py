"""The trainer's desk without a browser: controls come from knobs, the latest choice wins, a refusal is told."""

from __future__ import annotations

import threading
import time

import pytest
from policy_office import office
from toy_office import serve, toy

from xnsim.indicators import INDICATORS, find
from xnsim.labels import Label
from xnsim.policies import Knob, Policy, PolicyRefused, Stage, knob, registry, timeline
from xnsim.policies.desk_words import at_desk
from xnsim.policies.time_limit import TimeLimit
from xnsim.policies.urgent_class import UrgentClass
from xnsim.program import lower
from xnsim.punctuation import printed
from xnsim.scenario.model import Scenario
from xnsim.stats import paired_difference
from xnsim.widgets import explore, recount as recount_module
from xnsim.widgets.board import page_module
from xnsim.widgets.controls import controls, turned
from xnsim.widgets.figures import HEADLINE, MAIN, change_band, described
from xnsim.widgets.recount import STATUS_QUO, Answer, Question, Recount, _stages
from xnsim.widgets.trial import shortened

PATIENCE_S = 60


class OneMoreWindow(Policy):
    """A reform written in a notebook, in no folder."""

    key = "one_more_window"
    label = Label("增设窗口", "One more window")
    help = tradeoff = perverse = Label("无", "none")
    stage = Stage.PEOPLE
    source = ()

    more: int = knob(1, Knob(Label("增设几个", "How many"), Label("假定", "assumed"), Label("个", "windows"), 0, 5, 1))

    def apply(self, scenario):
        """Return the office with more officers at the window."""
        window = scenario.desks["window"].changed(("officers", 2 + self.more))
        return scenario.changed(("desks", {**scenario.desks, "window": window}))


def _desk(policies=None, replications=4, lang="zh"):
    return explore(office(), policies, replications=replications, lang=lang, engine="lists")


def _means(shown, indicator):
    return [alternative["values"][indicator]["mean"] for alternative in shown["alternatives"]]


class Listener:
    """Keeps what a recount tells, and lets a test wait for it."""

    def __init__(self):
        self.answers: list[Answer] = []
        self.failures: list[Exception] = []
        self.came = threading.Condition()

    def tell(self, answer):
        with self.came:
            self.answers.append(answer)
            self.came.notify_all()

    def fail(self, _, error):
        with self.came:
            self.failures.append(error)
            self.came.notify_all()

    def wait(self, until):
        with self.came:
            assert self.came.wait_for(until, PATIENCE_S)


def _recount(replications=5):
    heard = Listener()
    return Recount(office(), MAIN, heard.tell, heard.fail, replications=replications, engine="lists"), heard


# ---- controls ------------------------------------------------------------------------


@pytest.mark.parametrize("policy", registry().values(), ids=list(registry()))
def test_every_number_of_a_policy_has_its_slider(policy):
    """Bounds, step, unit, name and reason of a slider are those of the knob, in both languages."""
    for lang in ("zh", "en"):
        made = {control["name"]: control for control in controls(policy, None, office(), lang)}
        for name, about in policy.knobs().items():
            if about.low is None or about.high is None:
                continue
            control = made[name]
            assert (control["kind"], control["low"], control["high"]) == ("slider", about.low, about.high)
            assert about.step is None or control["step"] == about.step
            assert control["label"] and control["why"] and bool(control["unit"]) == (about.unit is not None)


def test_controls_know_switches_choices_and_names():
    """A yes-or-no is a switch, one of several words a menu, matters are ticked by their names."""
    made = {control["name"]: control for control in controls(registry()["silent_approval"], None, office())}
    assert made["acceptance"]["kind"] == "switch" and made["in_hand"]["kind"] == "choice"
    assert made["matters"]["kind"] == "several" and [name for name, _ in made["matters"]["options"]] == ["licence", "renewal"]
    lead = next(control for control in controls(registry()["parallel_approval"], None, office()) if control["name"] == "lead")
    assert lead["kind"] == "choice" and lead["optional"] and "boss" in [name for name, _ in lead["options"]]


def test_a_page_knows_no_whole_numbers():
    """What comes back from the page becomes the knob's own type again."""
    policy = turned(TimeLimit, None, {"extension_days": 9.999999, "factor": 0.30000000000000004, "workdays": None, "matters": ["licence"]})
    assert (policy.extension_days, policy.factor, policy.workdays, policy.matters) == (10, 0.3, None, ("licence",))


def test_a_policy_with_its_knobs_set_starts_there():
    """A policy given as an object keeps its values; the page changes only what is turned."""
    given = TimeLimit(factor=0.5, extension_days=7)
    made = {control["name"]: control["value"] for control in controls(TimeLimit, given, office())}
    assert made["factor"] == 0.5
    assert turned(TimeLimit, given, {"factor": 0.4}) == TimeLimit(factor=0.4, extension_days=7)


# ---- the recount -----------------------------------------------------------------------


def test_figures_come_first_as_a_preview_and_then_all():
    """The first figures rest on two replications, the last on all; every one says on how many."""
    recount, heard = _recount(7)
    recount.ask(Question(1, {STATUS_QUO: (), "ours": (TimeLimit(),)}))
    heard.wait(lambda: heard.answers and heard.answers[-1].stage == "final")
    assert [answer.n for answer in heard.answers] == _stages(7) == [2, 3, 4, 6, 7]
    assert all(len(answer.values["ours"][HEADLINE]) == answer.n for answer in heard.answers)
    assert heard.answers[-1].values[STATUS_QUO][HEADLINE][:2] == heard.answers[0].values[STATUS_QUO][HEADLINE]


def test_the_latest_choice_wins():
    """Questions that were overtaken are dropped: the last answer is the one to the last question."""
    recount, heard = _recount(50)
    for generation in range(1, 8):
        recount.ask(Question(generation, {STATUS_QUO: (), "ours": (TimeLimit(factor=0.1 * generation),)}))
    heard.wait(lambda: heard.answers and heard.answers[-1].stage == "final")
    generations = [answer.generation for answer in heard.answers]
    assert generations == sorted(generations) and generations[-1] == 7
    assert sum(answer.stage == "final" for answer in heard.answers) < 7


def test_going_back_to_a_setting_shows_the_same_figures_at_once():
    """What was worked out is kept: the second time there is nothing to run."""
    recount, heard = _recount(12)
    for generation, factor in ((1, 0.5), (2, 0.9), (3, 0.5)):
        recount.ask(Question(generation, {STATUS_QUO: (), "ours": (TimeLimit(factor=factor),)}))
        heard.wait(lambda wanted=generation: any(a.generation == wanted and a.stage == "final" for a in heard.answers))
    first, last = [[a for a in heard.answers if a.generation == g][-1] for g in (1, 3)]
    assert first.values == last.values
    assert last.took_ms < first.took_ms


def test_a_question_that_cannot_be_answered_is_told_and_the_next_one_answered():
    """An error on the thread reaches the user and does not end the thread."""
    class Broken(OneMoreWindow):
        def apply(self, scenario):
            raise ZeroDivisionError("no such office")

    recount, heard = _recount(3)
    recount.ask(Question(1, {STATUS_QUO: (), "ours": (Broken(),)}))
    heard.wait(lambda: heard.failures)
    recount.ask(Question(2, {STATUS_QUO: ()}))
    heard.wait(lambda: heard.answers and heard.answers[-1].generation == 2)
    assert isinstance(heard.failures[0], ZeroDivisionError)


def _busy_office():
    """Return an office to which so many come that a run is worth shortening."""
    data = toy({"a": {"officers": 4}}, {"m": {"arrivals": {"poisson": "120/wd"}, "limits": {"promised": "1 wd"}, "route": [serve("s", "a", "exp(12 min)"), {"decide": {}}]}})
    return Scenario.model_validate({**data, "horizon": {"warm_up": "5 wd", "measure": "20 wd", "drain": "15 wd"}})


def test_who_would_wait_long_is_told_a_trial_first():
    """Where the first figures take longer than patience lasts, fewer days are run: it is called a trial, says how many, and is not the final answer."""
    heard = Listener()
    recount = Recount(_busy_office(), MAIN, heard.tell, heard.fail, replications=2, engine="lists", patience_s=0)
    recount.ask(Question(1, {STATUS_QUO: (), "ours": (TimeLimit(),)}))
    heard.wait(lambda: heard.answers and heard.answers[-1].stage == "final")
    first, last = heard.answers[0], heard.answers[-1]
    assert (first.stage, first.n) == ("trial", 2) and "计量 5 个工作日" in first.notice.zh and "5 working days measured" in first.notice.en
    assert last.notice is None and set(first.values) == set(last.values)
    assert first.values[STATUS_QUO]["backlog"] != last.values[STATUS_QUO]["backlog"]


def test_a_small_office_needs_no_trial():
    """An office of a few hundred cases is not shortened: its real figures come as soon."""
    assert shortened(office(), lower(office())) is None


def test_a_slow_choice_does_not_hold_up_the_next(monkeypatch):
    """While a replication of an earlier choice is still running, the figures of the latest one come."""
    recount, heard = _recount(2)
    held, reached, real = threading.Event(), threading.Event(), recount_module.run
    slow = lower(timeline(office(), [OneMoreWindow()])).digest

    def run(program, *rest):
        """Run, but hold up the office with one more window."""
        if program.digest == slow:
            reached.set()
            assert held.wait(PATIENCE_S)
        return real(program, *rest)

    monkeypatch.setattr(recount_module, "run", run)
    recount.ask(Question(1, {STATUS_QUO: (), "ours": (OneMoreWindow(),)}))
    assert reached.wait(PATIENCE_S)
    recount.ask(Question(2, {STATUS_QUO: (), "ours": (TimeLimit(),)}))
    heard.wait(lambda: heard.answers and heard.answers[-1].generation == 2 and heard.answers[-1].stage == "final")
    assert not held.is_set() and {answer.generation for answer in heard.answers} == {2}
    held.set()


# ---- the desk ----------------------------------------------------------------------------


def test_the_desk_opens_with_the_office_as_it_is():
    """Before any tick there is one alternative, with intervals, n, seed and the scenario's hash."""
    shown = _desk().wait(PATIENCE_S)
    assert [alternative["label"] for alternative in shown["alternatives"]] == ["现状"]
    read = shown["alternatives"][0]["values"][HEADLINE]
    assert read["low"] <= read["mean"] <= read["high"] and read["n"] == 4
    assert "重复 4 次" in shown["stamp"] and "种子 1" in shown["stamp"]


def test_the_headline_stands_beside_its_twin():
    """The first two indicators of the desk are 按时办结率 and the twin that the indicator itself names."""
    assert MAIN[0] == HEADLINE and MAIN[1] == find(HEADLINE).twin
    assert set(MAIN) <= set(INDICATORS) and described(HEADLINE, "zh")["label"] == "按时办结率"


def test_a_change_is_read_with_its_interval():
    """In points for a rate, in its own unit otherwise; no sign before nothing, no interval where both are the same."""
    rate, days = find("on_time_rate"), find("mean_workdays")
    assert change_band(rate, paired_difference([0.5, 0.6, 0.7], [0.6, 0.7, 0.8 + 1e-9])) == "−10.0 – −10.0"
    low, high = change_band(days, paired_difference([3.0, 2.0, 4.0], [2.0, 2.0, 2.0])).split(" – ")
    assert low.startswith("−") and high.startswith("+")
    assert change_band(rate, paired_difference([0.5, 0.5 + 1e-7], [0.5, 0.5])) == "0.0 – 0.0"
    assert change_band(rate, paired_difference([0.5, 0.5], [0.5, 0.5])) == ""


def test_a_cut_promise_moves_the_measure_and_nothing_else():
    """With the promise halved the rates fall; times, trips and backlog stay exactly as they were."""
    desk = _desk()
    desk.wait(PATIENCE_S)
    desk.choose(["time_limit"], {"time_limit": {"factor": 0.5}})
    shown = desk.wait(PATIENCE_S)
    now, ours = _means(shown, HEADLINE)
    assert ours < now
    for untouched in ("mean_workdays", "total_days", "mean_trips", "backlog"):
        assert shown["changes"]["ours"][untouched]["verdict"] == "same"


def test_a_slider_changes_the_numbers():
    """Another setting of a knob gives another figure, of the newest generation."""
    desk = _desk()
    desk.wait(PATIENCE_S)
    found = []
    for factor in (0.9, 0.3):
        desk.choose(["time_limit"], {"time_limit": {"factor": factor}})
        shown = desk.wait(PATIENCE_S)
        found.append(_means(shown, HEADLINE)[-1])
        assert shown["generation"] == desk.choice["generation"]
    assert found[0] > found[1]


def test_a_refused_policy_says_why_beside_its_name():
    """A policy that may not be used here is named with its reason; the office as it is stays on the screen."""
    desk = _desk()
    desk.choose(["time_limit"], {"time_limit": {"workdays": 100}})
    shown = desk.wait(PATIENCE_S)
    assert shown["stage"] == "refused" and "长于法定时限" in shown["refused"]["time_limit"]
    assert [alternative["name"] for alternative in shown["alternatives"]] == [STATUS_QUO]


def test_two_policies_that_refuse_each_other_are_told_in_the_sentence():
    """When only the combination is refused, the sentence says so and neither policy is blamed alone."""
    desk = _desk([TimeLimit, UrgentClass])
    desk.choose(["urgent_class"], {"urgent_class": {"share": 0.5}})
    assert desk.wait(PATIENCE_S)["stage"] == "final"
    desk.choose(["urgent_class", "time_limit"], {"time_limit": {"workdays": 100}})
    shown = desk.wait(PATIENCE_S)
    assert "urgent_class" not in shown["refused"] and shown["sentence"]


def test_a_plan_can_be_kept_beside_the_present_one():
    """A pinned plan stays on the screen with its own figures, at most two of them."""
    desk = _desk()
    pins = [{"on": ["time_limit"], "knobs": {"time_limit": {"factor": factor}}} for factor in (0.8, 0.6, 0.4)]
    desk.choice = {**desk.choice, "generation": 1, "pins": pins, "on": ["parallel_approval"]}
    shown = desk.wait(PATIENCE_S)
    assert [alternative["label"] for alternative in shown["alternatives"]] == ["现状", "方案甲", "方案乙", "当前方案"]


def test_a_policy_from_a_notebook_works_too():
    """A reform that is in no folder has its box and its slider like any other."""
    desk = _desk([OneMoreWindow])
    cards = [policy for stage in desk.spec["stages"] for policy in stage["policies"]]
    assert [card["key"] for card in cards] == ["one_more_window"] and cards[0]["controls"][0]["kind"] == "slider"
    desk.choose(["one_more_window"], {"one_more_window": {"more": 3}})
    now, ours = _means(desk.wait(PATIENCE_S), "utilisation")
    assert ours < now


def test_what_does_not_suit_the_office_is_told_with_its_reason():
    """Of all reforms those that refuse the office as they stand are named, with the reason that a run would give, without advice for the file."""
    desk = _desk()
    desk.wait(PATIENCE_S)
    until = time.monotonic() + PATIENCE_S
    while not desk.unfit and time.monotonic() < until:
        time.sleep(0.05)
    refused = {}
    for key, policy in registry().items():
        try:
            timeline(office(), [policy()])
        except PolicyRefused as why:
            refused[key] = printed(at_desk(why, office())("zh"), "zh")
    assert set(desk.unfit) == set(refused) and 3 < len(refused) < len(registry())
    assert all(said and said in refused[key] and ";" not in said for key, said in desk.unfit.items())


def test_a_value_the_knob_does_not_allow_is_told():
    """A number out of bounds, which no slider sends, ends as a message and not as silence."""
    desk = _desk([TimeLimit])
    desk.choose(["time_limit"], {"time_limit": {"factor": 7}})
    shown = desk.wait(PATIENCE_S)
    assert shown["stage"] == "failed" and "factor" in shown["problem"]


def test_the_desk_speaks_english():
    """Every word of the desk in English holds no Chinese character."""
    desk = _desk(lang="en")
    shown = desk.wait(PATIENCE_S)
    said = str([desk.spec["words"], desk.spec["stages"], desk.spec["indicators"], shown["stamp"]])
    quoted = {sign for sign in said if "\u4e00" <= sign <= "\u9fff"}
    assert not quoted


def test_the_page_asks_nobody_but_the_kernel():
    """Neither module nor style names another host, and no button has an icon font."""
    for name in ("explore.js", "ask.js", "scope.js"):
        module = page_module(name)
        assert "http" not in module.replace("http://www.w3.org/2000/svg", "") and "import " not in module and "icon" not in module.lower()


def test_the_desk_is_there_before_the_figures():
    """Opening the desk takes no longer than lowering the office: figures follow on their own thread."""
    began = time.perf_counter()
    desk = _desk(replications=50)
    assert time.perf_counter() - began < 5 and desk.spec["office"] == "练习县"
