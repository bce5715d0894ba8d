"""Naming: which words stand for the same actor, and how the choice leans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from helpers import tables
from helpers.framing.terms import Found, terms_in
from helpers.language.plain import Doc, Parsed, Span, plain
from helpers.names import actors as find_actors

OPENING, CLOSING = set("“‘\"'„«"), set("”’\"'“»")
LONGEST_SCARE_QUOTE = 4

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


def _nations(doc: Doc, actors: pd.DataFrame) -> Nations:
    """Return ``(start, end, nation)`` of each actor phrase of the document that has a nation."""
    rows = tables.by_article(actors).get(doc._.article_id, [])
    told = [row for row in rows if not pd.isna(row["nationality"]) and row["nationality"]]
    return [(row["start"], row["end"], row["nationality"]) for row in told]


def _referents(found: Found, nations: Nations) -> list[str]:
    """Class of each term with its nation: its own, or the only one that its class has here."""
    own = [_nation(span, nations) for _, span, _ in found]
    of_class: dict[str, Counter[str]] = {}
    for nation, (_, _, term) in zip(own, found, strict=True):
        of_class.setdefault(term.referent, Counter()).update([nation] if nation else [])
    out = []
    for nation, (_, _, term) in zip(own, found, strict=True):
        others = of_class[term.referent]
        nation = nation or (next(iter(others)) if len(others) == 1 else "")
        out.append(f"{term.referent} ({nation})" if nation else term.referent)
    return out


def _nation(span: Span, nations: Nations) -> str:
    """Nation of the shortest actor phrase that ends with the term."""
    holding = [n for n in nations if n[0] <= span.start_char and n[1] == span.end_char]
    return min(holding, key=lambda n: n[1] - n[0])[2] if holding else ""


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
