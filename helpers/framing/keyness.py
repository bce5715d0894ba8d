"""Keyness: which words one body of text uses more than another, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
import pandas as pd

from helpers.resources import lexicon


def keyness(
    tokens: pd.DataFrame,
    groups: pd.Series | dict[str, str],
    a: str,
    b: str | None = None,
    *,
    unit: Literal["lemma", "text"] = "lemma",
    pos: Iterable[str] = ("NOUN", "PROPN", "VERB", "ADJ", "ADV"),
    prior: float = 500.0,
    min_count: int = 3,
    min_articles: int = 2,
) -> pd.DataFrame:
    """Compare the words of two groups of articles: log-odds with an informative Dirichlet prior.

    Monroe, Colaresi & Quinn (2008), "Fightin' Words", equations 16 and 22. The prior is the words'
    share in all articles given, times ``prior`` words: rare words are drawn towards no difference.

    Parameters
    ----------
    tokens
        The ``tokens`` table.
    groups
        Group of each article, by ``article_id`` (say, its outlet or its month).
    a, b
        The two groups; ``b=None`` is everything that is not in ``a``.
    unit
        Count lemmas or words as they stand (both in lower case).
    pos
        Universal parts of speech that are counted.
    prior
        Weight of the prior, in words.
    min_count, min_articles
        A word counts from so many uses, in so many articles.

    Returns
    -------
    DataFrame
        term, count_a, count_b, articles, log_odds (> 0: more in ``a``), z (|z| > 1.96: beyond
        chance at 5 %, before allowing for the many words compared); largest z first.

    Raises
    ------
    ValueError
        If a group has no word.
    """
    words = _counted(tokens, groups, unit, set(pos))
    in_a = words.group == a
    in_b = ~in_a if b is None else words.group == b
    for name, rows in ((a, in_a), (b or f"not {a}", in_b)):
        if not rows.any():
            known = ", ".join(map(repr, sorted(words.group.unique())))
            raise ValueError(f"No word stands in group {name!r}. Groups with words: {known}.")
    counts = pd.DataFrame(
        {
            "count_a": words[in_a].term.value_counts(),
            "count_b": words[in_b].term.value_counts(),
            "articles": words.groupby("term").article_id.nunique(),
            "all": words.term.value_counts(),
        }
    ).fillna(0)
    scored = _log_odds(counts, prior)
    kept = (scored.count_a + scored.count_b >= min_count) & (scored.articles >= min_articles)
    scored = scored[kept].rename_axis("term").reset_index()
    whole = dict.fromkeys(["count_a", "count_b", "articles"], int)
    columns = ["term", *whole, "log_odds", "z"]
    ranked = scored.sort_values(["z", "term"], ascending=[False, True], ignore_index=True)
    return ranked[columns].astype(whole)


def _counted(
    tokens: pd.DataFrame, groups: pd.Series | dict[str, str], unit: str, pos: set[str]
) -> pd.DataFrame:
    stop = set(lexicon("stopwords").iloc[:, 0])
    words = tokens[tokens.pos.isin(pos)]
    terms = words[unit].astype(str).str.lower()
    group = words.article_id.map(dict(groups))
    frame = pd.DataFrame({"article_id": words.article_id, "term": terms, "group": group})
    usable = terms.str.fullmatch(r"[^\W\d_](?:.*\w)?") & ~terms.isin(stop)
    return frame[usable].dropna()


def _log_odds(counts: pd.DataFrame, prior: float) -> pd.DataFrame:
    alpha = prior * counts["all"] / counts["all"].sum()
    a, b = counts.count_a + alpha, counts.count_b + alpha
    total_a, total_b = counts.count_a.sum() + prior, counts.count_b.sum() + prior
    log_odds = np.log(a / (total_a - a)) - np.log(b / (total_b - b))
    return counts.assign(log_odds=log_odds, z=log_odds / np.sqrt(1 / a + 1 / b))
