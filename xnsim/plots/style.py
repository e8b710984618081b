"""What every figure shares: typeface, colours, the stamp, and how it is written to a file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from xnsim.fonts import FAMILY, TTF
from xnsim.labels import Label, Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PALETTE = ("#0072B2", "#C44E00", "#00815F", "#A0508A", "#8A6A00", "#2A8FC4", "#7A4FB5", "#B03A48")
"""After Okabe and Ito, darkened until each is readable as text on white."""
MARKERS = ("o", "D", "^", "v", "P", "X", "<", ">")
"""Each alternative has a shape too, for a black-and-white printer."""
STATUS_QUO = "#4A5560"
INK, QUIET, RULE, PAPER, TINT = "#1B2733", "#5F6B76", "#DCE1E6", "#FFFFFF", "#F2F5F8"

SCREEN_IN = (13.66, 7.68)
"""One projector screen, 1366 × 768, at 100 dots an inch."""
MARGIN_IN = 0.45
SYSTEM_FONTS = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "SimHei")

STAMP = Label(
    "重复 {n} 次 · 随机种子 {seed} · 情景 {scenario} · xnsim {version}",
    "{n} replications · seed {seed} · scenario {scenario} · xnsim {version}",
)
BAD_SUFFIX = Label(
    "图只能存为 .png、.svg 或 .pdf,不能存为 {};请改文件名。",
    "a figure is saved as .png, .svg or .pdf, not as {}; please change the file name.",
)


def stamp_text(n: int, seed: int, scenario_hash: str, version: str, lang: Lang = "zh") -> str:
    """Return the line that stands under every figure: what it takes to make it again."""
    return STAMP(lang).format(n=f"{n:,}", seed=seed, scenario=scenario_hash[:12], version=version)


@cache
def _families() -> tuple[str, ...]:
    """Register our typeface once; return it, then what else this machine has for a rare character."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(TTF)
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return (FAMILY, *(name for name in SYSTEM_FONTS if name in installed), "DejaVu Sans")


@contextmanager
def style() -> Iterator[None]:
    """Draw inside this block: our typeface and line work; afterwards every setting is as before."""
    import matplotlib as mpl

    families = list(_families())
    settings = {
        "font.family": families,
        "font.sans-serif": families,
        "font.size": 12,
        "text.color": INK,
        "text.parse_math": False,
        "axes.unicode_minus": False,
        "axes.facecolor": "none",
        "axes.labelcolor": INK,
        "figure.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "pdf.fonttype": 42,
        "svg.fonttype": "path",
        "svg.hashsalt": "xnsim",
    }
    with mpl.rc_context(settings):
        yield


def save(figure: Figure, path: str | Path, lang: Lang = "zh") -> Path:
    """Write the figure as .png (200 dots an inch), .svg or .pdf; the suffix decides.

    The same figure gives the same bytes. Another suffix: ``ValueError``.
    """
    path = Path(path)
    undated = {".png": {"Software": None}, ".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
    if path.suffix.lower() not in undated:
        raise ValueError(BAD_SUFFIX(lang).format(path.suffix or path.name))
    with style():
        figure.savefig(path, dpi=200, metadata=undated[path.suffix.lower()])
    return path


def svg(figure: Figure) -> str:
    """Return the figure as one ``<svg>`` element to stand inside a page; text is drawn as outlines."""
    out = io.StringIO()
    with style():
        figure.savefig(out, format="svg", metadata={"Date": None})
    return re.sub(r"^.*?(?=<svg)", "", out.getvalue(), flags=re.DOTALL)


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    with style():
        figure.savefig(out, format="png", dpi=100)
    return out.getvalue()


def sheet(height_in: float) -> Figure:
    """Return an empty figure that belongs to no global list, and that a notebook shows by itself."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(SCREEN_IN[0], height_in), dpi=100)
    FigureCanvasAgg(figure)
    figure._repr_png_ = partial(_png, figure)
    return figure


def colours(alternatives: Sequence[str], status_quo: str) -> dict[str, str]:
    """Return the colour of each alternative; the status quo is grey."""
    others = [name for name in alternatives if name != status_quo]
    return {status_quo: STATUS_QUO} | {name: PALETTE[k % len(PALETTE)] for k, name in enumerate(others)}


def write_frame(figure: Figure, title: str, lead: str, stamp: str) -> None:
    """Write the title and one quiet line above the drawing, and the stamp below it.

    ``title``, ``lead`` and ``stamp`` may hold line breaks.
    """
    width, height = figure.get_size_inches()
    left = MARGIN_IN / width
    below_title = 0.30 + 0.40 * (title.count("\n") + 1)
    figure.text(left, 1 - 0.30 / height, title, fontsize=22, va="top", linespacing=1.15)
    figure.text(left, 1 - (below_title + 0.08) / height, lead, fontsize=12.5, color=QUIET, va="top")
    foot = 0.42 + 0.20 * stamp.count("\n")
    figure.text(left, (foot - 0.10) / height, stamp, fontsize=10.5, color=QUIET, va="top")
    rule = figure.add_artist(_line((left, 1 - left), (foot / height,) * 2))
    rule.set_zorder(0)


def _line(xs: tuple[float, float], ys: tuple[float, float]):
    from matplotlib.lines import Line2D

    return Line2D(xs, ys, color=RULE, linewidth=1)


def strip(axes: Axes, grid: str) -> None:
    """Leave of the box around a drawing only a light grid across ``grid`` ('x' or 'y')."""
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(axis=grid, color=RULE, linewidth=0.9)
    axes.set_axisbelow(True)
