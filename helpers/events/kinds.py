"""What kind of thing a noun is: its forms, the classes of the lexicon that it is in, its name's label."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from helpers.events.lexicon import ACTING, demonyms, noun_classes
from helpers.language import grammar as g
from helpers.language.plain import Token, once

_ENTITIES = {"PERSON", "ORG", "LOC", "GPE", "NORP"}


@cache
def _classes_of() -> dict[str, frozenset[str]]:
    """Word to the names of its classes, as frames write them: with an ``@``."""
    found: dict[str, set[str]] = {}
    for name, words in noun_classes().items():
        for word in words:
            found.setdefault(word, set()).add(f"@{name}")
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _acting() -> frozenset[str]:
    classes = noun_classes()
    return frozenset().union(*(classes[name] for name in ACTING))


@once
def kinds(token: Token) -> frozenset[str]:
    """Return all the words by which a frame may ask for a noun: lemma, forms, ``@class``, ``@LABEL``."""
    own = {token.lower_, token.lower_.removesuffix("s"), *_without_es(token.lower_)}
    if token.dep_ != "amod" or token.tag_ != "VBN":
        own.add(token.lemma_.lower())
    found = own.union(*(_classes_of().get(word, ()) for word in own))
    named = token.ent_type_ in _ENTITIES
    if named:
        found |= {f"@{token.ent_type_}", *(["@LOC"] if token.ent_type_ == "GPE" else [])}
    if named or token.pos_ == "PROPN" or not own.isdisjoint(_acting()):
        found.add("@actor")
    if token.ent_type_ in {"LOC", "GPE"} or _is_of_a_nation(token):
        found.add("@nation")
    return frozenset(found)


def _without_es(form: str) -> list[str]:
    """What is left of a plural in *-es*, where its singular has no *e* (*boxes*, not *planes*)."""
    stem = form.removesuffix("es")
    return [stem] if stem.endswith(("s", "x", "z", "ch", "sh", "o")) else []


def _is_of_a_nation(token: Token) -> bool:
    near = [token, *(c for c in token.children if c.dep_ in g.COMPOUND or c.dep_ == "amod")]
    return any(t.text in demonyms() for t in near)


def kinds_of(tokens: Iterable[Token]) -> frozenset[str]:
    """Return what kinds of things some nouns are, taken together."""
    return frozenset().union(*map(kinds, tokens))


def fits_words(token: Token, words: frozenset[str]) -> bool:
    """Tell whether a noun is among a frame's words: lemma, form, ``@class`` or ``@LABEL``."""
    return not words.isdisjoint(kinds(token))
