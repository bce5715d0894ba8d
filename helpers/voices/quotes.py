"""The quotations of a parsed article: where they stand, and which of them hold speech."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice

from helpers.language.plain import Doc, Span, Token
from helpers.voices.quotation_marks import Quotation, quotations

__all__ = ["Quotation", "Quotes", "quotations"]

_SPEECH_WORDS = 5


class Quotes:
    """The quotations of a parsed article, to be asked about places in it."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, doc.text
        self.all = quotations(self.text)
        self.outer = _outermost(self.all)
        self._starts = [q.start for q in self.outer]
        self._tokens = [t.idx for t in doc]
        self._speech: dict[Quotation, bool] = {}

    def at(self, place: int) -> Quotation | None:
        """Return the outermost quotation that holds the character."""
        i = bisect_right(self._starts, place) - 1
        if i >= 0 and place < self.outer[i].end:
            return self.outer[i]
        return None

    def within(self, start: int, end: int) -> list[Quotation]:
        """Return the outermost quotations that share a character with a span."""
        i = max(0, bisect_right(self._starts, start) - 1)
        found = []
        for quotation in islice(self.outer, i, None):
            if quotation.start >= end:
                break
            if quotation.end > start:
                found.append(quotation)
        return found

    def span(self, start: int, end: int) -> Span:
        """Return the words that a range of characters touches.

        Spans are looked up here, not by ``Doc.char_span``, whose time grows with the article.
        """
        first = max(0, bisect_right(self._tokens, start) - 1)
        last = max(first + 1, bisect_left(self._tokens, end))
        return self.doc[first:last]

    def words(self, quotation: Quotation) -> list[Token]:
        """Return the words of a quotation, without punctuation."""
        span = self.span(quotation.start, quotation.end)
        return [t for t in span if not (t.is_punct or t.is_space or t.is_quote)]

    def is_speech(self, quotation: Quotation) -> bool:
        """Tell speech from words set apart: a term, a title, words one keeps a distance from.

        Speech has a finite verb and some length, or is a sentence of its own.
        """
        if quotation not in self._speech:
            self._speech[quotation] = self._is_speech(quotation)
        return self._speech[quotation]

    def _is_speech(self, quotation: Quotation) -> bool:
        words = self.words(quotation)
        if not words or _is_title(words):
            return False
        finite = any(t.tag_ in {"VBD", "VBP", "VBZ", "MD"} for t in words)
        ended = self.text[quotation.start : quotation.end].rstrip("\"”'’")[-1:] in {
            ".",
            "!",
            "?",
            ",",
        }
        if finite and (len(words) >= _SPEECH_WORDS or ended):
            return True
        return ended and len(words) >= 2 and self._alone(quotation)

    def _alone(self, quotation: Quotation) -> bool:
        before = self.text[: quotation.start].rstrip()[-1:]
        return before in {"", ".", "!", "?", ":", "”", '"', ","}


def _outermost(found: Sequence[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quotation.end > kept[-1].end:
            if kept and quotation.start < kept[-1].end:
                continue
            kept.append(quotation)
    return kept


def _is_title(words: Sequence[Token]) -> bool:
    capital = sum(t.text[:1].isupper() or t.text[:1].isdigit() for t in words)
    content = sum(not t.is_stop or t.text[:1].isupper() for t in words)
    return len(words) >= 2 and capital >= max(2, content) and words[0].text[:1].isupper()
