"""Content: what is said, from its first character to its last."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.language.plain import Token
from helpers.voices.cues import Cue
from helpers.voices.quotes import Quotes

_EDGE = " \t\n\r\xa0,;:–—-"
_STOPS = frozenset(".;?!")
_MARKS = {".", "?", "!", "…"}

Chars = tuple[int, int]


def clause(head: Token, without: Iterable[Token] = ()) -> tuple[int, int]:
    """Return first and last word (half open) of a clause, without some of its branches.

    Words cut off in the middle stay (the cue that interrupts what is said); at
    the edges they go, with the full stop beyond them.
    """
    out = {t.i for branch in without for t in branch.subtree}
    words = [t.i for t in head.subtree if t.i not in out]
    words = [i for i in words if not head.doc[i].is_space]
    while len(words) > 1 and words[-1] - 1 in out and head.doc[words[-1]].text in _STOPS:
        words.pop()
    return (words[0], words[-1] + 1) if words else (head.i, head.i + 1)


def of_cue(cue: Cue, source: Token | None, text: str) -> Chars | None:
    """Return the characters of the content that hangs on a cue in a text, None where there is none."""
    content = cue.content
    if content is None:
        return None
    above = cue.head.i in {t.i for t in content.subtree}
    if cue.pattern == "according to":
        branches = [source] if source is not None else [cue.head]
    elif above:
        branches = [cue.head]
    else:
        branches = []
    first, last = clause(content, branches)
    if not above and cue.pattern != "object":
        first = min(first, _marker(cue, content, first))
    return trim(text, content.doc[first].idx, _end(content.doc[last - 1]))


def _marker(cue: Cue, content: Token, first: int) -> int:
    """Reach back over quotation marks that stand between the cue and its content."""
    doc = content.doc
    while first - 1 > cue.head.i and doc[first - 1].is_quote:
        first -= 1
    return first


def _end(token: Token) -> int:
    return token.idx + len(token)


def trim(text: str, start: int, end: int) -> Chars | None:
    """Drop commas, spaces and half pairs of quotation marks from the edges of a content."""
    while True:
        before = start, end
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and text[end - 1] in _EDGE:
            end -= 1
        part = text[start:end]
        if part[:1] in set("”»)") or part[:1] in _MARKS:
            start += 1
        if part[-1:] in set("“«(„"):
            end -= 1
        if (start, end) == before:
            return before if start < end else None


def drop_full_stop(text: str, start: int, end: int) -> Chars:
    """Leave the sentence's own full stop out, unless it stands inside quotation marks or an abbreviation."""
    part = text[start:end]
    if part.endswith(".") and not part.endswith("...") and not _abbreviates(part):
        return start, end - 1
    return start, end


def _abbreviates(part: str) -> bool:
    last = part.split()[-1] if part.split() else ""
    return "." in last[:-1] or (len(last) <= 3 and last[:1].isupper())


def to_quotation(quotes: Quotes, start: int, end: int, keep: Iterable[Chars] = ()) -> Chars:
    """Stretch a content to the edges of the quotations it cuts into.

    A quotation is taken whole when the content holds its first word, or most of
    it; a place in ``keep`` (the cue, the source) is never swallowed from outside.
    """
    held = list(keep)
    for quotation in quotes.within(start, end):
        shared = min(end, quotation.end) - max(start, quotation.start)
        if shared <= 2 or any(a < quotation.end and quotation.start < b for a, b in held):
            continue
        new = min(start, quotation.start), max(end, quotation.end)
        between = [(a, b) for a, b in held if new[0] < b and a < new[1]]
        if all(start < b and a < end for a, b in between):
            start, end = new
    return start, end
