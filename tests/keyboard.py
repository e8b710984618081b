"""Someone at the keyboard: types commands in an empty folder that may hold a small bureau, a study and a design of it."""

from __future__ import annotations

import pytest

from xnsim.cli import main

OFFICE = """
schema: 1
name: {zh: 小局, en: Small bureau}
calendar: {start: 2026-01-05, holidays: cn, hours: ["09:00-12:00", "13:30-17:30"]}
horizon: {warm_up: 5 wd, measure: 20 wd, drain: 10 wd}
desks:
  window: {officers: 1}
  land: {officers: [{name: 甲}], absence: {present: exp(18 wd), away: exp(2 wd)}}
matters:
  licence:
    arrivals: {poisson: 5/wd}
    limits: {statutory: 20 wd, promised: 2 wd, acceptance: 5 wd}
    route:
      - serve: {step: reception, desk: window, effort: exp(40 min)}
      - accept: {}
      - serve: {step: land, desk: land, effort: exp(60 min)}
      - decide: {}
"""
STUDY = """
schema: 1
scenario: office.yaml
alternatives:
  现状: []
  承诺减半: [{policy: time_limit, factor: 0.5}]
replications: 4
"""
DESIGN = STUDY.replace(", factor: 0.5", "") + "factors: {time_limit.factor: [0.5, 1.0]}\nindicators: [on_time_rate]\n"


@pytest.fixture
def office(tmp_path):
    """A small bureau, a study and a design of it, in the folder one stands in."""
    (tmp_path / "office.yaml").write_text(OFFICE, encoding="utf-8")
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def xnsim(capsys, monkeypatch, tmp_path):
    """Type a command as a user would, in an empty folder: returns exit code, output, messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XNSIM_LANG", raising=False)

    def type_in(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return code, said.out, said.err

    return type_in
