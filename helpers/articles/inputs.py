"""From files to drafts of articles: each kind read its own way, with what metadata says of it."""

from __future__ import annotations

import logging
import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.articles.cells import begins_with_day, year_first
from helpers.articles.decode import ERRORS, decode
from helpers.articles.delimited import Delimited, encoding
from helpers.articles.documents import decode_html, read_html, read_text, word_paragraphs
from helpers.articles.exports import TABLES, known_columns, map_columns
from helpers.articles.factiva import factiva, is_factiva
from helpers.articles.nexis import is_nexis, nexis
from helpers.articles.source import MAX_PAGE, Draft, Loaded, Problem, check_size, failing
from helpers.files import (
    HTML,
    METADATA_FILE,
    PACKED,
    READ,
    TEXT,
    WORD,
    Input,
    is_folder,
    is_plain_file,
    list_files,
)

log = logging.getLogger("newswalk")

Metadata = Mapping[str, Mapping[str, Any]]
_PEEK = 2_000_000
_NEXIS = re.compile(rb"end of document|\d of \d{1,6} DOCUMENTS?\b", re.I)
_FACTIVA = (b"articleParagraph", b"<b>HD</b>")


def metadata_rows(table: str | os.PathLike[str] | pd.DataFrame) -> Metadata | None:
    """Read metadata by file name from a CSV file or a DataFrame; None if it is no such table.

    Raises
    ------
    OSError
        If the CSV file cannot be read.
    """
    if isinstance(table, pd.DataFrame):
        names = [str(name) for name in table.columns]
        return _by_file(names, table.to_dict("records"), "metadata")
    path = Path(table)
    try:
        with path.open(encoding=encoding(path), errors=ERRORS, newline="") as handle:
            file = Delimited(handle, known_columns())
            return _by_file(file.names, list(file.rows()), str(path))
    except Problem:
        return None


def _by_file(
    names: list[str], rows: Sequence[Mapping[str, Any] | Problem], shown: str
) -> Metadata | None:
    mapping = map_columns(names)
    if "file" not in mapping or "text" in mapping:
        return None
    for row in rows:
        if isinstance(row, Problem):
            log.warning("%s: %s: what it says of its file is not used", shown, row)
    good = [row for row in rows if not isinstance(row, Problem)]
    found = [{f: row.get(columns[0]) for f, columns in mapping.items()} for row in good]
    day_first = begins_with_day(fields.get("published") for fields in found)
    result: dict[str, dict[str, Any]] = {}
    for fields in found:
        name = posixpath.normpath(str(fields.pop("file") or ""))
        if name in result:
            log.warning("%s names %s more than once: the last line counts", shown, name)
        if day_first and "published" in fields:
            fields["published"] = year_first(fields["published"])
        result[name] = {k: v for k, v in fields.items() if v not in (None, "") and v == v}
    return result


@lru_cache(maxsize=64)
def _beside(folder: Path, changed: float) -> Metadata | None:
    return metadata_rows(folder / METADATA_FILE)


def beside(folder: Path) -> Metadata | None:
    """Return what ``articles.csv`` in a folder says about the files beside it, or None."""
    try:
        return _beside(folder, (folder / METADATA_FILE).stat().st_mtime)
    except OSError:
        return None


def drafts(
    paths: Iterable[Input], own: Metadata | None, columns: Mapping[str, str] | None
) -> Iterator[Draft]:
    """Yield a draft for each article in the files that are meant, in the order of their paths."""
    files = list_files(paths, tell=True)
    _tell_unused(own or {}, files)
    places = {Path(os.path.realpath(path)) for _, path in files}
    for shown, path in files:
        known = beside(path.parent) or {}
        if path.name == METADATA_FILE and known:
            yield from _named_but_missing(shown, path, known, places, columns)
            continue
        extra = _said_of(path, shown, own or {})
        for draft in _file_drafts(path, shown, columns):
            fields = {**draft.fields, **extra}
            name = fields.pop("article_id", None) if path.suffix.lower() not in TABLES else None
            named = draft.named or name is not None
            yield Draft(draft.path, str(name or draft.stem), draft.load, fields, named)


def _said_of(path: Path, shown: str, own: Metadata) -> dict[str, Any]:
    """What metadata say of a file: tables in the folders around it, the nearest last, then our own."""
    around = list(path.parents)[: max(1, shown.count("/"))]
    found: dict[str, Any] = {}
    for folder in reversed(around):
        found |= (beside(folder) or {}).get(path.relative_to(folder).as_posix(), {})
    for name in _names(path, shown):
        found |= own.get(name, {})
    return found


def _names(path: Path, shown: str) -> tuple[str, ...]:
    """By which names metadata may call a file: its own, that in the given folder, that in the tables."""
    return path.name, shown.partition("/")[2], shown


def _tell_unused(own: Metadata, files: list[tuple[str, Path]]) -> None:
    there = {name for shown, path in files for name in _names(path, shown)}
    if unused := sorted(set(own) - there):
        log.warning("metadata: no such file among the articles: %s", ", ".join(unused)[:300])


def _named_but_missing(
    shown: str, path: Path, known: Metadata, places: set[Path], columns: Mapping[str, str] | None
) -> Iterator[Draft]:
    """Treat a metadata file: its files are read if it was given alone, and missing ones told."""
    for name, fields in sorted(known.items()):
        place = path.parent / name
        real = Path(os.path.realpath(place))
        if real in places:
            continue
        inside = real.is_relative_to(os.path.realpath(path.parent))
        label = Path(shown).parent.joinpath(name).as_posix()
        stem = str(fields.get("article_id") or Path(name).stem)
        if inside and is_plain_file(place):
            for draft in _file_drafts(place, label, columns):
                yield Draft(label, stem, draft.load, {**draft.fields, **fields, "article_id": None})
        else:
            reason = f"named in {METADATA_FILE}, but it is not there"
            yield Draft(label, stem, failing(reason), fields)


def _check_kind(path: Path) -> None:
    """Raise unless it is a file: what a folder, a link or a pipe is not read for."""
    path.stat()  # raises what is wrong with the way to it
    if is_folder(path):
        os.scandir(path).close()  # raises if the folder may not be read
        raise Problem(f"no file to read in this folder ({' '.join(sorted(READ))} are read)")
    if not is_plain_file(path):
        raise Problem("no file but a pipe or a device, which might never end: it is not read")


def _file_drafts(path: Path, shown: str, columns: Mapping[str, str] | None) -> Iterator[Draft]:
    """Yield the drafts of one file; what is wrong with the file itself becomes one failing draft."""
    suffix = path.suffix.lower()
    stem = Path(shown).stem
    try:
        _check_kind(path)
        if suffix in TABLES:
            yield from TABLES[suffix](path, shown, columns)
        elif suffix in TEXT | HTML | WORD:
            yield from _documents(path, shown, stem, suffix)
        else:
            kinds = " ".join(sorted(READ))
            named = f"files of type {suffix}" if suffix else "files without a type in their name"
            todo = "unpack it first" if suffix in PACKED else f"save it as one of {kinds}"
            raise Problem(f"{named} are not read: {todo}")
    except Problem as problem:
        yield Draft(shown, stem, failing(str(problem)))
    except FileNotFoundError:
        yield Draft(shown, stem, failing("there is no such file or folder"))
    except OSError as error:
        yield Draft(shown, stem, failing(f"cannot be read: {error.strerror or error}"))
    except Exception as error:  # whatever a broken file makes a parser do, the run goes on
        yield Draft(shown, stem, failing(f"cannot be read: {type(error).__name__}: {error}"[:300]))


def _peek(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(_PEEK)


def _documents(path: Path, shown: str, stem: str, suffix: str) -> Iterator[Draft]:
    several: list[Loaded] = []
    if suffix in WORD:
        paragraphs, title, checksum = word_paragraphs(path)
        text = "\n\n".join(paragraphs)
        several = list(nexis(text)) if is_nexis(text) else [Loaded(text, checksum, title=title)]
    elif suffix in HTML and any(mark in _peek(path) for mark in _FACTIVA):
        check_size(path, MAX_PAGE, "export fewer articles a file")
        html = decode_html(path.read_bytes())
        several = list(factiva(html)) if is_factiva(html) else []
    elif suffix in TEXT and _NEXIS.search(_peek(path)):
        check_size(path, MAX_PAGE, "export fewer articles a file")
        text = decode(path.read_bytes())
        several = list(nexis(text)) if is_nexis(text) else []
    if not several:
        load = read_html if suffix in HTML else read_text
        yield Draft(shown, stem, lambda: load(path))
    for number, loaded in enumerate(several, 1):
        name = stem if len(several) == 1 else f"{stem}-{number:04d}"
        yield Draft(shown, name, lambda found=loaded: found)  # type: ignore[misc]
