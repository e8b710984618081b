"""The game 「我当主任」: prices add up, codes carry a check sign, teams meet the same applicants, and the lessons pay on the true board."""

from __future__ import annotations

import random
from statistics import fmean

import pytest

from xnsim import game
from xnsim.__main__ import main
from xnsim.game import boards
from xnsim.game.codes import ALPHABET, Order, Plan, check_sign, read_plan, spent
from xnsim.game.debrief import missed, worth
from xnsim.game.directors import DIRECTORS, LESSONS, director, without
from xnsim.game.menu import BUDGET, ITEMS, MENU
from xnsim.game.orders import in_force, institutions, shocks
from xnsim.game.play import bounds, office, play, quarter_run, true_board
from xnsim.policies import combine
from xnsim.punctuation import printed
from xnsim.scenario import InputError
from xnsim.stats import paired_difference

SEEDS, MANY = (1, 2, 3), tuple(range(1, 51))
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
    assert "0/0-" in capsys.readouterr().out
    plans = [director("windows_only"), read_plan("0/0/0/0", "nothing")]
    listed = tmp_path / "codes.csv"
    listed.write_text("team,code\n" + "".join(f"{plan.team},{plan.code}\n" for plan in plans), encoding="utf-8")
    assert main(["game", "rank", str(listed), "--engine", "lists", "--json"]) == 0
    assert '"windows_only"' in capsys.readouterr().out
    listed.write_text("team,code\nred,F5-Q\nblue,X\n", encoding="utf-8")
    assert main(["game", "rank", str(listed), "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert "codes.csv:2" in err and "codes.csv:3" in err
    assert main(["game", "plot"]) == 2 and main(["game", "play"]) == 2 and main(["game", "rank", str(tmp_path / "none.csv")]) == 2


def test_the_taught_director_wins_the_true_board():
    """On three years: the taught one beats every other script, and the gamer has the better official board."""
    for seed in SEEDS:
        best = true_board(director("taught"), seed).total
        assert all(best > true_board(director(name, seed), seed).total for name in DIRECTORS if name != "taught")


def _better(one, other):
    """Whether one is above the other on the same years, the whole 95 % interval of the difference above zero."""
    return paired_difference(one, other).low > 0


@pytest.mark.slow
def test_fifty_years_of_five_directors():
    """Over 50 seeds the taught director beats the four others on the true board with a 95 % interval; the gamer wins the official one and loses the true one."""
    played = {name: [play(director(name, seed), seed) for seed in MANY] for name in DIRECTORS}
    true_of = {name: [result.true.total for result in results] for name, results in played.items()}
    official_of = {name: [result.official_mean for result in results] for name, results in played.items()}
    for name in set(DIRECTORS) - {"taught"}:
        assert _better(true_of["taught"], true_of[name]), name
    for name in set(DIRECTORS) - {"official_only"}:
        assert _better(official_of["official_only"], official_of[name]), name


@pytest.mark.slow
def test_leaving_a_lesson_out_costs_true_score():
    """Over 50 seeds the taught director without lesson k has the lower true score, with a 95 % interval, for at least nine of twelve lessons."""
    whole = [true_board(director("taught"), seed).total for seed in MANY]
    costs = [rule.lesson for rule in LESSONS if _better(whole, [true_board(without(rule.lesson), seed).total for seed in MANY])]
    assert len(costs) >= 9, costs


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
    """A press shows the code and the quarter's board, a mistake shows what is wrong, and neither breaks the page."""
    from xnsim.widgets.director_desk import DirectorDesk

    desk = DirectorDesk(lang="en")
    desk.orders.value = "F5"
    desk.button.click()
    assert read_plan("F5").code in desk.said.value and "quarter 1" in desk.said.value and "true board" not in desk.said.value
    desk.orders.value = "X"
    desk.button.click()
    assert "on the sheet" in desk.said.value and not desk.button.disabled
