"""Charts of how good a stage is: scores beside their baselines, reliability, confusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd

from helpers.charts.canvas import (
    COLOURS,
    MARKERS,
    Chart,
    canvas,
    describe,
    legend_below,
    listed,
    styled,
)
from helpers.charts.generic import interval_bars
from helpers.charts.heat import heatmap
from helpers.wording import counted

PEERS = ("VADER", "TF-IDF window", "trafilatura alone")
"""What a measure is called that scores a rival and not newswalk."""


def scores(
    table: pd.DataFrame, *, title: str = "How good is it, and how good is the baseline?"
) -> Chart:
    """The rows that ``evaluate`` returns: value with interval, and the baseline beside it.

    Parameters
    ----------
    table
        Columns ``measure data value low high n baseline`` as each module of
        ``helpers.evaluate`` returns them.
    """
    rows = table.dropna(subset=["value"]).to_dict("records")
    labels = [f"{row['measure']} ({row['data']})" for row in rows]
    ticks = _grouped(rows)
    with styled():
        heights = np.array([0.22 + 0.145 * text.count("\n") for text in ticks])
        places = np.cumsum(heights) - heights / 2
        chart, axes = canvas(title, 1.25 + float(heights.sum()))
        for place, row in zip(places, rows, strict=True):
            peer = int(_is_peer(row["measure"]))
            colour = COLOURS[peer]
            if pd.notna(row["low"]) and pd.notna(row["high"]):
                axes.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=2.2)
            if pd.notna(row["baseline"]) and not peer:
                axes.plot(row["baseline"], place, MARKERS[3], color=COLOURS[1], label="baseline",
                          clip_on=False, zorder=3)  # fmt: skip
            axes.plot(row["value"], place, MARKERS[3 * peer], color=colour, clip_on=False,
                      label="baseline" if peer else "newswalk", zorder=4)  # fmt: skip
        legend_below(chart, axes)
        axes.set_yticks(places, ticks)
        axes.set_ylim(float(heights.sum()) or 1.0, 0)
        axes.set(xlabel="score (0 to 1)", xlim=(0, 1.02))
        axes.grid(axis="x")
    said = [f"{label} {row['value']:.2f}" for label, row in zip(labels, rows, strict=True)]
    return describe(
        chart,
        caption="Lines are 95 % bootstrap intervals. n = "
        + listed([f"{int(row['n'])} for {row['measure']}" for row in rows if pd.notna(row["n"])])
        + ".",
        alt=f"{listed(said, 12)}.",
        empty=not rows,
    )


def _is_peer(measure: object) -> bool:
    """Tell a row that scores a rival from one that scores us.

    Examples
    --------
    >>> _is_peer("macro-F1, VADER"), _is_peer("macro-F1, linear")
    (True, False)
    """
    return any(name in str(measure) for name in PEERS)


def _grouped(rows: Sequence[Mapping[Any, Any]]) -> list[str]:
    """Name each row by its measure, and the data of which it speaks where they change."""
    made, before = [], None
    for row in rows:
        lines = wrap(str(row["measure"]), 34)
        if row["data"] != before:
            lines = [*lines, *wrap(f"({row['data']})", 34)[:2]]
        before = row["data"]
        made.append("\n".join(lines))
    return made


def reliability(
    probabilities: Sequence[float],
    truth: Sequence[bool],
    *,
    bins: int = 10,
    title: str = "When the model says 70 %, is it right 70 % of the time?",
) -> Chart:
    """Reliability diagram (DeGroot & Fienberg 1983): said probability against what was found."""
    table = pd.DataFrame(
        {"said": np.asarray(probabilities, float), "true": np.asarray(truth, float)}
    )
    table["bin"] = (table.said * bins).clip(0, bins - 1).astype(int)
    means = table.groupby("bin").agg(
        said=("said", "mean"), true=("true", "mean"), n=("true", "size")
    )
    error = float((means.n * (means.said - means.true).abs()).sum() / max(1, len(table)))
    with styled():
        chart, axes = canvas(title, 3.4, width=3.6)
        axes.plot([0, 1], [0, 1], color="#888888", linestyle="--", linewidth=1, label="perfect")
        axes.plot(means.said, means.true, marker="o", color=COLOURS[0], label="model")
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.set(xlabel="probability the model gives", ylabel="share that was true")
        axes.legend(loc="upper left")
        axes.grid()
    return describe(
        chart,
        caption=f"n = {len(table)}; expected calibration error {error:.3f} in {bins} bins.",
        alt=f"Expected calibration error {error:.3f}; the dashed diagonal is perfect.",
        empty=table.empty,
    )


def confusion(
    matrix: pd.DataFrame, *, title: str = "What is taken for what?", caption: str = ""
) -> Chart:
    """A confusion matrix: rows are the gold labels, columns the predicted ones."""
    total = int(matrix.to_numpy().sum()) if matrix.size else 0
    return heatmap(
        matrix, title=title, xlabel="predicted", ylabel="gold", value_label="number of cases", digits=0,
        caption=caption or f"n = {counted(total, 'case')}.",
    )  # fmt: skip


def counts_beside(
    tables: Mapping[str, pd.DataFrame], column: str, *, title: str, xlabel: str
) -> Chart:
    """How often each value of a column occurs in several tables: a bar for each table.

    Parameters
    ----------
    tables
        Who counted -> the rows to count.
    column
        A column that all of them have.
    """
    counts = pd.DataFrame({who: rows[column].value_counts() for who, rows in tables.items()})
    counts = counts.fillna(0).astype(int).sort_index().rename_axis(column).reset_index()
    long = counts.melt(column, var_name="counted by", value_name="n")
    numbers = ", ".join(f"{len(rows)} by {who}" for who, rows in tables.items())
    articles = len(set().union(*(set(rows.article_id) for rows in tables.values())))
    return interval_bars(
        long, label=column, value="n", group="counted by", digits=0, title=title, xlabel=xlabel,
        caption=f"n = {numbers}, in {counted(articles, 'article')}; all rows are counted, so there is"
        " no interval.",
    )  # fmt: skip
