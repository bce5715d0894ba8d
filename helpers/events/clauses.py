"""What a complement clause says of its event: that it must be, is to come, is for somebody to do."""

from __future__ import annotations

from helpers.language import grammar as g
from helpers.language.plain import Token

_TO_COME = {"will", "would", "wo", "'ll", "’ll", "shall", "may", "might", "could"}
_DONE = {"had", "has", "have", "was", "were", "did", "'ve", "’ve"}


def is_demanded(verb: Token) -> bool:
    """Tell whether a clause says what must be (*that Norway *leave**, *that it *must* leave*)."""
    if not g.subjects(verb) and not g.passive_subjects(verb):
        return False
    modals = {a.lower_ for a in g.auxiliaries(verb)}
    if modals & {"must", "should", "ought"}:
        return True
    words = [a for a in g.auxiliaries(verb) if a.dep_ in g.AUXILIARY]
    bare = words[0] if words else verb
    single = [t for t in g.subjects(verb) if t.tag_ in {"NN", "NNP"} and len(g.conjuncts(t)) == 1]
    if bare.tag_ == "VBP" and single and bare.lower_ == bare.lemma_.lower() != "be":
        return not is_infinitive(verb)
    return bare.tag_ == "VB" and bare.lower_ == bare.lemma_.lower() and not is_infinitive(verb)


def is_infinitive(verb: Token) -> bool:
    """Tell whether a clause is an infinitive with *to*."""
    return any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children)


def is_for_somebody(clause: Token) -> bool:
    """Tell whether a clause says who is to do it (*called *for Norway to leave**)."""
    marked = any(c.lower_ == "for" and c.dep_ == "mark" for c in clause.children)
    return marked and bool(g.subjects(clause) or g.passive_subjects(clause))


def is_to_come(clause: Token) -> bool:
    """Tell whether a clause says what will, may or is about to be, not what was (*that it might help*)."""
    words = [clause, *g.auxiliaries(clause), *g.children(clause, {"cop"})]
    if {w.lower_ for w in words} & _TO_COME or is_infinitive(clause):
        return True
    return not is_demanded(clause) and not any(w.tag_ == "VBD" or w.lower_ in _DONE for w in words)


def is_behind(noun: Token) -> bool:
    """Tell whether a clause says who is behind a deed (*the gang *was behind* the raid*)."""
    return g.preposition(noun) == "behind" and bool(g.children(noun, {"cop"}))
