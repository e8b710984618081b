"""Says what a folder of wheels still lacks before it installs on a Windows PC by itself.

pip reads the conditions of a requirement (``sys_platform == "win32"``) for the machine it runs on, not for the one
it fetches for; so the wheels' own requirements are read here as Windows would read them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path

PYTHON = "3.11"
WINDOWS = {
    "implementation_name": "cpython", "implementation_version": f"{PYTHON}.0", "os_name": "nt", "platform_machine": "AMD64",
    "platform_python_implementation": "CPython", "platform_release": "10", "platform_system": "Windows", "platform_version": "10.0",
    "python_full_version": f"{PYTHON}.0", "python_version": PYTHON, "sys_platform": "win32",
}


def unresolved(folder: Path, wanted: list[str]) -> list[str]:
    """Return the requirements that no wheel of the folder meets on 64-bit Windows, beginning with ``wanted``; none: it installs."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    wheels = dict(_wheels(folder))
    ahead, seen, missing = [Requirement(each) for each in wanted], set(), {}
    while ahead:
        one = ahead.pop()
        name = canonicalize_name(one.name)
        if (str(one),) in seen or not _applies(one):
            continue
        seen.add((str(one),))
        versions = wheels.get(name, {})
        fitting = [version for version in versions if one.specifier.contains(version, prereleases=True)]
        if not fitting:
            missing[name] = f"{one.name}{one.specifier}"
            continue
        for text in versions[max(fitting)]:
            found = Requirement(text)
            if _applies(found, ("", *one.extras)):
                found.marker = None
                ahead.append(found)
    return sorted(missing.values())


def _applies(one, extras: tuple[str, ...] = ("",)) -> bool:
    return one.marker is None or any(one.marker.evaluate({**WINDOWS, "extra": extra}) for extra in extras)


def _wheels(folder: Path) -> Iterator[tuple[str, dict]]:
    """Yield every package that has a wheel fit for 64-bit Windows, with the requirements of each version."""
    from packaging.utils import parse_wheel_filename

    found: dict[str, dict] = {}
    for path in sorted(folder.glob("*.whl")):
        name, version, _, tags = parse_wheel_filename(path.name)
        if any(tag.platform in ("any", "win_amd64") for tag in tags):
            found.setdefault(name, {})[version] = _requirements(path)
    yield from found.items()


def _requirements(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as wheel:
        name = next(each for each in wheel.namelist() if each.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(wheel.read(name).decode("utf-8")).get_all("Requires-Dist") or []
