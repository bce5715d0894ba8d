"""Gold words to documents: CoNLL-U treebanks and IOB2 names, as their publishers distribute them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass
class GoldSentence:
    """The rows of one sentence, and its text."""

    text: str
    rows: list[list[str]]
    paragraph: bool

    @property
    def words(self) -> list[str]:
        """The sentence's words."""
        return [row[1] for row in self.rows]


@dataclass
class GoldDocument:
    """The sentences of one document."""

    name: str
    sentences: list[GoldSentence] = field(default_factory=list)


def read_treebank(path: Path) -> Iterator[GoldDocument]:
    """Yield the documents of a file of tab-separated words (CoNLL-U, or IOB2 with the same frame).

    Word ranges (``1-2``) and empty nodes (``1.1``) are left out.
    """
    document = GoldDocument("")
    text, rows, paragraph = "", [], True
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc"):
            if document.sentences:
                yield document
            document, paragraph = GoldDocument(line.partition("=")[2].strip()), True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            fields = line.split("\t")
            rows += [fields] if fields[0].isdigit() else []
        elif not line and rows:
            document.sentences.append(GoldSentence(text, rows, paragraph))
            rows, paragraph = [], False
    if document.sentences:
        yield document


def gold_doc(document: GoldDocument, vocab: Vocab) -> tuple[Doc, list[int]]:
    """Return a document with the gold words and sentence starts, and the words' token numbers.

    A new paragraph stands on a new line, as it does in a text.
    """
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    places: list[int] = []
    for sentence in document.sentences:
        if words and sentence.paragraph:
            words.append("\n")
            spaces.append(False)
            starts.append(False)
        spaced = _spaces(sentence)
        for i, word in enumerate(sentence.words):
            places.append(len(words))
            words.append(word)
            spaces.append(spaced[i])
            starts.append(i == 0)
    return Doc(vocab, words=words, spaces=spaces, sent_starts=starts), places


def _spaces(sentence: GoldSentence) -> list[bool]:
    """Whether a space follows each word, as the sentence's text has it."""
    found, position = [], 0
    for word in sentence.words:
        at = sentence.text.find(word, position)
        position = at + len(word) if at >= 0 else position
        found.append(sentence.text[position : position + 1] in {" ", ""})
    return found


@dataclass(frozen=True)
class NamedText:
    """A text and its named entities: (start, end, label)."""

    name: str
    text: str
    names: frozenset[tuple[int, int, str]]


RE3D_LABELS = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC"}


def read_re3d(folder: Path, part: str) -> Iterator[NamedText]:
    """Yield the documents of one part of re3d with its people, organisations and places.

    Only mentions that begin with a capital: re3d also marks common nouns and pronouns.
    """
    names: dict[str, set[tuple[int, int, str]]] = {}
    for line in (folder / f"{part}_entities.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["type"] in RE3D_LABELS and row["value"][:1].isupper():
            mark = (row["begin"], row["end"], RE3D_LABELS[row["type"]])
            names.setdefault(row["documentId"], set()).add(mark)
    for line in (folder / f"{part}_documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield NamedText(row["_id"], row["text"], frozenset(names.get(row["_id"], ())))
