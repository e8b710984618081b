"""``xnsim game``: a class of directors; codes typed in, official boards at once, the ranking and the debrief when the year is over."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.commands.declare import ENGINE, JSON, SEED, Argument, Command, Option
from xnsim.commands.screen import say, show_json, table
from xnsim.labels import Label, Lang
from xnsim.scenario.problems import InputError, Problem

if TYPE_CHECKING:
    from xnsim.game import Plan, Result

ACTIONS = ("play", "rank", "sheet", "best")
CODE_COLUMNS, TEAM_COLUMNS = ("code", "决策码"), ("team", "团队")
YOUR_CODE = Label("{team} 的决策码(请抄回决策单):{code}", "The code of {team} (copy it to the sheet): {code}")
FAIR = Label("种子 {seed}:各队同一批申请人。{n} 队,每队一次,名次是这一年的,不是平均。", "Seed {seed}: the same applicants for every team. {n} teams, one year each: a ranking of this year, not of averages.")
ONE_YEAR = Label("种子 {seed}:各队同一批申请人,每队只算这一次,没有区间;换一个种子,分数会变。", "Seed {seed}: the same applicants for every team, run once each and so without an interval; another seed gives other points.")

LINES, SPAN = (Label("", ""), Label("真实榜", "true"), Label("官方榜", "official"), Label("总分", "final")), "{:.1f} ({:.1f} – {:.1f})"
FOUND = Label("均值和 95% 区间,种子 1 至 {n},每个种子一年。最好的一年是在另外的种子上爬坡搜索找到的(试了 {tried} 种,只看真实榜),不保证最好:\n{code}\n请勿在四季结束以前给学员看。",
              "Means and 95 % intervals over seeds 1 to {n}, a year each. The best year was found by climbing on other seeds ({tried} years tried, for the true board only) and is not proved best:\n"
              "{code}\nNot for the class before the year is over.")


def game(lang: Lang, action: str, words: tuple[str, ...], seed: int, debriefed: bool, engine: str, as_json: bool) -> None:
    """Play codes, rank a class's codes, or print the decision sheet."""
    from xnsim.game import sheet_text

    if action not in ACTIONS:
        raise InputError([Problem(action, Label(f"game 后面写 {'、'.join(ACTIONS)} 之一,现为“{action}”", f"after game comes one of {', '.join(ACTIONS)}, not “{action}”"))])
    if action in ("sheet", "best"):
        _no_words(action, words)
        if action == "sheet":
            say(lang, sheet_text(lang))
        else:
            _best(lang, as_json)
        return
    _some_words(action, words)
    (_play if action == "play" else _rank)(words, lang, seed, debriefed, engine, as_json)


def _play(words: tuple[str, ...], lang: Lang, seed: int, debriefed: bool, engine: str, as_json: bool) -> None:
    from xnsim.game import board_text, debrief_text, missed, play, read_plan, worth

    results = [play(plan, seed, engine) for plan in _each(words, lambda word: read_plan(word))]
    if as_json:
        show_json({"seed": seed, "teams": [_data(result) for result in results]})
        return
    for result in results:
        say(lang, YOUR_CODE(lang).format(team=result.plan.team, code=result.plan.code))
        say(lang, board_text(result, lang))
        if debriefed and result.true is not None:
            say(lang, "\n" + debrief_text(worth(result, engine), missed(result), lang))
        print()
    say(lang, ONE_YEAR(lang).format(seed=seed))


def _rank(words: tuple[str, ...], lang: Lang, seed: int, debriefed: bool, engine: str, as_json: bool) -> None:
    from xnsim.game import debrief_text, missed, rank, worth
    from xnsim.game.told import ranking_rows

    results = rank([plan for word in words for plan in read_codes(Path(word))], seed, engine)
    if as_json:
        show_json({"seed": seed, "teams": [_data(result) for result in results]})
        return
    heads, rows = ranking_rows(results, lang)
    print(table(heads, rows, {0, 2, 3, 4}))
    say(lang, "\n" + FAIR(lang).format(seed=seed, n=len(results)))
    if debriefed:
        say(lang, f"\n{results[0].plan.team}\n" + debrief_text(worth(results[0], engine), missed(results[0]), lang))


def _best(lang: Lang, as_json: bool) -> None:
    from dataclasses import asdict

    from xnsim.game.reference import TITLES, references

    known = references()
    if as_json:
        show_json(asdict(known))
        return
    rows = [[TITLES[line.name](lang), *(SPAN.format(*each) for each in (line.true, line.official, line.final))] for line in known.lines]
    print(table([head(lang) for head in LINES], rows, {1, 2, 3}))
    say(lang, "\n" + FOUND(lang).format(n=known.best.n, tried=known.tried, code=known.best.code))


def read_codes(path: Path) -> list[Plan]:
    """Read a class's codes: a CSV file with the columns team and code (团队、决策码); all that is wrong at once."""
    from xnsim.game import read_plan

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:  # Excel on Chinese Windows saves CSV so
        text = path.read_text(encoding="gb18030")
    except (FileNotFoundError, IsADirectoryError):
        raise InputError([Problem(str(path), Label("没有这个文件;要一个 CSV,第一行写 team,code(团队,决策码)", "no such file; a CSV is wanted whose first line is team,code"))]) from None
    rows = list(csv.DictReader(text.splitlines()))
    heads = rows[0].keys() if rows else ()
    team, code = (next((name for name in known if name in heads), None) for known in (TEAM_COLUMNS, CODE_COLUMNS))
    if team is None or code is None:
        raise InputError([Problem(str(path), Label("第一行要写列名 team,code(团队,决策码),下面每队一行", "the first line must name the columns team,code, with a line for each team below"))])
    placed = [(f"{path.name}:{k}", row) for k, row in enumerate(rows, 2)]
    return _each(placed, lambda row: read_plan(row[1][code] or "", (row[1][team] or "").strip(), sealed=True, place=row[0]))


def _each(things: Any, read: Any) -> list[Any]:
    """Read every one, and tell what is wrong with all of them at once."""
    found, problems = [], []
    for thing in things:
        try:
            found.append(read(thing))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _some_words(action: str, words: tuple[str, ...]) -> None:
    if not words:
        says = (Label("play 后面写决策码,例如 红队=F5NV3/F5/F5/F5", "play wants codes, such as red=F5NV3/F5/F5/F5") if action == "play"
                else Label("rank 后面写一个 CSV 文件,列为 team,code", "rank wants a CSV file with the columns team,code"))
        raise InputError([Problem(f"game {action}", says)])


def _no_words(action: str, words: tuple[str, ...]) -> None:
    if words:
        raise InputError([Problem(f"game {action}", Label(f"{action} 后面不写别的,现有“{words[0]}”", f"{action} takes nothing more, here “{words[0]}”"))])


def _data(result: Result) -> dict[str, Any]:
    def board(each: Any) -> dict[str, Any]:
        """A board as a program reads it."""
        return {"total": each.total, "values": each.values, "points": each.points, "fines": each.fines}

    return {"team": result.plan.team, "code": result.plan.code, "official": [board(each) for each in result.official],
            "true": None if result.true is None else board(result.true), "final": result.final}


COMMAND = Command(
    "game",
    Label("「我当主任」:打印决策单(sheet),算各队的决策码(play),给全班排名(rank),教员的参照线(best)。",
          "“I am the director”: print the decision sheet (sheet), play the teams' codes (play), rank a class (rank), the trainer's reference lines (best)."),
    game,
    (Argument("action", "play|rank|sheet|best", Label("play 算决策码、rank 排名、sheet 决策单、best 参照线", "play codes, rank a class, print the sheet, or tell the reference lines")),
     Argument("words", "CODE", Label("play:决策码,可写 队名=决策码;rank:CSV 文件", "play: codes, or TEAM=CODE; rank: a CSV file"), "*"),
     SEED, Option("debriefed", "--debrief", Label("另算复盘:每项花费值多少(每项再算一年)", "also the debrief: what each spending was worth (a year more for each)")), ENGINE, JSON),
    ("xnsim game sheet", "xnsim game play red=F5NV3/F5/F5/F5", "xnsim game rank codes.csv --seed 1 --debrief"),
)
