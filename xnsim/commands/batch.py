"""``xnsim batch``: a design of thousands of runs, kept in a folder, resumed at any time."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from xnsim.commands.declare import ENGINE, JSON, Argument, Command, Option, whole
from xnsim.commands.places import check_places
from xnsim.commands.screen import say, show_json
from xnsim.labels import Label, Lang

PARQUET = "pyarrow"
DONE = Label("已完成:{points} 个设计点,每点 {replications} 次重复,在 {folder}", "Done: {points} design points of {replications} replications each, in {folder}")
READ = Label("在 Python 里读取:import xnsim as xn; xn.batch.read({folder!r})", "To read it in Python: import xnsim as xn; xn.batch.read({folder!r})")


def batch(lang: Lang, design: str, out: str, threads: int | None, engine: str, as_json: bool) -> None:
    """Run what the design still lacks in its folder."""
    import xnsim.batch as room

    if find_spec(PARQUET) is None:  # before anything is made, so that no empty folder is left
        raise ModuleNotFoundError(name=PARQUET)
    asked = room.load_design(design)
    check_places({}, ("", out))
    folder = room.batch(design, out, threads=threads, progress=sys.stderr.isatty(), engine=engine)
    found = {"folder": str(Path(folder)), "points": len(room.points_of(asked)), "replications": asked.replications, "seed": asked.seed}
    if as_json:
        show_json(found)
        return
    say(lang, DONE(lang).format(**found))
    say(lang, READ(lang).format(**found))


COMMAND = Command(
    "batch",
    Label("按设计文件批量运行,逐点写成 Parquet;随时可停,再运行一次即从断处继续,结果逐位相同。",
          "Run a design, a Parquet part for each point; stop at any time, run it again to go on, and the result is the same to the bit."),
    batch,
    (Argument("design", "DESIGN", Label("设计文件:比较方案加 factors(见 README)", "a design file: a study with factors (see README)")),
     Argument("out", "OUT", Label("结果文件夹", "the folder of the results")),
     Option("threads", "--threads", Label("线程数(默认全部核)", "threads (default: every core)"), "N", whole(1, 4096)), ENGINE, JSON),
    ("xnsim batch design.yaml results/design",),
)
