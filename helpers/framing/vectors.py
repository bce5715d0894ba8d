"""The sentences that an article's frames are read from, and their vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from helpers.language import embed, reading_sentences, split_sentences
from helpers.language.plain import Parsed

SIZE = 384
LEAST_WORDS = 3
KEPT = "newswalk_sentence_vectors"
"""Where a document keeps its sentences' vectors: they live as long as it does, and no longer."""

Vectors = NDArray[np.float32]
Spans = list[tuple[int, int, int, str]]
"""Number, start, end and text of each sentence that a document's frames are read from."""


def _spans(doc: Parsed) -> Spans:
    return [
        (number, s.start_char, s.end_char, s.text)
        for number, _, s in reading_sentences(doc)
        if sum(t.is_alpha for t in s) >= LEAST_WORDS
    ]


def vectors_of(docs: Iterable[Parsed]) -> Iterator[tuple[Parsed, Spans, Vectors]]:
    """Yield each document with its sentences and their vectors; all that are new are read at once."""
    docs = list(docs)
    spans = [_spans(doc) for doc in docs]
    new = [i for i, doc in enumerate(docs) if KEPT not in doc.user_data]
    made = read_together([[text for *_, text in spans[i]] for i in new])
    for i, vectors in zip(new, made, strict=True):
        docs[i].user_data[KEPT] = vectors
    for doc, mine in zip(docs, spans, strict=True):
        yield doc, mine, np.asarray(doc.user_data[KEPT], np.float32).reshape(len(mine), SIZE)


def read_together(texts: list[list[str]]) -> list[Vectors]:
    """The sentence vectors of each text; a sentence that stands twice is read once."""
    places: dict[str, int] = {}
    for sentences in texts:
        for sentence in sentences:
            places.setdefault(sentence, len(places))
    vectors = embed(list(places))
    return [vectors[[places[s] for s in sentences]] for sentences in texts]


def sentences_of(text: str) -> list[str]:
    """Split a plain text into the sentences that the frames are read from."""
    return [text[start:end] for start, end in split_sentences(text)]
