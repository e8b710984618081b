"""收件信息共享: papers once handed in are seen by every department and not asked for again; a guide stands on the floor."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import every_node, serves
from xnsim.policies.sources import licensing, paper
from xnsim.policies.ways import chance, chance_of, fewer_returns, hall_desk, minutes, set_right, spliced, wrong_address
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Choose, Node, Return, Route, Serve, Wait


class SharedIntake(Policy):
    """Behind the first counter no step costs the applicant a visit and no papers are returned; wrong doors are met by a floor guide."""

    key = "shared_intake"
    label = Label("收件信息共享", "Shared intake")
    help = Label(
        "第一个窗口收进来的材料各部门共用:后面的部门不再让申请人再交一次、再跑一趟;大厅有导办,走错门的人当场指引",
        "papers taken in at the first counter are there for every department: later ones do not ask for them again nor for another visit; a floor guide sets right who errs")
    tradeoff = Label(
        "申请人少跑少交,各部门要信别人收的件;导办要占人",
        "applicants hand in once, and departments have to trust what others took in; the guide is a person less at the window")
    perverse = Label(
        "共享了也不认:台账上没有退件,背后打电话再要一遍",
        "shared but not trusted: no returns on the books, and the papers are asked for again by telephone")
    stage = Stage.ROUTE
    institution = "N7"
    moves = ("-mean_trips", "-return_rate")
    perverse_moves = ("-return_rate", "+total_days")
    perverse_knobs = {"off_the_books": 1.0}
    source = (
        licensing("26, 33"),
        paper(2, "积极探索建立协调、导办、收件信息共享机制", "explore coordination, floor guides and shared intake"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    guide_minutes: float = knob(2.0, Knob(
        Label("导办指引用时", "Time of the floor guide"), Label("假定;只用于写明有人走错门的事项", "assumed; only where the scenario has wrong doors"), Label("分钟", "min"), 0.5, 30, 0.5))
    off_the_books: float = knob(0.0, Knob(
        Label("不认共享、体外再要", "Asked for off the books"),
        Label("反效果开关,默认0:全部退件(含本应取消的)中,这个比例改为打电话再要,不计退件,时间照花",
              "perverse switch, 0 by default: of all returns, those that should be gone included, this share is asked for by telephone: no return on the books, the time is spent all the same"),
        None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which papers are handed in once."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            later = later_nodes(matter.route)
            if later or any(map(wrong_address, every_node(matter.route))):
                changed[name] = self._shared(matter, later, scenario)
        return with_matters(self, scenario, changed, Label(
            "没有事项在第一个窗口之后再让申请人到场(trips: 1)或退件(return);请先写出来",
            "no matter asks for a visit (trips: 1) or for papers (return) behind the first counter; write that first"))

    def _shared(self, matter: Matter, later: list[Node], scenario: Scenario) -> Matter:
        """Let papers once handed in serve every later desk."""
        def change(node: Node) -> Route | None:
            """No second visit and no second call for papers, save by telephone; at the door somebody shows the way."""
            if isinstance(node, Return):
                asked = self._by_telephone(node)
                gone = any(node is one for one in later)
                return asked if gone else (fewer_returns(node, 1 - self.off_the_books), *asked) if asked else None
            if isinstance(node, Serve) and any(node is one for one in later):
                return (node.changed(("trips", 0)),)
            return self._guided(node, scenario, matter) if isinstance(node, Choose) and wrong_address(node) else None

        return matter.changed(("route", spliced(matter.route, change)))

    def _by_telephone(self, back: Return) -> Route:
        """Return the call by which a paper is asked for off the books."""
        call = Wait(step=f"call_for_{back.step}", length=back.turnaround, calendar=back.calendar, who="applicant")
        return chance(f"off_books_{back.step}", round(chance_of(back) * self.off_the_books, 12), (call,))

    def _guided(self, node: Choose, scenario: Scenario, matter: Matter) -> Route:
        """Let a floor guide set right who came to a wrong desk."""
        desk = hall_desk(self, None, scenario, tuple(one for one in matter.route if one is not node))
        guide = Serve(step=f"{node.step}_guide", desk=desk, effort=(minutes(self.guide_minutes),), name=Label("导办", "Floor guide"))
        return set_right(node, lambda way: (guide,))


def later_nodes(route: Route) -> list[Node]:
    """Return the steps that cost a visit and the returns, behind the first counter and the returns right behind it."""
    found: list[Node] = []
    counters = 0
    wrong = [step for node in route if wrong_address(node) for step in serves((node,))]
    for node in every_node(route):
        if isinstance(node, Serve) and not any(node is step for step in wrong):
            counters += 1
            if counters > 1 and node.trips > 0:
                found.append(node)
        elif isinstance(node, Return) and counters > 1:
            found.append(node)
    return found
