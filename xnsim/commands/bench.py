"""``xnsim bench``: how fast, against hand-written SimPy and others, on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

from xnsim.commands.declare import JSON, Command, Option
from xnsim.commands.screen import say
from xnsim.labels import Label, Lang

ROOT = Path(__file__).resolve().parents[2]
ABSENT = Label("测速程序只在源码仓库的 benchmarks/ 里;请取得源码,在仓库里运行 python -m benchmarks.run。",
               "The benchmarks live in the repository only, in benchmarks/; get the source and run python -m benchmarks.run there.")


def bench(lang: Lang, quick: bool, large: bool, as_json: bool) -> int:
    """Run the benchmarks of the repository this package stands in."""
    if not (ROOT / "benchmarks" / "run.py").is_file():
        say(lang, ABSENT(lang))
        return 1
    sys.path.insert(0, str(ROOT))
    from importlib import import_module

    flags = {"--quick": quick, "--large": large, "--json": as_json}
    return import_module("benchmarks.run").main(["--lang", lang, *(flag for flag, given in flags.items() if given)])


COMMAND = Command(
    "bench",
    Label("测速:同一业务交替用手写 SimPy、其他软件和本软件各跑若干遍,列出倍数;有 Chromium 时另测滑块和回放。约四分钟。",
          "Benchmarks: the same workload through hand-written SimPy, others and xnsim in turns, as ratios; slider and replay where there is a Chromium. About four minutes."),
    bench,
    (Option("quick", "--quick", Label("小规模先看一眼,约一分钟", "a small size, about a minute")),
     Option("large", "--large", Label("另测一千万件", "ten million cases too")), JSON),
    ("xnsim bench --quick",),
)
