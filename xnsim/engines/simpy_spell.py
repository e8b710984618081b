"""A stretch of work: who has which files in hand, until when, and what remains of a file that leaves meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim.engines.simpy_desk import File
from xnsim.worktime import FAR

if TYPE_CHECKING:
    from xnsim.engines.simpy_desk import Post


class Ghost(File):
    """Stands for a file that has left the hands of those who worked on it: finished for nothing, or let go."""

    def __init__(self, file: File, moot: bool) -> None:
        self.case, self.branch, self.step, self.round = file.case, file.branch, file.step, file.round
        self.spells, self.left, self.done = file.spells, file.left, 0
        self.moot, self.gone = moot, not moot
        self.rows = range(0)                # in the list of spells: what is written down when it is let go


class Spell:
    """A stretch of work by one officer, or a team, on one file, or several at once."""

    def __init__(self, files: list[File], crew: "list[Post]", begin: int) -> None:
        self.load, self.crew, self.desk = files, crew, files[0].desk
        self.begin, self.over = begin, -1
        self.speed = min([post.speed_at(begin) for post in crew])
        self.summed = files[0].step.batch_sum
        self.plan(-(-self.work() * 1000 // self.speed))

    def work(self) -> int:
        """Return the standard seconds of work before those who begin."""
        if len(self.load) == 1:
            return self.load[0].left
        return (sum if self.summed else max)(file.left for file in self.load)

    def plan(self, need: int) -> None:
        """Find when the work will end; a team keeps the hours of whoever would be done last, and parts when one leaves."""
        self.end, leave = self.begin, FAR
        for post in self.crew:
            end, civil = post.finish(self.desk, self.begin, need)
            if end > self.end:
                self.end, self.civil, self.hours = end, civil, post.officer.diary.hours
            leave = min(leave, post.leaves(self.begin))
        self.end = min(self.end, leave)

    def worked(self, now: int) -> int:
        """Return the seconds worked between the begin and now."""
        return now - self.begin if self.civil else self.hours.working(now) - self.hours.working(self.begin)

    def share_out(self, worked: int) -> None:
        """Note how far each file has come: all at the same pace, or one after the other."""
        done = worked * self.speed // 1000
        for file in self.load:
            file.done = min(file.left, done)
            done -= file.done * self.summed
