"""Vectors of sentences, by two layers that learned what all-MiniLM-L6-v2 gives: for the frames."""

from __future__ import annotations

from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from helpers.language.embeddings import by_length, embeddings, tokenizer
from helpers.resources import data_path

SIZE, LONGEST_TEXT = 384, 256
"""Word pieces of a text that are read, as all-MiniLM-L6-v2 was trained."""


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    path = data_path("models", "sentence_encoder", "model.onnx")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def embed(texts: list[str]) -> NDArray[np.float32]:
    """Return a vector of length one for each text: the mean of its word pieces' vectors.

    Two layers with 8-bit weights, taught by all-MiniLM-L6-v2 (Reimers & Gurevych 2019; Wang et al. 2020);
    the card in ``data/models/sentence_encoder`` says what that costs. The product of two vectors is the
    texts' similarity (1: the same). Only the first 256 word pieces are read.
    A text's vector has the same bits whatever else is given with it.

    Returns
    -------
    array (texts, 384) of float32

    Examples
    --------
    >>> a, b, c = embed(["Rebels left the town.", "The insurgents withdrew.", "Milk is cheaper."])
    >>> bool(a @ b > a @ c)
    True
    """
    coded = [_cut(found.ids) for found in tokenizer().encode_batch(texts)]
    made = np.zeros((len(texts), SIZE), np.float32)
    for group in by_length([len(pieces) for pieces in coded]):
        made[group] = _vectors(np.array([coded[i] for i in group], np.int64))
    return made


def _cut(pieces: list[int]) -> list[int]:
    return pieces if len(pieces) <= LONGEST_TEXT else [*pieces[: LONGEST_TEXT - 1], pieces[-1]]


def _vectors(pieces: NDArray[np.int64]) -> NDArray[np.float32]:
    """The vectors of texts of one length, from their word pieces (texts, pieces)."""
    hidden = np.asarray(_session().run(None, {"vectors": embeddings().vectors(pieces)})[0])
    mean = hidden.mean(1)
    length = np.sqrt((mean * mean).sum(1, keepdims=True))
    return np.asarray(mean / np.maximum(length, 1e-9), np.float32)
