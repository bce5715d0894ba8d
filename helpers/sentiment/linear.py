"""A linear model of sentiment towards a target, made to be looked into.

Multinomial logistic regression over named features (`helpers.sentiment.features`), trained on
NewsMTSC. What it says of a target is a sum, and each term of it can be shown: ``explain``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.language.pipeline import pipeline
from helpers.language.plain import Parsed, plain
from helpers.resources import data_path
from helpers.sentiment.features import features

LABELS = ["negative", "neutral", "positive"]
Array = NDArray[np.float64]


class LinearModel:
    """Coefficients by feature name, read from ``model.json``.

    Attributes
    ----------
    coefficients
        Feature name -> weight for negative, neutral, positive.
    """

    def __init__(self, path: Path) -> None:
        stored = json.loads(path.read_text(encoding="utf-8"))
        self.coefficients: dict[str, list[float]] = stored["coefficients"]
        self.intercept: Array = np.array(stored["intercept"])
        self.temperature: float = stored["temperature"]

    def probabilities(self, found: Mapping[str, float]) -> Array:
        """Probabilities of negative, neutral, positive for one target's features."""
        total = self.intercept.copy()
        for name, value in found.items():
            if name in self.coefficients:
                total += value * np.array(self.coefficients[name])
        raised = np.exp((total - total.max()) / self.temperature)
        return np.asarray(raised / raised.sum())

    def table(self) -> pd.DataFrame:
        """All coefficients: ``feature``, ``kind`` (its first word), a column a label."""
        rows = [(name, name.split()[0].rstrip(":"), *w) for name, w in self.coefficients.items()]
        return pd.DataFrame(rows, columns=["feature", "kind", *LABELS])

    def explain(self, sentence: str, span: tuple[int, int]) -> pd.DataFrame:
        """What each feature adds for the target at characters ``span`` of a sentence.

        Returns
        -------
        DataFrame
            ``feature``, ``value``, and what it adds to each label's sum; most decisive first.

        Raises
        ------
        ValueError
            If the span lies outside the sentence or holds no word.
        """
        check_span(sentence, span)
        doc = pipeline()(sentence)
        rows = [
            (name, value, *(value * w for w in self.coefficients[name]))
            for name, value in features(plain(doc), *span).items()
            if name in self.coefficients
        ]
        made = pd.DataFrame(rows, columns=["feature", "value", *LABELS])
        order = (made.positive - made.negative).abs().sort_values(ascending=False, kind="stable")
        return made.loc[order.index].reset_index(drop=True)


def check_span(sentence: str, span: tuple[int, int]) -> None:
    """Raise ValueError unless ``span`` points at words of ``sentence``."""
    start, end = span
    if not 0 <= start < end <= len(sentence):
        raise ValueError(
            f"Span {start}:{end} lies outside its sentence of {len(sentence)} characters, "
            f"or is empty: {sentence[:60]!r}"
        )
    if not any(c.isalnum() for c in sentence[start:end]):
        raise ValueError(f"Span {start}:{end} holds no word: {sentence[start:end]!r}")


@cache
def linear_model() -> LinearModel:
    """Return the shipped linear model, loaded once."""
    return LinearModel(data_path("models", "sentiment_linear", "model.json"))


def linear_probabilities(
    sentences: Sequence[str], spans: Sequence[tuple[int, int]], docs: Sequence[Parsed] | None = None
) -> Array:
    """Probabilities of negative, neutral, positive: one row a span. Parses each sentence once."""
    if docs is None:
        unique = list(dict.fromkeys(sentences))
        parsed = dict(zip(unique, pipeline().pipe(unique), strict=True))
        docs = [parsed[s] for s in sentences]
    model = linear_model()
    rows = [
        model.probabilities(features(plain(d), *span)) for d, span in zip(docs, spans, strict=True)
    ]
    return np.array(rows).reshape(-1, 3)
