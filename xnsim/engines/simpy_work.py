"""The officers' side of the readable engine: who takes up which file, when he puts it down, and what is written down of it.

Officers look at the lines when all else of a second has settled, and only at lines in which
somebody waits while somebody is free.
"""

from __future__ import annotations

from typing import Any, Sequence

import simpy

from xnsim import tape as t
from xnsim.engines.diary import Diary, Span
from xnsim.engines.simpy_capacity import admit
from xnsim.engines.simpy_desk import CAME_BACK, FINISHED, SETTLED, At, Desk, File, Officer, Post, Step
from xnsim.engines.simpy_gate import Sessions
from xnsim.engines.simpy_hands import Crew, free_crew, make_way, taken_along
from xnsim.engines.simpy_record import Row
from xnsim.engines.simpy_response import hurry
from xnsim.engines.simpy_spell import Ghost, Spell
from xnsim.engines.simpy_traits import spent
from xnsim.program import Program
from xnsim.worktime import FAR

ENDED, WORKED = 8, 9        # places in the row of a spell


class Workplace:
    """The desks of one run, and the officers who work there."""

    def __init__(self, program: Program, fate: t.Fate, env: simpy.Environment) -> None:
        self.program, self.fate, self.tape, self.env = program, fate, program.tape, env
        tape = self.tape
        self.steps = {place: Step(tape, place) for place, verb in enumerate(tape.verb) if verb == t.SERVE}
        self.officers = [self._officer(i) for i in range(len(tape.officer_hours))]
        self.posts = [Post(self, i, _spans(fate.open_at, fate.open_n, fate.open_from, fate.open_to, i)) for i in range(len(tape.post_officer))]
        self.desks = [Desk(self, i) for i in range(len(tape.desk_hall))]
        self.sessions = Sessions(self)
        self.ranks = sorted(set(tape.post_rank))
        self.preempting = any(tape.rule_preempt)
        self.spells: list[Row] = []
        self.stirred: set[int] = set()
        self.settling = False

    def _officer(self, number: int) -> Officer:
        tape, fate = self.tape, self.fate
        hours = self.program.people.calendars[tape.officer_hours[number]]
        first = tape.officer_desk_at[number]
        desks = tape.officer_desk[first:first + tape.officer_desk_n[number]]
        return Officer(number, Diary(hours, _spans(fate.away_at, fate.away_n, fate.away_from, fate.away_to, number)), desks)

    # who takes what

    def nudge(self, desk: Desk) -> None:
        """Something has changed at a desk: if somebody waits and somebody is free, look who takes what when the second has settled."""
        if desk.door or (desk.line and (self.preempting or desk.somebody_free())):
            self.stirred.add(desk.number)
            if not self.settling:
                self.settling = True
                At(self.env, self.env.now, SETTLED, self.settle)

    def settle(self) -> None:
        """Officers take up files: by rank, by desk, by the order of the line, by the order of the list."""
        self.settling = False
        desks = [self.desks[number] for number in sorted(self.stirred)]
        self.stirred.clear()
        for desk in desks:
            if desk.door:
                admit(self, desk)
        for rank in self.ranks:
            for desk in desks:
                self._assign(desk, rank)
        for desk in desks if self.preempting else ():
            make_way(self, desk)
        for desk in desks:
            if desk.line:
                self._wake(desk)

    def _assign(self, desk: Desk, rank: int) -> None:
        now = self.env.now
        for file in list(desk.line) if rank in desk.by_rank else ():
            if file.spell is not None:
                continue        # it went along with another
            crew = free_crew(desk, rank, file, now)
            if len(crew) == file.step.team:
                together = taken_along(desk, crew, file, now)
                for each in together:
                    desk.part(each)
                self.begin(together, crew)
            elif crew or desk.closing != t.SERVE_OUT:
                return

    def _wake(self, desk: Desk) -> None:
        """Somebody will be able to serve this line later: look again then."""
        now = self.env.now
        moments = [post.able_next(now) for post in desk.posts
                   if (spell := post.officer.spell) is None or (self.preempting and spell.desk is desk)]
        if desk.roster:
            moments.append(next((begin for begin, count in desk.roster if begin > now and count > desk.busy), FAR))
        when = min([moment for moment in moments if moment > now], default=FAR)
        if when < self.program.end and not now < desk.wake <= when:
            desk.wake = when
            At(self.env, when, CAME_BACK, lambda: self.nudge(desk))

    # work

    def begin(self, files: list[File], crew: Crew) -> None:
        """Work begins: the crew has the files in hand until they are done or one of the crew must leave."""
        for file in files:
            if file.step.response:
                hurry(self, file)
        spell = Spell(files, crew, self.env.now)
        spell.desk.busy += len(crew)
        for post in crew:
            post.officer.spell = spell
        for row, file in enumerate(files):
            file.spell = spell
            file.spells += 1
            file.case.spells += len(crew)
            if spell.end < FAR:
                At(self.env, spell.end, FINISHED, lambda row=row: self._put_down(spell, spell.load[row]), file.branch)

    def _put_down(self, spell: Spell, file: File) -> None:
        """The work in hand is done, or cut short: the file goes on, or back to its place in the line."""
        if file.gone or 0 <= spell.over < self.env.now:
            return
        if spell.over < 0:
            self.end_spell(spell)
        if file.moot:
            return
        file.spell = None
        file.left -= file.done
        if file.left:
            file.desk.join(file)
        else:
            file.place += 1
            file.end_stay("done")

    def end_spell(self, spell: Spell) -> None:
        """The crew's hands are free again; write down what was done, the seconds of a batch with the first file that was there to its end."""
        now = spell.over = self.env.now
        spell.desk.busy -= len(spell.crew)
        for post in spell.crew:
            post.officer.spell = None
            for number in post.officer.desks:
                self.nudge(self.desks[number])
        worked = spell.worked(now)
        spell.share_out(worked)
        for file in spell.load:
            if not file.gone:
                self._write_down(spell, file, t.MOOT if file.moot else t.DONE if file.done == file.left else t.CUT, worked)
                worked = 0

    def _write_down(self, spell: Spell, file: File, how: int, worked: int) -> None:
        """Write down a stretch of work on a file: a row for each of the crew."""
        if file.step.review and not file.moot:
            spent(file, spell.speed)
        for post in spell.crew:
            self.spells.append((file.case.number, file.branch, file.step.number, file.round, file.spells - 1, post.officer.number,
                                spell.desk.number, spell.begin, self.env.now, worked, file.done, how))

    def withdraw(self, file: File, let_finish: int) -> None:
        """The file leaves where it lies: the line, or the officer's hands (who may finish for nothing)."""
        if file.spell is not None:
            self._leave_hands(file, let_finish)
        elif file.session >= 0:
            self.sessions.leave(file)
        elif file.desk is not None and file in file.desk.line:
            file.desk.part(file)
        elif file.desk is not None and file in file.desk.door:
            file.desk.door.remove(file)

    def _leave_hands(self, file: File, let_finish: int) -> None:
        """The crew finishes it for nothing, or lets it go and goes on with the others, if there are any."""
        spell, file.spell = file.spell, None
        named = spell.crew[0].officer.number >= 0
        ghost = Ghost(file, moot=bool(let_finish) and named)
        spell.load[spell.load.index(file)] = ghost
        if ghost.gone:
            spell.share_out(spell.worked(self.env.now))
            ghost.rows = range(len(self.spells), len(self.spells) + len(spell.crew))
            self._write_down(spell, ghost, t.LET_GO, 0)
            if all(other.gone for other in spell.load):
                self._all_gone(spell)

    def _all_gone(self, spell: Spell) -> None:
        """The crew has let go of all it had in hand: the seconds stand with the first file that left last."""
        self.end_spell(spell)
        first = next(ghost for ghost in spell.load if self.spells[ghost.rows[0]][ENDED] == spell.over)
        for row in first.rows:
            done = self.spells[row]
            self.spells[row] = (*done[:WORKED], spell.worked(spell.over), *done[WORKED + 1:])


def _spans(at: Any, count: Any, begins: Any, ends: Any, row: int) -> Sequence[Span]:
    rows = range(at[row], at[row] + count[row])
    return [(int(begins[i]), int(ends[i])) for i in rows]
