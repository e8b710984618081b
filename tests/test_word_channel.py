"""Channels: by which way somebody applies, where that way leads, and the hours at which he may come by it."""

from __future__ import annotations

import datetime as dt

from toy_office import Told, matter, serve, toy
from word_office import office, told

from xnsim.engines import run
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {"a": {"officers": "unlimited"}, "b": {"officers": "unlimited"}}
BOTH = {"channels": {"online": {"share": 0.3}, "hall": {"share": 0.7}}}
BY_CHANNEL = {"choose": {"step": "c", "options": [{"channel": "online", "route": [serve("web", "a", "1 min")]},
                                                  {"channel": "hall", "route": [serve("door", "b", "2 min")]}]}}
MONTH = {"horizon": {"warm_up": "0 wd", "measure": "20 wd", "drain": "10 wd"}}


def steady(channels, rate="20/wd", **more):
    """Applicants at a rate, one minute of work."""
    return {"m": {"arrivals": {"poisson": rate, **more}, "channels": channels, "route": [serve("s", "a", "1 min")]}}


def walked(matters, seed=3):
    """A month of it."""
    return Told(run(lower(office(DESKS, matters, MONTH)), seed, engine="simpy"))


def test_the_way_follows_the_channel():
    """All come online, or all at the door; a channel without a way of its own passes by."""
    only = lambda name: {"channels": {"online": {"share": float(name == "online")}, "hall": {"share": float(name == "hall")}}}
    comes = ["05 09:00", "05 09:00"]
    assert told(DESKS, {"m": matter(comes, [BY_CHANNEL], only("online"))}).spells == [f"{i} web - 05 09:00 > 05 09:01 done" for i in (0, 1)]
    assert told(DESKS, {"m": matter(comes, [BY_CHANNEL], only("hall"))}).spells == [f"{i} door - 05 09:00 > 05 09:02 done" for i in (0, 1)]
    web_only = {"choose": {"step": "c", "options": BY_CHANNEL["choose"]["options"][:1]}}
    seen = told(DESKS, {"m": matter(comes, [web_only, serve("s", "a", "1 min")], only("hall"))})
    assert [spell.split()[1] for spell in seen.spells] == ["s", "s"]


def test_the_channel_is_a_column_and_drawn_by_name():
    """About three in ten come online; another matter's channels, other steps or a larger share of the first keep the same persons."""
    comes = ["05 09:00"] * 200
    few = list(told(DESKS, {"m": matter(comes, [serve("s", "a", "1 min")], BOTH)}).run.cases["channel"])
    assert few == list(told(DESKS, {"m": matter(comes, [BY_CHANNEL], BOTH)}).run.cases["channel"])
    more = {"channels": {"online": {"share": 0.6}, "hall": {"share": 0.4}}}
    many = list(told(DESKS, {"m": matter(comes, [BY_CHANNEL], more)}).run.cases["channel"])
    assert 40 < few.count(0) < 80 < many.count(0) and all(b <= a for a, b in zip(few, many, strict=True))


def test_the_walk_and_the_column_agree():
    """Who went through the web step is online in the table, every single case."""
    seen = told(DESKS, {"m": matter(["05 09:00"] * 50, [BY_CHANNEL], BOTH)})
    step = {int(row["case"]): seen.run.lowered.steps[row["step"]] for row in seen.services}
    assert seen.run.lowered.channel_names == ("online", "hall")
    assert [("web", "door")[channel] for channel in seen.run.cases["channel"]] == [step[case] for case in range(50)]


def test_two_matters_number_their_channels_and_classes_together():
    """The second matter lists them otherwise; its ways are found all the same."""
    other = {"channels": {"post": {"share": 1.0}, "online": {"share": 0.0}}, "classes": {"heavy": {"share": 1.0}}}
    ways = {"choose": {"step": "d", "options": [{"channel": "post", "route": [serve("mail", "a", "1 min")]}, {"channel": "online", "route": []}]}}
    heavy = {"choose": {"step": "e", "options": [{"cls": "heavy", "route": [serve("big", "a", "1 min")]}, {"cls": "ordinary", "route": []}]}}
    matters = {"m": matter(["05 09:00"], [BY_CHANNEL], BOTH | {"classes": {"light": {"share": 0.5}}}), "n": matter(["05 09:00"], [ways, heavy], other)}
    seen = told(DESKS, matters)
    assert seen.run.lowered.channel_names == ("online", "hall", "post") and seen.run.cases["channel"][1] == 2
    assert [spell.split()[1] for spell in seen.spells if spell[0] == "1"] == ["mail", "big"]


ALWAYS = {"online": {"share": 0.4, "hours": "always"}, "hall": {"share": 0.6}}
NEVER = {"online": {"share": 0.4}, "hall": {"share": 0.6}}


def in_hours(second):
    """Say whether a second lies in office hours of a working day."""
    day, clock = divmod(second, 86400)
    return day % 7 < 5 and (9 * 3600 <= clock < 12 * 3600 or 13.5 * 3600 <= clock < 17.5 * 3600)


def by_channel(seen, channel):
    """The seconds at which those of a channel came."""
    return [int(at) for at, which in zip(seen.run.cases["received"], seen.run.cases["channel"], strict=True) if which == channel]


def test_who_may_come_at_any_hour_does():
    """Online they come by night and on Sunday, at the door in office hours only; about as many as if all kept office hours."""
    free, bound = walked(steady(ALWAYS)), walked(steady(NEVER))
    online = by_channel(free, 0)
    assert all(in_hours(at) for at in by_channel(free, 1)) and all(in_hours(at) for at in by_channel(bound, 0))
    outside = sum(1 for at in online if not in_hours(at)) / len(online)
    assert 0.7 < outside < 0.87         # 35 of 168 hours of a week are office hours: 0.79 lie outside
    assert abs(len(online) - len(by_channel(bound, 0))) < 40 and len(online) > 150


def test_those_at_the_door_are_the_same_persons():
    """Whether the web is open at night is of no account to who comes to the hall, and when."""
    assert by_channel(walked(steady(ALWAYS)), 1) == by_channel(walked(steady(NEVER)), 1)


def test_a_day_before_the_web_opens_at_night_is_as_it_was():
    """From the 14th on the web takes papers at any hour: until then every second and every channel is as without it."""
    rows = [(None, office(DESKS, steady(NEVER), MONTH)), (dt.date(2026, 1, 14), office(DESKS, steady(ALWAYS), MONTH))]
    plain, dated = walked(steady(NEVER)), Told(run(lower(rows), 3, engine="simpy"))
    when = 9 * 86400
    came = [[(int(at), int(which)) for at, which in zip(seen.run.cases["received"], seen.run.cases["channel"], strict=True) if at < when]
            for seen in (plain, dated)]
    assert came[0] == came[1] and len(came[0]) > 100
    assert any(not in_hours(at) for at in by_channel(dated, 0)) and not any(at < when and not in_hours(at) for at in by_channel(dated, 0))


def test_and_the_other_way_round():
    """A reform of something else from the 14th on leaves the night-comers of the days before as they were."""
    slower = steady(ALWAYS)
    slower["m"]["route"] = [serve("s", "a", "2 min")]
    rows = [(None, office(DESKS, steady(ALWAYS), MONTH)), (dt.date(2026, 1, 14), office(DESKS, slower, MONTH))]
    plain, dated = walked(steady(ALWAYS)), Told(run(lower(rows), 3, engine="simpy"))
    assert list(plain.run.cases["received"]) == list(dated.run.cases["received"])
    assert list(plain.run.cases["channel"]) == list(dated.run.cases["channel"])


def test_known_moments_stay():
    """A table of moments, slots and what lay there at the start keep their moments, whatever the channel; groups come together."""
    night = {"channels": {"online": {"share": 1.0, "hours": "always"}}}
    seen = told(DESKS, {"m": matter(["05 09:00", "05 10:00"], [serve("s", "a", "1 min")], night)})
    assert seen.stamps("received") == ["05 09:00", "05 10:00"]
    pairs = walked(steady(night["channels"], rate="2/wd", batch=2)).stamps("received")
    assert len(pairs) > 20 and pairs[::2] == pairs[1::2]


def test_who_no_longer_comes_does_not_come_by_night():
    """With half of the applicants kept, those who come are some of those who came, at the same seconds."""
    whole, half = walked(steady(ALWAYS)), walked(steady(ALWAYS, keep=0.5))
    assert set(half.run.cases["received"]) < set(whole.run.cases["received"])
    assert 0.35 < half.run.cases.rows / whole.run.cases.rows < 0.65


def test_the_order_of_cases_is_that_of_receipt():
    """Numbers rise with the second of receipt though the source deals its persons in another order."""
    received = list(walked(steady(ALWAYS)).run.cases["received"])
    assert received == sorted(received)


def test_weights_by_hour_say_when_the_doors_are_used():
    """Mornings only at the door; by night they come evenly, in all as many."""
    seen = walked(steady({"online": {"share": 0.5, "hours": "always"}, "hall": {"share": 0.5}}, by_hour={9: 1}))
    assert {at % 86400 // 3600 for at in by_channel(seen, 1)} == {9}
    assert len({at % 86400 // 3600 for at in by_channel(seen, 0)}) == 24
    assert 0.75 < len(by_channel(seen, 0)) / len(by_channel(seen, 1)) < 1.35


def test_a_scenario_without_channels_has_none():
    """The column says so."""
    assert list(Told(run(lower(Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], [serve("s", "a", "1 min")])}))),
                         engine="simpy")).run.cases["channel"]) == [-1]
