"""What every policy shows: names in two languages, bounds, sources, plain data."""

import importlib
import re
from pathlib import Path

import pytest
from policy_office import office_for
from pydantic import ValidationError

from xnsim import policies
from xnsim.indicators import INDICATORS
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

REGISTRY = policies.registry()
EACH = pytest.mark.parametrize("policy", REGISTRY.values(), ids=REGISTRY)
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_folder_is_the_registry():
    """Every file with a policy is found by its key, and the class by its name."""
    assert {"ab_cover", "one_time_notice", "parallel_approval", "silent_approval", "time_limit", "urgent_class"} <= set(REGISTRY)
    for key, policy in REGISTRY.items():
        assert policy.__module__ == f"xnsim.policies.{key}" and getattr(policies, policy.__name__) is policy
        assert policy.__name__ in dir(policies)
        assert (importlib.import_module(policy.__module__).__doc__ or "").startswith(policy.label.zh[:2])
    with pytest.raises(AttributeError, match="NoSuchPolicy"):
        getattr(policies, "NoSuchPolicy")


@EACH
def test_labels_in_both_languages(policy):
    """Name, help, trade-off, perverse effect and every knob speak Chinese and English."""
    knobs = policy.knobs().values()
    labels = [policy.label, policy.help, policy.tradeoff, policy.perverse, *(knob.why for knob in knobs), *(knob.label for knob in knobs)]
    labels += [knob.unit for knob in knobs if knob.unit]
    for label in labels:
        assert label.en and not HAN.search(label.en), label
        assert HAN.search(label.zh) or label.zh == "AB岗", label


@EACH
def test_no_reader_of_a_report_meets_a_key(policy):
    """The reason of a default, as reports and desks tell it, calls what can be chosen by its name: no key with a colon, a blank before Chinese, or a stroke."""
    for about in policy.knobs().values():
        for lang, key in ((lang, key) for lang in ("zh", "en") for key in about.words):
            said = about.reason(lang)
            assert not re.search(rf"(?<!\w){key}(?=[:\uff1a]| [\u4e00-\u9fff])", said) or about.words[key](lang).endswith(key)
            assert "_" not in key or key not in said


@EACH
def test_knobs_have_bounds_and_keep_them(policy):
    """Every number has a lowest and a highest value, its default lies between, and beyond them it is refused."""
    knobs, fields = policy.knobs(), policy.model_fields
    assert set(knobs) == set(fields) - {"start", "end"}, "every field is a knob"
    for name, knob in knobs.items():
        default = fields[name].default
        if knob.low is None:
            assert isinstance(default, (bool, str, tuple)) or default is None, f"{name} is a number without bounds"
            continue
        assert default is None or knob.low <= default <= knob.high
        assert knob.step and knob.step > 0
        assert getattr(policy(**{name: knob.high}), name) == knob.high
        for beyond in (knob.low - 1, knob.high + 1):
            with pytest.raises(ValidationError):
                policy(**{name: beyond})
    with pytest.raises(ValidationError):
        policy(nonsense=1)


@EACH
def test_every_policy_says_what_it_moves(policy):
    """Its number in the catalogue, what it moves and which way, and which knobs switch the perverse effect on (off by default)."""
    assert re.fullmatch(r"[MN]\d+( [MN]\d+)*", policy.institution) and policy.carried_by in ("mechanism", "assumption")
    assert policy.moves or policy.perverse_moves
    for move in (*policy.moves, *policy.perverse_moves):
        assert move[0] in "+-" and move[1:] in INDICATORS, move
    fields = policy.model_fields
    assert all(name in fields and fields[name].default != value for name, value in policy.perverse_knobs.items())
    assert bool(policy.perverse_knobs) == bool(policy.perverse_moves)
    if policy.legal_note is not None:
        assert HAN.search(policy.legal_note.zh) and policy.legal_note.en and not HAN.search(policy.legal_note.en)


@EACH
def test_every_policy_names_its_source(policy):
    """A rule has a source that was read, nothing from memory is printed, and one source is a policy paper."""
    marks = [source.mark for source in policy.source]
    assert set(marks) <= {"L", "P", "S", "none"} and "S" in marks and {"L", "none"} & set(marks)
    for source in policy.source:
        assert not HAN.search(source("en").replace(source.article, "")) and not HAN.search(source.article)
        assert source.article or source.mark != "L"


@EACH
def test_quotations_are_letter_for_letter(policy):
    """What is quoted from the policy papers stands there."""
    if not SEEDS.is_dir():
        pytest.skip("the five policy papers are not beside this repository")
    papers = "".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    for source in policy.source:
        if source.mark == "S":
            words = re.search("“(.+)”$", source.law.zh)
            assert words and words[1] in papers, source


@EACH
def test_a_policy_is_plain_data(policy):
    """A policy can be written and read again, dates in Python's names or the file's."""
    dated = policy(start="2026-03-01", end="2026-06-01")
    assert dated == policy(**{"from": "2026-03-01", "to": "2026-06-01"})
    assert policy.model_validate_json(dated.model_dump_json(by_alias=True)) == dated


@EACH
def test_the_rewritten_office_is_a_scenario(policy):
    """What a policy makes passes the checks of a scenario, survives the file, and leaves the old one alone."""
    old = office_for(policy)
    new = policies.combine(old, [policy()])
    assert old == office_for(policy) and new != old and new.digest() != old.digest()
    assert check(new) == [] and Scenario.model_validate(new.to_dict()) == new
    assert policies.combine(old, [policy(), policy()]) == new, "written twice is written once"
