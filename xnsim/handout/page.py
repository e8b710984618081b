"""The hand-out as one HTML file: figures, typeface, words of both languages and a small script, and no request to anybody."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xnsim.fonts import FAMILY, TTF
from xnsim.fonts.cut import cut
from xnsim.handout.grid import STATUS_QUO, Grid, Reform
from xnsim.handout.words import WORDS
from xnsim.indicators import INDICATORS
from xnsim.labels import Label
from xnsim.plots.style import stamp_text
from xnsim.punctuation import printed, unfolded
from xnsim.stats import Interval
from xnsim.study import words as study_words
from xnsim.version import VERSION
from xnsim.widgets.controls import controls
from xnsim.widgets.figures import HEADLINE, amount, described, verdict

ASCII = "".join(map(chr, range(0x20, 0x7F)))
HERE = Path(__file__).parent
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data:"
LANGS = ("zh", "en")
Both = dict[str, str]


def page(grid: Grid, scenario: str) -> str:
    """Return the hand-out as one HTML page. ``scenario`` is how the office is named on the command line."""
    spec = _spec(grid, scenario)
    data = json.dumps(spec, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("</", "<\\/")
    title = spec["title"]["zh"]
    text = "".join(sorted(set(data + title + ASCII + "▾✓－–−±↑↓")))
    font = base64.b64encode(cut(TTF, text, "woff")).decode("ascii")
    style = (HERE / "handout.css").read_text(encoding="utf-8")
    script = (HERE / "handout.js").read_text(encoding="utf-8")
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title>
<style>
@font-face {{ font-family: "{FAMILY}"; src: url(data:font/woff;base64,{font}) format("woff"); }}
{style}</style>
</head>
<body>
<main id="handout"></main>
<script type="application/json" id="grid">{data}</script>
<script>
{script}</script>
</body>
</html>
"""


def _both(says: Label) -> Both:
    return {lang: printed(says(lang), lang) for lang in LANGS}


def _spec(grid: Grid, scenario: str) -> dict[str, Any]:
    found, quo = grid.found, grid.found.status_quo
    digest = found.digests[quo]
    name = _both(grid.office.name)
    return {
        "title": {lang: f"{name[lang]} · {WORDS['title'](lang)}" for lang in LANGS}, "office": name,
        "about": {lang: printed(unfolded(grid.office.about(lang)), lang) for lang in LANGS} if grid.office.about else {"zh": "", "en": ""},
        "words": {key: _both(word) for key, word in WORDS.items()},
        "indicators": [_indicator(key) for key in found.indicators], "headline": [HEADLINE, INDICATORS[HEADLINE].twin],
        "reforms": [_reform(grid, reform) for reform in grid.reforms],
        "now": {"v": [_numbers(found.mean(quo, key)) for key in found.indicators]},
        "points": {point: _point(grid, point) for point in found.alternatives if point != quo},
        "refused": {point: _both(says) for point, says in grid.refused.items()},
        "n": found.replications, "seed": found.seed, "scenario": scenario,
        "note": {lang: study_words.note(lang) for lang in LANGS},
        "stamp": {lang: printed(stamp_text(found.replications, found.seed, digest, VERSION, lang), lang) for lang in LANGS},
    }


def _indicator(key: str) -> dict[str, Any]:
    both = {lang: described(key, lang) for lang in LANGS}
    words = {word: {lang: both[lang][word] for lang in LANGS} for word in ("label", "unit", "definition")}
    return {"key": key, "rate": both["zh"]["rate"], "better": both["zh"]["better"], **words}


def _reform(grid: Grid, reform: Reform) -> dict[str, Any]:
    policy = type(reform.base)
    words = {name: _both(getattr(policy, name)) for name in ("label", "help", "tradeoff", "perverse")}
    legal = [_both(policy.legal_note)] if policy.legal_note else []
    turned = {lang: {each["name"]: each for each in controls(policy, reform.base, grid.office, lang)} for lang in LANGS}
    sliders = [_slider(name, values, {lang: turned[lang][name] for lang in LANGS}) for name, values in reform.sliders.items()]
    return {"key": policy.key, **words, "legal": legal, "source": [_both(source) for source in policy.source], "sliders": sliders,
            "typed": _typed(reform)}


def _typed(reform: Reform) -> str:
    """Return the policy as it is typed after ``--policy``, without its sliders."""
    own = {name: value for name, value in reform.base.model_dump(mode="json", exclude_defaults=True, by_alias=True).items() if name not in reform.sliders}
    return ",".join(f"{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in own.items())


def _slider(name: str, values: tuple[float, ...], about: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    own = about["zh"]["value"]
    start = min(range(len(values)), key=lambda k: abs(values[k] - own)) if own is not None else 0
    return {"name": name, "values": values, "start": start, **{word: {lang: about[lang][word] for lang in LANGS} for word in ("label", "unit", "why")}}


def _point(grid: Grid, point: str) -> dict[str, Any]:
    """Return a point: means with their intervals, what changed against now, and the headline's change as a sentence."""
    two = grid.at(point)
    change = [_change(two, point, key) for key in two.indicators]
    names = {"zh": (WORDS["plan"].zh, STATUS_QUO), "en": (WORDS["plan"].en, WORDS["now"].en)}
    return {"v": [_numbers(two.mean(point, key)) for key in two.indicators], "d": change,
            "says": {lang: _said(two, point, names[lang], lang) for lang in LANGS}}


def _change(two: Any, point: str, key: str) -> list[str]:
    difference = two.difference(point, STATUS_QUO, key)
    return [verdict(INDICATORS[key], difference), *(printed(amount(INDICATORS[key], difference, lang), lang) for lang in LANGS)]


def _said(two: Any, point: str, names: tuple[str, str], lang: str) -> str:
    return printed(study_words.sentence_of(two.difference(point, STATUS_QUO, HEADLINE), INDICATORS[HEADLINE], *names, lang, ""), lang)


def _numbers(found: Interval) -> list[float | None]:
    return [None if math.isnan(value) else value for value in (found.mean, found.low, found.high)]
