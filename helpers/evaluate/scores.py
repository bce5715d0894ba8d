"""Scores from counts, with intervals: precision, recall, F1 and accuracy over resampled documents."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

DRAWS, SEED = 1000, 0
COLUMNS = [
    "stage",
    "measure",
    "data",
    "value",
    "low",
    "high",
    "n",
    "baseline",
    "published",
    "rival",
]
"""The columns of a table of scores."""


def f1(right: float, found: float, gold: float) -> float:
    """Return F1 from how many are right, found, and in the gold data.

    Examples
    --------
    >>> f1(8, 10, 10)
    0.8
    """
    return 2 * right / (found + gold) if found + gold else 0.0


def f1_interval(counts: Iterable[tuple[float, ...]]) -> tuple[float, float, float]:
    """Return F1 and its 95 % interval over resampled documents (Efron & Tibshirani 1993).

    Parameters
    ----------
    counts
        Of each document: right, found, gold. For an accuracy, let found and gold be the same.

    Examples
    --------
    >>> f1_interval([(8, 10, 10), (8, 10, 10)])
    (0.8, 0.8, 0.8)
    """
    table = np.array(list(counts), dtype=float).reshape(-1, 3)
    draws: NDArray[np.int64] = np.random.default_rng(SEED).integers(
        0, len(table), (DRAWS, len(table))
    )
    sums = table[draws].sum(1)
    values = 2 * sums[:, 0] / np.maximum(sums[:, 1] + sums[:, 2], 1)
    low, high = np.quantile(values, [0.025, 0.975])
    return round(float(f1(*table.sum(0))), 4), round(float(low), 4), round(float(high), 4)
