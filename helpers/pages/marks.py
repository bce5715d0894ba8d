"""Spans of different tables put into one text, nested without crossing, everything escaped."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")


@dataclass(frozen=True)
class Mark:
    """A span with its CSS class and the lines (name, value) of the row behind it.

    ``rank`` decides which of two marks with the same span lies outside: the lower one.
    """

    start: int
    end: int
    css: str
    lines: tuple[tuple[str, str], ...] = ()
    rank: int = 0

    def cut(self, start: int, end: int) -> Mark:
        """Return the part of the mark that lies between two offsets."""
        return Mark(max(self.start, start), min(self.end, end), self.css, self.lines, self.rank)


def _key(mark: Mark, number: int) -> tuple[int, int, int, int, Mark]:
    return (mark.start, -mark.end, mark.rank, number, mark)


def nest(marks: Iterable[Mark]) -> Iterator[tuple[int, Mark | None]]:
    """Yield ``(offset, mark)`` where one opens and ``(offset, None)`` where the innermost closes.

    A mark that crosses another is cut in two at the other's end.

    Examples
    --------
    >>> [(at, m.css if m else "/") for at, m in nest([Mark(0, 4, "a"), Mark(2, 6, "b")])]
    [(0, 'a'), (2, 'b'), (4, '/'), (4, '/'), (4, 'b'), (6, '/')]
    """
    queue = [_key(mark, number) for number, mark in enumerate(marks) if mark.start < mark.end]
    heapq.heapify(queue)
    number = len(queue)
    open_ends: list[int] = []
    while queue:
        mark = heapq.heappop(queue)[-1]
        while open_ends and open_ends[-1] <= mark.start:
            yield open_ends.pop(), None
        if open_ends and mark.end > open_ends[-1]:
            number += 1
            heapq.heappush(queue, _key(mark.cut(open_ends[-1], mark.end), number))
            mark = mark.cut(mark.start, open_ends[-1])
        yield mark.start, mark
        open_ends.append(mark.end)
    while open_ends:
        yield open_ends.pop(), None


def _opening(mark: Mark) -> str:
    row = ' nw-row" tabindex="0' if mark.lines else ""
    return f'<span class="nw-mark {mark.css}{row}">'


def _closing(mark: Mark) -> str:
    """Close a mark, with the card that shows its row on hover and on focus."""
    if not mark.lines:
        return "</span>"
    rows = "".join(
        f'<span class="nw-line"><b>{escape(name)}</b> {escape(value)}</span>'
        for name, value in mark.lines
    )
    return f'<span class="nw-card" role="tooltip">{rows}</span></span>'


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """Return ``text[start:end]`` as HTML with the marks that touch it."""
    inside = [m.cut(start, end) for m in marks if m.start < end and start < m.end]
    pieces: list[str] = []
    opened: list[Mark] = []
    at = start
    for offset, mark in nest(inside):
        pieces.append(escape(text[at:offset]))
        at = offset
        if mark is None:
            pieces.append(_closing(opened.pop()))
        else:
            pieces.append(_opening(mark))
            opened.append(mark)
    return "".join([*pieces, escape(text[at:end])])


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the paragraphs between two offsets, which empty lines part."""
    for match in _PARAGRAPH.finditer(text, start, end):
        yield match.start(), match.end()
