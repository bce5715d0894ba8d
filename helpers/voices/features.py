"""What the linker looks at: features of a content beside a cue, and of a cue beside a source."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.voices import cues
from helpers.voices.link import Features, Places, between, within
from helpers.voices.sources import is_pronoun

_MAIN = {"ROOT", "root", "parataxis"}
_MANY = 3
"""Marks that stand between two others are counted up to so many."""


def _gap(a: Span, b: Span) -> tuple[int, int]:
    """First and last word (half open) of what stands between two spans."""
    return (a.end, b.start) if a.end <= b.start else (b.end, a.start)


def _count(spans: Iterator[Span]) -> float:
    return float(sum(1 for _ in islice(spans, _MANY)))


def _above(token: Token, ancestor: Token, reach: int = 12) -> int:
    """How many arcs the token is below an ancestor; 0 if it is not below it."""
    for steps in range(1, reach):
        if token.head.i == token.i:
            return 0
        token = token.head
        if token.i == ancestor.i:
            return steps
    return 0


def _distance(places: Places, gap: tuple[int, int], side: str) -> Features:
    """How far two spans of the article stand apart, and what stands between them."""
    start, end = gap
    words = places.words(start, end)
    last = places.doc[max(start, end - 3) : max(start, end)]
    return {
        side: 1.0,
        f"distance {side}": math.log1p(words),
        f"no word between {side}": float(not words),
        f"cues between {side}": _count(between(places.cues, start, end)),
        f"contents between {side}": _count(between(places.contents, start, end)),
        f"sources between {side}": _count(between(places.sources, start, end)),
        f"full stop between {side}": float(places.stops(start, end) > 0),
        f"colon between {side}": float(any(t.text == ":" for t in last)),
    }


def _cue_word(head: Token) -> Features:
    """What kind of cue it is: its word class, how surely it is one, where its clause stands."""
    relative = head.dep_ in grammar.RELATIVE or any(
        t.tag_ in {"WP", "WDT"} for t in grammar.subjects(head)
    )
    return {
        f"cue {cues.word_class(head) or 'other'}": 1.0,
        "cue precision": cues.precision(cues.lemma(head), cues.word_class(head)),
        "cue leads its sentence": float(head.dep_ in _MAIN),
        "cue in a relative clause": float(relative),
        "cue participle": float(head.tag_ == "VBG"),
    }


def content_features(places: Places, content: Span, cue: Span) -> Features:
    """Describe how a piece of content stands to a cue."""
    head, root = places.heads[cue.start, cue.end], places.root(content)
    side = "after" if cue.start >= content.end else "before"
    nearest = content.end - 1 if side == "after" else content.start
    apart = abs(places.sentence[nearest] - places.sentence[cue.start])
    below, over = _above(root, head), _above(head, root)
    quotation, cited = places.quotes.at(content[0].idx), places.quotes.at(cue[0].idx)
    pointed = places.pointers.get(content.start, (None, None))[0]
    speech = "quoted" if quotation is not None else "retold"
    made = _distance(places, _gap(content, cue), side)
    made |= {f"{speech} {name}": value for name, value in made.items()} | _cue_word(head)
    made |= {
        "other sentence": float(apart > 0),
        f"{speech} sentences apart {side}": min(4.0, apart),
        f"{speech} other sentence {side}": float(apart > 0),
        "other paragraph": float(places.paragraph[content.start] != places.paragraph[cue.start]),
        f"hangs on it {root.dep_ if below == 1 else ''}": float(below == 1),
        "below it": float(below > 1),
        "over it": float(over == 1),
        "far over it": float(over > 1),
        "in one quotation": float(quotation is not None and quotation == cited),
        "cue quoted": float(cited is not None),
        "cue quoted elsewhere": float(cited is not None and quotation != cited),
        "pointed at": float(pointed is not None and cue.start <= pointed < cue.end),
    }
    if quotation is not None:
        made |= _beside_quotation(places, (quotation.start, quotation.end), cue, side)
    return {name: value for name, value in made.items() if value}


def _beside_quotation(places: Places, quotation: tuple[int, int], cue: Span, side: str) -> Features:
    """How a quotation and a cue meet: a comma leads on to a cue, a full stop leads back to one."""
    text = places.quotes.text
    bare = text[quotation[0] : quotation[1]].rstrip("\"”'’»")
    before = text[max(0, quotation[0] - 3) : quotation[0]].rstrip(" \n")
    ending = {",": "comma", "?": "question", "!": "question"}.get(bare[-1:], "stop")
    opening = {",": "comma", ":": "colon", "": "line"}.get(before[-1:], "other")
    if "\n" in text[max(0, quotation[0] - 2) : quotation[0]]:
        opening = "line"
    near = (cue.start_char - quotation[1] if side == "after" else quotation[0] - cue.end_char) < 60
    paragraph = places.paragraph[cue.start] == places.paragraph[places.quotes.span(*quotation)[0].i]
    return {
        f"quotation ends in {ending}, cue {side}": 1.0,
        f"quotation ends in {ending}, cue near {side}": float(near),
        f"quotation opens after {opening}, cue {side}": 1.0,
        f"quotation opens after {opening}, cue near {side}": float(near),
        f"quotation in the cue's paragraph {side}": float(paragraph),
        f"quotation in the cue's paragraph, opens after {opening} {side}": float(paragraph),
    }


def no_cue(places: Places, content: Span) -> Features:
    """Describe a piece of content that may have no cue."""
    speech = "quoted" if places.quoted(content) else "retold"
    return {"nobody": 1.0, f"nobody {speech}": 1.0}


def source_features(places: Places, cue: Span, source: Span, marked: bool) -> Features:
    """Describe how a source (``marked`` by the encoder, or named by grammar alone) stands to a cue."""
    head, subject = places.heads[cue.start, cue.end], places.subject[cue.start, cue.end]
    side, root = "after" if source.start >= cue.end else "before", places.root(source)
    apart = abs(places.sentence[source.start] - places.sentence[cue.start])
    named = subject is not None and source.start <= subject.i < source.end
    kind = cues.word_class(head) or "other"
    made = _distance(places, _gap(cue, source), side)
    made |= {
        "marked": float(marked),
        f"marked {kind}": float(marked),
        "sentences apart": min(4.0, apart),
        "other sentence": float(apart > 0),
        f"other sentence {side}": float(apart > 0),
        f"other paragraph {side}": float(
            places.paragraph[source.start] != places.paragraph[cue.start]
        ),
        "grammar names it": float(named),
        f"grammar names it {kind} {head.dep_}": float(named),
        "grammar names another": float(subject is not None and not named),
        f"hangs on it {root.dep_ if root.head.i == head.i else ''}": float(root.head.i == head.i),
        "cue hangs on it": float(head.head.i == root.i),
        "shares its head": float(head.head.i == root.head.i),
        "inside a content": float(within(source, places.contents)),
        "cue inside a content": float(within(cue, places.contents)),
        "pronoun": float(is_pronoun(source)),
        "relative pronoun": float(root.tag_ in {"WP", "WDT"}),
        f"name {root.ent_type_}": float(bool(root.ent_type_)),
        f"word {root.pos_}": 1.0,
        "passive by": float(grammar.preposition(root) == "by"),
        "source quoted": float(places.quoted(source)),
    }
    return {name: value for name, value in made.items() if value}


def no_source(places: Places, cue: Span) -> Features:
    """Describe a cue that may be nobody's."""
    head, subject = places.heads[cue.start, cue.end], places.subject[cue.start, cue.end]
    kind = cues.word_class(head) or "other"
    passive = grammar.is_passive(head)
    made = {
        "nobody": 1.0,
        f"nobody {kind}": 1.0,
        f"nobody {kind} {head.dep_}": 1.0,
        f"nobody {head.tag_}": 1.0,
        "nobody passive": float(passive),
        "nobody by grammar": float(subject is None),
        "nobody according": float(head.lower_ == "according"),
    }
    return {name: value for name, value in made.items() if value}
