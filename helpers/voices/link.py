"""The linker: which cue a piece of content hangs on, and whose cue it is.

Two logistic regressions over features that can be read (distance, what stands
between, what the grammar says). Their weights were learned by
``training/voices.py`` from the training part of PolNeAR (Newell et al. 2018)
and lie in ``data/models/voices/linker.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from helpers.language import grammar
from helpers.resources import data_path
from helpers.voices.quotes import Quotes
from helpers.voices.sources import is_pronoun, source_of
from helpers.voices.stance import head_of

Features = dict[str, float]


class Places:
    """Where the marks of an article stand: what is asked again and again of each pair."""

    def __init__(
        self, doc: Doc, cues: Sequence[Span], sources: Sequence[Span], contents: Sequence[Span]
    ) -> None:
        self.doc, self.quotes = doc, Quotes(doc)
        self.cues, self.sources, self.contents = list(cues), list(sources), list(contents)
        self.sentence = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                self.sentence[i] = number
        self.paragraph = self._paragraphs()
        self.heads = {(c.start, c.end): head_of(c) for c in cues}
        self.subject = {key: source_of(head) for key, head in self.heads.items()}
        self.roots = {(c.start, c.end): c.root for c in contents}

    def _paragraphs(self) -> list[int]:
        numbers, number = [], 0
        for token in self.doc:
            numbers.append(number)
            number += token.text.count("\n") > 0
        return numbers

    def quoted(self, span: Span) -> bool:
        """Whether the span begins in a quotation."""
        return self.quotes.at(span[0].idx) is not None


def _gap(a: Span, b: Span) -> tuple[int, int]:
    """First and last word (half open) of what stands between two spans."""
    return (a.end, b.start) if a.end <= b.start else (b.end, a.start)


def _between(spans: Iterable[Span], gap: tuple[int, int]) -> int:
    return sum(gap[0] <= s.start and s.end <= gap[1] for s in spans)


def _above(token: Token, ancestor: Token, reach: int = 12) -> int:
    """How many arcs the token is below an ancestor; 0 if it is not below it."""
    for steps in range(1, reach):
        if token.head.i == token.i:
            return 0
        token = token.head
        if token.i == ancestor.i:
            return steps
    return 0


def content_features(places: Places, content: Span, cue: Span) -> Features:
    """Describe how a piece of content stands to a cue."""
    gap = _gap(content, cue)
    head, root = places.heads[cue.start, cue.end], places.roots[content.start, content.end]
    side = "after" if cue.start >= content.end else "before"
    words = [t for t in places.doc[gap[0] : max(gap)] if not t.is_punct and not t.is_space]
    below, over = _above(root, head), _above(head, root)
    apart = abs(places.sentence[content.start] - places.sentence[cue.start])
    if side == "after":
        apart = abs(places.sentence[content.end - 1] - places.sentence[cue.start])
    quoted = places.quoted(content)
    same = quoted and places.quotes.at(content[0].idx) == places.quotes.at(cue[0].idx)
    made = {
        f"{side}": 1.0,
        f"distance {side}": math.log1p(len(words)),
        f"no word between {side}": float(not words),
        f"cues between {side}": min(3.0, _between(places.cues, gap)),
        f"contents between {side}": min(3.0, _between(places.contents, gap)),
        f"sources between {side}": min(3.0, _between(places.sources, gap)),
        "other sentence": float(apart > 0),
        "sentences apart": min(4.0, apart),
        "other paragraph": float(places.paragraph[content.start] != places.paragraph[cue.start]),
        f"hangs on it {root.dep_ if below == 1 else ''}": float(below == 1),
        "below it": float(below > 1),
        "over it": float(over == 1),
        "far over it": float(over > 1),
        "in one quotation": float(same),
        f"quoted {side}": float(quoted),
        f"quoted other sentence {side}": float(quoted and apart > 0),
        "cue quoted": float(places.quoted(cue)),
        "full stop between": float(any(t.text in ".?!" for t in places.doc[gap[0] : max(gap)])),
    }
    return {name: value for name, value in made.items() if value}


def source_features(places: Places, cue: Span, source: Span) -> Features:
    """Describe how a source stands to a cue."""
    gap = _gap(cue, source)
    head, subject = places.heads[cue.start, cue.end], places.subject[cue.start, cue.end]
    side = "after" if source.start >= cue.end else "before"
    root = source.root
    words = [t for t in places.doc[gap[0] : max(gap)] if not t.is_punct and not t.is_space]
    apart = abs(places.sentence[source.start] - places.sentence[cue.start])
    named = subject is not None and source.start <= subject.i < source.end
    made = {
        f"{side}": 1.0,
        f"distance {side}": math.log1p(len(words)),
        f"no word between {side}": float(not words),
        f"cues between {side}": min(3.0, _between(places.cues, gap)),
        f"sources between {side}": min(3.0, _between(places.sources, gap)),
        f"contents between {side}": min(3.0, _between(places.contents, gap)),
        "sentences apart": min(4.0, apart),
        "other sentence": float(apart > 0),
        "grammar names it": float(named),
        "grammar names another": float(subject is not None and not named),
        f"hangs on it {root.dep_ if root.head.i == head.i else ''}": float(root.head.i == head.i),
        "cue hangs on it": float(head.head.i == root.i),
        "shares its head": float(head.head.i == root.head.i),
        "inside a content": float(_within(source, places.contents)),
        "cue inside a content": float(_within(cue, places.contents)),
        "pronoun": float(is_pronoun(source)),
        "overlaps": float(source.start < cue.end and cue.start < source.end),
        "passive by": float(grammar.preposition(root) == "by"),
    }
    return {name: value for name, value in made.items() if value}


def _within(span: Span, others: Iterable[Span]) -> bool:
    return any(o.start <= span.start and span.end <= o.end for o in others)


@cache
def weights(model: str) -> Features:
    """Return the weights of ``content`` or ``source``; ``bias`` is the intercept."""
    text = data_path("models", "voices", "linker.json").read_text(encoding="utf-8")
    return dict(json.loads(text)[model])


def probability(model: str, features: Features, bonus: float = 0.0) -> float:
    """Return the probability that a pair belongs together; ``bonus`` is added to its log odds."""
    known = weights(model)
    total = (
        known["bias"]
        + bonus
        + sum(known.get(name, 0.0) * value for name, value in features.items())
    )
    return 1 / (1 + math.exp(-total))


def candidates(spans: Sequence[Span], anchor: Span, places: Places, reach: int) -> list[Span]:
    """Return the spans within some sentences of the anchor's first or last word, overlaps left out."""
    low, high = places.sentence[anchor.start] - reach, places.sentence[anchor.end - 1] + reach
    return [
        s for s in spans
        if low <= places.sentence[s.start] <= high
        and not (s.start < anchor.end and anchor.start < s.end)
    ]  # fmt: skip
