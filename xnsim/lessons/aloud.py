"""Programs to read aloud in class: shown as they are, then run, word for word as they would by themselves."""

from __future__ import annotations

import runpy
from contextlib import redirect_stdout
from importlib import import_module
from inspect import getsource
from io import StringIO
from operator import attrgetter
from pathlib import Path

from IPython.display import Code

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.one_desk import SEED
from xnsim.lessons.telling import Said
from xnsim.lessons.textbook import watched
from xnsim.program import lower
from xnsim.proof.seen import TooShort
from xnsim.punctuation import printed
from xnsim.scenario import InputError, load
from xnsim.stats import interval

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FIRST_OFFICE, TRIES = EXAMPLES / "my_office.yaml", 10
OWN = Label("{file}:平均全程 {days} 天;按时办结 {on_time} %(括号内 95% 区间;重复 n = {n} 次,种子 {seed})。",
            "{file}: {days} days from receipt to the end on average; {on_time} % in time (95 % intervals in brackets; n = {n}, seed {seed}).")
TOO_LONG = Label("{file}:收尾期满还有件没有办结:岗位办不过来,或例会席位不够。请加人、加席位,或减少来件。",
                 "{file}: files are still open at the end: more comes than the desk, or the seats of the meeting, can take. Add officers or seats, or let fewer come.")


def read_aloud(name: str) -> Code:
    """Show an example's lines, coloured, to be read aloud."""
    return Code(filename=str(EXAMPLES / f"{name}.py"), language="python")


def run_aloud(name: str) -> None:
    """Run an example and print what it prints."""
    print(output_of(name), end="")


def output_of(name: str) -> str:
    """Run an example and return what it prints."""
    with redirect_stdout(StringIO()) as said:
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    return said.getvalue()


def read_engine(room: str, *names: str) -> Code:
    """Show functions of the readable engine, word for word as they run, to be read aloud: ``simpy_gate``, ``Sessions.meet``."""
    module = import_module(f"xnsim.engines.{room}")
    return Code("\n".join(getsource(attrgetter(name)(module)) for name in names), language="python")


def own_office(file: str, lang: Lang | None = None) -> Said:
    """Run the office that a trainee writes in a small file; where the file is not there yet, put one there to begin with.

    What is wrong with the file is said with its line and the way out.
    """
    lang, path = lang or spoken(), Path(file)
    if not path.exists():
        path.write_text(FIRST_OFFICE.read_text(encoding="utf-8"), encoding="utf-8")
    try:
        program = lower(load(path))
        seen = [watched(program, replication) for replication in range(TRIES)]
        found = {"days": _told([each.mean_time() for each in seen], 1), "on_time": _told([100 * each.on_time_share() for each in seen], 1)}
    except InputError as wrong:
        return Said(wrong.text(lang))
    except TooShort:
        return Said(printed(TOO_LONG(lang).format(file=path.name), lang))
    return Said(printed(OWN(lang).format(file=path.name, n=TRIES, seed=SEED, **found), lang))


def _told(values: list[float], digits: int) -> str:
    """Return a mean with its interval."""
    found = interval(values)
    return f"{found.mean:.{digits}f}({found.low:.{digits}f} – {found.high:.{digits}f})"
