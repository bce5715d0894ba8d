"""Whom a pronoun in subject position names, where grammar leaves little doubt."""

from __future__ import annotations

from spacy.tokens import Token

from helpers.events.arguments import is_verb
from helpers.language import grammar as g

_SINGULAR_PERSON = {"he", "she"}
_LINKS = {"ccomp", "advcl", "xcomp", "conj"}


def agrees(pronoun: Token, noun: Token) -> bool:
    """Tell whether a noun may be what the pronoun stands for, by number and kind."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    plural = noun.tag_ in {"NNS", "NNPS"} or len(g.conjuncts(noun)) > 1
    word = pronoun.lower_
    if word == "they":
        return plural or noun.ent_type_ == "ORG"
    if word == "it":
        return not plural and noun.ent_type_ != "PERSON"
    if word in _SINGULAR_PERSON:
        return not plural and noun.ent_type_ not in {"LOC", "GPE", "ORG"}
    return False


def _subject(verb: Token) -> list[Token]:
    return g.subjects(verb) or g.passive_subjects(verb)


def named_by(token: Token) -> Token:
    """Return the noun that a subject pronoun stands for, or the token itself.

    Only within a sentence: the subject of the clause that the pronoun's clause hangs on (*Norway
    said *it* had …*), if number and kind agree. Everything else stays a pronoun.
    """
    if token.pos_ != "PRON" or token.dep_ not in g.SUBJECT | g.PASSIVE_SUBJECT | {"expl"}:
        return token
    clause = token.head
    for _ in range(3):
        teller = next((c for c in clause.children if c.dep_ == "parataxis" and _subject(c)), None)
        governor = clause.head if clause.dep_ in _LINKS and clause.head != clause else teller
        if governor is None or not (is_verb(governor) or governor.pos_ == "ADJ"):
            return token
        found = [s for s in _subject(governor) if s != token]
        if found:
            return found[0] if agrees(token, found[0]) else token
        clause = governor
    return token
