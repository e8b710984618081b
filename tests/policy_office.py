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
