"""``explore``: a trainer's desk. Reforms on the left, the share of cases on time and its twin on the right, now against then."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets as tr
from pydantic import ValidationError

from xnsim.engines import Engine
from xnsim.labels import Lang, spoken
from xnsim.plots.style import PALETTE, STATUS_QUO as GREY
from xnsim.policies import Policy, Stage, registry
from xnsim.presets import scenario_file
from xnsim.program import lower
from xnsim.punctuation import printed
from xnsim.scenario.files import load
from xnsim.scenario.model import Scenario
from xnsim.widgets.board import Board, page_module, page_style
from xnsim.widgets.controls import controls, turned
from xnsim.widgets.figures import HEADLINE, MAIN, described, shown
from xnsim.widgets.recount import STATUS_QUO, Answer, Question, Recount
from xnsim.widgets.words import NOW, PINNED, STAGES, THIS, WORDS

OURS = "ours"
PINS = 2


def explore(office: Scenario | str | Path, policies: Sequence[Policy | type[Policy]] | None = None, replications: int = 50,
            seed: int = 1, lang: Lang | None = None, engine: Engine = "auto") -> "Explore":
    """Show an office with the reforms that can be tried on it, and work out what they do while sliders move.

    ``office`` is a scenario, a file, or the name of a scenario that comes with xnsim. ``policies`` are
    classes, or policies with their knobs set (default: all of the package). Every number is a mean over
    ``replications`` runs of the same applicants with its 95 % interval; the first two runs are shown at
    once as a preview, and a trial over fewer days before them where they take long. Policies that do not
    suit the office as they stand are set apart with the reason. ``lang`` None: the language asked for
    with XNSIM_LANG, else Chinese.
    """
    found = office if isinstance(office, Scenario) else load(scenario_file(str(office)))
    return Explore(found, list(registry().values()) if policies is None else policies, replications, seed, lang or spoken(), engine)


class Explore(Board):
    """The trainer's desk. ``spec`` says what stands on it, ``choice`` what the user chose, ``shown`` what came out, ``unfit`` what does not suit and why."""

    _esm = page_module("explore.js")
    _css = page_style("explore.css")

    spec = tr.Dict().tag(sync=True)
    choice = tr.Dict().tag(sync=True)
    shown = tr.Dict().tag(sync=True)
    unfit = tr.Dict().tag(sync=True)

    def __init__(self, office: Scenario, policies: Sequence[Policy | type[Policy]], replications: int, seed: int, lang: Lang, engine: Engine) -> None:
        self._at = {policy.key: None if isinstance(policy, type) else policy for policy in policies}
        self._class = {policy.key: policy if isinstance(policy, type) else type(policy) for policy in policies}
        self._office, self._lang, self._names = office, lang, {STATUS_QUO: NOW}
        self._settled, self._judged = threading.Condition(), threading.Event()
        remarks = _remarks(office, lang)
        super().__init__(spec=self._spec(remarks), choice={"generation": 0, "on": [], "knobs": {}, "pins": []}, shown={})
        self._recount = Recount(office, MAIN, self._told, self._failed, seed=seed, replications=replications, engine=engine)
        self.observe(self._chosen, "choice")
        self.listen()
        self._chosen({"new": self.choice})

    def wait(self, timeout_s: float = 120.0) -> dict[str, Any]:
        """Wait until the figures of the latest choice are final and return what is shown; for tests and scripts."""
        with self._settled:
            self._settled.wait_for(self._is_settled, timeout_s)
        return self.shown

    def choose(self, on: Sequence[str], knobs: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        """Switch policies on by their keys and turn their knobs, as the mouse would."""
        self.choice = {**self.choice, "generation": self.choice["generation"] + 1, "on": list(on), "knobs": dict(knobs or {})}

    def _is_settled(self) -> bool:
        is_last = self.shown.get("generation") == self.choice["generation"]
        return is_last and (self.shown["stage"] == "failed" or (self.shown["stage"] != "trial" and self.shown["n"] == self.shown["of"]))

    def _spec(self, remarks: list[str]) -> dict[str, Any]:
        lang = self._lang
        return {
            "lang": lang, "office": printed(self._office.name(lang), lang), "words": {key: printed(word(lang), lang) for key, word in WORDS.items()},
            "indicators": [described(key, lang) for key in MAIN], "headline": HEADLINE, "remarks": remarks,
            "stages": [stage for stage in map(self._stage, Stage) if stage["policies"]],
            "colours": {STATUS_QUO: GREY, OURS: PALETTE[0], **{f"pin{k}": PALETTE[k + 1] for k in range(PINS)}}, "pins": PINS,
        }

    def _stage(self, stage: Stage) -> dict[str, Any]:
        found = [policy for policy in self._class.values() if policy.stage == stage]
        return {"label": STAGES[stage](self._lang), "policies": [self._card(policy) for policy in found]}

    def _card(self, policy: type[Policy]) -> dict[str, Any]:
        """Return a policy as the page needs it: what it is, what it costs, how it goes wrong, where it stands, its controls."""
        lang = self._lang
        words = {name: printed(getattr(policy, name)(lang), lang) for name in ("label", "help", "tradeoff", "perverse")}
        return {"key": policy.key, **words, "source": [printed(source(lang), lang) for source in policy.source],
                "controls": controls(policy, self._at[policy.key], self._office, lang)}

    def _chosen(self, change: Mapping[str, Any]) -> None:
        """Ask for the figures of what the user chose."""
        choice = change["new"]
        wanted, self._names = {STATUS_QUO: ()}, {STATUS_QUO: NOW}
        try:
            for k, pin in enumerate(choice["pins"][:PINS]):
                wanted[f"pin{k}"], self._names[f"pin{k}"] = self._policies(pin), PINNED[k]
            if choice["on"]:
                wanted[OURS], self._names[OURS] = self._policies(choice), THIS
        except ValidationError as error:
            self._failed(Question(choice["generation"], {}), error)
        else:
            self._recount.ask(Question(choice["generation"], wanted))

    def _policies(self, choice: Mapping[str, Any]) -> tuple[Policy, ...]:
        return tuple(turned(self._class[key], self._at[key], choice["knobs"].get(key, {})) for key in choice["on"])

    def _told(self, answer: Answer) -> None:
        """Show what is known so far; called on the thread that works it out."""
        if answer.generation == self.choice["generation"]:
            with self._settled:
                self.shown = shown(answer, self._names, self._lang) | {"refused": self._refusals(answer)}
                self._settled.notify_all()
        if not self._judged.is_set():
            self._judged.set()
            threading.Thread(target=self._judge, name="xnsim-judge", daemon=True).start()

    def _judge(self) -> None:
        """Say which policies do not suit the office as they stand, and why; after the first figures, which are more urgent."""
        whys = {key: self._recount.refusal(self._at[key] or policy()) for key, policy in self._class.items()}
        self.unfit = {key: _reason(why(self._lang), self._class[key].label(self._lang), self._lang) for key, why in whys.items() if why is not None}

    def _failed(self, question: Question, error: Exception) -> None:
        with self._settled:
            self.shown = {"generation": question.generation, "stage": "failed", "problem": f"{type(error).__name__}: {error}"}
            self._settled.notify_all()

    def _refusals(self, answer: Answer) -> dict[str, str]:
        """Return which of the policies switched on are refused by themselves, and why."""
        if OURS not in answer.refused:
            return {}
        policies = {policy.key: self._recount.refusal(policy) for policy in self._policies(self.choice)}
        return {key: printed(why(self._lang).removeprefix(f"{self._class[key].label(self._lang)}:").strip(), self._lang) for key, why in policies.items() if why is not None}


def _reason(said: str, label: str, lang: Lang) -> str:
    """Return why a policy does not suit, without its own name before it and without the advice to whoever writes the office's file."""
    why = said.removeprefix(f"{label}:").strip().split(";")[0]
    return printed(why[:1].upper() + why[1:], lang)


def _remarks(office: Scenario, lang: Lang) -> list[str]:
    """Return what there is to say about the office before any run, such as a calendar beyond the published years."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        lower(office)
    return [printed(str(each.message).split(" / ")[0 if lang == "zh" else -1], lang) for each in told]
