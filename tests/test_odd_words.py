"""Odd but likely slips: a number where a list of policies belongs, a seed no machine can hold."""

from __future__ import annotations

import pytest

import xnsim
from xnsim import presets
from xnsim.commands.declare import Unreadable, whole

STUDY = "schema: 1\nscenario: {scenario}\nalternatives:\n  a: []\n  b: {entry}\nreplications: 2\n"


@pytest.mark.parametrize("entry", ["3", "true", "1.5"])
def test_a_number_for_a_list_of_policies_is_told_with_its_line(tmp_path, entry):
    """An alternative that is no list is the writer's slip, told with its line, not a fault of the program."""
    path = tmp_path / "study.yaml"
    scenario = tmp_path / "office.yaml"
    scenario.write_bytes(presets.scenarios()["single_window"].read_bytes())
    path.write_text(STUDY.format(scenario=scenario.name, entry=entry), encoding="utf-8")
    with pytest.raises(xnsim.InputError) as caught:
        xnsim.load_study(path)
    assert "study.yaml:5: alternatives.b" in str(caught.value)


def test_a_seed_above_the_highest_is_told_the_highest():
    """A seed too large is not told that it is too small."""
    with pytest.raises(Unreadable) as caught:
        whole(0)(str(2**70))
    assert str(2**63 - 1) in caught.value.says.en
