"""What a complement clause says of its event: that it must be, is to come, is for somebody to do."""

from __future__ import annotations

from helpers.language import grammar as g
from helpers.language.plain import Doc, Token, once

_TO_COME = {"will", "would", "wo", "'ll", "’ll", "shall", "may", "might", "could"}
_ANY = {"whatever", "whichever", "whoever"}
_OPENERS = _ANY | {"however", "matter"}
_REACH = 10
"""How many words before a verb may open its clause."""
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
    """Tell whether a clause is an infinitive with *to*, or a gerund in its place (*committed *to helping**).

    A past participle is none, whatever a parser hangs on it (*paid tribute *to the men killed**).
    """
    if not any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children):
        return False
    return verb.tag_ not in {"VBN", "VBD"} or any(a.tag_ == "VB" for a in g.auxiliaries(verb))


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


@once
def _openers(doc: Doc) -> bool:
    """Whether an article has a word at all that may open such a clause."""
    return any(t.lower_ in _OPENERS for t in doc)


def is_conceded(verb: Token) -> bool:
    """Tell whether a clause says that it makes no difference (*however many *fall**, *whoever *wins**)."""
    doc = verb.doc
    if not _openers(doc):
        return False
    for i in range(verb.i - 1, max(verb.sent.start, verb.i - _REACH) - 1, -1):
        word = doc[i]
        if word.lower_ == "however":
            return doc[i + 1].tag_ in {"JJ", "RB", "JJR", "RBR"} or doc[i + 1].pos_ == "ADJ"
        if word.lower_ in _ANY:
            beside = verb if word.head == verb else word
            opens = i == verb.sent.start or doc[i - 1].is_punct
            return opens and beside.dep_ not in g.SUBJECT | g.PASSIVE_SUBJECT
        if word.lower_ == "matter" and i and doc[i - 1].lower_ == "no":
            return True
        if word.is_punct or (word.pos_ == "VERB" and word.head != verb):
            return False
    return False
