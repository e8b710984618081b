"""授权: the window that decides, and the window that only hands papers on.

In name a matter is delegated where the deciding step stands in the hall; in truth only
where the file never left it and nobody but the hall's own people had it in hand. So a desk
that stands in the hall on paper, with the department doing its work, delegates in name only.
"""

from __future__ import annotations

from xnsim.cases import count
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label


def _deciding_hall(view: View) -> list[bool]:
    """Say of every case whether its last spell of work up to the decision was at a desk in the hall."""
    hall = view.run.program.desk_hall
    return [desk >= 0 and bool(hall[desk]) for desk in view.deciding_desk]


def _nominal(view: View) -> tuple[int, int]:
    """Ended cases whose last step before the decision stood in the hall."""
    decides = _deciding_hall(view)
    return sum(1 for done, hall in zip(view.done.tolist(), decides) if done and hall), count(view.done)


def _by_others(view: View) -> set[int]:
    """The cases that somebody whose own post is outside the hall had in hand before the decision."""
    hall, ended = view.run.program.desk_hall, view.ended.tolist()
    own = {post.officer for post in view.run.lowered.people.posts if post.rank == 0 and hall[post.desk]}
    spells = zip(*(view.spell(name).tolist() for name in ("case", "officer", "start")))
    return {case for case, officer, start in spells if officer >= 0 and officer not in own and start < ended[case]}


def _real(view: View) -> tuple[int, int]:
    """Ended cases that never left the hall and passed nobody's hands but those of its own people."""
    decides, stayed, others = _deciding_hall(view), (view.done & (view["inhall"] == 1)).tolist(), _by_others(view)
    return sum(1 for case, (done, hall) in enumerate(zip(stayed, decides)) if done and hall and case not in others), count(view.done)


nominal_delegation_rate = Indicator(
    key="nominal_delegation_rate", label=Label("名义授权率", "delegated in name"), unit="rate", better="none",
    twin="real_delegation_rate", cohort="completion", measure=_nominal,
    definition=Label("决定前最后一个环节在大厅岗位的办结件 ÷ 办结件。", "Cases whose last step before the decision is at a desk in the hall ÷ cases ended."),
)

real_delegation_rate = Indicator(
    key="real_delegation_rate", label=Label("实际授权率", "delegated in truth"), unit="rate", better="higher",
    twin="nominal_delegation_rate", cohort="completion", measure=_real,
    definition=Label("在大厅决定、材料从未离开大厅、决定前只由大厅岗位自己的人经手的办结件 ÷ 办结件。与名义授权率之差即“明进暗不进”(收发室)。",
                     "Cases decided in the hall whose file never left it and was in nobody's hands but those of the hall's own people before the decision ÷ cases ended. The gap to "
                     "the rate in name is the desk that only receives."),
)
