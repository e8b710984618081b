"""下放审批事项: what the city used to decide is decided in each county, by desks of the county's own."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, refused
from xnsim.policies.routes import last_desk, mapped, serves
from xnsim.policies.sources import licensing, paper
from xnsim.policies.ways import lucks, minutes, stretched
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk, Place
from xnsim.scenario.route import Choose, Clock, Decide, Deliver, End, Node, Option, Return, Route, Serve, Wait
from xnsim.scenario.values import Dist, Span

UP = Dist("exp", (Span(2, "wd"),))


class DelegateItems(Policy):
    """Each case goes to one of several counties, each with its own copy of the desks; the city's desks stay for what is left.

    A county's desks have ``officers_each`` officers; the way home and back is shorter
    there. Steps keep their luck, whichever county they are walked in.
    """

    key = "delegate_items"
    label = Label("下放审批事项", "Items delegated")
    help = Label(
        "能下放的下放到县:每个县各设岗位,群众就近办理,补正往返的路近了",
        "what can be delegated goes to the counties: each has desks of its own, people apply nearby, and the way home for a missing paper is shorter")
    tradeoff = Label(
        "路近了,但一支大队伍拆成几支小队伍:有的县排队,有的县空着,总人数不变时等得更久",
        "the way is shorter, but one long line becomes several short ones: one county queues while another sits idle; with the same staff people wait longer")
    perverse = Label(
        "明放暗不放:名义上下放了,决定前仍要送市里签一道,这一道不在时钟里",
        "delegated in the open, kept in the dark: before each decision the papers still go up to be signed, and the clock does not show it")
    stage = Stage.ROUTE
    institution = "M25"
    moves = ("-applicant_days", "+office_days")
    perverse_moves = ("-applicant_days", "+total_days", "-verified_on_time_rate")
    perverse_knobs = {"hidden_sign_off": True}
    nominal = True
    legal_note = Label(
        "行政许可法第35条:下级初审的,上级不得要求重复提供材料;下放以后再送上级签批没有依据,期间停表不在第45条之列",
        "Administrative Licensing Law, art. 35: what the lower level has examined is not asked for again; a signature above after delegation has no "
        "basis, and stopping the clock for it is not among the cases of art. 45")
    source = (
        licensing("35, 45"),
        paper(4, "能够下放的全面下放", "what can be delegated is delegated throughout"),
        paper(0, "明放暗不放", "delegated in the open, kept in the dark"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    counties: int = knob(6, Knob(
        Label("县的个数", "Counties"), Label("假定:一个市六个县,件均分", "assumed: six counties in a city, cases in equal parts"), Label("个", "counties"), 1, 20, 1))
    officers_each: int = knob(1, Knob(
        Label("每县每个岗位", "Officers at each desk of a county"), Label("假定:每县一人,几人合办的岗位不少于合办的人数;市里的人不动", "assumed: one, or as many as have to work together; the city's staff stays"), Label("人", "persons"), 1, 50, 1))
    turnaround_factor: float = knob(0.5, Knob(
        Label("补正用时变为原来的", "Time to mend becomes, of what it was"), Label("假定:路近一半", "assumed: half the way"), Label("倍", "×"), 0.05, 1, 0.05))
    hidden_sign_off: bool = knob(False, Knob(
        Label("暗不放", "Signed above all the same"),
        Label("反效果开关,默认关:决定前送市里原岗位签一道,路上平均2个工作日、签10分钟(假定),期间停表",
              "perverse switch, off by default: before the decision the papers go up to the city's desk, 2 working days on the way on average and 10 "
              "minutes of signing (assumed), the clock standing meanwhile")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which these matters are handled county by county."""
        chosen = chosen_matters(self, self.matters, scenario)
        moved = {name: matter for name, matter in chosen.items() if serves(matter.route)}
        visited = dict.fromkeys(serve.desk for matter in moved.values() for serve in serves(matter.route))
        if not visited:
            raise refused(self, "没有事项在岗位上办理,无从下放", "no matter is handled at a desk; there is nothing to delegate")
        numbers = range(1, self.counties + 1)
        together = {desk: max(serve.officers or 1 for matter in moved.values() for serve in serves(matter.route) if serve.desk == desk) for desk in visited}
        desks = {_local(desk, i): self._desk(scenario.desks[desk], i, together[desk]) for i in numbers for desk in visited}
        for name in desks:
            if name in scenario.desks:
                raise refused(self, f"方案中已有岗位“{name}”;请给它改名", f"the scenario already has a desk “{name}”; rename it")
        here = {desk.office: scenario.offices.get(desk.office, Place(hall=desk.office == "hall")) for desk in scenario.desks.values()}
        offices = {_local(scenario.desks[desk].office, i): _place(here[scenario.desks[desk].office], i) for i in numbers for desk in visited}
        matters = {name: self._matter(matter) for name, matter in moved.items()}
        return scenario.changed(
            ("desks", {**scenario.desks, **desks}), ("offices", {**scenario.offices, **here, **offices}), ("matters", {**scenario.matters, **matters}))

    def _desk(self, desk: Desk, county: int, together: int) -> Desk:
        """Return a county's copy of a desk, with officers of its own, as many as have to work together at least."""
        first = desk.officers[0] if isinstance(desk.officers, tuple) else None
        absence = desk.absence or (first.absence if first else None)
        officers = "unlimited" if desk.officers == "unlimited" else max(self.officers_each, together)
        room = desk.capacity if desk.capacity is None or officers == "unlimited" else max(desk.capacity, officers)
        name = Label(f"{desk.name.zh}(县{county})", f"{desk.name.en} (county {county})") if desk.name else None
        return desk.changed(("office", _local(desk.office, county)), ("officers", officers), ("capacity", room), ("absence", absence), ("name", name), ("open_by_hour", ()))

    def _matter(self, matter: Matter) -> Matter:
        """Send the cases of a matter to the counties in equal parts."""
        options = tuple(Option(share=1 / self.counties, route=self._in_county(matter.route, i)) for i in range(1, self.counties + 1))
        return matter.changed(("route", (Choose(step="county", options=options),)))

    def _in_county(self, route: Route, county: int) -> Route:
        """Copy a route for one county; only the first keeps the names of the steps, all keep the luck."""
        def here(node: Node) -> Node:
            """The same node in a county of its own."""
            step = getattr(node, "step", None)
            new = node if step is None else node.changed(("step", self._step(step, county)))
            if isinstance(node, Serve):
                return new.changed(("desk", _local(node.desk, county)), ("luck", lucks(node)))
            if isinstance(node, Return):
                return new.changed(("to", node.to and self._step(node.to, county)), ("luck", node.luck or node.step),
                                   ("turnaround", stretched(node.turnaround, self.turnaround_factor)))
            return new

        local = mapped(route, here)
        return self._signed(local, route, county) if self.hidden_sign_off else local

    def _signed(self, local: Route, route: Route, county: int) -> Route:
        """Put the hidden signature before the decision."""
        last = last_desk(route) or serves(route)[-1]
        up, above = (self._step(f"{last.step}_{what}", county) for what in ("up", "above"))
        hidden = (Clock(do="pause"), Wait(step=up, length=UP, calendar="working", name=Label("送市里", "Sent up to the city")),
                  Serve(step=above, desk=last.desk, effort=(minutes(10),), name=Label("市里再签", "Signed above")), Clock(do="resume"))
        at = next((i for i, node in enumerate(local) if isinstance(node, (Decide, Deliver, End))), len(local))
        return (*local[:at], *hidden, *local[at:])

    def _step(self, name: str, county: int) -> str:
        """Return the name of a step in a county; the first keeps the old names."""
        return name if county == 1 else _local(name, county)


def _local(name: str, county: int) -> str:
    """Return the name of a county's copy."""
    return f"{name.replace('/', '_')}_c{county}"


def _place(place: Place, county: int) -> Place:
    """Return a county's copy of an office."""
    name = Label(f"{place.name.zh}(县{county})", f"{place.name.en} (county {county})") if place.name else None
    return place.changed(("name", name))
