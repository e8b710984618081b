"""A refusal in the words of whoever works the office with a mouse: its names instead of the keys of its file, and a way out that a mouse has."""

from __future__ import annotations

import re

from xnsim.labels import Label
from xnsim.policies.base import PolicyRefused
from xnsim.scenario.model import Scenario

ROOMS = ("matters", "desks", "offices", "sessions")
PARTS = {
    "route": Label("办理路线", "the route"), "limits": Label("时限", "the limits"), "promised": Label("承诺时限", "the promised limit"),
    "statutory": Label("法定时限", "the statutory limit"), "officers": Label("人数", "the number of officers"), "order": Label("先后次序", "the order of the line"),
    "arrivals": Label("来件", "the arrivals"), "priority": Label("急缓", "the urgency"), "returns": Label("退件", "the returns"),
    "absence": Label("缺勤", "the absences"), "effort": Label("用时", "the time of work"), "every": Label("间隔", "how often it is held"),
}
WORDS = {
    "fifo": Label("先来先办", "order of arrival"), "due_first": Label("先到期的先办", "due date"), "priority": Label("急缓", "urgency"),
    "shortest": Label("短件先办", "length, the shortest first"), "share": Label("比例", "share"), "wd": Label("个工作日", "working days"),
}
WHOLE = Label("同一处规定", "the same rule")
FOR_THE_FILE = Label("这要在情景文件里补写,请找写文件的人,或取消勾选", "this is written in the office's file: ask whoever keeps it, or untick it")
NAMES_A_KEY = re.compile(r"\s*[((](?=[^()()]*[a-z_]{3})[^()()一-鿿]*[))]")
KEY, QUOTED, PATH = re.compile(r"[a-z][a-z0-9_]*"), re.compile(r"“([^”]+)”"), re.compile(r"(?<![\w.])[a-z_]+\.[\w.\[\]]+:\s*")


def at_desk(why: PolicyRefused, office: Scenario) -> Label:
    """Return why a policy, or several together, may not be used, as a desk with boxes and sliders says it.

    A refusal of several brings its own words; that of one keeps its reason, with the names that the office
    gives to its desks and matters. The advice behind the semicolon is for the file and is not repeated.
    """
    if why.desk is not None:
        return why.desk
    return Label(f"{reason(why.says.zh, office, 'zh')};{FOR_THE_FILE.zh}", f"{reason(why.says.en, office, 'en')}; {FOR_THE_FILE.en}")


def reason(said: str, office: Scenario, lang: str) -> str:
    """Return the reason alone, without keys, paths and advice for the file."""
    plain = NAMES_A_KEY.sub("", PATH.sub("", said.split(";")[0]))
    plain = QUOTED.sub(lambda found: _quoted(found[1], office, lang), plain).replace("  ", " ")
    for key, word in WORDS.items():
        plain = re.sub(rf" ?\b{key}\b ?" if lang == "zh" else rf"\b{key}\b", word.zh if lang == "zh" else word.en, plain)
    return plain


def place_named(place: tuple[object, ...], office: Scenario) -> Label:
    """Return what stands at a place of the office's file, as the office calls it: matter and part of it."""
    known = [PARTS[each] for each in place[2:] if isinstance(each, str) and each in PARTS]
    part = next((each for each in known if each is PARTS["route"]), known[-1]) if known else WHOLE
    if len(place) < 2 or place[0] not in ROOMS:
        return part
    zh, en = (_named(str(place[1]), office, lang) for lang in ("zh", "en"))
    return Label(f"“{zh}”的{part.zh}", f"{part.en} of “{en}”")


def _quoted(keys: str, office: Scenario, lang: str) -> str:
    """Return the office's names for keys in quotation marks; a key without a name, such as one that a reform made up, is left out."""
    names = [_named(each, office, lang) for each in keys.split("、")]
    told = [name for name in names if not KEY.fullmatch(name)]
    return f"“{('、' if lang == 'zh' else ', ').join(told)}”" if told else ""


def _named(key: str, office: Scenario, lang: str) -> str:
    """Return the office's name for a matter, a desk, a session; what has none stays as it is."""
    for room in ROOMS:
        found = getattr(getattr(office, room, {}), "get", {}.get)(key)
        name = getattr(found, "name", None)
        if name is not None:
            return name.zh if lang == "zh" else name.en
    return key
