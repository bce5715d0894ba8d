"""How sure an event noun is, by what describes it and what governs it: *a planned raid*, *fears of a raid*."""

from __future__ import annotations

from helpers.events.forms import base_forms
from helpers.events.lexicon import word_list
from helpers.events.subjects import is_verb
from helpers.language import grammar as g
from helpers.language.plain import Token

_DEFINITE = {"the", "this", "that", "these", "those"}
_GOVERNED = {"", "about", "against", "for", "from", "of", "on", "to", "with"}
"""Prepositions by which verbs govern what is to be; the others say when or where something happens."""


def known_form(word: Token) -> str:
    """Return the word's base form, the one that the lexicon of modality knows if there is one."""
    forms = base_forms(word) if word.tag_.startswith("VB") else [word.lemma_.lower()]
    return next((f for f in forms if f in word_list("modality")), forms[0])


def noun_values(noun: Token) -> tuple[bool, list[str]]:
    """Return whether an event noun is negated, and the values of the words that bear on it."""
    words = word_list("modality")
    values = [words[c.lower_] for c in noun.children if c.dep_ == "amod" and c.lower_ in words]
    governor = noun.head
    if noun.dep_ in g.NOMINAL_MODIFIER and governor.pos_ == "NOUN":
        values += [v for v in [words.get(governor.lemma_, ""), truth_of(governor)] if v]
    negative = any(c.lower_ == "no" and c.dep_ in {"det", "neg"} for c in noun.children)
    negative |= any(c.lower_ == "without" for c in noun.children)
    negative |= bool(g.children(noun, {"cop"})) and g.negated(noun)
    verb = host_of(noun) if _is_governed(noun) else None
    if verb is not None and words.get(known_form(verb)) in {
        "hypothetical", "planned", "negative"
    }:  # fmt: skip
        values.append(words[known_form(verb)])
    if noun.dep_ in g.SUBJECT and any(a.lower_ == "would" for a in g.auxiliaries(governor)):
        values += ["hypothetical"] if g.children(governor, {"cop"}) else []
    return negative ^ ("negative" in values), values


def _is_governed(noun: Token) -> bool:
    """Whether a verb says of an event that it is to be (*called for a raid*), not only when (*after a raid*)."""
    if noun.dep_ in g.OBJECT:
        return g.preposition(noun) != "including"
    topic = g.preposition(noun) == "about" and is_definite(noun)
    return noun.dep_ == "obl" and g.preposition(noun) in _GOVERNED and not topic


def is_definite(noun: Token) -> bool:
    """Tell whether a noun speaks of what is known (*the* raid, *her* arrest, *Oslo's* offer)."""
    known = any(c.lower_ in _DEFINITE for c in g.children(noun, {"det"}))
    return known or noun.pos_ == "PROPN" or bool(g.possessors(noun))


def truth_of(noun: Token) -> str:
    """Return what an adjective says of the truth of a report (*the *alleged* plot*), ``""`` if nothing."""
    words = word_list("modality")
    found = {words.get(c.lower_, "") for c in noun.children if c.dep_ == "amod"}
    if found & {"negative", "untrue"}:
        return "negative"
    return "possible" if "possible" in found else ""


def host_of(noun: Token) -> Token | None:
    """Return the verb that a noun stands under, ``None`` if it stands under none."""
    token = noun
    for _ in range(6):
        if token.head == token:
            return None
        token = token.head
        if is_verb(token):
            return token
    return None
