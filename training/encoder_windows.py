"""Windows of consecutive sentences, turned into the numbers that the joint encoder is trained on."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from encoder_data import Document, Sentence
from encoder_model import CASES, STARTS
from tokenizers import Tokenizer

MASK, CLS, SEP, UNK = 103, 101, 102, 100
MAX_PIECES = 10
MAX_WORDS = 160
IGNORE = -100
BIO = ["O", "B", "I"]


def case_class(word: str) -> int:
    """0 lower, 1 Title, 2 CAPITALS, 3 one capital, 4 mIxed, 5 digits, 6 no letters; 7 is for marks.

    >>> [case_class(w) for w in ("word", "Word", "UN", "I", "iPhone", "3rd", "%")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 6
    if word.islower():
        return 0
    if word.isupper():
        return 3 if len(word.rstrip(".")) == 1 else 2
    return 1 if word[0].isupper() and word[1:].islower() else 4


class Pieces:
    """Word pieces of a word, cached."""

    def __init__(self, path: str) -> None:
        self.tokenizer = Tokenizer.from_file(path)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cache: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        if word not in self.cache:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.cache[word] = ids[:MAX_PIECES] or [UNK]
        return self.cache[word]


@dataclass
class Window:
    """Consecutive sentences of one document."""

    sentences: list[Sentence]
    length: int
    corpus: str


def windows(document: Document, pieces: Pieces, corpus: str, rng: random.Random) -> list[Window]:
    """A document cut into windows at sentence ends; the sizes vary, so that the cuts do too."""
    result: list[Window] = []
    current: list[Sentence] = []
    length, budget = 2, rng.randint(80, 176)
    for sentence in document:
        for part in _parts(sentence):
            size = sum(len(pieces(word)) for word in part.words)
            if current and length + size > budget:
                result.append(Window(current, length, corpus))
                current, length, budget = [], 2, rng.randint(80, 176)
            current.append(part)
            length += size
    if current:
        result.append(Window(current, length, corpus))
    return [window for window in result if window.length <= 400]


def _parts(sentence: Sentence) -> list[Sentence]:
    if len(sentence.words) <= MAX_WORDS:
        return [sentence]
    part = Sentence(sentence.words[:MAX_WORDS], sentence.glued[:MAX_WORDS], sentence.new_line)
    if sentence.voices:
        part.voices = {k: v[:MAX_WORDS] for k, v in sentence.voices.items()}
    if sentence.names:
        part.names = sentence.names[:MAX_WORDS]
    return [part]


class Batcher:
    """Batches of windows as tensors, with the labels of every layer (masked where unknown)."""

    def __init__(self, pieces: Pieces, labels: dict[str, list[str]], rng: random.Random) -> None:
        self.pieces, self.rng = pieces, rng
        self.index = {k: {label: i for i, label in enumerate(v)} for k, v in labels.items()}

    def batch(self, chosen: list[Window], train: bool) -> dict[str, torch.Tensor]:
        rows = [self._row(window, train) for window in chosen]
        n = max(len(row["pieces"]) for row in rows)
        m = max(len(row["first"]) for row in rows)
        out: dict[str, torch.Tensor] = {}
        sizes = {"pieces": n, "features": n, "mask": n}
        for key in rows[0]:
            fill = IGNORE if key not in {"pieces", "features", "mask", "first", "sentence"} else 0
            fill = -1 if key == "sentence" else fill
            shape = (len(rows), sizes.get(key, m)) + ((3,) if key == "features" else ())
            array = np.full(shape, fill, dtype=np.int64)
            for i, row in enumerate(rows):
                array[i, : len(row[key])] = row[key]
            out[key] = torch.from_numpy(array)
        return out

    def _row(self, window: Window, train: bool) -> dict[str, list[Any]]:
        row: dict[str, list[Any]] = {"pieces": [CLS], "features": [_special()], "first": []}
        for key in (
            "sentence",
            "xpos",
            "upos",
            "script",
            "dep",
            "head",
            "name",
            "cue",
            "source",
            "content",
            "to_cue",
            "to_source",
        ):
            row[key] = []
        for number, sentence in enumerate(window.sentences):
            self._add(row, sentence, number, train)
        row["pieces"].append(SEP)
        row["features"].append(_special())
        row["mask"] = [1] * len(row["pieces"])
        for key in ("to_cue", "to_source"):
            row[key] = [link if link <= len(row["first"]) else 0 for link in row[key]]
        return row

    def _add(self, row: dict[str, list[Any]], sentence: Sentence, number: int, train: bool) -> None:
        offset = len(row["first"])
        style = self.rng.random() if train else 1.0
        for i, word in enumerate(sentence.words):
            row["first"].append(len(row["pieces"]))
            ids = self.pieces(word)
            if train and self.rng.random() < 0.05:
                ids = [MASK] * len(ids)
            case = _styled(case_class(word), style)
            start = 0 if i else 2 if sentence.new_line else 1
            row["pieces"].extend(ids)
            row["features"].extend(
                [[case, CASES + start, CASES + STARTS + sentence.glued[i]]] * len(ids)
            )
        count = len(sentence.words)
        row["sentence"].extend([number] * count)
        self._label(row, sentence, offset, count)

    def _label(self, row: dict[str, list[Any]], sentence: Sentence, offset: int, n: int) -> None:
        layers = {
            "xpos": sentence.xpos,
            "upos": sentence.upos,
            "script": sentence.scripts,
            "dep": sentence.deps,
            "name": sentence.names,
        }
        for key, values in layers.items():
            known = self.index[key]
            row[key].extend([known.get(v, IGNORE) for v in values] if values else [IGNORE] * n)
        heads = sentence.heads
        row["head"].extend([h + offset if h else 0 for h in heads] if heads else [IGNORE] * n)
        for key in ("cue", "source", "content"):
            values = sentence.voices[key] if sentence.voices else None
            row[key].extend([BIO.index(v) for v in values] if values else [IGNORE] * n)
        for key in ("cue", "source"):
            links = [IGNORE] * n
            for i, link in sentence.links.items():
                if i < n:
                    links[i] = offset + link[key] + 1 if offset + link[key] >= 0 else 0
            row["to_" + key].extend(links)


def _special() -> list[int]:
    return [CASES - 1, CASES, CASES + STARTS]


def _styled(case: int, style: float) -> int:
    """Headlines in capitals or Title Case, and text without capitals: a small share of sentences."""
    if style < 0.02 and case in {0, 1, 4}:
        return 2
    if style < 0.05 and case == 0:
        return 1
    if 0.05 <= style < 0.08 and case in {1, 2, 3, 4}:
        return 0
    return case
