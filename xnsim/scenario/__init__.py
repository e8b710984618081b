"""The office as it is: typed, frozen, read from YAML and written to it; it knows no policies."""

from xnsim.scenario.files import dump, load
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError, Problem

__all__ = ["InputError", "Problem", "Scenario", "dump", "load"]
