"""Words to windows of word pieces: what the encoder reads at once.

A window holds whole sentences of one document, up to `BUDGET` word pieces, and attention runs over
all of it. The word pieces are of a lower-casing vocabulary; case, sentence starts and the spaces
between words come in as features of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from helpers.language.embeddings import CLS, SEP, UNKNOWN, tokenizer
from helpers.resources import lexicon

BUDGET = 160
"""Word pieces that a window holds, if no sentence alone is longer."""
LONGEST_SENTENCE = 240
"""Word pieces of a sentence above which it is read in parts."""
LONGEST_WORD = 10
"""Word pieces of a word that are read; the rest of a web address says little."""
CASES, STARTS = 8, 3
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Word:
    """A word as the encoder sees it: its text, and where it stands."""

    text: str
    glued: bool
    start: int
    """0: within a sentence, 1: first of a sentence, 2: first of a sentence on a new line."""


@dataclass(frozen=True)
class Window:
    """Consecutive sentences (or parts of one), as word numbers of the document."""

    parts: list[range]
    texts: list[str]
    pieces: Numbers
    features: Numbers
    first: Numbers

    @property
    def words(self) -> range:
        """The words of the window."""
        return range(self.parts[0].start, self.parts[-1].stop)


def case_class(word: str) -> int:
    """Return the class of a word's case.

    0 lower, 1 Title, 2 CAPITALS, 3 one capital, 4 mixed, 5 with digits, 6 no letters.

    Examples
    --------
    >>> [case_class(word) for word in ("word", "Word", "UN", "I", "iPhone", "3rd", "%")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    if word.isalpha() and word.islower():
        return 0
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 6
    if word.islower():
        return 0
    if word.isupper():
        return 3 if len(word.rstrip(".")) == 1 else 2
    return 1 if word[0].isupper() and word[1:].islower() else 4


@cache
def _stand_ins() -> dict[str, str]:
    rows = lexicon("stand_ins")
    return dict(zip(rows["name"].str.casefold(), rows["stand_in"], strict=True))


def as_read(word: str) -> str:
    """Return the word whose pieces the encoder is shown: another name for some that it does not know.

    A few famous names were so common in the articles it learned voices from, where names are not
    annotated, that it takes them for no names; ``data/lexicons/stand_ins.csv`` has an ordinary one for each.

    Examples
    --------
    >>> as_read("trump"), as_read("Trump") != "Trump", as_read("Holm")
    ('trump', True, 'Holm')
    """
    return _stand_ins().get(word.casefold(), word) if word[:1].isupper() else word


@lru_cache(maxsize=200_000)
def word_pieces(word: str) -> tuple[tuple[int, ...], int]:
    """Return the numbers of a word's pieces, and its case class."""
    read = as_read(word)
    found = tokenizer().encode(read[:100], add_special_tokens=False).ids[:LONGEST_WORD]
    return tuple(found) or (UNKNOWN,), case_class(word)


def windows(sentences: Sequence[Sequence[Word]], *, budget: int = BUDGET) -> Iterator[Window]:
    """Pack the sentences of a document into windows, in order.

    A sentence is cut only if it alone is longer than `LONGEST_SENTENCE` pieces.
    """
    current: list[tuple[range, list[Word]]] = []
    length = position = 0
    for sentence in sentences:
        for part in _parts(sentence):
            size = sum(len(word_pieces(word.text)[0]) for word in part)
            if current and length + size > budget:
                yield _window(current)
                current, length = [], 0
            current.append((range(position, position + len(part)), part))
            length += size
            position += len(part)
    if current:
        yield _window(current)


def _parts(sentence: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    length = 0
    for word in sentence:
        size = len(word_pieces(word.text)[0])
        if part and length + size > LONGEST_SENTENCE:
            yield part
            part, length = [], 0
        part.append(word)
        length += size
    if part:
        yield part


def _window(parts: list[tuple[range, list[Word]]]) -> Window:
    pieces, features, first = [CLS], [_features(CASES - 1, 0, False)], []
    for _, words in parts:
        for word in words:
            found, case = word_pieces(word.text)
            first.append(len(pieces))
            pieces.extend(found)
            features.extend([_features(case, word.start, word.glued)] * len(found))
    pieces.append(SEP)
    features.append(_features(CASES - 1, 0, False))
    return Window(
        [part for part, _ in parts],
        [word.text for _, words in parts for word in words],
        np.array(pieces, np.int64),
        np.array(features, np.int64),
        np.array(first, np.int64),
    )


def _features(case: int, start: int, glued: bool) -> int:
    """One number for the three features: a row of the table of their sums."""
    return (case * STARTS + start) * 2 + glued
