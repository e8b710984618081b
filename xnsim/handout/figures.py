"""A comparison with the status quo as the pages show it: plain data in both languages, made by one hand for every page."""

from __future__ import annotations

import math
from typing import Any

from xnsim.handout.grid import STATUS_QUO
from xnsim.handout.words import WORDS
from xnsim.indicators import INDICATORS
from xnsim.labels import Label
from xnsim.policies import Policy
from xnsim.punctuation import printed
from xnsim.stats import Interval
from xnsim.study import Comparison
from xnsim.study import words as study_words
from xnsim.widgets.figures import HEADLINE, amount, described, verdict

LANGS = ("zh", "en")
Both = dict[str, str]


def both(says: Label) -> Both:
    """Return a label in both languages as it is printed."""
    return {lang: printed(says(lang), lang) for lang in LANGS}


def indicator(key: str) -> dict[str, Any]:
    """Return an indicator with its words in both languages."""
    told = {lang: described(key, lang) for lang in LANGS}
    words = {word: {lang: told[lang][word] for lang in LANGS} for word in ("label", "unit", "definition")}
    return {"key": key, "rate": told["zh"]["rate"], "better": told["zh"]["better"], **words}


def about_policy(policy: type[Policy]) -> dict[str, Any]:
    """Return what a policy is, what it costs, how it goes wrong and where it stands."""
    words = {name: both(getattr(policy, name)) for name in ("label", "help", "tradeoff", "perverse")}
    return {"key": policy.key, **words, "legal": [both(policy.legal_note)] if policy.legal_note else [], "source": [both(source) for source in policy.source]}


def point(two: Comparison, name: str, called: Label = WORDS["plan"]) -> dict[str, Any]:
    """Return one alternative: means with their intervals, what changed against now, and the headline's change as a sentence."""
    change = [_change(two, name, key) for key in two.indicators]
    names = {"zh": (called.zh, STATUS_QUO), "en": (called.en, WORDS["now"].en)}
    return {"v": means(two, name), "d": change, "says": {lang: _said(two, name, names[lang], lang) for lang in LANGS}}


def means(found: Comparison, name: str) -> list[list[float | None]]:
    """Return mean, low and high of every indicator of an alternative."""
    return [_numbers(found.mean(name, key)) for key in found.indicators]


def _change(two: Comparison, name: str, key: str) -> list[str]:
    difference = two.difference(name, two.status_quo, key)
    return [verdict(INDICATORS[key], difference), *(printed(amount(INDICATORS[key], difference, lang), lang) for lang in LANGS)]


def _said(two: Comparison, name: str, names: tuple[str, str], lang: str) -> str:
    return printed(study_words.sentence_of(two.difference(name, two.status_quo, HEADLINE), INDICATORS[HEADLINE], *names, lang, ""), lang)


def _numbers(found: Interval) -> list[float | None]:
    return [None if math.isnan(value) else value for value in (found.mean, found.low, found.high)]
