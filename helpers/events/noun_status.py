"""How sure an event noun is, by what describes it and what governs it: *a planned raid*, *fears of a raid*."""

from __future__ import annotations

from helpers.events.forms import base_forms
from helpers.events.lexicon import word_list
from helpers.events.subjects import is_verb
from helpers.language import grammar as g
from helpers.language.plain import Token


def known_form(word: Token) -> str:
    """Return the word's base form, the one that the lexicon of modality knows if there is one."""
    forms = base_forms(word) if word.tag_.startswith("VB") else [word.lemma_.lower()]
    return next((f for f in forms if f in word_list("modality")), forms[0])


def noun_values(noun: Token) -> tuple[bool, list[str]]:
    """Return whether an event noun is negated, and the values of the words that bear on it."""
    words = word_list("modality")
    values = [words[c.lower_] for c in noun.children if c.dep_ == "amod" and c.lower_ in words]
    governor = noun.head
    if noun.dep_ in g.NOMINAL_MODIFIER and governor.pos_ == "NOUN" and governor.lemma_ in words:
        values.append(words[governor.lemma_])
    negative = any(c.lower_ == "no" and c.dep_ in {"det", "neg"} for c in noun.children)
    negative |= any(c.lower_ == "without" for c in noun.children)
    negative |= bool(g.children(noun, {"cop"})) and g.negated(noun)
    verb = None if g.preposition(noun) == "including" else host_of(noun)
    if verb is not None and noun.dep_ in g.OBJECT | {"obl"} and words.get(known_form(verb)) in {
        "hypothetical", "planned", "negative"
    }:  # fmt: skip
        values.append(words[known_form(verb)])
    if noun.dep_ in g.SUBJECT and any(a.lower_ == "would" for a in g.auxiliaries(governor)):
        values += ["hypothetical"] if g.children(governor, {"cop"}) else []
    return negative ^ ("negative" in values), values


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
