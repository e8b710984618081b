"""What the fast walk needs for the words that came later, in one tuple that is None for offices without them.

``walk(..., m)`` asks ``m is not None`` wherever such a word could matter. For an office without
them the compiler leaves all that out, so nobody pays for what he does not use; with them the
walk is compiled a second time. On lists it is one question.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xnsim import tape as t
from xnsim.engines import kernel_batch, kernel_hands, kernel_room
from xnsim.engines.kernel_parts import K_CHANNEL, K_DISCOVERED, K_ELIGIBLE, K_EXTRANEOUS_S, K_WIDE, K_WRONG
from xnsim.program import Program

# tables of the tape, by the same names
TAPE_TABLES = (
    "response", "review", "curve_at", "curve_n", "curve_share", "curve_factor",
    "post_when_line", "post_pace", "desk_pace", "pace_at", "pace",
    "route_quality", "quality_eligible", "quality_approve", "quality_refuse", "quality_minutes", "quality_pressure", "quality_error",
    "quality_found", "quality_exam", "quality_exam_found", "quality_after", "quality_after_open", "quality_matter", "quality_spawn",
    "channel_at", "channel_n", "channel_name",
)
FLOAT_TABLES = ("channel_upto",)
PER_SLOT = ("fil", "own", "sons", "bells", "hand", "split")     # work tables that grow with the live cases
PER_CASE: dict[str, int] = {"traits": K_WIDE, **kernel_room.PER_CASE}       # tables a row a case: name -> numbers a case


class More(NamedTuple):
    """Tables of the tape under their own names, then what the walk keeps between two seconds."""

    response: Any
    review: Any
    curve_at: Any
    curve_n: Any
    curve_share: Any
    curve_factor: Any
    post_when_line: Any
    post_pace: Any
    desk_pace: Any
    pace_at: Any
    pace: Any
    route_quality: Any
    quality_eligible: Any
    quality_approve: Any
    quality_refuse: Any
    quality_minutes: Any
    quality_pressure: Any
    quality_error: Any
    quality_found: Any
    quality_exam: Any
    quality_exam_found: Any
    quality_after: Any
    quality_after_open: Any
    quality_matter: Any
    quality_spawn: Any
    channel_at: Any
    channel_n: Any
    channel_name: Any
    channel_upto: Any
    traits: Any         # per case: K fields
    line_n: Any         # per desk: files in its line
    line_at: Any        # per desk: in which second its line last moved, and how many stood in it before that
    line_was: Any
    # timers, patience, doors, born cases (``kernel_room``): tables of the tape, then what the walk keeps
    patience: Any
    patience_open: Any
    matter_route_at: Any
    matter_route_n: Any
    matter_route_from: Any
    matter_route: Any
    route_class_at: Any
    route_class_n: Any
    class_number: Any
    route_timer_at: Any
    route_timer_n: Any
    timer_form: Any
    timer_statutory: Any
    timer_amount: Any
    timer_unit: Any
    timer_every: Any
    timer_every_open: Any
    timer_most: Any
    timer_do: Any
    timer_chance: Any
    timer_matter: Any
    timer_step: Any
    timer_spawn: Any
    timer_approval: Any
    desk_capacity_at: Any
    desk_capacity_n: Any
    capacity_from: Any
    capacity_most: Any
    source_matter: Any
    source_pause: Any
    source_pause_open: Any
    begin_source: Any
    begin_route: Any
    begin_place: Any
    class_upto: Any
    spawn_key: Any
    fil: Any            # per file: F fields
    own: Any            # per live case: U fields
    sons: Any           # per live case: how many it gave rise to under each name
    bells: Any          # per live case and timer: B fields
    told: Any           # per case: V fields
    counts: Any         # N numbers that there is one of
    door: Any           # per desk: who stands at the door, first and last
    asked: Any          # cases that will be received: A fields a row
    queue: Any
    kin: Any            # per born case: I fields
    # sessions, refusals, pre-emption (``kernel_hands``): tables of the tape, then what the walk keeps
    session_at: Any
    session_n: Any
    meeting_when: Any
    meeting_seats: Any
    meeting_quorum: Any
    need: Any
    fork_refusal: Any
    rule_preempt: Any
    rule_resume_cost: Any
    hand: Any           # per file: H fields
    split: Any          # per live case and fork: G fields
    before: Any         # per session: who waits for it, first and last
    preempting: Any     # one number: 1 where somebody may have to make way
    # teams and several files at once (``kernel_batch``): tables of the tape, then what the walk keeps
    rule_team: Any
    rule_batch: Any
    rule_batch_sum: Any
    joint: Any          # per desk: files in one spell at most, 0 where everybody works alone and on one file
    crew: Any           # per officer: Y fields
    bag: Any            # per officer and file in his bag: Z fields
    muster: Any         # posts of those who may take up a file


def more_of(program: Program, fate: t.Fate, space: Any, slots: int) -> More | None:
    """Lay out what the later words of an office need; None when it has none."""
    if not program.words:
        return None
    tables = {name: space.ints(getattr(program.tape, name)) for name in TAPE_TABLES}
    tables |= {name: space.floats(getattr(program.tape, name)) for name in FLOAT_TABLES}
    tables |= kernel_room.tables_of(program, fate, space, slots) | kernel_hands.tables_of(program, space)
    tables |= kernel_batch.tables_of(program, space)
    work = {name: space.zeros("int64", width * slots) for name, width in (kernel_room.per_slot(program) | kernel_hands.per_slot(program)).items()}
    work |= {name: space.zeros("int64", width * len(fate.received)) for name, width in PER_CASE.items()}
    lines = {name: space.zeros("int64", len(program.tape.desk_hall)) for name in ("line_n", "line_at", "line_was")}
    return More(**tables, **work, **lines)


def more_slots(more: More | None, longer: Any) -> More | None:
    """Make room for twice as many live cases."""
    return more and more._replace(**{name: longer(getattr(more, name)) for name in PER_SLOT})


def more_cases(more: More, rows: int, space: Any) -> More:
    """Make room for so many more cases."""
    return more._replace(**{name: space.longer(getattr(more, name), rows * width) for name, width in PER_CASE.items()})


def traits_of(more: More, count: int) -> dict[str, Any]:
    """Return the columns of the table of cases that tell of traits, wrong decisions and extraneous waits."""
    at = {"channel": K_CHANNEL, "eligible": K_ELIGIBLE, "wrong": K_WRONG, "discovered": K_DISCOVERED, "extraneous_s": K_EXTRANEOUS_S}
    return {name: more.traits[place:count * K_WIDE:K_WIDE] for name, place in at.items()}
