"""How one cell of a workbook is read and written: the units of the YAML file, and the trade's own words for them.

``20个工作日`` is ``20 wd``, ``平均22分钟`` is ``exp(22 min)``, ``12件/工作日`` is ``12/wd``; a bare number
takes the unit in the column's heading. A word is put in the place of a word: what the
value means, and whether it is right, is found out where YAML is read. ``20天`` is refused,
for the law means working days by it and the calendar does not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xnsim.labels import Label, Lang
from xnsim.scenario.values import NUMBER, UNITS, exactly, parse_work

if TYPE_CHECKING:
    from xnsim.scenario.workbook_pages import Column

CHINESE_UNITS = {"个工作日": "wd", "工作日": "wd", "个日历日": "d", "日历日": "d", "个自然日": "d", "自然日": "d", "个小时": "h", "小时": "h",
                 "分钟": "min", "秒钟": "s", "秒": "s", "个月": "mo"}
SHOWN_UNITS = {"wd": "个工作日", "d": "个日历日", "h": "小时", "min": "分钟", "s": "秒", "mo": "个月"}
YES = {"是", "有", "√", "✓", "✔", "对", "yes", "y", "true", "1"}
NO = {"否", "无", "×", "✗", "no", "n", "false", "0"}
UNLIMITED = Label("不限", "unlimited")
WEEKDAYS = {"mon": "一", "tue": "二", "wed": "三", "thu": "四", "fri": "五", "sat": "六", "sun": "日"}

_WORDS = "|".join(sorted(CHINESE_UNITS, key=len, reverse=True))
_UNIT = re.compile(rf"({NUMBER})\s*({_WORDS})")
_VAGUE = re.compile(rf"{NUMBER}\s*个?(天|日|周|星期)(?!历|数)|(每天|每日|/\s*[天日](?!历))")
_MEAN = re.compile(rf"(?:平均|mean\s)\s*({NUMBER}\s*[a-z]+)")
_EACH = re.compile(rf"^每个?({_WORDS})\s*({NUMBER})\s*[件人个次]?$")
_PER = re.compile(rf"^({NUMBER})\s*[件人个次]?\s*/\s*每?个?({_WORDS})$")
_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")
_COMMAS = re.compile(r"[,\uff0c\u3001;\uff1b\n]+")
_DASHES = str.maketrans({"–": "-", "—": "-", "~": "-", "\uff5e": "-", "至": "-", "到": "-", "\uff1a": ":"})
_NARROW = str.maketrans("\uff08\uff09\uff0c\uff1a\uff0f\uff0b\uff05\u3000", "(),:/+% ")


class Unread(ValueError):
    """A cell that cannot be taken as it stands; says why and the way out."""

    def __init__(self, says: Label) -> None:
        self.says = says
        super().__init__(says.zh)


@dataclass(frozen=True)
class Kind:
    """How cells of a kind are read into what a YAML file would say, and how that is written into a cell."""

    reads: Callable[[Any, Column], Any]
    shows: Callable[[Any, Column, Lang], Any]


def read_cell(value: Any, column: Column) -> Any:
    """Return what a cell says, as YAML would; raises ``Unread`` for what Excel has made of it, or what has two meanings."""
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)) and column.reads not in ("date", "moment", "moments", "hours"):
        zh, en = (f",例如 {column.example.zh}", f", e.g. {column.example.en}") if column.example.zh else ("", "")
        raise Unread(Label(f"这里的内容已被 Excel 变成日期或时刻({_made(value)});请把单元格格式改为“文本”再写一遍{zh}",
                           f"Excel has turned this into a date or time ({_made(value)}); format the cell as text and write it again{en}"))
    return KINDS[column.reads].reads(value, column)


def show_cell(value: Any, column: Column, lang: Lang) -> Any:
    """Return what stands in a cell that says this; reading it gives the same again."""
    return KINDS[column.reads].shows(value, column, lang)


def _made(value: Any) -> str:
    return value.isoformat(" ").removesuffix(" 00:00:00") if isinstance(value, dt.datetime) else str(value)


def plain_words(text: str) -> str:
    """Put the units of the file in the place of the Chinese words for them; a day that may be of two kinds is refused."""
    text = text.translate(_NARROW)
    vague = _VAGUE.search(text)
    if vague is not None:
        zh, en = ("12件/工作日 或 12件/日历日", "12/wd or 12/d") if vague.group()[0] in "/每" else ("20个工作日 或 30个日历日(一周是 5个工作日 或 7个日历日)", "20 wd or 30 d")
        raise Unread(Label(f"“{vague.group()}”分不清是工作日还是日历日;请写明,例如 {zh}", f"“{vague.group()}” may be working or calendar days; say which, e.g. {en}"))
    each = _EACH.match(text) or _PER.match(text)
    if each is not None:
        number, unit = each.groups() if text[0] != "每" else reversed(each.groups())
        return f"{number}/{CHINESE_UNITS[unit]}"
    text = _UNIT.sub(lambda found: f"{found[1]} {CHINESE_UNITS[found[2]]}", text)
    return _MEAN.sub(r"exp(\1)", text)


def _text(value: Any, _: Column) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return exactly(value) if isinstance(value, (int, float)) else str(value).strip()


def _amount(value: Any, column: Column) -> Any:
    """A length of time or a rate; a bare number has the unit of its heading."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return value
    text = value if isinstance(value, str) else exactly(value)
    if re.fullmatch(NUMBER, text.strip()):
        return f"{text.strip()}{column.unit}" if column.unit else value
    return plain_words(text.strip())


def _shown_amount(value: Any, column: Column, lang: Lang) -> Any:
    """A bare number where the heading tells its unit."""
    if column.unit and "(" in column.says.zh and str(value).endswith(column.unit) and re.fullmatch(NUMBER, str(value).removesuffix(column.unit)):
        return _number(str(value).removesuffix(column.unit), column)
    return in_trade_words(str(value)) if lang == "zh" else str(value)


def in_trade_words(text: str) -> str:
    """Write the units as the trade says them, where reading gives the same again: ``exp(22 min)`` is 平均22分钟."""
    units = "|".join(UNITS)
    shown = re.sub(rf"\bconstant\(({NUMBER} (?:{units}))\)", r"\1", text)
    shown = re.sub(rf"\bexp\(({NUMBER}) ({units})\)", lambda found: f"平均{found[1]}{SHOWN_UNITS[found[2]]}", shown)
    shown = re.sub(rf"^({NUMBER})/({units})$", lambda found: f"{found[1]}件/{SHOWN_UNITS[found[2]].removeprefix('个')}", shown)
    shown = re.sub(rf"({NUMBER}) ({units})\b", lambda found: f"{found[1]}{SHOWN_UNITS[found[2]]}", shown)
    return shown if _same(shown, text) else text


def _same(shown: str, text: str) -> bool:
    """Say whether two ways of writing mean the same to whoever reads them."""
    try:
        return plain_words(shown) == text or parse_work(plain_words(shown)) == parse_work(text)
    except ValueError:
        return False


def _number(value: Any, _: Column) -> Any:
    """A number; ``30%`` is 0.3."""
    if isinstance(value, bool) or not isinstance(value, str):
        return value
    text = value.strip().translate(_NARROW)
    if re.fullmatch(NUMBER + r"\s*%?", text):
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        return int(number) if number == int(number) else number
    return value


def _whole(value: Any, column: Column) -> Any:
    number = _number(value, column)
    return int(number) if isinstance(number, float) and number == int(number) else number


def _yes(value: Any, _: Column) -> Any:
    word = str(value).strip().lower()
    if word in YES | NO:
        return word in YES
    raise Unread(Label(f"“{value}”应写“是”或“否”", f"“{value}” should be yes or no"))


def _choice(value: Any, column: Column) -> Any:
    """A word of a list, in either language or as YAML writes it."""
    text = str(value).strip()
    words = {word.lower(): key for key, label in column.choices.items() for word in (label.zh, label.en, key)}
    return (words | column.also).get(text.lower(), text)


def _date(value: Any, _: Column) -> Any:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else _made(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    found = _DATE.match(str(value).strip())
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else str(value).strip()


def _shown_date(value: Any, *_: Any) -> Any:
    return dt.date.fromisoformat(str(value))


def _moment(value: Any, column: Column) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    day, blank, time = str(value).strip().partition(" ")
    return f"{_date(day, column)}{blank}{time}"


def _hours(value: Any, _: Column) -> Any:
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return [str(value)[:5]]
    return [re.sub(r"(?<![\d:])(\d:)", r"0\1", re.sub(r"\s+", "", part)) for part in pieces(str(value).translate(_DASHES))]


def pieces(text: str) -> list[str]:
    """Cut at commas, narrow or wide, semicolons and new lines."""
    return [part.strip() for part in _COMMAS.split(text) if part.strip()]


def _list(value: Any, column: Column) -> Any:
    return pieces(_text(value, column))


def _officers(value: Any, column: Column) -> Any:
    """How many officers, 不限, or their names."""
    number = _whole(value, column)
    if not isinstance(number, str):
        return number
    if number.strip() in (UNLIMITED.zh, UNLIMITED.en):
        return UNLIMITED.en
    return [{"name": name} for name in pieces(number)]


def _shown_officers(value: Any, _: Column, lang: Lang) -> Any:
    if isinstance(value, list):
        return ("、" if lang == "zh" else ", ").join(officer["name"] for officer in value)
    return UNLIMITED(lang) if value == UNLIMITED.en else value


def _opening(value: Any, _: Column) -> Any:
    """How many windows from a time of day on: ``08:00 3, 18:00 2``."""
    parts = [part.split() for part in pieces(str(value).translate(_NARROW))]
    if any(len(part) != 2 or not part[1].isdigit() for part in parts):
        raise Unread(Label(f"“{value}”看不懂;请写成 08:00 3, 18:00 2(钟点、开几个窗口)", f"“{value}” cannot be read; write 08:00 3, 18:00 2 (time of day, windows open)"))
    return [{"from": at.zfill(5), "windows": int(windows)} for at, windows in parts]


def _stays(value: Any, column: Column) -> Any:
    """From one day to another: ``2026-02-02~2026-02-13``, several with commas between."""
    parts = [re.split(r"\s*(?:[~\uff5e–—至到]|\bto\b)\s*", part) for part in pieces(str(value))]
    if any(len(part) != 2 for part in parts):
        raise Unread(Label(f"“{value}”看不懂;请写成 2026-02-02~2026-02-13(起、止),几段之间用逗号", f"“{value}” cannot be read; write 2026-02-02~2026-02-13 (from, to), commas between several"))
    return [{"from": _date(first, column), "to": _date(last, column)} for first, last in parts]


def _weights(names: Mapping[str, str]) -> Callable[[Any, Column], Any]:
    """Return what reads relative weights: ``9: 2, 10: 1.5`` or ``一: 1, 六: 0``."""
    known = {said: key for key, said in names.items()}

    def read(value: Any, _: Column) -> Any:
        """Read each weight with what it is the weight of."""
        parts = [part.split(":") for part in pieces(str(value).translate(_NARROW))]
        if any(len(part) != 2 or not re.fullmatch(NUMBER, part[1].strip()) for part in parts):
            raise Unread(Label(f"“{value}”看不懂;请写成 9: 2, 10: 1.5(哪一段、相对的多少)", f"“{value}” cannot be read; write 9: 2, 10: 1.5 (which, and how much)"))
        return {known.get(key.strip().removeprefix("周"), key.strip()): _number(weight, _) for key, weight in parts}

    return read


def _shown_weights(names: Mapping[str, str]) -> Callable[[Any, Column, Lang], Any]:
    return lambda value, _, lang: ", ".join(f"{names.get(str(key), key) if lang == 'zh' else key}: {exactly(weight)}" for key, weight in value.items())


def _moments(value: Any, column: Column) -> Any:
    return [_moment(value, column)] if isinstance(value, dt.datetime) else [_moment(part, column) for part in pieces(str(value))]


def _joined(value: Any, _: Column, lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(map(str, value))


def _as_it_is(value: Any, *_: Any) -> Any:
    return value


def _of_text(value: Any, *_: Any) -> str:
    return str(value)


KINDS: dict[str, Kind] = {
    "text": Kind(_text, _of_text), "amount": Kind(_amount, _shown_amount), "number": Kind(_number, _as_it_is), "share": Kind(_number, _as_it_is),
    "whole": Kind(_whole, _as_it_is), "list": Kind(_list, _joined), "date": Kind(_date, _shown_date),
    "yes": Kind(_yes, lambda value, _, lang: Label("是", "yes")(lang) if value else Label("否", "no")(lang)),
    "choice": Kind(_choice, lambda value, column, lang: column.choices[value](lang) if value in column.choices else value),
    "moment": Kind(_moment, lambda value, *_: str(value).replace("T", " ")),
    "moments": Kind(_moments, lambda value, *_: "; ".join(each.replace("T", " ") for each in value)),
    "hours": Kind(_hours, lambda value, *_: ", ".join([value] if isinstance(value, str) else value)),
    "officers": Kind(_officers, _shown_officers),
    "opening": Kind(_opening, lambda value, *_: ", ".join(f"{each['from']} {each['windows']}" for each in value)),
    "stays": Kind(_stays, lambda value, *_: ", ".join(f"{each['from']}~{each['to']}" for each in value)),
    "by_hour": Kind(_weights({}), _shown_weights({})), "by_weekday": Kind(_weights(WEEKDAYS), _shown_weights(WEEKDAYS)),
}
