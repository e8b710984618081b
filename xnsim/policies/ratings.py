"""评议末位: applicants are asked for their grades and units are ranked by them; then the raters are worked on instead of the work."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.sources import paper, rule
from xnsim.scenario.model import Scenario
from xnsim.scenario.ratings import Ratings

class RatingsAndLastPlace(Policy):
    """More applicants are asked what they think; grades are read after the run, so no file moves by it.

    What acts here is measurement: who answers. Whom a ranking punishes is a study
    (``study.ranking``): of equal units one is always last.
    """

    key = "ratings"
    label = Label("评议末位", "Ratings and last place")
    help = Label(
        "请办事人(或百家企业)打分,按满意率排名,末位问责;评议本身不动任何一件的快慢,只决定听到谁的话",
        "applicants (or a hundred firms) are asked for grades, units are ranked by satisfaction and the last is called to account; rating moves no file, it only decides who is heard")
    tradeoff = Label(
        "问的人多,满意率的误差小;一百家企业,满意率一半时误差仍有正负十个百分点;同样好的单位也总有一个末位",
        "the more are asked the smaller the error; with a hundred firms and half of them satisfied it is still ten points either way; of equal units one is always last")
    perverse = Label(
        "公关评议人:请满意的人来评,劝不满意的别评;满意率上去了,办事人心里怎么想没有变",
        "working on the raters: the content are asked to rate, the others are talked out of it; satisfaction goes up, what applicants think stays as it was")
    stage = Stage.MEASUREMENT
    institution = "M23 N10"
    moves = ("+rating_rate",)
    perverse_moves = ("+satisfaction_rate", "-rating_rate")
    perverse_knobs = {"lobbying": 0.8}
    source = (
        rule("没有全国性法律规定排名问责", "no statute ranks units by ratings", "none"),
        rule("国办发〔2019〕51号建立政务服务“好差评”制度", "State Council General Office 2019 No. 51 sets up the rating of government services"),
        paper(2, "对测评满意度末位的实施问责", "who comes last in satisfaction is called to account"),
        paper(2, "百家企业评议机关服务工作", "a hundred firms rate the service of offices"),
        paper(1, "下級評議上級", "those below rate those above"),
    )

    response_rate: float = knob(0.3, Knob(
        Label("参评的比例", "Share who rate"), Label("假定:不组织时约0.2;好差评推行后更高。原来更高的保持原值", "assumed: about 0.2 when nobody asks; a higher value stays"), None, 0, 1, 0.05))
    firms: int | None = knob(None, Knob(
        Label("改请多少家企业评议", "Ask so many instead"),
        Label("不写即按比例;百家企业写100:一次评议(一个测量期)在办结件中抽100家,都请到", "none: by share; 100 for a hundred firms: drawn from the cases ended in a measuring window, and all of them asked"),
        Label("家", "firms"), 1, 100_000, 10))
    lobbying: float = knob(0.0, Knob(
        Label("公关评议人", "Raters worked on"), Label("反效果开关,默认0:不满意而本来要评的人中,被劝住不评的比例", "perverse switch, 0 by default: share of the dissatisfied who are talked out of rating"), None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which more (or so many) rate, and fewer of the dissatisfied."""
        found = scenario.ratings or Ratings()
        who = ("response_rate", round(max(found.response_rate, self.response_rate), 6)) if self.firms is None else ("asked", self.firms)
        return scenario.changed(("ratings", silenced(found, self.lobbying).changed(who)))


def silenced(ratings: Ratings | None, share: float) -> Ratings:
    """Return the way applicants rate when a share of the dissatisfied who would have answered is talked out of it."""
    found = ratings or Ratings()
    return found.changed(("unhappy_answer", round(found.unhappy_answer * (1 - share), 6)))
