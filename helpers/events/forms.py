"""The base form of a word that the lexicon knows, for lemmatizers with blind spots."""

from __future__ import annotations

from functools import lru_cache

from helpers.events.lexicon import Senses, word_list
from helpers.language import grammar as g
from helpers.language.plain import Token

_FORMS = 2**15
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("s", ""),
)


def base_forms(word: Token) -> tuple[str, ...]:
    """Return the word's lemma and the base forms that its spelling allows, for weak lemmatizers."""
    return _base_forms(word.lower_, word.lemma_.lower(), word.tag_.startswith("VB"))


@lru_cache(_FORMS)
def _base_forms(form: str, lemma: str, is_verb: bool) -> tuple[str, ...]:
    found = [lemma]
    if form.startswith("re-"):
        form, found = form[3:], [found[0], found[0].removeprefix("re-")]
    irregular = word_list("irregular").get(form) if is_verb else None
    for ending, base in _ENDINGS:
        if form.endswith(ending) and len(form) >= len(ending) + 2:
            stem = form[: -len(ending)]
            found.append(stem + base)
            if not base and stem[-1] == stem[-2:-1]:
                found.append(stem[:-1])
    if irregular is not None:
        return (irregular, *found)
    regular = len(found) > 1 and found[0] not in found[1:] and found[0] != form
    return tuple(found[1:] + found[:1] if regular and is_verb else found)


def lemma_of(word: Token, pos: str, senses: Senses) -> str:
    """Return the first of the word's base forms that the lexicon knows, else its lemma."""
    if pos == "a" and (phrases := phrase_forms(word)):
        return next((f for f in phrases if (f, pos) in senses), phrases[0])
    forms = base_forms(word)
    joined = [f"{word.nbor(-2).lower_}-{f}" for f in forms] if _after_hyphen(word) else []
    return next((f for f in [*joined, *forms] if (f, pos) in senses), forms[0])


def phrase_forms(word: Token) -> list[str]:
    """Return how the lexicon writes a noun behind a preposition and *to be* (*under-arrest*, *under*)."""
    if word.pos_ not in {"NOUN", "PROPN", "PRON"} or not g.children(word, {"cop"}):
        return []
    before = g.preposition(word)
    if not before:
        return []
    return [f"{before}-{word.lemma_.lower()}", before]


def _after_hyphen(word: Token) -> bool:
    """Tell whether the word is the second half of one with a hyphen (*sit-in*, *test-fired*)."""
    doc = word.doc
    if word.i < 2 or doc[word.i - 1].text != "-":
        return False
    return not doc[word.i - 1].whitespace_ and not doc[word.i - 2].whitespace_
