"""Hearers: whoever is told or asked something is no part of what is told, and does not tell it."""

from __future__ import annotations

from bisect import bisect_right

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.voices import link
from helpers.voices.asked import asker, is_asked
from helpers.voices.rules import Attribution
from helpers.voices.sources import source_span
from helpers.voices.stance import head_of

HEARER = {"obj", "iobj", "dobj", "dative"}
TOLD = {"that", "why", "whether", "if", "how", "what", "who", "when", "where"}
"""Words with which a clause begins that somebody is told."""
_TOPIC = frozenset(["about", "on", "over", "for"])
"""Prepositions before what somebody is asked or told."""


def asked_about(places: link.Places, one: Attribution) -> Attribution | None:
    """Leave the hearer out of what is asked, or take the question that stands before.

    ``*Reed was* asked about the pier``: the pier is what is asked, and Reed the one who is.
    None if nothing is left.
    """
    head = head_of(one.cue) if one.cue is not None else None
    if one.cue is None or head is None or not is_asked(head) or one.start >= one.cue.start_char:
        return one
    hearer = {t.i for t in (*grammar.passive_subjects(head), *grammar.subjects(head))}
    words = places.quotes.span(one.start, one.end)
    before = [t.i for t in words if t.i < one.cue.start]
    if hearer.isdisjoint(before):
        return one
    said = (
        places.doc[one.cue.end : words.end] if words.end > one.cue.end else _behind(one.cue, head)
    )
    if said is None:
        return _question(places, one)
    return one._replace(start=said.start_char, end=said.end_char, pieces=())


def _behind(cue: Span, head: Token) -> Span | None:
    """What is asked, behind its cue by grammar (``asked *about the pier*``, ``asked *to leave*``)."""
    told = [t for t in grammar.complements(head) if t.i >= cue.end]
    told += [t for p, t in grammar.prepositional(head) if p in _TOPIC]
    if not told:
        return None
    branch = [t.i for t in told[0].subtree if t.i >= cue.end]
    return cue.doc[branch[0] : branch[-1] + 1] if branch else None


def _question(places: link.Places, one: Attribution) -> Attribution | None:
    """The question before the sentence in which somebody was asked it."""
    assert one.cue is not None
    at = bisect_right(places.read, one.cue.start, key=_first) - 1
    if at < 1 or not places.read[at - 1].text.rstrip().endswith("?"):
        return None
    before = places.read[at - 1]
    if places.quotes.within(before.start_char, before.end_char):
        return None
    return one._replace(start=before.start_char, end=before.end_char, pieces=())


def _first(sentence: Span) -> int:
    return sentence.start


def asker_of(places: link.Places, head: Token) -> Span | None:
    """Return who asks somebody who is asked, as marked where the encoder has marked it."""
    who = asker(head)
    if who is None:
        return None
    return next((s for s in places.sources if s.start <= who.i < s.end), source_span(who))


def without_hearer(places: link.Places, cue: Span, piece: Span) -> Span:
    """Begin a clause after the one who is told it (``told *us* there was no retreat``)."""
    head, first = places.heads[cue.start, cue.end], piece.start
    if first < cue.end or places.quoted(piece):
        return piece
    hearer = next((t for t in head.children if t.dep_ in HEARER and first <= t.i < piece.end), None)
    clause = next((t for t in head.children if t.dep_ == "ccomp" and first < t.i < piece.end), None)
    if hearer is None or clause is None:
        return piece
    end = max(t.i for t in hearer.subtree) + 1
    begins = min(t.i for t in hearer.subtree) == first and min(t.i for t in clause.subtree) == end
    told = hearer.pos_ == "PRON" or piece.doc[end].lower_ in TOLD
    return piece.doc[end : piece.end] if begins and told else piece
