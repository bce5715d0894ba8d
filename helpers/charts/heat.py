"""A table as coloured cells."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap

from helpers.charts.canvas import WIDTH, Chart, canvas, describe, listed, styled, tick


def colour_map(diverging: bool = False) -> Colormap:
    """Return the colours of heat maps: white to blue, or vermilion over white to blue."""
    stops = ["#D55E00", "#ffffff", "#0072B2"] if diverging else ["#ffffff", "#9cc9e8", "#004c78"]
    return LinearSegmentedColormap.from_list("newswalk", stops)


def signed(value: float, digits: int) -> str:
    """Write a number with a true minus, and nothing as nothing.

    Examples
    --------
    >>> signed(-0.001, 2), signed(-0.5, 1)
    ('0.00', '−0.5')
    """
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if not float(text) else text.replace("-", "−")


def heatmap(
    frame: pd.DataFrame,
    *,
    title: str,
    xlabel: str,
    ylabel: str,
    value_label: str,
    caption: str = "",
    digits: int = 2,
    limits: tuple[float, float] | None = None,
    notes: pd.DataFrame | None = None,
    diverging: bool = False,
) -> Chart:
    """A table as coloured cells with the number written in each.

    Parameters
    ----------
    frame
        Rows are drawn downwards, columns across; a null cell stays blank.
    notes
        A frame of the same shape with a text to write below each number.
    limits
        The values of the palest and the darkest colour.
    diverging
        Colour around the middle of the limits instead of from pale to dark.
    """
    values = frame.to_numpy(dtype=float, na_value=np.nan)
    shown = values[np.isfinite(values)]
    low, high = limits or ((shown.min(), shown.max()) if len(shown) else (0.0, 1.0))
    with styled():
        ticks = [tick(label, 20) for label in frame.index]
        lines = max([2 if notes is not None else 1, *(t.count("\n") + 1 for t in ticks)])
        row = 0.06 + 0.14 * lines
        width = max(WIDTH, 1.7 + 0.42 * frame.shape[1])
        chart, axes = canvas(title, 1.45 + row * max(1, frame.shape[0]), width=width)
        if len(shown):
            colours = colour_map(diverging)
            axes.imshow(values, aspect="auto", cmap=colours, vmin=low, vmax=high)
            _write_cells(axes, values, (low, high), digits, notes, diverging)
        axes.set_xticks(
            range(frame.shape[1]), [tick(c, 18, most=2) for c in frame.columns],
            rotation=35, ha="right", rotation_mode="anchor",
        )  # fmt: skip
        axes.set_yticks(range(frame.shape[0]), ticks)
        axes.spines[:].set_visible(False)
        axes.set(xlabel=xlabel, ylabel=ylabel)
    cells = [
        (values[i, j], f"{frame.index[i]} / {frame.columns[j]} {signed(values[i, j], digits)}")
        for i, j in np.argwhere(np.isfinite(values))
    ]
    top = [text for _, text in sorted(cells, key=lambda cell: (-cell[0], cell[1]))]
    alt = f"Rows: {ylabel}; columns: {xlabel}. Highest {value_label}: {listed(top)}."
    caption = f"{caption} A number in a cell is the {value_label}.".strip()
    return describe(chart, caption=caption, alt=alt, empty=not len(shown))


def _write_cells(
    axes: Axes,
    values: np.ndarray,
    limits: tuple[float, float],
    digits: int,
    notes: pd.DataFrame | None,
    diverging: bool,
) -> None:
    low, high = limits
    for i, j in np.argwhere(np.isfinite(values)):
        share = (values[i, j] - low) / ((high - low) or 1)
        dark = abs(share - 0.5) > 0.38 if diverging else share > 0.6
        note = "" if notes is None or pd.isna(notes.iloc[i, j]) else f"\n{notes.iloc[i, j]}"
        axes.text(
            j,
            i,
            f"{signed(values[i, j], digits)}{note}",
            ha="center",
            va="center",
            fontsize=8,
            color="white" if dark else "#222222",
        )
