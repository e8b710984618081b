"""The quick reader of scenario files says what the full reader says, or leaves the file to it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from xnsim.scenario.plain_yaml import read_plain
from xnsim.scenario.problems import InputError
from xnsim.scenario.sheet import parse_fully, parse_sheet

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "scenarios").rglob("*.yaml"))
TEXTS = [path.read_text(encoding="utf-8") for path in FILES]
SIGNS = [" ", "  ", ":", ": ", "#", " #", "- ", "-", '"', "'", ",", "[", "]", "{", "}", "(", ")", "\n", "\n  ", "\n- ", "?", "&a ", "*a", "!x ", "|", ">-", ">",
         "%", "@", "~", "null", "true", "0", ".", "e", "_", "+", "0x1", "\t", "\r\n", "<<", "=", "...", "---", "\\", "\u2028", "\x85", "\ufeff", "1:30",
         "2026-01-05", ".5", "1e3", "1_0", "-1", "Yes", "（", "）"]


def typed(thing: Any) -> Any:
    """Write down a thing with the type of every value, so that 1, 1.0, True and "1" are four things, and keys in order."""
    if isinstance(thing, dict):
        return [(key, typed(value)) for key, value in thing.items()]
    return [typed(item) for item in thing] if isinstance(thing, list) else (type(thing).__name__, repr(thing))


def both(text: str) -> tuple[Any, Any] | None:
    """Return what the quick reader and what the full one say: data, lines, problems; None where the quick one is not sure."""
    plain = read_plain(text)
    if plain is None:
        return None
    full = parse_fully(text)
    return (typed(plain[0]), plain[1], []), (typed(full.data), full.lines, full.problems)


def test_files_that_come_with_xnsim_are_read_alike_and_nearly_all_of_them_quickly() -> None:
    """Data, types, order and lines are those of the full reader."""
    sure = [found for found in map(both, TEXTS) if found is not None]
    assert all(quick == full for quick, full in sure) and len(sure) >= 0.95 * len(TEXTS)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Return a few lines of a file with some signs put in, taken out or exchanged."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    part = lines[first:first + draw(st.integers(1, 9))]
    cut = min((len(line) - len(line.lstrip()) for line in part if line.strip()), default=0)
    text = "\n".join(line[cut:] for line in part)
    for _ in range(draw(st.integers(0, 3))):
        at, kept = draw(st.integers(0, len(text))), draw(st.integers(0, 1))
        text = text[:at] + draw(st.sampled_from([*SIGNS, ""])) + text[at + kept:]
    return text


@settings(max_examples=300, deadline=None)
@given(spoilt())
def test_what_is_spoilt_is_read_alike_or_left_to_the_full_reader(text: str) -> None:
    """Whatever slips in, the quick reader never says something else, and never makes sense of what is none."""
    found = both(text)
    assert found is None or found[0] == found[1]


@pytest.mark.parametrize("text", [
    "", "# only a remark", "a: 1\na: 2", "a: &b 1", "a: *b", "a: !x 1", "a: |\n  text", "a: b: c", "a:\tb", "- a\n b: 1", "{a: 1", "a: 1_0", "a: 0x1F",
    "a: 1e3", "a: .5", "--- \na: 1", "%YAML 1.1\na: yes", "a: 'it''s'", 'a: "\\n"', "a: text\n  goes on", "? a\n: b", "{a: b, cv 1)}", "a: [1, , 2]",
])
def test_what_is_rare_or_wrong_is_left_to_the_full_reader(text: str) -> None:
    """Doubled keys, anchors, tags, odd numbers, mistakes: the quick reader does not try."""
    assert read_plain(text) is None


def test_common_ways_of_writing_are_read_quickly() -> None:
    """Calls keep their commas, dates and hours stay text, a list may stand as far left as its key, folded text is one line."""
    text = ("a: {effort: lognormal(25 min, cv 1), n: -2, x: 0.5, on: true}  # remark\nd: 2026-01-05\nh: [\"09:00-12:00\", '13:30-17:30']\n"
            "route:\n- serve: {step: s,\n          desk: d}\n-\n" "nothing:\nabout: >-\n  one\n  two\n")
    text = text.replace("-\nnothing", "- end\nnothing")
    data, lines = read_plain(text) or ({}, {})
    assert data == {"a": {"effort": "lognormal(25 min, cv 1)", "n": -2, "x": 0.5, "on": True}, "d": "2026-01-05", "h": ["09:00-12:00", "13:30-17:30"],
                    "route": [{"serve": {"step": "s", "desk": "d"}}, "end"], "nothing": None, "about": "one two"}
    assert lines["route", 0, "serve", "desk"] == 6 and lines["about",] == 9
    for ends in ("\n", "\r\n"):
        quick, full = both(text.replace("\n", ends)) or ("not sure", None)
        assert quick == full


def test_problems_keep_their_lines_whoever_reads() -> None:
    """A file that is no YAML is told off by the full reader, line by line."""
    with pytest.raises(InputError) as error:
        parse_sheet("a: 1\nb: {c: 1\nd: 2\n", "office.yaml")
    assert error.value.problems and all(problem.file == "office.yaml" and problem.line in (2, 3) for problem in error.value.problems)
