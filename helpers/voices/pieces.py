"""The marks of an article made ready: cues, sources, and the pieces of content between them."""

from __future__ import annotations

from bisect import bisect_left

from helpers.language import reading_sentences
from helpers.language.plain import Doc, Span, Token
from helpers.voices import cues, link, rules

SURE_CUE, SURE_USES = 0.9, 20
"""Precision and uses in the training part from which a verb is a cue without a mark."""
LEAST_WORD = 0.5
"""Probability from which a word is content although the best label says otherwise."""

EMPTY = {"ADP", "PART", "SCONJ", "DET", "CCONJ", "PUNCT", "SPACE", "AUX", "SYM"}
"""A content of nothing but these is no content."""
OPEN_END = {
    "case", "det", "amod", "compound", "nummod", "nmod:poss", "mark", "aux", "aux:pass", "poss", "cop",
}  # fmt: skip
LONGEST_END = 5
"""Words that may be added for a piece to end with the noun or verb its last word belongs to."""


def places_of(doc: Doc) -> link.Places:
    """The marks in what is read; overlaps between cues and contents are settled for the cue."""
    read = [(s.start, s.end) for _, _, s in reading_sentences(doc)]
    inside = {i for start, end in read for i in range(start, end)}
    kept = {
        role: [s for s in doc.spans[f"voice_{role}"] if s.start in inside]
        for role in ("cue", "source", "content")
    }
    found = _pieces(doc, read, {t.i for s in (*kept["cue"], *kept["source"]) for t in s})
    taken = {t.i for s in (*kept["cue"], *kept["source"], *found) for t in s}
    pieces = (_finished(s, taken) for s in found)
    contents = [s for s in pieces if any(_means(t) for t in s)]
    owned = [_whole_owner(s, contents) for s in kept["source"]]
    kept["source"], contents = [s for s, _ in owned], _after(contents, [e for _, e in owned])
    cue_spans = sorted([*kept["cue"], *_plain_cues(doc, kept, contents)])
    return link.Places(doc, cue_spans, kept["source"], contents)


def _means(token: Token) -> bool:
    """Whether a word alone can be what is said: no particle, no *which*."""
    return token.pos_ not in EMPTY and token.tag_ not in {"WDT", "WP"}


def _whole_owner(source: Span, contents: list[Span]) -> tuple[Span, int]:
    """Take what an owner owns into the source after *according to*, and tell where that ends.

    ``According to the *city's own survey*, …``: the survey speaks, and is not what is said.
    """
    doc, last = source.doc, source.end - 1
    told = [t.lower_ for t in doc[max(0, source.start - 2) : source.start]]
    owner = doc[last].head if doc[last].tag_ == "POS" else doc[last]
    possessed = last + 1 < len(doc) and "POS" in {doc[last].tag_, doc[last + 1].tag_}
    if told != ["according", "to"] or not possessed or owner.head.i <= last:
        return source, 0
    end = owner.head.i + 1
    return (doc[source.start : end], end) if end - last <= LONGEST_END else (source, 0)


def _after(contents: list[Span], ends: list[int]) -> list[Span]:
    """Begin contents behind the words that sources have taken."""
    made, sources = [], [0, *sorted(ends)]  # no content begins before the first word
    for span in contents:
        start = max(span.start, sources[bisect_left(sources, span.end) - 1])
        if start == span.start:
            made.append(span)
            continue
        while start < span.end - 1 and span.doc[start].is_punct and not span.doc[start].is_quote:
            start += 1
        made.append(span.doc[start : span.end])
    return made


def _plain_cues(doc: Doc, kept: dict[str, list[Span]], contents: list[Span]) -> list[Span]:
    """Verbs that are cues nearly always (*said*, *adding*) and were not marked as anything."""
    taken = {t.i for role in ("cue", "source") for s in kept[role] for t in s}
    taken |= {t.i for s in contents for t in s}
    made = []
    for sentence in rules.sentences(doc):
        for token in sentence:
            if token.i in taken or token.pos_ != "VERB":
                continue
            entry = cues.entries().get((cues.lemma(token), cues.VERB, "clause"))
            sure = entry and entry.precision >= SURE_CUE and entry.uses >= SURE_USES
            if sure and _has_clause(token, bool(contents)):
                made.append(doc[token.i : token.i + 1])
    return made


def _has_clause(token: Token, any_content: bool) -> bool:
    """Whether a clause or a quotation completes a verb of saying (not *reporting from the town*)."""
    doc = token.doc
    near = [t for t in doc[max(0, token.i - 5) : token.i + 3] if t.is_quote]
    if token.tag_ == "VBG":
        return any(
            pattern == "clause" for pattern, _ in cues.patterns(token) if token.dep_ != "parataxis"
        )
    return any_content and (
        bool(near) or any(pattern == "clause" for pattern, _ in cues.patterns(token))
    )


def _pieces(doc: Doc, read: list[tuple[int, int]], taken: set[int]) -> list[Span]:
    """The marked contents, with the words beside and between them that are nearly as likely."""
    inside = doc.user_data.get("voice_content", [0.0] * len(doc))
    spans = doc.spans["voice_content"]
    begins = {s.start for s in spans}
    sure = {i for s in spans for i in range(s.start, s.end)}
    made: list[list[int]] = []
    for low, high in read:
        for i in range(low, high):
            if i not in sure and (inside[i] < LEAST_WORD or i in taken):
                continue
            if made and i not in begins and _adjoins(doc, made[-1][1], i, i in sure):
                made[-1][1] = i + 1
            else:
                made.append([i, i + 1])
    return [doc[a:b] for a, b in made if not sure.isdisjoint(range(a, b))]


def _finished(piece: Span, taken: set[int]) -> Span:
    """Go on to the noun that the last word of a piece belongs to (``a siege on the *city*``)."""
    doc, last = piece.doc, piece.end
    while last > piece.start and doc[last - 1].dep_ in OPEN_END and doc[last - 1].head.i >= last:
        reached = doc[last - 1].head.i + 1
        if reached - last > LONGEST_END or taken & set(range(last, reached)):
            break
        if any(t.is_sent_start or t.is_punct for t in doc[last:reached]):
            break
        last = reached
    return doc[piece.start : last]


def _adjoins(doc: Doc, end: int, i: int, sure: bool) -> bool:
    return end == i or (sure and all(t.is_space for t in doc[end:i]))
