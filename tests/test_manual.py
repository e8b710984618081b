"""The trainer's manual: every prediction, answer and mistake of the lessons, none typed a second time."""

from __future__ import annotations

import re
from html import unescape

from xnsim.course.manual import manual
from xnsim.lessons.catalogue import exercises, predictions
from xnsim.punctuation import printed

pytest_plugins = ("keyboard",)


def test_every_answer_and_mistake_is_in_it():
    """Questions, computed answers and hints stand in the manual in both languages, two pages and a sheet a lesson."""
    for lang in ("zh", "en"):
        text = unescape(manual(lang, simulate=False))
        for each in exercises().values():
            assert f"{each.answer():.6g}" in text and all(printed(mistake.hint(lang), lang) in text for mistake in each.mistakes), each.key
        for asked in predictions().values():
            assert f"{asked.theory():,.{asked.digits}f}" in text and text.count(printed(asked.ask(lang), lang)) == 2, asked.key
        lessons = {key.split("-")[0] for key in exercises()}
        assert text.count("class=page") == 3 * len(lessons) + 1 and not re.search(r'(?:src|href)="', text)
