"""Tables with one article a row: CSV, JSON lines and Parquet, under whatever column names."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from helpers.articles.decode import encoding_of, refuse_binary
from helpers.articles.source import (
    MAX_PAGE,
    MAX_TABLE_COLUMNS,
    Draft,
    Loaded,
    Problem,
    failing,
    sha256,
)
from helpers.resources import lexicon

_LONGEST_LINE = MAX_PAGE
_ID, _BATCH = "article_id", 64


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.casefold())


def map_columns(names: Iterable[str], own: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """Find the column of each field among a table's column names.

    The names known are in ``data/lexicons/export_columns.csv``: MediaCloud, ProQuest, Factiva,
    Nexis and others; earlier lines win. Upper case, spaces and underscores do not matter.

    Parameters
    ----------
    own
        Field to column, to overrule it: ``{"text": "my column"}``.

    Returns
    -------
    Field to its columns: one, but for Factiva's text, which stands in two (LP, TD).

    Examples
    --------
    >>> map_columns(["Publication Title", "Full text", "pages"])
    {'text': ['Full text'], 'outlet': ['Publication Title']}
    """
    columns = {_plain(name): name for name in reversed(list(names))}
    found: dict[str, list[str]] = {}
    systems: dict[str, str] = {}
    for row in lexicon("export_columns").itertuples():
        column, field, system = _plain(str(row.column)), str(row.field), str(row.system)
        if column not in columns:
            continue
        if field not in found:
            found[field], systems[field] = [columns[column]], system
        elif field == "text" and system == systems[field] == "Factiva":
            found[field].insert(0, columns[column])
    for field, name in (own or {}).items():
        if name in columns.values():
            found[field] = [name]
    return found


def _require_text(mapping: Mapping[str, list[str]], names: Iterable[str]) -> None:
    if "text" not in mapping:
        known = ", ".join(str(name)[:40] for name in list(names)[:12]) or "none"
        raise Problem(
            f"no column with the articles' text; its columns are: {known}. "
            "Call it text in the file, or give columns={'text': '…'} in Python"
        )


def _drafts(
    rows: Iterable[Mapping[str, Any] | Problem], mapping: Mapping[str, list[str]], shown: str
) -> Iterator[Draft]:
    """Make a draft of each row; a row's number stands in for an id it lacks."""
    stem = Path(shown).stem
    for number, row in enumerate(rows, 1):
        if isinstance(row, Problem):
            yield Draft(shown, f"{stem}-{number:04d}", failing(str(row)))
            continue
        fields = {
            field: row.get(columns[0])
            for field, columns in mapping.items()
            if field != "text" and row.get(columns[0]) not in (None, "")
        }
        texts = [str(row[c]) for c in mapping["text"] if row.get(c) not in (None, "")]
        name = fields.pop(_ID, None)
        text = "\n\n".join(texts)
        yield Draft(shown, str(name or f"{stem}-{number:04d}"), _loader(text), fields)


def _loader(text: str) -> Any:
    return lambda: Loaded(text, sha256(text.encode("utf-8", "replace")))


def _lines(handle: TextIO) -> Iterator[str]:
    while line := handle.readline(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE:
            raise Problem("has a line that is too long to be a row of articles")
        yield line.replace("\0", "")


def _encoding(path: Path) -> str:
    """Tell the encoding of a file from its beginning, or from where it stops being UTF-8."""
    sample = b""
    with path.open("rb") as handle:
        while chunk := handle.read(1_000_000):
            if not sample:
                refuse_binary(chunk[:64_000])
                sample = chunk
            if not chunk.isascii():
                sample = chunk
                break
    cut = sample[: max(sample.rfind(b"\n"), 0)] or sample
    found = encoding_of(cut)
    return found if not found.startswith("utf-16") else encoding_of(sample)


def _delimiter(header: str) -> str:
    return max(",;\t|", key=lambda mark: (header.count(mark), mark == ","))


def read_csv(path: Path, shown: str, own: Mapping[str, str] | None) -> Iterator[Draft]:
    """Yield a draft for each row of a CSV file (comma, semicolon, tab or bar between cells)."""
    with path.open(encoding=_encoding(path), errors="replace", newline="") as handle:
        lines = _lines(handle)
        header = next(lines, "")
        if re.fullmatch(r"sep=.\s*", header):
            header = next(lines, "")
        mark = _delimiter(header)
        names = next(csv.reader([header], delimiter=mark), [])
        if len(names) > MAX_TABLE_COLUMNS:
            raise Problem(f"has {len(names):,} columns; at most {MAX_TABLE_COLUMNS:,} are read")
        mapping = map_columns(names, own)
        _require_text(mapping, names)
        yield from _drafts(_csv_rows(lines, names, mark), mapping, shown)


def _csv_rows(
    lines: Iterator[str], names: list[str], mark: str
) -> Iterator[Mapping[str, Any] | Problem]:
    limit = csv.field_size_limit(_LONGEST_LINE)
    try:
        for row in csv.reader(lines, delimiter=mark):
            if row:
                yield dict(zip(names, row, strict=False))
    except (csv.Error, Problem, UnicodeError) as error:
        yield Problem(f"the table cannot be read on from here: {error}")
    finally:
        csv.field_size_limit(limit)


def read_jsonl(path: Path, shown: str, own: Mapping[str, str] | None) -> Iterator[Draft]:
    """Yield a draft for each line of a JSON lines file."""
    with path.open(encoding=_encoding(path), errors="replace", newline="\n") as handle:
        rows = _json_rows(handle)
        first = next(rows, None)
        if first is None:
            raise Problem("empty: there is no line in it")
        names: list[str] = list(first) if isinstance(first, Mapping) else []
        mapping = map_columns(names, own)
        if names:
            _require_text(mapping, names)

        def again() -> Iterator[Mapping[str, Any] | Problem]:
            yield first
            yield from rows

        yield from _drafts(again(), mapping or {"text": ["text"]}, shown)


def _json_rows(handle: TextIO) -> Iterator[Mapping[str, Any] | Problem]:
    try:
        for number, line in enumerate(_lines(handle), 1):
            if line.strip():
                yield _json_row(line, number)
    except Problem as error:
        yield error


def _json_row(line: str, number: int) -> Mapping[str, Any] | Problem:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(f"line {number} is no JSON: {error}"[:200])
    return row if isinstance(row, dict) else Problem(f"line {number} is no JSON object")


def read_parquet(path: Path, shown: str, own: Mapping[str, str] | None) -> Iterator[Draft]:
    """Yield a draft for each row of a Parquet file."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        mapping = map_columns(names, own)
        _require_text(mapping, names)
        wanted = [column for columns in mapping.values() for column in columns]

        def rows() -> Iterator[Mapping[str, Any]]:
            for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
                yield from batch.to_pylist()

        yield from _drafts(rows(), mapping, shown)


TABLES = {".csv": read_csv, ".tsv": read_csv, ".jsonl": read_jsonl, ".parquet": read_parquet}
