"""Parsed articles: one spaCy ``Doc`` an article, whose offsets are the article's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from helpers.language import cache
from helpers.language.pipeline import pipeline
from helpers.language.plain import Doc, Parsed, Span, once, plain
from helpers.tables import require_articles

READ = ("title", "body", "caption")
"""The kinds of passage that the stages above the tokens read."""


BATCH = 64


def _register() -> None:
    for name in ("article_id", "published", "passages"):
        if not SpacyDoc.has_extension(name):
            SpacyDoc.set_extension(name, default=None)


def _make_doc(nlp: Language, text: str, passages: list[dict[str, Any]]) -> SpacyDoc:
    doc = nlp.make_doc(text)
    doc.user_data["passages"] = passages
    return doc


def parse(
    articles: pd.DataFrame, *, passages: pd.DataFrame | None = None, keep: bool = True
) -> list[SpacyDoc]:
    """Parse each readable article of the ``articles`` table into a ``Doc``.

    Parameters
    ----------
    articles
        The ``articles`` table; rows with a ``problem`` give no document.
    passages
        The ``passages`` table; computed when None.
    keep
        ``False`` neither reads nor fills the cache: for what is parsed once, such as a large corpus.

    Returns
    -------
    list of Doc
        One an article, in the table's order, with ``doc.text`` the article's text, so that
        ``token.idx`` is the offset in the article; ``doc._.article_id``, ``doc._.published`` and
        ``doc._.passages``. No sentence crosses a passage's edge. What has been parsed before is
        read from a cache on disk (``NEWSWALK_CACHE``), by content.

    Raises
    ------
    ValueError
        If ``articles`` is no such table.
    """
    from helpers.articles import passages as split

    require_articles(articles, "article_id text problem published")
    readable = articles[articles.text.notna() & articles.problem.isna()]
    found = split(readable) if passages is None else passages
    cut: dict[Any, Any] = dict(iter(found.groupby("article_id", sort=False)))
    none = found.iloc[:0]
    rows: list[Any] = list(readable.itertuples())
    texts = [row.text for row in rows]
    mine = [
        cut.get(row.article_id, none).drop(columns="article_id").to_dict("records") for row in rows
    ]
    docs = list(_parsed(texts, mine, keep))
    for row, cuts, doc in zip(rows, mine, docs, strict=True):
        _describe(doc, row, cuts)
    return docs


def _describe(doc: SpacyDoc, row: Any, passages: list[dict[str, Any]]) -> None:
    _register()
    doc.user_data["passages"] = passages
    doc._.article_id = row.article_id
    doc._.published = None if pd.isna(row.published) else pd.Timestamp(row.published).date()
    doc._.passages = passages


def _parsed(
    texts: list[str], passages: list[list[dict[str, Any]]], keep: bool
) -> Iterator[SpacyDoc]:
    """Yield each text's document: from the cache, or parsed, many at once, and put there."""
    nlp = pipeline()
    if not keep:
        yield from nlp.pipe(map(partial(_make_doc, nlp), texts, passages))
        return
    for start in range(0, len(texts), BATCH):
        batch = range(start, min(start + BATCH, len(texts)))
        keys = {i: cache.key(texts[i], passages[i], nlp) for i in batch}
        docs = {i: doc for i in batch if (doc := cache.load(keys[i], nlp)) is not None}
        missing = [i for i in batch if i not in docs]
        made = nlp.pipe(_make_doc(nlp, texts[i], passages[i]) for i in missing)
        for i, doc in zip(missing, made, strict=True):
            cache.save(keys[i], doc)
            docs[i] = doc
        yield from (docs[i] for i in batch)


def all_sentences(doc: Parsed) -> Iterator[tuple[int, dict[str, Any], Span]]:
    """Yield ``(sentence_id, passage, sentence)`` of every passage but the boilerplate."""
    return iter(_sentences(plain(doc)))


@once
def _sentences(doc: Doc) -> list[tuple[int, dict[str, Any], Span]]:
    passages = iter(doc._.passages)
    passage = next(passages, None)
    found: list[tuple[int, dict[str, Any], Span]] = []
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        if not words:
            continue
        while passage is not None and passage["end"] <= words[0].idx:
            passage = next(passages, None)
        if passage is None:
            break
        if passage["kind"] == "boilerplate" or words[0].idx < passage["start"]:
            continue
        found.append((len(found), passage, doc[words[0].i : words[-1].i + 1]))
    return found


def reading_sentences(doc: Parsed) -> Iterator[tuple[int, dict[str, Any], Span]]:
    """Yield ``(sentence_id, passage, sentence)`` of the title, the body and the captions."""
    return iter(_read(plain(doc)))


@once
def _read(doc: Doc) -> list[tuple[int, dict[str, Any], Span]]:
    return [found for found in _sentences(doc) if found[1]["kind"] in READ]
