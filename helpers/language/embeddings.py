"""The table of word-piece vectors that every encoder of the project shares, in 8 bits.

The table is that of all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019), frozen while the
encoders were fine-tuned. An encoder's ONNX graph takes the looked-up vectors as its input.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from helpers.resources import data_path

CLS, SEP, UNKNOWN = 101, 102, 100
LONGEST = 512
"""The most word pieces that an encoder reads at once."""

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Embeddings:
    """Word-piece vectors as 8-bit rows with a scale each, and the vectors of positions."""

    rows: NDArray[np.int8]
    scales: Array
    positions: Array

    def vectors(self, pieces: NDArray[np.int64], *, first: int = 0) -> Array:
        """Return the vectors of the word pieces plus those of their positions.

        Parameters
        ----------
        pieces
            Numbers of word pieces, at most `LONGEST`.
        first
            The position of the first of them.
        """
        words = self.rows[pieces].astype(np.float32)
        words *= self.scales[pieces]
        words += self.positions[first : first + len(pieces)]
        return words


@cache
def embeddings() -> Embeddings:
    """Return the shared table, read once."""
    table = load_file(data_path("models", "embeddings", "minilm.safetensors"))
    return Embeddings(
        table["words"],
        table["scales"].astype(np.float32)[:, None],
        table["positions"].astype(np.float32),
    )


@cache
def tokenizer() -> Tokenizer:
    """Return MiniLM's word-piece tokenizer (lower-cases; no truncation, no padding)."""
    found = Tokenizer.from_file(str(data_path("models", "embeddings", "tokenizer.json")))
    found.no_truncation()
    found.no_padding()
    return found
