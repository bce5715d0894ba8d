"""The table ``names``: mentions, the name each belongs to, and where places lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd
from spacy.tokens import Doc, Span, Token

from helpers.names import aliases as clusters
from helpers.names.canonical import canonical, joined_by_hand
from helpers.names.known import alias_keys, known_aliases, known_labels
from helpers.names.mentions import Mention, find_mentions
from helpers.names.places import Place, locate
from helpers.names.references import candidate, find_references, heads
from helpers.names.rules import RULES
from helpers.tables import table

_STORED, _PLACED, _HEADS = "newswalk.names", "newswalk.names at", "newswalk.names heads"


@dataclass(frozen=True)
class Article:
    """The names of one article: mentions, the name_id of each, its forms and their pairs."""

    mentions: list[Mention]
    name_ids: list[str]
    forms: list[clusters.Form]
    pairs: list[clusters.Pair]


def name_clusters(
    mentions: Sequence[Mention],
    text: str,
    *,
    threshold: float = clusters.THRESHOLD,
    table: Mapping[str, str] | None = None,
) -> Article:
    """Cluster the mentions of one article; a pure function of mentions and text.

    Parameters
    ----------
    mentions
        In text order.
    text
        The article's text.
    threshold
        Pairs that score below stay apart (0…1).
    table
        Canonical names by key (:func:`helpers.names.known.alias_keys`).

    Examples
    --------
    >>> text = "The Lowland Centre for Human Rights (LCHR) spoke. LCHR gave no figure."
    >>> found = [Mention(4, 35, text[4:35], "ORG"), Mention(37, 41, "LCHR", "ORG"),
    ...          Mention(50, 54, "LCHR", "ORG")]
    >>> set(name_clusters(found, text).name_ids)
    {'Lowland Centre for Human Rights'}
    """
    known = known_aliases() if table is None else table
    forms = clusters.split_by_rivals(clusters.forms_of(mentions), mentions)
    pairs = clusters.find_pairs(forms, mentions, text, [*RULES, joined_by_hand(known)])
    roots = clusters.join(len(forms), pairs, threshold)
    name_ids = [""] * len(mentions)
    labelled = list(mentions)
    for root in set(roots):
        members = [form for form, r in zip(forms, roots, strict=True) if r == root]
        name, label = canonical(clusters.fullest(members), known), _label(members, mentions)
        for i in (i for form in members for i in form.mentions):
            name_ids[i] = name
            labelled[i] = replace(mentions[i], label=label)
    return Article(labelled, name_ids, forms, pairs)


def _label(members: Sequence[clusters.Form], mentions: Sequence[Mention]) -> str:
    """One label for a cluster: a known one, or what most of its mentions carry."""
    full = clusters.fullest(members)
    if full.key in known_labels():
        return known_labels()[full.key]
    votes = Counter(mentions[i].label for form in members for i in form.mentions)
    votes[full.label] += 1
    return max(votes, key=lambda label: (votes[label], label == full.label))


def _read(doc: Doc, threshold: float, table: Mapping[str, str] | None) -> Article:
    mentions = find_mentions(doc)
    article = name_clusters(mentions, doc.text, threshold=threshold, table=table)
    extra = find_references(doc, article.mentions, article.name_ids)
    both = sorted(
        [*zip(article.mentions, article.name_ids, strict=True), *extra], key=lambda m: m[0].start
    )
    return Article([m for m, _ in both], [n for _, n in both], article.forms, article.pairs)


def _kept(doc: Doc) -> tuple[list[Mention], list[str]]:
    """Names of a doc with the default settings, worked out once and kept with the doc."""
    if _STORED not in doc.user_data:
        article = _read(doc, clusters.THRESHOLD, None)
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
    docs: Iterable[Doc],
    *,
    threshold: float = clusters.THRESHOLD,
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
    for doc in docs:
        if threshold == clusters.THRESHOLD and keys is None:
            mentions, name_ids = _kept(doc)
        else:
            article = _read(doc, threshold, keys)
            mentions, name_ids = article.mentions, article.name_ids
        rows += _rows(doc, mentions, name_ids)
    return table("names", rows)


def alias_pairs(
    docs: Iterable[Doc],
    *,
    threshold: float = clusters.THRESHOLD,
    aliases: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """List every two names of an article that may be the same, why, how sure, and whether joined.

    Returns
    -------
    DataFrame
        ``article_id``, ``a``, ``b`` (forms as written), ``reason``, ``score`` (0…1),
        ``merged`` (score reaches the threshold), ``name_id`` (of a), best first.
    """
    rows = []
    keys = None if aliases is None else alias_keys(aliases)
    for doc in docs:
        article = _read(doc, threshold, keys)
        named = dict(
            zip(((m.start, m.end) for m in article.mentions), article.name_ids, strict=True)
        )
        own = [m for m in article.mentions if not m.reference]
        for pair in article.pairs:
            a, b = article.forms[pair.a], article.forms[pair.b]
            first = own[a.mentions[0]]
            if pair.score > 0:
                rows.append([
                    doc._.article_id, a.text, b.text, pair.reason, pair.score,
                    pair.score >= threshold, named[first.start, first.end],
                ])  # fmt: skip
    columns = ["article_id", "a", "b", "reason", "score", "merged", "name_id"]
    return pd.DataFrame(rows, columns=columns).astype({"score": "float64", "merged": "bool"})


def resolve(doc: Doc, span: Span | Token) -> str | None:
    """Return the ``name_id`` of what a phrase speaks of, or None if it names nothing.

    That is the name in which the phrase's head stands (``SOHR head *Rami
    Abdurrahman*``), or the one name that a common noun refers to (``the
    observatory``). A name that only modifies the head (``a *Reuters* reporter``) is not
    what the phrase speaks of. Pronouns are not resolved here.
    """
    if _PLACED not in doc.user_data:
        _place(doc)
    head = span if isinstance(span, Token) else _head(span)
    named: str | None = doc.user_data[_PLACED][head.i]
    return named or candidate(head, doc.user_data[_HEADS])


def _place(doc: Doc) -> None:
    """Keep with the doc which name each word stands in, and which names each head noun has."""
    mentions, name_ids = _kept(doc)
    placed: list[str | None] = [None] * len(doc)
    for mention, name_id in zip(mentions, name_ids, strict=True):
        placed[mention.first : mention.last] = [name_id] * (mention.last - mention.first)
    doc.user_data[_PLACED] = placed
    doc.user_data[_HEADS] = {k: sorted(v) for k, v in heads(mentions, name_ids).items()}


def _head(span: Span) -> Token:
    words = [t for t in span if not t.is_space and not t.is_punct]
    inside = [t for t in words if t.head.i == t.i or not span.start <= t.head.i < span.end]
    nouns = [t for t in inside if t.pos_ in {"PROPN", "NOUN", "PRON"}]
    return (nouns or inside or words or [span[0]])[0]
