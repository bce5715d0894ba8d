"""The table of word-piece vectors that every encoder of the project shares, in 8 bits.

The table is that of all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019), frozen while the
encoders were fine-tuned. An encoder's ONNX graph takes the looked-up vectors as its input.
"""

from __future__ import annotations

from collections.abc import Sequence
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
AT_ONCE = 256
"""Word pieces of several short texts that are read in one run."""

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
            Numbers of word pieces, at most `LONGEST`: (pieces) or (texts, pieces).
        first
            The position of the first of them.
        """
        words = self.rows[pieces].astype(np.float32)
        words *= self.scales[pieces]
        words += self.positions[first : first + pieces.shape[-1]]
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


def by_length(lengths: Sequence[int]) -> list[list[int]]:
    """Group texts of the same number of word pieces, to be read in one run each.

    Nothing is padded, so with weights and activations rounded on fixed scales a text's vector has
    the same bits whatever is read beside it. A run of its own for each short text costs twice as
    much: the weights then come from memory for a handful of rows.

    Parameters
    ----------
    lengths
        Word pieces of each text.

    Returns
    -------
    list of list of int
        The texts' numbers; together at most `AT_ONCE` word pieces, or one text.

    Examples
    --------
    >>> by_length([7, 9, 7, 7])
    [[0, 2, 3], [1]]
    """
    found: dict[int, list[int]] = {}
    for number, length in enumerate(lengths):
        found.setdefault(length, []).append(number)
    groups = []
    for length, numbers in found.items():
        most = max(1, AT_ONCE // max(length, 1))
        groups += [numbers[i : i + most] for i in range(0, len(numbers), most)]
    return groups
