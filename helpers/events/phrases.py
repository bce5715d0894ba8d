"""The words of an agent or a patient: its whole phrase, with the name that tells who it is."""

from __future__ import annotations

from helpers.events.people import mentions_actor, mentions_name
from helpers.events.subjects import is_time
from helpers.language import grammar as g
from helpers.language.plain import Span, Token

_TEMPORAL = {"after", "before", "during", "since", "until", "despite", "amid", "following"}
_LINKING = {"with", "alongside", "against", "by", "from", "of"}
_WHERE = {"in", "of", "from", "at", "near", "outside", "inside", "across", "on", "between", "along"}
_BESIDE_NAME = {"appos", "flat", "nmod:desc", "compound", "nmod:unmarked"}


def joint_phrase(heads: list[Token], *, long: bool = False, whole: bool = False) -> Span | None:
    """Return one span over coordinated phrases, or the first phrase if they do not stand together.

    A participle or infinitive that completes a noun (*the march staged by miners*) is kept if only
    it says who is concerned, or if ``long``; with ``whole`` also where the noun is a group without a
    name (*hackers working for the navy of Norway*).
    """
    if not heads:
        return None
    spans = [_phrase(head, long, whole) for head in sorted(heads, key=lambda t: t.i)]
    first, last = spans[0], spans[-1]
    between = first.doc[first.end : max(last.start, first.end)]
    apart = any(t.pos_ in {"VERB", "SCONJ"} for t in between)
    if apart or last.start < first.start:
        return first
    return first.doc[first.start : max(last.end, first.end)]


def _phrase(head: Token, long: bool, whole: bool) -> Span:
    if head.tag_ == "PRP":
        return head.doc[head.i : head.i + 1]
    if head.dep_ == "conj" and head.pos_ == "ADJ" and _noun_of(head).i > head.i:
        return head.doc[head.i : _noun_of(head).i + 1]
    span = _without_time(_of_quantity(g.phrase(head), head), head)
    if len(span) > 1 and span[-1].lower_ in {"'s", "’s", "'", "’"}:
        span = span.doc[span.start : span.end - 1]
    if len(span) > 1 and span[0].lower_ in _LINKING:
        span = span.doc[span.start + 1 : span.end]
    span = _with_place(_with_name(span, head), head)
    has = {c.dep_ for c in head.children}
    nameless = not (mentions_name(span) if whole else mentions_actor(span))
    clause = ("acl" in has and not has & g.RELATIVE) or (whole and bool(has & g.RELATIVE))
    if clause and (long or nameless):
        full = g.phrase(head, full=True)
        room = 16 if not has & g.RELATIVE else 12
        whole_clause = full.end > max(t.i for t in head.subtree if not t.is_punct)
        if (
            len(full) <= room
            and (whole_clause or not has & g.RELATIVE)
            and (mentions_name(full) if whole and not long else mentions_actor(full))
        ):
            return full
    return _whole_number(_without_half_a_clause(span, head))


def _without_half_a_clause(span: Span, head: Token) -> Span:
    """Cut a phrase before a relative pronoun whose verb it leaves out (*boats, *which, they say* …*)."""
    for word in span:
        if word.tag_ in {"WDT", "WP"} and word.i > head.i and word.head.i >= span.end:
            end = word.i - 1 if word.nbor(-1).is_punct or word.nbor(-1).pos_ == "ADP" else word.i
            return span.doc[span.start : end]
    return span


def _of_quantity(span: Span, head: Token) -> Span:
    """Give *almost all* the noun it is of, where a comma inside it cut the phrase."""
    if head.pos_ not in {"DET", "PRON", "NUM", "ADJ"} or span.end > head.i + 1:
        return span
    nouns = [n for p, n in g.prepositional(head) if p == "of"]
    beside = g.children(head.head, g.OBLIQUE | g.NOMINAL_MODIFIER)
    nouns += [n for n in beside if g.preposition(n) == "of" and g.phrase(n).start == head.i + 2]
    return span.doc[span.start : g.phrase(nouns[0]).end] if nouns else span


def _noun_of(adjective: Token) -> Token:
    """The noun that coordinated adjectives describe (*Irish and *Dutch officials**)."""
    while adjective.pos_ == "ADJ" and adjective.head.i != adjective.i:
        adjective = adjective.head
    return adjective


def _with_name(span: Span, head: Token) -> Span:
    """Add the name that an apposition gives (*the mayor, Ana Lund*; *the paper La Voz*)."""
    for child in head.children:
        if child.dep_ not in _BESIDE_NAME or child.i < span.end:
            continue
        name = g.phrase(child)
        gap = name.start - span.end
        comma = gap == 1 and span.doc[span.end].text == "," and child.dep_ == "appos"
        short = len(name) <= 9 and mentions_name(name) and not is_time(child)
        if (gap == 0 or (comma and head.ent_type_ not in {"LOC", "GPE"})) and short:
            return span.doc[span.start : name.end]
    return span


def _with_place(span: Span, head: Token) -> Span:
    """Add the place right behind a nameless phrase, wherever a parser hangs it (*targets in Jericho*)."""
    if mentions_name(span) or head.pos_ == "PRON" or head.head == head:
        return span
    for noun in head.head.children:
        if g.preposition(noun) not in _WHERE or is_time(noun):
            continue
        place = g.phrase(noun)
        if place.start - span.end == 1 and mentions_name(place) and len(place) <= 7:
            return span.doc[span.start : place.end]
    return span


def _whole_number(span: Span) -> Span:
    """Give *(at) least 28 people* its preposition back."""
    before = span.doc[span.start - 1] if span.start else None
    if span[0].lower_ in {"least", "most"} and before is not None and before.lower_ == "at":
        return span.doc[span.start - 1 : span.end]
    return span


def _without_time(span: Span, head: Token) -> Span:
    """Cut what tells the time at the end of a noun phrase (*the rebels on Friday, after a raid*)."""
    for token in span:
        if (
            token.i > head.i
            and token.head == head
            and (is_time(token) or g.preposition(token) in _TEMPORAL)
        ):
            start = min(t.i for t in token.subtree)
            return span.doc[span.start : start] if start > head.i else span
    return span
