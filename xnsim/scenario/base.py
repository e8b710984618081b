"""What every part of a scenario has in common: frozen, and unknown keys are refused."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema

from xnsim.labels import Label
from xnsim.scenario.values import wrong


class Part(BaseModel):
    """A frozen piece of a scenario; a change makes a new one (``model_copy``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, allow_inf_nan=False)

    def changed(self, /, *pairs: tuple[str, Any]) -> "Part":
        """Return a copy in which the named fields have the given values."""
        return self.model_copy(update=dict(pairs))


def _label(value: Any) -> Label:
    """Read a name in both languages; one language alone stands for both."""
    if isinstance(value, Label):
        return value
    if isinstance(value, str) and value.strip():
        return Label(value, value)
    if isinstance(value, dict):
        words = {key: value.get(key) or "" for key in ("zh", "en")}
        if set(value) <= set(words) and any(words.values()) and all(isinstance(word, str) for word in words.values()):
            return Label(words["zh"] or words["en"], words["en"] or words["zh"])
    raise wrong("名称要写成文字,或 {zh: 中文, en: English};请照此修改",
                "a name is text, or {zh: 中文, en: English}; write it so")


_WORDS = {"anyOf": [{"type": "string", "minLength": 1},
                    {"type": "object", "properties": {"zh": {"type": ["string", "null"]}, "en": {"type": ["string", "null"]}},
                     "additionalProperties": False, "minProperties": 1}]}
LabelField = Annotated[Label, PlainValidator(_label), PlainSerializer(lambda label: label.both()),
                       WithJsonSchema(_WORDS)]


def unsaid(usual: Any) -> AfterValidator:
    """Take what holds anyway as not said: the office is the same, and so is its hash."""
    return AfterValidator(lambda value: None if value == usual else value)


Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, pattern=r"^[^/\s\x1f.]+(/[^/\s\x1f.]+)?$")]
