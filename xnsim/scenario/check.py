"""What a single field cannot see: contradictions within a scenario, all of them at once.

``check`` also serves a scenario that a policy has changed or a notebook has built.
"""

from __future__ import annotations

from weakref import WeakValueDictionary

from xnsim.scenario.check_hands import hands_findings
from xnsim.scenario.check_limits import limit_findings
from xnsim.scenario.check_office import office_findings
from xnsim.scenario.check_open import open_findings
from xnsim.scenario.check_pace import pace_findings
from xnsim.scenario.check_people import people_findings
from xnsim.scenario.check_quality import quality_findings
from xnsim.scenario.check_route import route_findings
from xnsim.scenario.check_sessions import session_findings
from xnsim.scenario.check_spawn import spawn_findings
from xnsim.scenario.check_timers import timer_findings
from xnsim.scenario.check_waits import wait_findings
from xnsim.scenario.check_who_comes import demand_findings
from xnsim.scenario.finding import Finding
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import Problem
from xnsim.scenario.sheet import where_text
from xnsim.scenario.walk import stops_of


def check(scenario: Scenario) -> list[Problem]:
    """Return what is wrong with a scenario as a whole; an empty list when it can be run."""
    return [Problem(where_text(finding.where), finding.says) for finding in findings(scenario)]


def doubts(scenario: Scenario) -> list[Problem]:
    """Return what is wrong with a scenario as ``check`` does, looking once only: what was read from a file has been looked at."""
    if _sound.get(id(scenario)) is scenario:
        return []
    problems = check(scenario)
    if not problems:
        believe(scenario)
    return problems


def believe(scenario: Scenario) -> None:
    """This scenario has been looked at and can be run; scenarios do not change."""
    _sound[id(scenario)] = scenario


_sound: WeakValueDictionary[int, Scenario] = WeakValueDictionary()


def findings(scenario: Scenario) -> list[Finding]:
    """Return every contradiction with its place."""
    stops = stops_of(scenario)
    found = [*office_findings(scenario), *people_findings(scenario), *demand_findings(scenario), *session_findings(scenario, stops),
             *hands_findings(scenario, stops), *spawn_findings(scenario, stops), *pace_findings(scenario), *quality_findings(scenario),
             *open_findings(scenario, scenario.open_cases)]
    for name, matter in scenario.matters.items():
        at = ("matters", name)
        found += [*limit_findings(matter, at), *timer_findings(matter, at, list(scenario.matters), stops[name]),
                  *route_findings(matter, at, scenario, stops[name]), *wait_findings(matter, at, stops[name])]
    return found
