"""Naming: which words stand for the same actor, and how the choice leans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pandas as pd

from helpers import tables
from helpers.framing.terms import SIDES, Found, Term, terms_in
from helpers.language import grammar
from helpers.language.plain import Doc, Parsed, Span, plain
from helpers.names import actors as find_actors
from helpers.names.actors.modifiers import nationality
from helpers.resources import lexicon

OPENING, CLOSING = set("“‘\"'„«"), set("”’\"'“»")
LONGEST_SCARE_QUOTE = 4
_POINTING = {"the", "this", "these", "that", "those"}

Nations = list[tuple[int, int, str]]


def in_scare_quotes(span: Span) -> bool:
    """Tell whether the words stand in quotation marks of their own, to keep a distance from them.

    That is: at most four words between the marks, and the marks hold no sentence.
    """
    doc = span.doc
    left = right = None
    for i in range(span.start - 1, max(span.start - LONGEST_SCARE_QUOTE, -1) - 1, -1):
        if i >= 0 and doc[i].text in OPENING:
            left = i
            break
    for i in range(span.end, min(span.end + LONGEST_SCARE_QUOTE, len(doc))):
        if doc[i].text in CLOSING:
            right = i
            break
    if left is None or right is None:
        return False
    inside = [t for t in doc[left + 1 : right] if not t.is_punct]
    return len(inside) <= LONGEST_SCARE_QUOTE and not any(
        t.tag_ in {"VBD", "VBZ", "VBP"} for t in inside
    )


@cache
def _peoples() -> frozenset[str]:
    """Adjectives of nations, without those of parties and faiths: a party's politicians are not all politicians."""
    rows = lexicon("demonyms")
    return frozenset(rows.adjective[rows.kind == "nation"])


def _nations(doc: Doc, actors: pd.DataFrame) -> Nations:
    """Return ``(start, end, nation)`` of each actor phrase of the document that has a nation."""
    rows = tables.by_article(actors).get(doc._.article_id, [])
    told = [row for row in rows if not pd.isna(row["nationality"]) and row["nationality"]]
    return [(row["start"], row["end"], row["nationality"]) for row in told]


def _referents(found: Found, nations: Nations) -> list[str]:
    """Class of each term with its nation: its own, or that of the only nation its class had so far.

    *The government* is that of *the Syrian government* before it; *our government*, *Democratic
    politicians* and *people* are nobody's but their own.
    """
    before: dict[str, set[str]] = {}
    out = []
    for _, span, term in found:
        nation = _nation(span, nations)
        known = before.setdefault(term.referent, set())
        if nation:
            known.add(nation)
        elif len(known) == 1 and _points_back(span, term):
            nation = next(iter(known & _peoples()), "")
        out.append(f"{term.referent} ({nation})" if nation else term.referent)
    return out


def _points_back(span: Span, term: Term) -> bool:
    """Whether a phrase is *the N* alone, of a side in a conflict also bare: no word tells another N."""
    head = span.root
    own = grammar.possessors(head) or any(word == "of" for word, _ in grammar.prepositional(head))
    words = {c.lower_ for c in head.lefts if c.i < span.start}
    return not own and (bool(words) or term.referent in SIDES) and words <= _POINTING


def _nation(span: Span, nations: Nations) -> str:
    """Nation of the shortest actor phrase that ends with the term, else of its own words."""
    holding = [n for n in nations if n[0] <= span.start_char and n[1] == span.end_char]
    told = min(holding, key=lambda n: n[1] - n[0])[2] if holding else None
    nation = told or nationality(span.root) or ""
    return "" if nation.lower() == span.root.lemma_.lower() else nation


def _rows(doc: Doc, found: Found, actors: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for (number, span, term), referent in zip(
        found, _referents(found, _nations(doc, actors)), strict=True
    ):
        yield {
            "article_id": doc._.article_id,
            "sentence_id": number,
            "start": span.start_char,
            "end": span.end_char,
            "text": span.text,
            "referent": referent,
            "term": term.term,
            "connotation": "distanced" if in_scare_quotes(span) else term.connotation,
        }


def naming(
    docs: Iterable[Parsed],
    *,
    names: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the words chosen for actors and acts that can be named in several ways.

    Parameters
    ----------
    docs
        Parsed articles.
    names, actors
        What these stages made, if at hand.
    voices
        Not needed; taken so that every stage is called alike. Whose word a name is says
        :func:`naming_by_voice`.

    Returns
    -------
    DataFrame
        Table ``naming``: one row a term of ``data/lexicons/naming.csv`` as it stands in the title,
        the body or a caption. ``referent`` is whom it names, with the nation in brackets where the
        text gives one (*government (Syrian)*); ``connotation`` is positive, neutral or negative, or
        *distanced* where the term stands in scare quotes.
    """
    found = [(doc, terms) for doc in map(plain, docs) if (terms := terms_in(doc))]
    told = find_actors([doc for doc, _ in found], names=names) if actors is None else actors
    return tables.table("naming", [row for doc, terms in found for row in _rows(doc, terms, told)])


def naming_by_voice(naming: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Say of each row of ``naming`` whose choice of word it is.

    Returns
    -------
    DataFrame
        ``naming`` with voice_id, source and ``chosen_by``: *source* where the word stands in
        direct or mixed speech, *paraphrase* where the reporter retells a source in indirect speech,
        *reporter* elsewhere.
    """
    from helpers.voices import voice_at

    ids = [voice_at(voices, row.article_id, row.start, row.end) for row in naming.itertuples()]
    found = naming.assign(voice_id=pd.array(ids, dtype="Int64"))
    speech = voices[["article_id", "voice_id", "source", "kind"]]
    found = found.merge(speech, on=["article_id", "voice_id"], how="left")
    chosen = {"direct": "source", "mixed": "source", "indirect": "paraphrase"}
    return found.assign(chosen_by=found.kind.map(chosen).fillna("reporter")).drop(columns="kind")
