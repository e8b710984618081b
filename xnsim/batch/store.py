"""The folder a batch fills: a manifest, and one Parquet part a design point, whole or not there at all.

A part is written under another name, forced to the disk, and only then given its own; so a
part that can be seen is complete, whatever stopped the program.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from xnsim.batch.design import WORLD, Design, Point
from xnsim.indicators import INDICATORS
from xnsim.labels import Label
from xnsim.policies import describe
from xnsim.scenario import InputError, Problem
from xnsim.version import VERSION

if TYPE_CHECKING:
    from pandas import DataFrame

MANIFEST, UNFINISHED = "manifest.json", ".unfinished"
INDICATOR_PARTS, CASE_PARTS = "indicators", "cases"
NAMED = {
    "version": Label("xnsim 版本", "xnsim version"), "scenario": Label("情景", "scenario"), "alternatives": Label("方案", "alternatives"),
    "factors": Label("因子", "factors"), "replications": Label("重复次数", "replications"), "seed": Label("随机种子", "seed"),
    "indicators": Label("指标", "indicators"), "tables": Label("保存的表", "tables kept"), "points": Label("设计点", "design points"),
}


class IncompleteBatch(UserWarning):
    """Some design points have not been run yet; ``label`` says how many in both languages."""

    def __init__(self, label: Label) -> None:
        super().__init__(f"{label.zh} / {label.en}")
        self.label = label


def manifest_of(design: Design, points: Iterable[Point]) -> dict[str, Any]:
    """Return what a folder's figures can be made again from, as plain data."""
    return {
        "version": VERSION, "scenario": design.scenario.digest(),
        "alternatives": {name: [describe(policy).en for policy in policies] for name, policies in design.alternatives.items()},
        "factors": {name: list(values) for name, values in design.factors.items()} | ({WORLD: list(design.worlds)} if design.worlds else {}),
        "replications": design.replications, "seed": design.seed,
        "indicators": list(design.indicators), "tables": design.tables,
        "points": [{"point": point.number, "alternative": point.alternative, "factors": point.factors, "scenario": point.digest} for point in points],
    }


def opened(out: Path, manifest: dict[str, Any]) -> set[int]:
    """Make the folder ready for this design and return the points that are in it already.

    Raises ``InputError`` where the folder holds another design, or something else.
    """
    manifest = json.loads(json.dumps(manifest, default=str))
    if (out / MANIFEST).exists():
        _same(out, _manifest(out), manifest)
    else:
        _empty(out)
        for kind in (INDICATOR_PARTS, CASE_PARTS) if manifest["tables"] == "cases" else (INDICATOR_PARTS,):
            (out / kind).mkdir(parents=True, exist_ok=True)
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        put(out / MANIFEST, lambda path: path.write_text(text, encoding="utf-8"))
    for left in out.glob(f"*/*{UNFINISHED}"):
        left.unlink()
    return {point["point"] for point in manifest["points"] if part(out, INDICATOR_PARTS, point["point"]).exists()}


def _empty(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise _refused(out, "这是文件,不是文件夹;请另写一个文件夹", "this is a file, not a folder; name a folder")
    strangers = [path.name for path in out.rglob("*") if path.is_file() and not path.name.endswith(UNFINISHED)]
    if strangers:
        raise _refused(out, f"文件夹里已有别的东西({strangers[0]});请另写一个空文件夹",
                       f"the folder holds something else ({strangers[0]}); name an empty one")


def _same(out: Path, found: dict[str, Any], asked: dict[str, Any]) -> None:
    """Refuse to go on in the folder of another design; say all that differs."""
    differs = [name for name in NAMED if found.get(name) != asked[name]]
    if len(differs) > 1 and "points" in differs:
        differs.remove("points")  # follows from the others
    if differs:
        raise InputError([Problem(name, _differs(NAMED[name], found.get(name), asked[name]), 0, str(out)) for name in differs])


def _differs(name: Label, found: Any, asked: Any) -> Label:
    shown = all(isinstance(value, (str, int)) for value in (found, asked))
    zh, en = (f"(已有 {found},现为 {asked})", f" (there {found}, here {asked})") if shown else ("", "")
    return Label(f"文件夹里是另一个设计的结果:{name.zh}不同{zh};请另写一个文件夹,或改回原设计",
                 f"the folder holds the results of another design: other {name.en}{en}; name another folder, or go back to that design")


def _refused(out: Path, zh: str, en: str) -> InputError:
    return InputError([Problem("", Label(zh, en), 0, str(out))])


def _manifest(out: Path) -> dict[str, Any]:
    try:
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise _refused(out, f"找不到或读不了 {MANIFEST},这不是批量运行的文件夹;请检查路径",
                       f"{MANIFEST} is missing or cannot be read, this is no folder of a batch; check the path")
    return found


# ---- parts -------------------------------------------------------------------------


def part(out: Path, kind: str, point: int) -> Path:
    """Return the file of a design point's part."""
    return out / kind / f"{point:06d}.parquet"


def put(path: Path, write: Callable[[Path], object]) -> None:
    """Let a file appear whole: write it under another name, force it to the disk, then give it its own."""
    unfinished = path.with_name(path.name + UNFINISHED)
    write(unfinished)
    finish(unfinished, path)


def finish(unfinished: Path, path: Path) -> None:
    """Force a written file to the disk and give it its name."""
    _sync(unfinished, os.O_RDWR)
    os.replace(unfinished, path)
    if os.name == "posix":  # elsewhere a folder cannot be opened
        _sync(path.parent, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ---- reading -----------------------------------------------------------------------


def read(out: str | Path, table: Literal["indicators", "cases"] = "indicators", cohort: Literal["own", "arrival"] = "own") -> DataFrame:
    """Read what a batch has left so far: one row an indicator, replication and design point.

    The columns of the design come first: point, alternative, one a factor (empty where an
    alternative does not use it), scenario, seed. ``cohort``: each indicator's ``own``, or
    ``arrival`` for comparing the same applicants. ``table='cases'``: one row a case.
    ``attrs['stamp']`` says where it all comes from; ``IncompleteBatch`` is warned when
    points are missing. Raises ``InputError`` where there is no batch.
    """
    import pandas

    folder = Path(out)
    manifest = _manifest(folder)
    if table == "cases" and manifest["tables"] != "cases":
        raise _refused(folder, "这一批没有保存办件表;请在设计里写 tables: cases,在另一个文件夹里重新运行",
                       "no tables of cases were kept; write tables: cases in the design and run it into another folder")
    here = [point for point in manifest["points"] if part(folder, INDICATOR_PARTS, point["point"]).exists()]
    _warn_missing(len(manifest["points"]) - len(here), len(manifest["points"]))
    frames = [_with_design(_part(folder, table, point["point"], cohort), point, manifest) for point in here]
    found = pandas.concat(frames, ignore_index=True).infer_objects() if frames else pandas.DataFrame()
    found.attrs["stamp"] = {name: manifest[name] for name in ("version", "scenario", "seed", "replications")}
    return found


def _warn_missing(missing: int, of: int) -> None:
    if missing:
        warnings.warn(IncompleteBatch(Label(
            f"{of} 个设计点中还有 {missing} 个没有运行;再运行一次同样的设计即可补齐",
            f"{missing} of {of} design points have not been run; run the same design again to complete them")), stacklevel=3)


def _part(folder: Path, table: str, point: int, cohort: str) -> DataFrame:
    from pyarrow.parquet import ParquetFile

    frame = ParquetFile(part(folder, CASE_PARTS if table == "cases" else INDICATOR_PARTS, point)).read().to_pandas()
    if table == "cases":
        return frame
    own = frame["indicator"].map(lambda key: INDICATORS[key].cohort)
    return frame[frame["cohort"] == (own if cohort == "own" else "arrival")]


def _with_design(frame: DataFrame, point: dict[str, Any], manifest: dict[str, Any]) -> DataFrame:
    columns = {"point": point["point"], "alternative": point["alternative"],
               **{name: point["factors"].get(name) for name in manifest["factors"]}, "scenario": point["scenario"], "seed": manifest["seed"]}
    for place, (name, value) in enumerate(columns.items()):
        frame.insert(place, name, [value] * len(frame))
    return frame
