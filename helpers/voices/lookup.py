"""Which voice a place in an article belongs to, and which places are taken."""

from __future__ import annotations

import weakref
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

import pandas as pd

from helpers.tables import by_article

Holes = tuple[tuple[int, int], ...]
Content = tuple[int, int, int, Holes]
Intervals = tuple[list[int], list[int], list[Content]]
"""Of an article's contents, by their start: where they start, how far those so far reach, themselves."""

_CACHE: dict[int, tuple[weakref.ref[pd.DataFrame], dict[str, Intervals]]] = {}


def _index(voices: pd.DataFrame) -> dict[str, Intervals]:
    """Contents by article, sorted by start; made once for a table."""
    held = _CACHE.get(id(voices))
    if held is not None and held[0]() is voices:
        return held[1]
    index: dict[str, Intervals] = {}
    for article, rows in by_article(voices).items():
        contents = sorted(map(_content, rows))
        reach = list(accumulate((c[1] for c in contents), max))
        index[article] = [c[0] for c in contents], reach, contents
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
    starts, reach, contents = _index(voices).get(article_id, ([], [], []))
    best: tuple[int, int] | None = None
    for at in range(bisect_right(starts, start) - 1, -1, -1):
        if reach[at] < end:
            break
        low, high, voice, holes = contents[at]
        if any(a < end and start < b for a, b in holes):
            continue
        if high >= end and (best is None or high - low < best[0]):
            best = high - low, voice
    return best[1] if best else None


class Stretches:
    """What some spans of an article hold together, by characters or by words, to be asked often."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touched(self, start: int, end: int) -> bool:
        """Tell whether one of the places ``start:end`` is held.

        Examples
        --------
        >>> held = Stretches([(2, 5), (4, 9)])
        >>> held.touched(8, 20), held.touched(9, 20)
        (True, False)
        """
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end
