"""What the page says to Python and back: one question at a time as JSON, answers as they become known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from xnsim.live.desk import Desk
from xnsim.live.own import Own
from xnsim.scenario.model import Scenario


class Talk:
    """Answers the three tables of the page; each is set up when it is first asked."""

    def __init__(self, setting: str) -> None:
        about = json.loads(setting)
        office = Scenario.model_validate(json.loads(Path(about["file"]).read_text(encoding="utf-8")))
        self._desk = Desk(office, about["scenario"], about["replications"], about["seed"])
        self._own = Own(about["seed"])
        self._chair = None

    def ask(self, question: str) -> Iterator[str]:
        """Yield answers to a question, each with the room and the generation of the question."""
        asked = json.loads(question)
        for told in self._room(asked["room"]).answers(asked):
            yield json.dumps({"room": asked["room"], "generation": asked["generation"], **told}, ensure_ascii=False, allow_nan=False)

    def _room(self, name: str):
        if name == "game" and self._chair is None:
            from xnsim.live.chair import Chair

            self._chair = Chair()
        return {"reforms": self._desk, "own": self._own, "game": self._chair}[name]
