"""The live page as one HTML file: Python, the core, the typeface, words of both languages, three tables, and no request to anybody."""

from __future__ import annotations

import base64
import gzip
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from xnsim.handout.figures import LANGS, about_policy, both, indicator
from xnsim.handout.grid import fits
from xnsim.indicators import INDICATORS
from xnsim.labels import Label
from xnsim.live.chair import sheet
from xnsim.live.fetch import PARTS, stock
from xnsim.live.own import ASSUMED, CALLED, QUESTIONS, REFORMS
from xnsim.live.stock import OFFICE, Archive, compiled, packages, standard_library, zipped
from xnsim.live.words import WORDS
from xnsim.policies import Policy, Stage, registry
from xnsim.punctuation import printed, unfolded
from xnsim.report.shell import document
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError, Problem
from xnsim.study import words as study_words
from xnsim.widgets.controls import controls
from xnsim.widgets.figures import HEADLINE, MAIN
from xnsim.widgets.words import STAGES

HERE = Path(__file__).parent
SIGNS = "▾▸✓－–−±↑↓×·…≤≥"
CSP = ("default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; "
       "font-src data:; img-src data:; connect-src 'none'")
SCRIPTS = ("helpers.js", "figure.js", "reforms.js", "own.js", "game.js", "live.js")
TITLE = Label("现场模拟", "Live simulation")
NONE_FITS = Label("这个情景没有一项适用的制度;请换一个情景,或用 --policy 写明参数合适的制度", "no reform suits this office; name another scenario, or a policy with fitting knobs")
Spec = dict[str, Any]


def suitable(office: Scenario, named: Sequence[Policy] = ()) -> list[Policy]:
    """Return the policies that may be tried on an office: those named, or all that it does not refuse with their defaults."""
    found = list(named)
    for policy in () if named else registry().values():
        try:
            found.append(policy())
        except ValidationError:
            continue
    kept = [policy for policy in found if named or fits(office, [policy]) is None]
    if not kept:
        raise InputError([Problem("", NONE_FITS)])
    return kept


def live_page(office: Scenario, policies: Sequence[Policy], scenario: str, replications: int, seed: int, pyodide: Path | None = None) -> str:
    """Return the page. ``scenario`` is how the office is named on the command line; ``pyodide`` a folder that holds the npm package.

    Raises ``InputError`` when neither the registries nor the folder give what is needed.
    """
    with tempfile.TemporaryDirectory(prefix="xnsim-live-") as place:
        parts = stock(pyodide, Path(place))
        archives = (standard_library(parts), packages(parts, office))
        letters = _letters(archives[1])
        library, own = compiled(parts, archives, Path(place))
        blobs = {name: (parts / name).read_bytes() for name in PARTS if name.endswith(("mjs", "wasm"))}
        lock = json.loads((parts / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    blobs |= {"python_stdlib.zip": zipped(library), "packages.zip": zipped(own)}
    spec = _spec(office, policies, scenario, replications, seed) | {"lock": {"info": lock, "packages": {}}}
    data = json.dumps(spec, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("</", "<\\/")
    return _html(spec["title"]["zh"], data, letters | set(data), blobs)


def _letters(archive: Archive) -> set[str]:
    """Return every character a source of the page can say: its messages are drawn in our typeface too."""
    return {sign for name, data in archive.items() if name.startswith(("xnsim/", OFFICE)) for sign in data.decode("utf-8")}


def _html(title: str, data: str, letters: set[str], blobs: dict[str, bytes]) -> str:
    styles = (HERE.parent / "handout" / "handout.css", HERE / "live.css")
    style = "".join(path.read_text(encoding="utf-8") for path in styles)
    script = "".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    engine = (HERE / "engine.js").read_text(encoding="utf-8")
    packed = "\n".join(f'<script type="text/plain" id="{name}">{_base64(gzip.compress(blob, 9, mtime=0))}</script>' for name, blob in blobs.items())
    inside = f'''<main id="live"></main>
<script type="application/json" id="spec">{data}</script>
<script type="text/plain" id="engine.js">{engine}</script>
<script>
(() => {{
{script}}})();
</script>
{packed}
<script>document.dispatchEvent(new Event('packed'));</script>'''
    return document(title, inside, style, rule=CSP, says="".join(letters) + SIGNS)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _spec(office: Scenario, policies: Sequence[Policy], scenario: str, replications: int, seed: int) -> Spec:
    name = both(office.name)
    stages = [(stage, [policy for policy in policies if policy.stage == stage]) for stage in Stage]
    return {
        "title": {lang: f"{name[lang]} · {TITLE(lang)}" for lang in LANGS}, "words": {key: both(word) for key, word in WORDS.items()},
        "about": {lang: printed(unfolded(office.about(lang)), lang) for lang in LANGS} if office.about else {"zh": "", "en": ""},
        "indicators": [indicator(key) for key in MAIN], "headline": [HEADLINE, INDICATORS[HEADLINE].twin],
        "stages": [{"label": both(STAGES[stage]), "policies": [_card(office, policy) for policy in found]} for stage, found in stages if found],
        "n": replications, "seed": seed, "scenario": scenario, "note": {lang: study_words.note(lang) for lang in LANGS},
        "setting": {"file": OFFICE, "scenario": scenario, "replications": replications, "seed": seed},
        "questions": [{"key": each.key, "label": both(each.says), "unit": both(each.unit), "why": both(each.why), "start": f"{each.default:g}", "assumed": each.assumed} for each in QUESTIONS],
        "assumed": [both(says) for says in ASSUMED],
        "tried": [{"key": key, "label": both(CALLED[key]), "help": both(policy.help), "source": [both(source) for source in policy.source]} for key, policy in REFORMS.items()],
        "sheet": sheet(),
    }


def _card(office: Scenario, policy: Policy) -> Spec:
    told = {lang: controls(type(policy), policy, office, lang) for lang in LANGS}
    return {**about_policy(type(policy)), "knobs": [_knob(zh, en) for zh, en in zip(told["zh"], told["en"], strict=True)]}


def _knob(zh: Spec, en: Spec) -> Spec:
    """Put a control's words in both languages into one."""
    words = {word: {"zh": zh[word], "en": en[word]} for word in ("label", "why", "unit")}
    options = [[value, {"zh": says, "en": english}] for (value, says), (_, english) in zip(zh["options"], en["options"], strict=True)] if "options" in zh else []
    return {**zh, **words, "options": options}
