"""The game 「我当主任」: prices add up, codes carry a check sign, teams meet the same applicants, and the lessons pay on the true board."""

from __future__ import annotations

import json
import random
from statistics import fmean

import pytest

from xnsim import game
from xnsim.__main__ import main
from xnsim.game import boards
from xnsim.game.codes import ALPHABET, Order, Plan, body_of, check_sign, read_plan, spent
from xnsim.game.debrief import missed, worth
from xnsim.game.directors import DIRECTORS, LESSONS, director, without
from xnsim.game.menu import BUDGET, ITEMS, MENU
from xnsim.game.orders import in_force, institutions, shocks
from xnsim.game.play import bounds, office, play, quarter_run, rank, true_board, year_run
from xnsim.game.reference import BEST, IDLE, plan_of, references, run_lines
from xnsim.game.search import SEEDS as SEEDS_OF_SEARCH
from xnsim.game.search import Climb
from xnsim.indicators.view import View
from xnsim.policies import combine
from xnsim.punctuation import printed
from xnsim.scenario import InputError
from xnsim.stats import paired_difference

FEW, MANY = tuple(range(1, 9)), tuple(range(1, 51))
HANDBOOK = {"H": 12, "F": 15, "B": 4, "Z": 8, "L": 10, "N": 5, "D": 8, "M": 4, "C": 3, "E": 3, "S": 10, "P": 0, "U": 0, "V": 0, "Y": 0, "G": 0}


def _wrong(code, sealed=False):
    with pytest.raises(InputError) as error:
        read_plan(code, sealed=sealed)
    return " ".join(problem("en") for problem in error.value.problems)


def test_prices_are_the_handbooks():
    """Each item costs what the handbook says, and a quarter has 100 points."""
    assert ({item.sign: item.price for item in ITEMS}, BUDGET) == (HANDBOOK, 100)


def test_a_quarter_costs_the_sum_of_its_orders():
    """Two windows, a percent and a half of monitoring: 12 + 12 + 3 × 3 + 6 + 0."""
    (orders,) = read_plan("H1H2C3E2P5G4").quarters
    assert spent(orders) == 12 + 12 + 9 + 6


def test_a_quarter_has_a_hundred_points_and_no_more():
    """100 points may be spent; 104 are refused with the points to take out."""
    assert spent(read_plan("F1F2F3F4F5H1NZ").quarters[0]) == 100
    assert "costs 104" in _wrong("F1F2F3F4F5H1NZB1") and "take out 4" in _wrong("F1F2F3F4F5H1NZB1")


def test_codes_come_back_as_they_were_written():
    """What is written is read again, for random years, in small letters and with full-width strokes too."""
    for seed in range(60):
        plan = director("random", seed)
        again = read_plan(f"random={plan.code}", sealed=True)
        assert again.code == plan.code
        assert read_plan(plan.code.lower().replace("/", "\uff0f").replace("-", "\uff0d"), sealed=True).code == plan.code
        assert [sorted(orders) for orders in again.quarters] == [sorted(orders) for orders in plan.quarters]


def test_the_check_sign_finds_every_slip():
    """No code with one sign changed, or two neighbours exchanged, keeps its check sign."""
    body = read_plan("F5NB2/F5F3//G4").code.split("-")[0]
    sign = check_sign(body)
    for k, was in enumerate(body):
        for other in ALPHABET.replace(was, ""):
            assert check_sign(body[:k] + other + body[k + 1:]) != sign
        if k and body[k - 1] != was:
            assert check_sign(body[: k - 1] + was + body[k - 1] + body[k + 1:]) != sign


@pytest.mark.parametrize(("code", "says"), [
    ("X1", "no “X” on the sheet"), ("H3", "takes one digit"), ("F", "takes one digit"), ("N1", "no digit after N"), ("P3P4", "written 2 times"), ("N/N", "again"),
    ("5F", "cannot be read"), ("F5?", "letters, digits and /"), ("0/0/0/0/0", "one to four quarters"), ("", "one to four quarters"), ("F5-A", "does not fit")])
def test_bad_codes_are_told_what_is_wrong(code, says):
    """Each mistake is named in words."""
    assert says in _wrong(code)


def test_a_class_list_wants_the_check_sign():
    """What was not printed by the machine is not ranked, nor is half a year."""
    assert "no check sign" in _wrong("0/0/0/0", sealed=True)
    assert "four quarters" in _wrong(read_plan("F5/F5").code, sealed=True)


def test_what_holds_when():
    """People are for the quarter, training stays, the last word on a rule stands."""
    quarters = read_plan("F5B2P5/N/P0V3").quarters
    assert [[str(order) for order in in_force(quarters, k)] for k in (1, 2, 3)] == [["F5", "B2", "P5"], ["B2", "P5", "N"], ["B2", "N", "P0", "V3"]]


def test_every_combination_of_orders_is_an_office():
    """No policies that the menu puts together contradict each other: each pair of items, and random sheets."""
    rng = random.Random(1)
    for _ in range(12):
        orders = tuple(Order(item.sign, rng.choice(list(item.choices) or [0])) for item in ITEMS if rng.random() < 0.5)
        for k in (1, 2, 3):
            assert combine(office(), [*shocks(k), *institutions(orders)]) != office() or not orders


def test_teams_meet_the_same_applicants_and_the_past_stays():
    """Two teams: the same arrivals in a quarter, whatever they ordered; and what is ordered later moves nothing before."""
    one, other = read_plan("F5NV3/F5"), read_plan("F5NV3/P2U8")
    runs = [quarter_run(plan, 2, engine="lists") for plan in (one, other)]
    of_applicants = [sorted(zip(run.keys, run.cases["received"], strict=True)) for run in runs]
    assert of_applicants[0] == of_applicants[1]
    before = [[(key, decided) for key, decided in zip(run.keys, run.cases["decided"], strict=True) if 0 <= decided < bounds()[1]] for run in runs]
    assert before[0] == before[1] and len(before[0]) > 1000


def test_audits_are_drawn_by_name():
    """The same move in the same quarter is found for all or for none, three times in ten in the long run, and costs 15."""
    found = [boards.is_found(seed, 1, move) for seed in range(1000) for move in range(1, 5)]
    assert fmean(found) == pytest.approx(0.3, abs=0.03)
    seed = next(seed for seed in range(99) if boards.is_found(seed, 1, 4))
    caught, clean = (play(read_plan(code), seed, "lists").official[0] for code in ("G4", "0"))
    assert caught.fines == {"G4": 15.0} and clean.fines == {}
    assert caught.total == pytest.approx(sum(caught.points.values()) - 15)


def test_a_year_and_its_debrief():
    """The final score is 0.4 official + 0.6 true; the debrief leaves one order out at a time; a free year shows no spending."""
    result = play(read_plan("blue=F5P3/0/0/0"), 1, "lists")
    assert result.final == pytest.approx(0.4 * fmean(board.total for board in result.official) + 0.6 * result.true.total)
    told = {str(each.order): each for each in worth(result, "lists")}
    assert told["F5"].days > 0 and told["F5"].days_per_point == pytest.approx(told["F5"].days / 15)
    assert told["P3"].days == 0 and told["P3"].true_points < 0      # a promise moves no day, and hurries decisions into error
    text = game.debrief_text(list(told.values()), missed(result), "en")
    assert "worth most" in text and "twin" in text


def test_half_a_year_hides_the_true_board():
    """Until the fourth quarter is over nobody is told the true board."""
    result = play(read_plan("0/F5"), 1, "lists")
    assert (len(result.official), result.true, result.final) == (2, None, None)


def test_the_sheet_names_every_item():
    """Both sheets show each sign, name and price of the menu."""
    for lang in ("zh", "en"):
        text = game.sheet_text(lang)
        assert all(item.sign in text and printed(item.label(lang), lang) in text for item in ITEMS)


def test_the_commands(tmp_path, capsys):
    """Play prints the code with its sign, rank reads a class and ranks it, a bad code ends with exit code 2."""
    assert main(["game", "play", "red=0/0", "--engine", "lists", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "0/0-" in shown and "Seed 1:" in shown and "without an interval" in shown
    plans = [director("windows_only"), read_plan("0/0/0/0", "nothing")]
    listed = tmp_path / "codes.csv"
    listed.write_text("team,code\n" + "".join(f"{plan.team},{plan.code}\n" for plan in plans), encoding="utf-8")
    assert main(["game", "rank", str(listed), "--engine", "lists", "--json"]) == 0
    assert '"windows_only"' in capsys.readouterr().out
    listed.write_text("team,code\nred,F5-Q\nblue,X\n", encoding="utf-8")
    assert main(["game", "rank", str(listed), "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert "codes.csv:2" in err and "codes.csv:3" in err
    assert main(["game", "best", "--lang", "en"]) == 0 and references().best.code in capsys.readouterr().out
    assert main(["game", "best", "more"]) == 2
    assert main(["game", "plot"]) == 2 and main(["game", "play"]) == 2 and main(["game", "rank", str(tmp_path / "none.csv")]) == 2


def test_a_round_on_paper(tmp_path, capsys):
    """One machine: the trainer types what two teams wrote, quarter by quarter; the code printed last is what the class list takes, and the ranking is that of the desks."""
    wrote = {"红队": ["f5 n b3 m v3", "F5MF3", "F5MC2", "F5F6MP8"], "蓝队": ["H1H1P4", "G3E1", "0", "G3G4"]}
    for team, quarters in wrote.items():
        for k in (1, 4):
            assert main(["game", "play", f"{team}={'/'.join(quarters[:k])}"]) == 0
            out = capsys.readouterr().out
            assert out.count("官方榜") == k and ("真实榜" in out) == (k == 4)
        wrote[team] = next(line.rpartition("：")[2].strip() for line in out.splitlines() if "决策码" in line)
    listed = tmp_path / "codes.csv"
    listed.write_text("团队,决策码\n" + "".join(f"{team},{code}\n" for team, code in wrote.items()), encoding="gb18030")
    assert main(["game", "rank", str(listed), "--json"]) == 0
    ranked = json.loads(capsys.readouterr().out)["teams"]
    expected = rank([read_plan(f"{team}={code}", sealed=True) for team, code in wrote.items()])
    assert [(each["team"], each["final"]) for each in ranked] == [(each.plan.team, pytest.approx(each.final)) for each in expected]


def _better(one, other):
    """Whether one is above the other on the same years, the whole 95 % interval of the difference above zero."""
    return paired_difference(one, other).low > 0


SIZES = [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.slow)]


@pytest.mark.parametrize("seeds", SIZES)
def test_years_of_five_directors(seeds):
    """Over the seeds (50; in daily use a few) the taught director beats the four others on the true board with a 95 % interval; the gamer wins the official one and loses the true one."""
    played = {name: [play(director(name, seed), seed) for seed in seeds] for name in DIRECTORS}
    true_of = {name: [result.true.total for result in results] for name, results in played.items()}
    official_of = {name: [result.official_mean for result in results] for name, results in played.items()}
    for name in set(DIRECTORS) - {"taught"}:
        assert _better(true_of["taught"], true_of[name]), name
    for name in set(DIRECTORS) - {"official_only"}:
        assert _better(official_of["official_only"], official_of[name]), name


@pytest.mark.parametrize("seeds", SIZES)
def test_leaving_a_lesson_out_costs_true_score(seeds):
    """Over the seeds the taught director without lesson k has the lower true score, with a 95 % interval, for at least nine of twelve lessons."""
    whole = [true_board(director("taught"), seed).total for seed in seeds]
    costs = [rule.lesson for rule in LESSONS if _better(whole, [true_board(without(rule.lesson), seed).total for seed in seeds])]
    assert len(costs) >= 9, costs


@pytest.mark.parametrize("seeds", SIZES)
def test_the_best_year_found_is_no_worse_than_the_taught(seeds):
    """On seeds the search never saw, the year it found has the higher true board than the taught director's, with a 95 % interval."""
    best = plan_of(references().best)
    assert not set(SEEDS_OF_SEARCH) & set(seeds)
    assert _better([true_board(best, seed).total for seed in seeds], [true_board(director("taught"), seed).total for seed in seeds])


def test_the_reference_lines_are_what_is_played_today():
    """All scripted directors, the idle year and the best found, each over 50 seeds; the lines of few seeds agree with the stored intervals."""
    known = references()
    assert [line.name for line in known.lines] == [IDLE, *DIRECTORS, BEST] and {line.n for line in known.lines} == {len(MANY)}
    assert all(line.code == director(line.name).code for line in known.lines if line.name in DIRECTORS and line.code)
    assert known.best.true[0] == max(line.true[0] for line in known.lines)


@pytest.mark.slow
def test_the_reference_lines_run_anew():
    """Every line gives over its 50 seeds what is stored."""
    known = references()
    again = run_lines(plan_of(known.best), known.tried)
    for old, new in zip(known.lines, again.lines, strict=True):
        assert all(was == pytest.approx(now, abs=2e-3) for was, now in ((old.true, new.true), (old.official, new.official), (old.final, new.final))), old.name


def test_a_climb_only_goes_up():
    """On a toy hill a climb reaches the top and never keeps a change that is not sure to help; what it remembers is not played twice."""
    worth = {"F": 3.0, "N": 2.0, "M": 1.0, "L": 0.1, "Z": -1.0}
    played = []

    class Hill(Climb):
        def score(self, year, seed):
            self.years.add(body_of(year))
            played.append(seed)
            return sum(worth.get(order.sign, -2.0) for orders in year for order in set(orders)) + 0.01 * seed

    top = Hill((1, 2, 3)).top(read_plan("0/0/0/0").quarters, random.Random(1))
    signs = {order.sign for orders in top for order in orders}
    assert {"N", "M", "F"} <= signs and not signs & {"Z", "L", "H"}
    assert all(spent(orders) <= BUDGET for orders in top) and read_plan(body_of(top))


def test_nobody_drops_out_of_the_true_board_by_waiting():
    """An office whose decision desk drowns finishes little but what is done at the window; all who still wait count, and it does not win."""
    drowned = read_plan("F3F5B1B2B3ZLNMC2E1P0U9V3Y1/F3F3F4F5F6MC2E1/F3F3F4F5F6MC2E1/F3F3F4F5F6MC2E1")
    year = year_run(drowned, 5)
    board, seen = boards.true(year, office().matters), boards.Applicants(year, office().matters)
    assert board.values["total_days"] > 60 > boards.read(View(year, "arrival"), boards.TRUE)[0]["total_days"]
    assert int(seen.done.sum()) == int(seen.received_in.sum()) > int(View(year, "arrival").done.sum())
    assert board.total < true_board(director("taught"), 5).total


def test_each_lesson_changes_the_taught_year():
    """Whoever missed a lesson plays another year, within the budget."""
    assert [rule.lesson for rule in LESSONS] == list(range(1, 13))
    codes = {without(rule.lesson).code for rule in LESSONS}
    assert len(codes) == 12 and director("taught").code not in codes


def test_the_menu_is_whole():
    """Signs are single letters without the two that look like digits, digits are single, and every plan is frozen."""
    assert len(MENU) == len(ITEMS) and not set("IO") & set(MENU)
    assert all(0 <= digit <= 9 for item in ITEMS for digit in item.choices)
    assert hash(Plan("x", ((Order("N"),),))) == hash(Plan("x", ((Order("N"),),)))


def test_the_desk_on_the_screen():
    """A quarter played shows the code and its board, a mistake shows what is wrong and changes nothing, and the past cannot be played again otherwise."""
    from xnsim.widgets.director_desk import DirectorDesk

    desk = DirectorDesk("red", lang="en")
    first = desk.played("F5")
    assert (first["stage"], len(first["boards"]), first["true"], first["final"]) == ("deciding", 1, None, None)
    assert first["code"] == read_plan("F5").code and first["boards"][0]["total"] == f"{play(read_plan('F5')).official[0].total:.1f}"
    wrong = desk.played("F5/X")
    assert wrong["stage"] == "refused" and "on the sheet" in wrong["problems"][0] and wrong["boards"] == first["boards"]
    assert desk.played("H1")["boards"] == first["boards"]
    assert desk.played("H1/N")["quarters"] == ["F5", "N"]


def test_the_trainers_desk():
    """Codes are ranked as the console ranks them; without a check sign, or with nothing pasted, the desk says what is wanted."""
    from xnsim.widgets.ranking_desk import RankingDesk

    desk = RankingDesk(lang="en")
    assert desk.ranked(" \n")["stage"] == "refused" and "paste" in desk.state["problems"][0]
    assert "no check sign" in desk.ranked("red=0/0/0/0")["problems"][0]
    plans = [read_plan("0/0/0/0", "idle"), director("promises_first")]
    shown = desk.ranked("\n".join(f"{plan.team}={plan.code}" for plan in plans))
    assert [row[1] for row in shown["rows"]] == [result.plan.team for result in rank(plans)] and shown["problems"] == []
    assert "worth most" in desk.told(0)["told"]
