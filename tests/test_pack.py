"""The folder for a USB stick: read as Windows would read it, complete, and honest when there is no network."""

from __future__ import annotations

import subprocess
import zipfile

import pytest

from xnsim.pack import NotFetched, pack_windows, unresolved

pytest_plugins = ("keyboard",)


def wheel(folder, name, version="1.0", requires=(), tag="py3-none-any"):
    """Put a wheel that holds nothing but its requirements into a folder."""
    folder.mkdir(exist_ok=True, parents=True)
    metadata = "\n".join([f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {each}" for each in requires), ""])
    with zipfile.ZipFile(folder / f"{name}-{version}-{tag}.whl", "w") as made:
        made.writestr(f"{name}-{version}.dist-info/METADATA", metadata)


def test_what_only_windows_needs_is_missed(tmp_path):
    """A requirement under ``sys_platform == "win32"`` counts, one for Linux does not, whatever this machine is."""
    wheel(tmp_path, "shell", requires=['winpart>=2; sys_platform == "win32"', 'linuxpart; sys_platform == "linux"', 'extra1; extra == "all"'])
    assert unresolved(tmp_path, ["shell"]) == ["winpart>=2"]
    wheel(tmp_path, "winpart", "1.0")
    assert unresolved(tmp_path, ["shell"]) == ["winpart>=2"]
    wheel(tmp_path, "winpart", "2.1", tag="cp311-cp311-win_amd64")
    assert unresolved(tmp_path, ["shell"]) == []


def test_a_wheel_for_another_machine_does_not_count(tmp_path):
    """A Linux wheel and a source archive are no help to Windows."""
    wheel(tmp_path, "fast", tag="cp311-cp311-manylinux_2_17_x86_64")
    (tmp_path / "fast-1.0.tar.gz").write_bytes(b"")
    assert unresolved(tmp_path, ["fast"]) == ["fast"]


def test_extras_are_followed(tmp_path):
    """What is asked for with an extra brings the requirements of that extra."""
    wheel(tmp_path, "base", requires=['more; extra == "full"'])
    assert unresolved(tmp_path, ["base"]) == [] and unresolved(tmp_path, ["base[full]"]) == ["more"]


def fetching(words):
    """A pip with a network: makes every wheel it is asked for."""
    from pathlib import Path

    folder = Path(words[words.index("-d" if "-d" in words else "-w") + 1])
    for each in words[words.index("-d") + 2:] if "-d" in words else ("xnsim",):
        name = each.split(">")[0].split("<")[0].split("=")[0].replace("-", "_")
        wheel(folder, name, "9999.0", tag="cp311-cp311-win_amd64", requires=('pywin32; sys_platform == "win32"',) if name == "jupyterlab" else ())
    return subprocess.CompletedProcess(words, 0, "", "")


def test_the_folder_holds_all_that_the_class_room_needs(tmp_path):
    """Wheels, scripts that ask no index, lessons, scenarios, typeface; also what only Windows asks for."""
    names = pack_windows(tmp_path / "usb", fetching)
    assert any(name.startswith("pywin32-") for name in names) and any(name.startswith("numba-") for name in names)
    assert "--no-index" in (tmp_path / "usb" / "1-install.bat").read_text(encoding="ascii")
    lessons = (tmp_path / "usb" / "2-lessons.bat").read_text(encoding="ascii")
    assert "xcopy /D " in lessons  # what a trainee has saved is newer, and stays
    for place in ("2-lessons.bat", "4-app.bat", "5-commands.bat", "README.txt", "scenarios/county_centre.yaml", "fonts/OFL.txt"):
        assert (tmp_path / "usb" / place).stat().st_size > 50
    assert list((tmp_path / "usb" / "notebooks").glob("01*.ipynb"))
    assert all(line.endswith(b"\r") for line in (tmp_path / "usb" / "3-demo.bat").read_bytes().split(b"\n")[:-1])


def test_without_a_network_it_says_so(tmp_path, monkeypatch, xnsim):
    """Exit code 1 and a sentence about the network, with pip's last words."""
    def offline(words):
        """A pip that reaches nobody."""
        return subprocess.CompletedProcess(words, 1, "", "ERROR: Could not find a version that satisfies the requirement")

    with pytest.raises(NotFetched, match="Could not find"):
        pack_windows(tmp_path / "usb", offline)
    monkeypatch.setattr("xnsim.pack.pack_windows", lambda out: pack_windows(out, offline))
    code, _, err = xnsim("pack", "--windows", "stick", "--lang", "en")
    assert code == 1 and "network" in err and "Could not find" in err


def test_wrong_words_are_refused(xnsim, tmp_path):
    """Without --windows, or into a folder with other things in it: exit code 2."""
    assert xnsim("pack", "usb")[0] == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    assert xnsim("pack", "--windows", "full")[0] == 2 and (tmp_path / "full" / "letter.txt").read_text(encoding="utf-8") == "mine"
