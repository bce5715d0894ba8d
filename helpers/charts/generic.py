"""Charts of any table: bars with intervals, lines, a histogram."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullFormatter

from helpers.charts.canvas import (
    COLOURS,
    HATCHES,
    MARKERS,
    Chart,
    canvas,
    describe,
    legend_below,
    listed,
    rows_apart,
    styled,
    tick,
)


def _said(row: pd.Series, value: str, low: str, high: str, digits: int) -> str:
    text = f"{row[value]:.{digits}f}"
    if low in row.index and pd.notna(row[low]) and pd.notna(row[high]):
        text += f" ({row[low]:.{digits}f} to {row[high]:.{digits}f})"
    return text


def _errors(part: pd.DataFrame, value: str, low: str, high: str) -> np.ndarray | None:
    if low not in part.columns or part[low].isna().all():
        return None
    middle = part[value].astype(float)
    below = (middle - part[low].astype(float)).fillna(0).clip(lower=0)
    return np.vstack([below, (part[high].astype(float) - middle).fillna(0).clip(lower=0)])


def interval_bars(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str,
    title: str,
    xlabel: str,
    group: str | None = None,
    low: str = "low",
    high: str = "high",
    caption: str = "",
    kind: str = "bar",
    digits: int = 2,
    limits: tuple[float, float] | None = None,
    stacked: bool = False,
) -> Chart:
    """Horizontal bars or points, one a row, with an interval where the row has one.

    Parameters
    ----------
    frame
        One row a bar; drawn from top to bottom in the order of the rows.
    label, value
        The columns of the names and of the numbers.
    group
        A column that splits each label into bars of different colour and hatch.
    low, high
        The columns of the interval's ends; left out if the frame has none.
    kind
        ``"bar"`` for amounts that start at zero, ``"point"`` for scores that do not.
    limits
        Ends of the value axis.
    stacked
        Lay the bars of a label end to end instead of one below the other: for parts of a whole.
    """
    frame = frame.dropna(subset=[value])
    labels = list(dict.fromkeys(frame[label].astype(str)))
    groups = list(dict.fromkeys(frame[group].astype(str))) if group else [""]
    ticks = [tick(item) for item in labels]
    rows = 1 if stacked else len(groups)
    least = max(0.21, 0.17 * rows)
    heights, middles = rows_apart(ticks, least)
    at_label = dict(zip(labels, middles, strict=True))
    room = float(heights.sum())
    with styled():
        chart, axes = canvas(title, 1.0 + max(0.3, room) + (0.35 if len(groups) > 1 else 0))
        reached = dict.fromkeys(labels, 0.0)
        for number, name in enumerate(groups):
            part = frame[frame[group].astype(str) == name] if group else frame
            places = np.array([at_label[str(item)] for item in part[label]], dtype=float)
            thick = 0.8 * least / rows
            at = places if stacked else places + (number - (rows - 1) / 2) * thick
            left = np.array([reached[str(item)] for item in part[label]]) if stacked else 0
            _draw(axes, part, value, at, number, thick, name, kind, (low, high), left)
            for item, amount in zip(part[label].astype(str), part[value], strict=True):
                reached[item] += float(amount)
        axes.set_yticks(middles, ticks)
        axes.set_ylim(room + 0.04, -0.04)
        axes.grid(axis="x")
        axes.axvline(0, color="#555555", linewidth=0.9)
        axes.set(xlabel=xlabel, **({"xlim": limits} if limits else {}))
        if group and len(groups) > 1:
            legend_below(chart, axes, title=group)
    items = [
        f"{row[label]}{' / ' + str(row[group]) if group else ''}"
        f" {_said(row, value, low, high, digits)}"
        for _, row in frame.iterrows()
    ]
    return describe(
        chart, caption=caption, alt=f"{xlabel}: {listed(items, 12)}.", empty=frame.empty
    )


def _draw(
    axes: Axes,
    part: pd.DataFrame,
    value: str,
    at: np.ndarray,
    number: int,
    thick: float,
    name: str,
    kind: str,
    ends: tuple[str, str],
    left: np.ndarray | int = 0,
) -> None:
    errors = _errors(part, value, *ends)
    colour = COLOURS[number % len(COLOURS)]
    numbers = part[value].astype(float)
    if kind == "point":
        axes.errorbar(
            numbers, at, xerr=errors, fmt=MARKERS[number % len(MARKERS)], color=colour, label=name,
            clip_on=False,
        )  # fmt: skip
        return
    axes.barh(
        at, numbers, thick, left=left, color=colour, label=name,
        hatch=HATCHES[number % len(HATCHES)],
    )  # fmt: skip
    if errors is not None:
        axes.errorbar(numbers, at, xerr=errors, fmt="none", color="#222222", linewidth=1.2)


def lines(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    title: str,
    xlabel: str,
    ylabel: str,
    group: str | None = None,
    caption: str = "",
    log: bool = False,
) -> Chart:
    """Lines with markers, one a group; ``log`` gives both axes a logarithmic scale."""
    groups = list(dict.fromkeys(frame[group].astype(str))) if group else [""]
    with styled():
        chart, axes = canvas(title)
        for number, name in enumerate(groups):
            part = frame[frame[group].astype(str) == name] if group else frame
            colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
            axes.plot(part[x], part[y], marker=marker, color=colour, label=name)
        axes.grid()
        axes.set(xlabel=xlabel, ylabel=ylabel)
        if log and not frame.empty:
            axes.set(xscale="log", yscale="log")
            for axis in (axes.xaxis, axes.yaxis):
                axis.set_major_formatter(FuncFormatter(lambda at, _: f"{at:,g}"))
                axis.set_minor_formatter(NullFormatter())
        if group and len(groups) > 1:
            legend_below(chart, axes, title=group)
    alt = "" if frame.empty else f"{ylabel} from {frame[y].min():.3g} to {frame[y].max():.3g}"
    return describe(chart, caption=caption, alt=f"{alt} over {xlabel}.", empty=frame.empty)


def histogram(
    values: Sequence[float] | pd.Series,
    *,
    title: str,
    xlabel: str,
    ylabel: str = "rows",
    bins: int = 20,
    caption: str = "",
) -> Chart:
    """How often values fall into each of equally wide bins."""
    numbers = pd.Series(values, dtype="float64").dropna()
    with styled():
        chart, axes = canvas(title, 2.5)
        axes.hist(numbers, bins=bins, color=COLOURS[0], edgecolor="white")
        axes.set(xlabel=xlabel, ylabel=ylabel)
    alt = (
        f"{len(numbers)} values, middle {numbers.median():.3g}, from {numbers.min():.3g} to"
        f" {numbers.max():.3g}."
    )
    return describe(chart, caption=caption or f"n = {len(numbers)}.", alt=alt, empty=numbers.empty)
