"""Who takes what in hand: a team or nobody, several files at once, an urgent one in place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xnsim.engines.simpy_desk import Desk, File, Officer, Spell
    from xnsim.engines.simpy_engine import Office

Crew = list[tuple["Officer", int]]      # officers, each with the post from which he serves


def team_of(office: "Office", file: "File") -> int:
    """Return how many officers take this file together."""
    return office.tape.rule_team[office.tape.f[file.place]]


def free_crew(office: "Office", desk: "Desk", rank: int, file: "File") -> Crew:
    """Return the officers who may take the file now, in listing order, as many as it needs or fewer.

    One officer comes from this rank alone, for the lower ranks have been asked before; a team
    comes from all ranks so far.
    """
    need, crew = team_of(office, file), []
    for post in desk.by_rank.get(rank, []) if need == 1 else desk.posts:
        officer = office.officers[office.tape.post_officer[post]]
        if len(crew) == need or office.tape.post_rank[post] > rank:
            break
        if desk.busy + len(crew) < desk.windows(office.env.now) and office.may_take(desk, post, file) and (officer not in dict(crew)):
            crew.append((officer, post))
    return crew


def taken_along(office: "Office", desk: "Desk", crew: Crew, file: "File") -> list["File"]:
    """Return the file and those behind it that go along in one spell, up to the first that cannot."""
    tape = office.tape
    most, together = tape.rule_batch[tape.f[file.place]], [file]
    for other in desk.line[desk.line.index(file) + 1:] if most > 1 else []:
        fits = team_of(office, other) == len(crew) and all(office.able(desk, post, other) for _, post in crew)
        if len(together) == most or not fits:
            break
        together.append(other)
    return together


def make_way(office: "Office", desk: "Desk") -> None:
    """The first file in line that may stop the work on one of a lower class takes its place."""
    tape = office.tape
    for file in desk.line:
        if tape.rule_preempt[tape.f[file.place]]:
            victim = _lowest(office, desk, file)
            if victim is not None:
                _put_away(office, victim, tape.rule_resume_cost[tape.f[file.place]])
                desk.line.remove(file)
                office.begin([file], victim.crew)
                return


def _lowest(office: "Office", desk: "Desk", file: "File") -> "Spell | None":
    """The work that makes way here: on the lowest class, begun last, by the officer listed last."""
    found = []
    for officer in {office.tape.post_officer[post]: None for post in desk.posts}:
        spell = office.officers[officer].spell
        if spell is None or spell.desk is not desk or len(spell.crew) > 1 or len(spell.load) > 1:
            continue
        held, post = spell.load[0].file, spell.crew[0][1]
        if held is not None and held.key[0] > file.key[0] and office.able(desk, post, file):
            found.append(((held.key[0], spell.begin, post), spell))
    room = desk.busy <= desk.windows(office.env.now)
    return max(found, key=lambda row: row[0])[1] if found and room else None


def _put_away(office: "Office", spell: "Spell", cost: int) -> None:
    """The file in hand goes back to its place in the line, with what is left and the cost of taking it up again."""
    hand = spell.load[0]
    office.end_spell(spell)
    file, hand.file.spell = hand.file, None
    file.left += cost - hand.done
    file.desk.join(file)
