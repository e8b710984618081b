"""A study: which scenario, which policies to try on it, how often, and what to look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import Field, ValidationError

from xnsim.labels import Label
from xnsim.policies import bare, called, registry
from xnsim.policies.base import Policy, PolicyRefused
from xnsim.policies.compose import timeline
from xnsim.policies.worlds import WORLDS
from xnsim.scenario.base import LabelField, Part
from xnsim.scenario.files import in_order, load
from xnsim.scenario.finding import unknown
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError
from xnsim.scenario.sentences import Fault, faults_of, unknown_key
from xnsim.scenario.shape import nearest
from xnsim.scenario.sheet import Sheet, Where, one_problem, read_sheet
from xnsim.scenario.spelling import correct

POLICY, INDICATOR, FILE = Label("制度", "policy"), Label("指标", "indicator"), Label("情景文件", "scenario file")
WORLD = Label("世界", "world")
Text = Annotated[str, Field(min_length=1)]
Registry = Mapping[str, type[Policy]]


class StudySpec(Part):
    """A study as it is written: every alternative is a list of policies with their knobs."""

    schema_: Literal[1] = Field(alias="schema")
    name: LabelField | None = None
    scenario: Text
    alternatives: dict[Text, tuple[dict[str, Any], ...]] = Field(min_length=1)
    replications: int = Field(100, ge=1, le=100_000)
    seed: int = Field(1, ge=0, lt=2**63)
    indicators: tuple[Text, ...] = ()
    worlds: tuple[Text, ...] = ()


Spec = TypeVar("Spec", bound=StudySpec)


class StudyPlan(NamedTuple):
    """A study that can be run: the office, what to try on it, how often, and what to read off.

    ``indicators`` is empty where the file names none: the main list is meant. ``worlds`` is
    empty where the office is run as it is written.
    """

    scenario: Scenario
    alternatives: dict[str, list[Policy]]
    replications: int
    seed: int
    indicators: tuple[str, ...]
    worlds: tuple[str, ...] = ()


def load_study(path: str | Path, indicators: Collection[str] | None = None, policies: Registry | None = None) -> StudyPlan:
    """Read a study file and the scenario it names (a path from the study's own folder).

    ``indicators`` are the known names (None: not checked); ``policies`` the known
    policies (None: those of this package). Raises ``InputError`` with *all* problems
    of both files, and with what any policy refuses.
    """
    return understand_study(read_sheet(path), StudySpec, indicators, policies)[1]


def understand_study(sheet: Sheet, kind: type[Spec], indicators: Collection[str] | None = None, policies: Registry | None = None,
                     also: Callable[[Sheet, dict[str, list[Policy]]], None] | None = None) -> tuple[Spec, StudyPlan]:
    """Turn what a file says into a study, or raise ``InputError`` with all its problems.

    ``kind`` is what the file may say (``StudySpec``, or more than that); ``also`` notes
    further problems in the sheet, given the policies that could be read.
    """
    _check_kind(sheet)
    correct(sheet, kind)
    spec = _spec(sheet, kind)
    scenario = _scenario(sheet, Path(sheet.file).parent)
    chosen = _alternatives(sheet, registry() if policies is None else policies)
    alternatives = {name: list(found.values()) for name, found in chosen.items()}
    _check_indicators(sheet, indicators)
    sheet.problems += [sheet.problem(where, says) for where, says in world_problems(sheet.data.get("worlds"))]
    if also is not None:
        also(sheet, alternatives)
    if scenario is not None:
        for name, found in chosen.items():
            written = sheet.data["alternatives"][name] or []
            if isinstance(written, list) and len(found) == len(written):
                _try(sheet, scenario, name, found)
    if sheet.problems or spec is None or scenario is None:
        raise InputError(in_order(sheet.problems))
    return spec, StudyPlan(scenario, alternatives, spec.replications, spec.seed, spec.indicators, spec.worlds)


def _check_kind(sheet: Sheet) -> None:
    """Refuse a file that is no study."""
    if not isinstance(sheet.data, dict):
        raise one_problem(sheet.file, "这不是比较方案的文件;请从 schema: 1 写起,每行一个“键: 值”",
                          "this is no study file; begin with schema: 1 and write one “key: value” a line", 1)
    if "matters" in sheet.data and "alternatives" not in sheet.data:
        raise one_problem(sheet.file, "这是情景文件,不是比较方案的文件;请另写一个文件,用 scenario 指向它,用 alternatives 列出方案",
                          "this is a scenario, not a study; write another file that names it under scenario and lists alternatives", 1)


def _spec(sheet: Sheet, kind: type[Spec]) -> Spec | None:
    """Read the words of a study; what is wrong with them goes on the list."""
    try:
        return kind.model_validate(sheet.data)
    except ValidationError as error:
        for fault in faults_of(error, kind, sheet.data):
            sheet.problems.append(sheet.problem(fault.where, fault.says))
        return None


def _scenario(sheet: Sheet, folder: Path) -> Scenario | None:
    """Read the scenario a study names; what is wrong with it goes on the list."""
    named = sheet.data.get("scenario")
    if not isinstance(named, str) or not named:
        return None
    path = folder / named
    if not path.is_file():
        siblings = [other.name for other in (*path.parent.glob("*.y*ml"), *path.parent.glob("*.xlsx")) if other.name != Path(sheet.file).name]
        finding = unknown(("scenario",), FILE, named, siblings)
        sheet.problems.append(sheet.problem(finding.where, finding.says))
        return None
    try:
        return load(path)
    except InputError as error:
        sheet.problems += error.problems
        return None


Chosen = dict[Where, Policy]


def _alternatives(sheet: Sheet, known: Registry) -> dict[str, Chosen]:
    """Return the policies of each alternative with their places, leaving out those that are wrong."""
    written = sheet.data.get("alternatives")
    found: dict[str, Chosen] = {}
    for name, entries in written.items() if isinstance(written, dict) else ():
        places = {("alternatives", name, i): entry for i, entry in enumerate(entries if isinstance(entries, list) else [])}
        made = {where: read_policy(sheet, entry, where, known) for where, entry in places.items() if isinstance(entry, dict)}
        found[name] = {where: policy for where, policy in made.items() if policy is not None}
    return found


def read_policy(sheet: Sheet, entry: dict[str, Any], where: Where, known: Registry) -> Policy | None:
    """Return the policy that one entry of a list names, with its knobs; None where it is wrong, told in ``sheet.problems``."""
    named = "policy" if "policy" in entry else nearest("policy", entry)
    if named is None:
        sheet.problems.append(sheet.problem((*where, "policy"), Label(
            "缺少“policy”;请补上制度的名字,例如 policy: parallel_approval", "“policy” is missing; name the policy, e.g. policy: parallel_approval")))
        return None
    if named != "policy":
        sheet.problems.append(sheet.problem((*where, named), unknown_key(named, ["policy"])))
    kind = called(str(entry[named]), known)
    if kind is None:
        sheet.problems.append(sheet.problem((*where, named), _no_such_policy(str(entry[named]), known)))
        return None
    knobs = {_knob_called(str(key), kind): value for key, value in entry.items() if key != named}
    try:
        return kind.model_validate(knobs)
    except ValidationError as error:
        for fault in faults_of(error, kind, knobs):
            sheet.problems.append(sheet.problem((*where, *fault.where), _in_bounds(fault, kind, knobs)))
        return None


def _no_such_policy(name: str, known: Registry) -> Label:
    """Say that no policy is called so, with the nearest by key or by name, or where all of them are listed."""
    names = {bare(word): policy for policy in known.values() for word in (policy.key, *policy.label.both().values())}
    near = nearest(bare(name), names)
    if near is None:
        return Label(f"没有制度“{name}”;共有 {len(known)} 项,写键名或中文名都行,见 xnsim policies",
                     f"no policy “{name}”; the {len(known)} there are go by key or by name, see xnsim policies")
    key, label = names[near].key, names[near].label
    return Label(f"没有制度“{name}”;是不是 {key}({label.zh})?", f"no policy “{name}”; did you mean {key} ({label.en})?")


def _knob_called(name: str, kind: type[Policy]) -> str:
    """Return the key of a knob that is called by its key, or by its name in either language."""
    meant = [key for key, knob in kind.knobs().items() if bare(name) in map(bare, knob.label.both().values())]
    return meant[0] if len(meant) == 1 and name not in kind.knobs() else name


def _in_bounds(fault: Fault, kind: type[Policy], knobs: dict[str, Any]) -> Label:
    """Say the bounds and the unit of a knob that was turned too far."""
    knob = kind.knobs().get(str(fault.where[-1])) if fault.where else None
    if knob is None or fault.kind not in ("greater_than_equal", "less_than_equal"):
        return fault.says
    low, high = (f"{bound:g}" if bound is not None else "…" for bound in (knob.low, knob.high))
    zh, en = (f" {knob.unit.zh}", f" {knob.unit.en}") if knob.unit is not None else ("", "")
    value = knobs[str(fault.where[-1])]
    return Label(f"{kind.label.zh}的“{knob.label.zh}”应在 {low} 至 {high}{zh}之间,现为 {value};请改到界内",
                 f"“{knob.label.en}” of {kind.label.en} lies between {low} and {high}{en}, here it is {value}; bring it within the bounds")


def _check_indicators(sheet: Sheet, known: Collection[str] | None) -> None:
    """Note indicators that there are not, and those named twice."""
    written = sheet.data.get("indicators")
    names = [name for name in written if isinstance(name, str)] if isinstance(written, list) else []
    for i, name in enumerate(names):
        where = ("indicators", i)
        if known is not None and name not in known:
            sheet.problems.append(sheet.problem(where, unknown(where, INDICATOR, name, known).says))
        elif name in names[:i]:
            sheet.problems.append(sheet.problem(where, Label(f"指标“{name}”写了两次;请删去一个",
                                                             f"indicator “{name}” is written twice; delete one")))


def world_problems(written: Any) -> Iterator[tuple[Where, Label]]:
    """Say which worlds are not known, with the nearest name, and which are named twice."""
    names = [name for name in written if isinstance(name, str)] if isinstance(written, (list, tuple)) else []
    for i, name in enumerate(names):
        where = ("worlds", i)
        if name not in WORLDS:
            yield where, unknown(where, WORLD, name, WORLDS).says
        elif name in names[:i]:
            yield where, Label(f"世界“{name}”写了两次;请删去一个", f"the world “{name}” is written twice; delete one")


def _try(sheet: Sheet, scenario: Scenario, name: str, chosen: Chosen) -> None:
    """Put the policies of one alternative to work; a refusal is told at the policy, or where only all together are refused, at the alternative."""
    together = _refusal(scenario, list(chosen.values()))
    if together is None:
        return
    alone = {where: says for where, policy in chosen.items() if (says := _refusal(scenario, [policy])) is not None}
    for where, says in (alone or {("alternatives", name): together}).items():
        sheet.problems.append(sheet.problem(where, says))


def _refusal(scenario: Scenario, policies: list[Policy]) -> Label | None:
    """Return why policies may not be used together, none where they may."""
    try:
        timeline(scenario, policies)
    except PolicyRefused as refused:
        return refused.says
    return None
