"""The ``sentiment`` table: who is spoken of how, and in whose voice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import pandas as pd

from helpers.language.parse import reading_sentences
from helpers.language.plain import Doc, Parsed, plain
from helpers.sentiment.linear import LABELS
from helpers.sentiment.mentions import Mention, mentions
from helpers.sentiment.targets import encoded
from helpers.tables import by_article, table

Row = dict[str, Any]


class _Contents:
    """What the voices of an article say: ``(start, end, voice_id)`` in text order, the longest first."""

    def __init__(self, voices: pd.DataFrame, article: str) -> None:
        rows = by_article(voices).get(article, [])
        spans = [(row["start"], row["end"], row["voice_id"]) for row in rows]
        self.spans = sorted(spans, key=lambda c: (c[0], -c[1]))
        self.reach = list(accumulate((end for _, end, _ in self.spans), max))

    def touching(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return those that may share a character with a sentence: nothing before reaches it."""
        return self.spans[bisect_right(self.reach, start) : bisect_left(self.spans, (end,))]


def _sentence_voice(contents: _Contents, start: int, end: int) -> int | None:
    """The voice whose content makes up more than half of a sentence; None: the reporter's."""
    best, most = None, (end - start) / 2
    for first, last, voice in contents.touching(start, end):
        shared = min(end, last) - max(start, first)
        if shared > most or (best is not None and shared == most):
            best, most = voice, shared
    return best


def _rows(doc: Doc, asked: list[Mention], voices: pd.DataFrame) -> Iterator[tuple[Row, str, Any]]:
    """The rows to be judged, each with its sentence's text and the target's place in it."""
    from helpers.voices import voice_at

    article, text = doc._.article_id, doc.text
    contents = _Contents(voices, article)
    for number, _, span in reading_sentences(doc):
        first, last = span.start_char, span.end_char
        base = {"article_id": article, "sentence_id": number}
        voice = _sentence_voice(contents, first, last)
        yield {**base, "start": first, "end": last, "voice_id": voice}, text[first:last], None
        inside = slice(bisect_left(asked, (first,)), bisect_left(asked, (last,)))
        for start, end, name in asked[inside]:
            if end <= last:
                voice = voice_at(voices, article, start, end)
                row = {"start": start, "end": end, "target": text[start:end]}
                made = {**base, **row, "target_id": name, "voice_id": voice}
                yield made, text[first:last], (start - first, end - first)


def sentiment(
    docs: Sequence[Parsed],
    *,
    names: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Sentiment towards each name and actor in each sentence, and of each sentence as a whole.

    Titles, body and captions are read; buttons and bylines are not. A name is judged by
    what is said about it: its own words ("Mercy", "Security") count for nothing, because
    the encoder asks about them as the target. Sentences as wholes are measured by the same
    encoder, asked without a target; it learned that on sentences whose targets agree. The odds of
    neutral are those of running news, higher than :func:`target_sentiment` gives, which answers as
    NewsMTSC's readers do.

    Parameters
    ----------
    docs
        What :func:`helpers.language.parse` returns.
    names, voices, actors
        The tables of those stages; computed when None. An actor ("the rebels") has a row
        where no name stands in its words.

    Returns
    -------
    DataFrame
        The ``sentiment`` table. ``voice_id`` is the voice whose content holds the mention
        (of a sentence as a whole: more than half of it), null for the reporter's own;
        ``score`` is the probability of positive minus that of negative, -1 to 1;
        ``target`` is null in the row of the sentence as a whole.
    """
    from helpers.names import actors as find_actors
    from helpers.names import names as find_names
    from helpers.voices import voices as find_voices

    docs = list(docs)
    names = find_names(docs) if names is None else names
    voices = find_voices(docs, names=names) if voices is None else voices
    actors = find_actors(docs, names=names) if actors is None else actors
    judged = [
        x for doc in map(plain, docs) for x in _rows(doc, mentions(doc, names, actors), voices)
    ]
    chances = encoded(
        [text for _, text, _ in judged],
        [span for *_, span in judged],
        owners=[(row["article_id"], row["sentence_id"]) for row, *_ in judged],
        news=True,
    )
    rows = []
    for (row, _, _), chance in zip(judged, chances, strict=True):
        score = round(float(chance[2] - chance[0]), 4)
        rows.append({**row, "label": LABELS[int(chance.argmax())], "score": score})
    return table("sentiment", rows)
