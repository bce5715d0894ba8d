"""The clauses that an event hangs on, their auxiliaries, and the tense these give it."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.language import grammar as g
from helpers.language.plain import Token

FUTURE = {"will", "shall", "'ll", "’ll", "wo"}
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


def tense_of(head: Token, modality: str) -> str:
    """Return ``past``, ``present`` or ``future``, as the nearest finite clause has it."""
    if modality == "planned":
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
