"""Whether two events may be one and the same: their deeds, parties, places and times compared."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from helpers.events.lexicon import word_list

Row = dict[str, Any]
CASUALTIES = {"kill", "wound", "displace"}
"""Deeds whose figures are compared; who *dies* or *flees* is the one it happens to."""
_STOP = {
    "the", "a", "an", "of", "in", "on", "at", "and", "to", "for", "from", "by", "its", "their", "his",
    "her", "some", "all", "more", "than", "least", "over", "about", "up", "part", "parts", "one", "most",
    "other", "new", "two", "three", "full", "much", "they", "it", "he", "she", "we", "them", "people",
    "several", "many", "area", "almost", "number", "hundreds", "dozens", "thousands", "former", "this",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMPARED = ["_patient", "patient_id", "_agent", "agent_id", "_place", "date_from", "date_to"]


def candidates(events: pd.DataFrame) -> list[Row]:
    """Return the events that a claim can be made of, with what they are compared by."""
    told = events[events.modality == "asserted"]
    rows = told.sort_values(["article_id", "event_id"]).to_dict("records")
    for row in rows:
        row["_deed"] = _deed(row["type"], row["lemma"])
        if row["_deed"] in CASUALTIES and pd.isna(row["patient"]):
            row |= {"patient": row["agent"], "patient_id": row["agent_id"]}
            row |= {"agent": None, "agent_id": None}
        row["_patient"] = _things(row["patient"])
        row["_agent"] = _things(row["agent"])
        row["_place"] = content_words(row["place"])
        row["_source"] = _source(row)
        row["_slots"] = slots(row)
    return [row for row in rows if row["_patient"]]


def slots(row: Row) -> tuple[Any, ...]:
    """Return all that :func:`same_event` looks at: rows alike in it agree with the same rows."""
    return tuple(None if _missing(row[name]) else row[name] for name in _COMPARED)


def _missing(value: Any) -> bool:
    return not isinstance(value, frozenset) and bool(pd.isna(value))


def _source(row: Row) -> str:
    said = "" if pd.isna(row["source"]) else " ".join(sorted(content_words(row["source"])))
    return said or f"reporter of {row['article_id']}"


def _deed(event_type: str, lemma: str) -> str:
    """What kind of deed it is: verbs that end a siege, or that kill, are one kind each."""
    kinds = word_list("deeds")
    for word in [lemma, *lemma.split()]:
        if word in kinds:
            return kinds[word]
    return lemma


def content_words(phrase: Any) -> frozenset[str]:
    """Return a phrase's telling words, lower-cased and without plural *s*; none for null.

    Examples
    --------
    >>> sorted(content_words("some 700 fighters from the town"))
    ['fighter', 'town']
    """
    if phrase is None or pd.isna(phrase):
        return frozenset()
    words = (w.lower() for w in _WORD.findall(phrase))
    return frozenset(_singular(w) for w in words if w not in _STOP)


def _things(phrase: Any) -> frozenset[str]:
    """A phrase's telling words, with one word for each kind of thing (*motorway*: *road*)."""
    kinds = word_list("things")
    return frozenset(kinds.get(word, word) for word in content_words(phrase))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


def same_event(one: Row, other: Row) -> bool:
    """Tell whether two rows may speak of the same event, as far as their slots say."""
    return (
        _patients_agree(one, other)
        and _compatible(one["_agent"], other["_agent"], one["agent_id"], other["agent_id"])
        and _compatible(one["_place"], other["_place"], None, None)
        and _times_meet(one, other)
    )


def _patients_agree(one: Row, other: Row) -> bool:
    ids = one["patient_id"], other["patient_id"]
    if not any(pd.isna(i) for i in ids):
        return ids[0] == ids[1]
    shared = one["_patient"] & other["_patient"]
    return len(shared) / min(len(one["_patient"]), len(other["_patient"])) >= 0.5


def _compatible(one: frozenset[str], other: frozenset[str], one_id: Any, other_id: Any) -> bool:
    if not one or not other:
        return True
    if not pd.isna(one_id) and not pd.isna(other_id):
        return bool(one_id == other_id)
    return bool(one & other)


def _times_meet(one: Row, other: Row) -> bool:
    starts = [r["date_from"] for r in (one, other) if not pd.isna(r["date_from"])]
    ends = [r["date_to"] for r in (one, other) if not pd.isna(r["date_to"])]
    return not starts or not ends or max(starts) <= min(ends)
