"""The spaCy component that writes the encoder's labels into a ``Doc``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import (
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    IS_SPACE,
    LEMMA,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from helpers.language.encoder import Encoder, Reading, encoder
from helpers.language.windows import Window, Word, windows

ATTRIBUTES = [TAG, POS, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE]
INSIDE, OUTSIDE, BEGIN = 1, 2, 3
IOB = {"B": BEGIN, "I": INSIDE}
DOCS_AT_ONCE = 32
Numbers = NDArray[np.int64]


class Reader:
    """Fills tags, lemmas, grammar, names and voice marks of documents that have sentence starts.

    Whitespace tokens hang on the word before them, labelled `dep`, as spaCy has it.
    """

    def __init__(self, vocab: Vocab, threads: int) -> None:
        self.vocab, self.threads = vocab, threads
        self.encoder: Encoder = encoder()
        for layer in ("xpos", "dep", "name"):
            for label in self.encoder.labels[layer]:
                vocab.strings.add(label.rpartition("-")[2] if layer == "name" else label)
        added = [vocab.strings.add(label) for label in ("_SP", "dep", "parataxis", "ROOT")]
        self._space_tag, self._space_dep, self._joined_dep = np.array(added[:3], np.uint64).view(
            np.int64
        )

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with its labels filled in."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = DOCS_AT_ONCE) -> Iterator[Doc]:
        """Yield each document with its labels, reading the windows of many on several threads."""
        stream = iter(docs)
        while batch := list(islice(stream, min(batch_size, DOCS_AT_ONCE))):
            cut = [list(windows(sentence_words(doc))) for doc in batch]
            flat = [window for found in cut for window in found]
            readings = iter(self.encoder.read_all(flat, threads=self.threads))
            for doc, found in zip(batch, cut, strict=True):
                self._fill(doc, found, list(islice(readings, len(found))))
                yield doc

    def _fill(self, doc: Doc, found: list[Window], readings: list[Reading]) -> None:
        spaces = _is_space(doc)
        words = np.flatnonzero(~spaces)
        array = np.zeros((len(doc), len(ATTRIBUTES)), np.int64)
        array[:, 0] = self._space_tag
        array[:, 1] = IDS["SPACE"]
        array[:, 2] = doc.to_array(ORTH).view(np.int64)
        array[:, 3] = self._space_dep
        array[:, 5] = OUTSIDE
        starts = _sentence_starts(doc, spaces)
        heads = _heads(starts, words, found, readings)
        if len(words):
            self._fill_words(array, words, readings)
            joined = _later_parts(starts[words], found)
            array[words[_roots_of(joined, readings)], 3] = self._joined_dep
        array[:, 4] = heads - np.arange(len(doc))
        if len(doc):
            doc.from_array(ATTRIBUTES, array.astype(np.uint64))  # type: ignore[arg-type]
        _mark_voices(doc, words, found, readings)

    def _fill_words(self, array: Numbers, words: Numbers, readings: list[Reading]) -> None:
        names = [n for r in readings for n in r.names]
        array[words, 0] = self._hashes([t for r in readings for t in r.tags])
        array[words, 1] = [IDS[p] for r in readings for p in r.pos]
        array[words, 2] = self._hashes([lemma for r in readings for lemma in r.lemmas])
        array[words, 3] = self._hashes([d for r in readings for d in r.deps])
        array[words, 5] = [IOB.get(n[0], OUTSIDE) for n in names]
        array[words, 6] = self._hashes([n[2:] for n in names])
        _join_names(array)

    def _hashes(self, labels: list[str]) -> Numbers:
        add = self.vocab.strings.add
        seen = {label: add(label) if label else 0 for label in set(labels)}
        return np.array([seen[label] for label in labels], np.uint64).view(np.int64)


def sentence_words(doc: Doc) -> list[list[Word]]:
    """Return the words of each sentence, as the encoder is to see them."""
    spaces = _is_space(doc)
    starts = _sentence_starts(doc, spaces)
    sentences: list[list[Word]] = []
    new_line, glued = True, False
    # Tokens as objects would cost more than all else here.
    ids, followed = doc.to_array(ORTH).tolist(), doc.to_array(SPACY).tolist()
    strings, marks = doc.vocab.strings, zip(spaces.tolist(), starts.tolist(), strict=True)
    for orth, space_after, (is_space, begins) in zip(ids, followed, marks, strict=True):
        text = strings[orth]
        if is_space:
            new_line = new_line or "\n" in text
            glued = False
            continue
        if begins:
            sentences.append([])
        start = (2 if new_line else 1) if begins else 0
        sentences[-1].append(Word(text, glued, start))
        new_line, glued = False, not space_after
    return sentences


def _is_space(doc: Doc) -> NDArray[np.bool_]:
    return doc.to_array(IS_SPACE).astype(bool)


def _sentence_starts(doc: Doc, spaces: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which tokens begin a sentence; a start on whitespace is moved to the word after it."""
    given = doc.to_array(SENT_START).view(np.int64) == 1
    words = np.flatnonzero(~spaces)
    starts = np.zeros(len(doc), bool)
    if len(words):
        # The starts up to a word and not up to the word before it fall on that word.
        passed = np.concatenate([[0], np.cumsum(given)[words]])
        starts[words] = passed[1:] > passed[:-1]
        starts[words[0]] = True
    return starts


def _heads(
    starts: NDArray[np.bool_], words: Numbers, found: list[Window], readings: list[Reading]
) -> Numbers:
    """Each token's head: words as read, parts of a long sentence joined, spaces on their neighbour."""
    numbers: list[int] = []
    for window, reading in zip(found, readings, strict=True):
        numbers += [head + window.words.start for head in reading.heads]
    joined = _later_parts(starts[words], found)
    root = 0
    for window in found:
        for part in window.parts:
            own = next(i for i in part if numbers[i] == i)
            if part.start in joined:
                numbers[own] = root
            else:
                root = own
    heads = np.zeros(len(starts), np.int64)
    if len(words):
        heads[words] = words[np.array(numbers, np.int64)]
        before = np.searchsorted(words, np.arange(len(starts)), side="right") - 1
        hung = words[np.maximum(before, 0)]
        spaces = np.ones(len(starts), bool)
        spaces[words] = False
        heads[spaces] = hung[spaces]
    return heads


def _later_parts(begins: NDArray[np.bool_], found: list[Window]) -> set[int]:
    """The first words of those parts that go on with a sentence too long to be read at once."""
    return {part.start for window in found for part in window.parts if not begins[part.start]}


def _roots_of(joined: set[int], readings: list[Reading]) -> list[int]:
    """The roots of the parts that begin with the given words."""
    if not joined:
        return []
    deps = [dep for reading in readings for dep in reading.deps]
    return [next(i for i in range(start, len(deps)) if deps[i] == "ROOT") for start in joined]


def _join_names(array: Numbers) -> None:
    """Let a name run on over whitespace in its middle."""
    marks = array[:, 5]
    for i in np.flatnonzero(marks[1:] == INSIDE) + 1:
        before = i - 1
        while before >= 0 and array[before, 1] == IDS["SPACE"]:
            before -= 1
        if before >= 0:
            array[before + 1 : i, 5] = INSIDE
            array[before + 1 : i, 6] = array[i, 6]


def _mark_voices(doc: Doc, words: Numbers, found: list[Window], readings: list[Reading]) -> None:
    """Spans of cues, sources and contents, the content's probability, and what ties them.

    A content that runs on over the edge of a window is one span.
    """
    for role in ("cue", "source", "content"):
        labels = [label for reading in readings for label in reading.voices[role]]
        doc.spans[f"voice_{role}"] = [
            Span(doc, int(words[a]), int(words[b - 1]) + 1, label=f"voice_{role}")
            for a, b in _runs(labels)
        ]
    inside = np.zeros(len(doc), np.float32)
    links = {}
    for window, reading in zip(found, readings, strict=True):
        mine = words[window.words.start : window.words.stop]
        inside[mine] = reading.in_content
        for start, ends in reading.links.items():
            links[int(mine[start])] = [None if e is None else int(mine[e]) for e in ends]
    doc.user_data["voice_content"] = inside.round(3).tolist()
    doc.user_data["voice_links"] = links


def _runs(labels: list[str]) -> list[tuple[int, int]]:
    """The spans of B I I…; an I at the start of a window goes on with what ended the one before."""
    runs: list[tuple[int, int]] = []
    for i, label in enumerate(labels):
        if label == "I" and runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        elif label != "O":
            runs.append((i, i + 1))
    return runs


@Language.factory("newswalk_encoder", default_config={"threads": 0})
def make_reader(nlp: Language, name: str, threads: int) -> Reader:
    """Return the component; without a number of threads, that of ``NEWSWALK_THREADS``, or one."""
    return Reader(nlp.vocab, threads or int(os.environ.get("NEWSWALK_THREADS", "1")))
