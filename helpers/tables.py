"""The tables of the walk: their columns, types and keys, and how to make and check one.

Every stage returns one of these tables. Offsets count characters in
``articles.text``, half open; a missing value is null. In CSV files (never in Parquet) a text that a
spreadsheet would run as a formula has a ``'`` before it, and so is one character longer there;
``helpers.corpus.load_tables`` takes it away again.
"""

from __future__ import annotations

import reprlib
import weakref
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

TEXT, INT, FLOAT, BOOL, DATE = "string", "Int64", "float64", "boolean", "datetime64[s]"

_INTEGERS = {"start", "end", "count", "rank", "head", "n_words"}
_FLOATS = {"latitude", "longitude", "score"}
_BOOLS = {"resolved", "present"}
_DATES = {"published", "date_from", "date_to"}
_TEXT_IDS = {
    "article_id",
    "claim_id",
    "name_id",
    "target_id",
    "agent_id",
    "patient_id",
    "source_id",
}

_COLUMNS = {
    "articles": "article_id path sha256 title outlet published published_from language text"
    " n_words problem",
    "passages": "article_id passage_id start end kind reason",
    "sentences": "article_id sentence_id passage_id start end",
    "tokens": "article_id sentence_id token_id start end text lemma pos tag head dep",
    "names": "article_id sentence_id start end text label name_id country latitude longitude",
    "voices": "article_id sentence_id voice_id start end kind cue cue_start cue_end source"
    " source_start source_end source_id resolved stance",
    "events": "article_id sentence_id event_id start end trigger lemma type agent agent_start"
    " agent_end agent_id patient patient_start patient_end patient_id recipient place place_start"
    " place_end time time_start time_end date_from date_to count polarity modality tense voice_id"
    " source",
    "claims": "claim_id article_id event_id relation source",
    "answers": "article_id question rank answer start end",
    "sentiment": "article_id sentence_id start end target target_id voice_id label score",
    "frames": "article_id frame score present",
    "frame_cues": "article_id sentence_id start end text frame",
    "naming": "article_id sentence_id start end text referent term connotation",
}

KEYS: dict[str, list[str]] = {
    "articles": ["article_id"],
    "passages": ["article_id", "passage_id"],
    "sentences": ["article_id", "sentence_id"],
    "tokens": ["article_id", "token_id"],
    "names": ["article_id", "start", "end"],
    "voices": ["article_id", "voice_id"],
    "events": ["article_id", "event_id"],
    "claims": ["claim_id", "article_id", "event_id"],
    "answers": ["article_id", "question", "rank"],
    "sentiment": ["article_id", "sentence_id", "start", "end", "target"],
    "frames": ["article_id", "frame"],
    "frame_cues": ["article_id", "start", "end", "frame"],
    "naming": ["article_id", "start", "end", "referent"],
}
"""The columns each table is sorted by."""

SPANS: dict[str, dict[str, str]] = {
    "names": {"text": ""},
    "tokens": {"text": ""},
    "voices": {"cue": "cue_", "source": "source_"},
    "events": {
        "trigger": "",
        "agent": "agent_",
        "patient": "patient_",
        "place": "place_",
        "time": "time_",
    },
    "answers": {"answer": ""},
    "sentiment": {"target": ""},
    "frame_cues": {"text": ""},
    "naming": {"text": ""},
}
"""For each table, the columns that repeat the text at ``PREFIXstart:PREFIXend``."""


def _dtype(column: str) -> str:
    if column in _TEXT_IDS:
        return TEXT
    if column in _INTEGERS or column.endswith(("_id", "_start", "_end")):
        return INT
    if column in _FLOATS:
        return FLOAT
    if column in _BOOLS:
        return BOOL
    return DATE if column in _DATES else TEXT


SCHEMAS: dict[str, dict[str, str]] = {
    name: {column: _dtype(column) for column in columns.split()}
    for name, columns in _COLUMNS.items()
}
"""Table name -> column name -> pandas dtype, in the order of the columns."""


def table(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Make the table ``name`` from rows: all its columns, typed, sorted by its key.

    Parameters
    ----------
    name
        A table of :data:`SCHEMAS`.
    rows
        Mappings from column to value; a column left out is null.

    Raises
    ------
    KeyError
        If there is no such table, or a row has a column that the table has not.

    Examples
    --------
    >>> table("frames", [{"article_id": "a", "frame": "moral", "score": 0.2}]).present.isna().all()
    np.True_
    """
    schema = SCHEMAS[name]
    rows = list(rows)
    unknown = {column for row in rows for column in row} - set(schema)
    if unknown:
        raise KeyError(f"Table {name!r} has no column {', '.join(sorted(unknown))}.")
    columns = {
        column: pd.Series([row.get(column) for row in rows], dtype="object") for column in schema
    }
    return typed(name, pd.DataFrame(columns))


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the columns, dtypes and order of rows of table ``name``."""
    schema = SCHEMAS[name]
    frame = frame.reindex(columns=list(schema))
    for column, dtype in schema.items():
        if dtype == DATE:
            frame[column] = pd.to_datetime(frame[column], errors="coerce").astype(DATE)
        elif dtype == FLOAT:
            frame[column] = pd.to_numeric(frame[column]).astype(FLOAT)
        else:
            frame[column] = frame[column].astype(dtype)
    return frame.sort_values(KEYS[name], kind="stable", ignore_index=True)


_BY_ARTICLE: dict[int, tuple[weakref.ref[pd.DataFrame], dict[str, list[dict[str, Any]]]]] = {}


def by_article(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each article as dictionaries, in their order; made once for a table.

    To cut a table by a condition costs as much for three rows as for a thousand, so stages that
    go article by article ask here. The table must not be changed in place afterwards.

    Examples
    --------
    >>> names = table("names", [{"article_id": "a", "start": 3, "end": 9, "text": "Skerry"}])
    >>> by_article(names)["a"][0]["text"]
    'Skerry'
    """
    held = _BY_ARTICLE.get(id(frame))
    if held is not None and held[0]() is frame:
        return held[1]
    columns = [frame[column].tolist() for column in frame.columns]
    found: dict[str, list[dict[str, Any]]] = {}
    for values in zip(*columns, strict=True):
        row = dict(zip(frame.columns, values, strict=True))
        found.setdefault(row["article_id"], []).append(row)
    for key in [k for k, (ref, _) in _BY_ARTICLE.items() if ref() is None]:
        del _BY_ARTICLE[key]
    _BY_ARTICLE[id(frame)] = weakref.ref(frame), found
    return found


def empty(name: str) -> pd.DataFrame:
    """Return table ``name`` without a row."""
    return _empty(name).copy()


@cache
def _empty(name: str) -> pd.DataFrame:
    return table(name)


def require_articles(frame: pd.DataFrame, columns: str = _COLUMNS["articles"]) -> None:
    """Raise unless a frame can stand as the ``articles`` table: its columns, and each id once.

    Parameters
    ----------
    columns
        Those that are needed, a space between them.

    Raises
    ------
    ValueError
        With what is missing, and how to make such a table.
    """
    made = "make the table with read_articles, or with table('articles', rows)"
    if not isinstance(frame, pd.DataFrame):
        raise ValueError(f"articles: a table is needed, not {reprlib.repr(frame)}; {made}.")
    if missing := [column for column in columns.split() if column not in frame]:
        raise ValueError(f"articles: no column {', '.join(missing)}; {made}.")
    ids = frame["article_id"]
    if not all(isinstance(one, str) for one in ids.dropna()):
        raise ValueError(f"articles: article_id must be text, but is {ids.dtype}; {made}.")
    if not ids.is_unique or ids.isna().any():
        again = ids[ids.duplicated() | ids.isna()].iloc[0]
        raise ValueError(f"articles: article_id {again!r} is missing or there twice; {made}.")


def check(name: str, frame: pd.DataFrame, texts: Mapping[str, str] | None = None) -> None:
    """Raise unless ``frame`` is a well-formed table ``name``.

    Parameters
    ----------
    texts
        Article text by ``article_id``. If given, each span column is held
        against the characters it points at.

    Raises
    ------
    ValueError
        With the table, the column and the row at fault.
    """
    schema = SCHEMAS[name]
    if list(frame.columns) != list(schema):
        raise ValueError(f"{name}: columns are {list(frame.columns)}, not {list(schema)}.")
    for column, dtype in schema.items():
        if str(frame[column].dtype) != dtype:
            raise ValueError(f"{name}.{column} is {frame[column].dtype}, not {dtype}.")
    if texts is not None and "start" in schema:
        _check_offsets(name, frame, texts)


def _check_offsets(name: str, frame: pd.DataFrame, texts: Mapping[str, str]) -> None:
    prefixes = [
        c.removesuffix("start") for c in frame.columns if c == "start" or c.endswith("_start")
    ]
    words = {prefix: column for column, prefix in SPANS.get(name, {}).items()}
    for row in frame.to_dict("records"):
        text = texts[row["article_id"]]
        for prefix in prefixes:
            start, end = row[f"{prefix}start"], row[f"{prefix}end"]
            said = row[words[prefix]] if prefix in words else None
            if pd.isna(start) != pd.isna(end) or (
                pd.isna(start) and said is not None and not pd.isna(said)
            ):
                raise ValueError(f"{name}: {prefix}start/{prefix}end are half missing in {row}.")
            if pd.isna(start):
                continue
            if not 0 <= start < end <= len(text):
                raise ValueError(f"{name}: {prefix}{start}:{end} lies outside the text in {row}.")
            if said is not None and not pd.isna(said) and text[start:end] != said:
                raise ValueError(f"{name}: {said!r} is not {text[start:end]!r} in {row}.")
