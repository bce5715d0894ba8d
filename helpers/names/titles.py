"""Titles: words before a person's name that are no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.language.plain import Doc
from helpers.names.forms import words_of
from helpers.names.nations import nation_adjectives


def is_title(word: str) -> bool:
    """Tell whether a word is a title that stands before a person's name (``Dr.``, ``President``)."""
    return word.casefold().rstrip(".") in words_of("title")


def title_words(words: Sequence[str]) -> int:
    """Return how many of a name's first words are a title, with what belongs to it.

    Examples
    --------
    >>> title_words(["U.S.", "President", "Ada", "Brook"]), title_words(["Ada", "Brook"])
    (2, 0)
    """
    count = 0
    for n, word in enumerate(words[:-1], start=1):
        if is_title(word):
            count = n
        elif word.casefold() not in words_of("qualifier") | nation_adjectives():
            break
    return count


def title_before(doc: Doc, first: int) -> str:
    """Return the capitalised title that stands directly before a token (``Mr``), or ``''``."""
    words: list[str] = []
    while first > 0 and is_title(doc[first - 1].text) and doc[first - 1].text[0].isupper():
        first -= 1
        words.insert(0, doc[first].text)
    return " ".join(words)


def is_office(words: Sequence[str]) -> bool:
    """Tell whether the words are an office and nobody's name (``Foreign Secretary``).

    Examples
    --------
    >>> is_office(["Foreign", "Secretary"]), is_office(["Secretary", "Brook"])
    (True, False)
    """
    known = words_of("title") | words_of("qualifier") | nation_adjectives()
    return is_title(words[-1]) and all(w.casefold().rstrip(".") in known for w in words)
