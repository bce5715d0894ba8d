"""Fitting the frames model: used by ``training/frames.py`` and by its cross-validation."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from helpers.framing.documents import FRAMES, Model, pooled, predict, prototypes, sentences_of
from helpers.language import embed
from helpers.resources import data_path

CODES = {
    "CO": "conflict",
    "AR": "resolution",
    "HI": "human_interest",
    "MO": "moral",
    "EC": "economic",
}
POOLED = 5 * 384
"""The first features are pooled vectors, the others similarities: each kind has a model."""

Array = NDArray[Any]
FOLDS = 5


@dataclass(frozen=True)
class Recipe:
    """How the model is fitted.

    ``pooled_strength`` and ``near_strength`` are the inverse regularisation (C) of the regression on
    pooled vectors and of the one on similarities, whose margins are averaged. ``balance`` weighs
    the rarer answer by (half / its share) to that power: 0 gives plain probabilities, 1 treats yes
    and no alike.
    """

    pooled_strength: float = 0.002
    near_strength: float = 0.02
    balance: float = 1.0


def read_corpus(path: Path, vectors: Path | None = None) -> tuple[Array, Array]:
    """Read the corpus (TSV: text, AR, HI, CO, MO, EC) as features (articles, n) and labels (articles, 5).

    ``vectors`` names an .npz file in which the sentence vectors are kept from run to run.
    """
    corpus = pd.read_csv(path, sep="\t")
    labels = np.stack(
        [corpus[code].astype(str).str.lower().eq("true") for code in CODES], axis=1
    ).astype(float)
    parts = _sentence_vectors(corpus.text, vectors)
    return np.array([pooled(part) for part in parts]), labels


def _sentence_vectors(texts: pd.Series, kept: Path | None) -> list[NDArray[np.float32]]:
    digest = hashlib.sha256("\x00".join(texts).encode()).hexdigest()
    if kept is not None and kept.is_file():
        with np.load(kept, allow_pickle=False) as arrays:
            if str(arrays["digest"]) == digest:
                return np.split(arrays["vectors"], np.cumsum(arrays["counts"])[:-1])
    parts = [embed(sentences_of(text)) for text in texts]
    if kept is not None:
        counts = np.array([len(part) for part in parts])
        np.savez(kept, digest=digest, vectors=np.concatenate(parts), counts=counts)
    return parts


def folds(labels: Array, seed: int) -> list[tuple[Array, Array]]:
    """Cut the articles into folds that spread the rare frames evenly: (learn, test) indices."""
    rare = np.clip(labels[:, 2] + 2 * labels[:, 3], 0, 2)
    cut = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    return list(cut.split(np.zeros(len(labels)), rare))


def cross_validated(features: Array, labels: Array, recipe: Recipe, *, seed: int) -> Array:
    """Probability of each frame (articles, 5), each article by a model that has not seen it."""
    found = np.zeros(labels.shape)
    for learn, test in folds(labels, seed):
        found[test] = predict(fit(features[learn], labels[learn], recipe), features[test])
    return found


def fit(features: Array, labels: Array, recipe: Recipe) -> Model:
    """Fit the five frames, and calibrate them on margins of articles that were held out."""
    margins = np.zeros(labels.shape)
    for learn, test in folds(labels, seed=1):
        part = _regress(features[learn], labels[learn], recipe)
        standard = (features[test] - part["mean"]) / part["scale"]
        margins[test] = standard @ part["weights"].T + part["bias"]
    curves = [
        LogisticRegression(C=10).fit(margins[:, [k]], labels[:, k]) for k in range(labels.shape[1])
    ]
    slope = np.array([curve.coef_[0, 0] for curve in curves])
    offset = np.array([curve.intercept_[0] for curve in curves])
    decision = [
        decision_point(curve.predict_proba(margins[:, [k]])[:, 1], float(offset[k]))
        for k, curve in enumerate(curves)
    ]
    calibrated = {"slope": slope, "offset": offset, "decision": np.array(decision)}
    return _regress(features, labels, recipe) | calibrated


def decision_point(held_out: Array, offset: float) -> float:
    """The probability from which on a frame is said to be there.

    Half way between where yes and no weigh alike in training (a margin of zero) and where the expected F1 of
    these held-out probabilities is greatest (Lipton, Elkan & Naryanaswamy 2014). The second alone says
    yes more often than its probabilities carry.

    Examples
    --------
    >>> round(decision_point(np.array([0.9, 0.5, 0.1, 0.1]), 0.0), 2)
    0.5
    """
    falling = np.sort(held_out)[::-1]
    expected = 2 * np.cumsum(falling) / (np.arange(1, len(falling) + 1) + falling.sum())
    return float(1 / (1 + np.exp(-offset)) + falling[expected.argmax()]) / 2


def _regress(features: Array, labels: Array, recipe: Recipe) -> Model:
    """Mean and scale of the features, weights (5, n) and bias (5,)."""
    mean, scale = features.mean(0), np.maximum(features.std(0), 1e-6)
    standard = (features - mean) / scale
    halves = [slice(0, POOLED), slice(POOLED, None)]
    strengths = [recipe.pooled_strength, recipe.near_strength]
    rotated = [_rotate(standard[:, half]) for half in halves]
    weights, bias = np.zeros((labels.shape[1], features.shape[1])), np.zeros(labels.shape[1])
    for k in range(labels.shape[1]):
        for half, strength, (points, turn) in zip(halves, strengths, rotated, strict=True):
            model = LogisticRegression(
                C=strength, class_weight=_weights(labels[:, k], recipe.balance), max_iter=500
            ).fit(points, labels[:, k])
            weights[k, half] = model.coef_[0] @ turn / 2
            bias[k] += model.intercept_[0] / 2
    return {"mean": mean, "scale": scale, "weights": weights, "bias": bias}


def _rotate(standard: Array) -> tuple[Array, Array]:
    """Few articles in many dimensions: the same ridge problem in as many dimensions as articles."""
    left, size, turn = np.linalg.svd(standard, full_matrices=False)
    return left * size, turn


def _weights(answers: Array, balance: float) -> dict[float, float]:
    share = float(answers.mean())
    return {1.0: (0.5 / share) ** balance, 0.0: (0.5 / (1 - share)) ** balance}


def save(model: Model) -> Path:
    """Write the model to ``data/models/frames`` and return the folder."""
    folder = data_path("models", "frames")
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name: array.astype(np.float32) for name, array in model.items()}
    np.savez_compressed(folder / "weights.npz", **arrays)  # type: ignore[arg-type]
    examples, _ = prototypes()
    settings = {
        "frames": FRAMES,
        "recipe": asdict(Recipe()),
        "examples": len(examples),
        "encoder": "sentence_encoder",
    }
    text = json.dumps(settings, indent=1) + "\n"
    (folder / "model.json").write_text(text, encoding="utf-8")
    return folder
