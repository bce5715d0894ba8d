"""Time expressions as days: read against the day the article appeared.

A date is a pair of days, from and to, since most expressions name more than one day (*last month*,
*since 2011*). What cannot be known stays ``None``. Common shapes are read by rules of our own, after
TIMEX3 practice (Strötgen & Gertz 2010); any other stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from helpers.events.relative import Range, from_today, month_of
from helpers.events.times import time_words


def _absolute(text: str, today: date | None, future: bool) -> Range | None:
    """A day, a month or a year that names itself; without a year, the one nearest to today."""
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        day = _safe(*map(int, iso.groups()))
        return day, day
    years = re.findall(r"\b((?:1[6-9]|20)\d\d)\b", text)
    month = next(
        (
            int(time_words("month")[w])
            for w in re.findall(r"[a-z]+", text)
            if w in time_words("month")
        ),
        0,
    )
    day_number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?![:.]\d)", text)
    if month and day_number:
        year = int(years[0]) if years else _year_of(month, today, future)
        day = _safe(year, month, int(day_number.group(1))) if year else None
        return day, day
    if month:
        year = int(years[0]) if years else _year_of(month, today, future)
        return month_of(year, month) if year else (None, None)
    if years and not re.search(r"\d{4}s", text):
        return date(int(years[0]), 1, 1), date(int(years[-1]), 12, 31)
    return None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_of(month: int, today: date | None, future: bool) -> int:
    if today is None:
        return 0
    if future:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def _decade(text: str) -> Range | None:
    found = re.search(r"(early |late |mid-?)?\b(\d{3})0s\b", text)
    if not found:
        return None
    start = int(found.group(2)) * 10
    low, high = {"early ": (0, 3), "late ": (7, 9)}.get(found.group(1) or "", (0, 9))
    return date(start + low, 1, 1), date(start + high, 12, 31)


def _bounded(text: str, found: Range, today: date | None) -> Range:
    """Open what *since*, *until*, *before* and *after* leave open."""
    first, last = found
    if re.match(r"since\b", text):
        return first, today
    if re.match(r"after\b", text):
        return last, None
    if re.match(r"(until|before|by)\b", text):
        return None, last
    return found


def normalise(text: str, published: date | None, *, future: bool = False) -> Range:
    """Read a time expression as the days it may mean, ``(from, to)``.

    Parameters
    ----------
    published
        The day the article appeared; without it, only expressions that name their year are read.
    future
        Whether the event lies ahead, which decides what *on Monday* means.

    Examples
    --------
    >>> normalise("Sunday, August 7", date(2016, 8, 8))
    (datetime.date(2016, 8, 7), datetime.date(2016, 8, 7))
    >>> normalise("last month", date(2016, 8, 8))
    (datetime.date(2016, 7, 1), datetime.date(2016, 7, 31))
    >>> normalise("Monday", date(2016, 8, 5), future=True)
    (datetime.date(2016, 8, 8), datetime.date(2016, 8, 8))
    """
    words = re.sub(r"\s+", " ", text.lower()).strip(" ,.")
    readers: list[Callable[[], Range | None]] = [
        lambda: _between(words, published, future),
        lambda: _absolute(words, published, future),
        lambda: _decade(words),
    ]
    if published is not None:
        readers.append(lambda: from_today(words, published, future))
    for read in readers:
        found = read()
        if found is not None:
            return _bounded(words, found, published)
    return None, None


def _between(words: str, published: date | None, future: bool) -> Range | None:
    found = re.match(r"(?:between |from )?(.+) (?:and|to|until|-|–) (.+)", words)
    if not found:
        return None
    first, last = (_absolute(part, published, future) for part in found.groups())
    if first is None or last is None:
        return None
    return first[0], last[1]
