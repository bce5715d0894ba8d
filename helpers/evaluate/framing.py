"""How good the frames are: five folds over the narrative frames corpus.

The model that ships has learned from all articles of that corpus, so it is never scored on them:
each fold is predicted by a model of the same recipe that has not seen it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from helpers.framing.documents import FRAMES
from helpers.framing.fit import Recipe, cross_validated, folds, read_corpus

Array = NDArray[Any]
REPEATS = 3
STAGES = ("frames",)


def calibration_error(truth: Array, probability: Array, bins: int = 10) -> float:
    """Expected calibration error (Naeini, Cooper & Hauskrecht 2015): mean gap in equal bins."""
    bin_of = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [
        abs(truth[bin_of == b].mean() - probability[bin_of == b].mean()) * (bin_of == b).mean()
        for b in np.unique(bin_of)
    ]
    return float(sum(gaps))


def scores_of(labels: Array, found: Array) -> tuple[Array, Array]:
    """F1 at 0.5 and calibration error of each frame."""
    columns = range(labels.shape[1])
    f1 = [f1_score(labels[:, k], found[:, k] >= 0.5) for k in columns]
    return np.array(f1), np.array([calibration_error(labels[:, k], found[:, k]) for k in columns])


def _tfidf(texts: pd.Series, labels: Array, seed: int) -> Array:
    found = np.zeros(labels.shape)
    for learn, test in folds(labels, seed):
        words = TfidfVectorizer(sublinear_tf=True, min_df=3, stop_words="english")
        known = words.fit_transform(texts.iloc[learn])
        for k in range(labels.shape[1]):
            model = LogisticRegression(C=3, class_weight="balanced", max_iter=500)
            model.fit(known, labels[learn, k])
            found[test, k] = model.predict_proba(words.transform(texts.iloc[test]))[:, 1]
    return found


def _interval(measure: Callable[[Array], float], n: int, draws: int = 500) -> tuple[float, float]:
    random = np.random.default_rng(0)
    values = [measure(random.integers(0, n, n)) for _ in range(draws)]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def _row(measure: str, value: float, interval: tuple, n: int, baseline: float | None) -> dict:
    return {
        "stage": "frames",
        "measure": measure,
        "data": "narrative frames dev, 5 folds",
        "value": value,
        "low": interval[0],
        "high": interval[1],
        "n": n,
        "baseline": baseline,
        "published": "",
    }


def evaluate(gold: Path, vectors: Path | None = None) -> pd.DataFrame:
    """Score the frames on ``GOLD/frames/narrative_frames_dev.tsv``.

    Returns
    -------
    DataFrame
        F1 of each frame and their mean (baseline: TF-IDF and logistic regression in the same
        folds), always-yes, the spread over repeated folds, and the calibration error.
    """
    path = gold / "frames" / "narrative_frames_dev.tsv"
    if not path.is_file():
        return pd.DataFrame()
    features, labels = read_corpus(path, vectors)
    n = len(labels)
    runs = [cross_validated(features, labels, Recipe(), seed=s) for s in range(REPEATS)]
    f1 = np.array([scores_of(labels, found)[0] for found in runs])
    found, base = runs[0], _tfidf(pd.read_csv(path, sep="\t").text, labels, 0)
    base_f1, _ = scores_of(labels, base)
    yes = float(np.mean([f1_score(labels[:, k], np.ones(n)) for k in range(len(FRAMES))]))

    def mean_f1(rows: Array) -> float:
        return float(scores_of(labels[rows], found[rows])[0].mean())

    rows = [_row("mean F1", f1[0].mean(), _interval(mean_f1, n), n, base_f1.mean())]
    rows += [
        _row(f"F1 {frame}", f1[0, k], (None, None), n, base_f1[k]) for k, frame in enumerate(FRAMES)
    ]
    spread = f1.mean(1)
    rows += [
        _row(
            f"mean F1 over {REPEATS} foldings", spread.mean(), (spread.min(), spread.max()), n, yes
        ),
        _row("mean ECE", scores_of(labels, found)[1].mean(), (None, None), n, None),
    ]
    return pd.DataFrame(rows)
