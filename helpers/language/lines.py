"""The lines of a raw text: where a line break ends a sentence, and where it only wraps a line.

Scraped text has a paragraph, a headline or a list item a line; text from wires and mails is broken
at some 70 columns, in the middle of sentences. Which it is, the text itself shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from helpers.resources import lexicon

WIDEST_WRAP = 100
"""Columns: nobody wraps wider, so a longer line is a paragraph."""
_ENUMERATOR = re.compile(r"\(?(?:(\d{1,3})|([a-zA-Z]))(\.\)|[.)])(?=\s)")
_ENDED = re.compile(r"[.!?…:]['\"”’)\]]*$")


@cache
def rule_words(kind: str) -> frozenset[str]:
    """Return the forms of one kind in ``data/lexicons/sentence_rules.csv``."""
    table = lexicon("sentence_rules")
    return frozenset(table.form[table.kind == kind])


@dataclass(frozen=True)
class Line:
    """A line that has words: its offsets without the whitespace around it, and what precedes it."""

    start: int
    end: int
    after_blank: bool


def lines(text: str) -> list[Line]:
    """Return the lines of a text that are not blank."""
    found: list[Line] = []
    blank = True
    for match in re.finditer(r"[^\n\r\u2028\u2029\x85]*(?:\r\n|[\n\r\u2028\u2029\x85]|$)", text):
        words = match[0].strip()
        if words:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Line(start, start + len(words), blank))
        blank = not words
    return found


def _wrap_width(text: str, found: list[Line]) -> int:
    """The column at which a text is wrapped, 0 if it is not.

    A wrapped text goes on in lower case after many of its line breaks, and the
    next line's first word would rarely have had room on the line before.
    """
    pairs = [(a, b) for a, b in pairwise(found) if not b.after_blank]
    width = max((line.end - line.start for line in found), default=0)
    if len(pairs) < 2 or width > WIDEST_WRAP:
        return 0
    lower = sum(text[b.start].islower() for _, b in pairs)
    full = sum(not _had_room(text, a, b, width) for a, b in pairs)
    return width if lower >= 0.3 * len(pairs) and full >= 0.6 * len(pairs) else 0


def _had_room(text: str, before: Line, after: Line, width: int) -> bool:
    first = re.match(r"\S+", text[after.start : after.end])
    needed = before.end - before.start + 1 + (first.end() if first else 0)
    return needed < width - width // 8


def list_mark(text: str, at: int) -> tuple[str, int] | None:
    """Return the style and the number of the list mark at an offset (``("0.", 3)`` for ``3.``).

    A bullet's number is 0; letters count from 1; None if there is no list mark.

    Examples
    --------
    >>> list_mark("b) Bread", 0)
    ('a)', 2)
    """
    if text[at] in rule_words("bullet") and re.match(r"\S\s|[•●▪■◦‣⁃➢✓]\S", text[at : at + 2]):
        return text[at], 0
    found = _ENUMERATOR.match(text, at)
    if found is None:
        return None
    opening = "(" if text[at] == "(" else ""
    if found[1]:
        return f"{opening}0{found[3]}", int(found[1])
    letter = found[2]
    return f"{opening}{'a' if letter.islower() else 'A'}{found[3]}", ord(letter.lower()) - 96


def paragraph_starts(text: str) -> set[int]:
    """Return the offsets at which a paragraph, a headline or a list item begins.

    After a blank line always; after a line break unless the line goes on: it
    starts in lower case after a line without an end, or the text is wrapped and
    the line before it is full.

    Examples
    --------
    >>> sorted(paragraph_starts("Siege broken\\nRebels opened a road.\\n\\nThe army\\ndenied it."))
    [0, 13, 36]
    """
    found = lines(text)
    width = _wrap_width(text, found)
    starts = {found[0].start} if found else set()
    for before, line in pairwise(found):
        if line.after_blank or not _goes_on(text, before, line, width):
            starts.add(line.start)
    return starts


def _goes_on(text: str, before: Line, line: Line, width: int) -> bool:
    if list_mark(text, line.start):
        return False
    if text[line.start].islower() and not _ENDED.search(text[before.start : before.end]):
        return True
    return width > 0 and not _had_room(text, before, line, width)
