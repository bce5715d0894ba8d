"""Parsed articles: one spaCy ``Doc`` an article, whose offsets are the article's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc, Span

from helpers.language.pipeline import pipeline

READ = ("title", "body", "caption")
"""The kinds of passage that the stages above the tokens read."""


def _register() -> None:
    for name in ("article_id", "published", "passages"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def _make_doc(nlp: Language, text: str, passages: list[dict[str, Any]]) -> Doc:
    doc = nlp.make_doc(text)
    starts = {p["start"] for p in passages}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    doc.user_data["passages"] = passages
    return doc


def parse(articles: pd.DataFrame, *, passages: pd.DataFrame | None = None) -> list[Doc]:
    """Parse each readable article of the ``articles`` table into a ``Doc``."""
    from helpers.articles import passages as split

    _register()
    nlp = pipeline()
    readable = articles[articles.text.notna() & articles.problem.isna()]
    passages = split(readable) if passages is None else passages
    docs = []
    for row in readable.itertuples():
        mine = passages[passages.article_id == row.article_id].drop(columns="article_id")
        doc = nlp(_make_doc(nlp, row.text, mine.to_dict("records")))
        doc._.article_id = row.article_id
        doc._.published = None if pd.isna(row.published) else row.published.date()
        doc._.passages = doc.user_data["passages"]
        docs.append(doc)
    return docs


def all_sentences(doc: Doc) -> Iterator[tuple[int, dict[str, Any], Span]]:
    """Yield ``(sentence_id, passage, sentence)`` of every passage but the boilerplate."""
    passages = iter(doc._.passages)
    passage = next(passages, None)
    number = 0
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        if not words:
            continue
        while passage is not None and passage["end"] <= words[0].idx:
            passage = next(passages, None)
        if passage is None:
            return
        if passage["kind"] == "boilerplate" or words[0].idx < passage["start"]:
            continue
        span = doc[words[0].i : words[-1].i + 1]
        yield number, passage, span
        number += 1


def reading_sentences(doc: Doc) -> Iterator[tuple[int, dict[str, Any], Span]]:
    """Yield ``(sentence_id, passage, sentence)`` of the title, the body and the captions."""
    for number, passage, sentence in all_sentences(doc):
        if passage["kind"] in READ:
            yield number, passage, sentence
