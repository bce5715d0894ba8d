"""The spaCy component that writes the encoder's labels into a ``Doc``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from helpers.language.encoder import Encoder, Reading, encoder
from helpers.language.labels import apply_script
from helpers.language.windows import Window, Word, windows

ATTRIBUTES = [TAG, POS, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE]
INSIDE, OUTSIDE, BEGIN = 1, 2, 3
DOCS_AT_ONCE = 32


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
        for label in ("ROOT", "_SP", "dep"):
            vocab.strings.add(label)

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
        words = np.array([t.i for t in doc if not t.is_space], np.int64)
        array = np.zeros((len(doc), len(ATTRIBUTES)), np.int64)
        array[:, 0] = self.vocab.strings["_SP"]
        array[:, 1] = IDS["SPACE"]
        orths = [t.orth if t.is_space else 0 for t in doc]
        array[:, 2] = np.array(orths, np.uint64).view(np.int64)
        array[:, 3] = self.vocab.strings["dep"]
        array[:, 5] = OUTSIDE
        heads = _heads(doc, words, found, readings)
        if len(words):
            self._fill_words(array, words, doc, found, readings)
        array[:, 4] = heads - np.arange(len(doc))
        if len(doc):
            doc.from_array(ATTRIBUTES, array.astype(np.uint64))  # type: ignore[arg-type]
        _mark_voices(doc, words, found, readings)

    def _fill_words(
        self,
        array: NDArray[np.int64],
        words: NDArray[np.int64],
        doc: Doc,
        found: list[Window],
        readings: list[Reading],
    ) -> None:
        add = self.vocab.strings.add
        texts = [doc[int(i)].text for i in words]
        scripts = [s for r in readings for s in r.scripts]
        names = [n for r in readings for n in r.names]
        array[words, 0] = _hashes(add, [t for r in readings for t in r.tags])
        array[words, 1] = [IDS[p] for r in readings for p in r.pos]
        array[words, 2] = _hashes(
            add, [apply_script(t, s) for t, s in zip(texts, scripts, strict=True)]
        )
        array[words, 3] = _hashes(add, _deps(words, doc, found, readings))
        array[words, 5] = [{"B": BEGIN, "I": INSIDE}.get(n[0], OUTSIDE) for n in names]
        array[words, 6] = _hashes(add, [n[2:] for n in names])
        _join_names(array)


def _hashes(add: object, labels: list[str]) -> NDArray[np.int64]:
    seen = {label: add(label) if label else 0 for label in set(labels)}  # type: ignore[operator]
    return np.array([seen[label] for label in labels], np.uint64).view(np.int64)


def sentence_words(doc: Doc) -> list[list[Word]]:
    """Return the words of each sentence, as the encoder is to see them."""
    sentences: list[list[Word]] = []
    begin, new_line, previous = True, True, None
    for token in doc:
        begin = begin or bool(token.is_sent_start)
        if token.is_space:
            new_line = new_line or "\n" in token.text
            previous = None
            continue
        if begin:
            sentences.append([])
        start = (2 if new_line else 1) if begin else 0
        glued = previous is not None and not previous.whitespace_
        sentences[-1].append(Word(token.text, glued, start))
        begin, new_line, previous = False, False, token
    return sentences


def _heads(
    doc: Doc, words: NDArray[np.int64], found: list[Window], readings: list[Reading]
) -> NDArray[np.int64]:
    """Each token's head: words as read, parts of a long sentence joined, spaces on their neighbour."""
    numbers: list[int] = []
    for window, reading in zip(found, readings, strict=True):
        numbers += [head + window.words.start for head in reading.heads]
    for child, parent in _joins(doc, words, found, numbers):
        numbers[child] = parent
    heads = np.arange(len(doc))
    if len(words):
        heads[words] = words[np.array(numbers, np.int64)]
        _hang_spaces(doc, heads)
    return heads


def _joins(
    doc: Doc, words: NDArray[np.int64], found: list[Window], numbers: list[int]
) -> list[tuple[int, int]]:
    """The roots of a long sentence's later parts, with the root of its first part."""
    joins, first_root = [], 0
    for window in found:
        for part in window.parts:
            root = next(i for i in part if numbers[i] == i)
            if part.start and not _begins(doc, words, part.start):
                joins.append((root, first_root))
            else:
                first_root = root
    return joins


def _begins(doc: Doc, words: NDArray[np.int64], number: int) -> bool:
    """True when a sentence starts at this word, or at whitespace just before it."""
    between = range(int(words[number - 1]) + 1, int(words[number]) + 1)
    return any(doc[i].is_sent_start for i in between)


def _deps(
    words: NDArray[np.int64], doc: Doc, found: list[Window], readings: list[Reading]
) -> list[str]:
    """The labels as read; the root of a long sentence's later part hangs on as parataxis."""
    deps = [dep for reading in readings for dep in reading.deps]
    for window in found:
        for part in window.parts:
            if part.start and not _begins(doc, words, part.start):
                root = next(i for i in part if deps[i] == "ROOT")
                deps[root] = "parataxis"
    return deps


def _hang_spaces(doc: Doc, heads: NDArray[np.int64]) -> None:
    """Hang whitespace on the word before it in its sentence, or on the next if there is none."""
    for token in doc:
        if not token.is_space:
            continue
        i = token.i
        if i and not (token.is_sent_start and _next_word(doc, i) is not None):
            heads[i] = heads[i - 1] if doc[i - 1].is_space else i - 1
        else:
            following = _next_word(doc, i)
            heads[i] = i if following is None else following


def _next_word(doc: Doc, i: int) -> int | None:
    for token in doc[i + 1 :]:
        if not token.is_space:
            return token.i
        if token.is_sent_start:
            return None
    return None


def _join_names(array: NDArray[np.int64]) -> None:
    """Let a name run on over whitespace in its middle."""
    marks = array[:, 5]
    for i in np.flatnonzero(marks[1:] == INSIDE) + 1:
        before = i - 1
        while before >= 0 and array[before, 1] == IDS["SPACE"]:
            before -= 1
        if before >= 0:
            array[before + 1 : i, 5] = INSIDE
            array[before + 1 : i, 6] = array[i, 6]


def _mark_voices(
    doc: Doc, words: NDArray[np.int64], found: list[Window], readings: list[Reading]
) -> None:
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
