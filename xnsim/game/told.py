"""The game in words: the decision sheet for paper, the boards as published, the ranking and the debrief."""

from __future__ import annotations

from collections.abc import Sequence

from xnsim.game.boards import FINE, FOUND, OFFICIAL, TRUE, Board, Part
from xnsim.game.debrief import Missed, Worth
from xnsim.game.menu import BUDGET, ITEMS, KINDS, QUARTERS, Item
from xnsim.game.play import Result
from xnsim.indicators import UNITS, find
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed

SHOCKS = (Label("第2季:外单位大会战,每岗借走15%的人", "quarter 2: a campaign elsewhere borrows 15 % of the staff at every desk"),
          Label("第3季起:别处取消,来件多25%", "from quarter 3: a service elsewhere is closed, 25 % more cases"),
          Label("第4季:审计抽5%的决定,每个误批扣1分", "quarter 4: an audit samples 5 % of decisions; a wrong approval costs 1 point"))
TITLE = Label("「我当主任」决策单", "I am the director: decision sheet")
TEAM = Label("团队 ____________    种子 ____", "team ____________    seed ____")
BUDGETED = Label("四季,每季 {} 分,用不完作废。每项写字母加数字,例如 F5N;季与季之间用 /,不买写 0。",
                 "Four quarters of {} points each, unspent points lapse. Write a letter and its digit, such as F5N; / between quarters, 0 for nothing.")
TOLD_GAMING = Label("应付办法每季每项有 {} 的可能被查到,查到扣 {} 分。", "Each gaming move is found with chance {} in a quarter and then costs {} points.")
LINES = Label("第{}季 ________________________________  共____分", "quarter {} ________________________________  points ____")
PRICE, FREE, EACH = Label("{}分", "{} points"), Label("0分", "0 points"), Label("每档{}分", "{} points a step")
BOARD, TRUTH = Label("第{}季官方榜:{:.1f}分", "official board, quarter {}: {:.1f} points"), Label("真实榜(全年):{:.1f}分", "true board (the year): {:.1f} points")
FOUND_OUT, SAMPLED = Label("查到应付办法 {},扣{:.0f}分", "gaming move {} found: −{:.0f} points"), Label("审计抽到误批,扣{:.0f}分", "the audit found wrong approvals: −{:.0f} points")
RANKED = (Label("名次", "rank"), Label("团队", "team"), Label("官方榜", "official"), Label("真实榜", "true"), Label("总分", "final"))
BEST = Label("哪笔花费最值(同一批申请人,只去掉这一项再算一遍;一年一次,不是平均):", "Which spending was worth most (the same applicants, the year run again without it; one year, no average):")
SPARED = Label("{what}({cost}分):全程用时 {days:+z.2f} 天,每分 {each},真实榜 {points:+z.1f}", "{what} ({cost} points): {days:+z.2f} days of total time, {each} a point, true board {points:+z.1f}")
HID = Label("官方榜没看见什么,哪个对照指标会看见:", "What the official board missed, and which twin would have shown it:")
GAP = Label("第{k}季 {key} {official},对照 {twin} {true}", "quarter {k}: {key} {official}, its twin {twin} {true}")
NOTHING = Label("没有:各项与对照相差不到两个百分点。", "Nothing: no rate is two points above its twin.")


def told_gaming(lang: Lang = "zh") -> str:
    """Say how often a gaming move is found, and what it costs then."""
    return TOLD_GAMING(lang).format(f"{FOUND * 100:.0f}{'%' if lang == 'zh' else ' %'}", FINE)


def sheet_text(lang: Lang = "zh") -> str:
    """Return the printable decision sheet."""
    lines = [TITLE(lang), TEAM(lang), "", BUDGETED(lang).format(BUDGET), *(f"  {shock(lang)}" for shock in SHOCKS), ""]
    for kind, says in KINDS.items():
        lines.append(f"[{says(lang)}]")
        for item in (item for item in ITEMS if item.kind == kind):
            lines += _item(item, lang)
    lines += ["", told_gaming(lang), "", *(LINES(lang).format(k) for k in range(1, QUARTERS + 1))]
    return printed("\n".join(lines), lang)


def board_text(result: Result, lang: Lang = "zh") -> str:
    """Return the official boards of the quarters played, and the true board if the year is over."""
    lines: list[str] = []
    for k, board in enumerate(result.official, 1):
        lines += [BOARD(lang).format(k, board.total), *_parts(board, OFFICIAL, lang)]
        lines += [f"  {fine}" for fine in fine_rows(board, lang)]
    if result.true is not None:
        lines += [TRUTH(lang).format(result.true.total), *_parts(result.true, TRUE, lang)]
    return printed("\n".join(lines), lang)


def ranking_rows(results: Sequence[Result], lang: Lang = "zh") -> tuple[list[str], list[list[str]]]:
    """Return headings and rows of the ranking."""
    rows = [[str(k), result.plan.team, f"{result.official_mean:.1f}", *(("–", "–") if result.true is None else (f"{result.true.total:.1f}", f"{result.final:.1f}"))]
            for k, result in enumerate(results, 1)]
    return [heading(lang) for heading in RANKED], rows


def ranking_text(results: Sequence[Result], lang: Lang = "zh") -> str:
    """Return the ranking with tabs between columns, as a sheet of figures reads it."""
    heads, rows = ranking_rows(results, lang)
    return printed("\n".join("\t".join(row) for row in (heads, *rows)), lang)


def debrief_text(worths: Sequence[Worth], gaps: Sequence[Missed], lang: Lang = "zh") -> str:
    """Return the answers to the questions of the debrief."""
    lines = [BEST(lang)]
    for each in worths:
        per = "–" if each.days_per_point is None else f"{each.days_per_point:+z.3f}"
        lines.append("  " + SPARED(lang).format(what=f"{each.order} {each.order.label()(lang)}", cost=each.cost, days=each.days, each=per, points=each.true_points))
    lines += ["", HID(lang)]
    if not gaps:
        lines.append("  " + NOTHING(lang))
    for gap in gaps:
        lines.append("  " + GAP(lang).format(k=gap.quarter, key=find(gap.key).label(lang), official=f"{gap.official:.1%}", twin=find(gap.twin).label(lang), true=f"{gap.true:.1%}"))
    return printed("\n".join(lines), lang)


def _item(item: Item, lang: Lang) -> list[str]:
    price = FREE(lang) if item.price == 0 else (EACH if item.per_digit and item.sign == "E" else PRICE)(lang).format(item.price)
    lines = [f"  {item.sign}{'_' if item.choices else ' '} {item.label(lang)} — {price}"]
    if item.choices:
        lines.append("       " + "  ".join(f"{digit} {says(lang)}" for digit, says in item.choices.items()))
    return lines


def board_rows(board: Board, parts: Sequence[Part], lang: Lang = "zh") -> list[dict[str, str]]:
    """Return the lines of a board: key, name, value with its unit, points, and the points it can bring."""
    told = []
    for part in parts:
        about, value = find(part.key), board.values[part.key]
        shown = f"{value:.1%}" if about.unit == "rate" else f"{value:.2f} {UNITS[about.unit](lang)}".strip()
        told.append({"key": part.key, "label": printed(about.label(lang), lang), "value": shown, "points": f"{board.points[part.key]:.1f}", "weight": f"{part.weight:g}"})
    return told


def fine_rows(board: Board, lang: Lang = "zh") -> list[str]:
    """Return what the audits took from a board, in words."""
    said = ((SAMPLED(lang).format(fine) if name == "audit" else FOUND_OUT(lang).format(name, fine)) for name, fine in board.fines.items() if fine)
    return [printed(each, lang) for each in said]


def _parts(board: Board, parts: Sequence[Part], lang: Lang) -> list[str]:
    return [f"  {row['label']} {row['value']} → {row['points']} / {row['weight']}" for row in board_rows(board, parts, lang)]
