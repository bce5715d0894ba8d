"""Which of a story's events is the main one: where it stands, what it is, who has part in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from helpers.events.comparing import content_words
from helpers.language import grammar as g
from helpers.language.plain import Doc, Span

Sentences = list[tuple[int, str, Span]]
Ranked = list[tuple[float, dict[str, Any]]]


def rank_events(events: list[dict[str, Any]], sentences: Sentences) -> Ranked:
    """Score a story's events by how likely each is the main one, best first.

    What counts: standing in the title or the lead, being told as a fact, having a PLOVER type, both
    actors, and words that the rest of the story repeats.
    """
    order = {number: i for i, (number, _, _) in enumerate(sentences)}
    kinds = {number: kind for number, kind, _ in sentences}
    words = Counter(t.lower_ for _, _, s in sentences for t in s if t.is_alpha and not t.is_stop)
    total = max(words.values(), default=1)
    ranked = []
    for row in events:
        if row["sentence_id"] not in order:
            continue
        position = order[row["sentence_id"]]
        actors = content_words(row["agent"]) | content_words(row["patient"])
        common = max((words[w] / total for w in actors), default=0.0)
        score = (
            2.0 / (1 + position)
            + 1.0 * (kinds[row["sentence_id"]] == "title")
            + 0.5 * (row["modality"] == "asserted")
            + 0.4 * (row["type"] != "OTHER")
            + 0.4 * (not pd.isna(row["agent"]))
            + 0.2 * (not pd.isna(row["patient"]))
            + 0.6 * common
            - 0.3 * (row["polarity"] == "negative")
        )
        ranked.append((score, row))
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1]["event_id"]))


def span_of(row: dict[str, Any], prefix: str) -> tuple[int, int] | None:
    """Return the offsets of one of an event's phrases (``agent_``, ``place_``), ``None`` if it has none."""
    start, end = row[f"{prefix}start"], row[f"{prefix}end"]
    return None if pd.isna(start) else (int(start), int(end))


def trigger_of(doc: Doc, row: dict[str, Any]) -> Span | None:
    """Return an event's trigger in the parsed article."""
    return doc.touched(int(row["start"]), int(row["end"]))


def is_aside(doc: Doc, row: dict[str, Any], *, described: bool = False) -> bool:
    """Tell whether an event only dates another (*since Russia entered the war*).

    Parameters
    ----------
    described
        Whether an event that describes somebody counts too (*a fire *which killed* nobody*).
    """
    links = g.ADVERB_CLAUSE | (g.RELATIVE if described else set())
    trigger = trigger_of(doc, row)
    return trigger is not None and trigger.root.dep_ in links
