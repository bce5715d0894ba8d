"""How well ``events`` finds type, agent and patient: PLOVER's gold records, and gold trees.

A record of PLOVER's gold standard is one sentence with one event: its type, its actors. It is right
when one extracted event has the type, and its agent and patient each share a content word with the
gold actors. The records fall into two halves by a hash of their ids: errors were read in the
development half alone, so the figures that count are those of the other half.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from spacy.tokens import Doc

from helpers import tables
from helpers.evaluate.arguments import Counts, tree_counts
from helpers.evaluate.scores import COLUMNS, f1_interval
from helpers.events import events
from helpers.events.subjects import is_verb
from helpers.language import grammar as g
from helpers.language import parse
from helpers.language.plain import Parsed, plain

OLD_NAMES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
"""Types of the records' version of PLOVER, by the names of the manual of 2021."""
_STOP = {
    "the", "a", "an", "of", "in", "on", "at", "and", "to", "for", "from", "by", "its", "their", "his",
    "her", "with", "or", "as", "that", "this", "into", "over",
}  # fmt: skip
_RIVAL = "regression on sentence embeddings, on other records: 0.48 of the types"
Row = dict[str, Any]


def is_development(record: Row) -> bool:
    """Tell whether a record belongs to the half that was read while writing the rules."""
    return hashlib.sha256(record["id"].encode()).digest()[0] % 2 == 0


def content_words(text: str | None) -> set[str]:
    """Return the words of an actor that can match: lower-cased, without articles and prepositions.

    Examples
    --------
    >>> sorted(content_words("the Army of Norway"))
    ['army', 'norway']
    """
    if text is None or pd.isna(text):
        return set()
    return {w for w in re.findall(r"[a-z0-9]+(?:\.[a-z])*", text.lower()) if w not in _STOP | {"s"}}


def _actors(record: Row, role: str) -> set[str]:
    actors = record.get(role) or []
    return set().union(*(content_words(a.get("actorText")) for a in actors)) if actors else set()


def docs_of(texts: Iterable[str]) -> list[Doc]:
    """Parse each text as an article of one body passage, by the numbers ``00000``, ``00001``, …"""
    texts = [text.strip() for text in texts]
    ids = [f"{i:05d}" for i in range(len(texts))]
    articles = tables.table(
        "articles", [{"article_id": i, "text": t} for i, t in zip(ids, texts, strict=True)]
    )
    passages = tables.table(
        "passages",
        [
            {"article_id": i, "passage_id": 0, "start": 0, "end": len(t), "kind": "body"}
            for i, t in zip(ids, texts, strict=True)
        ],
    )
    return parse(articles, passages=passages)


def commonest_type(records: Iterable[Row]) -> str:
    """Return the type that most records of the half that was read have."""
    kinds = Counter(OLD_NAMES.get(r["event"], r["event"]) for r in records if is_development(r))
    return str(min(kinds, key=lambda kind: (-kinds[kind], kind))) if kinds else "OTHER"


def every_verb(docs: Iterable[Parsed], kind: str = "OTHER") -> pd.DataFrame:
    """Return the baseline: each verb's own subject and object, all of one type."""
    rows = []
    for doc in map(plain, docs):
        verbs = [t for t in doc if is_verb(t)]
        for i, verb in enumerate(verbs):
            subject = g.subjects(verb) or g.agents(verb)
            target = g.objects(verb) or g.passive_subjects(verb)
            rows.append(
                {
                    "article_id": doc._.article_id,
                    "event_id": i,
                    "type": kind,
                    "agent": g.phrase(subject[0]).text if subject else None,
                    "patient": g.phrase(target[0]).text if target else None,
                }
            )
    return tables.table("events", rows)


def _marks(event: Row, kind: str, agent: set[str], patient: set[str]) -> dict[str, bool]:
    return {
        "type": event["type"] == kind,
        "agent": not agent or bool(content_words(event["agent"]) & agent),
        "patient": not patient or bool(content_words(event["patient"]) & patient),
    }


def verdicts(records: list[Row], rows: pd.DataFrame) -> list[dict[str, bool]]:
    """Return for each record which of type, agent, patient and all at once some event gets right."""
    by_record = {key: group.to_dict("records") for key, group in rows.groupby("article_id")}
    found = []
    for i, record in enumerate(records):
        kind = str(OLD_NAMES.get(record["event"], record["event"]))
        agent, patient = _actors(record, "source"), _actors(record, "target")
        mine = by_record.get(f"{i:05d}", [])
        marks = [_marks(event, kind, agent, patient) for event in mine]
        verdict = {name: any(m[name] for m in marks) for name in ("type", "agent", "patient")}
        verdict["all at once"] = any(all(m.values()) for m in marks)
        found.append(verdict)
    return found


def _plover(path: Path) -> Iterator[Row]:
    records = json.loads(path.read_text(encoding="utf-8"))
    docs = docs_of(record["text"] for record in records)
    rows, plain = events(docs), every_verb(docs, commonest_type(records))
    found, base = verdicts(records, rows), verdicts(records, plain)
    parts = {
        "PLOVER gold records, scoring half": [not is_development(r) for r in records],
        "PLOVER gold records, all": [True] * len(records),
    }
    for data, chosen in parts.items():
        for measure in ("type", "agent", "patient", "all at once"):
            counts = [(int(v[measure]), 1, 1) for v, use in zip(found, chosen, strict=True) if use]
            right = [b[measure] for b, use in zip(base, chosen, strict=True) if use]
            rival = _RIVAL if measure == "type" else ""
            yield _row(measure, data, counts, sum(right) / len(right), rival)
        numbers = {f"{i:05d}" for i, use in enumerate(chosen) if use}
        yield {
            "stage": "events", "measure": "rows a sentence", "data": data, "n": len(numbers),
            "value": round(float(rows.article_id.isin(numbers).sum()) / len(numbers), 2),
            "baseline": round(float(plain.article_id.isin(numbers).sum()) / len(numbers), 2),
            "published": "", "rival": "",
        }  # fmt: skip


def _row(measure: str, data: str, counts: Counts, baseline: float | None, rival: str = "") -> Row:
    value, low, high = f1_interval(counts)
    return {
        "stage": "events", "measure": measure, "data": data, "value": value, "low": low,
        "high": high, "n": sum(gold for *_, gold in counts), "baseline": baseline,
        "published": "", "rival": rival,
    }  # fmt: skip


def _gum(path: Path) -> Iterator[Row]:
    counts, base = tree_counts(path)
    yield _row("agent and patient heads, F1", path.name, counts, f1_interval(base)[0])


def evaluate(gold: Path) -> pd.DataFrame:
    """Score ``events`` on the gold records and trees that the folder ``gold`` holds.

    Returns
    -------
    pandas.DataFrame
        ``stage measure data value low high n baseline published rival``. The baseline takes each verb's
        own subject and object, and gives it the type that is commonest in the half that was read;
        on trees, the nearest nouns.
    """
    rows: list[Row] = []
    for name, reader in {"events/plover_gsr_dev.json": _plover, "ud/gum_dev.conllu": _gum}.items():
        if (gold / name).is_file():
            rows += list(reader(gold / name))
    return pd.DataFrame(rows, columns=COLUMNS)
