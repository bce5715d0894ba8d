"""The five generic news frames of an article, and the sentences that speak for them.

Conflict, resolution (attribution of responsibility), human interest, moral and economic: Semetko &
Valkenburg (2000), as annotated by Frermann, Li, Khanehzar & Mikolajczak (2023). Each frame is a
logistic regression on the vectors of the article's sentences, and on how near they come to the
example sentences of ``data/lexicons/frames.csv``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers import tables
from helpers.framing.vectors import Vectors, read_together, sentences_of, vectors_of
from helpers.language import embed
from helpers.language.plain import Parsed
from helpers.resources import data_path, lexicon

FRAMES = ("conflict", "resolution", "human_interest", "moral", "economic")
NEAREST = 3
LEAST_SIMILARITY = 0.3
CUES = 3
UNMOVED = 0.9
"""Probabilities up to this part of the decision point stay calibrated as they are."""

Model = dict[str, NDArray[np.float64]]


@cache
def prototypes() -> tuple[pd.Series, Vectors]:
    """Return the frame of each example sentence, and the sentences' vectors (examples, 384)."""
    examples = lexicon("frames")
    return examples.frame, embed(list(examples.prototype))


@cache
def _model() -> Model:
    folder = data_path("models", "frames")
    settings = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    if tuple(settings["frames"]) != FRAMES:
        raise ValueError(f"{folder / 'model.json'} is for other frames: {settings['frames']}.")
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float64) for name in arrays.files}


def pooled(vectors: Vectors, examples: Vectors | None = None) -> NDArray[np.float64]:
    """Turn the sentence vectors of one article (sentences, 384) into its features.

    The vectors' mean, maximum, minimum, spread and the mean of the first five (1920 numbers); then
    for each example sentence, the mean similarity of the three nearest sentences, of all, and the
    similarity at the 80th percentile.
    """
    examples = prototypes()[1] if examples is None else examples
    near = np.sort(vectors @ examples.T, axis=0)
    at = int(0.8 * (len(near) - 1))
    parts = [
        vectors.mean(0),
        vectors.max(0),
        vectors.min(0),
        vectors.std(0),
        vectors[:5].mean(0),
        near[-NEAREST:].mean(0),
        near.mean(0),
        near[at],
    ]
    return np.concatenate(parts).astype(np.float64)


def probabilities(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability of each frame (articles, 5) from :func:`pooled` features (articles, n)."""
    return predict(_model(), features)


def predict(model: Model, features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Apply a model (mean, scale, weights, bias, slope, offset, decision) to features (articles, n).

    The margin is turned into a calibrated probability (Platt 1999). Rare frames seldom reach one
    half there, so the probability from which on a frame is said to be there (``decision``, chosen by
    :func:`helpers.framing.fit.decision_point`) is moved to 0.5, and those above it are stretched over 0.5…1;
    those clearly below it stay as they are.
    """
    margin = (features - model["mean"]) / model["scale"] @ model["weights"].T + model["bias"]
    calibrated = 1 / (1 + np.exp(-(model["slope"] * margin + model["offset"])))
    columns = [_centred(q, float(d)) for q, d in zip(calibrated.T, model["decision"], strict=True)]
    return np.stack(columns, axis=1)


def _centred(probability: NDArray[np.float64], decision: float) -> NDArray[np.float64]:
    kept = UNMOVED * min(decision, 0.5)
    return np.interp(probability, [0, kept, decision, 1], [0, kept, 0.5, 1])


def document_frames(texts: list[str]) -> pd.DataFrame:
    """Probability of each generic frame for each text.

    Parameters
    ----------
    texts
        Whole articles as plain text.

    Returns
    -------
    DataFrame
        One row a text in the order given; a column a frame (conflict, resolution, human_interest,
        moral, economic), 0…1; from 0.5 on, the frame is taken to be there. A text without a
        sentence has null everywhere. How the numbers are calibrated: :func:`predict`.

    Examples
    --------
    >>> document_frames([]).columns.tolist()
    ['conflict', 'resolution', 'human_interest', 'moral', 'economic']
    """
    rows = np.full((len(texts), len(FRAMES)), np.nan)
    for i, vectors in enumerate(read_together([sentences_of(text) for text in texts])):
        if len(vectors):
            rows[i] = probabilities(pooled(vectors)[None])[0]
    return pd.DataFrame(rows, columns=list(FRAMES))


def frames(docs: Iterable[Parsed]) -> pd.DataFrame:
    """Score each article for the five generic frames.

    Returns
    -------
    DataFrame
        Table ``frames``: score is the frame's probability, ``present`` whether it is at least 0.5.
        Title, body and captions are read. An article without a sentence has null in both.
    """
    rows = []
    for doc, _, vectors in vectors_of(docs):
        scores = probabilities(pooled(vectors)[None])[0] if len(vectors) else [None] * len(FRAMES)
        for frame, score in zip(FRAMES, scores, strict=True):
            present = None if score is None else bool(score >= 0.5)
            rows.append(
                {
                    "article_id": doc._.article_id,
                    "frame": frame,
                    "score": None if score is None else round(float(score), 4),
                    "present": present,
                }
            )
    return tables.table("frames", rows)


def frame_cues(docs: Iterable[Parsed], *, most: int = CUES) -> pd.DataFrame:
    """Find the sentences of each article that speak most for each frame.

    A sentence speaks for a frame when one of the frame's example sentences is near it, nearer than
    those of any other frame. A frame that :func:`frames` calls absent can have such sentences too: they
    show what was passed over. Join with ``frames`` on ``present`` to see only what carries a frame.

    Parameters
    ----------
    most
        So many sentences a frame and article at most.

    Returns
    -------
    DataFrame
        Table ``frame_cues``.
    """
    kinds, examples = prototypes()
    groups = [np.flatnonzero(kinds == frame) for frame in FRAMES]
    rows = []
    for doc, spans, vectors in vectors_of(docs):
        if not spans:
            continue
        near = np.stack([(vectors @ examples[group].T).max(1) for group in groups], axis=1)
        best = near.argmax(1)
        for f, frame in enumerate(FRAMES):
            order = np.argsort(-near[:, f], kind="stable")
            chosen = [i for i in order if best[i] == f and near[i, f] >= LEAST_SIMILARITY][:most]
            for i in chosen:
                number, start, end, text = spans[i]
                rows.append(
                    {
                        "article_id": doc._.article_id,
                        "sentence_id": number,
                        "start": start,
                        "end": end,
                        "text": text,
                        "frame": frame,
                    }
                )
    return tables.table("frame_cues", rows)
