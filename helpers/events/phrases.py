"""The words of an agent or a patient: its whole phrase, with the name that tells who it is."""

from __future__ import annotations

from helpers.events.counts import SCALES
from helpers.events.lexicon import noun_classes
from helpers.events.people import mentions_actor, mentions_name
from helpers.events.phrase_edges import (
    in_full_quotes,
    trimmed,
    whole_number,
    without_half_a_clause,
    without_time,
)
from helpers.events.subjects import is_time
from helpers.language import grammar as g
from helpers.language.plain import Span, Token

_LINKING = {"with", "alongside", "against", "by", "from", "of"}
_WHERE = {"in", "of", "from", "at", "near", "outside", "inside", "across", "on", "between", "along"}
_EMPTY = {"those", "one", "ones", "anyone", "everyone", "someone", "somebody", "anybody"}
_ROOM = 12
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
    if apart or last.start < first.start or _is_second_object(heads, first, last):
        return in_full_quotes(first)
    return in_full_quotes(first.doc[first.start : max(last.end, first.end)])


def _is_second_object(heads: list[Token], first: Span, last: Span) -> bool:
    """Whether a noun follows another without *and*: what somebody is given (*offered pupils a meal*)."""
    second = max(heads, key=lambda t: t.i)
    bare = second.dep_ in g.OBJECT and second.pos_ == "NOUN" and last.start == first.end
    return bare and any(c.dep_ in {"det", "nmod:poss"} for c in second.children)


def _phrase(head: Token, long: bool, whole: bool) -> Span:
    if head.tag_ == "PRP":
        return head.doc[head.i : head.i + 1]
    if head.dep_ == "conj" and head.pos_ == "ADJ" and _noun_of(head).i > head.i:
        return head.doc[head.i : _noun_of(head).i + 1]
    span = without_time(_of_all(_of_quantity(g.phrase(head), head), head), head)
    if len(span) > 1 and span[-1].lower_ in {"'s", "’s", "'", "’"}:
        span = span.doc[span.start : span.end - 1]
    if len(span) > 1 and span[0].lower_ in _LINKING:
        span = span.doc[span.start + 1 : span.end]
    span = _with_owner(_with_place(_with_name(span, head), head), head)
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
    return whole_number(trimmed(_with_clause(without_half_a_clause(span, head), head), head))


def _with_clause(span: Span, head: Token) -> Span:
    """Give *those* and *one* the clause without which they are nobody (*those *who fled**)."""
    if head.lower_ not in _EMPTY or span.end > head.i + 1:
        return span
    clause = next(
        (c for c in head.children if c.dep_ in g.RELATIVE | {"acl"} and c.i > head.i), None
    )
    if clause is None or min(t.i for t in clause.subtree if not t.is_punct) != span.end:
        return span
    last = max(t.i for t in clause.subtree)
    rest = span.doc[clause.i : last + 1]
    stop = next((t.i for t in rest if t.is_punct and not t.is_quote), last + 1)
    return span.doc[span.start : stop if stop - span.start <= _ROOM else clause.i + 1]


def _of_quantity(span: Span, head: Token) -> Span:
    """Give *almost all* the noun it is of, where a comma inside it cut the phrase."""
    if head.pos_ not in {"DET", "PRON", "NUM", "ADJ"} or span.end > head.i + 1:
        return span
    nouns = [n for p, n in g.prepositional(head) if p == "of"]
    beside = g.children(head.head, g.OBLIQUE | g.NOMINAL_MODIFIER)
    nouns += [n for n in beside if g.preposition(n) == "of" and g.phrase(n).start == head.i + 2]
    return span.doc[span.start : g.phrase(nouns[0]).end] if nouns else span


def _of_all(span: Span, head: Token) -> Span:
    """Give a number all that it counts (*a total of nine rowers *and a cook**)."""
    counts = head.lemma_.lower() in {*SCALES, *noun_classes()["series"], "total"}
    counted = next((n for p, n in g.prepositional(head) if p == "of"), None) if counts else None
    if counted is None or span.end - 1 != g.phrase(counted).end - 1:
        return span
    for noun in g.conjuncts(counted)[1:]:
        more = g.phrase(noun)
        if more.start - span.end != 1 or any(c.dep_ == "det" for c in noun.children):
            break
        span = span.doc[span.start : more.end]
    return span


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
    after = span.doc[span.end] if span.end < len(span.doc) else head
    split = after.ent_type_ == "PERSON" and after.head == head.head and head.tag_ == "NNP"
    named = split and after.dep_ in g.SUBJECT | g.OBJECT and not head.ent_type_
    return span.doc[span.start : g.phrase(after).end] if named else span


def _with_owner(span: Span, head: Token) -> Span:
    """Add the name before a lone *'s* that a parser hung on the noun itself (*KBC's host*)."""
    mark = span.doc[span.start - 1] if span.start else head
    if mark.tag_ != "POS" or mark.head != head or mark.i == 0:
        return span
    owner = mark.nbor(-1)
    mine = owner.head == head and owner.dep_ in g.COMPOUND
    return span.doc[g.phrase(owner).start : span.end] if mine else span


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
