"""Agreement between those who code by hand."""

from __future__ import annotations

from typing import Literal

import pandas as pd


def krippendorff_alpha(
    codings: pd.DataFrame,
    *,
    coder: str = "coder",
    item: str = "item",
    label: str = "label",
    distance: Literal["nominal", "interval"] = "nominal",
) -> float:
    """Krippendorff's alpha (1980; 2004) of a table with one row a coder and item, by NLTK.

    1 is perfect agreement, 0 what chance gives, below 0 systematic disagreement. Items that only
    one coder has labelled count for nothing.

    Parameters
    ----------
    codings
        Long table: who (``coder``) gave which item (``item``) which label (``label``).
    distance
        ``nominal``: labels are the same or not; ``interval``: labels are numbers, and near ones
        agree more than distant ones.

    Raises
    ------
    ValueError
        If a coder has labelled an item twice, no item has two coders, or there is no such distance.

    Examples
    --------
    >>> rows = [("ann", 1, "yes"), ("bob", 1, "yes"), ("ann", 2, "no"), ("bob", 2, "no")]
    >>> krippendorff_alpha(pd.DataFrame(rows, columns=["coder", "item", "label"]))
    1.0
    """
    from nltk.metrics import agreement
    from nltk.metrics.distance import interval_distance

    if distance not in ("nominal", "interval"):
        raise ValueError(f"distance is nominal or interval, not {distance!r}.")
    given = codings[[coder, item, label]].dropna()
    if given.duplicated([coder, item]).any():
        twice = given[given.duplicated([coder, item])].iloc[0]
        raise ValueError(f"{twice[coder]!r} has labelled item {twice[item]!r} more than once.")
    shared = given.groupby(item)[coder].transform("nunique") >= 2
    given = given[shared]
    if given.empty:
        raise ValueError("No item has labels by two coders, so there is nothing to agree on.")
    if len(set(given[label])) == 1:
        return 1.0
    metric = interval_distance if distance == "interval" else agreement.binary_distance
    rows = [(str(c), str(i), v) for c, i, v in given.itertuples(index=False)]
    return round(float(agreement.AnnotationTask(rows, distance=metric).alpha()), 12)
