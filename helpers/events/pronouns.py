"""Whom a pronoun in subject position names, where grammar leaves little doubt."""

from __future__ import annotations

from helpers.events.subjects import is_verb, logical_subject
from helpers.language import grammar as g
from helpers.language.plain import Token

_SINGULAR_PERSON = {"he", "she"}
_OWN = {"its": "it", "itself": "it", "their": "they", "themselves": "they", "his": "he", "her": "she",
        "himself": "he", "herself": "she"}  # fmt: skip
_LINKS = {"ccomp", "advcl", "xcomp", "conj"}


def agrees(pronoun: Token, noun: Token) -> bool:
    """Tell whether a noun may be what the pronoun stands for, by number and kind."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    return agrees_with(pronoun.lower_, noun)


def agrees_with(word: str, noun: Token) -> bool:
    """Tell whether a noun may be what the pronoun *he*, *she*, *it* or *they* stands for."""
    plural = noun.tag_ in {"NNS", "NNPS"} or len(g.conjuncts(noun)) > 1
    if word == "they":
        return plural or noun.ent_type_ == "ORG"
    if word == "it":
        return not plural and noun.ent_type_ != "PERSON"
    if word in _SINGULAR_PERSON:
        return not plural and noun.ent_type_ not in {"LOC", "GPE", "ORG"}
    return False


def _subject(verb: Token) -> list[Token]:
    return g.subjects(verb) or g.passive_subjects(verb)


def _doer(pronoun: Token, verb: Token, subject: list[Token]) -> list[Token]:
    """Who did it, where *he* can't be what it was done to (*The boat was sold by Ana when *she* left*)."""
    if pronoun.lower_ not in _SINGULAR_PERSON or any(t.ent_type_ == "PERSON" for t in subject):
        return []
    return [t for t in g.agents(verb)[:1] if t.ent_type_ == "PERSON"]


def named_by(token: Token) -> Token:
    """Return the noun that a subject pronoun stands for, or the token itself.

    Only within a sentence: the subject of the clause that the pronoun's clause hangs on (*Norway
    said *it* had …*), if number and kind agree. Everything else stays a pronoun.
    """
    if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
        return _owner(token)
    if token.pos_ != "PRON" or token.dep_ not in g.SUBJECT | g.PASSIVE_SUBJECT | {"expl"}:
        return token
    clause = token.head
    for _ in range(3):
        teller = next((c for c in clause.children if c.dep_ == "parataxis" and _subject(c)), None)
        governor = clause.head if clause.dep_ in _LINKS and clause.head != clause else teller
        if governor is None or not (is_verb(governor) or governor.pos_ == "ADJ"):
            return token
        found = [s for s in _subject(governor) if s != token]
        found = _doer(token, governor, found) or found
        if found:
            return found[0] if agrees(token, found[0]) else token
        clause = governor
    return token


def _owner(token: Token) -> Token:
    """Whom *its* or *itself* means: the subject of the clause (*Norway renewed *its* offer*)."""
    verb = token.head
    while not is_verb(verb) and verb.head != verb:
        verb = verb.head
    form = _OWN.get(token.lower_)
    if form is None:
        return token
    own = [s for s in logical_subject(verb) if s.i != token.i and s.i < token.i]
    return own[0] if own and agrees_with(form, own[0]) else token
