"""The table of pairs: which two names of an article may be the same, why, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.language.plain import Parsed, plain
from helpers.names.aliases import THRESHOLD
from helpers.names.clusters import read_names
from helpers.names.known import alias_keys

_COLUMNS = ["article_id", "a", "b", "reason", "score", "merged", "name_id"]


def alias_pairs(
    docs: Iterable[Parsed],
    *,
    threshold: float = THRESHOLD,
    aliases: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """List every two names of an article that may be the same, why, how sure, and whether joined.

    Names that only share a word are listed too, as near misses: they are never joined.

    Returns
    -------
    DataFrame
        ``article_id``, ``a``, ``b`` (forms as written), ``reason``, ``score`` (0…1),
        ``merged`` (they have one name_id), ``name_id`` (of a); by article, best first.
    """
    rows = []
    keys = None if aliases is None else alias_keys(aliases)
    for doc in map(plain, docs):
        article = read_names(doc, threshold, keys, near=True)
        names = zip(article.mentions, article.name_ids, strict=True)
        own = [(m, name) for m, name in names if not m.reference]
        for pair in article.pairs:
            a, b = article.forms[pair.a], article.forms[pair.b]
            name_a, name_b = (own[form.mentions[0]][1] for form in (a, b))
            merged = pair.score >= threshold
            if pair.score > 0 and (merged or name_a != name_b):
                rows.append([
                    doc._.article_id, a.text, b.text, pair.reason, pair.score, merged, name_a,
                ])  # fmt: skip
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"score": "float64", "merged": "bool"})
