"""Nexis exports, in Word or as text: many articles in a file, each with a head of labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpers.articles.published import date_line
from helpers.articles.source import Loaded, sha256

_END = re.compile(r"^[ \t]*End of Document[ \t]*\r?$", re.M | re.I)
_NUMBERED = re.compile(r"^[ \t]*\d{1,6} of \d{1,6} DOCUMENTS?[ \t]*\r?$", re.M)
_BODY = re.compile(r"^[ \t]*(?:Body|BODY:?|Full Text)[ \t]*\r?$", re.M)
_LABEL = re.compile(
    r"(?:length|section|byline|dateline|highlight|edition|series|graphic|load-date)\s*:"
    r"|copyright\b|edition \d",
    re.I,
)
_BYLINE = re.compile(r"byline\s*:", re.I)
_MARK = re.compile(r"^[ \t]*(?:Length|Load-Date)\s*:", re.M | re.I)
_LINE = re.compile(r"[^\r\n]+")
_TAIL = re.compile(r"load-date|language\s*:|classification\b", re.I)
_LONGEST_HEAD, _LABELS_AFTER, _SHORT = 2_000, 12, 15


@dataclass
class _Unit:
    """A paragraph or a line of a head: where it ends, its first line, and all its words."""

    end: int
    first: str
    words: str


def is_nexis(text: str) -> bool:
    """Whether a text is a Nexis export: ``End of Document`` and labels, or ``1 of 3 DOCUMENTS``."""
    return bool(_NUMBERED.search(text) or _END.search(text)) and bool(
        _BODY.search(text) or _MARK.search(text)
    )


def nexis(text: str) -> Iterator[Loaded]:
    """Cut a Nexis export into its articles: headline, byline and body, and what their heads say.

    In Nexis Uni and Advance an article is title, outlet and date, then lines such as
    ``Length: 512 words`` up to ``Body``, and ends in ``End of Document``. In the older
    LexisNexis it begins with ``1 of 3 DOCUMENTS``, outlet and date; the title comes after
    them. A last article that is cut off counts too. Cover pages are left out.
    """
    numbered = list(_NUMBERED.finditer(text))
    if numbered and not _END.search(text):
        starts = [mark.end() for mark in numbered]
        ends = [mark.start() for mark in numbered[1:]] + [len(text)]
        pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        yield from (_article(piece, title_first=False) for piece in pieces if piece.strip())
        return
    start = 0
    for end in _END.finditer(text):
        if (piece := text[start : end.start()]).strip():
            yield _article(piece)
        start = end.end()
    rest = text[start:]
    if _BODY.search(rest) or _MARK.search(rest):
        yield _article(rest)


def _article(piece: str, *, title_first: bool = True) -> Loaded:
    body = _BODY.search(piece)
    above = piece[: body.start()] if body else piece
    units = _units(above, by_line=False)
    found = _head(units, title_first, whole=body is None)
    if found is None and body:  # lines without empty ones between them
        units = _units(above, by_line=True)
        found = _head(units, title_first, whole=False)
    last, fields = found or (0, {"title": units[0].words if units else None})
    labels = _labels(units, last)
    begin = body.end() if body else (units[max([last, *labels])].end if found else 0)
    byline = next((units[i].words for i in labels if _BYLINE.match(units[i].first)), None)
    head = [part for part in (fields["title"], byline) if part] if begin else []
    text = "\n\n".join([*head, piece[begin:].strip()]).strip()
    return Loaded(text, sha256(text.encode("utf-8", "replace")), **fields)


def _labels(units: list[_Unit], last: int) -> list[int]:
    """Return the places of the labelled lines between a head and its body."""
    found = []
    for i in range(last, min(last + _LABELS_AFTER, len(units))):
        if _TAIL.match(units[i].first):
            break
        if _LABEL.match(units[i].first):
            found.append(i)
        elif units[i].words.count(" ") > _SHORT:
            break
    return found


def _units(text: str, *, by_line: bool) -> list[_Unit]:
    """Cut a head into lines, or into paragraphs with empty lines between them."""
    units: list[_Unit] = []
    for found in _LINE.finditer(text):
        if not (line := found.group().strip()):
            continue
        gap = text[units[-1].end : found.start()] if units else ""
        if units and not by_line and gap.count("\n") + gap.count("\r") <= 1 + gap.count("\r\n"):
            units[-1] = _Unit(
                found.end(), units[-1].first, f"{units[-1].words} {line}"[:_LONGEST_HEAD]
            )
        elif len(units) == _LONGEST_HEAD:
            break
        else:
            units.append(_Unit(found.end(), line, line))
    return units


def _head(units: list[_Unit], title_first: bool, whole: bool) -> tuple[int, dict[str, Any]] | None:
    """Return the place of a head's last line but the labels, and title, outlet and date; or None.

    ``whole`` says that the units may go on into the body, so that the first date counts.
    """
    label = next((i for i, unit in enumerate(units) if _LABEL.match(unit.first)), len(units))
    if not title_first:
        return _old_head(units)
    dated = [i for i in range(2, label) if (day := date_line(units[i].first)) and day.date]
    if dated:
        at = dated[0] if whole and label == len(units) else dated[-1]
        return at, _fields(units[at - 2].words, units[at - 1].words, units[at].first)
    if 3 <= label < len(units) and re.search(r"\d|\bdate\b", units[label - 1].first):
        at = label - 1
        return at, _fields(units[at - 2].words, units[at - 1].words, units[at].first)
    return None


def _old_head(units: list[_Unit]) -> tuple[int, dict[str, Any]] | None:
    dated = next((i for i, u in enumerate(units[:6]) if i and date_line(u.first)), None)
    if dated is None:
        return None
    after = range(dated + 1, min(dated + 6, len(units)))
    label = next((i for i in after if _LABEL.match(units[i].first)), dated + 2)
    if label >= len(units) or label == dated + 1:
        return None
    at = label - 1
    return at, _fields(units[at].words, units[dated - 1].words, units[dated].first)


def _fields(title: str, outlet: str, published: str) -> dict[str, Any]:
    day = date_line(published)
    return {
        "title": title,
        "outlet": outlet,
        "published": day.date if day and day.date else published,
        "published_from": "metadata",
    }
