"""The clauses that an event hangs on, their auxiliaries, and the tense these give it."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.events.clauses import is_infinitive
from helpers.events.lexicon import word_list
from helpers.events.noun_status import host_of
from helpers.language import grammar as g
from helpers.language.plain import Token

FUTURE = {"will", "shall", "'ll", "’ll", "wo"}
_OPEN = {"may", "might", "would", "'d", "’d"}
_TRUE = {"asserted", "factive"}
_CIRCUMSTANCE = {"how", "when", "where", "why"}
_PRESENT = {"VBZ", "VBP"}
_LINKS = g.CLAUSAL_COMPLEMENT | {"conj", "acl"} | g.ADVERB_CLAUSE
_MAIN = {"ROOT", "parataxis"} | g.RELATIVE


def chain(verb: Token) -> Iterator[tuple[Token, str]]:
    """Yield the clause's own predicate, then those it hangs on, each with how it hangs there."""
    yield verb, "self"
    seen = {verb.i}
    while _hangs_on(verb) and verb.head.i not in seen:
        yield verb.head, verb.dep_
        verb = verb.head
        seen.add(verb.i)


def _hangs_on(verb: Token) -> bool:
    return verb.dep_ in _LINKS or (verb.dep_ == "csubj" and is_infinitive(verb))


def completes(verb: Token) -> bool:
    """Tell whether an infinitive completes a verb that a parser has it modify (*failed on Monday to*, *used it to*)."""
    head = verb.head
    known = word_list("control").get(head.lemma_.lower()) == "subject" and not g.objects(head)
    used = head.lemma_.lower() == "use" and bool(g.objects(head))
    judged = head.pos_ == "ADJ" and word_list("modality").get(head.lemma_.lower()) in _TRUE
    return (known or used or judged) and verb.dep_ in g.ADVERB_CLAUSE and is_infinitive(verb)


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
    to_come = was and not g.negated(verb)
    return (perfect or any(w.tag_ == "VBD" for w in words)) and not to_come


def asks_how(clause: Token) -> bool:
    """Tell whether a clause asks only for the circumstances of what was (*unclear why he *was held**)."""
    first = [c for c in g.children(clause, {"advmod", "mark"}) if c.lower_ in _CIRCUMSTANCE]
    first += [clause.head] if clause.head.lower_ in _CIRCUMSTANCE else []
    embedded = clause.dep_ in g.CLAUSAL_COMPLEMENT | {"csubj", "advcl:relcl", "acl:relcl"}
    return embedded and bool(first) and first[0].i < clause.i and is_past(clause)


def lies_ahead(head: Token, modality: str) -> bool:
    """Tell whether an event that is not certain is one to come (*may close*, *urged them to leave*)."""
    words = {a.lower_ for a in own_auxiliaries(head)}
    if modality == "asserted" or head.tag_ == "VBG" or words & {"have", "had", "has", "’ve", "'ve"}:
        return False
    if words & _OPEN or ("could" in words and not g.negated(head)):
        return True
    first = head
    while first.dep_ == "conj" and first.tag_ == first.head.tag_ and not g.subjects(first):
        first = first.head
    wished = modality == "hypothetical" or (modality == "possible" and first.head.pos_ == "ADJ")
    return wished and first.tag_ == "VB" and any(c.lower_ == "to" for c in first.children)


def tense_of(head: Token, modality: str) -> str:
    """Return ``past``, ``present`` or ``future``, as the nearest finite clause has it."""
    if modality == "planned" or lies_ahead(head, modality):
        return "future"
    for predicate, _ in chain(head):
        if found := _finite(predicate):
            return found
    return _of_participle(head)


def _finite(predicate: Token) -> str:
    """The tense of a clause's own finite verb, ``""`` if it has none."""
    helping = own_auxiliaries(predicate)
    words = [*helping, predicate]
    tags = {w.tag_ for w in words}
    if any(w.lower_ in FUTURE for w in words):
        return "future"
    if not helping and _is_base_form(predicate):
        return "present"
    if "VBD" in tags or any(map(_is_perfect, helping)):
        return "past"
    return "present" if tags & _PRESENT else ""


def _is_perfect(auxiliary: Token) -> bool:
    """Whether an auxiliary is *have*, also the short one of *who*'s* fought*."""
    if auxiliary.lower_ in {"have", "has", "having", "'ve", "’ve"}:
        return auxiliary.dep_ in g.AUXILIARY
    short = auxiliary.lower_ in {"'s", "’s"} and auxiliary.dep_ == "aux"
    return short and auxiliary.head.tag_ == "VBN" and not g.passive_subjects(auxiliary.head)


def _is_base_form(verb: Token) -> bool:
    """Whether a verb that stands as in the lexicon behind its subject is a present tense, whatever its tag.

    A tagger takes it for a past tense (*the mayors *applaud* it*) or an infinitive.
    """
    if verb.tag_ not in {"VBD", "VB"} or not verb.lower_ == verb.lemma_.lower() != "be":
        return False
    if not any(s.i < verb.i and s.tag_ not in {"NN", "NNP"} for s in g.subjects(verb)):
        return False
    if verb.tag_ == "VB":
        return verb.dep_ in _MAIN and not g.children(verb, {"mark"})
    return verb.lower_ not in word_list("irregular") and not verb.lower_.endswith("ed")


def _of_participle(head: Token) -> str:
    """The tense of the clause that a noun's active participle stands in (*uses a drug *killing* bees*)."""
    host = host_of(head) if head.tag_ == "VBG" and head.dep_ == "acl" else None
    return (
        "past" if host is None else next(filter(None, (_finite(p) for p, _ in chain(host))), "past")
    )
