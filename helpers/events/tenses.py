"""The clauses that an event hangs on, their auxiliaries, and the tense these give it."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.events.clauses import is_infinitive
from helpers.events.lexicon import word_list
from helpers.language import grammar as g
from helpers.language.plain import Token

FUTURE = {"will", "shall", "'ll", "’ll", "wo"}
_OPEN = {"may", "might", "would", "'d", "’d"}
_PRESENT = {"VBZ", "VBP"}
_LINKS = g.CLAUSAL_COMPLEMENT | {"conj", "acl"} | g.ADVERB_CLAUSE


def chain(verb: Token) -> Iterator[tuple[Token, str]]:
    """Yield the clause's own predicate, then those it hangs on, each with how it hangs there."""
    yield verb, "self"
    seen = {verb.i}
    while verb.dep_ in _LINKS and verb.head.i not in seen:
        yield verb.head, verb.dep_
        verb = verb.head
        seen.add(verb.i)


def completes(verb: Token) -> bool:
    """Tell whether an infinitive completes a verb that a parser has it modify (*failed on Monday to*)."""
    head = verb.head
    known = word_list("control").get(head.lemma_.lower()) == "subject" and not g.objects(head)
    return known and verb.dep_ in g.ADVERB_CLAUSE and is_infinitive(verb)


def own_auxiliaries(verb: Token) -> list[Token]:
    """A verb's auxiliaries; those of the first of coordinated verbs count for the others."""
    own = g.auxiliaries(verb)
    if own or verb.dep_ != "conj" or g.subjects(verb) or g.passive_subjects(verb):
        return own
    return own_auxiliaries(verb.head) if verb.head.tag_ == verb.tag_ or verb.tag_ == "VB" else []


def is_due(verb: Token) -> bool:
    """Tell whether a clause says what is due (*the vote *is to* be held*); who *is to blame* is blamed."""
    if verb.lemma_.lower() == "blame":
        return False
    to = [c.i for c in verb.children if c.lower_ == "to" and c.dep_ in {"mark", "aux"}]
    return any(
        c.lower_ in {"is", "are", "was", "were", "’s", "'s", "’re", "'re"} and c.i + 1 in to
        for c in verb.children
        if c.dep_ in g.AUXILIARY | {"cop"}
    )


def is_past(verb: Token) -> bool:
    """Tell whether a clause with a subject of its own tells what was (*had closed*, *closed*)."""
    words = [*own_auxiliaries(verb), verb]
    if any(w.lower_ in {"would", "could", "might", "'d", "’d"} for w in words):
        return False
    if not (g.subjects(verb) or g.passive_subjects(verb)):
        return False
    perfect = any(w.lower_ in {"have", "has"} for w in words[:-1])
    was = any(w.lower_ in {"was", "were"} for w in words[:-1]) and verb.tag_ == "VBG"
    return (perfect or any(w.tag_ == "VBD" for w in words)) and not was


def lies_ahead(head: Token, modality: str) -> bool:
    """Tell whether an event that is not certain is one to come (*may close*, *urged them to leave*)."""
    words = {a.lower_ for a in own_auxiliaries(head)}
    if modality == "asserted" or head.tag_ == "VBG" or words & {"have", "had", "has", "’ve", "'ve"}:
        return False
    if words & _OPEN or ("could" in words and not g.negated(head)):
        return True
    wished = modality == "hypothetical" or (modality == "possible" and head.head.pos_ == "ADJ")
    return wished and head.tag_ == "VB" and any(c.lower_ == "to" for c in head.children)


def tense_of(head: Token, modality: str) -> str:
    """Return ``past``, ``present`` or ``future``, as the nearest finite clause has it."""
    if modality == "planned" or lies_ahead(head, modality):
        return "future"
    for predicate, _ in chain(head):
        words = [*own_auxiliaries(predicate), predicate]
        tags = {w.tag_ for w in words}
        if any(w.lower_ in FUTURE for w in words):
            return "future"
        if "VBD" in tags or any(
            w.lower_ in {"have", "has", "'ve", "’ve"} and w.dep_ in g.AUXILIARY for w in words
        ):
            return "past"
        if tags & _PRESENT:
            return "present"
    return "past"
