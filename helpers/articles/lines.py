"""The lines of raw texts, and what each is: the unit in which people label them."""

from __future__ import annotations

import pandas as pd

from helpers.articles.blocks import LINE

COLUMNS = {"article_id": "string", "line": "Int64", "text": "string", "kind": "string"}


def line_kinds(articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Tell for each line of each article the kind of passage that most of it belongs to.

    Parameters
    ----------
    articles, passages
        The tables of those names.

    Returns
    -------
    article_id, line (counts the lines that are not empty, from 0), text, kind.
    """
    by_article = dict(list(passages.groupby("article_id")))
    rows = []
    for article in articles[articles.article_id.isin(list(by_article))].to_dict("records"):
        spans = by_article[article["article_id"]][["start", "end", "kind"]].to_numpy().tolist()
        filled = (match for match in LINE.finditer(article["text"]) if match.group().strip())
        for number, match in enumerate(filled):
            overlaps = [(min(e, match.end()) - max(s, match.start()), k) for s, e, k in spans]
            kind = max(overlaps, key=lambda pair: pair[0])[1]
            rows.append((article["article_id"], number, match.group().strip(), kind))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
