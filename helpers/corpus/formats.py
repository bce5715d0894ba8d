"""Tables as files: Parquet with types, or CSV that a spreadsheet can open without harm."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Protocol, TypeGuard

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.tables import BOOL, DATE, FLOAT, INT, SCHEMAS, TEXT, empty, typed

_ARROW = {
    TEXT: pa.string(),
    INT: pa.int64(),
    FLOAT: pa.float64(),
    BOOL: pa.bool_(),
    DATE: pa.timestamp("ms"),
}
_LINE_END = "\r\n"
"""As RFC 4180 has it; with a bare newline, Python would leave a cell with ``\\r`` in it unquoted."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_arrow(frame: pd.DataFrame, name: str) -> pa.Table:
    """Return table ``name`` as Arrow, with the same schema whatever rows it has."""
    schema = _schema(name)
    made = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    return made.replace_schema_metadata(schema.metadata)


@cache
def _schema(name: str) -> pa.Schema:
    """Return the columns, with the notes by which pandas finds its own types again."""
    plain = pa.schema([(column, _ARROW[kind]) for column, kind in SCHEMAS[name].items()])
    notes = pa.Schema.from_pandas(empty(name), preserve_index=False).metadata
    return plain.with_metadata(notes)


def read_table(path: Path, name: str) -> pd.DataFrame:
    """Read one table with its types from Parquet or CSV; from CSV, texts as they were."""
    if path.suffix != ".csv":
        return typed(name, pd.read_parquet(path))
    frame = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    for column, kind in SCHEMAS[name].items():
        if kind == TEXT:
            frame[column] = frame[column].astype(object).map(_as_it_was)
        elif kind == BOOL:
            frame[column] = frame[column].map({"True": True, "False": False})
    return typed(name, frame)


def _runs(text: object) -> TypeGuard[str]:
    """Would a spreadsheet run it, or does it look like such a text made harmless?"""
    return isinstance(text, str) and text.lstrip("'").startswith(_FORMULA)


def harmless(text: object) -> object:
    """Put ``'`` before a text that a spreadsheet would run as a formula (OWASP, CSV injection).

    A text that begins with ``'`` and then like a formula gets one more, so that
    :func:`read_table` can give every text back as it was.

    Examples
    --------
    >>> harmless('=HYPERLINK("x")')
    '\\'=HYPERLINK("x")'
    >>> harmless("plain")
    'plain'
    """
    return f"'{text}" if _runs(text) else text


def _as_it_was(text: object) -> object:
    """Undo :func:`harmless`."""
    return text[1:] if _runs(text) and text.startswith("'") else text


class Writer(Protocol):
    """Writes a table piece by piece."""

    def write(self, frame: pd.DataFrame) -> None:
        """Append the rows of a frame."""

    def close(self) -> None:
        """Finish the file."""


class ParquetWriter:
    """A Parquet file, one row group a piece."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.file = pq.ParquetWriter(path, _schema(name), compression="zstd")

    def write(self, frame: pd.DataFrame) -> None:
        """Append the rows of a frame."""
        if len(frame):
            self.file.write_table(to_arrow(frame, self.name), row_group_size=len(frame))

    def close(self) -> None:
        """Finish the file."""
        self.file.close()


class CsvWriter:
    """A CSV file in UTF-8 whose text cells cannot be run as formulas."""

    def __init__(self, path: Path, name: str) -> None:
        self.texts = [column for column, kind in SCHEMAS[name].items() if kind == TEXT]
        self.file = path.open("w", encoding="utf-8", newline="", errors="surrogatepass")
        empty(name).to_csv(self.file, index=False, lineterminator=_LINE_END)

    def write(self, frame: pd.DataFrame) -> None:
        """Append the rows of a frame."""
        safe = frame.assign(**{c: frame[c].astype(object).map(harmless) for c in self.texts})
        safe.to_csv(
            self.file, index=False, header=False, lineterminator=_LINE_END, date_format="%Y-%m-%d"
        )

    def close(self) -> None:
        """Finish the file."""
        self.file.close()


WRITERS: dict[str, type[ParquetWriter] | type[CsvWriter]] = {
    "parquet": ParquetWriter,
    "csv": CsvWriter,
}


def write_pieces(pieces: Iterable[pd.DataFrame], path: Path, name: str, kind: str) -> int:
    """Write the pieces of a table one after the other; return the number of rows."""
    writer: Writer = WRITERS[kind](path, name)
    rows = 0
    try:
        for frame in pieces:
            writer.write(frame)
            rows += len(frame)
    finally:
        writer.close()
    return rows


def write_table(frame: pd.DataFrame, path: Path, name: str) -> None:
    """Write a whole table as Parquet."""
    write_pieces([frame], path, name, "parquet")


def load_tables(out: str | os.PathLike[str] = "build") -> dict[str, pd.DataFrame]:
    """Read the tables that ``newswalk tables`` or ``newswalk run`` wrote to ``OUT/tables``.

    Raises
    ------
    FileNotFoundError
        If there are none.
    """
    folder = Path(out) / "tables"
    found = {}
    for name in SCHEMAS:
        paths = [folder / f"{name}.{ending}" for ending in ("parquet", "csv")]
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            raise FileNotFoundError(
                f"No table {name!r} in {folder}: make it with newswalk tables ARTICLES --out {out}"
            )
        found[name] = read_table(path, name)
    return found
