"""Claims that clash: events that different sources tell, and tell differently.

Two events speak of the same thing when type, patient, agent, place and time go together and
different sources tell them. Precision comes before coverage: what could be two things stays apart.
"""

from __future__ import annotations

import reprlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from helpers import tables
from helpers.events.comparing import CASUALTIES, Row, candidates, content_words, same_event, slots


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

    Raises
    ------
    ValueError
        If ``events`` is no such table.
    """
    if not isinstance(events, pd.DataFrame) or "modality" not in events:
        raise ValueError(f"claims: the table events is needed, not {reprlib.repr(events)}.")
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
    return all(row["_deed"] in CASUALTIES for row in group)


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
