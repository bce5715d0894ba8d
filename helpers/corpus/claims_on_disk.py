"""The claims of a whole corpus, in memory that does not grow with it.

Only events with the same kind of deed and a word of the patient in common are ever compared. So the
events are dealt out to files by a hash of the two (GRACE hash join, Kitsuregawa et al. 1983), each
file is grouped by itself, and only the groups that will be shown are kept.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

Row = dict[str, Any]
FILES = 64
"""How many files the events are dealt out to."""
_WORDS, _DATES = ("_patient", "_agent", "_place"), ("date_from", "date_to")
_KEPT = [
    "article_id",
    "event_id",
    "polarity",
    "count",
    "source",
    "agent_id",
    "patient_id",
    "_deed",
    "_source",
    "_patient",
    "_agent",
    "_place",
    "date_from",
    "date_to",
]


def claims_of(pieces: Iterable[pd.DataFrame], scratch: Path) -> pd.DataFrame:
    """Return the claims of all events, the same as ``helpers.events.claims`` of them at once.

    Parameters
    ----------
    pieces
        The table ``events``, cut between articles, in the order of their ids.
    scratch
        A folder for files that are not needed afterwards.
    """
    from helpers.events.contest import chosen, grouped, worth_showing

    _deal(pieces, scratch)
    kept: list[tuple[tuple[str, str], list[Row]]] = []
    for number in range(FILES):
        for key, bucket in _buckets(scratch / f"claims.{number}"):
            kept += ((key, group) for group in grouped(bucket) if worth_showing(group))
    return chosen(group for _, group in sorted(kept, key=lambda pair: pair[0]))


def _deal(pieces: Iterable[pd.DataFrame], scratch: Path) -> None:
    from helpers.events.contest import candidates

    for events in pieces:
        lines: dict[int, list[str]] = defaultdict(list)
        for row in candidates(events):
            written = json.dumps({name: _plain(row[name]) for name in _KEPT})
            for word in row["_patient"]:
                number = zlib.crc32(f"{row['_deed']} {word}".encode()) % FILES
                lines[number].append(f"{json.dumps(word)}\t{written}\n")
        for number, mine in lines.items():
            with (scratch / f"claims.{number}").open("a", encoding="utf-8") as file:
                file.writelines(mine)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def _buckets(path: Path) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    """Yield the rows that share a deed and a word of the patient, where there are two or more."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for line in file:
                word, written = line.split("\t", 1)
                row = _read(json.loads(written))
                found[row["_deed"], json.loads(word)].append(row)
    yield from (pair for pair in found.items() if len(pair[1]) > 1)


def _read(row: Row) -> Row:
    from helpers.events.contest import slots

    row |= {name: frozenset(row[name]) for name in _WORDS}
    row |= {name: pd.Timestamp(row[name]) for name in _DATES if row[name] is not None}
    return row | {"_slots": slots(row)}
