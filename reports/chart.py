"""The pace line as a picture: registered so far against the straight line to the target."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

WIDTH, HEIGHT = 1_000, 600  # pixels: the width of a phone's screen, and letters of 3 % of it
_DPI = 100
_EASTERN = ("Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR", "WenQuanYi Zen Hei")
_FONTS = ("Noto Sans", *_EASTERN, "DejaVu Sans")
_RED, _GREY, _INK = "#c8102e", "#8a8f98", "#22252b"
_TITLE_FITS, _TITLE_LONGEST = 48, 62  # letters at full size, and at three quarters of it
_TICKS = 5


@dataclass(frozen=True, slots=True)
class PaceChart:
    """`reached` is what stood at each day's end. `words`: reached, needed, today, in the reader's language."""

    title: str
    subtitle: str
    reached: Sequence[tuple[date, int]]
    opening: int
    target: int
    starts: date
    ends: date
    today: date
    words: Mapping[str, str]
    number: Callable[[int], str]
    day: Callable[[date], str]


def can_draw(lang: str) -> bool:
    """Whether this machine has letters for a language; where it hasn't, the picture would be full of boxes."""
    return lang in ("vi", "en") or any(name in _EASTERN for name in _families())


def draw(chart: PaceChart) -> bytes:
    """A PNG of 1000 x 600 pixels. It takes a tenth of a second of one core, so never on the event loop.

    matplotlib is loaded here and not with the program, which starts half a second sooner for it.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.14, 0.12, 0.83, 0.61))
    family = list(_families())
    title = _cut(chart.title)
    size = 22 * min(1, _TITLE_FITS / len(title))
    figure.text(0.035, 0.92, title, size=size, weight="bold", family=family, color=_INK)
    figure.text(0.035, 0.845, chart.subtitle, size=19, family=family, color=_INK)
    _lines(axes, chart)
    _frame(axes, chart)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(
        handles[::-1], labels[::-1], loc="upper left", bbox_to_anchor=(0.025, 0.83), ncols=3,
        frameon=False, columnspacing=1.2, prop={"family": family, "size": 17}, labelcolor=_INK,
    )  # fmt: skip
    written = io.BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def _lines(axes: Any, chart: PaceChart) -> None:
    at = [(day - chart.starts).days for day, _ in chart.reached]
    counts = [count for _, count in chart.reached]
    length = _length(chart)
    if chart.target:
        points = [chart.opening, max(chart.opening, chart.target)]
        axes.plot([0, length], points, color=_GREY, linewidth=3, linestyle=(0, (4, 2)), label=chart.words["needed"])
    if chart.starts <= chart.today <= chart.ends:
        today = (chart.today - chart.starts).days
        axes.axvline(today, color=_INK, linewidth=1.5, linestyle=":", label=chart.words["today"], zorder=1)
    axes.plot(at, counts, color=_RED, linewidth=5, label=chart.words["reached"], solid_capstyle="round", zorder=3)
    axes.plot(at[-1:], counts[-1:], "o", color=_RED, markersize=13, zorder=4, clip_on=False)
    _figure(axes, chart, at[-1], counts[-1])


def _figure(axes: Any, chart: PaceChart, at: int, count: int) -> None:
    """The last count, where the lines leave room: above them at the left, or below them at the right."""
    line = chart.opening + (chart.target - chart.opening) * at / _length(chart) if chart.target else 0
    behind, early = count < line, at * 3 < _length(chart)
    low, high = _reach(chart)
    below = behind and count - low > (high - low) / 5
    to_left = (not early and not behind) or at * 4 > 3 * _length(chart)
    beside = "top" if below else "center" if behind and not to_left else "bottom"
    axes.annotate(
        chart.number(count), (at, count), textcoords="offset points",
        xytext=(-13 if to_left else 16, {"top": -13, "center": 3, "bottom": 13}[beside]),
        ha="right" if to_left else "left", va=beside,
        size=22, weight="bold", color=_RED, family=list(_families()),
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 2}, zorder=5,
    )  # fmt: skip


def _frame(axes: Any, chart: PaceChart) -> None:
    """Axes with few and large marks."""
    length = _length(chart)
    axes.set_xlim(-length / 60, length * 1.03)
    low, high = _reach(chart)
    axes.set_ylim(low, high)
    font = {"size": 18, "color": _INK, "family": list(_families())}
    ticks = sorted({round(length * part / 4) for part in range(5)})
    axes.set_xticks(ticks, [chart.day(chart.starts + timedelta(days=tick)) for tick in ticks], **font)
    marks = _marks(low, high)
    axes.set_yticks(marks, [chart.number(mark) for mark in marks], **font)
    axes.grid(axis="y", color="#e3e5e8", linewidth=1, zorder=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.tick_params(axis="x", pad=10)


def _length(chart: PaceChart) -> int:
    return max(1, (chart.ends - chart.starts).days)


def _reach(chart: PaceChart) -> tuple[float, float]:
    """What the upright axis shows: from a little below where it began to a little above the target."""
    counts = [count for _, count in chart.reached]
    least, most = min(chart.opening, *counts), max(chart.target, chart.opening, *counts, 1)
    room = max(0.5, (most - least) * 0.08)
    return max(0.0, least - room), most + room


def _marks(low: float, high: float) -> list[int]:
    """Round numbers, about five of them."""
    rough = max(1.0, (high - low) / _TICKS)
    power = 10 ** (len(str(int(rough))) - 1)
    step = next((power * times for times in (1, 2, 5) if power * times >= rough), power * 10)
    return list(range(int(-(-low // step)) * step, int(high) + 1, step))


def _cut(title: str) -> str:
    title = title or " "
    return title if len(title) <= _TITLE_LONGEST else title[: _TITLE_LONGEST - 1].rstrip() + "…"


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    """Those of our fonts that this machine has; DejaVu Sans, which draws Vietnamese, comes with matplotlib."""
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return tuple(name for name in _FONTS if name in there)
