"""The way a file goes: steps at desks, waits, returns, branches at once, the end."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Literal, Union

from pydantic import BeforeValidator, Discriminator, Field, GetJsonSchemaHandler, PlainSerializer, SerializationInfo, Tag
from pydantic_core import CoreSchema

from xnsim.scenario.base import LabelField, Name, Part, Share
from xnsim.scenario.values import DistField, SpanField, WorkField, wrong

Outcome = Literal["approved", "refused", "deemed_approved", "deemed_renewed", "lapsed", "withdrawn", "turned_away"]
OUTCOMES = ("open", "approved", "refused", "deemed_approved", "deemed_renewed", "lapsed", "withdrawn", "turned_away")


class Node(Part):
    """One element of a route; in YAML a map with the verb as its only key."""


class StepLimit(Part):
    """A limit of one step; past it the file may go on as if the desk had agreed."""

    within: SpanField
    exit: Literal["record", "deemed_consent"] = "record"
    in_hand: Literal["let_go", "finish"] = "let_go"


class Serve(Node):
    """Queue at a desk, be served by the first free officer allowed there, leave."""

    step: Name
    desk: Name
    effort: WorkField
    name: LabelField | None = None
    trips: int = Field(0, ge=0, le=20)
    limit: StepLimit | None = None


class Wait(Node):
    """Time passes without an officer: an appraisal, a hearing, the post between levels."""

    step: Name
    length: DistField
    name: LabelField | None = None
    calendar: Literal["civil", "working"] = "civil"
    clock: Literal["runs", "lawful_pause", "unlawful_pause"] = "runs"
    who: Literal["office", "applicant"] = "office"


class Defects(Part):
    """Faults in the papers and how a check finds them: all at once or one at a time."""

    mean: float = Field(ge=0, le=20)
    seen: Share
    notice: Literal["all", "one"] = "all"


class Return(Node):
    """The papers go back to the applicant and come again; the clock may run, pause or start anew."""

    step: Name
    probability: Share | None = None
    defects: Defects | None = None
    turnaround: DistField
    name: LabelField | None = None
    calendar: Literal["civil", "working"] = "civil"
    to: Name | None = None
    at_most: int | None = Field(None, ge=1, le=1000)
    clock: Literal["runs", "lawful_pause", "unlawful_pause", "reset"] = "runs"
    trips: int = Field(1, ge=0, le=20)


class Accept(Node):
    """The case is accepted: the legal clock starts (行政许可法 art. 42)."""


class Decide(Node):
    """The decision is made: the legal clock stops."""


class Deliver(Node):
    """The decision is made, if it was not yet, and handed over within the delivery limit (art. 44)."""

    within: SpanField | None = None
    takes: DistField | None = None


class Refuse(Node):
    """The desk refuses with a probability; in a branch the case is refused when all have answered."""

    step: Name
    probability: Share


class Clock(Node):
    """Stop or restart the office's clock by hand, lawfully or not."""

    do: Literal["pause", "resume", "reset"]
    lawful: bool = False


class End(Node):
    """The case is closed."""

    outcome: Outcome = "approved"


class Series(Node):
    """One step after the other; in YAML the verb carries the list itself."""

    steps: "Route"

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Show editors the bare list."""
        return handler(core)["properties"]["steps"]


class Branch(Part):
    """One of several desks at work at once; ``after`` names branches that must end first."""

    after: tuple[Name, ...] = ()
    route: "Route"


class Parallel(Node):
    """Walk all branches at once and wait for the slowest."""

    branches: dict[Name, Branch] = Field(min_length=1)
    lead: Name | None = None


class Option(Part):
    """One way of several, with its share or for one class of cases."""

    share: Share | None = None
    cls: Name | None = None
    route: "Route"


class Choose(Node):
    """Take one way: by chance, or by the class of the case."""

    step: Name
    options: tuple[Option, ...] = Field(min_length=1)


VERBS: dict[str, type[Node]] = {
    "serve": Serve, "wait": Wait, "return": Return, "accept": Accept, "decide": Decide, "deliver": Deliver,
    "refuse": Refuse, "clock": Clock, "end": End, "series": Series, "parallel": Parallel, "choose": Choose,
}
VERB_OF = {node: verb for verb, node in VERBS.items()}


def _verb(value: Any) -> str | None:
    if isinstance(value, Node):
        return VERB_OF[type(value)]
    return next(iter(value)) if isinstance(value, dict) and len(value) == 1 else None


def _inside(value: Any) -> Any:
    """Turn ``{serve: {...}}`` into what the Serve model reads."""
    if isinstance(value, Node):
        return value
    verb, inner = next(iter(value.items()))
    if verb == "series":
        return {"steps": inner}
    return {} if inner is None else inner


def _check_verb(value: Any) -> Any:
    if _verb(value) in VERBS:
        return value
    if isinstance(value, str) and value in VERBS:
        raise wrong(f"“{value}”后面要有冒号;请写成 {value}: {{}},内容写在花括号里或下一行",
                    f"“{value}” wants a colon; write {value}: {{}}, with its content in the braces or on the next lines")
    words = [str(word) for word in value] if isinstance(value, dict) else [str(value)]
    verbs = [word for word in words if word in VERBS]
    if len(verbs) == 1:
        raise wrong(f"{verbs[0]} 的旁边还有 {'、'.join(w for w in words if w != verbs[0])};它们属于 {verbs[0]} 时请再缩进两格,否则另起一项",
                    f"{verbs[0]} has {', '.join(w for w in words if w != verbs[0])} beside it; indent what belongs to {verbs[0]} "
                    "by two more blanks, or begin another item")
    word = ", ".join(words)
    near = get_close_matches(word, VERBS, n=1)
    raise wrong(f"“{word}”不是一个环节动词;{f'是不是 {near[0]}?' if near else ''}每一项只写一个:{', '.join(VERBS)}",
                f"“{word}” is not one verb of a route; {f'did you mean {near[0]}? ' if near else ''}write exactly one of {', '.join(VERBS)}")


def _as_verb(node: Node, info: SerializationInfo) -> dict[str, Any]:
    inner = node.model_dump(mode=info.mode, by_alias=True, exclude_defaults=info.exclude_defaults)
    return {VERB_OF[type(node)]: inner["steps"] if isinstance(node, Series) else inner}


class _OneVerb:
    """Tells an editor what a route item looks like: a map with exactly one verb."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        bodies = dict(zip(VERBS, handler(core)["oneOf"], strict=True))
        empty = {verb for verb, node in VERBS.items() if not any(f.is_required() for f in node.model_fields.values())}
        return {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False,
                "properties": {verb: {"anyOf": [body, {"type": "null"}]} if verb in empty else body for verb, body in bodies.items()}}


_NODE = Union[tuple(Annotated[node, BeforeValidator(_inside), Tag(verb)] for verb, node in VERBS.items())]  # type: ignore[valid-type]
RouteNode = Annotated[Annotated[_NODE, Discriminator(_verb)], BeforeValidator(_check_verb), PlainSerializer(_as_verb), _OneVerb()]
Route = tuple[RouteNode, ...]
for _model in (Series, Branch, Option, Parallel, Choose):
    _model.model_rebuild(_types_namespace={"Route": Route, "RouteNode": RouteNode})
