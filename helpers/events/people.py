"""Whether a noun or a phrase names somebody: a name, a people, a word for people or groups."""

from __future__ import annotations

from helpers.events.lexicon import PEOPLE, demonyms, in_class
from helpers.events.subjects import is_time
from helpers.language.plain import Span, Token

_PERSONAL = {"he", "him", "she", "her", "they", "them", "we", "us", "i", "me", "you", "those"}
_BARE = {"force", "power", "office", "court", "state", "part", "place"}


def is_actor(noun: Token) -> bool:
    """Tell whether a noun names someone: a name, a people, or a word for people or groups."""
    if noun.ent_type_ in {"PERSON", "ORG", "LOC", "GPE", "NORP"} or noun.pos_ == "PROPN":
        return not is_time(noun)
    if noun.lower_ in _BARE and not any(True for _ in noun.lefts):
        return False
    return in_class({noun.lemma_.lower()}, PEOPLE)


def is_somebody(noun: Token) -> bool:
    """Tell whether a noun or a pronoun stands for a person or a group: *she*, *they*, *the mayor*."""
    return is_actor(noun) or noun.lower_ in _PERSONAL


def mentions_actor(phrase: Span) -> bool:
    """Tell whether a phrase names someone, in its head or in what describes it."""
    return any(is_actor(t) or (_is_name(t) and not is_time(t)) for t in phrase)


def mentions_name(phrase: Span) -> bool:
    """Tell whether a phrase holds a name or the word for a nation (*Turkish*)."""
    return any((t.ent_type_ or _is_name(t)) and not is_time(t) for t in phrase)


def _is_name(token: Token) -> bool:
    return token.tag_ in {"NNP", "NNPS"} or token.text in demonyms()
