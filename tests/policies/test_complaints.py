"""Complaints: who waits too long is heard, by an investigator who takes time; then complaining jumps the queue."""

import pytest
from paired import assert_moves, assert_perverse, comes, small
from policy_office import office
from supervised_office import QUARTER
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.policies.complaints import passed_on
from xnsim.program import lower
from xnsim.scenario.model import Scenario

SLOW = small({"a": {}, "b": {}}, {
    "long": comes("0.55/wd", [serve("s", "b", "exp(10 h)")], {"statutory": "60 wd", "promised": "50 wd"}),
    "short": comes("2.5/wd", [{"wait": {"step": "post", "length": "exp(2 d)"}}, serve("t", "a", "exp(30 min)"), serve("sign", "b", "exp(15 min)")],
                   {"statutory": "20 wd", "promised": "5 wd"})}, QUARTER)
HEARD = p.Complaints(share=0.5)
QUEUE = toy({"a": {"officers": [{"name": "甲"}]}}, {
    "big": matter(["05 09:00"], [serve("big", "a", "1 h")]), "other": matter(["05 09:10"], [serve("other", "a", "1 h")]),
    "m": matter(["05 09:20"], [{"accept": {}}, serve("s", "a", "10 min")], {"limits": {"promised": "10 h"}})})


def test_jumping_the_queue_by_hand():
    """Complained of at 09:20: taken in by 09:40, the file goes at 10:00, the explanation next, the inquiry is over at 14:10; the other waits until 10:40."""
    plain, heard = (Told(run(lower(p.timeline(Scenario.model_validate(QUEUE), policies)), engine="simpy")) for policies in ([], [p.Complaints(jumpers=1)]))
    assert plain.spells[1:] == ["1 other 甲 05 10:00 > 05 11:00 done", "2 s 甲 05 11:00 > 05 11:10 done"]
    assert sorted(spell for spell in heard.spells if " big " not in spell) == [
        "1 other 甲 05 10:40 > 05 11:40 done", "2 s 甲 05 10:00 > 05 10:10 done", "3 explain 甲 05 10:10 > 05 10:40 done",
        "3 inquire investigators/1 05 10:40 > 05 14:10 done", "3 take_in investigators/1 05 09:20:01 > 05 09:40:01 done"]
    assert heard.case(3)["parent"] == 2 and heard.stamps("accepted")[3] == "05 09:40:01"


def test_three_ways_by_hand():
    """A timer where the file goes on; otherwise a chance each time it leaves a desk for the next, none after the last nor before acceptance."""
    goes_on = p.Complaints(parent="goes_on").apply(office()).matters
    assert [str(timer.after.span) for timer in goes_on["licence"].timers] == ["weibull(45 d, shape 2)"] and goes_on["licence"].route == office().matters["licence"].route
    waits = p.Complaints(parent="waits").apply(office()).matters["licence"]
    assert waits.timers == () and passed_on(waits.route) == ["land_exam", "plan_exam", "land_sign", "measure", "draw"]
    asked = waits.route[3].steps[1]
    assert (asked.probability, asked.parent, asked.response) == (0.2, "waits", ((0.5, 0.0), (1.0, 1.0), (2.0, 2.0)))
    complaint = p.Complaints().apply(office()).matters["complaint_licence"]
    assert str(complaint.limits.promised) == "30 d" and str(complaint.limits.acceptance) == "3 wd"


def test_nobody_complains():
    """Identity: with nobody to complain every applicant's stamps stand."""
    tables = [run(lower(p.timeline(SLOW, policies)), 3, 0, "simpy").cases for policies in ([], [p.Complaints(share=0)])]
    assert tables[0] == tables[1] and tables[0].rows > 40


def test_refusals():
    """No limit to complain by, art. 57, and a desk that is not there."""
    with pytest.raises(PolicyRefused, match="效能投诉.*时限"):
        p.Complaints().apply(office(("matters.licence.limits", {}), ("matters.renewal.limits", {})))
    with pytest.raises(PolicyRefused, match="第57条"):
        p.Complaints().apply(office(("matters.licence.quota_order", True)))
    with pytest.raises(PolicyRefused, match="“boss”"):
        p.Complaints(investigator="bos").apply(office())


def test_complaints_move_what_they_say():
    """Files that drag on are dug out."""
    assert_moves(SLOW, [], [HEARD], HEARD.moves)


def test_complaints_jump_the_queue():
    """Three in ten complain at once: supervised cases look fine, the others wait."""
    assert_perverse(SLOW, HEARD)
