"""Who takes what in hand: one officer, a team or nobody; several files at once; an urgent one in place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xnsim.engines.simpy_desk import Desk, File, Post
    from xnsim.engines.simpy_spell import Spell
    from xnsim.engines.simpy_work import Workplace

Crew = list["Post"]      # officers, each at the post from which he serves


def free_crew(desk: "Desk", rank: int, file: "File", now: int) -> Crew:
    """Return the officers who may take the file now, in listing order, as many as it needs or fewer.

    One officer comes from this rank alone, for the lower ranks have been asked before; a team
    comes from all ranks so far.
    """
    if file.step.team > 1:
        return _free_team(desk, rank, file, now)
    for post in desk.by_rank[rank]:
        if post.officer.spell is None and _may_take(desk, post, file, now):
            return [post]
    return []


def _free_team(desk: "Desk", rank: int, file: "File", now: int) -> Crew:
    crew: Crew = []
    for post in desk.posts:
        if len(crew) == file.step.team or post.rank > rank:
            break
        busy = post.officer.spell is not None or post.officer in [other.officer for other in crew]
        if not busy and _may_take(desk, post, file, now, len(crew)):
            crew.append(post)
    return crew


def _may_take(desk: "Desk", post: "Post", file: "File", now: int, others: int = 0) -> bool:
    """Say whether a free officer may take up a file now: a window is free, the line is long enough for him, and he is able to."""
    if desk.roster and desk.busy + others >= desk.windows(now):
        return False
    return len(desk.line) >= post.when_line and post.able(desk, file, now)


def taken_along(desk: "Desk", crew: Crew, file: "File", now: int) -> "list[File]":
    """Return the file and those behind it that go along in one spell, up to the first that cannot."""
    together = [file]
    for other in desk.line[desk.line.index(file) + 1:] if file.step.batch > 1 else ():
        fits = other.step.team == len(crew) and all(post.able(desk, other, now) for post in crew)
        if len(together) == file.step.batch or not fits:
            break
        together.append(other)
    return together


def make_way(office: "Workplace", desk: "Desk") -> None:
    """The first file in line that may stop the work on one of a lower class takes its place."""
    for file in desk.line:
        if file.step.preempts:
            victim = _lowest(desk, file, office.env.now)
            if victim is not None:
                _put_away(office, victim, file.step.resume_cost)
                desk.part(file)
                office.begin([file], victim.crew)
                return


def _lowest(desk: "Desk", file: "File", now: int) -> "Spell | None":
    """The work that makes way here: on the lowest class, begun last, by the officer listed last."""
    found = []
    for officer in {post.officer: None for post in desk.posts}:
        spell = officer.spell
        if spell is None or spell.desk is not desk or len(spell.crew) > 1 or len(spell.load) > 1:
            continue
        held, post = spell.load[0], spell.crew[0]
        if not held.moot and held.key[0] > file.key[0] and post.able(desk, file, now):
            found.append(((held.key[0], spell.begin, post.number), spell))
    room = desk.busy <= desk.windows(now)
    return max(found, key=lambda row: row[0])[1] if found and room else None


def _put_away(office: "Workplace", spell: "Spell", cost: int) -> None:
    """The file in hand goes back to its place in the line, with what is left and the cost of taking it up again."""
    file = spell.load[0]
    office.end_spell(spell)
    file.spell = None
    file.left += cost - file.done
    file.desk.join(file)
