"""The sentiment towards a target in a sentence, by the encoder or by the linear model."""

from __future__ import annotations

import os
from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.sentiment.linear import LABELS, check_span, linear_probabilities

Span = tuple[int, int]


def target_sentiment(
    sentences: list[str], spans: list[Span], *, model: str = "encoder"
) -> pd.DataFrame:
    """Sentiment towards the target at ``spans[i]`` of ``sentences[i]``.

    The label is what the sentence as a whole conveys about the target, be it in the
    reporter's words or in a source's. Long sentences are read in a window round the
    target. All targets of one sentence are asked in one reading of it; what else is asked
    there can change a probability by some thousandths, never by more than rounding does.

    Parameters
    ----------
    sentences
        One sentence a target; a sentence with two targets is given twice.
    spans
        Characters ``(start, end)`` of each target in its sentence, half open.
    model
        ``encoder`` (five transformer layers, fine-tuned on NewsMTSC) or ``linear``
        (logistic regression whose coefficients can be read).

    Returns
    -------
    DataFrame
        ``label`` (negative, neutral, positive) and the calibrated probabilities
        ``negative``, ``neutral``, ``positive``; one row a span, in order.

    Raises
    ------
    ValueError
        If the lists differ in length, a span lies outside its sentence or holds no
        word, or there is no such model.

    Examples
    --------
    >>> made = target_sentiment(["The mayor was praised for her courage."], [(0, 9)])
    >>> made.label[0]
    'positive'
    """
    if len(sentences) != len(spans):
        raise ValueError(f"{len(sentences)} sentences, but {len(spans)} spans: give one a span.")
    if model not in {"encoder", "linear"}:
        raise ValueError(f"No model {model!r}: use 'encoder' or 'linear'.")
    for sentence, span in zip(sentences, spans, strict=True):
        check_span(sentence, span)
    return _frame(encoded(sentences, spans) if model == "encoder" else _linear(sentences, spans))


def _linear(sentences: Sequence[str], spans: Sequence[Span]) -> NDArray[np.float64]:
    return linear_probabilities(sentences, spans)


def encoded(
    sentences: Sequence[str],
    spans: Sequence[Span | None],
    *,
    owners: Sequence[Hashable] | None = None,
    news: bool = False,
) -> NDArray[np.float64]:
    """Probabilities by the encoder, one row a span (None: the sentence as a whole).

    A sentence is read once, for all questions that its owner asks of it. The work is shared out to
    ``NEWSWALK_THREADS`` threads (one if not set), which changes no answer.

    Parameters
    ----------
    owners
        Where each sentence stands, such as article and number. Sentences of the same words that have
        other owners are read apart: what is asked of one does not touch the other by a rounding.
    news
        With the odds of neutral that running news copy has (:meth:`TargetEncoder.probabilities`).
    """
    from helpers.sentiment.encoder import encoder

    keys = list(zip(owners if owners is not None else sentences, sentences, strict=True))
    asked: dict[tuple[Hashable, str], dict[Span | None, None]] = {}
    for key, span in zip(keys, spans, strict=True):
        asked.setdefault(key, {})[span] = None
    readings = {key: (key[1], tuple(questions)) for key, questions in asked.items()}
    different = list(dict.fromkeys(readings.values()))
    threads = int(os.environ.get("NEWSWALK_THREADS", "1"))
    found = encoder().probabilities(different, threads=threads, news=news)
    answers = {
        reading: dict(zip(reading[1], rows, strict=True))
        for reading, rows in zip(different, found, strict=True)
    }
    made = [answers[readings[key]][span] for key, span in zip(keys, spans, strict=True)]
    return np.array(made, dtype=float).reshape(-1, 3)


def _frame(probabilities: NDArray[np.float64]) -> pd.DataFrame:
    made = pd.DataFrame(probabilities.astype(float), columns=LABELS)
    labels = [LABELS[i] for i in probabilities.argmax(1)] if len(probabilities) else []
    made.insert(0, "label", pd.array(labels, dtype="str"))
    return made
