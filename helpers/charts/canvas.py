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
from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib import style as mplstyle
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers.resources import data_path

COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#555555", "#F0E442"]
HATCHES = ["", "///", "...", "\\\\\\", "xxx", "---", "++", "ooo"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X", "*"]
NEGATIVE, NEUTRAL, POSITIVE = "#D55E00", "#999999", "#0072B2"


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
        return self._saved("png", {"Software": None})

    def svg(self) -> bytes:
        """Return the figure as SVG, with title and description, without a date."""
        meta = {"Date": None, "Creator": None, "Title": self.title, "Description": self.alt}
        return self._saved("svg", meta)

    @property
    def title(self) -> str:
        """The first title in the figure."""
        titles = [ax.get_title(loc="left") or ax.get_title() for ax in self.axes]
        return next((" ".join(t.split()) for t in titles if t), "")

    def _saved(self, kind: str, meta: dict[str, Any]) -> bytes:
        buffer = io.BytesIO()
        with styled():
            self.savefig(buffer, format=kind, metadata=meta, bbox_inches="tight", pad_inches=0.12)
        return buffer.getvalue()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": figure_html(self), "text/plain": f"{self.title}\n{self.caption}"}


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the project's style, and leave the user's own settings as they were."""
    with mpl.rc_context():
        mplstyle.use(data_path("style", "newswalk.mplstyle"))
        yield


def canvas(title: str, height: float = 3.6, *, width: float = 7.4) -> tuple[Chart, Axes]:
    """Return an empty chart and its axes, titled with the question that it answers."""
    chart = Chart(figsize=(width, height))
    FigureCanvasAgg(chart)
    axes = chart.add_subplot()
    axes.set_title(fill(title, 76))
    return chart, axes


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
    return (
        f'<figure class="nw-figure"><img src="data:image/png;base64,{data}"'
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


def short(label: object, width: int = 28) -> str:
    """Cut a label for an axis at ``width`` characters.

    Examples
    --------
    >>> short("Ministry of Very Long and Winding Names", 15)
    'Ministry of Ve…'
    """
    text = " ".join(str(label).split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


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
