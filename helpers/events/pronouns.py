"""Whom a pronoun in subject position names, where grammar leaves little doubt."""

from __future__ import annotations

from helpers.events.antecedents import gender, is_person
from helpers.events.subjects import is_verb, logical_subject
from helpers.language import grammar as g
from helpers.language.plain import Token

_SINGULAR_PERSON = {"he", "she"}
_OWN = {"its": "it", "itself": "it", "their": "they", "themselves": "they", "his": "he", "her": "she",
        "himself": "he", "herself": "she"}  # fmt: skip
_LINKS = {"ccomp", "advcl", "xcomp", "conj"}


def agrees(noun: Token, word: str) -> bool:
    """Tell whether a noun, and no pronoun, may be what *he*, *she*, *it* or *they* stands for."""
    return noun.pos_ in {"NOUN", "PROPN"} and agrees_with(word, noun)


def agrees_with(word: str, noun: Token) -> bool:
    """Tell whether a noun may be what the pronoun *he*, *she*, *it* or *they* stands for."""
    plural = noun.tag_ in {"NNS", "NNPS"} or len(g.conjuncts(noun)) > 1
    if word == "they":
        one = noun.ent_type_ == "PERSON" and len(g.conjuncts(noun)) == 1
        return (plural and not one) or noun.ent_type_ == "ORG"
    if word == "it":
        return not plural and not is_person(noun)
    if word in _SINGULAR_PERSON:
        known = gender(t for t in g.phrase(noun) if t.tag_ != "PRP$")
        fits = known in {"", "man" if word == "he" else "woman"}
        return fits and not plural and _may_be_person(noun)
    return False


def _may_be_person(noun: Token) -> bool:
    """Whether a noun names a person, or is a name of nobody knows what."""
    return is_person(noun) or (noun.pos_ == "PROPN" and not noun.ent_type_)


def _are_apart(first: Token, second: Token) -> bool:
    """Whether just one of two words is inside quotation marks: they are not of one speaker."""
    low, high = sorted((first.i, second.i))
    return sum(t.tag_ in {"``", "''"} for t in first.doc[low:high]) % 2 == 1


def _meant(pronoun: Token, noun: Token) -> Token:
    """Return the noun, or for *he* and *she* its owner (*Lund's campaign … she*), if it agrees."""
    if _are_apart(noun, pronoun):
        return pronoun
    if agrees(noun, pronoun.lower_):
        return noun
    human = pronoun.lower_ in _SINGULAR_PERSON
    owners = [p for p in g.possessors(noun) if human and is_person(p) and agrees(p, pronoun.lower_)]
    return owners[-1] if owners else pronoun


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
            return _meant(token, found[0])
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
    same = bool(own) and own[0].lower_ == form
    return own[0] if same or (own and agrees(own[0], form)) else token
