"""The ``voices`` table: attributions as rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from helpers.language import reading_sentences
from helpers.language.plain import Doc
from helpers.tables import table
from helpers.voices.people import Resolver
from helpers.voices.quotes import Quotes
from helpers.voices.rules import Attribution
from helpers.voices.stance import stance

DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"


def kind_of(quotes: Quotes, one: Attribution) -> str:
    """Tell direct speech (every word in quotation marks) from mixed (some) and indirect (none).

    The cue, the source and whatever else interrupts the content do not count.
    """
    holes = [(s.start_char, s.end_char) for s in (one.cue, one.source) if s is not None]
    words = [
        m.start() + start
        for start, end in one.pieces or ((one.start, one.end),)
        for m in re.finditer(r"\w+", quotes.text[start:end])
        if not any(a <= m.start() + start < b for a, b in holes)
    ]
    quoted = sum(quotes.at(place) is not None for place in words)
    if not quoted:
        return INDIRECT
    return DIRECT if quoted == len(words) else MIXED


def rows(doc: Doc, found: Sequence[Attribution]) -> list[dict[str, Any]]:
    """Turn one article's attributions into rows of the table."""
    quotes = Quotes(doc)
    resolver = Resolver(doc, quotes)
    ends = [(s.end_char, number) for number, _, s in reading_sentences(doc)]
    made = []
    for number, one in enumerate(sorted(found, key=lambda a: (a.start, -a.end))):
        source_id, resolved = resolver.resolve(one)
        made.append({
            "article_id": doc._.article_id,
            "sentence_id": _sentence(ends, one.start),
            "voice_id": number, "start": one.start, "end": one.end,
            "kind": kind_of(quotes, one),
            **_place("cue", one.cue), **_place("source", one.source),
            "source_id": source_id, "resolved": resolved,
            "stance": stance(one.cue, quotes.text[one.start : one.end]),
        })  # fmt: skip
    for row in made:
        _as_the_speaker(row, made)
    return made


def _sentence(ends: Sequence[tuple[int, int]], start: int) -> int | None:
    """The number of the first sentence that ends behind a character."""
    at = bisect_left(ends, (start + 1,))
    return ends[at][1] if at < len(ends) else None


def _as_the_speaker(row: dict[str, Any], made: Sequence[dict[str, Any]]) -> None:
    """Let *I* within what somebody says be the one who says it."""
    if row.get("source", "").lower() != "i":
        return
    around = [
        r for r in made
        if r is not row and r["start"] <= row["source_start"] < r["end"]
        and not (r.get("source_start", -1) <= row["source_start"] < r.get("source_end", -1))
    ]  # fmt: skip
    if around:
        nearest = min(around, key=lambda r: r["end"] - r["start"])
        row["source_id"], row["resolved"] = nearest["source_id"], nearest["resolved"]


def _place(role: str, span: Any) -> dict[str, Any]:
    if span is None:
        return {}
    return {role: span.text, f"{role}_start": span.start_char, f"{role}_end": span.end_char}


def voices_table(made: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Make the ``voices`` table of rows."""
    return table("voices", made)
