"""Quotation marks: which open, which close, and which of them hold speech.

Typographic marks say which way they face; straight ones are read in turn. A
quotation that runs over paragraphs reopens at each and closes once (Pouliquen,
Steinberger & Best 2007 pair marks by rules of this kind).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

_MARK = re.compile(r"``|''|[“”„«»\"]|(?<!\w)['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
_SINGLE = "'‘’"
_LONGEST_SINGLE = 400
_SPEECH_WORDS = 5


class Quotation(NamedTuple):
    """Characters ``start:end`` from the opening to the closing mark, both inside; ``depth`` 1 is a quotation in a quotation."""

    start: int
    end: int
    depth: int


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\s][^\n]*", text):
        yield match.start(), match.end()


def _opens(text: str, mark: re.Match[str], is_open: bool) -> bool:
    """Whether a mark opens: by its shape, then by what stands around it, then by turn."""
    sign = mark.group()
    if sign in {"“", "„", "``", "«", "‘"}:
        return True
    if sign in {"”", "»", "’"}:
        return False
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    if not before.strip() and after.strip():
        return True
    if before.strip() and not after.strip():
        return False
    if before in "([—–-" and before and not is_open:
        return True
    return not is_open


def _pairs(text: str, start: int, end: int) -> tuple[list[Quotation], int | None]:
    """Quotations of one paragraph, and where one opens that it does not close."""
    found: list[Quotation] = []
    outer: int | None = None
    inner: int | None = None
    for mark in _MARK.finditer(text, start, end):
        single = mark.group() in _SINGLE
        opens = _opens(text, mark, (inner if single else outer) is not None)
        if single:
            if opens:
                inner = mark.start() if inner is None or mark.group() == "‘" else inner
            elif inner is not None and mark.end() - inner <= _LONGEST_SINGLE:
                found.append(Quotation(inner, mark.end(), int(outer is not None)))
                inner = None
        elif opens:
            outer, inner = mark.start() if outer is None else outer, None
        elif outer is not None:
            found.append(Quotation(outer, mark.end(), 0))
            outer, inner = None, None
    return found, outer


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text, sorted by where they open.

    A paragraph that leaves a quotation open joins the next one if that reopens
    it; if not, the quotation ends with the paragraph.

    Examples
    --------
    >>> [(q.start, q.end) for q in quotations('“We left. \\n\\n“Then we slept”, she said.')]
    [(0, 27)]
    >>> quotations("It's the boys' turn.")
    []
    """
    found: list[Quotation] = []
    carried: int | None = None
    for start, end in _paragraphs(text):
        pairs, unclosed = _pairs(text, start, end)
        if carried is not None:
            first = next((q for q in pairs if q.start == start and q.depth == 0), None)
            if first is not None:
                found.append(Quotation(carried, first.end, 0))
                pairs, carried = [q for q in pairs if q is not first], None
            elif unclosed == start:
                found += [q for q in pairs if q.depth]
                continue
            else:
                carried = None
        found += pairs
        if unclosed is not None:
            carried = _left_open(text, unclosed, end, found)
    return sorted(found)


def _left_open(text: str, start: int, end: int, found: list[Quotation]) -> int | None:
    """Where the quotation goes on if the next paragraph reopens it; else close it at the paragraph's end."""
    following = text[end:].lstrip()
    if following[:1] in {"“", '"'} or following[:2] in {"``", "''"}:
        return start
    found.append(Quotation(start, end, 0))
    return None


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
        for quotation in self.outer[i:]:
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
