"""The lexicon way: VADER (Hutto & Gilbert 2014), with what must be taken out of news first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from helpers.language.parse import reading_sentences
from helpers.language.plain import Parsed, plain

COLUMNS = ["article_id", "sentence_id", "start", "end", "text", "score", "hits"]


@cache
def analyzer() -> SentimentIntensityAnalyzer:
    """Return VADER's analyzer, loaded once."""
    return SentimentIntensityAnalyzer()


def lexicon_score(text: str) -> float:
    """VADER's compound score of a text, -1 to 1.

    Examples
    --------
    >>> lexicon_score("The clinic was destroyed.") < 0
    True
    """
    return float(analyzer().polarity_scores(text)["compound"])


def lexicon_hits(text: str) -> dict[str, float]:
    """The words of a text that VADER's lexicon knows, with their valence (-4 to 4).

    Examples
    --------
    >>> lexicon_hits("Members of the Security Council share the blame.")
    {'security': 1.4, 'share': 1.2, 'blame': -1.4}
    """
    words = [w.strip("“”\"'‘’.,;:!?()[]").lower() for w in text.split()]
    known = analyzer().lexicon
    return {word: known[word] for word in words if word in known}


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each span replaced by the pronoun ``it``, which no lexicon scores.

    Examples
    --------
    >>> mask("Mercy Corps has left.", [(0, 11)])
    'it has left.'
    """
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + "it" + text[end:]
    return text


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _row(
    article: str, whole: str, number: int | None, start: int, end: int, names: list
) -> dict[str, Any]:
    inside = _apart((a - start, b - start) for a, b in names if start <= a and b <= end)
    text = mask(whole[start:end], inside)
    hits = ", ".join(f"{word} {value:+.1f}" for word, value in lexicon_hits(text).items())
    return {
        "article_id": article, "sentence_id": number, "start": start, "end": end,
        "text": whole[start:end], "score": lexicon_score(text), "hits": hits,
    }  # fmt: skip


def lexicon_sentiment(
    docs: Sequence[Parsed],
    *,
    names: pd.DataFrame | None = None,
    mask_names: bool = True,
    boilerplate: bool = False,
) -> pd.DataFrame:
    """VADER's score of every sentence.

    Parameters
    ----------
    docs
        What :func:`helpers.language.parse` returns.
    names
        The ``names`` table; found in the articles when None.
    mask_names
        Whether names are put out of the lexicon's sight ("Mercy Corps" is no mercy).
    boilerplate
        Whether the page's furniture ("Share") is scored too; its rows have no
        ``sentence_id``.

    Returns
    -------
    DataFrame
        ``article_id, sentence_id, start, end, text, score`` (VADER's compound, -1 to
        1) and ``hits``: the words that the lexicon scored, with their valence.
    """
    docs = list(docs)
    from helpers.names import names as find_names

    if names is None and mask_names:
        names = find_names(docs)
    rows = []
    for doc in map(plain, docs):
        article, text, spans = doc._.article_id, doc.text, []
        if mask_names and names is not None:
            mine = names[names.article_id == article]
            spans = list(zip(mine.start.astype(int), mine.end.astype(int), strict=True))
        for number, _, span in reading_sentences(doc):
            rows.append(_row(article, text, number, span.start_char, span.end_char, spans))
        if boilerplate:
            furniture = (p for p in doc._.passages if p["kind"] == "boilerplate")
            rows += [_row(article, text, None, p["start"], p["end"], spans) for p in furniture]
    made = pd.DataFrame(rows, columns=COLUMNS).astype({"sentence_id": "Int64"})
    return made.sort_values(["article_id", "start"], kind="stable", ignore_index=True)
