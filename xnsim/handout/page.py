"""The hand-out as one HTML file: figures, typeface, words of both languages and a small script, and no request to anybody."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from xnsim.handout.figures import LANGS, about_policy, both, indicator, means, point
from xnsim.handout.grid import Grid, Reform
from xnsim.handout.words import WORDS
from xnsim.indicators import INDICATORS
from xnsim.plots.style import stamp_text
from xnsim.policies import Policy
from xnsim.punctuation import printed, unfolded
from xnsim.report.shell import OWN_SCRIPTS, document
from xnsim.study import words as study_words
from xnsim.version import VERSION
from xnsim.widgets.controls import controls
from xnsim.widgets.figures import HEADLINE

SIGNS = "▾✓－–−±↑↓"       # drawn by the script
HERE = Path(__file__).parent


def page(grid: Grid, scenario: str) -> str:
    """Return the hand-out as one HTML page. ``scenario`` is how the office is named on the command line."""
    spec = _spec(grid, scenario)
    data = json.dumps(spec, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("</", "<\\/")
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("handout.css", "handout.js"))
    inside = f'''<main id="handout"></main>
<script type="application/json" id="grid">{data}</script>
<script>
{script}</script>'''
    return document(spec["title"]["zh"], inside, style, rule=OWN_SCRIPTS, says=data + SIGNS)


def _spec(grid: Grid, scenario: str) -> dict[str, Any]:
    found, quo = grid.found, grid.found.status_quo
    digest = found.digests[quo]
    name = both(grid.office.name)
    return {
        "title": {lang: f"{name[lang]} · {WORDS['title'](lang)}" for lang in LANGS}, "office": name,
        "about": {lang: printed(unfolded(grid.office.about(lang)), lang) for lang in LANGS} if grid.office.about else {"zh": "", "en": ""},
        "words": {key: both(word) for key, word in WORDS.items()},
        "indicators": [indicator(key) for key in found.indicators], "headline": [HEADLINE, INDICATORS[HEADLINE].twin],
        "reforms": [_reform(grid, reform) for reform in grid.reforms],
        "now": {"v": means(found, quo)},
        "points": {name: point(grid.at(name), name) for name in found.alternatives if name != quo},
        "refused": {point: both(says) for point, says in grid.refused.items()},
        "n": found.replications, "seed": found.seed, "scenario": scenario,
        "note": {lang: study_words.note(lang) for lang in LANGS},
        "stamp": {lang: printed(stamp_text(found.replications, found.seed, digest, VERSION, lang), lang) for lang in LANGS},
    }


def _reform(grid: Grid, reform: Reform) -> dict[str, Any]:
    policy = type(reform.base)
    turned = {lang: {each["name"]: each for each in controls(policy, reform.base, grid.office, lang)} for lang in LANGS}
    sliders = [_slider(name, values, {lang: turned[lang][name] for lang in LANGS}) for name, values in reform.sliders.items()]
    return {**about_policy(policy), "sliders": sliders, "typed": typed(reform.base, reform.sliders)}


def typed(policy: Policy, besides: Container[str] = ()) -> str:
    """Return the knobs of a policy as they are typed after ``--policy``, without those ``besides``."""
    own = {name: value for name, value in policy.model_dump(mode="json", exclude_defaults=True, by_alias=True).items() if name not in besides}
    return ",".join(f"{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in own.items())


def _slider(name: str, values: tuple[float, ...], about: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    own = about["zh"]["value"]
    start = min(range(len(values)), key=lambda k: abs(values[k] - own)) if own is not None else 0
    return {"name": name, "values": values, "start": start, **{word: {lang: about[lang][word] for lang in LANGS} for word in ("label", "unit", "why")}}
