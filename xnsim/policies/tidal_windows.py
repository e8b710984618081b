"""潮汐窗口: when the line at the window grows long, colleagues from other desks open another; when it is short they go back."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import check_known, refused
from xnsim.policies.sources import business, paper, rule
from xnsim.policies.ways import hall_desk
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Help


class TidalWindows(Policy):
    """Officers of other desks take files at the window while so many or more wait there; their own line comes first.

    What one has begun he finishes, even when the line has become short meanwhile.
    """

    key = "tidal_windows"
    label = Label("潮汐窗口", "Tidal windows")
    help = Label(
        "窗口前排队多了,后台的人到前台加开窗口,人少了回去;自己手上有件的先办自己的",
        "when many wait at the window, people from behind open another, and go back when few do; who has files of his own does those first")
    tradeoff = Label(
        "高峰时窗口等得短;来帮的人窗口业务不熟,后台的件要等他们回来",
        "a shorter wait at peaks; the helpers are less at home at the window, and files behind wait until they are back")
    perverse = Label(
        "排队看得见,积压看不见:先顾前台,自己的件往后放,窗口不排队了,件在后台越积越多",
        "a line is seen, a backlog is not: the window first, one's own files later; nobody stands in line, and the files pile up behind")
    stage = Stage.PEOPLE
    institution = "M13"
    moves = ("-mean_wait_minutes", "+called_in_15_rate")
    perverse_moves = ("-mean_wait_minutes", "-on_time_rate")
    perverse_knobs = {"window_first": True}
    source = (
        business("36"),
        rule("潮汐窗口没有专门的法律规定,是大厅的排班办法", "no statute on tidal windows; a way of manning a hall", "none"),
        paper(4, "创新服务方式,变被动服务为主动服务", "new forms of service, going out to people instead of waiting for them"),
    )

    window: Name | None = knob(None, Knob(Label("哪个窗口", "Which window"), Label("不写即第一个大厅窗口", "none named means the first desk in a hall")))
    helpers: tuple[Name, ...] = knob((), Knob(Label("谁来帮", "Who helps"), Label("岗位;不写即其他全部人数有限的岗位", "desks; none named means all others with a number of officers")))
    line: int = knob(6, Knob(Label("排到几件才来", "Line at which they come"), Label("假定:每窗排到六人", "assumed: six in line"), Label("件", "files"), 1, 200, 1))
    efficiency: float = knob(0.8, Knob(
        Label("来帮的人的效率", "Efficiency of the helpers"), Label("假定:窗口业务不熟,慢两成", "assumed: less at home at the window, a fifth slower"), None, 0.1, 1.5, 0.05))
    window_first: bool = knob(False, Knob(
        Label("先顾窗口", "The window first"), Label("反效果开关,默认关:来帮的人先办窗口的,再办自己的", "perverse switch, off by default: helpers take the window's files before their own")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which colleagues come when the line is long."""
        window = hall_desk(self, self.window, scenario)
        for name in self.helpers:
            check_known(self, name, scenario.desks, Label("岗位", "desk"))
        known = {(help_.officer, help_.desk) for help_ in scenario.helps}
        come = tuple(Help(officer=name, desk=window, rank=0 if self.window_first else 1, efficiency=self.efficiency, when_line=self.line)
                     for desk in self.helpers or scenario.desks if desk != window for name in scenario.officers_of(desk) if (name, window) not in known)
        if not come or scenario.desks[window].officers == "unlimited":
            raise refused(self, f"没有别的岗位的人可以到窗口“{window}”来帮,或窗口人数不限;请用 helpers 写明岗位",
                          f"nobody of another desk could help at “{window}”, or it has officers without number; name desks in helpers")
        return scenario.changed(("helps", (*scenario.helps, *come)))
