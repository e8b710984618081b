"""Where the policies come from: the statutes they rest on and the papers that order them."""

from __future__ import annotations

from xnsim.labels import Label, Mark, Source

_LICENSING = Label("《行政许可法》", "Administrative Licensing Law")
_BUSINESS = Label("《优化营商环境条例》(国务院令第722号)", "Regulation on Optimising the Business Environment (State Council Order 722)")
_DISCLOSURE = Label("《政府信息公开条例》(国务院令第711号)", "Regulation on Open Government Information (State Council Order 711)")
_PAPERS = (
    Label("《加强政府执行力建设工作意见》", "Opinion on strengthening the executive capacity of government"),
    Label("《州机关行政效能建设动员大会上的讲话》", "Speech at a prefecture's meeting on administrative efficiency"),
    Label("《机关效能建设工作意见》(2013)", "Opinion on the efficiency of government offices (2013)"),
    Label("《提高效率抓落实意见》", "Opinion on raising efficiency and seeing work through"),
    Label("《泸州市关于进一步加强政府自身建设的意见》(2012)", "Luzhou opinion on improving government itself (2012)"),
)


def licensing(article: str) -> Source:
    """Return articles of 行政许可法 (2003, amended 2019), read in full."""
    return Source(_LICENSING, article, "L")


def business(article: str) -> Source:
    """Return articles of 优化营商环境条例 (2020), read in full."""
    return Source(_BUSINESS, article, "L")


def disclosure(article: str) -> Source:
    """Return articles of 政府信息公开条例 (2019), read in full."""
    return Source(_DISCLOSURE, article, "L")


def paper(number: int, words: str, english: str) -> Source:
    """Return a policy paper with the words it uses, letter for letter, and what they say in English."""
    title = _PAPERS[number]
    return Source(Label(f"{title.zh}“{words}”", f"{title.en}: “{english}”"), "", "S")


def rule(zh: str, en: str, mark: Mark = "P") -> Source:
    """Return a local or departmental rule of which the opening was read, or the remark that there is none."""
    return Source(Label(zh, en), "", mark)
