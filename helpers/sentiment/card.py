"""The figures stored beside the models, for readers who do not have the corpus at hand."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from helpers.resources import data_path


def stored_scores() -> dict[str, Any]:
    """Scores of the shipped models on NewsMTSC devtest_mt, as ``newswalk evaluate`` found them.

    Returns
    -------
    dict
        ``date``, ``command``, ``data``; ``table``, a DataFrame with the columns that
        ``newswalk evaluate`` shows; ``details``: for ``encoder`` and ``linear`` the
        probability of each label given (``confidence``), whether it was ``right``, and the
        ``confusion`` counts (rows gold, columns given: negative, neutral, positive).

    Examples
    --------
    >>> "macro-F1, encoder" in set(stored_scores()["table"].measure)
    True
    """
    path = data_path("models", "sentiment", "scores.json")
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["table"] = pd.DataFrame(stored.pop("rows"))
    return stored
