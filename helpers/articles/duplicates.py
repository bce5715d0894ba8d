"""The same story printed twice: near-duplicate articles by their shingles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from helpers.tables import require_articles

_WORD = re.compile(r"\w+")
_COMMON = 50
COLUMNS = {"article_id": "string", "other_id": "string", "similarity": "float64"}


def shingles(text: str, size: int = 4) -> frozenset[tuple[str, ...]]:
    """Return the runs of ``size`` words of a text, in lower case (Broder 1997).

    Examples
    --------
    >>> sorted(shingles("The ferry sank. The ferry sank.", size=3))
    [('ferry', 'sank', 'the'), ('sank', 'the', 'ferry'), ('the', 'ferry', 'sank')]
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _pairs(sets: dict[str, frozenset[tuple[str, ...]]]) -> Iterable[tuple[str, str]]:
    """Yield the pairs that share a shingle which is not in too many articles."""
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, found in sets.items():
        for shingle in found:
            holders[shingle].append(name)
    pairs: set[tuple[str, str]] = set()
    for names in holders.values():
        if 1 < len(names) <= _COMMON:
            pairs.update(combinations(sorted(names), 2))
    return sorted(pairs)


def near_duplicates(
    articles: pd.DataFrame, *, threshold: float = 0.5, size: int = 4
) -> pd.DataFrame:
    """Find pairs of articles that share much of their wording.

    Parameters
    ----------
    articles
        An ``articles`` table; rows with a problem are left out.
    threshold
        Least Jaccard similarity (0…1) of the two sets of shingles.
    size
        Words in a shingle.

    Returns
    -------
    article_id, other_id, similarity; the most alike first. Every pair is compared by its
    exact similarity, not by a sketch of it: meant for up to some ten thousand articles.
    """
    require_articles(articles, "article_id text problem")
    readable = articles[articles.problem.isna() & articles.text.notna()]
    names, texts = readable.article_id.astype(str), readable.text.astype(str)
    sets = {name: shingles(text, size) for name, text in zip(names, texts, strict=True)}
    rows = []
    for one, other in _pairs(sets):
        alike = len(sets[one] & sets[other]) / len(sets[one] | sets[other])
        if alike >= threshold:
            rows.append((one, other, alike))
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
