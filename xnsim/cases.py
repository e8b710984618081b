"""What a run leaves behind: one row a case 办件, one row a spell of work.

Both tables are declared here once, column by column; engines fill them, indicators and
reports read them. Every value is an integer; instants are seconds from the start of the
calendar. Nothing here needs NumPy or pandas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xnsim.columns import NAN, Column, alike, as_column, count, last_at_or_before, quantile, take, where
from xnsim.labels import Label, Lang

__all__ = [
    "CASE_FIELDS", "DEEMED", "HOW", "NAN", "OUTCOMES", "SERVICE_FIELDS", "Column", "Field", "Table",
    "alike", "as_column", "count", "first_difference", "last_at_or_before", "quantile", "take", "where",
]

OPEN, APPROVED, REFUSED, DEEMED_APPROVED, DEEMED_RENEWED, LAPSED, WITHDRAWN, TURNED_AWAY = range(8)
OUTCOMES = (
    Label("在办", "open"), Label("准予", "approved"), Label("不予", "refused"),
    Label("默认同意", "deemed approved"), Label("默认续期", "deemed renewed"), Label("逾期失效", "lapsed"),
    Label("申请人撤回", "withdrawn"), Label("未能接待", "turned away"),
)

BY_ACCEPTANCE, BY_CONSENT, BY_APPROVAL, BY_RENEWAL, BY_LAPSE, BY_REFUSAL = (1 << bit for bit in range(6))
DEEMED = {
    BY_ACCEPTANCE: Label("视为受理", "deemed accepted"),
    BY_CONSENT: Label("部门默认同意", "deemed consent of a branch"),
    BY_APPROVAL: Label("默认同意", "deemed approved"),
    BY_RENEWAL: Label("默认续期", "deemed renewed"),
    BY_LAPSE: Label("逾期失效", "lapsed"),
    BY_REFUSAL: Label("到期不予", "refused at expiry"),
}

DONE, CUT, LET_GO, MOOT = range(4)
HOW = (
    Label("办完", "done"), Label("中断后放回", "cut, put back"),
    Label("放手", "let go"), Label("白办", "moot"),
)


@dataclass(frozen=True)
class Field:
    """One column: its name, unit, what a row says, and the value that means 'not reached'."""

    key: str
    label: Label
    unit: str  # s (instant or span in seconds), count, code, flag, workdays, days
    meaning: Label
    absent: int | None = None  # None: the column always has a value


def _field(key: str, unit: str, zh: str, en: str, means_zh: str, means_en: str, absent: int | None = None) -> Field:
    return Field(key, Label(zh, en), unit, Label(means_zh, means_en), absent)


def _stamp(key: str, zh: str, en: str, means_zh: str, means_en: str) -> Field:
    return _field(key, "s", zh, en, means_zh, means_en, -1)


CASE_FIELDS = (
    _field("case", "count", "件号", "case", "按收件、来源、序号排列", "in order of receipt, source, number in the source"),
    _field("matter", "code", "事项", "matter", "事项在文件中的序号", "number of the matter in the file"),
    _field("source", "code", "来源", "source", "到达来源的序号;-1 为由别的办件引起", "number of the source of arrivals; -1: another case gave rise to it", -1),
    _field("cls", "code", "类别", "class", "0 为普通件", "0 is an ordinary case"),
    _field("received", "s", "收件", "received", "材料交到的时刻", "the papers are handed in"),
    _stamp("accepted", "受理", "accepted", "受理时刻;没有受理环节时即收件", "acceptance; receipt where no step accepts"),
    _stamp("decided", "决定", "decided", "作出决定(含默认)的时刻", "decision, by default included"),
    _stamp("delivered", "送达", "delivered", "结果送到申请人的时刻", "the result reaches the applicant"),
    _stamp("closed", "结案", "closed", "离开本单位的时刻", "the case leaves the office"),
    _field("outcome", "code", "办结结果", "outcome", "见 OUTCOMES,0 为在办", "see OUTCOMES, 0 is open"),
    _field("returns", "count", "退件次数", "returns", "被退回补正的次数", "times sent back to be corrected"),
    _field("trips", "count", "跑动次数", "trips", "申请人到场的次数", "visits the applicant had to make"),
    _field("spells", "count", "经手次数", "spells", "办理段数", "number of spells of work"),
    _field("deemed", "code", "默认标志", "deemed", "各种默认的位和,见 DEEMED", "sum of the bits of DEEMED"),
    _field("extended", "flag", "已延期", "extended", "1 为到期前准予延期", "1 when extended before expiry"),
    _field("resets", "count", "重新计时次数", "resets", "官方时钟归零的次数", "times the official clock was set to nought"),
    _stamp("clock_start", "起算", "clock start", "官方时钟(归零后)的起点", "start of the official clock, after resets"),
    _field("lost_s", "s", "停表历秒", "paused", "官方时钟停表的历秒", "civil seconds the official clock stood still"),
    _field("lost_open_s", "s", "停表办公时长", "paused open time", "其中办公时间的秒数", "open seconds among them"),
    _field("lost_promised", "count", "承诺停表", "paused of the promise", "承诺时限因停表顺延的单位数", "units the promised limit moved for pauses"),
    _field("lost_statutory", "count", "法定停表", "paused of the law", "法定时限因停表顺延的单位数", "units the statutory limit moved for pauses"),
    _field("lawful_promised", "count", "合法停表", "lawfully paused", "其中法定停表顺延的承诺单位数", "units of the promise moved by lawful pauses only"),
    _field("lawful_s", "s", "法定停表历秒", "lawful pause", "其中法定停表的历秒", "civil seconds of lawful pauses only"),
    _stamp("asked", "首次答复", "answered", "受理阶段第一次告知或答复", "first notice or answer before acceptance"),
    _stamp("promised_due", "承诺到期", "promised due", "官方时钟的承诺到期日(含延期);FAR 为无时限",
           "promised limit on the official clock with its extension; FAR: no limit"),
    _stamp("statutory_due", "法定到期", "statutory due", "官方时钟的法定到期日(含延期);FAR 为无时限",
           "statutory limit on the official clock with its extension; FAR: no limit"),
    _stamp("verified_due", "核实到期", "verified due", "从受理起只扣法定停表、不归零的承诺到期日;FAR 为无时限",
           "promised limit counted from acceptance, lawful pauses only, no resets; FAR: no limit"),
    _field("onspot", "flag", "当场办结", "on the spot", "决定前全部在窗口、首次到场办完",
           "all services before the decision at a window on the first visit"),
    _field("inhall", "flag", "厅内办结", "in the hall", "材料没有离开大厅", "the file never left the hall's desks"),
    _field("applicant_s", "s", "等申请人", "applicant's time", "等待申请人的历秒", "civil seconds spent waiting for the applicant"),
    _field("paused_s", "s", "法定停表时长", "lawful time", "法定停表的历秒,不与等申请人重叠",
           "civil seconds of lawful pauses, none of them the applicant's"),
    _field("measured", "flag", "计入", "measured", "1 为收件于测量期内", "1 when received in the measuring window"),
    _field("parent", "count", "由哪件引起", "parent", "引起本件(投诉、复议、督办等)的件号;-1 为自行申请",
           "number of the case that gave rise to it (complaint, review, inspection); -1: applied for by itself", -1),
    _field("warned", "count", "预警次数", "warnings", "计时器发出提醒的次数", "times a timer gave a warning"),
    _field("raised", "count", "提前次数", "moved up", "在队列中被提前(升级或插队首)的次数", "times it was moved up in line, by class or to the head"),
    _field("channel", "code", "渠道", "channel", "渠道的序号;-1 为事项不分渠道", "number of the channel; -1: the matter has none", -1),
    _field("eligible", "code", "符合条件", "eligible", "1 符合法定条件,0 不符合,-1 为不考察质量",
           "1 when it meets the conditions, 0 when not; -1: quality is not looked at", -1),
    _field("wrong", "code", "错办", "wrong", "1 为不该准的准了(含默认同意),2 为该准的没准,0 为没有错",
           "1: approved (or deemed so) though it should not be, 2: refused though it should not be, 0: right"),
    _stamp("discovered", "发现错误", "found out", "错办被发现的时刻,可以在运行结束以后", "a wrong decision comes to light; may lie beyond the end of the run"),
    _field("extraneous_s", "s", "等外部", "extraneous time", "等待外部原因的历秒,不与等申请人、法定停表重叠",
           "civil seconds of waits that neither office nor applicant can help, none of them the applicant's or a lawful pause"),
)

SERVICE_FIELDS = (
    _field("case", "count", "件号", "case", "所办的件", "the case worked on"),
    _field("branch", "code", "分支", "branch", "0 为主线", "0 is the trunk"),
    _field("step", "code", "环节", "step", "环节的序号", "number of the step"),
    _field("round", "count", "轮次", "round", "第几次走到本环节,从 0 起", "passes through this step before, from 0"),
    _field("spell", "count", "段", "spell", "本次办理的第几段,从 0 起", "number of the spell in its service, from 0"),
    _field("officer", "code", "经办人", "officer", "-1 为不限人数的岗位", "-1 at a desk without a limit of officers", -1),
    _field("desk", "code", "岗位", "desk", "岗位的序号", "number of the desk"),
    _field("start", "s", "开始", "start", "开始办理", "the officer begins"),
    _field("end", "s", "结束", "end", "停止办理", "the officer stops"),
    _field("worked_s", "s", "实际用时", "worked", "其中在岗工作的秒数", "working seconds between the two"),
    _field("effort_done_s", "s", "完成工作量", "effort done", "完成的标准秒", "standard seconds of effort done"),
    _field("how", "code", "方式", "how", "见 HOW", "see HOW"),
)

CODES: dict[str, tuple[Label, ...]] = {"outcome": OUTCOMES, "how": HOW}


class Table(Mapping[str, Any]):
    """A table of named columns of equal length, in order; lists become ``Column``s, arrays stay.

    ``sheet``: the one array of which the columns are the rows, where there is such a one.
    """

    def __init__(self, columns: Mapping[str, Any], sheet: Any = None):
        self._sheet, self._lent = sheet, None
        self._columns = dict(columns) if hasattr(sheet, "T") else {name: as_column(values) for name, values in columns.items()}
        lengths = {name: len(values) for name, values in self._columns.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns of one table must have the same length, got {lengths}")
        self.rows = next(iter(lengths.values()), 0)

    def __getitem__(self, name: str) -> Any:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and first_difference(self, other) is None

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Table({self.rows} rows: {', '.join(self)})"

    def select(self, mask: Any) -> "Table":
        """Return the rows at which the mask is true."""
        return Table({name: column[mask] for name, column in self.items()})

    def to_pandas(self, codes: Lang | None = None) -> Any:
        """Return a pandas DataFrame; ``codes='zh'`` or ``'en'`` turns outcome codes into words."""
        frame = self._frame()
        for name, labels in CODES.items() if codes else ():
            if name in frame:
                frame[name] = [labels[code](codes) for code in frame[name]]
        return frame

    def _frame(self) -> Any:
        """Lend the columns to pandas where it copies what is written to, as it does since 3.0; before that, copy them."""
        import pandas

        if int(pandas.__version__.split(".", 1)[0]) < 3:
            return pandas.DataFrame({name: _plain(column) for name, column in self.items()})
        if self._lent is None:
            if hasattr(self._sheet, "T"):
                self._lent = pandas.DataFrame(self._sheet.T, columns=_index(tuple(self)), copy=False)
            else:
                self._lent = pandas.DataFrame(dict(enumerate(map(_plain, self._columns.values()))), copy=False)
                self._lent.columns = _index(tuple(self))
        return self._lent.copy(deep=False)


@lru_cache(maxsize=8)
def _index(names: tuple[str, ...]) -> Any:
    """Return names as pandas keeps them, which takes it longer than a table of them."""
    import pandas

    return pandas.Index(names)


def _plain(column: Any) -> Any:
    return list(column) if isinstance(column, Column) else column


def first_difference(a: Mapping[str, Any], b: Mapping[str, Any]) -> str | None:
    """Compare two runs' tables: None when every column is equal, else where they part first.

    The sentence names the earliest differing row and its first differing column.
    """
    if list(a) != list(b):
        only = [name for name in [*a, *b] if (name in a) != (name in b)]
        return f"columns differ: only in one table {only}" if only else f"columns in another order: {list(a)} | {list(b)}"
    left, right = ([as_column(table[name]).tolist() for name in table] for table in (a, b))
    found = [(_parting(x, y), number) for number, (x, y) in enumerate(zip(left, right)) if x != y]
    if not found:
        return None
    row, number = min(found)
    if any(row >= len(side[number]) for side in (left, right)):
        return f"rows: {len(left[number])} | {len(right[number])}, equal so far"
    whose = f" (case {left[0][row]})" if next(iter(a)) == "case" else ""
    return f"row {row}{whose}, column {list(a)[number]}: {left[number][row]} | {right[number][row]}"


def _parting(x: list, y: list) -> int:
    return next((row for row, (p, q) in enumerate(zip(x, y)) if p != q), min(len(x), len(y)))
