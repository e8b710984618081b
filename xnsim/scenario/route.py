"""The way a file goes: steps at desks, waits, returns, branches at once, the end."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Literal, Union

from pydantic import BeforeValidator, Discriminator, Field, GetJsonSchemaHandler, PlainSerializer, SerializationInfo, Tag
from pydantic_core import CoreSchema

from xnsim.scenario.base import LabelField, Name, Part, Share, unsaid
from xnsim.scenario.response import CurveField
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
    """Queue at a desk, be served by the first free officer allowed there, leave.

    ``officers`` work on it together (one, when nothing is said): taken together or not at all.
    ``patience``: who has waited so long and was not taken up leaves, and the case is withdrawn.
    ``trips`` are visits of the applicant beyond the first; -1 takes back the first one, where
    nobody came (sent online, called for at home). ``luck``: whose draws the works take, one
    name a work (``exam`` or, for a later work of that step, ``exam#1``): a step into which
    others were merged keeps every case its luck. ``at_parent`` (督办、催办 in spawned matters):
    at the desk where the case lies that gave rise to this one; at ``desk`` where it lies at
    none or at several.
    """

    step: Name
    desk: Name
    effort: WorkField
    name: LabelField | None = None
    trips: int = Field(0, ge=-1, le=20)
    luck: tuple[Name, ...] | None = None
    limit: StepLimit | None = None
    patience: DistField | None = None
    at_parent: bool = False
    response: CurveField = ()
    officers: Annotated[int | None, Field(ge=1, le=99), unsaid(1)] = None


class Gate(Node):
    """Wait for a session 例会 that hears the file; ``needs`` are branches of the same parallel that must have ended.

    Who joins later than ``notice`` before a session is heard at the next one.
    """

    step: Name
    session: Name
    needs: tuple[Name, ...] = ()
    notice: SpanField | None = None
    name: LabelField | None = None


class Spawn(Node):
    """Another case begins: a complaint, a review, an inspection, a report; ``count`` of them, each with ``probability``.

    It is received in the next second. ``parent``: the file ``goes_on``, ``waits`` until the
    second after the last of them is closed, or goes on and is ``raised`` a place in lines by priority.
    """

    step: Name
    matter: Name
    probability: Share = 1.0
    parent: Literal["goes_on", "waits", "raised"] = "goes_on"
    count: int = Field(1, ge=1, le=1000)
    response: CurveField = ()
    name: LabelField | None = None


class Transfer(Node):
    """The file is on its way to another house; now and then it is lost, until it turns up or a timer finds it."""

    step: Name
    length: DistField
    lost: Share = 0.0
    found_after: DistField | None = None
    name: LabelField | None = None
    calendar: Literal["civil", "working"] = "civil"


class Until(Part):
    """Up to a share of a limit: the finished file is held."""

    share: float = Field(gt=0, le=10)
    of: Literal["promised", "statutory"] = "promised"


class Wait(Node):
    """Time passes without an officer: an appraisal, a hearing, the post between levels.

    Either for a ``length``, or ``until`` a share of a limit is used. ``who`` is waited for:
    the office, the applicant, or something ``extraneous`` that neither can help.
    """

    step: Name
    length: DistField | None = None
    until: Until | None = None
    name: LabelField | None = None
    calendar: Literal["civil", "working"] = "civil"
    clock: Literal["runs", "lawful_pause", "unlawful_pause"] = "runs"
    who: Literal["office", "applicant", "extraneous"] = "office"


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
    luck: Name | None = None
    response: CurveField = ()


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
    response: CurveField = ()


class Backlog(Part):
    """What the line at a desk adds to a day that is quoted: so much for every file that waits there."""

    desk: Name
    per_file: SpanField


class Clock(Node):
    """Stop or restart the office's clock by hand, lawfully or not; or give the case another promised limit.

    ``backlog``: the limit grows with the line at a desk, as the last second left it, and never
    beyond the statutory one; what is counted in days is rounded to whole days.
    """

    do: Literal["pause", "resume", "reset", "set_limit"]
    lawful: bool = False
    promised: SpanField | None = None
    backlog: Backlog | None = None


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
    """Walk all branches at once and wait for the slowest.

    ``lead`` names the branch that collates: it starts when all others have ended.
    ``on_refusal``: after the first refusal the others go on (``wait``, what holds when
    nothing is said), are let go (``cancel``), or finish what they have begun and begin
    nothing new (``hold``).
    """

    branches: dict[Name, Branch] = Field(min_length=1)
    lead: Name | None = None
    on_refusal: Annotated[Literal["wait", "cancel", "hold"] | None, unsaid("wait")] = None

    def before(self, branch: str) -> tuple[str, ...]:
        """Return the branches that must have ended before this one starts; the lead waits for all others."""
        after = self.branches[branch].after
        return after if branch != self.lead else (*after, *(name for name in self.branches if name not in (branch, *after)))


class Option(Part):
    """One way of several, with its share, or for one class of cases or one channel."""

    share: Share | None = None
    cls: Name | None = None
    channel: Name | None = None
    route: "Route"


class Choose(Node):
    """Take one way: by chance, by the class of the case, or by its channel. A ``response`` weighs the first way."""

    step: Name
    options: tuple[Option, ...] = Field(min_length=1)
    response: CurveField = ()


VERBS: dict[str, type[Node]] = {
    "serve": Serve, "gate": Gate, "wait": Wait, "return": Return, "accept": Accept, "decide": Decide, "deliver": Deliver,
    "refuse": Refuse, "clock": Clock, "end": End, "series": Series, "parallel": Parallel, "choose": Choose,
    "spawn": Spawn, "transfer": Transfer,
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
