"""Grammar paths from a word upwards, and how a word sounds: what the features of a target are made of."""

from __future__ import annotations

from functools import cache

from helpers.language import grammar
from helpers.language.plain import Token

_ROLES = [
    ("agent", grammar.SUBJECT | grammar.AGENT),
    ("patient", grammar.OBJECT | grammar.PASSIVE_SUBJECT),
    ("recipient", grammar.INDIRECT_OBJECT),
    ("owner", grammar.POSSESSIVE),
    ("apposition", grammar.APPOSITION),
    ("part", grammar.COMPOUND),
    ("describes", {"amod", "nummod"}),
    ("clause", grammar.CLAUSAL_COMPLEMENT),
    ("relative", grammar.RELATIVE | {"acl"}),
    ("while", grammar.ADVERB_CLAUSE),
    ("and", {"conj"}),
    ("beside", {"parataxis"}),
    ("adverb", {"advmod"}),
]
_ROLE_OF = {label: role for role, labels in _ROLES for label in labels}


@cache
def valences() -> dict[str, float]:
    """VADER's words with their valence, about -4 to 4."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return dict(SentimentIntensityAnalyzer().lexicon)


def role(token: Token) -> str:
    """The part a token plays for its head: ``agent``, ``patient``, ``in`` (a preposition), …"""
    if token.dep_ in grammar.OBLIQUE | grammar.NOMINAL_MODIFIER | {"pobj"}:
        return grammar.preposition(token) or "time"
    return _ROLE_OF.get(token.dep_, "")


def _climb(token: Token) -> tuple[str, Token]:
    """One step up: the role and the head, past ClearNLP's prepositions."""
    step, head = role(token), token.head
    if token.dep_ == "pobj" and head.head.i != head.i:
        step = "agent" if head.dep_ == "agent" else step
        head = head.head
    return step, head


def way_up(token: Token) -> list[tuple[Token, str]]:
    """The token and each of its heads, with the path of roles that leads there."""
    ups: list[tuple[Token, str]] = [(token, "")]
    steps: list[str] = []
    while token.head.i != token.i and len(steps) < 6:
        step, token = _climb(token)
        if step not in {"part", "and"}:
            steps.append(step or "-")
        ups.append((token, ">".join(steps)))
    return ups


def valence(token: Token) -> float:
    """VADER's valence of a word, turned round and weakened if a negation hangs on it."""
    known = valences()
    value = known.get(token.lower_, known.get(token.lemma_.lower(), 0.0))
    return -0.7 * value if value and grammar.negated(token) else value
