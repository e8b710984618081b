"""Predictions, kept before the run: what was said first stays said, and a view opens only once its number is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator


class Predictions:
    """The numbers said so far, by the key of their question."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._said: dict[str, float] = {}
        self._heard: list[tuple[str | None, Callable[[], None]]] = []

    def __contains__(self, key: str) -> bool:
        """Say whether this number was said."""
        return key in self._said

    def __getitem__(self, key: str) -> float:
        """Return the number that was said."""
        return self._said[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the questions answered so far."""
        return iter(self._said)

    def store(self, key: str, value: float) -> bool:
        """Keep a number; the first one counts, so a second one is not kept. Return whether it was kept."""
        if key in self._said:
            return self._said[key] == value
        self._said[key] = value
        for wanted, heard in self._heard:
            if wanted in (key, None):
                heard()
        return True

    def when_said(self, key: str | None, heard: Callable[[], None]) -> None:
        """Call ``heard`` once this number is said; with None, whenever one is."""
        self._heard.append((key, heard))

    def forget(self) -> None:
        """Forget all of them: a new class sits down."""
        self._said.clear()


SAID = Predictions()
"""The predictions of this notebook: one kernel, one learner or one class."""
