"""What a cell of a table says: words out of nested values, and days in the order of their column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from helpers.articles.decode import decode
from helpers.articles.source import Problem

_NAMED = ("name", "title", "main", "text", "value")
_SLASHED = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|(?<=[/.])\d\d)(?!\d)")
_CENTURY = 69
"""A year of two digits below is of this century, as spreadsheets have it."""


def worded(value: Any) -> Any:
    """Return a nested value as words (NewsAPI: ``{"id": …, "name": "Post"}``), others as they are."""
    if isinstance(value, Mapping):
        return _name(value)
    if isinstance(value, list | tuple):
        words = (_name(one) if isinstance(one, Mapping) else one for one in value)
        return ", ".join(word for word in words if word and isinstance(word, str)) or None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _name(value: Mapping[str, Any]) -> str | None:
    found = (value.get(key) for key in _NAMED)
    return next((name for name in found if name and isinstance(name, str)), None)


def text_of(value: Any) -> str:
    """Return the text in a cell; a list of texts is one of paragraphs.

    Raises
    ------
    Problem
        If it is no text.
    """
    if value is None or value != value:
        return ""
    if isinstance(value, list | tuple) and all(isinstance(one, str | None) for one in value):
        return "\n\n".join(one for one in value if one)
    if isinstance(value, bytes):
        return decode(value)
    if not isinstance(value, str):
        kind = "nested" if isinstance(value, Mapping | list | tuple) else f"{str(value)[:40]}"
        raise Problem(f"its text is no text, but {kind}: give the column with the article's words")
    return value


def begins_with_day(values: Iterable[Any]) -> bool:
    """Do dates such as 07/08/2016 begin with the day? One that can be read only so tells for all."""
    found = [match for value in values if (match := _SLASHED.match(str(value)))]
    return any(int(m[1]) > 12 for m in found) and not any(int(m[3]) > 12 for m in found)


def year_first(value: Any) -> Any:
    """Return a date that begins with the day as ``2016-08-07``, anything else as it is.

    Examples
    --------
    >>> year_first("7/8/2016 14:00")
    '2016-08-07 14:00'
    >>> year_first("7/8/16")
    '2016-08-07'
    """
    match = _SLASHED.match(str(value))
    if match is None:
        return value
    year = int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year < _CENTURY else 1900
    return f"{year}-{int(match[3]):02d}-{int(match[1]):02d}{str(value)[match.end() :]}"
