"""The director's desk on the screen 主任的桌子: a field for the orders, a button, and the boards as they are published."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as w

from xnsim.game.codes import read_plan
from xnsim.game.play import play
from xnsim.game.told import board_text
from xnsim.labels import Label, Lang
from xnsim.punctuation import printed
from xnsim.scenario.problems import InputError

ORDERS, PLAY = Label("决策", "orders"), Label("算", "play")
YOURS = Label("决策码(交给教员):{}", "your code (for the trainer): {}")
HINT = Label("例如 F5NV3/F5", "such as F5NV3/F5")


class DirectorDesk(w.VBox):
    """Type one to four quarters and press: the official boards come, the true one after the fourth."""

    def __init__(self, seed: int = 1, lang: Lang = "zh") -> None:
        self.seed, self.lang = seed, lang
        self.orders = w.Text(description=ORDERS(lang), placeholder=printed(HINT(lang), lang), layout=w.Layout(width="40em"))
        self.button = w.Button(description=PLAY(lang))
        self.said = w.HTML()
        self.button.on_click(self._pressed)
        super().__init__([w.HBox([self.orders, self.button]), self.said])

    def _pressed(self, _: Any) -> None:
        self.button.disabled = True
        try:
            self.said.value = f"<pre>{escape(printed(self.answer(self.orders.value), self.lang))}</pre>"
        finally:
            self.button.disabled = False

    def answer(self, text: str) -> str:
        """Return what is said to the orders typed: code and boards, or everything wrong with them."""
        try:
            plan = read_plan(text)
        except InputError as error:
            return "\n".join(problem.says(self.lang) for problem in error.problems)
        return "\n".join([YOURS(self.lang).format(plan.code), board_text(play(plan, self.seed), self.lang)])
