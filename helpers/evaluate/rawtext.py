"""Treebank documents as raw text again, with the offsets of their sentences and words."""

from __future__ import annotations

from helpers.evaluate.treebank import GoldDocument, GoldSentence

Spans = list[tuple[int, int]]


def glued(row: list[str]) -> bool:
    """Tell whether no space follows the word of a CoNLL-U row."""
    return "SpaceAfter=No" in row[9].split("|")


def raw_text(document: GoldDocument) -> tuple[str, Spans]:
    """Return a document's text, a paragraph a line, and the offsets of its sentences."""
    text, spans = "", []
    for i, sentence in enumerate(document.sentences):
        if i and sentence.paragraph:
            text += "\n"
        elif i and not glued(document.sentences[i - 1].rows[-1]):
            text += " "
        spans.append((len(text), len(text) + len(sentence.text)))
        text += sentence.text
    return text, spans


def word_spans(sentence: GoldSentence) -> Spans:
    """Return the offsets of a sentence's words in its text.

    Raises
    ------
    ValueError
        If the words are not those of the text.
    """
    spans: Spans = []
    position = 0
    for word in sentence.words:
        start = sentence.text.find(word, position)
        if start < 0 or sentence.text[position:start].strip():
            raise ValueError(f"{word!r} is not next in {sentence.text!r}.")
        position = start + len(word)
        spans.append((start, position))
    return spans
