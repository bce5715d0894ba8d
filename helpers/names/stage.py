"""The table ``names``: mentions, the name each belongs to, and where places lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from helpers.language.plain import Doc, Parsed, plain
from helpers.names.aliases import THRESHOLD
from helpers.names.clusters import read_names
from helpers.names.known import alias_keys
from helpers.names.mention import Mention
from helpers.names.places import Place, locate
from helpers.tables import table

_STORED = "newswalk.names"


def kept(doc: Doc) -> tuple[list[Mention], list[str]]:
    """Return mentions and name ids of a doc with the default settings, worked out once and kept."""
    if _STORED not in doc.user_data:
        article = read_names(doc, THRESHOLD, None)
        doc.user_data[_STORED] = [
            [asdict(m), n] for m, n in zip(article.mentions, article.name_ids, strict=True)
        ]
    stored = doc.user_data[_STORED]
    return [Mention(**m) for m, _ in stored], [n for _, n in stored]


def _rows(doc: Doc, mentions: Sequence[Mention], name_ids: Sequence[str]) -> list[dict[str, Any]]:
    where = locate([m.text for m in mentions if m.label == "LOC"], doc.text)
    rows = []
    for mention, name_id in zip(mentions, name_ids, strict=True):
        place: Place | None = where.get(mention.text) if mention.label == "LOC" else None
        rows.append({
            "article_id": doc._.article_id, "sentence_id": mention.sentence_id,
            "start": mention.start, "end": mention.end, "text": mention.text,
            "label": mention.label, "name_id": name_id,
            "country": place.country if place else None,
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
        })  # fmt: skip
    return rows


def names(
    docs: Iterable[Parsed],
    *,
    threshold: float = THRESHOLD,
    aliases: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the names in parsed articles, bring their aliases together and put places on the map.

    Each article is read for itself, so that the same article gives the same
    rows in any company; :func:`link` looks across articles.

    Parameters
    ----------
    docs
        What ``parse`` returns.
    threshold
        How sure a pair of names must be (0…1) to be joined.
    aliases
        Pairs joined by hand, columns ``name`` and ``canonical``; by default
        ``data/lexicons/aliases.csv``.

    Returns
    -------
    DataFrame
        The table ``names``: one row a mention. ``text`` is the name without title,
        article and possessive; ``name_id`` is the fullest form of its cluster;
        ``country``, ``latitude`` and ``longitude`` (degrees) are filled for places
        that the gazetteer knows. A common noun that refers to a name (*the
        observatory*) is a row of its own.
    """
    rows: list[dict[str, Any]] = []
    keys = None if aliases is None else alias_keys(aliases)
    for doc in map(plain, docs):
        if threshold == THRESHOLD and keys is None:
            mentions, name_ids = kept(doc)
        else:
            article = read_names(doc, threshold, keys)
            mentions, name_ids = article.mentions, article.name_ids
        rows += _rows(doc, mentions, name_ids)
    return table("names", rows)
