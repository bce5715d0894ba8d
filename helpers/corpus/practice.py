"""An archive to practise on: many short reports, made of the articles at hand."""

from __future__ import annotations

import pandas as pd

from helpers.articles import passages
from helpers.language.sentences import split_sentences


def practice_archive(articles: pd.DataFrame, *, reports: int = 3000) -> pd.DataFrame:
    """Return short reports, each of two neighbouring sentences of an article's own text.

    Parameters
    ----------
    articles
        The articles table. The page around an article is not used; with nothing to read in any of
        them, there are no reports.
    reports
        How many.

    Returns
    -------
    DataFrame
        ``stories_id``, ``media_name``, ``text``: the names of columns that MediaCloud uses.

    Examples
    --------
    >>> from helpers.tables import table
    >>> text = "The tram stopped. Nobody knew why. It went on at noon."
    >>> made = practice_archive(table("articles", [{"article_id": "a", "text": text}]), reports=2)
    >>> made.text.tolist()
    ['Report 0\\n\\nThe tram stopped. Nobody knew why.', 'Report 1\\n\\nNobody knew why. It went on at noon.']
    """
    read = passages(articles)
    stories = [
        _sentences(text, read[(read.article_id == name) & (read.kind == "body")])
        for name, text in zip(articles.article_id, articles.text, strict=True)
        if not pd.isna(text)
    ]
    stories = [story for story in stories if story]
    texts = [_report(i, stories[i % len(stories)]) for i in range(reports if stories else 0)]
    return pd.DataFrame(
        {"stories_id": range(len(texts)), "media_name": "Skerry Post", "text": texts}
    )


def _sentences(text: str, body: pd.DataFrame) -> list[str]:
    pieces = [text[start:end] for start, end in zip(body.start, body.end, strict=True)]
    return [" ".join(p[a:b].split()) for p in pieces for a, b in split_sentences(p)]


def _report(number: int, story: list[str]) -> str:
    first = number % max(1, len(story) - 1)
    return f"Report {number}\n\n" + " ".join(story[first : first + 2])
