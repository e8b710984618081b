"""``xnsim search`` and ``xnsim quarters``: how much is needed, and what last quarter's figures do to the next, from the keyboard."""

from __future__ import annotations

import json

import pytest

pytest_plugins = ("keyboard",)
SEEK = ("search", "office.yaml", "--engine", "lists", "--replications", "3")
WALK = ("quarters", "office.yaml", "--engine", "lists", "--replications", "3", "--quarters", "2", "--length", "20 wd", "--indicator", "mean_workdays")


def test_search_tells_how_many_officers(xnsim, office):
    """The number, its interval, every value tried, and the stamp; the next smaller one misses the target."""
    code, out, err = xnsim(*SEEK, "--officers", "land", "--target", "99%")
    assert code == 0 and not err and out.startswith("小局") and "按时办结率不低于 99%" in out and "「land」的人数至少" in out and "种子 1" in out
    found = json.loads(xnsim(*SEEK, "--officers", "land", "--target", "0.99", "--json")[1])
    means = {row["value"]: row["mean"] for row in found["tried"]}
    assert found["value"] == 2 and means[1] < 0.99 <= means[2] and max(means) == 4    # four times today's one officer


def test_search_names_a_knob_as_the_reader_does(xnsim, office):
    """A promise that 90 % keep, in whole working days, within the law: the knob by its label, not by its key."""
    code, out, _ = xnsim(*SEEK, "--knob", "time_limit.workdays", "--high", "20", "--target", "90%")
    assert code == 0 and "限时办结的“承诺时限定为”至少" in out and "time_limit" not in out
    assert "“Promised limit set to”" in xnsim(*SEEK, "--knob", "time_limit.workdays", "--high", "20", "--target", "90%", "--lang", "en")[1]


def test_search_while_a_policy_is_in_force(xnsim, office):
    """Promised in half the time, the same share on time takes more officers; an unknown policy is refused by its name."""
    needed = lambda *words: json.loads(xnsim(*SEEK, "--officers", "land", "--high", "9", "--target", "90%", "--json", *words)[1])["value"]
    assert needed("--policy", "time_limit:factor=0.5") > needed()
    code, out, err = xnsim(*SEEK, "--officers", "land", "--target", "90%", "--policy", "tim_limit")
    assert code == 2 and not out and "time_limit" in err


@pytest.mark.parametrize(("words", "says"), [
    ((), "--officers 岗位"),
    (("--officers", "land", "--knob", "time_limit.factor", "--target", "1"), "两者只写一个"),
    (("--officers", "land"), "缺少目标"),
    (("--officers", "lnd", "--target", "90%"), "是不是 land?"),
    (("--officers", "land", "--target", "ninety"), "应为数字"),
    (("--officers", "land", "--target", "100%"), "没有任何有限的值"),
    (("--officers", "land", "--target", "90%", "--low", "5", "--high", "2"), "--low"),
    (("--officers", "land", "--target", "90%", "--indicator", "utilisation"), "--indicator"),
    (("--knob", "tim_limit.factor", "--target", "90%"), "是不是 time_limit?"),
    (("--knob", "time_limit.late_clock", "--target", "90%"), "不是数"),
    (("--knob", "time_limit.matters", "--target", "90%"), "不是数"),
    (("--knob", "time_limit.workdays", "--target", "90%"), "缩小要找的范围"),
])
def test_search_tells_what_is_wrong(xnsim, office, words, says):
    """Exit code 2, the option by its own name, and the way out; nothing on the screen but that."""
    code, out, err = xnsim(*SEEK, *words)
    assert (code, out) == (2, "") and says in err


def test_quarters_set_the_rule_beside_its_absence(xnsim, office):
    """Two quarters, with the rule and without: alike in the first; who answered in the second; official beside twin; the stamp."""
    pressed = (*WALK, "--rule", "below_target", "--target", "0.1")
    code, out, _ = xnsim(*pressed)
    assert code == 0 and all(word in out for word in ("只看不罚", "达标考核", "全程用时(对照)".replace("(", "\uff08").replace(")", "\uff09"), "种子 1"))
    assert "第 2 季  3 / 3  licence" in out.replace("licence\uff1a", "licence:")
    told = json.loads(xnsim(*pressed, "--json")[1])
    first = {row["rule"]: row["official"] for row in told["quarters"] if row["quarter"] == 1}
    second = {row["rule"]: row for row in told["quarters"] if row["quarter"] == 2}
    assert first["只看不罚"] == first["达标考核"] and second["达标考核"]["reacting"] == 1.0 and second["只看不罚"]["reacting"] == 0.0
    assert second["达标考核"]["official"] != second["只看不罚"]["official"] and told["seed"] == 1 and told["decisions"]


def test_quarters_in_english(xnsim, office):
    """Rule, reaction and indicator by their English names."""
    code, out, _ = xnsim(*WALK, "--rule", "below_target", "--target", "0.1", "--reaction", "paced", "--lang", "en")
    assert code == 0 and "target missed" in out and "work paced by the limit" in out and not any("\u4e00" <= sign <= "\u9fff" for sign in out)


@pytest.mark.parametrize(("words", "says"), [
    (("--rule", "worst"), "只能是 last_place、below_target"), (("--share", "3"), "应在 0 与 1 之间"), (("--length", "2 q"), "例如 62 wd"),
    (("--quarters", "90"), "1 与 40"), (("--indicator", "on_tim_rate"), "是不是 on_time_rate?"), (("--policy", "ab_covr"), "是不是 ab_cover(AB岗)?"),
])
def test_quarters_tell_what_is_wrong(xnsim, office, words, says):
    """Exit code 2 and the way out."""
    code, out, err = xnsim(*WALK, *words)
    assert (code, out) == (2, "") and says in err


def test_a_warning_is_told_once_and_in_one_language(xnsim, office):
    """Quarters that run beyond the published holidays: one sentence in the reader's language, not one a walk in both."""
    far = (office / "office.yaml").read_text(encoding="utf-8").replace("2026-01-05", "2026-12-01")
    (office / "office.yaml").write_text(far, encoding="utf-8")
    zh, en = (xnsim("run", "office.yaml", "--engine", "lists", "--lang", lang)[2].splitlines() for lang in ("zh", "en"))
    assert len(zh) == 1 == len(en) and "节假日" in zh[0] and "holiday" not in zh[0] and en[0].startswith("! holiday") and "节" not in en[0]
