"""The story's main event as six questions: who, what, when, where, why, how, each answer a span.

The idea is Giveme5W1H's (Hamborg et al. 2019): rank candidates by where they stand and what they are.
Here the candidates are the rows of ``events``, scored by position, type and how often their actors
come up; the questions are then answered from the best event and the sentences around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from helpers import tables
from helpers.events.fivew.circumstances import when, where
from helpers.events.fivew.deeds import what, who
from helpers.events.fivew.ranking import Ranked, Sentences, rank_events
from helpers.events.reasons import Answer, manners, reasons
from helpers.language import reading_sentences
from helpers.language.plain import Doc, Parsed, plain

QUESTIONS = ("who", "what", "when", "where", "why", "how")
_TOP = 3


def answers(
    docs: Iterable[Parsed],
    *,
    names: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Answer who, what, when, where, why and how about each story's main event.

    Returns
    -------
    pandas.DataFrame
        The table ``answers``: up to three answers a question, rank 1 the best, each a span of the
        text. A question the text does not answer has no row.
    """
    from helpers.events.table import events as find_events

    docs = list(docs)
    events = find_events(docs, names=names) if events is None else events
    rows = []
    for doc in map(plain, docs):
        found = tables.by_article(events).get(doc._.article_id, [])
        rows += list(_rows(doc, found, _no_places(doc, names)))
    return tables.table("answers", rows)


def _no_places(doc: Doc, names: pd.DataFrame | None) -> set[tuple[int, int]]:
    """Where the names of people and organisations stand, whatever a parser took them for."""
    if names is None:
        return set()
    mine = tables.by_article(names).get(doc._.article_id, [])
    return {(n["start"], n["end"]) for n in mine if n["label"] != "LOC"}


def _rows(
    doc: Doc, events: list[dict[str, Any]], no_places: set[tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    sentences = [(n, p["kind"], s) for n, p, s in reading_sentences(doc)]
    if not sentences:
        return
    text = doc.text
    ranked = rank_events(events, sentences)
    deed: Answer | None = None
    for question in QUESTIONS:
        found = sorted(_READERS[question](doc, ranked, sentences), key=lambda a: (-a[0], a[1]))
        chosen: list[Answer] = []
        for answer in found:
            if question == "where" and answer[1:] in no_places:
                continue
            if question == "how" and deed is not None and answer[1] <= deed[1] < answer[2]:
                continue
            if not any(_same(text, answer, other) for other in chosen):
                chosen.append(answer)
        if question == "what" and chosen:
            deed = chosen[0]
        for rank, (_, start, end) in enumerate(chosen[:_TOP], 1):
            yield {
                "article_id": doc._.article_id, "question": question, "rank": rank,
                "answer": text[start:end], "start": start, "end": end,
            }  # fmt: skip


def _same(text: str, one: Answer, other: Answer) -> bool:
    if one[1] < other[2] and other[1] < one[2]:
        return True
    return text[one[1] : one[2]].lower() == text[other[1] : other[2]].lower()


def _why(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    yield from reasons([sentence for _, _, sentence in sentences])


def _how(doc: Doc, ranked: Ranked, sentences: Sentences) -> Iterator[Answer]:
    yield from manners([sentence for _, _, sentence in sentences])


_READERS = {"who": who, "what": what, "when": when, "where": where, "why": _why, "how": _how}

__all__ = ["QUESTIONS", "answers", "rank_events"]
