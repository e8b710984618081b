"""What a trainer takes along: the quiz before and after, its report, and the manual of the lessons."""

from __future__ import annotations

from xnsim.course.codes import Answers, read_code, written_code
from xnsim.course.items import Item
from xnsim.course.questions import ITEMS
from xnsim.course.quiz import key_of, quiz_page, quiz_text
from xnsim.course.report import read_codes, report

__all__ = ["ITEMS", "Answers", "Item", "key_of", "quiz_page", "quiz_text", "read_code", "read_codes", "report", "written_code"]
