"""The lists of what xnsim needs agree with each other, and what it ships is really shipped."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from xnsim.version import VERSION

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))

CONDA_NAMES = {
    "brotli": ("brotli-python",),
    "dask[distributed]": ("dask-core", "distributed"),  # what pip calls an extra is a package there
    "matplotlib": ("matplotlib-base",),  # without Qt
    "playwright": ("playwright-python",),
}
ONLY_CONDA = {"python", "pip", "setuptools"}


def _split(requirement: str) -> tuple[str, str]:
    """Name and versions of one requirement, without its marker."""
    name, versions = re.fullmatch(r"([A-Za-z0-9._\-\[\]]+)(.*)", requirement.split(";")[0].strip()).groups()
    return name.lower().replace("_", "-"), versions.strip()


def _pip_list() -> dict[str, str]:
    project = PROJECT["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    return dict(_split(item) for items in lists for item in items if not item.startswith("xnsim["))


def _conda_list() -> dict[str, str]:
    flat = [item for item in CONDA["dependencies"] if isinstance(item, str)]
    by_pip = [item for part in CONDA["dependencies"] if isinstance(part, dict) for item in part["pip"]]
    return dict(_split(item) for item in flat + by_pip if not item.startswith("-e"))


def test_conda_and_pip_install_the_same_things():
    """environment.yml names every package of pyproject.toml, no other, with the same versions."""
    expected = {}
    for name, versions in _pip_list().items():
        expected |= {conda: versions for conda in CONDA_NAMES.get(name, (name,))}
    assert {name: versions for name, versions in _conda_list().items() if name not in ONLY_CONDA} == expected


def test_python_is_the_same_in_both_lists():
    """Both lists ask for the same Python."""
    assert _conda_list()["python"] == PROJECT["project"]["requires-python"]


def test_conda_takes_nothing_from_the_channel_with_terms():
    """Only conda-forge is asked; Anaconda's own channel is shut out."""
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]


def test_the_tests_bring_what_the_batch_room_needs():
    """Whoever installs the tests can run all of them."""
    assert "xnsim[batch]" in PROJECT["project"]["optional-dependencies"]["test"]


def test_intel_macs_are_not_asked_for_numba():
    """numba has no wheel for them; the kernel walks on lists there."""
    (line,) = [item for item in PROJECT["project"]["dependencies"] if item.startswith("numba")]
    assert 'sys_platform != "darwin"' in line and 'platform_machine != "x86_64"' in line


def test_the_version_stands_in_one_place():
    """pyproject.toml reads the version from xnsim/version.py, and the changelog tells about it."""
    assert "version" not in PROJECT["project"]
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "xnsim.version.VERSION"}
    assert f"## {VERSION} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_file_of_the_package_is_packaged():
    """Fonts, styles, scripts and data beside the code match a pattern of the package data."""
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    files = [path for path in (ROOT / "xnsim").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    data = [path for path in files if path.suffix not in {".py", ".pyc", ".nbi", ".nbc"}]
    left_out = [str(path) for path in data if not any(fnmatch(path.name, pattern) for pattern in patterns)]
    assert data and not left_out


def test_every_office_and_study_is_shipped():
    """Scenarios, small offices and their studies are put where an installed xnsim looks for them; those of other people's models stay here."""
    shipped = PROJECT["tool"]["setuptools"]["data-files"]
    found = {path.relative_to(ROOT) for patterns in shipped.values() for pattern in patterns for path in ROOT.glob(pattern)}
    ours = {path.relative_to(ROOT) for path in (ROOT / "scenarios").rglob("*.yaml") if "published" not in path.parts}
    assert ours - found == set()
    assert all(place == f"share/xnsim/{pattern.rpartition('/')[0]}" for place, patterns in shipped.items() for pattern in patterns)


@pytest.mark.parametrize("command", ["python3 -m venv .venv", '.venv/bin/pip install -e ".[test]"', ".venv/bin/pytest"])
def test_the_readme_says_what_ci_runs(command):
    """The commands a reader is told to type are the ones that are run on every change."""
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
