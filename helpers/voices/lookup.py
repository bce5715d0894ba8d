"""Which voice a place in an article belongs to."""

from __future__ import annotations

import weakref
from bisect import bisect_right
from typing import Any

import pandas as pd

Holes = tuple[tuple[int, int], ...]
Content = tuple[int, int, int, Holes]
Intervals = tuple[list[int], list[Content]]

_CACHE: dict[int, tuple[weakref.ref[pd.DataFrame], dict[str, Intervals]]] = {}


def _index(voices: pd.DataFrame) -> dict[str, Intervals]:
    """Contents by article, sorted by start; made once for a table."""
    held = _CACHE.get(id(voices))
    if held is not None and held[0]() is voices:
        return held[1]
    index: dict[str, Intervals] = {}
    for article, part in voices.groupby("article_id", observed=True):
        contents = sorted(
            _content({str(k): v for k, v in row.items()}) for row in part.to_dict("records")
        )
        index[str(article)] = [c[0] for c in contents], contents
    for key in [k for k, (ref, _) in _CACHE.items() if ref() is None]:
        del _CACHE[key]
    _CACHE[id(voices)] = weakref.ref(voices), index
    return index


def _content(row: dict[str, Any]) -> Content:
    holes = tuple(
        (int(row[f"{role}_start"]), int(row[f"{role}_end"]))
        for role in ("cue", "source")
        if not pd.isna(row[f"{role}_start"])
    )
    return int(row["start"]), int(row["end"]), int(row["voice_id"]), holes


def voice_at(voices: pd.DataFrame, article_id: str, start: int, end: int) -> int | None:
    """Return the ``voice_id`` of the innermost content that holds the characters ``start:end``.

    Returns
    -------
    int or None
        None where the reporter speaks. The cue and the source that interrupt a
        content are no part of it, although they lie between its two ends.

    Examples
    --------
    >>> from helpers.tables import table
    >>> rows = table("voices", [{"article_id": "a", "voice_id": 0, "start": 5, "end": 20}])
    >>> voice_at(rows, "a", 7, 12), voice_at(rows, "a", 18, 25)
    (0, None)
    """
    starts, contents = _index(voices).get(article_id, ([], []))
    best: tuple[int, int] | None = None
    for low, high, voice, holes in reversed(contents[: bisect_right(starts, start)]):
        if any(a < end and start < b for a, b in holes):
            continue
        if high >= end and (best is None or high - low < best[0]):
            best = high - low, voice
    return best[1] if best else None
