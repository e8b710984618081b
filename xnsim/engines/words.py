"""Which words of the scenario file the fast walk knows; an office that uses another is walked by the readable engine."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.program import Program

KNOWN_WORDS: frozenset[str] = frozenset({
    "at_step", "backlog", "batch", "capacity", "channel", "extraneous", "gate", "on_refusal", "pace", "patience", "population", "preempt",
    "quality", "response", "set_limit", "spawn", "team", "timers", "transfer", "wait_until", "when_line",
})   # beyond the first verbs; today these are all there are


class EngineRefused(ValueError):
    """An engine was asked for by name that does not know every word of the office."""

    def __init__(self, says: Label) -> None:
        self.says = says
        super().__init__(f"{says.zh} / {says.en}")


class PassedTooOften(EngineRefused):
    """A case came to the same step more often than a row of the fast walk can tell."""

    def __init__(self) -> None:
        super().__init__(Label(
            "有一件事在同一环节退回或中断了两千次以上,快速引擎记不下;请给退回写上 at_most(最多几次),或写 engine=\"simpy\"、engine=\"auto\"",
            "a case was sent back to one step, or interrupted there, more than two thousand times, which the fast engine cannot write down; "
            "give the return an at_most, or say engine=\"simpy\" or engine=\"auto\""))


def unknown_words(program: Program) -> list[str]:
    """Return the words of an office that the fast walk does not know, in order of the alphabet."""
    return sorted(program.words - KNOWN_WORDS)


def refuse_unknown(program: Program, engine: str) -> None:
    """Refuse an engine that would leave a word out; nothing is ever left out in silence."""
    words = unknown_words(program)
    if words:
        raise EngineRefused(Label(
            f"引擎 {engine} 还不认识情景里的 {'、'.join(words)};请写 engine=\"simpy\" 或 engine=\"auto\"",
            f"the engine {engine} does not know {', '.join(words)} of this scenario yet; say engine=\"simpy\" or engine=\"auto\""))
