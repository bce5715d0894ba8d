"""Roles: in what capacity a phrase or an organisation acts and speaks, by its head noun."""

from __future__ import annotations

import re
from functools import cache

from helpers.language import grammar
from helpers.language.plain import Span, Token
from helpers.names.forms import clean, head_of, is_acronym
from helpers.resources import lexicon

MODIFIERS = grammar.COMPOUND | {"amod", "nmod:poss", "poss", "nmod", "nmod:desc"}
"""How words are tied to a noun that they describe."""


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    frame = lexicon("actors")
    return {
        lemma: (role, kind)
        for lemma, role, kind in zip(frame.lemma, frame.role, frame.kind, strict=True)
    }


def singulars(word: str) -> list[str]:
    """A word and what its singular may be."""
    low = word.casefold()
    ends = [("ies", "y"), ("men", "man"), ("es", ""), ("s", "")]
    return [low, *(low.removesuffix(end) + new for end, new in ends if low.endswith(end))]


def entry(words: list[str]) -> tuple[str, tuple[str, str]] | None:
    """Return lemma, role and kind: find the last words of a phrase in the lexicon, two together before one alone."""
    known = _lexicon()
    for size in (3, 2, 1):
        if len(words) >= size:
            before = " ".join(w.casefold() for w in words[-size:-1])
            for last in singulars(words[-1]):
                lemma = f"{before} {last}".strip()
                if lemma in known:
                    return (lemma, known[lemma]) if known[lemma][0] else None
    return None


def noun_words(head: Token) -> list[str]:
    """The head and the words that stand directly before it, as far as they describe it."""
    words = [head.lemma_ if head.lemma_ and head.tag_ != "NNPS" else head.text]
    i = head.i - 1
    while i >= 0 and not head.doc[i + 1].is_sent_start and len(words) < 3:
        token = head.doc[i]
        if token.head.i != head.i or token.dep_ not in MODIFIERS:
            break
        words.insert(0, token.text)
        i -= 1
    return words


def role(text_or_span: str | Span | Token) -> str:
    """Return the role in which a phrase or an organisation speaks, ``''`` if unknown.

    By the head noun: of the phrase (*a military **official***), or of the
    organisation's name (*Lowland **Observatory** of Rivers*).

    Examples
    --------
    >>> role("a retired police officer"), role("residents of the valley"), role("Ministry of Health")
    ('police', 'resident', 'official')
    >>> role("Lowland Observatory of Rivers"), role("Ada Brook")
    ('monitor', '')
    """
    if isinstance(text_or_span, str):
        found = entry(_text_words(text_or_span))
        return found[1][0] if found else ""
    head = text_or_span if isinstance(text_or_span, Token) else text_or_span.root
    found = entry(noun_words(head))
    if found is None and isinstance(text_or_span, Span) and head.pos_ == "PROPN":
        return role(text_or_span.text)
    return found[1][0] if found else ""


def _text_words(text: str) -> list[str]:
    text = re.split(r",|\s+(?:who|which|that|from|with|close|near|by|in|to|under)\s+", clean(text))[
        0
    ]
    if is_acronym(text):
        return [text]
    head = head_of(text)
    words = text.split()
    lowered = [re.sub(r"\W", "", w).casefold() for w in words]
    last = lowered.index(head) if head in lowered else len(words) - 1
    start = 1 if words and words[0].casefold() in {"the", "a", "an", "some", "two"} else 0
    return [w.strip("’'s") if w.endswith(("'s", "’s")) else w for w in words[start : last + 1]]
