"""Files of any kind in, the ``articles`` table out, at once or in batches."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import tables
from helpers.articles.decode import SURROGATES
from helpers.articles.exports import known_fields
from helpers.articles.inputs import Metadata, drafts, metadata_rows
from helpers.articles.languages import language, language_name
from helpers.articles.passages import split
from helpers.articles.published import parse_date, published_from_text
from helpers.articles.source import MAX_TEXT, Draft, Loaded, Names, Problem, slug
from helpers.files import Input

log = logging.getLogger("newswalk")

_CUT = "are these many articles in one file? Cut it, or export fewer a file"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def _line(value: Any) -> str | None:
    """Return a cell as one line of text, or None if there is nothing in it."""
    if value is None or value != value:
        return None
    return SURROGATES.sub("\ufffd", " ".join(str(value).split()))[:300] or None


def _load(draft: Draft) -> Loaded | str:
    """Load a draft, or return the problem in words."""
    try:
        loaded = draft.load()
    except Problem as problem:
        return str(problem)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    except Exception as error:  # whatever a broken file makes a parser do, the run goes on
        return f"cannot be read: {type(error).__name__}: {error}"[:300]
    loaded.text = SURROGATES.sub("\ufffd", loaded.text)
    if not re.search(r"\w", loaded.text):
        return "empty: there is no text in it"
    if len(loaded.text) > MAX_TEXT:
        return (
            f"too large: {len(loaded.text):,} characters, at most {MAX_TEXT:,} an article; {_CUT}"
        )
    return loaded


def _from_text(row: dict[str, Any], dated: bool) -> None:
    """Fill in what only the text tells: title, date (unless one was given, read or not), language."""
    text = row["text"]
    passages = split(text, row["title"], row["outlet"])
    if row["title"] is None:
        spans = [(start, end) for start, end, kind, _ in passages if kind == "title"]
        row["title"] = _line(text[slice(*spans[0])].rstrip(";")) if spans else None
    if row["published"] is None and not dated:
        lines = [(start, end) for start, end, kind, _ in passages if kind == "dateline"]
        row["published"], row["published_from"] = published_from_text(text, lines)
    row["language"] = language(text)
    if row["language"] not in (None, "en"):
        name = language_name(row["language"])
        row["problem"] = f"not in English: it is written in {name}"


def _place(path: str, article_id: str) -> str:
    """Say where an article lies: its file, and its id if the file's name is another.

    Examples
    --------
    >>> _place("archive/rows.csv", "rows-0004"), _place("archive/a.txt", "a")
    ('archive/rows.csv (rows-0004)', 'archive/a.txt')
    """
    return path if Path(path).stem.lower() == article_id else f"{path} ({article_id})"


class _Told:
    """Says what is odd about the rows of a file once a file, not once a row."""

    def __init__(self) -> None:
        self._said: set[tuple[str, str]] = set()

    def once(self, path: str, text: str, *values: object) -> None:
        """Log a warning of this kind for this file, if it is the first."""
        if (path, text) not in self._said:
            self._said.add((path, text))
            log.warning(text, path, *values)


_ODD_DATE = (
    "%s: %r is no date that can be read: published is left empty there; write dates as 2016-08-07"
)
_SAME_ID = "%s: the id %r stands there more than once, or like another: the later ones are numbered"


def _is_odd(value: Any, date: Any) -> bool:
    """Whether something that should be a date was given and not understood (*n.d.* is no date)."""
    return date is None and value is not None and any(c.isdigit() for c in str(value))


def _row(draft: Draft, article_id: str, told: _Told) -> dict[str, Any]:
    """Make the row of one article."""
    given = draft.fields
    row: dict[str, Any] = {"article_id": article_id, "path": draft.path}
    row |= {"title": _line(given.get("title")), "outlet": _line(given.get("outlet"))}
    row |= {"published": parse_date(given.get("published")), "published_from": None}
    row["published_from"] = "metadata" if row["published"] else None
    odd = _is_odd(given.get("published"), row["published"])
    if odd:
        told.once(draft.path, _ODD_DATE, str(given["published"])[:40])
    loaded = _load(draft)
    if isinstance(loaded, str):
        row["problem"] = loaded
    else:
        row |= {"text": loaded.text, "sha256": loaded.sha256}
        row["n_words"] = sum(1 for _ in _WORD.finditer(loaded.text))
        row["title"] = row["title"] or _line(loaded.title)
        row["outlet"] = row["outlet"] or _line(loaded.outlet)
        if row["published"] is None and not odd and (date := parse_date(loaded.published)):
            row |= {"published": date, "published_from": loaded.published_from}
        _from_text(row, dated=odd)
    if row.get("problem"):
        log.warning("%s: %s", _place(draft.path, article_id), row["problem"])
    return row


def _rows(
    paths: tuple[Input, ...],
    metadata: pd.DataFrame | str | os.PathLike[str] | None,
    columns: Mapping[str, str] | None,
    start: int = 0,
) -> Iterator[dict[str, Any]]:
    _check_fields(columns)
    own: Metadata | None = None
    if metadata is not None:
        own = metadata_rows(metadata)
        if own is None:
            raise ValueError("metadata needs a column 'file' that names the files it is about")
    names, told = Names(), _Told()
    for number, draft in enumerate(drafts(paths or (None,), own, columns)):
        article_id = names.take(draft.stem)
        if draft.named and article_id != slug(draft.stem):
            told.once(draft.path, _SAME_ID, draft.stem[:60])
        if number >= start:
            yield _row(draft, article_id, told)


def _check_fields(columns: Mapping[str, str] | None) -> None:
    """Raise unless own names of columns are given as ``{field: column}``."""
    example = "columns names the column of a field: {'text': 'my column'}"
    if columns is None:
        return
    if not isinstance(columns, Mapping) or not all(isinstance(c, str) for c in columns.values()):
        raise ValueError(f"{example}; given is {columns!r:.80}.")
    if unknown := sorted(set(map(str, columns)) - known_fields()):
        raise ValueError(f"{example}; no field is called {', '.join(unknown)}.")


def iter_articles(
    *paths: Input,
    metadata: pd.DataFrame | str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
    batch: int = 64,
    start: int = 0,
) -> Iterator[pd.DataFrame]:
    """Read articles as :func:`read_articles` does, a batch at a time.

    Memory does not grow with their number: files are opened one after the other and tables
    are read row by row.

    Parameters
    ----------
    batch
        Articles in a batch.
    start
        Articles to pass over, so that an interrupted run can go on; the ids of the others
        are the same as without it.

    Yields
    ------
    An ``articles`` table with at most ``batch`` rows.
    """
    if batch < 1:
        raise ValueError(f"batch must be 1 or more, not {batch}: so many articles come at once.")
    rows = _rows(paths, metadata, columns, start)
    while chunk := list(islice(rows, batch)):
        yield tables.table("articles", chunk)


def read_articles(
    *paths: Input,
    metadata: pd.DataFrame | str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Read articles from files and folders of any mix.

    ``.txt .md .html .htm .docx`` hold an article each (or many, as Nexis and Factiva export
    them); ``.csv .tsv .jsonl .ndjson .parquet`` one a row. ``articles.csv`` beside text files adds
    article_id, title, outlet and published by ``file``. Encodings are detected. Nothing is
    dropped in silence: an input that gives no article is a row with its ``problem``, which
    is logged as well, and the reading goes on.

    Parameters
    ----------
    paths
        Files, folders, or lists of them; nothing or None is the teaching corpus.
    metadata
        A table, or the path of a CSV file, with a column ``file`` and columns as above;
        it overrules ``articles.csv``.
    columns
        Field to column name, for tables whose names are not in
        ``data/lexicons/export_columns.csv``: ``{"text": "my column"}``.

    Returns
    -------
    The ``articles`` table: article_id (unique, of ``a-z 0-9 -``), path (from the given
    folder on), sha256 (of the file; of the text, where a file holds several articles),
    title, outlet, published, published_from (``metadata`` ``html`` ``dateline``
    ``inferred``), language (two letters), text, n_words, problem. An article may have
    1 million characters.

    Raises
    ------
    ValueError
        If ``metadata`` has no column ``file``.
    OSError
        If ``metadata`` is a file that cannot be read.

    Examples
    --------
    >>> articles = read_articles()
    >>> articles.loc[articles.article_id == "aleppo-qalat", ["outlet", "published_from"]].values
    array([['Qalat Voice', 'html']], dtype=object)
    """
    return tables.table("articles", _rows(paths, metadata, columns))
