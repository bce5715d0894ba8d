"""The same story printed twice: near-duplicate articles by their shingles."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from helpers.tables import require_articles

_WORD = re.compile(r"\w+")
_READ = ("title", "body", "caption")
_ROUNDING = 1e-9
COLUMNS = {"article_id": "string", "other_id": "string", "similarity": "float64"}

Shingle = tuple[str, ...]


def shingles(text: str, size: int = 4) -> frozenset[Shingle]:
    """Return the runs of ``size`` words of a text, in lower case (Broder 1997).

    Examples
    --------
    >>> sorted(shingles("The ferry sank. The ferry sank.", size=3))
    [('ferry', 'sank', 'the'), ('sank', 'the', 'ferry'), ('the', 'ferry', 'sank')]
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _numbered(texts: Mapping[str, str], size: int) -> dict[str, frozenset[int]]:
    """Return the shingles of each text, a number for each: numbers are compared faster."""
    numbers: dict[Shingle, int] = {}
    return {
        name: frozenset(numbers.setdefault(found, len(numbers)) for found in shingles(text, size))
        for name, text in texts.items()
    }


def _rarest(sets: Mapping[str, frozenset[int]], threshold: float) -> dict[str, list[int]]:
    """Return of each article its rarest shingles, so many that alike articles share one of them.

    Two articles whose similarity reaches the threshold have at least that share of either's
    shingles in common, so they cannot differ in all that are left when the others are taken away.
    """
    held = Counter(shingle for found in sets.values() for shingle in found)
    kept = {}
    for name, found in sets.items():
        many = len(found) - math.ceil(threshold * len(found) - _ROUNDING) + 1
        shared = sorted((s for s in found if held[s] > 1), key=lambda s: (held[s], s))
        kept[name] = shared[: max(0, many - (len(found) - len(shared)))]
    return kept


def _pairs(
    sets: Mapping[str, frozenset[int]], threshold: float
) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs as alike as the threshold, by prefix filtering (Bayardo, Ma & Srikant 2007)."""
    rarest = _rarest(sets, threshold)
    holders: dict[int, list[str]] = defaultdict(list)
    for other in sorted(sets):
        for one in {name for shingle in rarest[other] for name in holders[shingle]}:
            common = len(sets[one] & sets[other])
            alike = common / (len(sets[one]) + len(sets[other]) - common)
            if alike >= threshold:
                yield one, other, alike
        for shingle in rarest[other]:
            holders[shingle].append(other)


def _story(articles: pd.DataFrame, passages: pd.DataFrame) -> dict[str, str]:
    """Return of each article what is title, body or caption."""
    texts = dict(zip(articles.article_id.astype(str), articles.text.astype(str), strict=True))
    parts: dict[str, list[str]] = {name: [] for name in texts}
    for row in passages[passages.kind.isin(_READ)].itertuples():
        if (name := str(row.article_id)) in texts:
            parts[name].append(texts[name][int(row.start) : int(row.end)])
    return {name: "\n".join(found) for name, found in parts.items()}


def near_duplicates(
    articles: pd.DataFrame,
    *,
    passages: pd.DataFrame | None = None,
    threshold: float = 0.5,
    size: int = 4,
) -> pd.DataFrame:
    """Find pairs of articles that share much of their wording.

    Parameters
    ----------
    articles
        An ``articles`` table; rows with a problem are left out.
    passages
        If given, only titles, bodies and captions are compared: the buttons and notices of
        one outlet make its articles a little more alike than they are.
    threshold
        Least Jaccard similarity (0…1) of the two sets of shingles.
    size
        Words in a shingle.

    Returns
    -------
    article_id, other_id, similarity; the most alike first. All pairs that reach the threshold
    and share a shingle, by their exact similarity and not by a sketch of it: meant for up to
    some ten thousand articles. A text that is printed n times gives n (n - 1) / 2 pairs.
    """
    require_articles(articles, "article_id text problem")
    readable = articles[articles.problem.isna() & articles.text.notna()]
    names, texts = readable.article_id.astype(str), readable.text.astype(str)
    read = dict(zip(names, texts, strict=True)) if passages is None else _story(readable, passages)
    rows = sorted(
        _pairs(_numbered(read, size), threshold), key=lambda row: (-row[2], row[0], row[1])
    )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
