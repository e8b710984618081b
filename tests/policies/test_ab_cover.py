"""AB cover: B does A's work while A is away; in name only, B works and A signs, so that the file waits for A all the same."""

import pytest
from policy_office import office
from toy_office import Data, Told, away, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

BOTH = pytest.mark.parametrize("engine", ["lists", "simpy"])
COVER = p.ABCover(efficiency=0.7, hand_over_delay=0)
SIGNED = COVER.changed(("signature_minutes", 10.0))
COMES = ["05 09:00", "06 09:00", "06 10:00", "07 10:00", "08 09:00", "08 09:00"]


def told(engine: str, policies: list[p.Policy], route: list[Data] | None = None, comes: list[str] | None = None) -> Told:
    """70 minutes of work a case at one desk, whose officer is away on Tuesday and Wednesday."""
    work = route or [serve("s", "a", "70 min")]
    scenario = Scenario.model_validate(toy({"a": {"officers": [away("甲", (6, 8))]}}, {"m": matter(comes or COMES, work)}))
    return Told(run(lower(p.timeline(scenario, policies)), engine=engine))


@BOTH
def test_everything_waits_for_the_signature_by_hand(engine):
    """B needs 100 minutes a case. With A's powers three are closed while A is away; signed by A (10 minutes, his own line first) they close on Thursday."""
    assert told(engine, []).stamps("closed") == ["05 10:10", "08 10:10", "08 11:20", "08 14:00", "08 15:10", "08 16:20"]
    assert told(engine, [COVER]).stamps("closed") == ["05 10:10", "06 10:40", "06 13:50", "07 11:40", "08 10:10", "08 11:20"]
    signed = told(engine, [SIGNED])
    assert [spell for spell in signed.spells if "a_b/1" in spell] == [
        "1 s a_b/1 06 09:00 > 06 10:40 done", "2 s a_b/1 06 10:40 > 06 13:50 done", "3 s a_b/1 07 10:00 > 07 11:40 done"]
    assert signed.stamps("closed") == ["05 10:20", "08 11:30", "08 11:40", "08 11:50", "08 12:00", "08 13:40"]


@BOTH
def test_papers_go_back_to_the_step_and_not_to_the_signature(engine):
    """Sent back once for 24 hours: examined by A and again, in A's absence, by B; signed twice, both times by A."""
    mended = [serve("s", "a", "1 h"), {"return": {"step": "mend", "probability": 1.0, "at_most": 1, "turnaround": "24 h"}}, serve("t", "a", "1 h")]
    signed = told(engine, [SIGNED], mended, ["05 09:00"])
    assert [spell.split(" 甲")[0].split(" a_b")[0] for spell in signed.spells] == ["0 s", "0 s_signed", "0 s", "0 s_signed", "0 t", "0 t_signed"]
    assert signed.spells[1] == "0 s_signed 甲 05 10:00 > 05 10:10 done"      # comes again on Tuesday at 10:10, when A is away
    assert signed.spells[2].startswith("0 s a_b/1 06 10:10") and signed.spells[3].startswith("0 s_signed 甲 08 09:00")


@BOTH
def test_a_perfect_b_who_may_not_sign_is_no_cover(engine):
    """Identity: one case that comes while A is away ends with A's first signature on his return, however able B is."""
    able = SIGNED.changed(("efficiency", 1.0))
    assert told(engine, [able], comes=["06 09:00"]).stamps("closed") == told(engine, [SIGNED], comes=["06 09:00"]).stamps("closed") == ["08 09:10"]


def test_signed_for_each_other_by_hand():
    """Mutual cover: two trays, each with all officers of its desk (乙 signs too) and nobody of its own; 丙, whom nobody covers, needs none."""
    new = p.ABCover(form="mutual", signature_minutes=2).apply(office())
    trays = [name for name in new.desks if name.endswith("_signs")]
    assert trays == ["land_signs", "survey_signs"]
    assert [(help_.officer, help_.desk, help_.rank) for help_ in new.helps] == [
        ("甲", "land_signs", 0), ("乙", "land_signs", 0), ("survey/1", "survey_signs", 0)]
    assert [new.officers_of(tray) for tray in trays] == [("land_signs/nobody",), ("survey_signs/nobody",)]


def test_a_tray_must_find_its_place():
    """A desk that has the name of the tray already is in the way."""
    with pytest.raises(PolicyRefused, match="“land_signs”"):
        p.ABCover(signature_minutes=2).apply(office(("desks.land_signs", {"office": "land"})))
