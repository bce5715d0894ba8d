"""Quotation marks: which open, which close.

Typographic marks say which way they face; straight ones are read in turn. A mark
that faces the wrong way at the head of a paragraph opens all the same. A quotation
that runs over paragraphs reopens at each and closes once (Pouliquen, Steinberger &
Best 2007 pair marks by rules of this kind).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile(r"``|''|[“”„«»\"]|(?<!\w)['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
_SINGLE = "'‘’"
_LONGEST_SINGLE = 400
_CLOSES_BEFORE = frozenset(".,;:?!)")


class Quotation(NamedTuple):
    """Characters ``start:end`` from the opening to the closing mark, both inside; ``depth`` 1 is a quotation in a quotation."""

    start: int
    end: int
    depth: int


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\s][^\n]*", text):
        yield match.start(), match.end()


def _opens(text: str, mark: re.Match[str], is_open: bool) -> bool:
    """Whether a mark opens: by its shape, then by what stands around it, then by turn."""
    sign = mark.group()
    if sign in {"“", "„", "``", "«", "‘"}:
        return True
    before = text[max(0, mark.start() - 1) : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    if sign == "”" and not is_open and before in {"", "\n"} and after.isalnum():
        return True
    if sign in {"”", "»", "’"}:
        return False
    if not before.strip() and after.strip():
        return True
    if before.strip() and not after.strip():
        return False
    if before in "([—–-" and before and not is_open:
        return True
    if before.isalnum() and after in _CLOSES_BEFORE:
        return False
    return not is_open


def _pairs(text: str, start: int, end: int) -> tuple[list[Quotation], int | None]:
    """Quotations of one paragraph, and where one opens that it does not close."""
    found: list[Quotation] = []
    outer: int | None = None
    inner: int | None = None
    stray: int | None = None
    for mark in _MARK.finditer(text, start, end):
        single = mark.group() in _SINGLE
        opens = _opens(text, mark, (inner if single else outer) is not None)
        if single:
            if opens:
                inner = mark.start() if inner is None or mark.group() == "‘" else inner
            elif inner is not None and mark.end() - inner <= _LONGEST_SINGLE:
                found.append(Quotation(inner, mark.end(), int(outer is not None)))
                inner = None
        elif opens:
            outer, inner = mark.start() if outer is None else outer, None
        elif outer is not None or stray is not None:
            found.append(Quotation(min(p for p in (outer, stray) if p is not None), mark.end(), 0))
            outer, inner, stray = None, None, None
        elif mark.group() == '"':
            stray = mark.start()
    return found, outer


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text, sorted by where they open.

    A paragraph that leaves a quotation open joins the next one if that reopens
    it; if not, the quotation ends with the paragraph.

    Examples
    --------
    >>> [(q.start, q.end) for q in quotations('“We left. \\n\\n“Then we slept”, she said.')]
    [(0, 27)]
    >>> quotations("It's the boys' turn.")
    []
    """
    found: list[Quotation] = []
    carried: int | None = None
    for start, end in _paragraphs(text):
        pairs, unclosed = _pairs(text, start, end)
        if carried is not None:
            first = next((q for q in pairs if q.start == start and q.depth == 0), None)
            if first is not None:
                found.append(Quotation(carried, first.end, 0))
                pairs, carried = [q for q in pairs if q is not first], None
            elif unclosed == start:
                found += [q for q in pairs if q.depth]
                continue
            else:
                carried = None
        found += pairs
        if unclosed is not None:
            carried = _left_open(text, unclosed, end, found)
    return sorted(found)


def _left_open(text: str, start: int, end: int, found: list[Quotation]) -> int | None:
    """Where the quotation goes on if the next paragraph reopens it; else close it at the paragraph's end."""
    following = text[end:].lstrip()
    if following[:1] in {"“", '"'} or following[:2] in {"``", "''"}:
        return start
    found.append(Quotation(start, end, 0))
    return None
