"""Where the phrase of a party begins and ends: no half of a clause, of a number, of a pair of marks."""

from __future__ import annotations

from helpers.events.lexicon import word_list
from helpers.events.people import mentions_name
from helpers.events.subjects import is_time
from helpers.language import grammar as g
from helpers.language.plain import Span, Token

_AFTER_COMMA = {"of", "from", "including", "like"}
_WH = {"WP", "WDT", "WP$"}
_TEMPORAL = {"after", "before", "during", "since", "until", "despite", "amid", "following"}


def in_full_quotes(span: Span) -> Span:
    """Return a phrase with both marks of a pair, the second if it is right beside it, or with none."""
    marks = [t for t in span if _is_mark(t)]
    if len(marks) % 2 == 0:
        return span
    mark, doc = marks[-1], span.doc
    if span.end < len(doc) and _is_mark(doc[span.end]) and mark.i < span.end - 1:
        return doc[span.start : span.end + 1]
    if span.start and _is_mark(doc[span.start - 1]) and mark.i > span.start:
        return doc[span.start - 1 : span.end]
    if mark.i == span.start:
        return doc[mark.i + 1 : span.end]
    return doc[span.start : mark.i] if mark.i == span.end - 1 else span


def _is_mark(word: Token) -> bool:
    return word.is_quote and (word.text not in {"'", "’"} or word.tag_ in {"``", "''"})


def without_half_a_clause(span: Span, head: Token) -> Span:
    """Cut a phrase before a relative pronoun whose verb it leaves out (*boats, *which, they say* …*)."""
    for word in span:
        if word.tag_ in {"WDT", "WP"} and word.i > head.i and word.head.i >= span.end:
            end = word.i - 1 if word.nbor(-1).is_punct or word.nbor(-1).pos_ == "ADP" else word.i
            return span.doc[span.start : end]
    return span


def trimmed(span: Span, head: Token) -> Span:
    """Cut what is no part of a noun phrase at its edges: *whose*, *also*, a preposition without noun."""
    start, end = span.start, span.end
    while start < head.i and (span.doc[start].tag_ == "WP$" or span.doc[start].lower_ == "also"):
        start += 1
    for word in span:
        if (aside := _is_aside(word, head)) or _is_attempt(word, head):
            end = min(t.i for t in [word, *g.children(word, {"case"})]) - aside
            break
    while end - 1 > head.i and span.doc[end - 1].tag_ in {"IN", "TO", "WDT", "WP"}:
        end -= 1
    return span.doc[start:end]


def _is_aside(word: Token, head: Token) -> bool:
    """Whether a preposition behind a comma or a relative pronoun begins an aside (*Lund, *in the name of* …*)."""
    if word.i <= head.i or word.nbor(-1).text != ",":
        return False
    linked = word.dep_ == "case" and word.lower_ not in _AFTER_COMMA
    return word.tag_ in _WH or (linked and not mentions_name(g.phrase(word.head)))


def _is_attempt(noun: Token, head: Token) -> bool:
    """Whether what somebody wants was hung on what he does it to (*cut *its price in an effort* to …*)."""
    meant = word_list("noun_control").get(noun.lemma_.lower()) == "holder"
    return meant and noun.i > head.i and g.preposition(noun) in {"in", "with"}


def whole_number(span: Span) -> Span:
    """Give *(at) least 28 people* its preposition back."""
    before = span.doc[span.start - 1] if span.start else None
    if span[0].lower_ in {"least", "most"} and before is not None and before.lower_ == "at":
        return span.doc[span.start - 1 : span.end]
    return span


def without_time(span: Span, head: Token) -> Span:
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
