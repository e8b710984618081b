"""Two engines, one meaning: every column of both tables is equal, over random offices and over all scenarios."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from offices import Office, offices

from xnsim.cases import first_difference
from xnsim.engines import Run, run

RANDOM = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
