"""Figures and pages: no missing character, no setting changed, every figure can be checked again."""

import ast
import json
import math
import re
import warnings
from datetime import date
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from house_source import FILES, ROOT, label_calls, name

from xnsim import plots
from xnsim.fonts import FAMILY, TTF, WOFF2
from xnsim.plots.layout import lay_out
from xnsim.plots.style import PALETTE, SCREEN_IN
from xnsim.plots.words import columns, number, tick_names, wrap
from xnsim.punctuation import full_width
from xnsim.report.html import comparison_page

STAMP = plots.stamp_text(200, 1, "8f3ac1d29be07714", "0.1.0")
TITLE = "县政务服务中心:并联审批缩短了时长"


def _table(alternatives=("现状", "并联审批"), indicators=("on_time", "verified", "days")) -> pd.DataFrame:
    """A small county centre: shares around 80 %, times around 12 working days."""
    about = {"on_time": ("按时办结率", "%", "higher"), "verified": ("核实按时率", "%", "higher"), "days": ("平均办理时长", "工作日", "lower")}
    rows = []
    for key in indicators:
        label, unit, better = about[key]
        for k, alternative in enumerate(alternatives):
            mean = 0.7 + 0.1 * k if unit == "%" else 12.0 - k
            rows.append([key, label, unit, better, alternative, mean, mean * 0.97, mean * 1.03, 200])
    names = ["indicator", "indicator_label", "unit", "better", "alternative", "mean", "low", "high", "n"]
    return pd.DataFrame(rows, columns=names)


def _words(figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(mpl.text.Text))


def _page(table=None, figures=None, lang="zh") -> str:
    shown = _table()[["indicator_label", "alternative", "n"]] if table is None else table
    return comparison_page(TITLE, "同一批申请人。", shown, ["差异显著。"], figures or {}, STAMP, lang)


def _characters_of_labels() -> dict[str, str]:
    """Every character of every label of the package, with a place where it stands."""
    found = {}
    for path in FILES:
        for call in label_calls(path):
            texts = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
            found |= {sign: f"{name(path)}:{call.lineno}" for text in texts for sign in full_width(text) + text}
    return found


def _characters_of_files() -> dict[str, str]:
    """Every character of the scenarios and lessons, with the file where it stands."""
    found = {}
    for path in [*ROOT.glob("scenarios/*.yaml"), *ROOT.glob("scenarios/institutions/*.yaml"), *ROOT.glob("notebooks/*.ipynb")]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            text = "".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
        found |= dict.fromkeys(text, name(path))
    return found


@pytest.mark.parametrize("file", [TTF, WOFF2], ids=["ttf", "woff2"])
@pytest.mark.parametrize("characters", [_characters_of_labels, _characters_of_files])
def test_our_typeface_has_every_character_we_write(file, characters):
    """No label, scenario or lesson needs a character that would be drawn as an empty box."""
    has = TTFont(file).getBestCmap()
    missing = {sign: place for sign, place in characters().items() if ord(sign) not in has and not sign.isspace()}
    assert not missing


@pytest.mark.parametrize("file", [TTF, WOFF2], ids=["ttf", "woff2"])
def test_the_typeface_is_small_and_ours(file):
    """A font file stays under 3 MB, carries our family name and its licence."""
    names = TTFont(file)["name"]
    assert file.stat().st_size < 3_000_000
    assert names.getDebugName(1) == FAMILY and "Open Font License" in names.getDebugName(13)


def test_rare_characters_of_offices_and_names_are_there():
    """GB 2312 lacks ㎡ and characters of common names; ours has them."""
    assert not set("㎡镕喆垚昇①≤≥±×÷−–—·…“”‘’αβλμρσΣ↑→") - set(map(chr, TTFont(TTF).getBestCmap()))


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_figures_are_drawn_without_any_warning(suffix, tmp_path):
    """No glyph warning, no layout warning, in any of the three formats."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = plots.compare_figure(_table(), TITLE, STAMP, twins={"on_time": "verified"})
        path = plots.save(figure, tmp_path / f"figure.{suffix}")
        backlog = plots.queue_figure([0, 86_400, 172_800], {"现状": [1, 5, 9]}, TITLE, STAMP, warm_up_s=86_400)
        plots.save(backlog, tmp_path / f"backlog.{suffix}")
    assert path.stat().st_size > 5_000


def test_no_setting_is_changed_outside_the_style():
    """After a figure is drawn and saved matplotlib's settings are what they were."""
    before = dict(mpl.rcParams)
    plots.svg(plots.compare_figure(_table(), TITLE, STAMP))
    assert dict(mpl.rcParams) == before


def test_a_figure_keeps_its_typeface_outside_the_style(tmp_path):
    """Drawn later by a notebook, under any settings, a figure still finds its Chinese characters."""
    figure = plots.compare_figure(_table(), TITLE, STAMP)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(tmp_path / "later.png", dpi=50)
    assert {text.get_fontfamily()[0] for text in figure.findobj(mpl.text.Text) if text.get_text()} == {FAMILY}


def test_the_same_figure_gives_the_same_bytes(tmp_path):
    """No date and no random name is written into a file."""
    figure = plots.compare_figure(_table(), TITLE, STAMP)
    for suffix in ("png", "svg", "pdf"):
        first, second = (plots.save(figure, tmp_path / f"{k}.{suffix}").read_bytes() for k in "ab")
        assert first == second


def test_a_figure_can_be_saved_only_as_what_we_promise(tmp_path):
    """Another suffix is refused with the way out, in the reader's language."""
    figure = plots.compare_figure(_table(), TITLE, STAMP)
    with pytest.raises(ValueError, match=r"\.svg"):
        plots.save(figure, tmp_path / "figure.jpg")
    with pytest.raises(ValueError, match="please change"):
        plots.save(figure, tmp_path / "figure", lang="en")


def test_an_empty_table_is_refused():
    """There is no figure of nothing."""
    with pytest.raises(ValueError, match="没有可画的指标"):
        plots.compare_figure(_table().iloc[:0], TITLE, STAMP)


def test_every_figure_has_its_stamp():
    """n, seed, scenario and version stand on the figure itself."""
    for figure in (plots.compare_figure(_table(), TITLE, STAMP), plots.queue_figure([0, 9], {"现状": [1, 2]}, TITLE, STAMP)):
        assert all(part in _words(figure) for part in ("200", "种子 1", "8f3ac1d29be0", "0.1.0"))


def test_each_twin_stands_beside_its_indicator_on_the_same_scale():
    """The gap between the official and the verified rate can be seen: same row, same axis."""
    figure = plots.compare_figure(_table(indicators=("days", "on_time", "verified")), TITLE, STAMP, twins={"on_time": "verified"})
    official, verified, days = figure.axes
    assert official.get_position().y0 == verified.get_position().y0 > days.get_position().y0
    assert official.get_xlim() == verified.get_xlim() != days.get_xlim()
    assert "对照" in _words(figure)


def test_twins_in_different_units_keep_their_own_scales():
    """Working days and calendar days are not drawn on one axis."""
    figure = plots.compare_figure(_table(), TITLE, STAMP, twins={"on_time": "days"})
    assert figure.axes[0].get_xlim() != figure.axes[1].get_xlim()


def test_the_status_quo_is_a_dashed_line():
    """In each panel one dashed vertical line stands at the mean of the status quo."""
    figure = plots.compare_figure(_table(), TITLE, STAMP, status_quo="并联审批")
    for axes, mean in zip(figure.axes, (0.8, 0.8, 11.0)):
        (dashed,) = [line for line in axes.lines if line.is_dashed()]
        assert list(dashed.get_xdata()) == pytest.approx([mean, mean])


def test_missing_values_are_said_not_drawn():
    """An alternative without a value is named with 无数据; one without an interval shows its dot."""
    table = _table()
    table.loc[1, ["mean", "low", "high"]] = math.nan
    table.loc[0, ["low", "high"]] = math.nan
    assert "无数据" in _words(plots.compare_figure(table, TITLE, STAMP))


@pytest.mark.parametrize("panels", [1, 2, 3, 6, 8])
def test_a_comparison_fits_a_projector(panels):
    """Four alternatives on up to eight indicators fill at most one screen of 1366 × 768."""
    layout = lay_out(["现状", "并联审批", "AB 角", "一次告知"], ["按时办结率 ↑"] * panels, 1, 1)
    assert layout.height_in <= SCREEN_IN[1] + 1e-9


def test_no_text_of_a_comparison_leaves_the_sheet_or_covers_another():
    """Names, numbers, headings and ticks keep clear of each other."""
    table = _table(alternatives=("现状", "并联审批 + AB 角 + 一次告知", "Parallel approval + one notice"))
    figure = plots.compare_figure(table, TITLE, STAMP, twins={"on_time": "verified"})
    figure.canvas.draw()
    drawn = [text.get_window_extent() for text in figure.findobj(mpl.text.Text) if text.get_text().strip()]
    boxes = [box for box in drawn if box.width > 1]
    sheet = figure.bbox
    assert all(sheet.x0 <= box.x0 and box.x1 <= sheet.x1 and sheet.y0 <= box.y0 and box.y1 <= sheet.y1 for box in boxes)
    overlapping = [(a, b) for k, a in enumerate(boxes) for b in boxes[:k] if a.overlaps(b)]
    assert not overlapping


def test_the_backlog_axis_shows_dates_when_it_knows_the_start():
    """With a start the ticks are first days of months; without it, numbers of days."""
    days = [day * 86_400 for day in range(0, 200, 10)]
    counts = {"现状": list(range(20)), "并联审批": list(range(0, 40, 2))}
    dated = _words(plots.queue_figure(days, counts, TITLE, STAMP, start=date(2026, 1, 5)))
    plain = _words(plots.queue_figure(days, counts, TITLE, STAMP, lang="en"))
    assert "2月1日" in dated and "并联审批" in dated
    assert "28" in plain.split("\n") and "open cases" in plain


def test_a_notebook_shows_a_figure_by_itself():
    """A figure returned by a cell is drawn although it belongs to no global list."""
    assert plots.compare_figure(_table(), TITLE, STAMP)._repr_png_().startswith(b"\x89PNG")


def test_the_palette_is_readable_on_white():
    """Each colour has a contrast of at least 3.5 to 1 against paper, so that it can carry text."""
    for colour in PALETTE:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 3.5, colour


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("按时率(P90), 好", "按时率\uff08P90\uff09\uff0c好"),
        ("13:30 至 17:30, 1,312 件;好", "13:30 至 17:30, 1,312 件\uff1b好"),
        ("f(x) = 1, 2", "f(x) = 1, 2"),
        ("(见 3.2)", "\uff08见 3.2\uff09"),
        ("视为受理(第32条第(四)项)和f(x)", "视为受理\uff08第32条第\uff08四\uff09项\uff09和f(x)"),
    ],
)
def test_chinese_is_printed_with_wide_punctuation(given, printed):
    """Marks beside Chinese characters are wide; numbers, times and Latin words keep theirs."""
    assert full_width(given) == printed
    assert full_width(printed) == printed


def test_lines_break_where_chinese_breaks():
    """Chinese breaks between characters, English between words; a comma never opens a line."""
    assert wrap("并联审批与一次告知", 8) == "并联审批\n与一次告\n知"
    assert wrap("parallel approval here", 10) == "parallel\napproval\nhere"
    assert wrap("审批,好", 4) == "审批,\n好"
    assert columns("AB 角") == 5


def test_no_line_ends_in_an_opening_mark_and_n_stays_with_its_number():
    """Opening brackets and quotes go with what they open, at every width; “n = 30” is not parted."""
    text = "每格：平均（多为测量期内办结的件）；效率接近0，“顶岗不顶用”，《泸州意见》（见「现状」；成对重复 n = 30，同时比较）"
    for width in range(8, 60):
        lines = wrap(text, width).split("\n")
        assert not [line for line in lines if line[-1] in "（“《「" or line.endswith(("n", "n ="))]
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_what_rounds_to_nought_has_no_sign():
    """A gap of −0.04 percentage points reads 0.0, one of −0.06 keeps its sign."""
    assert number(-0.0004, "%") == "0.0%" and number(-0.0006, "%") == "−0.1%" and number(-0.001, "") == "0.00"


def test_numbers_are_rounded_as_they_are_read():
    """Shares have one decimal and a percent sign, other numbers three figures."""
    assert [number(0.9314, "%"), number(12.345, ""), number(1234.5, ""), number(-0.5, "")] == ["93.1%", "12.3", "1,234", "−0.50"]
    assert number(math.nan, "%") == "–"
    assert tick_names([0.825, 0.85], "%") == ["82.5%", "85.0%"]


def test_a_page_asks_nothing_of_any_network():
    """No address is loaded: everything is inside, and the page itself forbids requests."""
    page = _page(figures={"图一": plots.compare_figure(_table(), TITLE, STAMP)})
    assert "default-src 'none'" in page
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//|@import|url\((?!data:|#)""", page)
    assert "<script" not in page


def test_a_page_carries_only_the_characters_it_uses():
    """The typeface inside a page is a small part of ours, yet holds the page's own characters."""
    assert len(_page()) < 60_000 < len(_page(figures={"图一": plots.compare_figure(_table(), TITLE, STAMP)}))


def test_a_page_is_well_formed_and_shows_what_it_was_given():
    """Title, findings, figure, table and stamp are there; what looks like markup is shown as text."""
    table = pd.DataFrame({"指标": ["按时率 <b>"], "平均": ["71.4%"]})
    page = _page(table, {"图一": plots.compare_figure(_table(), TITLE, STAMP)})
    assert "<td class=number>71.4%</td>" in page and "按时率 &lt;b&gt;" in page
    for part in ("差异显著。", "<figcaption>图一</figcaption>", "种子 1", full_width(TITLE), 'lang="zh-CN"'):
        assert part in page
    picture = re.search(r"<svg.*</svg>", page, re.DOTALL).group()
    assert ElementTree.fromstring(picture).attrib["aria-label"] == "图一"


def test_a_page_for_english_readers_has_no_chinese_of_its_own():
    """The page's own words are English when English is asked for."""
    page = comparison_page("Title", "Intro", pd.DataFrame(), ["A finding."], {}, plots.stamp_text(2, 1, "ab", "0.1.0", "en"), "en")
    assert 'lang="en"' in page and "Findings" in page
    assert not re.search(r"[\u4e00-\u9fff]", page)
