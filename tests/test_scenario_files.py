"""A scenario file is read, written and read again without loss; its hash knows what matters to a run."""

import copy
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xnsim.labels import Label
from xnsim.scenario import Scenario, dump, load
from xnsim.scenario.files import json_schema, loads, write_schema
from xnsim.scenario.sheet import parse_sheet, read_sheet
from xnsim.scenario.values import Dist, Rate, Span, parse_dist, parse_rate, parse_span

HERE = Path(__file__).parent
RICH = HERE / "rich_office.yaml"
FILES = sorted([*HERE.parent.glob("scenarios/**/*.yaml"), RICH, HERE / "broken" / "toy_office.yaml"])
SCENARIOS = [path for path in FILES if "alternatives" not in (read_sheet(path).data or {})]
IDS = [path.stem for path in SCENARIOS]

# the example of the handbook's first page, commas within braces and all
FIRST_PAGE = """
schema: 1
name: {zh: 县政务服务中心, en: County service centre}
calendar: {start: 2026-01-05, holidays: cn, hours: ["09:00-12:00", "13:30-17:30"]}
horizon: {warm_up: 40 wd, measure: 250 wd}
desks:
  window:      {office: hall, officers: 5, closing: finish}
  land_review: {office: land, officers: [{name: 甲, absence: {present: exp(18 wd), away: exp(2 wd)}}]}
  director: {office: land}
matters:
  licence:
    name: {zh: 建设项目许可, en: Construction licence}
    arrivals: {poisson: 12/wd, profile: office_hours}
    limits: {statutory: 20 wd, promised: 7 wd}
    route:
      - serve: {step: reception, desk: window, effort: lognormal(25 min, cv 1)}
      - return: {step: supplement, probability: 0.3, turnaround: lognormal(4 d, cv 1)}
      - accept: {}
      - series: [{serve: {step: land, desk: land_review, effort: exp(3 h)}}]
      - serve: {step: decide, desk: director, effort: exp(20 min)}
      - deliver: {within: 10 wd}
"""


def test_the_first_page_is_read_as_a_planner_means_it():
    """Commas inside a distribution belong to it, dates are dates, hours are text."""
    office = loads(FIRST_PAGE)
    route = office.matters["licence"].route
    assert route[0].effort == (Dist("lognormal", (Span(25, "min"),), (("cv", 1.0),)),)
    assert route[1].turnaround == parse_dist("lognormal(4 d, cv 1)")
    assert office.calendar.start == dt.date(2026, 1, 5)
    assert office.calendar.hours == ("09:00-12:00", "13:30-17:30")
    assert office.desks["land_review"].officers[0].name == "甲"
    assert office.name == Label("县政务服务中心", "County service centre")
    assert office.horizon.drain == Span(60, "wd")


@pytest.mark.parametrize("path", SCENARIOS, ids=IDS)
def test_what_is_written_reads_the_same(path):
    """load -> dump -> load gives an equal scenario, the same hash and the same text again."""
    office = load(path)
    text = dump(office)
    again = loads(text)
    assert (again, again.digest(), dump(again)) == (office, office.digest(), text)


def test_chinese_is_written_as_it_is_and_the_version_first():
    """A written file opens with its version and escapes no character."""
    text = dump(load(RICH))
    assert text.startswith("schema: 1\n")
    assert "什么都有一点" in text and "\\u" not in text
    assert "calendar: {start: 2026-01-05}" in text


AMOUNT = st.one_of(st.integers(0, 10**7).map(float), st.floats(0, 1e9, allow_nan=False))
SPANS = st.builds(Span, AMOUNT, st.sampled_from(["s", "min", "h", "d", "wd"]))
SHAPE = st.floats(0.01, 50, allow_nan=False)


def _two(weight):
    return (weight, 1 - weight)


DISTS = st.one_of(
    st.builds(lambda s: Dist("constant", (s,)), SPANS), st.builds(lambda s: Dist("exp", (s,)), SPANS),
    st.builds(lambda s, cv: Dist("lognormal", (s,), (("cv", cv),)), SPANS, SHAPE),
    st.builds(lambda s, k: Dist("weibull", (s,), (("shape", k),)), SPANS, SHAPE),
    st.builds(lambda a, b, w: Dist("hyper", (a, b), (), _two(w)), SPANS, SPANS, st.floats(0, 1)))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(SPANS, DISTS, st.builds(Rate, AMOUNT, st.sampled_from(["h", "wd"])))
def test_quantities_are_written_exactly(span, dist, rate):
    """No digit of an amount is lost on the way through text."""
    assert (parse_span(str(span)), parse_dist(str(dist)), parse_rate(str(rate))) == (span, dist, rate)


NAMES = st.text(alphabet="abz甲乙_-0179:#!&*?%@'\"{}[],~=", min_size=1, max_size=6)
TEXTS = st.text(min_size=1, max_size=20).filter(lambda text: text.strip() and text.isprintable())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(NAMES, NAMES, TEXTS, st.lists(DISTS, min_size=1, max_size=3), st.floats(0, 1), st.integers(-9, 9))
def test_any_names_and_numbers_survive(desk, step, text, works, share, priority):
    """Names that look like numbers, words of YAML or punctuation come back as they were."""
    office = loads(FIRST_PAGE)
    data = copy.deepcopy(office.model_dump(mode="json", by_alias=True))
    data["name"] = text
    data["desks"] = {desk: {"officers": [{"name": step}]}}
    work = " + ".join(map(str, [*works, Dist("constant", (Span(1, "s"),))]))
    data["matters"] = {step: {"arrivals": {"poisson": "1/wd"}, "priority": priority, "route": [
        {"serve": {"step": step, "desk": desk, "effort": work}}, {"refuse": {"step": f"{step}_", "probability": share}}]}}
    wanted = Scenario.model_validate(data)
    assert loads(dump(wanted)) == wanted


def _turned(data, ordered=("desks", "matters", "branches", "classes", "channels", "offices")):
    """Return the data with the keys of every part in reverse, where their order means nothing."""
    if isinstance(data, list):
        return [_turned(item, ordered) for item in data]
    if not isinstance(data, dict):
        return data
    turned = {key: ({name: _turned(part, ordered) for name, part in value.items()} if key in ordered else _turned(value, ordered))
              for key, value in data.items()}
    return dict(reversed(turned.items()))


def test_the_order_of_keys_does_not_change_the_hash():
    """The same office with the keys of its parts in another order has the same hash."""
    data = read_sheet(RICH).data
    turned = _turned(data)
    assert list(turned) != list(data)
    assert Scenario.model_validate(turned).digest() == load(RICH).digest()


def test_the_order_of_desks_changes_the_hash():
    """Desks are served in file order within one second, so their order can change a run."""
    office = load(RICH)
    other = office.changed(("desks", dict(reversed(office.desks.items()))))
    assert other.digest() != office.digest()


@pytest.mark.parametrize("old, new", [
    ("name: {zh: 什么都有一点, en: One of everything}", "name: 别的名字"),
    ("about: 只供测试\n", ""),
    ("name: 国土审查", "name: {zh: 国土, en: Land}"),
    (", name: 收件", ""),
    ("    name: {zh: 建设项目许可, en: Construction licence}\n", ""),
    (", name: {zh: 特急, en: Urgent}", ""),
    ("value: 25 min, why", "value: 30 min, why"),
])
def test_remarks_do_not_change_the_hash(old, new):
    """Names for readers, descriptions and the list of assumptions leave the hash as it was."""
    text = RICH.read_text(encoding="utf-8")
    assert old in text
    assert loads(text.replace(old, new)).digest() == load(RICH).digest()


@pytest.mark.parametrize("old, new", [
    ("officers: 5", "officers: 6"), ("drain: 1234567.5 s", "drain: 1234568 s"), ("shape 0.1234567890123", "shape 0.1234567890124"),
    ('"007"', '"008"'), ("keep: 0.9", "keep: 1"), ("hall: true", "hall: false"),
])
def test_what_changes_a_run_changes_the_hash(old, new):
    """Each number, name of an officer or switch is in the hash, to its last digit."""
    text = RICH.read_text(encoding="utf-8")
    assert old in text
    assert loads(text.replace(old, new)).digest() != loads(text).digest()


def _errors(schema, data):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema)
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


@pytest.mark.parametrize("path", SCENARIOS, ids=IDS)
def test_the_schema_accepts_our_files(path):
    """An editor that checks against the JSON Schema finds nothing wrong with a good file."""
    assert _errors(json_schema(), read_sheet(path).data) == []
    assert _errors(json_schema(), json.loads(json.dumps(load(path).to_dict()))) == []


@pytest.mark.parametrize("old, new", [
    ("effort: exp(1 h)", "efort: exp(1 h)"), ("- accept: {}", "- acept: {}"), ("- accept: {}", "- {accept: {}, decide: {}}"),
    ("officers: 2", "officers: two"), ("name: {zh: 样例, en: Toy office}",
                                       "name: {fr: jouet}"), ("- deliver: {}", "- series: {deliver: {}}"),
])
def test_the_schema_refuses_what_we_refuse(old, new):
    """The schema knows verbs, keys and kinds of values, inside routes too."""
    text = (HERE / "broken" / "toy_office.yaml").read_text(encoding="utf-8")
    assert old in text
    assert _errors(json_schema(), parse_sheet(text.replace(old, new)).data) != []


def test_the_schema_is_written_in_utf8(tmp_path):
    """The schema file is JSON that names its own dialect and the verbs of a route."""
    write_schema(tmp_path / "scenario.schema.json")
    schema = json.loads((tmp_path / "scenario.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"serve", "parallel"} <= set(schema["$defs"]["Series"]["items"]["properties"])
