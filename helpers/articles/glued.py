"""Furniture in the middle of a line: picture galleries, photo credits and share buttons that a scraper ran on.

Some scrapers write a whole page as one line, so that a caption has neither a line nor a full stop of its
own. What still tells it from the text are the marks of the page: the counters of a gallery (*3/12*), the
credit of an agency with a number behind it (*EPA 4*), the words of a button.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from helpers.articles.furniture import Verdict, rules_at, rules_for
from helpers.resources import lexicon

Span = tuple[int, int, Verdict]

_COUNTER = re.compile(r"(?<![\w/])(\d{1,3})/(\d{1,3})(?![\w/])\s*")
_PICTURES = 3
"""So many counters in a row are a gallery; fewer may be a score or a fraction."""
_CREDITS = 2
_HEADING = 12
"""Words that a gallery's own heading has at most."""
_CAPTION = 500
"""Characters that a caption without an end of its own has at most."""
_CLOSED = re.compile(r"[.!?][”\"’']?\s")
_GALLERY = Verdict("boilerplate", "picture gallery")
_CREDIT = Verdict("boilerplate", "photo credit")
_IN_GALLERY = Verdict("caption", "caption in a picture gallery")
_AFTER_CREDIT = Verdict("caption", "text behind a photo credit")


@cache
def _credit() -> re.Pattern[str]:
    names = "|".join(rule.pattern.pattern for rule in rules_at("credit"))
    return re.compile(rf"(?<![\w/])(?:{names})(?![\w/])")


@cache
def _numbered_credit() -> re.Pattern[str]:
    return re.compile(rf"{_credit().pattern} \d{{1,2}} (?=[A-Z“\"‘'])")


@cache
def _caption_end() -> re.Pattern[str]:
    """A full stop, a quotation that opens, or a word in small letters and the first of a sentence."""
    words = lexicon("sentence_rules")
    starters = "|".join(map(re.escape, words.form[words.kind == "starter"]))
    begins = rf"(?<=[a-z])\s(?=(?:{starters})\s)"
    return re.compile(rf"(?<=[.!?])\s|(?<=[.!?][”\"’])\s|\s(?=[“\"][A-Z])|{begins}")


def _caption(text: str, start: int, limit: int) -> int:
    """Where a caption that begins at ``start`` ends, at the latest at ``limit``."""
    limit = min(limit, start + _CAPTION)
    found = _caption_end().search(text, start + 1, limit)
    return found.start() if found else limit


def _galleries(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Runs of counters that go up by one and count to the same number."""
    run: list[re.Match[str]] = []
    for found in [*_COUNTER.finditer(text, start, end), None]:
        follows = (
            found is not None
            and bool(run)
            and found[2] == run[-1][2]
            and int(found[1]) == int(run[-1][1]) + 1
        )
        if not follows:
            if len(run) >= _PICTURES:
                yield run
            run = []
        if found is not None:
            run.append(found)


def _heading(text: str, start: int, end: int) -> Iterator[Span]:
    """The words between the last full stop and the first counter, if they are few."""
    stops = [match.end() for match in _CLOSED.finditer(text, start, end)]
    first = stops[-1] if stops else start
    if 0 < len(text[first:end].split()) <= _HEADING:
        yield first, end, _GALLERY


def _gallery(text: str, start: int, end: int, run: list[re.Match[str]]) -> Iterator[Span]:
    """The heading, the counters, the captions and their credits of one gallery."""
    yield from _heading(text, start, run[0].start())
    for match, following in zip(run, [*run[1:], None], strict=True):
        edge = following.start() if following else end
        credits = list(_credit().finditer(text, match.end(), edge))
        if following:
            credits = [c for c in credits if not text[c.end() : edge].strip()]
            stop = edge
        else:
            stop = _caption(text, match.end(), edge)
        if credits:
            stop = credits[0].start()
            yield *credits[0].span(), _CREDIT
        yield match.start(), match.end(), _GALLERY
        yield match.end(), stop, _IN_GALLERY


def _behind_credits(text: str, start: int, end: int) -> Iterator[Span]:
    found = list(_numbered_credit().finditer(text, start, end))
    if len(found) < _CREDITS:
        return
    edges = [*(match.start() for match in found[1:]), end]
    for match, edge in zip(found, edges, strict=True):
        yield match.start(), match.end(), _CREDIT
        yield match.end(), _caption(text, match.end(), edge), _AFTER_CREDIT


def _buttons(text: str, start: int, end: int) -> Iterator[Span]:
    for pattern, verdict, _ in rules_for(text[start:end], "inside"):
        for match in pattern.finditer(text, start, end):
            yield match.start(), match.end(), verdict


def glued_spans(text: str, start: int, end: int) -> list[Span]:
    """Find furniture that stands within a line of prose.

    Returns
    -------
    ``(start, end, verdict)`` in the order of the text, none of which share a character.

    Examples
    --------
    >>> text = "The kiln was lit. Kilns 1/3 A potter Rex 2/3 Clay Rex 3/3 Ash Rex It burned for a day."
    >>> [(verdict.kind, text[a:b].strip()) for a, b, verdict in glued_spans(text, 0, len(text))]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('boilerplate', 'Kilns'), ('boilerplate', '1/3'), ('caption', 'A potter'), ('boilerplate', 'Rex'),
     ('boilerplate', '2/3'), ('caption', 'Clay'), ('boilerplate', 'Rex'),
     ('boilerplate', '3/3'), ('caption', 'Ash'), ('boilerplate', 'Rex')]
    """
    found = [s for run in _galleries(text, start, end) for s in _gallery(text, start, end, run)]
    if not found:
        found = list(_behind_credits(text, start, end))
    found = sorted([*found, *_buttons(text, start, end)], key=lambda s: s[:2])
    kept: list[Span] = []
    for span in found:
        if span[1] > span[0] and (not kept or span[0] >= kept[-1][1]):
            kept.append(span)
    return kept
