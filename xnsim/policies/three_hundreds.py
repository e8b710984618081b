"""三个100%: every case on the spot, every case on time, everybody satisfied; and what each target does to those who must meet it."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.ratings import silenced
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import every_node, serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.ways import around, chance, front, last_step, minutes
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Accept, Clock, Decide, Deliver, End, Route, Serve, Spawn


class ThreeHundreds(Policy):
    """A target, not a means: matters without a promise promise their statutory limit, and desks work to the due day.

    However many people there are, work and arrivals vary, so that some case is late
    sooner or later: 99 % costs a finite staff, 100 % an infinite one. What is left is the
    paper, a move for each target. On time: the clock is stopped before the last desk
    (``pressure``). On the spot: the window hands out the decision first and the work is done
    after it (``on_paper``), so that "done" and "delivered" part; no rate on time sees that, for
    they all end with the decision, but the total time does. Satisfied: who is not is talked
    out of saying so (``lobbying``).
    """

    key = "three_hundreds"
    label = Label("三个100%", "Three times 100 %")
    help = Label(
        "现场办结率、按时办结率、群众满意率都要达到100%:没有承诺的事项按法定时限承诺,各岗位先办快到期的",
        "on the spot, on time and satisfied, each at 100 %: matters without a promise promise the statute's limit, desks take what is due first")
    tradeoff = Label(
        "到99%要的人手是有限的,到100%是无限的:来件和用时都有起伏,总有一件会晚",
        "99 % needs a finite staff, 100 % an infinite one: arrivals and work vary, and some case will be late")
    perverse = Label(
        "达不到又必须达到,三个目标各有各的做法:按时靠停表,现场靠先出办结单、事后再办,满意靠劝不满意的别评;三个数都好看,拿到手的日子更晚,人心里更不满意",
        "what cannot be met and must be met is met on paper, each target by its own move: on time by a stopped clock, on the spot by a decision handed out before the work is "
        "done, satisfied by talking the others out of rating; three fine figures, a later day in hand, and people less content")
    stage = Stage.LIMITS
    institution = "M34"
    perverse_moves = ("+on_time_rate", "+on_the_spot_rate", "+satisfaction_rate", "+total_days", "-true_satisfaction_rate")
    perverse_knobs = {"pressure": 0.8, "on_paper": 0.5, "lobbying": 0.8}
    legal_note = Label(
        "行政许可法第45条以外的停表没有依据;第34条:能够当场作出决定的才当场决定,须经审查核实的不得先出决定",
        "stopping the clock outside art. 45 of the Administrative Licensing Law has no basis; art. 34: what can be decided on the spot is, what must be examined first may not be decided before")
    source = (
        licensing("34, 45"),
        rule("没有规定三个100%的法律", "no statute asks for three times 100 %", "none"),
        paper(4, "现场办结率、按时办结率、群众满意率三个“100%”", "three “100 %”: on the spot, on time, and people satisfied"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    pressure: float = knob(0.0, Knob(
        Label("停表的比例(按时)", "Share whose clock is stopped (on time)"),
        Label("反效果开关,默认0:送到最后一个岗位之前停表的件", "perverse switch, 0 by default: cases whose clock is stopped before they reach the last desk"), None, 0, 1, 0.1))
    on_paper: float = knob(0.0, Knob(
        Label("先出办结单的比例(现场)", "Share decided on paper first (on the spot)"),
        Label("反效果开关,默认0:受理当场就记“已办结”、后面的活照旧要做完才送达的件",
              "perverse switch, 0 by default: cases booked as decided while the applicant is there, whose work is done afterwards as before and then delivered"), None, 0, 1, 0.1))
    paper_minutes: float = knob(10.0, Knob(
        Label("出一张办结单用时", "Time to write the paper"), Label("假定:打印、盖章、登记;只在先出办结单时用", "assumed: print, stamp, book; of account only where the paper comes first"),
        Label("分钟", "min"), 1, 120, 1))
    lobbying: float = knob(0.0, Knob(
        Label("劝住的不满意者(满意)", "Dissatisfied talked out of it (satisfied)"),
        Label("反效果开关,默认0:不满意而本来要评的人中,被劝住不评的比例", "perverse switch, 0 by default: share of the dissatisfied who are talked out of rating"), None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario under the target."""
        chosen = chosen_matters(self, self.matters, scenario)
        under = {name: matter for name, matter in chosen.items() if matter.limits.promised or matter.limits.statutory}
        on_paper = {name: self._paper_first(matter.route, scenario) for name, matter in under.items()} if self.on_paper > 0 else {}
        if on_paper and not any(on_paper.values()):
            raise refused(self, "没有事项先收件、再办理、最后才决定,无处先出办结单;请把 on_paper 改为0,或在路线里写收件的 serve,decide 放到最后",
                          "no matter is taken in, then worked on and decided last, so nothing can be decided on paper first; set on_paper to 0, or write a serve that takes papers in and "
                          "put decide last")
        new = with_matters(self, scenario, {name: self._matter(name, matter, on_paper.get(name) or matter.route) for name, matter in under.items()}, Label(
            "没有事项有时限,按时无从谈起;请写 statutory 或 promised", "no matter has a limit to be on time for; write statutory or promised"))
        visited = {serve.desk for matter in under.values() for serve in serves(matter.route)}
        desks = {name: desk.changed(("order", "due_first")) if name in visited and desk.order == "fifo" else desk for name, desk in scenario.desks.items()}
        ratings = (("ratings", silenced(scenario.ratings, self.lobbying)),) if self.lobbying > 0 else ()
        return new.changed(("desks", desks), *ratings)

    def _matter(self, name: str, matter: Matter, route: Route) -> Matter:
        """Put a matter under the targets, on its route or on the one that is decided on paper first, and stop its clocks."""
        promised = matter.limits.promised or matter.limits.statutory
        if self.pressure > 0:
            last = last_step(self, name, route, "pressure", Label("无处停表", "its clock has no place to be stopped at"))
            route = around(route, last.step, before=chance(f"{last.step}_stop".replace("/", "_"), self.pressure, (Clock(do="pause"),)))
        return matter.changed(("limits", matter.limits.changed(("promised", promised))), ("route", route))

    def _paper_first(self, route: Route, scenario: Scenario) -> Route:
        """Behind the acceptance, or where the papers were handed in, the desk there writes the decision of a share, whose work goes on; nothing where none follows.

        On the spot it is where that desk stands in the hall.
        """
        accepted = next((place + 1 for place, node in enumerate(route) if isinstance(node, Accept)), None)
        at = (front(route) or (0, 0))[1] if accepted is None else accepted
        passed, rest = [serve.desk for serve in serves(route[:at])], decided_last(route[at:])
        if not passed or rest is None or not serves(rest):
            return ()
        window = next((desk for desk in reversed(passed) if scenario.in_hall(desk)), passed[-1])
        paper_ = Serve(step="decision_on_paper", desk=window, effort=(minutes(self.paper_minutes),), name=Label("先出办结单", "Decided on paper"))
        return (*route[:at], *chance("on_paper_or_in_fact", self.on_paper, (paper_, Decide())), *rest)


def decided_last(route: Route) -> Route | None:
    """Return a route without its decision where that changes nothing, since delivery or the end follows in the same second; none where something lies between."""
    at = next((place for place, node in enumerate(route) if isinstance(node, Decide)), None)
    left = route if at is None else (*route[:at], *route[at + 1:])
    then = next((node for node in route[at + 1:] if not isinstance(node, Spawn)), None) if at is not None else None
    return left if isinstance(then, (Deliver, End, type(None))) and not any(isinstance(node, Decide) for node in every_node(left)) else None
