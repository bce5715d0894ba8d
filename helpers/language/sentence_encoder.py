"""Vectors of texts by the encoder as it comes: for near-duplicates, claims and frames."""

from __future__ import annotations

from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from helpers.language.embeddings import embeddings, tokenizer
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

    all-MiniLM-L6-v2 (Reimers & Gurevych 2019; Wang et al. 2020) with 8-bit weights. The product of
    two vectors is the texts' similarity (1: the same). Only the first 256 word pieces are read.

    Returns
    -------
    array (texts, 384) of float32

    Examples
    --------
    >>> a, b, c = embed(["Rebels left the town.", "The insurgents withdrew.", "Milk is cheaper."])
    >>> bool(a @ b > a @ c)
    True
    """
    found = [_vector(text) for text in texts]
    return np.stack(found) if found else np.zeros((0, SIZE), np.float32)


def _vector(text: str) -> NDArray[np.float32]:
    pieces = np.array(tokenizer().encode(text).ids, np.int64)
    if len(pieces) > LONGEST_TEXT:
        pieces = np.append(pieces[: LONGEST_TEXT - 1], pieces[-1])
    hidden = _session().run(None, {"vectors": embeddings().vectors(pieces)[None]})[0][0]
    mean = hidden.mean(0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)
