"""How much of an article is the reporter's own voice, and whose voices fill the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandas as pd

from helpers.names import role
from helpers.resources import lexicon

REPORTER = "the reporter"
NOBODY = "nobody named"
COLUMNS = ["article_id", "speaker", "role", "side", "kind", "voices", "words", "share"]

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def _owners(text: str, voices: pd.DataFrame) -> list[int | None]:
    """The row that each character belongs to: the innermost content, cue and source cut out."""
    owner: list[int | None] = [None] * len(text)
    ordered = voices.assign(length=voices.end - voices.start).sort_values("length", ascending=False)
    for row in ordered.to_dict("records"):
        outer = {
            i: owner[i]
            for name in ("cue", "source")
            if not pd.isna(row[f"{name}_start"])
            for i in range(row[f"{name}_start"], row[f"{name}_end"])
        }
        owner[row["start"] : row["end"]] = [row["voice_id"]] * (row["end"] - row["start"])
        for i, before in outer.items():
            owner[i] = before
    return owner


def speaker_of(row: dict[str, Any]) -> str:
    """Return who speaks in a row of ``voices``: the name, else the words, else nobody named."""
    if not pd.isna(row["source_id"]):
        return str(row["source_id"])
    if pd.isna(row["source"]):
        return NOBODY
    return str(row["source"]) if row["resolved"] else f"{row['source']} (not resolved)"


def _said_of(row: dict[str, Any], what: Callable[[str], str]) -> str:
    """What the words of a source, or else the name it refers to, say of it."""
    told = (
        what(str(row[column])) for column in ("source", "source_id") if not pd.isna(row[column])
    )
    return next((answer for answer in told if answer), "")


@cache
def _sides() -> dict[str, str]:
    frame = lexicon("sides")
    return dict(zip(frame.word, frame.side, strict=True))


def side(text: str) -> str:
    """Return the side that the words of a source name (``data/lexicons/sides.csv``), '' if none.

    Examples
    --------
    >>> side("a rebel commander"), side("state media"), side("a baker")
    ('opposition', '', '')
    """
    words = re.findall(r"[\w-]+", text.lower())
    found = (_sides().get(form) for word in words for form in (word, word.removesuffix("s")))
    return next((name for name in found if name), "")


def _read(article_id: str, text: str, passages: pd.DataFrame | None) -> Iterator[re.Match[str]]:
    """The words of what is read: title, body and captions where passages are given."""
    if passages is None:
        yield from _WORD.finditer(text)
        return
    mine = passages[
        (passages.article_id == article_id) & passages.kind.isin(["title", "body", "caption"])
    ]
    for passage in mine.itertuples():
        yield from _WORD.finditer(text, int(passage.start), int(passage.end))


def voice_shares(
    voices: pd.DataFrame, articles: pd.DataFrame, *, passages: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count the words of each voice in each article, the reporter's own among them.

    Parameters
    ----------
    voices, articles
        The tables.
    passages
        If given, only words of titles, bodies and captions are counted.

    Returns
    -------
    DataFrame
        One row an article, speaker and kind of speech: ``speaker`` (the name, or
        the words that stand for one; "the reporter"; "nobody named" for orphaned
        quotations), ``role`` and ``side`` ('' if unknown), ``kind`` (own, direct, mixed,
        indirect), ``voices`` (attributions), ``words``, ``share`` of the article's words.
        A word within two contents belongs to the inner one.

    Examples
    --------
    >>> from helpers.tables import table
    >>> articles = table("articles", [{"article_id": "a", "text": "It rained, a farmer said."}])
    >>> voices = table("voices", [{"article_id": "a", "voice_id": 0, "start": 0, "end": 9,
    ...     "kind": "indirect", "source": "a farmer", "source_start": 11, "source_end": 19,
    ...     "resolved": True}])
    >>> voice_shares(voices, articles)[["speaker", "words", "share"]]
            speaker  words  share
    0      a farmer      2    0.4
    1  the reporter      3    0.6
    """
    made: list[dict[str, Any]] = []
    for article in articles[articles.text.notna()].itertuples():
        mine = voices[voices.article_id == article.article_id]
        made += _of_article(str(article.article_id), str(article.text), mine, passages)
    return pd.DataFrame(made, columns=COLUMNS)


def _of_article(
    article_id: str, text: str, voices: pd.DataFrame, passages: pd.DataFrame | None
) -> list[dict[str, Any]]:
    owner = _owners(text, voices)
    words = [owner[word.start()] for word in _read(article_id, text, passages)]
    known: dict[int, tuple[str, ...]] = {
        row["voice_id"]: (speaker_of(row), _said_of(row, role), _said_of(row, side), row["kind"])
        for row in ({str(k): v for k, v in r.items()} for r in voices.to_dict("records"))
    }
    counts: dict[tuple[str, ...], int] = {}
    for voice in words:
        key = (REPORTER, "reporter", "", "own") if voice is None else known[voice]
        counts[key] = counts.get(key, 0) + 1
    rows = list(known.values())
    return [
        dict(zip(COLUMNS, (article_id, *key, rows.count(key), n, n / len(words)), strict=True))
        for key, n in sorted(counts.items())
    ]  # fmt: skip
