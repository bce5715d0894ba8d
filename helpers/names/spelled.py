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
    kept = [
        s for s in known
        if not any(m.first < s.last and s.first < m.last and (m.first < s.first or m.last > s.last) for m in marked)
    ]  # fmt: skip
    covered = [m for m in marked if any(s.first <= m.first and m.last <= s.last for s in kept)]
    return sorted([*(m for m in marked if m not in covered), *kept], key=lambda m: m.start)
