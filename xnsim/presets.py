"""The offices and studies that come with xnsim, found from any folder one happens to stand in."""

from __future__ import annotations

import sys
from pathlib import Path

from xnsim.labels import Label
from xnsim.scenario.finding import unknown
from xnsim.scenario.problems import InputError, Problem
from xnsim.scenario.shape import nearest

STUDIES = "studies"
INSTITUTIONS = "institutions"     # one small office an institution, named after its policy: institutions/first_contact
SCENARIO = Label("文件或自带情景", "file or scenario that comes with xnsim")


def folder() -> Path:
    """Return the folder of the scenarios: in the repository the package stands in, or where an installation has put it."""
    root = Path(__file__).resolve().parents[1]
    return root / "scenarios" if (root / "pyproject.toml").is_file() else Path(sys.prefix) / "share" / "xnsim" / "scenarios"


def scenarios() -> dict[str, Path]:
    """Return the scenario files that come with xnsim, by name."""
    return _files(folder())


def studies() -> dict[str, Path]:
    """Return the study files that come with xnsim, by name; most are named after their scenario."""
    return _files(folder() / STUDIES)


def institutions() -> dict[str, Path]:
    """Return the small office of each institution, by the key of its policy."""
    return _files(folder() / INSTITUTIONS)


def institution_studies() -> dict[str, Path]:
    """Return the study of each institution on its small office, by the key of its policy."""
    return _files(folder() / INSTITUTIONS / STUDIES)


def institution_name(key: str) -> str:
    """Return the name under which the small office of a policy, and its study, are asked for."""
    return f"{INSTITUTIONS}/{key}"


def scenario_file(asked: str) -> Path:
    """Return the file a user means by a path, or by the name of a scenario that comes with xnsim."""
    return _meant(asked, {**scenarios(), **_named(institutions())})


def study_file(asked: str) -> Path:
    """Return the file a user means by a path, or by the name of a study (or else scenario) that comes with xnsim."""
    return _meant(asked, {**scenarios(), **studies(), **_named(institutions()), **_named(institution_studies())})


def _files(place: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(place.glob("*.yaml"))}


def _named(files: dict[str, Path]) -> dict[str, Path]:
    return {institution_name(key): path for key, path in files.items()}


def _meant(asked: str, known: dict[str, Path]) -> Path:
    path = Path(asked)
    ours = path.name == asked or path.parent == Path(INSTITUTIONS)
    if path.exists() or path.suffix or not ours:
        return path  # a path: whoever reads it says what is wrong with it
    if asked in known:
        return known[asked]
    says = unknown((), SCENARIO, asked, known).says if nearest(asked, known) else Label(f"没有文件或自带情景“{asked}”;自带的名字见 xnsim scenarios",
                                                                                        f"no file or scenario “{asked}”; for the names of those that come with xnsim see xnsim scenarios")
    raise InputError([Problem("", says)])
