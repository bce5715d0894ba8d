"""Rows as they are shown to a reader: what happened, on which day, and who somebody is."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from helpers.resources import lexicon

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.I)


def day(value: object) -> str:
    """Write a date the same way in every locale.

    Examples
    --------
    >>> day(pd.Timestamp(2016, 8, 7))
    '7 Aug 2016'
    """
    at = pd.Timestamp(value)
    return "" if pd.isna(at) else f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def happened(events: pd.DataFrame) -> pd.DataFrame:
    """Keep the events told as having happened: affirmed, asserted, not in the future."""
    keep = (events.polarity == "positive") & (events.modality == "asserted")
    return events[keep.fillna(False) & (events.tense != "future").fillna(True)]


def one_story(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles of the month in which most were published, as a guess at one story.

    The first of such months where several have as many; all articles where none has a date.

    Examples
    --------
    >>> days = pd.to_datetime(["2016-08-07", "2018-02-01", "2016-08-21"])
    >>> one_story(pd.DataFrame({"article_id": ["a", "b", "c"], "published": days})).index.tolist()
    [0, 2]
    """
    month = articles.published.dt.to_period("M")
    return articles[month == month.mode()[0]] if month.notna().any() else articles


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(lexicon("pronouns").word)


def is_pronoun(words: object) -> bool:
    """Tell whether words only point at somebody (``data/lexicons/pronouns.csv``).

    Examples
    --------
    >>> is_pronoun("One"), is_pronoun("the mayor"), is_pronoun(None)
    (True, False, False)
    """
    return isinstance(words, str) and words.lower() in _pronouns()


def _actor(name_id: object, text: object) -> object:
    """Name an actor by its id, or by its words without an article in front."""
    if not pd.isna(name_id):
        return name_id
    return text if pd.isna(text) else _ARTICLE.sub("", " ".join(str(text).split()))


def one_name(ids: pd.Series, texts: pd.Series) -> pd.Series:
    """Name actors by their ids, else by their words: one spelling for all that differ in a capital.

    Examples
    --------
    >>> said = pd.Series(["The rebels", "rebels", "a spokesman", "State television", "she"])
    >>> one_name(pd.Series([None, None, None, None, "Ann Lee"]), said).tolist()
    ['rebels', 'rebels', 'spokesman', 'State television', 'Ann Lee']
    """
    names = pd.Series(list(map(_actor, ids, texts)), index=ids.index, dtype=object)
    spelled: dict[str, str] = {}
    for name in sorted({str(name) for name in names[ids.isna()].dropna()}, reverse=True):
        spelled.setdefault(name.casefold(), name)
    told = [
        name if pd.notna(given) or pd.isna(name) else spelled[str(name).casefold()]
        for given, name in zip(ids, names, strict=True)
    ]
    return pd.Series(told, index=ids.index, dtype=object)
