"""Pronouns that speak: how many of them get a name, and how many of these names are right."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.evaluate.own import gold
from helpers.resources import lexicon

COLUMNS = ["part", "asked", "found", "named", "right"]


def pronoun_sources(voices: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count the pronouns that are sources in our own gold, and what became of them.

    Parameters
    ----------
    voices
        The ``voices`` table.
    articles
        The articles that were read. Those that have no gold annotation are left out.

    Returns
    -------
    DataFrame
        A row a part (``dev``, and ``test`` for the flood): ``asked``, pronouns that gold has as
        sources; ``found``, those that a row of ours has as its source, too; ``named``, those to
        which it gives a name; ``right``, those whose name is gold's.

    Examples
    --------
    >>> marked = gold("voices")
    >>> table = pronoun_sources(marked, marked[["article_id"]].drop_duplicates())
    >>> bool((table.found == table.asked).all() and (table.right == table.named).all())
    True
    """
    asked = gold("voices")
    pronoun = asked.source.fillna("").str.lower().isin(lexicon("pronouns").word)
    asked = asked[pronoun & asked.article_id.isin(articles.article_id)]
    rows = [{"part": want.part, "asked": 1, **_judged(want, voices)} for want in asked.itertuples()]
    return pd.DataFrame(rows, columns=COLUMNS).groupby("part", as_index=False).sum()


def _judged(want: Any, voices: pd.DataFrame) -> dict[str, int]:
    same = (voices.article_id == want.article_id) & (voices.source_start == want.source_start)
    named = voices[same].source_id.dropna()
    right = any(_entity(want.article_id, name) == want.source_id for name in named)
    return {"found": int(same.any()), "named": int(len(named) > 0), "right": int(right)}


def _entity(article_id: str, name: str) -> str:
    """What gold calls somebody of the article whom we call by a name."""
    names = gold("names")
    names = names[
        (names.article_id == article_id) & ((names.text == name) | (names.name_id == name))
    ]
    return str(names.name_id.iloc[0]) if len(names) else name
