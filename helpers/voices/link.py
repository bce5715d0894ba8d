"""The linker: which cue a piece of content hangs on, and whose cue it is.

Two conditional logit models (McFadden 1974) over features that can be read
(:mod:`helpers.voices.features`): each chooses one of the candidates, or nobody.
Their weights were learned by ``training/voices_linker.py`` from the training part
of PolNeAR (Newell et al. 2018) and lie in ``data/models/voices/linker.json``.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache
from itertools import accumulate, islice, takewhile

from helpers.language import reading_sentences
from helpers.language.plain import Doc, Span, Token
from helpers.resources import data_path
from helpers.voices.quotes import Quotes
from helpers.voices.sources import source_of
from helpers.voices.stance import head_of

Features = dict[str, float]
_STOPS = frozenset(".?!")


def first_word(span: Span) -> int:
    """Return the number of a span's first word: what spans are sorted by."""
    return span.start


class Places:
    """Where the marks of an article stand: what is asked again and again of each pair."""

    def __init__(
        self, doc: Doc, cues: Sequence[Span], sources: Sequence[Span], contents: Sequence[Span]
    ) -> None:
        self.doc, self.quotes = doc, Quotes(doc)
        self.cues, self.sources, self.contents = (
            sorted(spans, key=first_word) for spans in (cues, sources, contents)
        )
        self.sentence = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                self.sentence[i] = number
        self.read = [s for _, _, s in reading_sentences(doc)]
        self.paragraph = self._paragraphs()
        self.heads = {(c.start, c.end): head_of(c) for c in cues}
        self.subject = {key: source_of(head) for key, head in self.heads.items()}
        self._roots: dict[tuple[int, int], Token] = {}
        self._words = [0, *accumulate(not t.is_punct and not t.is_space for t in doc)]
        self._stops = [0, *accumulate(t.text in _STOPS for t in doc)]
        self.pointers: dict[int, tuple[int | None, int | None]]
        self.pointers = doc.user_data.get("voice_links", {})
        self.marked = {role: {t.i for s in spans for t in s} for role, spans in
                       (("cue", cues), ("source", sources), ("content", contents))}  # fmt: skip

    def _paragraphs(self) -> list[int]:
        numbers, number = [], 0
        for token in self.doc:
            numbers.append(number)
            number += token.text.count("\n") > 0
        return numbers

    def root(self, span: Span) -> Token:
        """Return the word of a span that the others hang on."""
        key = span.start, span.end
        if key not in self._roots:
            self._roots[key] = span.root
        return self._roots[key]

    def words(self, start: int, end: int) -> int:
        """Return how many words, without punctuation and spaces, stand between two of the article."""
        return self._words[max(start, end)] - self._words[start]

    def stops(self, start: int, end: int) -> int:
        """Return how many sentence marks stand between two places of the article."""
        return self._stops[max(start, end)] - self._stops[start]

    def without(self, taken: Sequence[tuple[int, int]]) -> Places:
        """Return the same places without the contents that stand in some characters."""
        if not taken:
            return self
        other = copy(self)
        other.contents = [c for c in self.contents if not any(a <= c[0].idx < b for a, b in taken)]
        return other

    def quoted(self, span: Span) -> bool:
        """Whether the span begins in a quotation."""
        return self.quotes.at(span[0].idx) is not None


@cache
def weights(model: str) -> Features:
    """Return the weights of ``content`` or ``source`` by the names of the features."""
    text = data_path("models", "voices", "linker.json").read_text(encoding="utf-8")
    return dict(json.loads(text)[model])


def score(model: str, features: Features) -> float:
    """Return the log odds of a candidate, up to what all of a choice share."""
    known = weights(model)
    return sum(known.get(name, 0.0) * value for name, value in features.items())


def choice(model: str, options: Sequence[Features], nobody: Features) -> int | None:
    """Return the number of the likeliest candidate, None where nobody is likelier."""
    scores = [score(model, features) for features in options]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] > score(model, nobody) else None


def candidates(spans: Sequence[Span], anchor: Span, places: Places, reach: int) -> list[Span]:
    """Return the spans within some sentences of the anchor's first or last word, overlaps left out."""
    low, high = places.sentence[anchor.start] - reach, places.sentence[anchor.end - 1] + reach
    first = bisect_left(spans, low, key=lambda s: places.sentence[s.start])
    near = takewhile(lambda s: places.sentence[s.start] <= high, islice(spans, first, None))
    return [s for s in near if not (s.start < anchor.end and anchor.start < s.end)]


def between(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Yield those of some spans, in text order, that stand wholly between two words."""
    for at in range(bisect_left(spans, start, key=first_word), len(spans)):
        if spans[at].start >= end:
            break
        if spans[at].end <= end:
            yield spans[at]


def within(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span stands in one of others, which are in text order and share no word."""
    at = bisect_right(others, span.start, key=first_word) - 1
    return at >= 0 and span.end <= others[at].end
