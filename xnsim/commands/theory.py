"""``xnsim theory``: cases whose answer is known by formula, simulated and judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from xnsim.commands.asked import no_such
from xnsim.commands.declare import ENGINE, JSON, Argument, Command, Option, Unreadable, whole
from xnsim.commands.screen import show_json
from xnsim.labels import Label, Lang

if TYPE_CHECKING:
    from xnsim.proof import Verdict

CASE = Label("算例", "case")
FRESH = "fresh"
AGREES, DISAGREES = 0, 1


def theory(lang: Lang, ids: tuple[str, ...], seed: int | str | None, full: bool, engine: str, as_json: bool) -> int:
    """Simulate the cases named, a line each as it comes; exit code 1 when one disagrees with its known answer."""
    from xnsim.proof import SEED, chosen, prove_each, published, unused_seed
    from xnsim.proof.table import lines

    for name in ids:
        if name not in published():
            raise no_such(CASE, name, published(), "xnsim theory")
    number = unused_seed() if seed == FRESH else SEED if seed is None else int(seed)
    seen: list[Verdict] = []
    coming = _kept(prove_each(ids or None, number, "full" if full else "ci", engine), seen)
    if as_json:
        show_json({"seed": number, "cases": [_data(verdict) for verdict in coming]})
    else:
        for line in lines(coming, {case.id: case for case in chosen(ids or None)}, number, lang):
            print(line, flush=True)
    return DISAGREES if any(verdict.verdict in ("missed", "wide") for verdict in seen) else AGREES


def _kept(verdicts: Iterable[Verdict], seen: list[Verdict]) -> Iterator[Verdict]:
    for verdict in verdicts:
        seen.append(verdict)
        yield verdict


def _data(verdict: Verdict) -> dict[str, Any]:
    fields = ("id", "verdict", "formula", "expected", "simulated", "half_width", "n", "replications", "seconds")
    return {name: getattr(verdict, name) for name in fields} | {"why": verdict.why and verdict.why.both()}


def _seed(word: str) -> int | str:
    """Read a seed, or the word for one that nobody has used."""
    if word == FRESH:
        return word
    try:
        return whole(0)(word)
    except Unreadable as error:
        raise Unreadable(Label(f"{error.says.zh};或写 {FRESH}", f"{error.says.en}; or write {FRESH}")) from None


COMMAND = Command(
    "theory",
    Label("用模拟重算有公式答案的算例,逐个说明相符与否。全部约需几分钟。",
          "Simulate the cases whose answer is known by formula and say of each whether it agrees. All of them take some minutes."),
    theory,
    (Argument("ids", "ID", Label("算例编号,例如 A01;不写即全部", "ids of cases, e.g. A01; none named means all"), "*"),
     Option("seed", "--seed", Label(f"随机种子;{FRESH} 取一个从未用过的", f"the seed; {FRESH} takes one that nobody has used"), "N", _seed),
     Option("full", "--full", Label("大样本算例也跑足全量", "run the large cases at full size")), ENGINE, JSON),
    ("xnsim theory A01 A05", "xnsim theory --seed fresh"),
)
