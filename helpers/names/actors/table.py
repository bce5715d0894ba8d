"""Actors without a name of their own: *rebels*, *government forces*, *a military official*.

A noun phrase is an actor when its head stands in ``data/lexicons/actors.csv``. Its
modifiers say of which nation and on which side it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from helpers.language import grammar
from helpers.language.parse import reading_sentences
from helpers.language.plain import Doc, Parsed, Token, plain
from helpers.names.actors.modifiers import actor_id, backers, nationality, number, side, side_of
from helpers.names.actors.roles import MODIFIERS, entry, noun_words
from helpers.names.nations import nationalities
from helpers.names.resolving import resolve
from helpers.names.stage import names as find_names

COLUMNS = ["article_id", "sentence_id", "start", "end", "text", "head", "name_id", "actor_id",
           "role", "kind", "nationality", "side", "number"]  # fmt: skip
_POWERS = {"government", "army", "military", "regime", "police", "parliament"}
"""Of these a country has one: *the government* is the one whose nation the article tells."""


def _starts(head: Token) -> bool:
    """A capital at the beginning of a sentence says nothing."""
    return (
        bool(head.is_sent_start)
        and head.i + 1 < len(head.doc)
        and not head.nbor().text[:1].isupper()
    )


def _is_actor(head: Token) -> tuple[str, tuple[str, str]] | None:
    if head.pos_ != "NOUN" and not (head.pos_ == "PROPN" and _starts(head)):
        return None
    if head.dep_ in MODIFIERS - {"nmod:poss", "poss", "nmod"}:
        return None
    found = entry(noun_words(head))
    if found is None and head.pos_ == "NOUN" and head.text in nationalities():
        return head.lower_, ("civilian", "group")
    return found


def _covered(part: pd.DataFrame) -> dict[int, int]:
    """The characters of an article's names, with the length of the longest name over each."""
    found: dict[int, int] = {}
    for start, end in zip(part.start, part.end, strict=True):
        for place in range(int(start), int(end)):
            found[place] = max(found.get(place, 0), end - start)
    return found


def _rows(doc: Doc, taken: dict[int, int]) -> Iterator[dict[str, Any]]:
    for sentence_id, _, sentence in reading_sentences(doc):
        for token in sentence:
            found = _is_actor(token) if token.text.isalpha() or "-" in token.text else None
            if found is None:
                continue
            if taken.get(token.idx, 0) > len(token):
                continue
            yield _row(doc, sentence_id, token, found, taken)


def _row(
    doc: Doc,
    sentence_id: int,
    token: Token,
    found: tuple[str, tuple[str, str]],
    taken: dict[int, int],
) -> dict[str, Any]:
    lemma, (role, kind) = found
    span = grammar.phrase(token)
    nation, (side_, own) = nationality(token), side(token, taken)
    backed = backers(token)
    shown = "" if own or side_of(lemma) else side_ or ""
    return {
        "article_id": doc._.article_id, "sentence_id": sentence_id,
        "start": span.start_char, "end": span.end_char, "text": span.text, "head": lemma,
        "name_id": resolve(doc, token), "role": role, "kind": kind,
        "actor_id": actor_id(lemma, token, nation, shown),
        "nationality": nation, "side": side_ or (backed[0] if backed else None),
        "number": number(token),
    }  # fmt: skip


def _one_power(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give *the government* the id of the one *Syrian government* of the article."""
    nations: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["nationality"] and row["head"] in _POWERS:
            nations[row["head"]].add(row["actor_id"])
    for row in rows:
        bare = row["text"].casefold() == f"the {row['head']}" and not row["name_id"]
        if bare and len(nations[row["head"]]) == 1:
            row["actor_id"] = next(iter(nations[row["head"]]))
    return rows


def actors(docs: Iterable[Parsed], *, names: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find actors that have no name: groups, offices, people by what they are.

    Parameters
    ----------
    names
        The table ``names`` of the same docs, if at hand.

    Returns
    -------
    DataFrame
        One row a noun phrase whose head is in ``data/lexicons/actors.csv``:
        ``article_id``, ``sentence_id``, ``start``, ``end``, ``text``, ``head`` (lemma),
        ``name_id`` (null unless the noun refers to one name), ``actor_id`` (the same
        words in every article, such as *Syrian government*), ``role``, ``kind``
        (person, group, institution), ``nationality``, ``side``, ``number`` (singular,
        plural, mass). Nouns inside a longer name are left to the table ``names``.
    """
    docs = list(docs)
    names = find_names(docs) if names is None else names
    spans = {article: _covered(part) for article, part in names.groupby("article_id")}
    rows = [
        row
        for doc in map(plain, docs)
        for row in _one_power([*_rows(doc, spans.get(doc._.article_id, {}))])
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    types = {c: "Int64" if c in {"sentence_id", "start", "end"} else "string" for c in COLUMNS}
    return frame.astype(types).drop_duplicates(["article_id", "start", "end"], ignore_index=True)
