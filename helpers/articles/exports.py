"""Tables with one article a row: CSV, JSON lines and Parquet, under whatever column names."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from helpers.articles.cells import begins_with_day, text_of, worded, year_first
from helpers.articles.decode import ERRORS
from helpers.articles.delimited import Delimited, encoding, lines, plain
from helpers.articles.source import (
    MAX_PAGE,
    MAX_TABLE_COLUMNS,
    Draft,
    Loaded,
    Problem,
    failing,
    sha256,
)
from helpers.files import JSON_LINES
from helpers.resources import data_path, lexicon

log = logging.getLogger("newswalk")

_ID, _BATCH, _LOOKED_AT = "article_id", 64, 400
_BATCH_BYTES = 64_000_000
_FACTIVA_TEXT = ("lp", "td")

Row = Mapping[str, Any]
Columns = Mapping[str, list[str]]
Read = tuple[Row, Columns] | Problem
"""A row with the columns that its fields stand in, or what is wrong with it."""


@cache
def _known(folder: str) -> list[tuple[str, str]]:
    return [(plain(str(r.column)), str(r.field)) for r in lexicon("export_columns").itertuples()]


def known_columns() -> frozenset[str]:
    """Return the names of columns that are known, in the form that :func:`plain` gives them."""
    return frozenset(column for column, _ in _known(str(data_path())))


def known_fields() -> frozenset[str]:
    """Return the fields that a column may hold: text, title, published and the others."""
    return frozenset(field for _, field in _known(str(data_path())))


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
    Field to the columns that may hold it, the likeliest first; of Factiva's text both (LP, TD).

    Examples
    --------
    >>> map_columns(["Publication Title", "Full text", "pages"])
    {'text': ['Full text'], 'outlet': ['Publication Title']}
    """
    names = list(names)
    columns = {plain(name): name for name in reversed(names)}
    found: dict[str, list[str]] = {}
    for column, field in _known(str(data_path())):
        if column in columns and columns[column] not in found.get(field, ()):
            found.setdefault(field, []).append(columns[column])
    if found.get("text") and plain(found["text"][0]) in _FACTIVA_TEXT:
        found["text"] = [columns[code] for code in _FACTIVA_TEXT if code in columns]
    for field, name in (own or {}).items():
        if name in names:
            found[field] = [name]
    return found


def _check_columns(
    mapping: Columns, names: Iterable[str], own: Mapping[str, str] | None, shown: str
) -> None:
    """Raise :class:`Problem` if no column has the text; warn of own names that are not there."""
    names = [str(name) for name in names]
    listed = ", ".join(name[:40] for name in names[:12]) or "none"
    if "text" not in mapping:
        raise Problem(
            f"no column with the articles' text; its columns are: {listed}. "
            "Call it text in the file, or give columns={'text': '…'} in Python"
        )
    for field, name in (own or {}).items():
        if name not in names:
            log.warning("%s: no column %r for %s; its columns are: %s", shown, name, field, listed)


def _drafts(rows: Iterable[Read], shown: str, day_first: bool = False) -> Iterator[Draft]:
    """Make a draft of each row; a row's number stands in for an id it lacks."""
    stem, number = Path(shown).stem, 0
    for number, row in enumerate(rows, 1):
        name = f"{stem}-{number:04d}"
        if isinstance(row, Problem):
            yield Draft(shown, name, failing(str(row)))
            continue
        cells, mapping = row
        fields = {field: _field(cells, mapping[field]) for field in mapping if field != "text"}
        fields = {field: value for field, value in fields.items() if value not in (None, "")}
        if day_first and "published" in fields:
            fields["published"] = year_first(fields["published"])
        own = fields.pop(_ID, None)
        article = name if own is None else str(own)
        try:
            load = _loader(_text(cells, mapping["text"]))
        except Problem as problem:
            load = failing(str(problem))
        yield Draft(shown, article, load, fields, named=own is not None)
    if number == 0:
        raise Problem("empty: there is no row in it")


def _field(cells: Row, columns: list[str]) -> Any:
    """Return what the first filled column says of an article."""
    values = (worded(cells.get(column)) for column in columns)
    return next((value for value in values if value not in (None, "") and value == value), None)


def _text(cells: Row, columns: list[str]) -> str:
    texts = [text for text in (text_of(cells.get(column)) for column in columns) if text.strip()]
    joined = plain(columns[0]) in _FACTIVA_TEXT
    return "\n\n".join(texts if joined else texts[:1])


def _loader(text: str) -> Any:
    return lambda: Loaded(text, sha256(text.encode("utf-8", "replace")))


def _peeked(pairs: Iterator[Read]) -> tuple[bool, Iterator[Read]]:
    """Tell from the first rows whether dates begin with the day; return all rows."""
    first: list[Read] = []
    values, length = [], 0
    for pair in pairs:
        first.append(pair)
        if not isinstance(pair, Problem):
            row, mapping = pair
            values.append(_field(row, mapping.get("published", [])))
            length += sum(len(cell) for cell in row.values() if isinstance(cell, str))
        if len(first) >= _LOOKED_AT or length > MAX_PAGE:
            break
    return begins_with_day(values), chain(first, pairs)


def _with(rows: Iterator[Row | Problem], mapping: Columns) -> Iterator[Read]:
    return (row if isinstance(row, Problem) else (row, mapping) for row in rows)


def read_csv(path: Path, shown: str, own: Mapping[str, str] | None) -> Iterator[Draft]:
    """Yield a draft for each row of a CSV file (comma, semicolon, tab or bar between cells).

    Raises
    ------
    Problem
        If no column has the text, there is no row, or there are too many columns.
    """
    known = known_columns() | {plain(name) for name in (own or {}).values()}
    with path.open(encoding=encoding(path), errors=ERRORS, newline="") as handle:
        file = Delimited(handle, known)
        if not any(file.names):
            raise Problem("empty: there is no line with names of columns in it")
        if len(file.names) > MAX_TABLE_COLUMNS:
            raise Problem(
                f"has {len(file.names):,} columns; at most {MAX_TABLE_COLUMNS:,} are read"
            )
        mapping = map_columns(file.names, own)
        _check_columns(mapping, file.names, own, shown)
        day_first, rows = _peeked(_with(file.rows(), mapping))
        yield from _drafts(rows, shown, day_first)


def read_jsonl(path: Path, shown: str, own: Mapping[str, str] | None) -> Iterator[Draft]:
    """Yield a draft for each line of a JSON lines file; each line may have fields of its own.

    Raises
    ------
    Problem
        If there is no line.
    """
    with path.open(encoding=encoding(path), errors=ERRORS, newline="\n") as handle:
        day_first, rows = _peeked(_json_rows(handle, shown, own))
        yield from _drafts(rows, shown, day_first)


def _json_rows(handle: TextIO, shown: str, own: Mapping[str, str] | None) -> Iterator[Read]:
    @lru_cache(maxsize=256)
    def mapped(names: tuple[str, ...]) -> Columns:
        return map_columns(names, own)

    try:
        for number, line in enumerate(lines(handle), 1):
            if line.strip():
                row = _json_row(line, number)
                yield row if isinstance(row, Problem) else _json_mapped(row, mapped, shown)
    except Problem as error:
        yield error


def _json_mapped(row: Row, mapped: Callable[[tuple[str, ...]], Columns], shown: str) -> Read:
    mapping = mapped(tuple(row)[:MAX_TABLE_COLUMNS])
    try:
        _check_columns(mapping, row, {}, shown)
    except Problem as problem:
        return problem
    return row, mapping


def _json_row(line: str, number: int) -> Row | Problem:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(f"line {number} is no JSON: {error}"[:200])
    return row if isinstance(row, dict) else Problem(f"line {number} is no JSON object")


def _arrow_row(row: Any) -> Row | Problem:
    """Return a row of one; a date of a million years hence or a broken text has no value in Python."""
    try:
        read: Row = row.to_pylist()[0]
    except (ValueError, OverflowError) as error:
        return Problem(f"the row cannot be read: {error}"[:200])
    return read


def _row_groups(metadata: Any) -> list[Any]:
    return [metadata.row_group(number) for number in range(metadata.num_row_groups)]


def _dictionaries(path: Path) -> list[str]:
    """Return the columns that may hold a text once for many rows: they are kept that way."""
    import pyarrow.parquet as pq

    found = set()
    for group in _row_groups(pq.read_metadata(path)):
        for column in map(group.column, range(group.num_columns)):
            if any("DICTIONARY" in encoding for encoding in column.encodings):
                found.add(column.path_in_schema)
    return sorted(found)


def _batch_size(file: Any) -> int:
    """Return how many rows are read at once, so that long texts take no more than some 64 MB."""
    groups = _row_groups(file.metadata)
    widest = max((g.total_byte_size / max(g.num_rows, 1) for g in groups), default=0)
    return max(1, min(_BATCH, int(_BATCH_BYTES / max(widest, 1))))


def read_parquet(path: Path, shown: str, own: Mapping[str, str] | None) -> Iterator[Draft]:
    """Yield a draft for each row of a Parquet file.

    Raises
    ------
    Problem
        If no column has the text, or there is no row.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, read_dictionary=_dictionaries(path)) as file:
        names = file.schema_arrow.names
        mapping = map_columns(names, own)
        _check_columns(mapping, names, own, shown)
        wanted = [column for columns in mapping.values() for column in columns]

        def rows() -> Iterator[Row | Problem]:
            for batch in file.iter_batches(batch_size=_batch_size(file), columns=wanted):
                for number in range(len(batch)):
                    yield _arrow_row(batch.slice(number, 1))

        day_first, read = _peeked(_with(rows(), mapping))
        yield from _drafts(read, shown, day_first)


TABLES = {".csv": read_csv, ".tsv": read_csv, ".parquet": read_parquet} | dict.fromkeys(
    JSON_LINES, read_jsonl
)
