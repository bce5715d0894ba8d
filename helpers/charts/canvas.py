"""The canvas of every chart: a figure that knows its caption and its alternative text."""

from __future__ import annotations

import base64
import html
import io
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill, wrap
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import style as mplstyle
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers.resources import data_path
from helpers.wording import legible, short

COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#555555", "#F0E442"]
HATCHES = ["", "///", "...", "\\\\\\", "xxx", "---", "++", "ooo"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X", "*"]
NEGATIVE, NEUTRAL, POSITIVE = "#D55E00", "#999999", "#0072B2"
WIDTH = 4.4
"""Inches; at 85 mm, the column of a journal, type of 8 points is still 6 points high."""
SCREEN = 132
"""Pixels an inch in which a chart is shown on a page, so that its type is as large as the prose."""


class Chart(Figure):
    """A matplotlib figure with a caption and an alternative text, shown with both in a notebook.

    Attributes
    ----------
    caption
        What the figure shows, with n and the kind of interval.
    alt
        What a reader who cannot see the figure should know of it.
    """

    caption: str = ""
    alt: str = ""

    def png(self) -> bytes:
        """Return the figure as PNG; the same figure always gives the same bytes."""
        return self._saved("png", {"Software": None, "Title": self.title, "Description": self.alt})

    def svg(self) -> bytes:
        """Return the figure as SVG, with title and description, without a date."""
        meta = {"Date": None, "Creator": None, "Title": self.title, "Description": self.alt}
        return legible(self._saved("svg", meta).decode()).encode()

    @property
    def title(self) -> str:
        """The question that the figure answers."""
        return " ".join(self.get_suptitle().split())

    def _saved(self, kind: str, meta: dict[str, Any]) -> bytes:
        buffer = io.BytesIO()
        with styled():
            self.savefig(buffer, format=kind, metadata=meta)
        return buffer.getvalue()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": figure_html(self), "text/plain": f"{self.title}\n{self.caption}"}


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the project's style, and leave the user's own settings as they were."""
    with mpl.rc_context():
        mplstyle.use(data_path("style", "newswalk.mplstyle"))
        yield


def canvas(title: str, height: float = 2.8, *, width: float = WIDTH) -> tuple[Chart, Axes]:
    """Return an empty chart and its axes, titled with the question that it answers."""
    chart, (axes,) = panels(title, [height], width=width)
    return chart, axes


def panels(
    title: str, heights: Sequence[float], *, width: float = WIDTH
) -> tuple[Chart, list[Axes]]:
    """Return an empty chart with one axes below the other, each so many inches high."""
    chart = Chart(figsize=(width, sum(heights)))
    FigureCanvasAgg(chart)
    grid = chart.subplots(len(heights), squeeze=False, height_ratios=list(heights))
    chart.suptitle(fill(title, round(46 * width / WIDTH)), x=0.015, ha="left")
    return chart, [row[0] for row in grid]


def legend_below(chart: Chart, axes: Axes, *, title: str = "", columns: int = 3) -> None:
    """Put the legend under the axes, where it takes no width from them."""
    handles = dict(zip(*axes.get_legend_handles_labels()[::-1], strict=True))
    if handles:
        names = [short(name, 24) for name in handles]
        chart.legend(
            handles.values(), names, loc="outside lower left", ncols=min(columns, len(names)),
            title=title.replace("_", " ") or None, alignment="left",
            handlelength=1.6, columnspacing=1.2,
        )  # fmt: skip


def describe(chart: Chart, *, caption: str, alt: str, empty: bool = False) -> Chart:
    """Give the chart its caption and alternative text; say so on the canvas if it has no data."""
    if empty:
        axes = chart.axes[0]
        axes.text(0.5, 0.5, "nothing to show", ha="center", va="center", transform=axes.transAxes)
        axes.set(xticks=[], yticks=[])
        alt = "An empty chart: there are no rows to show."
    chart.caption = caption
    chart.alt = f"{chart.title} {alt}".strip()
    return chart


def figure_html(chart: Chart) -> str:
    """Return ``<figure>`` with the picture inline, its alternative text and its caption."""
    data = base64.b64encode(chart.png()).decode()
    width = round(chart.get_figwidth() * SCREEN)
    return (
        f'<figure class="nw-figure"><img src="data:image/png;base64,{data}" width="{width}"'
        f' alt="{html.escape(chart.alt)}" style="max-width:100%;height:auto">'
        f"<figcaption>{html.escape(chart.caption)}</figcaption></figure>"
    )


def show(chart: Chart, name: str, out: str | os.PathLike[str] = "build") -> Chart:
    """Save the chart as ``OUT/figures/NAME.png`` and ``.svg`` and return it, to be displayed.

    Parameters
    ----------
    chart
        What a function of this package returned.
    name
        A file name without ending, beginning with the notebook's number, such as
        ``"05_timeline"``; anything but letters, digits, ``_`` and ``-`` becomes ``-``.
    """
    folder = Path(out) / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    safe = re.sub(r"[^\w-]+", "-", name)
    (folder / f"{safe}.png").write_bytes(chart.png())
    (folder / f"{safe}.svg").write_bytes(chart.svg())
    return chart


def tick(label: object, width: int = 22, *, most: int = 3) -> str:
    """Break a label for an axis into ``most`` lines at most.

    Examples
    --------
    >>> tick("Ministry of Transport and Ports")
    'Ministry of Transport\\nand Ports'
    """
    lines = wrap(" ".join(str(label).split()), width, break_long_words=False) or [""]
    kept = lines if len(lines) <= most else [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return "\n".join(short(line, width + 2) for line in kept)


def rows_apart(ticks: Sequence[str], least: float = 0.21) -> tuple[np.ndarray, np.ndarray]:
    """Return the heights (inches) of rows whose labels have several lines, and their middles.

    Examples
    --------
    >>> heights, middles = rows_apart(["one line", "two\\nlines"])
    >>> bool(heights[1] > heights[0]), bool(middles[0] == heights[0] / 2)
    (True, True)
    """
    heights = np.array([max(least, 0.08 + 0.135 * (t.count("\n") + 1)) for t in ticks])
    return heights, np.cumsum(heights) - heights / 2


def listed(items: Sequence[object], most: int = 6) -> str:
    """Join items for an alternative text, and say how many were left out.

    Examples
    --------
    >>> listed(["a", "b", "c"], most=2)
    'a; b; and 1 more'
    """
    texts = [" ".join(str(item).split()) for item in items[:most]]
    rest = len(items) - len(texts)
    return "; ".join(texts + ([f"and {rest} more"] if rest > 0 else []))
