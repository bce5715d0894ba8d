"""How many articles are coming, so that a progress bar can say how long it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from helpers.articles.decode import ERRORS
from helpers.articles.delimited import Delimited, encoding
from helpers.articles.exports import known_columns
from helpers.files import JSON_LINES, METADATA_FILE, list_files


def count_articles(paths: Any) -> int | None:
    """Count the articles of files and folders without analysing them; None if that fails.

    The number is for a progress bar: a Word or HTML file that holds many articles
    counts as one.
    """
    try:
        return sum(_articles(path) for _, path in list_files((paths,)))
    except Exception:
        return None


def _articles(path: Path) -> int:
    kind = path.suffix.lower()
    if path.name == METADATA_FILE or not path.is_file():
        return 0
    if kind == ".parquet":
        return int(pq.ParquetFile(path).metadata.num_rows)
    if kind in JSON_LINES:
        with path.open("rb") as file:
            return sum(1 for line in file if line.strip())
    if kind in (".csv", ".tsv"):
        with path.open(encoding=encoding(path), errors=ERRORS, newline="") as text:
            return sum(1 for _ in Delimited(text, known_columns()).rows())
    return 1
