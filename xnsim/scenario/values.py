"""Quantities as people write them: ``25 min``, ``12/wd``, ``lognormal(4 d, cv 1)``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "wd": None, "mo": None}
UNIT_WORDS = "s, min, h, d, wd, mo"
NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_SPAN = re.compile(rf"^\s*({NUMBER})\s*([A-Za-z]+)\s*$")
_RATE = re.compile(rf"^\s*({NUMBER})\s*/\s*([A-Za-z]+)\s*$")
_CALL = re.compile(r"^\s*([A-Za-z_]+)\s*\((.*)\)\s*$", re.S)


def wrong(zh: str, en: str) -> PydanticCustomError:
    """Return the error that carries a reason and a way out in both languages."""
    return PydanticCustomError("xnsim", "{en}", {"zh": zh, "en": en})


def exactly(number: float) -> str:
    """Write a number as people do and so that reading it gives the same number again."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))


_NARROW = str.maketrans("\uff08\uff09\uff0c\uff1a\uff0f\uff0b\u3001", "(),:/+,")


def _narrow(value: Any) -> Any:
    """Take the wide marks of a Chinese keyboard for the narrow ones."""
    return value.translate(_NARROW) if isinstance(value, str) else value


def _said(value: Any, lang: str = "zh") -> str:
    if value is None:
        return "(空)" if lang == "zh" else "(nothing)"
    text = "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _finite(number: float, text: str) -> float:
    if number - number != 0:
        raise wrong(f"“{text}”太大了;请改小", f"“{text}” is too large; make it smaller")
    return number


@dataclass(frozen=True)
class Span:
    """A length of time as it was written: ``20 wd``, ``25 min``, ``3 mo``."""

    amount: float
    unit: str

    def __str__(self) -> str:
        return f"{exactly(self.amount)} {self.unit}"

    def seconds(self, day_seconds: int) -> float:
        """Return the exact span in seconds; a working day counts its open seconds.

        Months have no exact span outside a legal limit and raise ``ValueError``.
        """
        if self.unit == "wd":
            return self.amount * day_seconds
        if self.unit == "mo":
            raise ValueError("months are only known to limits")
        return self.amount * UNITS[self.unit]


def parse_span(value: Any) -> Span:
    """Read ``25 min``; a bare number or an unknown unit is refused."""
    if isinstance(value, Span):
        return value
    match = _SPAN.match(value) if isinstance(value, str) else None
    if match is None:
        raise wrong(f"“{_said(value)}”不是时间长度;请写成“数字 单位”,例如 25 min、3 h、20 wd",
                    f"“{_said(value, 'en')}” is not a length of time; write “number unit”, e.g. 25 min, 3 h, 20 wd")
    amount, unit = _finite(float(match[1]), value), match[2]
    if unit not in UNITS:
        raise wrong(f"不认识的时间单位“{unit}”;可用单位:{UNIT_WORDS}(wd=工作日,d=日历日,mo=月)",
                    f"unknown unit “{unit}”; use one of {UNIT_WORDS} (wd = working day, d = calendar day, mo = month)")
    if amount < 0:
        raise wrong(f"时间长度不能为负:“{value}”;请改为正数", f"a length of time cannot be negative: “{value}”; make it positive")
    return Span(amount, unit)


@dataclass(frozen=True)
class Rate:
    """How many arrive in a unit of time: ``12/wd``."""

    amount: float
    unit: str

    def __str__(self) -> str:
        return f"{exactly(self.amount)}/{self.unit}"


def parse_rate(value: Any) -> Rate:
    """Read ``12/wd``, ``20/h``; the unit of time is required."""
    if isinstance(value, Rate):
        return value
    value = _narrow(value)
    match = _RATE.match(value) if isinstance(value, str) else None
    if match is None or match[2] not in UNITS or match[2] == "mo":
        raise wrong(f"“{_said(value)}”不是到达率;请写成“件数/单位”,例如 12/wd、20/h",
                    f"“{_said(value, 'en')}” is not a rate; write “number/unit”, e.g. 12/wd, 20/h")
    if _finite(float(match[1]), value) < 0:
        raise wrong(f"到达率不能为负:“{value}”;请改为 0 或正数", f"a rate cannot be negative: “{value}”; use 0 or more")
    return Rate(float(match[1]), match[2])


@dataclass(frozen=True)
class Dist:
    """A random length of time by its name and parameters, as it was written."""

    name: str
    spans: tuple[Span, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()
    weights: tuple[float, ...] = ()

    def number(self, name: str) -> float:
        """Return a named parameter such as ``cv`` or ``shape``."""
        return dict(self.numbers)[name]

    def __str__(self) -> str:
        if self.name == "constant":
            return f"constant({self.spans[0]})"
        if self.weights:
            inside = [f"{exactly(w)}: {s}" for w, s in zip(self.weights, self.spans, strict=True)]
        else:
            inside = [str(s) for s in self.spans] + [f"{k} {exactly(v)}" for k, v in self.numbers]
        return f"{self.name}({', '.join(inside)})"


# name -> (how many spans, names of the plain numbers, weighted list?)
SHAPES = {
    "constant": (1, (), False), "exp": (1, (), False), "uniform": (2, (), False),
    "triangular": (3, (), False), "pert": (3, (), False), "lognormal": (1, ("cv",), False),
    "gamma": (1, ("shape",), False), "erlang": (1, ("k",), False), "weibull": (1, ("shape",), False),
    "hyper": (0, (), True), "empirical": (0, (), True),
}
ALIASES = {"exponential": "exp", "hyperexponential": "hyper", "beta_pert": "pert"}
EXAMPLES = ("constant(8 min), exp(3 h), uniform(2 min, 5 min), triangular(1 h, 2 h, 6 h), pert(1 h, 2 h, 6 h), "
            "lognormal(25 min, cv 1), gamma(3 h, shape 2), erlang(3 h, k 3), weibull(3 h, shape 0.8), "
            "hyper(0.9: 0.5 d, 0.1: 5.5 d), empirical(0.5: 10 min, 0.5: 30 min)")


def parse_dist(value: Any) -> Dist:
    """Read one distribution; a plain length of time is a constant."""
    if isinstance(value, Dist):
        return value
    value = _narrow(value)
    call = _CALL.match(value) if isinstance(value, str) else None
    if call is None:
        if isinstance(value, str) and ("(" in value or ")" in value):
            raise wrong(f"“{value}”的括号不成对;请补上括号,或给整个值加引号;可写:{EXAMPLES}",
                        f"the brackets of “{value}” do not match; close them, or put quotes around the whole value; write one of {EXAMPLES}")
        return Dist("constant", (parse_span(value),))
    name = ALIASES.get(call[1], call[1])
    if name not in SHAPES:
        near = get_close_matches(call[1], [*SHAPES, *ALIASES], n=1)
        raise wrong(f"不认识的分布“{call[1]}”;{f'是不是 {near[0]}?' if near else ''}可写:{EXAMPLES}",
                    f"unknown distribution “{call[1]}”; {f'did you mean {near[0]}? ' if near else ''}write one of {EXAMPLES}")
    parts = [part.strip() for part in call[2].split(",") if part.strip()]
    dist = _weighted(name, parts, value) if SHAPES[name][2] else _plain(name, parts, value)
    _check(dist, value)
    return dist


def _plain(name: str, parts: list[str], text: str) -> Dist:
    count, wanted, _ = SHAPES[name]
    spans = tuple(parse_span(part) for part in parts[:count])
    numbers = []
    for part in parts[count:]:
        match = re.match(rf"^([a-z]+)\s*=?\s*({NUMBER})$", part)
        if match is None or match[1] not in wanted:
            raise _shape(name, text)
        numbers.append((match[1], float(match[2])))
    if len(spans) != count or [key for key, _ in numbers] != list(wanted):
        raise _shape(name, text)
    return Dist(name, spans, tuple(numbers))


def _weighted(name: str, parts: list[str], text: str) -> Dist:
    pairs = [part.split(":") for part in parts]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise _shape(name, text)
    try:
        weights = tuple(float(weight) for weight, _ in pairs)
    except ValueError:
        raise _shape(name, text) from None
    return Dist(name, tuple(parse_span(span) for _, span in pairs), (), weights)


def _shape(name: str, text: str) -> PydanticCustomError:
    example = next(part for part in re.findall(r"\w+\([^)]*\)", EXAMPLES) if part.startswith(name))
    return wrong(f"“{text}”的参数不对;应写成 {example}", f"the parameters of “{text}” are wrong; write {example}")


def _check(dist: Dist, text: str) -> None:
    if any(_finite(value, text) <= 0 for _, value in dist.numbers):
        raise wrong(f"“{text}”的参数必须大于 0", f"the parameters of “{text}” must be above 0")
    if dist.weights and not (min(dist.weights) >= 0 and abs(sum(dist.weights) - 1) <= 1e-9):
        raise wrong(f"“{text}”的权重之和应为 1(现为 {sum(dist.weights):.6g})",
                    f"the weights of “{text}” must add up to 1 (they add up to {sum(dist.weights):.6g})")
    if any(span.unit == "mo" for span in dist.spans):
        raise wrong(f"“{text}”:月(mo)只能用于时限;请改用 d 或 wd", f"“{text}”: months (mo) are for limits only; use d or wd")
    if dist.name in ("uniform", "triangular", "pert"):
        units = {span.unit for span in dist.spans}
        amounts = [span.amount for span in dist.spans]
        if len(units) == 1 and (amounts != sorted(amounts) or amounts[0] == amounts[-1]):
            raise wrong(f"“{text}”的参数应由小到大", f"the parameters of “{text}” must rise from left to right")


def parse_work(value: Any) -> tuple[Dist, ...]:
    """Read a sum of works: ``exp(3 h) + constant(20 min)``."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Dist):
        return (value,)
    if not isinstance(value, str):
        return (parse_dist(value),)
    return tuple(parse_dist(part) for part in re.split(r"\+(?![^(]*\))", _narrow(value)))


def _text_schema(*examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": list(examples)})


SpanField = Annotated[Span, BeforeValidator(parse_span), PlainSerializer(str), _text_schema("20 wd", "25 min", "3 mo")]
RateField = Annotated[Rate, BeforeValidator(parse_rate), PlainSerializer(str), _text_schema("12/wd", "20/h")]
DistField = Annotated[Dist, BeforeValidator(parse_dist), PlainSerializer(str), _text_schema("exp(3 h)", "lognormal(4 d, cv 1)")]
WorkField = Annotated[tuple[Dist, ...], BeforeValidator(parse_work),
                      PlainSerializer(lambda works: " + ".join(str(w) for w in works)), _text_schema("lognormal(25 min, cv 1)")]
