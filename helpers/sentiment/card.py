"""How good the shipped models are, for readers who do not have the corpus at hand."""

from __future__ import annotations

import json
from typing import Any

from helpers.resources import data_path
from helpers.results import scores


def stored_scores() -> dict[str, Any]:
    """Scores of the shipped models on NewsMTSC devtest_mt, as ``newswalk evaluate`` found them.

    The figures are those of ``data/scores.json``; what lies behind two of the charts, answer by answer, stands
    beside the model in ``details.json``.

    Returns
    -------
    dict
        ``command``, ``data``; ``table``, the rows of ``nw.scores("sentiment")``; ``details``: for
        ``encoder`` and ``linear`` the probability of each label given (``confidence``), whether it was
        ``right``, and the ``confusion`` counts (rows gold, columns given: negative, neutral, positive).

    Examples
    --------
    >>> "macro-F1, encoder" in set(stored_scores()["table"].measure)
    True
    """
    path = data_path("models", "sentiment", "details.json")
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {**stored, "table": scores("sentiment")}
