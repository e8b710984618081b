"""查处指标: so many cases a year must be punished, however good the work; somebody is always found."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.applicants import arrivals_a_day
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.investigators import INVESTIGATOR, with_investigators
from xnsim.policies.reach import MATTERS
from xnsim.policies.routes import serves
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import MINUTES, applied_for, at_end, lead_desk, short_file, with_files
from xnsim.policies.ways import around, chance, last_step, minutes
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Serve, Spawn

DAYS_A_YEAR = 250
HOURS = Label("小时", "hours")


class PunishmentQuota(Policy):
    """Of all cases closed in a year the quota is picked, by lot: an inquiry by investigators, a statement by the desk that answers for it.

    The number does not depend on how many decisions were wrong. What a ranking of equal units
    does is a study (``study.ranking``).
    """

    key = "punishment_quota"
    label = Label("查处指标", "A quota of punished cases")
    help = Label(
        "各单位每年都要查处一两起典型:从办结的件里挑,查一件要立案调查、当事岗位写材料;办得再好,指标照样要完成",
        "every office must punish one or two typical cases a year: picked from those closed, each takes an inquiry and a statement by the desk; however good the work, the quota is met")
    tradeoff = Label(
        "有查处就有震慑(未计);查一件要花几十个小时,查到谁与谁办得差没有关系",
        "punishment may deter (not counted here); each takes tens of hours, and who is picked has nothing to do with who is worse")
    perverse = Label(
        "人人自保:谁都可能被挑中,于是件件往上请示,多一道把关,误批少了,办得更慢",
        "everybody covers himself: anyone may be picked, so files are referred upward, a second look each: fewer are wrongly approved, and all take longer")
    stage = Stage.CONSEQUENCES
    institution = "N9"
    moves = ("+mean_workdays",)
    perverse_moves = ("-wrongly_approved_rate", "+total_days", "-on_time_rate")
    perverse_knobs = {"referred": 0.5}
    legal_note = Label("没有法律依据按指标追究;追究应当以违法事实为依据(行政许可法第72条至第74条)",
                       "no law punishes by quota; sanctions rest on an offence proved (Administrative Licensing Law, arts. 72 to 74)")
    source = (
        rule("没有全国性法律规定查处指标", "no national statute sets a quota of punishments", "none"),
        paper(2, "各单位每年都要查处1—2起典型案例", "every unit punishes one or two typical cases each year"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    quota: float = knob(2.0, Knob(Label("每年查处", "Punished each year"), Label("文件写1至2起", "the paper says one or two"), Label("起", "cases"), 0.5, 500, 0.5))
    inquiry_hours: float = knob(24.0, Knob(Label("调查一起", "An inquiry"), Label("假定:三个工作日多", "assumed: somewhat more than three working days"), HOURS, 1, 400, 1))
    statement_hours: float = knob(8.0, Knob(Label("当事岗位写材料", "The desk's statement"), Label("假定:一个多工作日", "assumed: somewhat more than a working day"), HOURS, 0.5, 200, 0.5))
    investigator: Name | None = knob(None, INVESTIGATOR)
    referred: float = knob(0.0, Knob(
        Label("自保请示的件", "Referred to be safe"), Label("反效果开关,默认0:最后签字之前往上请示的比例", "perverse switch, 0 by default: share of cases referred upward before the last signature"), None, 0, 1, 0.1))
    second_look: float = knob(0.5, Knob(
        Label("领导把关以后误批变为", "Wrong approvals after a second look"), Label("假定:请示过的件减半;没有写质量的事项不用", "assumed: half, among those referred; of no account without quality"),
        Label("倍", "×"), 0, 1, 0.1))
    referral_minutes: float = knob(15.0, Knob(Label("一次请示占领导", "A referral takes the leader"), Label("假定:一刻钟", "assumed: a quarter of an hour"), MINUTES, 1, 240, 5))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which the quota is met."""
        found = applied_for(self, self.matters, scenario)
        leads = {name: desk for name, matter in found.items() if (desk := lead_desk(matter)) is not None}
        daily = arrivals_a_day(scenario)
        picked = min(1.0, self.quota / max(1e-9, DAYS_A_YEAR * sum(daily[name] for name in leads)))
        base, investigator = with_investigators(self, self.investigator, scenario) if leads else (scenario, "")
        files = {f"punished_{name}": self._inquiry(desk, investigator) for name, desk in leads.items()}
        changed = {name: self._open_to_it(name, found[name], picked) for name in leads}
        return with_files(self, base, changed, files, Label("没有事项经过任何岗位,无人可查", "no matter passes a desk, there is nobody to punish"))

    def _inquiry(self, desk: str, investigator: str) -> Matter:
        """Return the inquiry into a case that was picked: a statement and the investigation."""
        return short_file(Label("查处的典型", "Punished case"), (
            Serve(step="state", desk=desk, effort=(minutes(60 * self.statement_hours),), name=Label("写情况说明", "Statement")),
            Serve(step="inquire", desk=investigator, effort=(minutes(60 * self.inquiry_hours),), name=Label("立案调查", "Inquiry"))))

    def _open_to_it(self, name: str, matter: Matter, picked: float) -> Matter:
        """Let the lot fall on so large a share of the closed cases."""
        lot = Spawn(step="picked", matter=f"punished_{name}", probability=round(picked, 12), name=Label("被挑中查处", "Picked"))
        return self._upward(name, matter.changed(("route", at_end(matter.route, (lot,)))))

    def _upward(self, name: str, matter: Matter) -> Matter:
        """Send a share of the files to the leader before the last desk, so that somebody else has signed."""
        if self.referred <= 0:
            return matter
        last = last_step(self, name, matter.route, "referred", Label("无从往上请示", "nothing can be referred upward"))
        ask = Serve(step="covered", desk=serves(matter.route)[-1].desk, effort=(minutes(self.referral_minutes),), name=Label("自保请示", "Referred to be safe"))
        looked = matter.quality
        if looked is not None:
            left = 1 - self.referred * (1 - self.second_look)
            matter = matter.changed(("quality", looked.changed(("approve_wrong", round(looked.approve_wrong * left, 9)))))
        return matter.changed(("route", around(matter.route, last.step, before=chance("covered_or_not", self.referred, (ask,)))))
