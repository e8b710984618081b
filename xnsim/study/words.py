"""How a comparison is put into words, punctuated as each language prints it."""

from __future__ import annotations

from collections.abc import Mapping

from xnsim.indicators import Indicator
from xnsim.labels import Label, Lang
from xnsim.policies.worlds import CHANNELS, LimitsAt
from xnsim.plots import stamp_text
from xnsim.punctuation import printed
from xnsim.scenario.response import NAMES, WHY
from xnsim.stats import Difference, sentence
from xnsim.version import VERSION

TITLE = Label("方案比较", "Alternatives compared")
NOTE = Label(
    "表中各数按各指标自己的口径(多为测量期内办结的件);差异按测量期内收到的件逐次配对,各方案面对的是同一批申请人。",
    "Means are told in each indicator's own cohort (mostly the cases ended in the measuring window); differences are paired "
    "over the cases received in it, who are the same applicants under every alternative.")

THROUGH = Label("时限:「{name}」改了时限,起作用的渠道是:{channels}。", "Limits: {name} changes limits; they act through {channels}.")
MEASURED = Label("时限:「{name}」改了时限,但没有渠道使它起作用(不按到期先后办,没有起作用的阈值和到期后果,没有人因之改变快慢):它只是一把尺子,不改变实际用时。",
                 "Limits: {name} changes limits, but no channel lets them act (no order by due date, no threshold that acts, no exit, no response): they "
                 "are a measuring line and move no true time.")
OPENED = Label("时限:「{name}」没有改时限,而是使它经由这些渠道起作用:{channels}。", "Limits: {name} leaves limits as they are and lets them act through {channels}.")
WORLD = Label("世界:{}。{}", "World: {}; {}")


def title(lang: Lang) -> str:
    """Return the heading of a comparison that was given none."""
    return TITLE(lang)


def note(lang: Lang) -> str:
    """Say whose cases the means and the differences are taken from."""
    return printed(NOTE(lang), lang)


def sentence_of(difference: Difference, indicator: Indicator, a: str, b: str, lang: Lang, world: str = "") -> str:
    """Say a difference in one sentence as it is printed; where there are several worlds, in which."""
    return within(world, lang) + printed(sentence(difference, indicator.label, indicator.unit, indicator.better, a, b, lang), lang)


def of_limits(at: LimitsAt, base: LimitsAt, name: str, lang: Lang, world: str = "") -> list[str]:
    """Say through which channels the limits of an alternative act, where it changes limits or opens a channel."""
    if at.changed_from(base):
        says = THROUGH if at.channels else MEASURED
        shown = at.channels
    else:
        shown = tuple(channel for channel in at.channels if channel not in base.channels)
        says = OPENED
    if not shown and says is not MEASURED:
        return []
    told = ("、" if lang == "zh" else "; ").join(CHANNELS[channel](lang) for channel in shown)
    return [within(world, lang) + printed(says(lang).format(name=name, channels=told), lang)]


def in_world(name: str, world: str, lang: Lang) -> str:
    """Return the name of an alternative with its world; without worlds its name."""
    return name if not world else f"{name}〔{NAMES[world].zh}〕" if lang == "zh" else f"{name} [{NAMES[world].en}]"


def world_heading(world: str, lang: Lang) -> str:
    """Return the heading over what was found in a world, with the reason of its curve."""
    return printed(WORLD(lang).format(NAMES[world](lang), WHY[world](lang)), lang) + ("。" if lang == "zh" else ".")


def within(world: str, lang: Lang) -> str:
    """Return what stands before a sentence where there are several worlds: which one."""
    return "" if not world else f"〔{NAMES[world].zh}〕" if lang == "zh" else f"[{NAMES[world].en}] "


def stamp_line(replications: int, seed: int, digests: Mapping[str, str], lang: Lang) -> str:
    """Return the stamp in one line; where alternatives differ in their scenario, each is named."""
    alone = len(set(digests.values())) == 1
    hashes = next(iter(digests.values())) if alone else ("、" if lang == "zh" else ", ").join(f"{name} {digest}" for name, digest in digests.items())
    line = stamp_text(replications, seed, "\0", VERSION, lang)
    return printed(line.replace("\0", hashes), lang)
