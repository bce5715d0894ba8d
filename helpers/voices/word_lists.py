"""The word lists of the stage: what a word does in speech, and which words name a time."""

from __future__ import annotations

from functools import cache

from helpers.language.plain import Token
from helpers.resources import lexicon


@cache
def words_of_role(role: str) -> frozenset[str]:
    """Return the words of the lexicon ``stance_words`` with a role (*refuse*, *address*, *focus* …)."""
    frame = lexicon("stance_words")
    return frozenset(frame.word[frame.role == role])


def names_time(token: Token, kind: str) -> bool:
    """Tell whether a word names a time of some kind: ``weekday``, ``unit`` (*weeks*) or ``day`` (*today*)."""
    return _times().get(token.lower_.removesuffix("s"), "").partition(":")[0] == kind


@cache
def _times() -> dict[str, str]:
    frame = lexicon("event_time_words")
    return dict(zip(frame.word, frame.value, strict=True))
