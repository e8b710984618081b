"""A toy office for the tests of policies: small enough to rewrite by hand."""

from copy import deepcopy
from typing import Any

from xnsim.scenario.model import Scenario

AWAY = {"present": "exp(18 wd)", "away": "exp(2 wd)"}

OFFICE: dict[str, Any] = {
    "schema": 1,
    "name": {"zh": "练习县", "en": "Practice county"},
    "calendar": {"start": "2026-01-05", "holidays": "none"},
    "horizon": {"warm_up": "5 wd", "measure": "20 wd", "drain": "5 wd"},
    "desks": {
        "window": {"officers": 2},
        "land": {"office": "land", "officers": [{"name": "甲", "absence": AWAY}, {"name": "乙"}]},
        "survey": {"office": "land", "absence": AWAY},
        "plan": {"office": "plan", "officers": [{"name": "丙", "absence": AWAY, "hours": ["09:00-12:00"]}]},
        "boss": {"office": "gov"},
    },
    "matters": {
        "licence": {
            "arrivals": {"poisson": "3/wd"},
            "limits": {"statutory": "20 wd", "promised": "7 wd"},
            "route": [
                {"serve": {"step": "reception", "desk": "window", "effort": "exp(20 min)"}},
                {"return": {"step": "supplement", "probability": 0.3, "turnaround": "exp(4 d)"}},
                {"accept": {}},
                {"series": [
                    {"serve": {"step": "land_exam", "desk": "land", "effort": "exp(1 h)"}},
                    {"serve": {"step": "plan_exam", "desk": "plan", "effort": "exp(2 h)"}},
                    {"serve": {"step": "land_sign", "desk": "land", "effort": "constant(10 min)"}},
                    {"series": [
                        {"serve": {"step": "measure", "desk": "survey", "effort": "exp(1 h)"}},
                        {"serve": {"step": "draw", "desk": "survey", "effort": "exp(1 h)"}},
                    ]},
                ]},
                {"serve": {"step": "sign", "desk": "boss", "effort": "exp(10 min)"}},
                {"deliver": {}},
            ],
        },
        "renewal": {
            "arrivals": {"poisson": "2/wd"},
            "limits": {"statutory": "30 d"},
            "route": [
                {"serve": {"step": "intake", "desk": "window", "effort": "exp(10 min)"}},
                {"return": {"step": "mend", "defects": {"mean": 0.8, "seen": 0.4, "notice": "one"}, "turnaround": "exp(4 d)"}},
                {"serve": {"step": "renew", "desk": "plan", "effort": "exp(30 min)"}},
            ],
        },
    },
}


# What an institution works on and the plain office lacks: its key, and the edits (as ``office`` takes them) that bring it in.
WRONG_DOOR: dict[str, Any] = {
    "arrivals": {"poisson": "2/wd"},
    "route": [
        {"choose": {"step": "misaddressed", "options": [
            {"share": 0.15, "route": [
                {"serve": {"step": "wrong_visit", "desk": "plan", "effort": "constant(2 min)", "trips": 1}},
                {"wait": {"step": "come_again", "length": "exp(1 d)", "who": "applicant"}}]},
            {"share": 0.85, "route": []}]}},
        {"serve": {"step": "apply", "desk": "window", "effort": "exp(10 min)"}},
        {"accept": {}},
        {"serve": {"step": "grant", "desk": "boss", "effort": "exp(10 min)"}},
    ],
}


def _one(step: str, desk: str, effort: str = "exp(10 min)", trips: int = 0) -> dict[str, Any]:
    return {"serve": {"step": step, "desk": desk, "effort": effort} | ({"trips": trips} if trips else {})}


def _some(step: str, share: float, way: list[Any]) -> dict[str, Any]:
    return {"choose": {"step": step, "options": [{"share": share, "route": way}, {"share": 1 - share, "route": []}]}}


def _rare(*route: Any) -> dict[str, Any]:
    return {"arrivals": {"poisson": "0.5/wd"}, "route": list(route)}


ERRAND = _rare(_one("hand_in", "window"), _one("show", "plan", trips=1), _one("pay", "boss", trips=1), {"decide": {}})
TWO_COUNTERS = _rare(_one("first", "window"), {"accept": {}}, _one("second", "plan", trips=1),
                     {"return": {"step": "again", "probability": 0.3, "turnaround": "exp(2 d)"}})
TWO_LEVELS = _rare(_one("below", "window"), {"accept": {}}, {"wait": {"step": "post", "length": "exp(2 d)"}}, _one("above", "boss"))
ORPHAN = _rare(_one("read", "land"), _some("passed_on", 0.6, [{"wait": {"step": "to_plan", "length": "1 d"}}, _one("read_too", "plan")]),
               {"accept": {}}, _one("do", "boss"))
INSPECTED = _rare(_one("land_visit", "land"), {"wait": {"step": "weeks", "length": "exp(5 d)", "who": "applicant"}}, _one("plan_visit", "plan", trips=1))
ASKING = _rare(_one("come", "window"), {"accept": {}}, _some("asks", 0.4, [_one("ask", "window", trips=1)]), _one("answer", "boss"))
LADDER: dict[str, Any] = {
    "arrivals": {"poisson": "1/wd"},
    "route": [
        {"serve": {"step": "handle", "desk": "land", "effort": "exp(30 min)"}},
        {"serve": {"step": "section_sign", "desk": "survey", "effort": "exp(10 min)"}},
        {"serve": {"step": "deputy_sign", "desk": "plan", "effort": "exp(10 min)"}},
        {"return": {"step": "redo", "probability": 0.2, "turnaround": "exp(1 h)", "to": "handle", "trips": 0}},
        {"serve": {"step": "head_sign", "desk": "boss", "effort": "exp(10 min)"}},
        {"deliver": {}},
    ],
}
BOARD: tuple[tuple[str, Any], ...] = (
    ("sessions", {"board": {"every": "3 wd", "seats": 5}}),
    ("matters.motion", _rare(_one("draft", "land"), {"accept": {}}, {"gate": {"step": "hear", "session": "board"}},
                             {"return": {"step": "dispute", "probability": 0.3, "turnaround": "exp(1 d)", "to": "hear", "trips": 0}}, _one("minute", "boss"))),
)
QUALITY = {"eligible": 0.9, "approve_wrong": 0.1, "refuse_wrong": 0.02}
NEEDS: dict[str, tuple[tuple[str, Any], ...]] = {
    "accountability": (("matters.licence.quality", QUALITY),),
    "duty_roster": (
        ("desks.phones", {"office": "duty", "officers": 3}),
        ("matters.hotline", _rare({"serve": {"step": "call", "desk": "phones", "effort": "exp(5 min)", "patience": "exp(3 min)"}})),
    ),
    "fewer_signatures": (("matters.ladder", LADDER),),
    "first_contact": (("matters.wrong_door", WRONG_DOOR),),
    "joint_inspection": (("matters.inspected", INSPECTED),),
    "linked_levels": (("matters.two_levels", TWO_LEVELS),),
    "more_meetings": BOARD,
    "one_stop": (("matters.errand", ERRAND),),
    "pooled_review": (("matters.appeal_land", _rare(_one("reconsider", "land"))), ("matters.appeal_plan", _rare(_one("reconsider", "plan")))),
    "prior_consultation": BOARD,
    "quoted_date": (("matters.asking", ASKING),),
    "reply_promise": (("matters.suggestion", _rare(_one("receive", "window"), {"accept": {}}, _one("deal", "land"))),),
    "shared_intake": (("matters.two_counters", TWO_COUNTERS),),
    "single_lead": (("matters.orphan", ORPHAN),),
}


def office_for(*policies: Any, edits: tuple[tuple[str, Any], ...] = ()) -> Scenario:
    """Return the toy office with what these policies (or kinds of policy) work on; their order does not matter."""
    return office(*edits, *(edit for key in sorted({policy.key for policy in policies}) for edit in NEEDS.get(key, ())))


def office(*edits: tuple[str, Any]) -> Scenario:
    """Return the toy office with the values at some dotted places replaced (``matters.renewal.limits``)."""
    data = deepcopy(OFFICE)
    for path, value in edits:
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        place = data
        for part in way:
            place = place[part]
        place[last] = value
    return Scenario.model_validate(data)
