"""AB岗: when an officer is away, a named colleague does the work instead of nobody."""

from __future__ import annotations

from itertools import cycle
from typing import Literal

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, PolicyRefused, Stage, knob
from xnsim.policies.empty_chair import empty_chair
from xnsim.policies.reach import check_known, refused
from xnsim.policies.routes import checks_before_returns
from xnsim.policies.sources import paper, rule
from xnsim.policies.ways import helping, minutes, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Cover, Desk, Officer
from xnsim.scenario.route import Node, Return, Route, Serve
from xnsim.scenario.values import Span

STAND_INS, TRAY = Label("B岗", "stand-ins"), Label("(待签)", "for signature")


class ABCover(Policy):
    """Every officer who is sometimes away gets a B, who serves A's desk from the hand-over until A is back.

    ``stand_in``: an additional officer without work of his own, one for each A, at a
    post no route visits. ``mutual``: the desks of an office cover each other in pairs, in
    file order (the last three in a ring if their number is odd), officer by officer; B's
    own line comes first. Colleagues at one desk share its line already: for them only
    the rule that two may not be away together is new.

    ``signature_minutes``: B may work but not sign. What was worked on at a covered desk lies in a
    tray of signatures, to which only those of that desk come; while A is away it lies.
    """

    key = "ab_cover"
    label = Label("AB岗", "AB cover")
    help = Label(
        "A岗不在时由B岗顶岗,到A岗回来为止。同岗替代:另配没有本职工作的B;相互顶岗:同一单位的岗位两两互为B,先办自己的件",
        "while A is away B does A's work, until A is back. Stand-in: an additional B without work of his own; mutual: desks of one "
        "office cover each other in pairs, own files first")
    tradeoff = Label(
        "工作不断档;但同岗替代要多用人,相互顶岗会拖慢B自己的岗位。B再熟练,也不等于A没有缺勤。"
        "添的B的在岗时间算进资源利用率的分母:利用率下降是人多了,不是活少了",
        "no work stands still; but a stand-in costs a person, and mutual cover slows B's own post. However able B is, it is not the "
        "same as A never being away. The hours of a B who was added count in what utilisation is a share of: it falls because there are more people, "
        "not because there is less work")
    perverse = Label(
        "有名无实的B:随时有人接、活由B干了,章还在A手里,什么都等A回来签字;或者B没有培训(效率接近0),“顶岗不顶用”",
        "a B in name only: somebody takes every file up at once and does the work, but A keeps the seal, so everything waits for A's signature; "
        "or B is untrained (efficiency near 0) and the post is manned to no avail")
    stage = Stage.PEOPLE
    institution = "M7"
    moves = ("-mean_workdays", "+on_time_rate")
    perverse_moves = ("+called_in_15_rate", "+mean_workdays", "+total_days")
    perverse_knobs = {"signature_minutes": 2.0}
    nominal = True
    source = (
        rule("没有全国性的专门法律规定,为机关内部工作制度", "no specific national statute; an internal rule of offices", "none"),
        rule("若干单位公布的AB岗工作制:A、B不得同时离岗,离岗前交接", "rules published by several offices: A and B are not away together, hand over before leaving"),
        paper(4, "实行两个岗位之间的相互顶岗", "two posts stand in for each other"),
        paper(0, "AB角工作制(同岗替代制)", "the A-and-B system (a substitute at the same post)"),
    )

    offices: tuple[Name, ...] = knob((), Knob(
        Label("适用单位", "Offices"), Label("不写即全部单位;可逐个单位推开", "none named means all; roll out office by office")))
    form: Literal["stand_in", "mutual"] = knob("stand_in", Knob(
        Label("形式", "Form"),
        Label("stand_in 同岗替代,每个A另配一人;mutual 相互顶岗,不增加人手,但同一单位须有两个岗位",
              "stand_in adds one person for each A; mutual adds no staff, but an office needs two desks"),
        words={"stand_in": Label("同岗替代", "a stand-in for each"), "mutual": Label("相互顶岗", "each other's B")}))
    efficiency: float = knob(0.7, Knob(
        Label("B的效率", "Efficiency of B"),
        Label("假定:不如本人熟练。0.05即有名无实:看着一直有人在办,利用率上去了,件却办不完",
              "assumed: less practised than A. 0.05 is a B in name only: the post looks manned, utilisation rises, and nothing gets done"),
        None, 0, 1, 0.05))
    hand_over_delay: float = knob(0.25, Knob(
        Label("交接用时", "Hand-over"),
        Label("假定:A离岗后四分之一个工作日B才接手(按工作时间计)", "assumed: B takes over a quarter of a working day after A has left (working time)"),
        Label("工作日", "working days"), 0, 5, 0.05))
    hand_back: Literal["at_once", "when_done"] = knob("at_once", Knob(
        Label("A回来时B手上的件", "B's file when A is back"),
        Label("at_once:立即交还;when_done:B办完这一件", "at_once: given back; when_done: B finishes this one"),
        words={"at_once": Label("立即交还", "given back at once"), "when_done": Label("办完再交", "B finishes it")}))
    never_both_away: bool = knob(True, Knob(
        Label("A、B不得同时离岗", "Never both away"),
        Label("各单位的规定都这样写:后走的一方等先走的回来", "the rules all say so: who would leave later waits for the other's return")))

    signature_minutes: float = knob(0.0, Knob(
        Label("等A签字", "A signs what B did"),
        Label("反效果开关,默认0(B有A的权限):B办完还要A本人签字,签一件用这么多分钟;A不在就等A回来,A在时手上没有别的件才签",
              "perverse switch, 0 by default (B has A's powers): what B has done A must sign in person, so many minutes each; while A is away it waits, "
              "and when A is there it is signed once no other file waits at the desk"),
        Label("分钟", "min"), 0, 60, 1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which those who are sometimes away are covered."""
        known = dict.fromkeys(desk.office for desk in scenario.desks.values())
        for office in self.offices:
            check_known(self, office, known, Label("单位", "office"))
        covered = scenario
        for office in (name for name in known if not self.offices or name in self.offices):
            here = {name: posts_of(scenario, name) for name, desk in scenario.desks.items() if desk.office == office}
            before, covered = covered, self._stand_in(covered, here) if self.form == "stand_in" else self._mutual(covered, here)
            if self.offices and covered is before:
                raise self._nothing([office])
        if covered is scenario:
            raise self._nothing(list(known))
        return self._signed(scenario, covered) if self.signature_minutes > 0 else covered

    def _nothing(self, offices: list[str]) -> PolicyRefused:
        """Refuse offices in which nobody needs or nobody can be a B."""
        zh, en = "、".join(f"“{office}”" for office in offices), ", ".join(f"“{office}”" for office in offices)
        if self.form == "stand_in":
            return refused(self, f"单位{zh}没有人缺勤,用不着B岗;请先给经办人写 absence",
                           f"nobody in {en} is ever away, so no B is needed; give officers an absence first")
        return refused(self, f"单位{zh}没有人缺勤,或没有第二个岗位可以互为B;请写 absence,或改用 stand_in",
                       f"nobody in {en} is ever away, or there is no second desk; give officers an absence, or use stand_in")

    def _stand_in(self, scenario: Scenario, here: dict[str, list[Officer]]) -> Scenario:
        """Give every A of an office an additional B, who sits at a desk no route visits."""
        desks, covers = dict(scenario.desks), []
        for name, posts in here.items():
            absent = [a for a in posts if is_away(a)]
            own = f"{name.replace('/', '_')}_b"
            if absent and own in desks:
                raise refused(self, f"方案中已有岗位“{own}”,B岗无处安放;请给它改名", f"the scenario already has a desk “{own}”, where the B would sit; rename it")
            helpers = tuple(Officer(name=f"{own}/{i + 1}", hours=a.hours) for i, a in enumerate(absent))
            if helpers:
                desks[own] = Desk(office=desks[name].office, name=_beside(name, desks[name], STAND_INS), officers=helpers)
            covers += [self._cover(a.name, b.name) for a, b in zip(absent, helpers, strict=True)]
        return _covered(scenario.changed(("desks", desks)), covers, []) if covers else scenario

    def _mutual(self, scenario: Scenario, here: dict[str, list[Officer]]) -> Scenario:
        """Let the desks of an office cover each other in pairs, officer by officer."""
        manned = [posts for posts in here.values() if posts]
        pairs = [(a, b) for group in _groups(manned) for k, posts in enumerate(group)
                 for a, b in zip(posts, cycle(group[(k + 1) % len(group)])) if is_away(a)]
        covers = [self._cover(a.name, b.name) for a, b in pairs]
        together = pairs if len(manned) > 1 else [pair for posts in manned for pair in _colleagues(posts)]
        listing = [officer.name for posts in manned for officer in posts]
        never = [tuple(sorted((a.name, b.name), key=listing.index)) for a, b in together if is_away(a) and is_away(b)]
        never = never if self.never_both_away else []
        return _covered(scenario, covers, never) if covers or never else scenario

    def _cover(self, a: str, b: str) -> Cover:
        """Let B cover A, by the policy's numbers."""
        delay = Span(self.hand_over_delay, "wd") if self.hand_over_delay > 0 else None
        return Cover(a=a, b=b, efficiency=self.efficiency, delay=delay, hand_back=self.hand_back)


    def _signed(self, scenario: Scenario, covered: Scenario) -> Scenario:
        """Behind each covered desk stands a tray of signatures: those of the desk come to it, their Bs do not."""
        new = {cover.a for cover in covered.cover} - {cover.a for cover in scenario.cover}
        trays = {desk: f"{desk}_signs".replace("/", "_") for desk in scenario.desks if new & set(scenario.officers_of(desk))}
        for tray in trays.values():
            if tray in scenario.desks:
                raise refused(self, f"方案中已有岗位“{tray}”,待签的件无处安放;请给它改名", f"the scenario already has a desk “{tray}”, where files would wait for "
                              "the signature; rename it")
        desks = {tray: empty_chair(scenario, tray, scenario.desks[desk].office, _beside(desk, scenario.desks[desk], TRAY)) for desk, tray in trays.items()}
        matters = {name: matter.changed(("route", self._to_sign(matter.route, trays))) for name, matter in covered.matters.items()}
        helps = (*covered.helps, *helping(trays, scenario, rank=0))
        return covered.changed(("desks", {**covered.desks, **desks}), ("helps", helps), ("matters", matters))

    def _to_sign(self, route: Route, trays: dict[str, str]) -> Route:
        """Every step at a covered desk is followed by its signature; papers still go back to the step, not to the signature."""
        targets = {back.step: before.step for back, before in checks_before_returns(route) if back.to is None and before is not None}

        def change(node: Node) -> Route | None:
            """Work at a covered desk, then its signature; papers go back to the work."""
            if isinstance(node, Return) and node.step in targets:
                return (node.changed(("to", targets[node.step])),)
            if not isinstance(node, Serve) or node.desk not in trays:
                return None
            return node, Serve(step=f"{node.step}_signed", desk=trays[node.desk], effort=(minutes(self.signature_minutes),), name=Label("待A岗签字", "For A to sign"))

        return spliced(route, change)


def posts_of(scenario: Scenario, desk: str) -> list[Officer]:
    """Return the officers of a desk as named persons with the absence each really has."""
    spec = scenario.desks[desk]
    if isinstance(spec.officers, tuple):
        return [officer.changed(("absence", officer.absence or spec.absence)) for officer in spec.officers]
    return [Officer(name=name, absence=spec.absence) for name in scenario.officers_of(desk)]


def is_away(officer: Officer) -> bool:
    """Say whether an officer is ever away."""
    absence = officer.absence
    return absence is not None and bool(absence.known or (absence.present and absence.away))


def _groups(desks: list[list[Officer]]) -> list[list[list[Officer]]]:
    """Put desks together in pairs as listed; an odd last one joins the pair before it."""
    groups = [desks[i:i + 2] for i in range(0, len(desks) - 1, 2)]
    if groups and len(desks) % 2:
        groups[-1] = [*groups[-1], desks[-1]]
    return groups


def _colleagues(posts: list[Officer]) -> list[tuple[Officer, Officer]]:
    """Pair colleagues at one desk as listed; an odd last one is paired with the first."""
    pairs = list(zip(posts[::2], posts[1::2]))
    return [*pairs, (posts[0], posts[-1])] if len(posts) > 1 and len(posts) % 2 else pairs


def _beside(name: str, desk: Desk, mark: Label) -> Label:
    """Return the name of a place that belongs to a desk: the desk's own, and what it is."""
    of = desk.name or Label(name, name)
    return Label(f"{of.zh}{mark.zh}", f"{of.en}, {mark.en}")


def _covered(scenario: Scenario, covers: list[Cover], never: list[tuple[str, ...]]) -> Scenario:
    """Add covers and pairs never both away; what the scenario had for the same two is replaced."""
    new = {(cover.a, cover.b) for cover in covers}
    kept = tuple(cover for cover in scenario.cover if (cover.a, cover.b) not in new)
    groups = tuple(dict.fromkeys((*scenario.never_both_away, *never)))
    return scenario.changed(("cover", (*kept, *covers)), ("never_both_away", groups))
