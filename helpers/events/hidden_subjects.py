"""A verb's subject where a parser has hung it elsewhere: on the object, on the next verb, behind *to*."""

from __future__ import annotations

from helpers.events.lexicon import word_list
from helpers.events.passives import is_verb
from helpers.language import grammar as g
from helpers.language.plain import Token


def told_to(verb: Token) -> list[Token]:
    """Return who stands between a verb and its infinitive, however parsed (*requires *ministers* to resign*)."""
    to = next((c.i for c in verb.children if c.lower_ == "to" and c.i < verb.i), 0)
    noun = verb.doc[to - 1] if to > verb.sent.start else None
    if verb.tag_ != "VB" or noun is None or noun.dep_ not in g.SUBJECT:
        return []
    first = g.phrase(noun).start
    governor = noun.doc[first - 1] if first > verb.sent.start else None
    steered = governor is not None and is_verb(governor) and steers(governor)
    return g.conjuncts(noun) if steered else []


def is_participle(verb: Token) -> bool:
    """Tell whether a noun's participle has its subject before it, if any (*groups *backing* Ana Lund*)."""
    return verb.dep_ == "acl" and verb.tag_ == "VBG"


def gerund(verb: Token, subjects: list[Token]) -> list[Token]:
    """Return a gerund whose object a parser took for a second subject (*Taxing *sugar* helps*)."""
    first = subjects[0] if len(subjects) > 1 else None
    doing = first is not None and first.tag_ == "VBG" and first.dep_ in g.SUBJECT
    plural = any(t.tag_ == "VBP" for t in [verb, *g.auxiliaries(verb)])
    own = doing and not plural and all(t.dep_ != "conj" for t in subjects[1:])
    return subjects[:1] if own else []


def before_gerund(verb: Token) -> list[Token]:
    """Return the pronoun right before a gerund (*the key to *them* winning*)."""
    near = verb.nbor(-1) if verb.tag_ == "VBG" and verb.i > verb.sent.start else None
    mine = near is not None and near.tag_ == "PRP" and near.head.i in {verb.head.i, verb.i}
    return [near] if near is not None and mine and near.dep_ in g.OBLIQUE else []


def across(verb: Token) -> list[Token]:
    """Return the subject that a parser hung on the object, across the verb (*Port Ellan opened talks*)."""
    labels = g.COMPOUND | g.NOMINAL_MODIFIER | g.POSSESSIVE | {"nsubj"}
    found = [c for o in g.objects(verb) for c in o.children if c.i < verb.i and c.dep_ in labels]
    near = [c for c in found if c.pos_ in {"NOUN", "PROPN"} and not g.preposition(c)][:1]
    return near or _taken_by_the_next(verb)


def _taken_by_the_next(verb: Token) -> list[Token]:
    """The subject left of a finite verb that a parser gave to a verb behind it (*war has *drawn* in*)."""
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or (verb.tag_ == "VBN" and g.auxiliaries(verb))
    if not finite or verb.dep_ not in {"ROOT", "ccomp", "advcl"}:
        return []
    later = [c for c in verb.children if c.dep_ in g.ADVERB_CLAUSE | {"conj"} and c.i > verb.i]
    bare = [c for c in later if is_verb(c) and not g.children(c, {"mark"})]
    return [s for c in bare for s in g.subjects(c) or g.passive_subjects(c) if s.i < verb.i]


def is_beside_noun(verb: Token) -> bool:
    """Tell whether a parser took a noun's participle for an apposition (*Hagen, the band *playing* …*)."""
    return verb.dep_ == "appos" and verb.tag_ == "VBG" and verb.i == verb.head.i + 1


def steers(verb: Token) -> bool:
    """Tell whether the verb's object is to do what the infinitive says (*ordered them to leave*)."""
    return word_list("control").get(verb.lemma_.lower()) == "object"


def before_preposition(verb: Token, subjects: list[Token]) -> list[Token]:
    """Return the noun of a clause that was read as a part of it (*praise* from Ana *helps* the mayor)."""
    cases = [c.i for c in g.children(verb, {"case"})]
    inside = verb.dep_ in g.NOMINAL_MODIFIER and verb.tag_ in {"VBD", "VBZ", "VBP"}
    behind = bool(subjects and cases) and cases[0] < subjects[0].i
    return [verb.head] if inside and behind and verb.head.i < verb.i else []
