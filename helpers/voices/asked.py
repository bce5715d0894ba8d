"""Being asked: whoever is asked, told or urged is the hearer, and not whose voice it is."""

from __future__ import annotations

from helpers.language import grammar
from helpers.language.plain import Token
from helpers.voices.word_lists import words_of_role


def is_asked(verb: Token) -> bool:
    """Tell whether a verb of asking or telling stands in the passive (``Reed, *asked* why``)."""
    if verb.lemma_.lower() not in words_of_role("address") or verb.pos_ != "VERB":
        return False
    if grammar.is_passive(verb) or _set_off(verb):
        return True
    if verb.tag_ != "VBN" or grammar.subjects(verb) or grammar.auxiliaries(verb):
        return False
    return is_asked(verb.head) if verb.dep_ == "conj" else verb.dep_ in {"acl", "advcl"}


def _set_off(verb: Token) -> bool:
    """Whether one comma parts a verb from its subject: a participle that a parser took for the past."""
    subjects = grammar.subjects(verb)
    if verb.tag_ not in {"VBD", "VBN"} or not subjects or verb.doc[verb.i - 1].text != ",":
        return False
    first = min(t.i for t in subjects[0].subtree)
    commas = [t for t in verb.doc[first : verb.i] if t.text == ","]
    return len(commas) == 1 and not grammar.auxiliaries(verb)


def asker(verb: Token) -> Token | None:
    """Return who asks somebody who is asked: the *by* of the passive, if there is one."""
    return next(iter(grammar.agents(verb)), None)
