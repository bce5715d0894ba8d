"""Names of organisations that aliases.csv knows by their spelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from helpers.language.plain import Doc, Span
from helpers.names.known import known_spellings
from helpers.names.mention import Mention
from helpers.names.passed_by import stands_alone

_LONGEST = 8


def spelled(doc: Doc, sentences: Sequence[tuple[int, Span]], words: Sequence[str]) -> list[Mention]:
    """Return the names that stand in the text as aliases.csv spells them, the longest first."""
    known, first = known_spellings(), _first_letters()
    found = []
    for number, sentence in sentences:
        start, end = sentence.start, sentence.end
        hits = [i for i in range(start, end) if words[i][:3] in first]
        last = start
        for i in hits:
            sizes = range(min(_LONGEST, end - i), 0, -1) if i >= last else ()
            size = next((n for n in sizes if _text(doc, i, i + n) in known), 0)
            if size and stands_alone(doc, i, i + size):
                span, label = doc[i : i + size], known[_text(doc, i, i + size)]
                found.append(
                    Mention(span.start_char, span.end_char, span.text, label, number, i, i + size)
                )
            last = max(last, i + size)
    return found


@cache
def _first_letters() -> frozenset[str]:
    """How a known name may begin: the first three letters, or as many as its first token has."""
    names = known_spellings()
    return frozenset(name[:n] for name in names for n in (1, 2, 3))


def _text(doc: Doc, first: int, last: int) -> str:
    return doc[first:last].text.replace("’", "'")


def with_spelled(marked: list[Mention], known: list[Mention]) -> list[Mention]:
    """A known spelling replaces the shorter names it covers, and gives way to longer ones."""
    over = _by_word(marked)
    kept = [
        s
        for s in known
        if all(s.first <= m.first and m.last <= s.last for i in _words(s) for m in over.get(i, ()))
    ]
    taken = _by_word(kept)
    left = (m for m in marked if not any(m.last <= s.last for s in taken.get(m.first, ())))
    return sorted([*left, *kept], key=lambda m: m.start)


def _words(mention: Mention) -> range:
    return range(mention.first, mention.last)


def _by_word(mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    """The mentions that hold each word."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        for i in _words(mention):
            found.setdefault(i, []).append(mention)
    return found
