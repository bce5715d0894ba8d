"""What a relative pronoun stands for, and which nouns name one person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from helpers.events.lexicon import in_class
from helpers.language import grammar as g
from helpers.language.plain import Token
from helpers.resources import lexicon

_RELATIVE_PRONOUNS = {"who", "which", "that", "whom"}
_PEOPLES = {"who", "whom"}
_POINTING = {"it", "this", "that", "these", "those", "there", "what", "who", "which", "one", "here"}
_JOINED = g.COMPOUND | g.NOMINAL_MODIFIER | g.APPOSITION
_NOUNS = {"NOUN", "PROPN"}


@cache
def _persons() -> frozenset[str]:
    frame = lexicon("actors")
    return frozenset(frame.lemma[frame.kind == "person"])


def is_person(noun: Token) -> bool:
    """Tell whether a noun names a person, or is a word for persons: *Ana*, *the mayor*, *nurses*."""
    if noun.ent_type_ or noun.pos_ not in _NOUNS:
        return noun.ent_type_ == "PERSON"
    named = [c for c in noun.children if c.i > noun.i and c.dep_ in g.COMPOUND | g.APPOSITION]
    word = noun.lemma_.lower()
    known = word in _persons() or in_class({word}, ("person",))
    return known or any(c.ent_type_ == "PERSON" for c in named)


@cache
def _genders() -> dict[str, str]:
    frames = [lexicon("gender_words"), lexicon("pronouns")]
    return {row.word: row.gender for frame in frames for row in frame.itertuples()}


def gender(words: Iterable[Token]) -> str:
    """Return what a person's words say, ``man`` or ``woman``, or ``''`` (*Mrs Lund*, *the king*, *she*)."""
    known = {_genders().get(t.lower_, "") for t in words} & {"man", "woman"}
    return known.pop() if len(known) == 1 else ""


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    if token.lower_ not in _RELATIVE_PRONOUNS:
        return token
    verb = token.head
    while verb.dep_ in {"conj", "xcomp"} or (
        verb.dep_ == "ccomp" and token.i < verb.head.i < verb.i
    ):
        if verb.head == verb:
            break
        verb = verb.head
    noun = g.relative_head(verb) or _before_comma(token)
    if noun is None:
        return token
    return described(_whose_head(noun) if token.lower_ in _PEOPLES else noun)


def _before_comma(pronoun: Token) -> Token | None:
    """The person before *, who*, where a parser sees no relative clause (*says Ana Lund, *who* sells …*)."""
    if pronoun.lower_ not in _PEOPLES or pronoun.i < 2 or pronoun.nbor(-1).text != ",":
        return None
    noun = pronoun.nbor(-2)
    while not is_person(noun) and noun.dep_ in _JOINED and noun.head.pos_ in _NOUNS:
        noun = noun.head
    while noun.dep_ in g.COMPOUND and noun.head.i < noun.i:
        noun = noun.head
    return noun if is_person(noun) and noun.sent.start == pronoun.sent.start else None


def _whose_head(noun: Token) -> Token:
    """People, where *who* was hung on their town or company (*pilots of Arctair, *who* …*)."""
    owner = noun.head
    people = noun.dep_ == "nmod" and is_person(owner) and not owner.ent_type_
    return owner if people and noun.pos_ == "PROPN" and not is_person(noun) else noun


def described(noun: Token) -> Token:
    """Return whom a predicate or an apposition describes, else the noun (*Lund is a *judge* who …*)."""
    if noun.dep_ in g.APPOSITION and noun.pos_ == "NOUN" and noun.head.ent_type_ == "PERSON":
        return noun.head
    if noun.pos_ != "NOUN" or not g.children(noun, {"cop"}) or g.preposition(noun):
        return noun
    subjects = [t for t in g.subjects(noun) if t.i < noun.i and t.lower_ not in _POINTING]
    return subjects[0] if len(subjects) == 1 and not g.negated(noun) else noun
