"""Claims that clash: events that different sources tell, and tell differently.

Two events speak of the same thing when type, patient, agent, place and time go together and
different sources tell them. Precision comes before coverage: what could be two things stays apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from helpers import tables
from helpers.events.lexicon import word_list

Row = dict[str, Any]
_STOP = {
    "the", "a", "an", "of", "in", "on", "at", "and", "to", "for", "from", "by", "its", "their", "his",
    "her", "some", "all", "more", "than", "least", "over", "about", "up", "part", "parts", "one", "most",
    "other", "new", "two", "three", "full", "much", "they", "it", "he", "she", "we", "them", "people",
    "several", "many", "area", "almost", "number", "hundreds", "dozens", "thousands", "former", "this",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMPARED = ["_patient", "patient_id", "_agent", "agent_id", "_place", "date_from", "date_to"]


def claims(
    events: pd.DataFrame, *, names: pd.DataFrame | None = None, contested: bool = True
) -> pd.DataFrame:
    """Group the events that different sources tell of the same thing: the table ``claims``.

    Works from the table ``events`` alone, within an article and across articles, and gives the same
    groups for the same rows in any order.

    Parameters
    ----------
    names
        The table ``names``: with it, patients and agents that go by one name count as the same.
        The ids in ``events`` already say so within an article; ``None`` trusts these alone.
    contested
        ``False`` keeps also the groups in which all sources agree.

    Returns
    -------
    pandas.DataFrame
        ``claim_id`` is made of the article and the number of the group's first event; ``relation``
        says whether the source ``asserts`` or ``denies`` that the event took place.
    """
    groups: list[list[Row]] = []
    for bucket in _buckets(candidates(events)):
        groups += grouped(bucket)
    return chosen(groups, contested=contested)


def chosen(groups: Iterable[list[Row]], *, contested: bool = True) -> pd.DataFrame:
    """Make the table ``claims`` of groups: the largest first, each event in one claim at most.

    Among groups of one size the first event decides, then the order in which they come.
    """
    rows, seen = [], set()
    for group in sorted(groups, key=lambda g: (-len(g), _key(g[0]))):
        fresh = [row for row in group if _key(row) not in seen]
        if not worth_showing(fresh, contested=contested):
            continue
        seen |= {_key(row) for row in fresh}
        rows += [_claim(fresh[0], row) for row in fresh]
    return tables.table("claims", rows)


def _key(row: Row) -> tuple[str, int]:
    return row["article_id"], row["event_id"]


def candidates(events: pd.DataFrame) -> list[Row]:
    """Return the events that a claim can be made of, with what they are compared by."""
    told = events[(events.modality == "asserted") & events.patient.notna()]
    rows = told.sort_values(["article_id", "event_id"]).to_dict("records")
    for row in rows:
        row["_deed"] = _deed(row["type"], row["lemma"])
        row["_patient"] = content_words(row["patient"])
        row["_agent"] = content_words(row["agent"])
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


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


def _buckets(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """Rows that share a deed and a word of the patient: only these are compared."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for word in row["_patient"]:
            found[row["_deed"], word].append(row)
    return [found[key] for key in sorted(found) if len(found[key]) > 1]


def grouped(bucket: Iterable[Row]) -> list[list[Row]]:
    """Put each event with the first group all of whose events it may be; groups of one are left out.

    Rows with the same slots are compared once, so that a story printed a thousand times costs little.
    """
    groups: list[tuple[dict[Any, Row], list[Row]]] = []
    for row in bucket:
        for kinds, group in groups:
            if all(same_event(row, other) for other in kinds.values()):
                kinds.setdefault(row["_slots"], row)
                group.append(row)
                break
        else:
            groups.append(({row["_slots"]: row}, [row]))
    return [group for _, group in groups if len(group) > 1]


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


def worth_showing(group: list[Row], *, contested: bool = True) -> bool:
    """Tell whether different sources tell it, and tell it differently: what a part does, the whole does."""
    if len({row["_source"] for row in group}) < 2:
        return False
    if not contested:
        return True
    by_polarity = defaultdict(set)
    for row in group:
        by_polarity[row["polarity"]].add(row["_source"])
    denied = len(by_polarity) > 1 and len(set.union(*by_polarity.values())) > 1
    figures = {row["count"] for row in group if not pd.isna(row["count"])}
    return denied or (len(figures) > 1 and _casualties(group))


def _casualties(group: list[Row]) -> bool:
    return all(row["_deed"] in {"kill", "wound", "displace"} for row in group)


def _claim(first: Row, row: Row) -> Row:
    return {
        "claim_id": f"{first['article_id']}:{first['event_id']}",
        "article_id": row["article_id"],
        "event_id": row["event_id"],
        "relation": "denies" if row["polarity"] == "negative" else "asserts",
        "source": None if pd.isna(row["source"]) else row["source"],
    }


__all__ = [
    "candidates",
    "chosen",
    "claims",
    "content_words",
    "grouped",
    "same_event",
    "slots",
    "worth_showing",
]
